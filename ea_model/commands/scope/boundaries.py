"""``ea boundaries``: the interface register: every relation that crosses a contract boundary."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ea_model.commands.options import MODEL, asked, common, moment, opened, show


@click.command()
@MODEL
@click.option("--contract", "contracts", multiple=True, help="Only interfaces of this contract; twice: between two.")
@click.option("--internal", is_flag=True, help="Only those between parts, not with customers or suppliers.")
@click.option("--processes", is_flag=True, help="Also who does what in the processes between parties.")
@click.option("--since", help="Id or name of a plateau; also tells which are new since then, and which are gone.")
@moment
@common
def boundaries(
    model: Path, contracts: tuple[str, ...], internal: bool, processes: bool, since: str | None,
    plateau: str | None, day: date | None, form: str, lang: str,
) -> None:  # fmt: skip
    """The interface register: every relation that crosses a contract boundary."""
    from ea_model.questions.boundary_processes import boundary_processes
    from ea_model.scope import boundaries_of, contract_scope
    from ea_model.views.answers import boundaries as answer
    from ea_model.views.answers.shared import boundary_processes as between

    loaded = opened(model)
    scope, before = asked(loaded, plateau, day), asked(loaded, since, day)
    keys = [contract_scope(scope, c).provider.key for c in contracts]
    chosen, earlier = (
        tuple(b for b in boundaries_of(moment) if b.involves(*keys) and (b.internal or not internal))
        for moment in (scope, before)
    )
    meetings = boundary_processes(scope, chosen) if processes else ()
    show(form, lambda: answer.data(scope, chosen, meetings),
         lambda: "\n".join([answer.text(scope, chosen, lang),
                            *([between.text(meetings, lang)] if processes else ()),
                            *(answer.changes(before, earlier, chosen, lang) if since else ())]))  # fmt: skip
