"""What if: take a statement away, shift a date, change a role; see what that does; then save it as a patch, or not.

Nothing is written before somebody has read the difference and confirmed.
"""

from __future__ import annotations

from functools import partial

import streamlit as st

from ea_model.compare import Comparison, compare_models
from ea_model.metamodel.contract import Contract, ScopeStatement
from ea_model.patching import Change, Edit, Patch, PatchError, Remove
from ea_model.problem_words import line
from ea_model.problems import Level
from views.pages import _edits, _save, _sources, _state, _text
from views.pages._desk import Desk
from views.pages._facts import statement_line
from views.pages.compare import show_difference

_ROLES = ("R", "A", "S", "C", "I")
_DATES = {"statement": ("valid.from", "valid.until"), "contract": ("start", "end", "signing")}
_WHAT = ("statement", "role", "date")
_MOST = 60
"""Statements to tick at once; a filter finds the others."""


def show(desk: Desk) -> None:
    """The page."""
    st.title(desk.say("whatif"), anchor=False)
    st.markdown(desk.say("whatif_intro"))
    if not (desk.path.is_dir() or desk.path.suffix in {".yaml", ".yml"}):
        st.info(desk.say("whatif_needs_text"))
        desk.link("exchange", desk.say("open_exchange"))
        return
    if not desk.model.statements:
        st.info(desk.say("whatif_no_statements"))
        return
    edits = _edits.asked()
    what = _state.switch(desk.say("what_to_change"), "what", _WHAT, _WHAT[0], lambda w: desk.say(f"change_{w}"))
    {"statement": _ticks, "role": _role, "date": _date}[what](desk, edits)
    _list(desk, edits)
    if edits:
        _outcome(desk, edits)


def _statements(desk: Desk) -> list[ScopeStatement]:
    """The statements a person looks at: of the contract at the desk or of all, narrowed by words."""
    one, two = st.columns(2)
    whose = "all"
    with one:
        if desk.contract:
            whose = _state.switch(
                desk.say("about"), "whose", ("contract", "all"), "contract",
                lambda w: desk.say("about_all") if w == "all" else desk.contract,
            )  # fmt: skip
    with two:
        wanted = _state.words(desk.say("narrow"), "filter", placeholder=desk.say("search_hint")).casefold().split()
    own = desk.contract not in {c.id for c in desk.model.contracts}
    found = [
        s
        for s in desk.model.statements
        if whose == "all" or (s.own if own else s.contract is not None and s.contract.id == desk.contract)
    ]
    return [s for s in found if all(word in f"{s.id} {statement_line(desk, s)}".casefold() for word in wanted)]


def _ticks(desk: Desk, edits: list[Edit]) -> None:
    """A box per statement: ticked is as it stands."""
    found = _statements(desk)
    if not found:
        st.info(desk.say("filter_hides_all"))
    removed = {e.entry for e in edits if isinstance(e, Remove)}
    with st.container(border=True, height=320 if len(found) > 6 else "content", key="ticks"):
        for statement in found[:_MOST]:
            key = f"tick {statement.id}"
            st.session_state[key] = statement.id not in removed
            st.checkbox(
                f"{_text.escape(statement_line(desk, statement))} (`{statement.id}`)", key=key,
                on_change=_put, args=(_edits.without(edits, statement.id),),
            )  # fmt: skip
    if len(found) > _MOST:
        st.caption(desk.say("and_more", count=len(found) - _MOST))


def _role(desk: Desk, edits: list[Edit]) -> None:
    """Another role for one statement."""
    found = {s.id: s for s in _statements(desk)}
    if not found:
        st.info(desk.say("filter_hides_all"))
        return
    one, two, three = st.columns((3, 1, 1), vertical_alignment="bottom")
    with one:
        chosen = _state.choose(desk.say("statement"), "statement", list(found), next(iter(found)),
                               lambda i: f"{i}: {statement_line(desk, found[i])}")  # fmt: skip
    with two:
        role = st.selectbox(desk.say("role"), _ROLES, index=_ROLES.index(found[chosen].role), key=f"role {chosen}")
    with three:
        st.button(desk.say("try_it"), type="primary", on_click=_put,
                  args=(_edits.with_change(edits, chosen, "role", role),))  # fmt: skip


def _date(desk: Desk, edits: list[Edit]) -> None:
    """Another begin or end for a contract or a statement; a month or a quarter will do."""
    found: dict[str, Contract | ScopeStatement] = {c.id: c for c in desk.model.contracts}
    found |= {s.id: s for s in desk.model.statements}
    one, two, three, four = st.columns((3, 1, 1, 1), vertical_alignment="bottom")
    default = desk.contract if desk.contract in found else next(iter(found))
    with one:
        chosen = _state.choose(desk.say("of_what"), "statement", list(found), default,
                               lambda i: _called(desk, found[i]))  # fmt: skip
    entry = found[chosen]
    fields = _DATES["contract" if isinstance(entry, Contract) else "statement"]
    with two:
        field = st.selectbox(desk.say("which_date"), fields, key=f"field {chosen}",
                             format_func=lambda f: desk.say(f"date_{f.replace('.', '_')}"))  # fmt: skip
    with three:
        now = getattr(entry, field.replace("valid.", "valid_"), None)
        shown = desk.text(now) if now is not None else desk.say("unknown")
        value = st.text_input(desk.say("new_date"), key=f"date {chosen} {field}", placeholder=shown, max_chars=40,
                              help=desk.say("new_date_help"))  # fmt: skip
    with four:
        st.button(desk.say("try_it"), type="primary", disabled=not value.strip(), on_click=_put,
                  args=(_edits.with_change(edits, chosen, field, value.strip()),))  # fmt: skip


def _called(desk: Desk, entry: Contract | ScopeStatement) -> str:
    return (
        desk.contract_title(entry.id) if isinstance(entry, Contract) else f"{entry.id}: {statement_line(desk, entry)}"
    )


def _put(edits: list[Edit]) -> None:
    _edits.put(edits)


def _list(desk: Desk, edits: list[Edit]) -> None:
    """What is being tried, each with a way back."""
    st.header(desk.say("tried"), anchor=False)
    if not edits:
        st.caption(desk.say("nothing_tried"))
        return
    statements = {s.id: s for s in desk.model.statements}
    for number, edit in enumerate(edits):
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.button(
                desk.say("undo"), key=f"undo {number}", icon=":material/undo:", on_click=_put,
                args=([e for e in edits if e is not edit],),
            )  # fmt: skip
            if isinstance(edit, Change):
                st.markdown(f"`{edit.entry}` {_text.escape(edit.field)} → **{_text.escape(edit.value)}**")
            else:
                said = statement_line(desk, statements[edit.entry]) if edit.entry in statements else ""
                st.markdown(f"{desk.say('taken_away')} `{edit.entry}` {_text.escape(said)}")


def _outcome(desk: Desk, edits: list[Edit]) -> None:
    """What the edits do, and how to keep them."""
    found = _edits.planned(desk.opened, edits)
    if isinstance(found, str):
        st.error(_text.escape(found))
        return
    if not isinstance(found, Patch):
        st.error(desk.say("edited_broken"), icon=":material/error:")
        lines = [line(p, desk.lang) for p in found if p.level is Level.ERROR]
        st.code("\n".join(lines[:20]), language=None, wrap_lines=True)
        return
    st.header(desk.say("what_it_does"), anchor=False)
    show_difference(desk, _difference(desk, found, edits), desk.say("as_it_is"), desk.say("as_tried"))
    _keep(desk, found)


def _difference(desk: Desk, patch: Patch, edits: list[Edit]) -> Comparison:
    """Before and after, at the moment of the desk."""
    plateau, day = desk.scope.moment.plateau, desk.scope.moment.day
    plateaus = [plateau.id] if plateau is not None else None
    return desk.kept(("what if", repr(edits)), lambda: compare_models(desk.model, patch.model, plateaus, day))


def _keep(desk: Desk, patch: Patch) -> None:
    """The patch to read, to take along, or to write after a yes."""
    st.header(desk.say("save_patch"), anchor=False)
    diff = patch.diff()
    if not diff:
        st.info(desk.say("patch_empty"))
        return
    st.code(diff, language="diff", wrap_lines=True)
    _save.button(desk, f"{desk.model.id}.patch", "patch", partial(diff.encode), words=desk.say("save_patch_file"))
    if desk.path in {u.path for u in _sources.uploads().values()} or not _sources.is_local():
        st.caption(desk.say("patch_not_here"))
        return
    names = ", ".join(str(edit.path) for edit in patch.files)
    agreed = st.checkbox(desk.say("patch_agree", files=_text.escape(names)), key=f"agree {hash(diff)}")
    if st.button(desk.say("patch_write"), disabled=not agreed, icon=":material/edit_document:"):
        try:
            patch.apply()
        except (PatchError, OSError) as error:
            st.error(_text.escape(error))
            return
        _edits.put([])
        st.toast(desk.say("patch_written", count=len(patch.files)))
        st.rerun()
