"""Diagrams to try the drawing room on: small ones made by hand, hostile ones made by Hypothesis."""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import strategies as st

from ea_model.views.scene.diagram import GROUP, NOTE, Diagram, Edge, LegendEntry, Node
from ea_model.views.scene.notation import LINES, NOTATION

GOLDEN = Path(__file__).parents[1] / "golden" / "views"


def golden(name: str, written: bytes) -> None:
    """Compare with the file of that name; UPDATE_GOLDEN=1 writes it; then read the difference."""
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written)
    assert written == path.read_bytes(), f"{path} differs; UPDATE_GOLDEN=1 rewrites it"


def barrier() -> Diagram:
    """A storm surge barrier and its contract: containers, all relations, every state of a box."""
    return Diagram(
        "barrier",
        "Contract 2031: beheer en onderhoud kering",
        (
            Node("scope", GROUP, "Binnen scope: onderhoudscontract 2031"),
            Node(
                "control",
                "ApplicationComponent",
                "Besturingssysteem kering",
                parent="scope",
                stereotype="Missiekritisch",
            ),
            Node("read", "ApplicationFunction", "Waterstanden inlezen", parent="control"),
            Node("advise", "ApplicationFunction", "Sluitadvies berekenen", parent="control"),
            Node("log", "ApplicationFunction", "Loggen", parent="control"),
            Node("remote", "ApplicationService", "Bediening op afstand", parent="scope", badge="A"),
            Node("level", "DataObject", "Waterstandmeting", parent="scope"),
            Node("cluster", "Node", "Industrieel rekencluster", parent="scope", emphasis=True),
            Node("linux", "SystemSoftware", "Besturingssysteem Linux", parent="cluster"),
            Node("package", "Artifact", "besturing-2.4.1.tar.gz", parent="cluster"),
            Node("complex", "Facility", "Keringcomplex", fill="#DDEEFF", badge="R"),
            Node("drive", "Equipment", "Aandrijving hefdeur"),
            Node("operate", "BusinessProcess", "Bedienen stormvloedkering", parent="scope"),
            Node("report", "BusinessProcess", "Prestaties rapporteren", parent="scope"),
            Node("contractor", "BusinessRole", "Onderhoudsaannemer", parent="scope"),
            Node("specialist", "BusinessRole", "Gespecialiseerde aannemer", dimmed=True),
            Node("owner", "BusinessActor", "Rijkswaterstaat", element="actor-rws"),
            Node("contract", "Contract", "Prestatiecontract kering 2031"),
            Node("available", "Requirement", "Beschikbaarheid ≥ 99,98 %"),
            Node("season", "Constraint", "Werkzaamheden buiten stormseizoen", hatched=True, badge="?"),
            Node("dry", "Goal", "Delta droog houden"),
            Node("safety", "Capability", "Waterveiligheid"),
            Node("protect", "BusinessService", "Bescherming tegen overstroming"),
            Node("replace", "WorkPackage", "Vervangen besturingssysteem"),
            Node("plateau", "Plateau", "Plateau 2032"),
            Node("both", "AndJunction", "en"),
            Node("note", NOTE, "Grensvlak met waterschap is nog niet beschreven; zie actiepunt 14."),
            Node("gap", "Gap", "Los eind", dashed=True),
            Node("place", "Location", "Hoek van Holland"),
        ),
        (
            Edge("1", "complex", "drive", "Composition"),
            Edge("2", "drive", "cluster", "Flow", label="stuursignalen", weight=4),
            Edge("3", "cluster", "control", "Assignment"),
            Edge("4", "control", "remote", "Realization"),
            Edge("5", "control", "level", "Access", access="ReadWrite"),
            Edge("6", "remote", "operate", "Serving"),
            Edge("7", "contractor", "operate", "Assignment"),
            Edge("8", "operate", "report", "Triggering"),
            Edge("9", "specialist", "contractor", "Specialization", dimmed=True),
            Edge("10", "owner", "contract", "Association"),
            Edge("11", "contract", "available", "Association", directed=True, label="verplicht tot"),
            Edge("12", "available", "dry", "Realization"),
            Edge("13", "protect", "available", "Influence", label="++"),
            Edge("14", "operate", "protect", "Realization"),
            Edge("15", "protect", "safety", "Realization"),
            Edge("16", "replace", "control", "Realization"),
            Edge("17", "plateau", "replace", "Aggregation"),
            Edge("18", "season", "available", "Influence", label="-"),
            Edge("19", "linux", "package", "Assignment"),
            Edge("20", "report", "both", "Triggering"),
            Edge("21", "level", "both", "Association"),
            Edge("22", "both", "dry", "Influence"),
            Edge("23", "read", "advise", "Flow", label="gemeten waterstanden per minuut"),
            Edge("24", "note", "scope", "Line"),
            Edge("25", "control", "control", "Flow"),
            Edge("26", "contract", "scope", "Association", emphasis=True, directed=True, relation="rel-26"),
            Edge("27", "scope", "log", "Composition"),
        ),
        legend=(
            LegendEntry("#DDEEFF", "Rijkswaterstaat verantwoordelijk", "R"),
            LegendEntry("", "onbekend", "?", hatched=True),
        ),
        description="Wat valt binnen het contract",
        facts={"Contract": "Prestatiecontract kering 2031", "Peildatum": "1 januari 2032"},
    )


def chain() -> Diagram:
    """Three steps from left to right."""
    return Diagram(
        "chain",
        "Aangifteketen",
        (
            Node("file", "BusinessProcess", "Aangifte indienen"),
            Node("check", "ApplicationService", "Berichten controleren en ontvangst bevestigen"),
            Node("assess", "BusinessProcess", "Aanslag opleggen"),
        ),
        (
            Edge("a", "file", "check", "Flow", label="aangifte inkomstenbelasting"),
            Edge("b", "check", "assess", "Triggering"),
        ),
        direction="LR",
    )


def star(leaves: int) -> Diagram:
    """One hub with many leaves, which an engine would put in one endless row."""
    hub = Node("hub", "ApplicationComponent", "Spil")
    around = tuple(Node(f"leaf{i}", "ApplicationService", f"Dienst {i}") for i in range(leaves))
    lines = tuple(Edge(f"line{i}", leaf.id, "hub", "Serving") for i, leaf in enumerate(around))
    return Diagram("star", "Ster", (hub, *around), lines)


def landscape(count: int, groups: int) -> Diagram:
    """Domains full of boxes with lines across, the same in every run."""
    frames = [Node(f"g{i}", GROUP, f"Domein {i}", parent=f"g{i // 3}" if i % 4 == 3 else None) for i in range(groups)]
    kinds = ("ApplicationComponent", "BusinessProcess", "Node", "DataObject", "Requirement")
    boxes = [
        Node(
            f"n{i}",
            kinds[i % len(kinds)],
            f"Voorziening {i} berichtenverkeer" if i % 3 else f"Register {i}",
            parent=f"g{i * 7 % groups}" if i % 6 else None,
        )
        for i in range(count)
    ]
    lines = [
        Edge(
            f"e{i}",
            f"n{i}",
            f"n{(i * 5 + 3) % count}",
            "Flow" if i % 2 else "Serving",
            label="opgave" * (i % 9 == 0),
        )
        for i in range(0, count, 2)
        if i != (i * 5 + 3) % count
    ]
    return Diagram("landscape", "Landschap", (*frames, *boxes), tuple(lines))


ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40)
"""Text with everything Python can hold: control characters, lone surrogates, angle brackets."""
HOSTILE = ANY_TEXT | st.sampled_from(
    [
        "</title><script>alert(1)</script>",
        "<![CDATA[",
        "&amp;",
        '" onload="x',
        "javascript:x",
        "]]>",
        "--",
        "\\",
    ]
)
KINDS = [*NOTATION, "KindOfTomorrow"]


@st.composite
def diagrams(draw: st.DrawFn) -> Diagram:
    """Any legal diagram: nodes parents first, edges between any two nodes."""
    ids = draw(st.lists(HOSTILE, unique=True, max_size=10))
    nodes: list[Node] = []
    for id_ in ids:
        parent = draw(st.none() | st.sampled_from([node.id for node in nodes])) if nodes else None
        nodes.append(
            Node(
                id_,
                draw(st.sampled_from(KINDS)),
                draw(HOSTILE),
                parent=parent,
                stereotype=draw(HOSTILE),
                fill=draw(st.none() | st.just("#DDEEFF") | HOSTILE),
                badge=draw(HOSTILE),
                title=draw(HOSTILE),
                dimmed=draw(st.booleans()),
                hatched=draw(st.booleans()),
            )
        )
    edges = [
        Edge(
            f"{number}{draw(HOSTILE)}",
            draw(st.sampled_from(ids)),
            draw(st.sampled_from(ids)),
            draw(st.sampled_from([*LINES, "Line"])),
            label=draw(HOSTILE),
            weight=draw(st.sampled_from([1.0, 5.0])),
        )
        for number in range(draw(st.integers(0, 8)) if nodes else 0)
    ]
    return Diagram(
        draw(HOSTILE),
        draw(HOSTILE),
        tuple(nodes),
        tuple(edges),
        legend=(LegendEntry(draw(HOSTILE), draw(HOSTILE), draw(HOSTILE)),),
        description=draw(HOSTILE),
        facts={draw(HOSTILE): draw(HOSTILE)},
        direction=draw(st.sampled_from(["TB", "LR"])),
    )
