"""Findings as SARIF 2.1.0, which code hosts and editors show beside the files of a model.

A rule has its reason and remedy, a result its place and a fingerprint that survives moved lines and changed names; a
waived finding is a suppressed result. Source: OASIS, Static Analysis Results Interchange Format 2.1.0.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from importlib.metadata import version
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from ea_model.messages.problems import Place
from ea_model.model import Model
from ea_model.rules import Finding, Rule, Severity, all_rules
from ea_model.views.answers.shared.common import waiver_text
from ea_model.words import label, label_of

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {
    Severity.CRITICAL: "error", Severity.HIGH: "error", Severity.MEDIUM: "warning", Severity.LOW: "note",
    Severity.INFO: "note",
}  # fmt: skip
FINGERPRINT = "eaFinding/v1"


def data(
    model: Model,
    findings: list[Finding],
    lang: str,
    new: list[Finding] | None = None,
    gone: list[list[str]] | None = None,
) -> dict[str, Any]:
    """One run with every rule and every finding.

    Where the run is compared with a baseline (``new`` and ``gone`` are given), a result says whether it is new,
    unchanged or absent: what is new fails, what is absent was found then and is not now.
    """
    states = None if new is None else {id(finding) for finding in new}
    rules = all_rules()
    numbers = {rule.code: number for number, rule in enumerate(rules)}
    counts: Counter[str] = Counter()
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "ea",
                        "version": version("ea-model"),
                        "rules": [_rule(model, rule, lang) for rule in rules],
                    }
                },
                "language": lang,
                "columnKind": "unicodeCodePoints",
                "results": [
                    *(_result(f, numbers[f.code], counts, lang) | _state(f, states) for f in findings),
                    *(_absent(key, numbers.get(key[0], -1), lang) for key in gone or ()),
                ],
                "properties": {"model": model.id, "revision": model.revision},
            }
        ],
    }


def _rule(model: Model, rule: Rule, lang: str) -> dict[str, Any]:
    severity = model.severities.get(rule.code, rule.severity)
    why, remedy = (label(f"Rule.{rule.code}_{part}", lang) for part in ("why", "fix"))
    return {
        "id": rule.code,
        "shortDescription": {"text": why},
        "fullDescription": {"text": f"{why} {remedy}"},
        "help": {"text": remedy},
        "defaultConfiguration": {"level": _LEVELS[severity]},
        "properties": {"severity": severity.name},
    }


def _result(finding: Finding, number: int, counts: Counter[str], lang: str) -> dict[str, Any]:
    situation = f"{finding.situation}: " if finding.situation else ""
    waiver = finding.waiver
    return {
        "ruleId": finding.code,
        "ruleIndex": number,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{situation}{finding.text(lang)}"},
        "locations": [_location(finding, lang)],
        "partialFingerprints": {FINGERPRINT: _fingerprint(finding, counts)},
        "suppressions": []
        if waiver is None
        else [{"kind": "external", "status": "accepted", "justification": waiver_text(waiver, lang)}],
        "properties": {
            "severity": finding.severity.name,
            "severityLabel": label_of(finding.severity, lang),
            "situation": finding.situation,
        },
    }


def _state(finding: Finding, new: set[int] | None) -> dict[str, str]:
    """How it compares with the baseline; nothing where there is none. What is waived is in no baseline."""
    return {} if new is None else {"baselineState": "new" if id(finding) in new else "unchanged"}


def _absent(key: list[str], number: int, lang: str) -> dict[str, Any]:
    """What a baseline holds and nobody finds any more."""
    code, situation, subject, _ = key
    return {
        "ruleId": code,
        "ruleIndex": number,
        "message": {"text": label("Finding.gone", lang, finding=" ".join(part for part in key if part))},
        "locations": [{"logicalLocations": [{"fullyQualifiedName": subject, "kind": "element"}]}],
        "baselineState": "absent",
        "properties": {"situation": situation},
    }


def _location(finding: Finding, lang: str) -> dict[str, Any]:
    """The line in the file, and the concept by its id."""
    location: dict[str, Any] = {}
    if finding.place.file:
        location["physicalLocation"] = physical(finding.place)
    name = finding.subject or finding.text(lang)
    location["logicalLocations"] = [{"fullyQualifiedName": name, "kind": "element"}]
    return location


def physical(place: Place) -> dict[str, Any]:
    """The file and, where it is known, the line and column."""
    path = PurePath(place.file)
    uri = Path(place.file).as_uri() if path.is_absolute() else quote(path.as_posix())
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri}}
    if place.line:
        region = {"startLine": place.line}
        physical["region"] = {**region, "startColumn": place.column} if place.column else region
    return physical


def _fingerprint(finding: Finding, counts: Counter[str]) -> str:
    """What stays the same while the model around it changes; the second of two alike is number 1."""
    about = finding.subject or finding.text("en")
    parts = (finding.code, finding.situation, about, finding.detail)
    key = hashlib.sha256("\0".join(parts).encode("utf-8", "backslashreplace")).hexdigest()[:32]
    number = counts[key]
    counts[key] += 1
    return f"{key}:{number}"
