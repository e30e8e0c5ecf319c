"""What if: take a statement away, shift a date, change a role; see what that does; then save it as a patch, or not.

Nothing is written before somebody has read the difference and confirmed.
"""

from __future__ import annotations

from functools import partial

import streamlit as st

from ea_model.compare import Comparison, compare_models
from ea_model.messages.problems import Level
from ea_model.messages.report import line
from ea_model.metamodel.contract import Contract, Role, ScopeStatement
from ea_model.patching import Change, Edit, Patch, PatchError, Remove
from ea_model.views.pages.compare import show_difference
from ea_model.views.pages.shared import address, model_paths, save, text, visitor
from ea_model.views.pages.shared import edits as _edits
from ea_model.views.pages.shared.context import PageContext
from ea_model.views.pages.shared.facts import statement_line
from ea_model.views.pages.shared.page import NavigationPart, Page
from ea_model.views.server.access import VisitorRole

_ROLES = tuple(role.value for role in Role)
_DATES = {"statement": ("valid.from", "valid.until"), "contract": ("start", "end", "signing")}
_WHAT = ("statement", "role", "date")
_MOST = 60
"""Statements to tick at once; a filter finds the others."""


def show(ctx: PageContext) -> None:
    """The page."""
    st.title(ctx.say("whatif"), anchor=False)
    st.markdown(ctx.say("whatif_intro"))
    if not (ctx.opened.path.is_dir() or ctx.opened.path.suffix in {".yaml", ".yml"}):
        st.info(ctx.say("whatif_needs_text"))
        ctx.links.page("exchange", ctx.say("open_exchange"))
        return
    if not ctx.model.statements:
        st.info(ctx.say("whatif_no_statements"))
        return
    edits = _edits.from_address()
    what = address.switch(ctx.say("what_to_change"), "what", _WHAT, _WHAT[0], lambda w: ctx.say(f"change_{w}"))
    {"statement": _ticks, "role": _role, "date": _date}[what](ctx, edits)
    _list(ctx, edits)
    if edits:
        _outcome(ctx, edits)


def _statements(ctx: PageContext) -> list[ScopeStatement]:
    """The statements a person looks at: of the contract at the ctx or of all, narrowed by words."""
    one, two = st.columns(2)
    whose = "all"
    with one:
        if ctx.contract:
            whose = address.switch(
                ctx.say("about"), "whose", ("contract", "all"), "contract",
                lambda w: ctx.say("about_all") if w == "all" else ctx.contract,
            )  # fmt: skip
    with two:
        words = address.words(ctx.say("narrow"), "filter", placeholder=ctx.say("search_hint")).casefold().split()
    own = ctx.contract not in {c.id for c in ctx.model.contracts}
    statements = [
        s
        for s in ctx.model.statements
        if whose == "all" or (s.own if own else s.contract is not None and s.contract.id == ctx.contract)
    ]
    return [s for s in statements if all(word in f"{s.id} {statement_line(ctx, s)}".casefold() for word in words)]


def _ticks(ctx: PageContext, edits: list[Edit]) -> None:
    """A box per statement: ticked is as it stands."""
    statements = _statements(ctx)
    if not statements:
        st.info(ctx.say("filter_hides_all"))
    removed = {e.entry for e in edits if isinstance(e, Remove)}
    with st.container(border=True, height=320 if len(statements) > 6 else "content", key="ticks"):
        for statement in statements[:_MOST]:
            key = f"tick {statement.id}"
            st.session_state[key] = statement.id not in removed
            st.checkbox(
                f"{text.escape(statement_line(ctx, statement))} (`{statement.id}`)", key=key,
                on_change=_put, args=(_edits.without(edits, statement.id),),
            )  # fmt: skip
    if len(statements) > _MOST:
        st.caption(ctx.say("and_more", count=len(statements) - _MOST))


def _role(ctx: PageContext, edits: list[Edit]) -> None:
    """Another role for one statement."""
    statements = {s.id: s for s in _statements(ctx)}
    if not statements:
        st.info(ctx.say("filter_hides_all"))
        return
    one, two, three = st.columns((3, 1, 1), vertical_alignment="bottom")
    with one:
        code = address.choose(ctx.say("statement"), "statement", list(statements), next(iter(statements)),
                               lambda i: f"{i}: {statement_line(ctx, statements[i])}")  # fmt: skip
    with two:
        role = st.selectbox(ctx.say("role"), _ROLES, index=_ROLES.index(statements[code].role), key=f"role {code}")
    with three:
        st.button(ctx.say("try_it"), type="primary", on_click=_put,
                  args=(_edits.with_change(edits, code, "role", role),))  # fmt: skip


def _date(ctx: PageContext, edits: list[Edit]) -> None:
    """Another begin or end for a contract or a statement; a month or a quarter will do."""
    entries: dict[str, Contract | ScopeStatement] = {c.id: c for c in ctx.model.contracts}
    entries |= {s.id: s for s in ctx.model.statements}
    one, two, three, four = st.columns((3, 1, 1, 1), vertical_alignment="bottom")
    default = ctx.contract if ctx.contract in entries else next(iter(entries))
    with one:
        code = address.choose(ctx.say("of_what"), "statement", list(entries), default,
                               lambda i: _called(ctx, entries[i]))  # fmt: skip
    entry = entries[code]
    fields = _DATES["contract" if isinstance(entry, Contract) else "statement"]
    with two:
        field = st.selectbox(ctx.say("which_date"), fields, key=f"field {code}",
                             format_func=lambda f: ctx.say(f"date_{f.replace('.', '_')}"))  # fmt: skip
    with three:
        now = getattr(entry, field.replace("valid.", "valid_"), None)
        current = ctx.names.value(now) if now is not None else ctx.say("unknown")
        value = st.text_input(ctx.say("new_date"), key=f"date {code} {field}", placeholder=current, max_chars=40,
                              help=ctx.say("new_date_help"))  # fmt: skip
    with four:
        st.button(ctx.say("try_it"), type="primary", disabled=not value.strip(), on_click=_put,
                  args=(_edits.with_change(edits, code, field, value.strip()),))  # fmt: skip


def _called(ctx: PageContext, entry: Contract | ScopeStatement) -> str:
    return ctx.names.contract(entry.id) if isinstance(entry, Contract) else f"{entry.id}: {statement_line(ctx, entry)}"


def _put(edits: list[Edit]) -> None:
    _edits.put(edits)


def _list(ctx: PageContext, edits: list[Edit]) -> None:
    """What is being tried, each with a way back."""
    st.header(ctx.say("tried"), anchor=False)
    if not edits:
        st.caption(ctx.say("nothing_tried"))
        return
    statements = {s.id: s for s in ctx.model.statements}
    for number, edit in enumerate(edits):
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.button(
                ctx.say("undo"), key=f"undo {number}", icon=":material/undo:", on_click=_put,
                args=([e for e in edits if e is not edit],),
            )  # fmt: skip
            if isinstance(edit, Change):
                st.markdown(f"{text.escape(edit.entry)} {text.escape(edit.field)} → **{text.escape(edit.value)}**")
            else:
                sentence = statement_line(ctx, statements[edit.entry]) if edit.entry in statements else ""
                st.markdown(f"{ctx.say('taken_away')} {text.escape(edit.entry)} {text.escape(sentence)}")


def _outcome(ctx: PageContext, edits: list[Edit]) -> None:
    """What the edits do, and how to keep them."""
    outcome = _edits.outcome(ctx.opened, edits)
    if isinstance(outcome, str):
        st.error(text.escape(model_paths.shown(outcome)))
        return
    if not isinstance(outcome, Patch):
        st.error(ctx.say("edited_broken"), icon=":material/error:")
        lines = [line(p, ctx.lang) for p in outcome if p.level is Level.ERROR]
        st.code(model_paths.shown("\n".join(lines[:20])), language=None, wrap_lines=True)
        return
    st.header(ctx.say("what_it_does"), anchor=False)
    show_difference(ctx, _difference(ctx, outcome, edits), ctx.say("as_it_is"), ctx.say("as_tried"))
    _keep(ctx, outcome)


def _difference(ctx: PageContext, patch: Patch, edits: list[Edit]) -> Comparison:
    """Before and after, at the moment of the ctx."""
    plateau, day = ctx.scope.moment.plateau, ctx.scope.moment.day
    plateaus = [plateau.id] if plateau is not None else None
    return ctx.cached(("what if", repr(edits)), lambda: compare_models(ctx.model, patch.model, plateaus, day))


def _keep(ctx: PageContext, patch: Patch) -> None:
    """The patch to read, to take along, or to write after a yes."""
    st.header(ctx.say("save_patch"), anchor=False)
    diff = patch.diff()
    if not diff:
        st.info(ctx.say("patch_empty"))
        return
    st.code(diff, language="diff", wrap_lines=True)
    role = visitor.access().role
    if role < VisitorRole.PROPOSER:
        st.caption(ctx.say("patch_not_reader"))
        return
    save.button(ctx, f"{ctx.model.id}.patch", "patch", partial(diff.encode), words=ctx.say("save_patch_file"))
    if role < VisitorRole.KEEPER or ctx.opened.path in {u.path for u in model_paths.uploads().values()}:
        st.caption(ctx.say("patch_not_here"))
        return
    names = ", ".join(model_paths.shown(str(edit.path)) for edit in patch.files)
    agreed = st.checkbox(ctx.say("patch_agree", files=text.escape(names)), key=f"agree {hash(diff)}")
    if st.button(ctx.say("patch_write"), disabled=not agreed, icon=":material/edit_document:"):
        try:
            visitor.write(ctx.model, patch)
        except visitor.NotAllowedError:
            st.error(ctx.say("patch_not_here"))
            return
        except (PatchError, OSError) as error:
            st.error(text.escape(model_paths.shown(str(error))))
            return
        _edits.put([])
        st.toast(ctx.say("patch_written", count=len(patch.files)))
        st.rerun()


PAGE = Page("whatif", "science", NavigationPart.PLAN, 4, show)
