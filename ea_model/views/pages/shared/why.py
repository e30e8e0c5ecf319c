"""Why a cell is what it is: reasons, paths step by step in the verbs of the relations, statements and source quotes."""

from __future__ import annotations

import streamlit as st

from ea_model.metamodel.archimate import Element
from ea_model.metamodel.contract import Effect, ScopeStatement
from ea_model.scope import Because, Cell, Lead, Path, Provider, Step, explain
from ea_model.selection import subject_words
from ea_model.values import Provenance, Truth, in_language
from ea_model.views.pages.shared import text as _text
from ea_model.views.pages.shared.context import PageContext
from ea_model.views.pages.shared.facts import show_sources
from ea_model.views.pages.shared.tones import STATUS_BADGE
from ea_model.views.words import stops

_MOST_QUOTES = 3
"""Quotes shown at once under one path; the others fold away."""


def show_status(ctx: PageContext, cell: Cell) -> None:
    """The status of a cell and everybody in it, on one line."""
    with st.container(horizontal=True, gap="small"):
        st.badge(ctx.word(cell.status), color=STATUS_BADGE[cell.status])
        st.badge(ctx.say("required" if cell.required else "optional"), color="gray")
        for lead in (*cell.leads, *cell.support):
            st.badge(holder(ctx, lead), color="blue")


def holder(ctx: PageContext, lead: Lead) -> str:
    """Somebody's part: letter, under what, who, and whether that is certain. Safe Markdown."""
    who = ", ".join(ctx.names.of(party) for party in lead.parties)
    under = lead.provider.label(ctx.lang)
    text = f"{lead.role} · {under}" if lead.provider.own or not who else f"{lead.role} · {under}: {who}"
    if not lead.certain:
        text += f" ({ctx.say('possibly')})"
    elif lead.truth is Truth.MAYBE:
        text += f" ({ctx.say('perhaps_then')})"
    return _text.escape(text)


def show_why(ctx: PageContext, element: Element, activity: str, provider: Provider | None = None) -> None:
    """The whole explanation of one cell."""
    explanation = explain(ctx.scope, element, activity, provider)
    show_status(ctx, explanation.cell)
    for because in explanation.reasons:
        _show_reason(ctx, because)


def _show_reason(ctx: PageContext, because: Because) -> None:
    who = f"**{_text.escape(because.provider.label(ctx.lang))}** – " if because.provider else ""
    st.markdown(f"{who}{ctx.word(because.reason)}")
    for path in because.paths:
        _show_path(ctx, path)
    if stops.is_told(because):
        st.markdown(_text.escape(stops.sentence(because, ctx.lang)))
    if because.closure is not None:
        note = _text.escape(in_language(because.closure.note, ctx.lang))
        st.markdown(f"{ctx.say('closure')} `{because.closure.id}` {note}")
        show_sources(ctx, because.closure.sources)


def _show_path(ctx: PageContext, path: Path) -> None:
    """The statement as a sentence, the steps from its subject, and what it rests on."""
    lines = [f"1. {_statement(ctx, path.statement)}"]
    lines += [f"{number}. {_step(ctx, step)}" for number, step in enumerate(path.steps, 2)]
    st.markdown("\n".join(lines))
    remarks = []
    if path.rolled_down:
        remarks.append(ctx.say("rolled_down", activity=_text.escape(ctx.names.activity(path.statement.activity.id))))
    if path.provenance is not Provenance.STATED:
        remarks.append(ctx.names.value(path.provenance))
    if path.truth is Truth.MAYBE:
        remarks.append(ctx.say("perhaps_then"))
    if path.statement.note:
        remarks.append(_text.escape(in_language(path.statement.note, ctx.lang)))
    if remarks:
        st.caption(" · ".join(remarks))
    sources = path.statement.sources
    show_sources(ctx, sources[:_MOST_QUOTES])
    if len(sources) > _MOST_QUOTES:
        with st.expander(ctx.say("more_sources", count=len(sources) - _MOST_QUOTES)):
            show_sources(ctx, sources[_MOST_QUOTES:])


def _statement(ctx: PageContext, statement: ScopeStatement) -> str:
    """What a person wrote, as a sentence with the id it stands under."""
    under = statement.contract.id if statement.contract else ctx.say("in_house")
    who = ", ".join(ctx.names.of(party) for party in statement.parties)
    subject = ctx.names.of(statement.subject) if statement.subject else subject_words(statement, ctx.lang)
    key = "statement_excludes" if statement.effect == Effect.EXCLUDE else "statement_says"
    sentence = ctx.say(
        key,
        under=f"**{_text.escape(under)}**",
        activity=_text.escape(ctx.names.activity(statement.activity.id)),
        subject=f"**{_text.escape(subject)}**",
        who=_text.escape(who) or ctx.say("nobody_named"),
        role=statement.role,
    )
    return f"{sentence} (`{statement.id}`)"


def _step(ctx: PageContext, step: Step) -> str:
    """One step of the way, in the direction in which the relation is written."""
    relation = step.relations[0]
    forwards = relation.source is step.source
    verb = _text.escape(_text.verb(relation, ctx.lang, backwards=not forwards))
    rule = ctx.say("by_rule", rule=step.rule, sure=ctx.say("certain" if step.certain else "possibly"))
    return f"{ctx.names.md(step.source)} {verb} **{ctx.names.md(step.target)}** – {rule}"
