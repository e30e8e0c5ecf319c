"""Every competency question asked as a user asks it: the printed command is run on the letter, and its output read."""

from __future__ import annotations

import re
import shlex

import pytest

from tests.competency.table import NUMBERS, commands
from tests.support.builders import SAMEN
from tests.support.command import run

OPERATE = "operationeel beheer (24x7)"
ANSWERS: dict[str, list[list[str]]] = {
    "CQ01": [["ontwikkeling (S)", "Microservices ApplicationComponent mogelijk binnen scope", "niet uitputtend"]],
    "CQ02": [
        ["C-INF2 Nieuw infrastructuurcontract", "C-SOC SIEM/SOC-contract", "A-ODC Huisvesting ODC",
        "Logius (eigen)"],
    ],
    "CQ03": [
        ["Digipoort ApplicationComponent binnen scope (direct)",
        "Digipoort H&T ApplicationComponent binnen scope (afgeleid)"],
    ],
    "CQ04": [
        ["IT-infrastructuur Node binnen scope (direct)",
        "Systeemsoftware SystemSoftware binnen scope (afgeleid)", "niet uitputtend"],
    ],
    "CQ05": [["IT-infrastructuur A-ODC, C-INF2 complementair", "Servers A-ODC, C-INF2", "Storage A-ODC, C-INF2"]],
    "CQ06": [["Microservices C-RAAM, Logius onbeslist"]],
    "CQ07": [["IT-infrastructuur C-INF2 huisvesting"]],
    "CQ08": [
        ["staat vast wie haar doet: 3", "DigiD ", "MijnOverheid ", "Middleware "],
        ["staat vast wie haar doet: 4", "Microservices "],
    ],
    # 35 and 40 before work that moves something asked for its migration: H&T; Digipoort, DigiD, MijnOverheid
    "CQ09": [["gedekt: 18 van 36"], ["gedekt: 9 van 43"], ["gedekt: 11 van 31"]],
    "CQ10": [["impliciet): 7", f"Digipoort · {OPERATE} (impliciet)", "Microservices · ontwikkeling (mogelijk)"]],
    "CQ11": [[f"{OPERATE}: gedekt — Visma Connect"]],
    "CQ12": [["onbepaald (kan zijn: gedekt, verlopen)", "Of Visma Connect het dan nog doet (C-DGP)", "U02 "]],
    "CQ13": [[f"{OPERATE}: verlopen", "Wie het hier doet is onbekend.", "U02 "]] * 2,
    "CQ14": [[f"{OPERATE}: impliciet eigen — Logius", "komt impliciet bij Logius te liggen"]],
    "CQ15": [[f"{OPERATE}: gedekt — Eén Digipoort-leverancier"], ["onderhoud: gedekt — Eén Digipoort-leverancier"]],
    "CQ16": [["levering: gedekt — Equinix, Visma Connect"], ["levering: onbepaald"], ["levering: verlopen"]],
    "CQ17": [
        ["staat niet vast: Logius, Belastingdienst"],
        ["eigenaar hier: Belastingdienst", "Wat Belastingdienst ervoor geregeld heeft staat niet in het model."],
    ],
    "CQ18": [["Digipoort ontwikkeling· A Logius + S C-RAAM", "meer dan één trekker: geen"]],
    "CQ19": [["huisvesting: gedekt — DJI, RWS"]] * 3,
    "CQ20": [
        ["technisch beheer: gedekt — Equinix, Visma Connect"], ["technisch beheer: eigen — Logius"],
        ["technisch beheer: onbekend"],
    ],
    "CQ21": [["capaciteitsmanagement: onbekend"]] * 2 + [["capaciteitsmanagement: eigen — Logius"]],
    "CQ22": [["IT-infrastructuur –srv→ Digipoort", "grensvlakken: 1,"]],
    "CQ23": [["grensvlakken: 5,"], ["grensvlakken: 9,", "Digipoort H&T –flw→ Digipoort"], ["grensvlakken: 6,"]],
    "CQ24": [
        ["nieuw sinds Huidige situatie:", "IT-platform –srv→ Digipoort;",
        "weg sinds Huidige situatie: IT-infrastructuur"],
    ],
    "CQ25": [["eigenaar, standaard, eis", "met eigenaar, standaard en eis: 0"]] * 3,
    "CQ26": [["Cellen die iemand verliezen: 8", f"Digipoort H&T {OPERATE} alle dekking"]],
    "CQ27": [["Cellen die iemand verliezen: 8", "Storage levering alle dekking", "DigiD ", "MijnOverheid "]],
    "CQ28": [
        ["circa 291.500.000 berichten per jaar in 6 berichtenstromen",
        "UWV: Stroom 3 – verzuimmeldingen; ontvangt circa 500.000 berichten per jaar",
        "ontvangt minder dan 50.000.000 berichten per jaar"],
    ],
    "CQ29": [["circa 141.500.000 berichten per jaar in 5 berichtenstromen"]],
    "CQ30": [
        [f"IT-platform {OPERATE} eigen Logius", "DigiD ApplicationComponent mogelijk onze lezing",
        "Digipoort ApplicationComponent zeker", "MijnOverheid ApplicationComponent mogelijk onze lezing"],
    ],
    "CQ31": [
        ["IT-infrastructuur kan niet door een ander worden overgenomen",
        "Visma Connect zit met C-DGP, C-INF aan beide kanten"],
        ["Servers Device servers onbekend", "Storage Device storage onbekend"],
    ],
    "CQ32": [
        ["regisseren: 3–4, in 3 afspraken"], ["regisseren: 7–8, in 4 afspraken"],
        ["regisseren: 4–5, in 4 afspraken"],
    ],
    "CQ33": [["einde C-DGP Digipoort-contract", "H&T overgenomen", "einde C-INF Infrastructuurcontract"]],
    "CQ34": [["al afgelopen", "loopt zeker af 326–355 dagen"]],
    "CQ35": [["C-DGP → C-RAAM ja 122–182 dagen"]],
    "CQ36": [["215–274 dagen"]],
    "CQ37": [["Geplande contracten: € 28.000.000 – € 43.000.000 per jaar"]],
    "CQ38": [
        ["samen 291.500.000 € 4.200.000,00"], ["samen 291.500.000 € 5.600.000,00"],
        ["samen 291.500.000 € 7.000.000,00"],
    ],
    "CQ39": [["2,0601"]],
    "CQ40": [["samen 291.500.000 > € 3.500.000,00 – € 7.000.000,00"]],
    "CQ41": [["nieuw contract: € 7.657.534,24 – € 9.758.904,11", "samen: onbekend"]],
    "CQ42": [["+ onbekend per jaar", "Onbekend, zit in een bekend bedrag (5)"]],
    "CQ43": [
        ["Contracten: erbij Nieuw infrastructuurcontract, Raamovereenkomst gegevensuitwisseling, SIEM/SOC-contract; "
        "weg Digipoort-contract, Infrastructuurcontract", "IT-platform, Microservices; weg",
        "Digipoort H&T → Belastingdienst; SP Cloud-team → Logius", "eigen cellen 0 → 7",
        "wederpartijen 3–4 in 3 afspraken → 7–8 in 4 afspraken", "ander id: s5 = p7, s6 = p8"],
    ],
    "CQ44": [
        ["erbij Eén Digipoort-contract (geadviseerd); weg Raamovereenkomst gegevensuitwisseling",
        "IT-platform, Microservices", "eigen cellen 7 → 3",
        "Digipoort · regie, architectuur en vraagmanagement: onbekend → eigen",
        "IT-infrastructuur · capaciteitsmanagement: onbekend → eigen"],
    ],
    "CQ45": [["7 van 7 geschonden, 0 voldaan"]],
    "CQ46": [["B1 geen meetbare resultaten", "elementen: 1 van 10"]],
    "CQ47": [["R1.1 ", "R1.2 ", "R1.4 ", "R1.8 ", "Niet bij Digipoort Constraint"]],
    "CQ48": [
        ["NOREQ (3)", "Raamovereenkomst gegevensuitwisseling wordt aanbesteed zonder vastgelegde eisen"],
        ["Programma van eisen A", "Programma van eisen B"],
    ],
    "CQ49": [["R1.4 Beheer en onderhoud bij één leverancier"]],
    "CQ50": [["GOAL (3)", "Meer flexibiliteit heeft geen maat, streefwaarde of datum"]],
    "CQ51": [["4 van minstens 14 afhankelijkheden geregistreerd"]],
    "CQ52": [
        ["Capaciteitsmanagement Capability capaciteitsmanagement ontbreekt opbouwen", "versterken",
        "elementen: 6", "Volwassenheid is ingevuld bij 4 van 6"],
    ],
    "CQ53": [["komt impliciet bij Logius te liggen", "uitspraken: k1"]],
    "CQ54": [["TERM (7)", "Aanbesteding A heeft twee namen: applicatieontwikkeling / applicatiediensten"]],
    "CQ55": [[f"{OPERATE} onbekend onbekend", "U19 ", "U24 "]],
}  # fmt: skip
"""Per question and command, what the output says: runs of spaces count as one."""


def asked(command: str) -> str:
    """What a command prints, in one line with single spaces."""
    words = shlex.split(command)
    assert words[0] == "ea"
    ran = run(*(SAMEN if word == "models/samen" else word for word in words[1:]))
    assert ran.code in (0, 1), ran.err
    return re.sub(r"\s+", " ", ran.out)


@pytest.mark.parametrize("number", NUMBERS)
def test_the_printed_command_gives_the_answer_in_words(number: str) -> None:
    for command, phrases in zip(commands()[number], ANSWERS[number], strict=True):
        printed = asked(command)
        assert [phrase for phrase in phrases if phrase not in printed] == [], f"{command}\n{printed}"
