"""An entry in words. Codes become words; nobody is named, because the ledger names nobody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Values = Mapping[str, Any]


def _plain(code: object) -> str:
    return str(code).replace("_", " ").replace("-", " ")


def _visit(values: Values) -> str:
    visitors, hosts = len(values["visitors"]), len(values["hosts"])
    agenda = ", ".join(map(_plain, values["agenda"])) or "nothing on the agenda"
    return f"Visit of {values['minutes']} minutes by {visitors} specialists to {hosts} of the practice ({agenda})"


WORDS: dict[str, Callable[[Values], str]] = {
    "course.completed": lambda v: f"Course “{_plain(v['course'])}” completed with {v['score']} per cent",
    "session.attended": lambda v: f"Live session of “{_plain(v['programme'])}” attended, {v['minutes']} minutes",
    "clinic.attended": lambda v: f"Virtual clinic attended, {v['minutes']} minutes",
    "clinic.case_discussed": lambda v: "Case discussed in a virtual clinic",
    "case.outcome_recorded": lambda v: f"What was done about a case: {_plain(v['outcome'])}",
    "visit.held": _visit,
    "visit.attended": lambda v: f"Took part in a practice visit, {v['minutes']} minutes",
    "feedback.given": lambda v: "Feedback on a visit" if v["about"] == "visit" else "Patient survey reported",
    "declaration.signed": lambda v: f"Declaration “{_plain(v['declaration'])}” signed",
    "credential.verified": lambda v: f"Credential “{_plain(v['credential'])}” verified",
    "practice.enrolled": lambda v: "Enrolled",
    "award.decided": lambda v: f"Award: {_plain(v['decision'])}, because {_plain(v['reason'])}",
}


def in_words(kind: str, values: Values) -> str:
    return WORDS[kind](values)
