"""The calendar as people and programs get it: ``ea agenda``, the iCalendar file, the picture."""

from __future__ import annotations

import io
from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar, Event
from lxml import etree

from ea_model import exporters
from ea_model.model import Model
from ea_model.questions.agenda import entries
from ea_model.scope import scope_of
from ea_model.values.durations import is_dated
from ea_model.views import pictures
from ea_model.views.diagrams import TIMELINES, PictureOptions
from ea_model.views.render.from_timeline import timeline_scene
from ea_model.views.scene.timeline import BarLook, Timeline
from ea_model.views.svg.paint import paint
from tests.support.builders import REFERENCE, SAMEN, load, model_of
from tests.support.command import run

SVG = "{http://www.w3.org/2000/svg}"


def timeline(model: Model, plateau: str | None = None, day: date | None = None, **options: str) -> Timeline:
    """The calendar of a model as a picture."""
    return TIMELINES["agenda"].build(scope_of(model, plateau, day), PictureOptions(**options))  # type: ignore[arg-type]


# ── The command ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_day_is_answered_with_its_reason() -> None:
    ran = run("agenda", SAMEN, "--at", "2019-10-15", "--contract", "C-DGP", "--plateau", "P1")
    assert ran.code == 0
    assert "onbepaald  of Digipoort-contract op 15 oktober 2019 nog geldt is niet te zeggen" in ran.out
    assert "122–182 dagen" in ran.out
    english = run("agenda", SAMEN, "--at", "2019-10-15", "--contract", "C-DGP", "--plateau", "P1", "--lang", "en")
    assert "undetermined" in english.out
    assert "known to the month" in english.out


def test_the_answer_for_programs() -> None:
    answer = run("agenda", SAMEN, "--at", "2019-12-11", "--plateau", "P1", "--format", "json").answer
    (story,) = answer["storylines"]
    assert {c["contract"]: c["truth"] for c in story["on_day"]}["C-DGP"] == "NO"
    ends = {e["contract"]: e for e in story["expiries"]}
    assert ends["C-INF"]["within"] == "YES"
    assert ends["C-INF"]["days"] == {"low": 326, "high": 355}
    gaps = {h["before"]: h for h in story["handovers"]}
    assert gaps["C-DGP"]["gap_days"] == {"low": 122, "high": 182}
    assert gaps["C-INF"]["double_days"] == {"low": 215, "high": 274}
    assert gaps["C-INF"]["from_signing"] is True
    unknown = [d for d in answer["dates"] if d["date"]["knowledge"] == "UNKNOWN"]
    assert {"C-DGP", "C-INF"} <= {d["about"]["id"] for d in unknown}
    assert all(d["sources"] for d in answer["dates"])


def test_without_a_day_ends_are_seen_from_the_day_of_the_model() -> None:
    answer = run("agenda", SAMEN, "--format", "json").answer
    assert answer["reference"] == {"day": "2019-12-11", "asked": False, "horizon": "12m"}
    assert [s["plateau"] for s in answer["storylines"]] == ["P1", "P2"]
    assert all(s["on_day"] == [] for s in answer["storylines"])


def test_a_longer_horizon_and_a_part_of_the_calendar() -> None:
    told = run("agenda", SAMEN, "--from", "2020-11-15", "--until", "2020-12-31", "--horizon", "90d", "--format", "json")
    known = [d for d in told.answer["dates"] if d["date"]["earliest"]]
    assert "C-INF" in {d["about"]["id"] for d in known}
    assert "C-DGP" not in {d["about"]["id"] for d in known}
    ends = told.answer["storylines"][0]["expiries"]
    assert {e["contract"]: e["ending"] for e in ends}["C-INF"] == "LATER"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--horizon", "lang"), "no length of time"),
        (("--from", "2020-02-01", "--until", "2020-01-01"), "lies before"),
        (("--contract", "C-DGPP"), "C-DGP"),
        (("--at", "2020-13-01"), "write it as"),
    ],
)
def test_wrong_use_is_told(options: tuple[str, ...], sentence: str) -> None:
    ran = run("agenda", SAMEN, *options)
    assert ran.code != 0
    assert sentence in ran.err


def test_a_model_without_plateaus_or_dates_is_answered_too(tmp_path: Path) -> None:
    (tmp_path / "model.yaml").write_text("model: {id: leeg, name: Leeg}\n", encoding="utf-8")
    ran = run("agenda", tmp_path)
    assert ran.code == 0
    assert "geen data in dit model" in ran.out


# ── iCalendar ───────────────────────────────────────────────────────────────────────────────────────────────────────


def ics(model: Model, **options: object) -> bytes:
    """The calendar file of a model."""
    out = io.BytesIO()
    exporters.load("ics").write(model, exporters.Options(**options), out)  # type: ignore[arg-type]
    return out.getvalue()


def events(content: bytes) -> dict[str, Event]:
    """The events by their id, as another program reads them."""
    found = [e for e in Calendar.from_ical(content).walk("VEVENT") if isinstance(e, Event)]
    assert len({str(e["uid"]) for e in found}) == len(found)
    return {str(e["uid"]): e for e in found}


def test_every_date_is_an_event_over_its_whole_range(samen: Model) -> None:
    found = events(ics(samen))
    dated = [e for e in entries(samen) if is_dated(e.date)]
    assert len(found) == len(dated)
    end = found["samen.C-INF.end@ea-model"]
    assert (end.start, end.end) == (date(2020, 11, 1), date(2020, 12, 1))
    assert str(end["summary"]) == "einde – C-INF Infrastructuurcontract (onzeker)"
    assert "op de maand nauwkeurig" in str(end["description"])
    assert "F036" in str(end["description"])
    assert str(end["status"]) == "TENTATIVE"
    invited = found["samen.aanbesteding-a.bids_from@ea-model"]
    assert invited.end - invited.start == timedelta(days=1)
    assert "onzeker" not in str(invited["summary"])


def test_lines_are_folded_and_the_same_model_gives_the_same_bytes(samen: Model) -> None:
    content = ics(samen)
    assert content == ics(samen)
    assert b"DTSTAMP:20191211T000000Z" in content
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_dates_nobody_knows_are_told(samen: Model) -> None:
    losses: list[exporters.Loss] = []
    content = ics(samen, report=losses.append, lang="en")
    assert len(losses) == 1
    assert "unknown or not given" in str(losses[0])
    assert "unknown (U15)" in str(Calendar.from_ical(content)["description"])


def test_what_a_model_says_cannot_break_out_of_a_line() -> None:
    hostile = r'"a\nEND:VEVENT\r\nBEGIN:VALARM; x, y\\ \u0085 z"'
    model = model_of(f"""
        model: {{id: x, name: {hostile}}}
        elements:
          A: {{type: Contract, name: {hostile}, end: 2020-01, extension: {hostile}}}
        """)
    content = ics(model)
    assert len(events(content)) == 1
    assert b"\r\nBEGIN:VALARM" not in content
    assert {c.name for c in Calendar.from_ical(content).walk()} == {"VCALENDAR", "VEVENT"}


def test_the_last_day_there_is_has_no_day_after_it() -> None:
    model = model_of("elements: {A: {type: Contract, end: 9999}}")
    assert len(events(ics(model))) == 1


# ── The picture ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_picture_shows_each_situation_once_and_its_plans_apart(samen: Model) -> None:
    drawn = timeline(samen)
    assert [(s.label, [r.id for r in s.rows]) for s in drawn.sections] == [
        ("P0 Huidige situatie", ["C-DGP", "C-INF", "A-ODC"]),
        ("P1 Gepland door het programma", ["C-RAAM", "C-INF2", "C-SOC"]),
        ("P2 Geadviseerd door het BIT", ["C-DGP2", "C-INF2", "C-SOC"]),
    ]
    rows = {(s.label[:2], r.id): r for s in drawn.sections for r in s.rows}
    assert [s.look for s in rows["P0", "C-DGP"].segments] == [BarLook.SURE, BarLook.MAYBE]
    assert rows["P0", "C-DGP"].segments[1].first == date(2019, 10, 1)
    assert rows["P0", "C-DGP"].segments[1].last == date(2019, 10, 31)
    (gap,) = rows["P1", "C-RAAM"].betweens
    assert "122–182" in gap.label
    assert (gap.sure_first, gap.sure_last) == (date(2019, 10, 31), date(2020, 3, 1))
    (double,) = rows["P1", "C-INF2"].betweens
    assert double.double
    assert double.sure_first is None  # counted from a signing, it may still turn out not to be
    assert rows["P2", "C-INF2"].marks == ()  # under the advice nobody knows when it is signed
    assert drawn.day == date(2019, 12, 11)


def test_a_plan_is_drawn_with_its_past_and_a_contract_with_its_chain(samen: Model) -> None:
    planned = timeline(samen, "P1", date(2020, 6, 1), lang="en")
    assert [s.label for s in planned.sections] == ["P0 As-is", "P1 Planned by the programme"]
    assert planned.day_label == "day asked: 1 June 2020"
    chain = timeline(samen, "P1", contract="C-INF2")
    assert [r.id for s in chain.sections for r in s.rows] == ["C-INF", "C-INF2"]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_picture_is_well_formed_says_what_it_shows_and_stays_inside(samen: Model, lang: str) -> None:
    content = paint(timeline_scene(timeline(samen, lang=lang), lang))
    assert content == paint(timeline_scene(timeline(samen, lang=lang), lang))
    root = etree.fromstring(content)
    width, height = (float(root.get(side, "0")) for side in ("width", "height"))
    assert root.get("role") == "img"
    assert "122–182" in str(root.findtext(f"{SVG}desc"))
    for words in root.iter(f"{SVG}text"):
        assert 0 <= float(words.get("x", "-1")) < width
        assert 0 < float(words.get("y", "-1")) < height


def test_a_date_centuries_away_does_not_squash_the_rest() -> None:
    model = model_of("""
        model: {id: x, as_of: 2020-01-01}
        elements:
          A: {type: Contract, start: 2019-01-01, end: 9999}
          B: {type: Contract, start: 0001, end: 2021-01-01}
        """)
    drawn = timeline(model)
    assert (drawn.first.year, drawn.last.year) == (2018, 2021)
    assert paint(timeline_scene(drawn))


def test_sixty_contracts_and_many_milestones_stay_readable() -> None:
    lines = [
        f"  C{i}: {{type: Contract, name: {'lang ' * 30}, start: 20{i % 20 + 10}, end: 2035-03}}" for i in range(60)
    ]
    lines += [f"  e{i}: {{type: ImplementationEvent, name: g{i}, date: 2020-05-{i % 28 + 1:02}}}" for i in range(90)]
    drawn = timeline(model_of("elements:\n" + "\n".join(lines)))
    assert len(drawn.milestones) == 40
    assert "50" in drawn.omitted
    root = etree.fromstring(paint(timeline_scene(drawn)))
    assert len([g for g in root.iter(f"{SVG}g") if g.get("class") == "row"]) == 60


def test_a_model_without_contracts_or_dates_is_drawn_too() -> None:
    assert paint(timeline_scene(timeline(model_of("elements: {x: {type: Node}}"))))


def test_the_picture_by_its_name(tmp_path: Path) -> None:
    target = tmp_path / "agenda.svg"
    assert run("view", REFERENCE, "agenda", "-o", target).code == 0
    assert target.read_bytes() == pictures.picture(scope_of(load(REFERENCE), "P0"), "agenda")
