"""Why a cell is what it is: reasons, paths step by step in the verbs of the relations, statements and source quotes."""

from __future__ import annotations

import streamlit as st

from ea_model.metamodel.archimate import Element
from ea_model.metamodel.contract import ScopeStatement
from ea_model.scope import Because, Cell, Coverer, Lead, Path, Step, explain
from ea_model.values import Provenance, Truth, in_language
from views.pages import _text
from views.pages._desk import Desk
from views.pages._facts import show_sources
from views.pages._tones import STATUS_BADGE

_MOST_QUOTES = 3
"""Quotes shown at once under one path; the others fold away."""


def show_status(desk: Desk, cell: Cell) -> None:
    """The status of a cell and everybody in it, on one line."""
    with st.container(horizontal=True, gap="small"):
        st.badge(desk.word(cell.status), color=STATUS_BADGE[cell.status])
        st.badge(desk.say("required" if cell.required else "optional"), color="gray")
        for lead in (*cell.leads, *cell.support):
            st.badge(holder(desk, lead), color="blue")


def holder(desk: Desk, lead: Lead) -> str:
    """Somebody's part: letter, under what, who, and whether that is certain. Safe Markdown."""
    who = ", ".join(desk.name(party) for party in lead.parties)
    under = desk.coverer(lead.coverer)
    text = f"{lead.role} · {under}" if lead.coverer.own or not who else f"{lead.role} · {under}: {who}"
    if not lead.certain:
        text += f" ({desk.say('possibly')})"
    elif lead.truth is Truth.MAYBE:
        text += f" ({desk.say('perhaps_then')})"
    return _text.escape(text)


def show_why(desk: Desk, element: Element, activity: str, coverer: Coverer | None = None) -> None:
    """The whole explanation of one cell."""
    explanation = explain(desk.scope, element, activity, coverer)
    show_status(desk, explanation.cell)
    for because in explanation.reasons:
        _show_reason(desk, because)


def _show_reason(desk: Desk, because: Because) -> None:
    who = f"**{_text.escape(desk.coverer(because.coverer))}** – " if because.coverer else ""
    st.markdown(f"{who}{desk.word(because.reason)}")
    for path in because.paths:
        _show_path(desk, path)
    if because.closure is not None:
        note = _text.escape(in_language(because.closure.note, desk.lang))
        st.markdown(f"{desk.say('closure')} `{because.closure.id}` {note}")
        show_sources(desk, because.closure.sources)


def _show_path(desk: Desk, path: Path) -> None:
    """The statement as a sentence, the steps from its subject, and what it rests on."""
    lines = [f"1. {_statement(desk, path.statement)}"]
    lines += [f"{number}. {_step(desk, step)}" for number, step in enumerate(path.steps, 2)]
    st.markdown("\n".join(lines))
    remarks = []
    if path.rolled_down:
        remarks.append(desk.say("rolled_down", activity=_text.escape(desk.activity(path.statement.activity.id))))
    if path.provenance is not Provenance.STATED:
        remarks.append(desk.text(path.provenance))
    if path.truth is Truth.MAYBE:
        remarks.append(desk.say("perhaps_then"))
    if path.statement.note:
        remarks.append(_text.escape(in_language(path.statement.note, desk.lang)))
    if remarks:
        st.caption(" · ".join(remarks))
    sources = path.statement.sources
    show_sources(desk, sources[:_MOST_QUOTES])
    if len(sources) > _MOST_QUOTES:
        with st.expander(desk.say("more_sources", count=len(sources) - _MOST_QUOTES)):
            show_sources(desk, sources[_MOST_QUOTES:])


def _statement(desk: Desk, statement: ScopeStatement) -> str:
    """What a person wrote, as a sentence with the id it stands under."""
    under = statement.contract.id if statement.contract else desk.say("in_house")
    who = ", ".join(desk.name(party) for party in statement.parties)
    subject = desk.name(statement.subject) if statement.subject else statement.selector_type
    key = "statement_excludes" if statement.effect == "exclude" else "statement_says"
    sentence = desk.say(
        key,
        under=f"**{_text.escape(under)}**",
        activity=_text.escape(desk.activity(statement.activity.id)),
        subject=f"**{_text.escape(subject)}**",
        who=_text.escape(who) or desk.say("nobody_named"),
        role=statement.role,
    )
    return f"{sentence} (`{statement.id}`)"


def _step(desk: Desk, step: Step) -> str:
    """One step of the way, in the direction in which the relation is written."""
    relation = step.relations[0]
    forwards = relation.source is step.source
    verb = _text.escape(_text.verb(relation, desk.lang, backwards=not forwards))
    rule = desk.say("by_rule", rule=step.rule, sure=desk.say("certain" if step.certain else "possibly"))
    return f"{desk.md(step.source)} {verb} **{desk.md(step.target)}** – {rule}"
