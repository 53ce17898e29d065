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


def _logged(values: Values) -> str:
    how = "under supervision" if values["supervised"] else "alone"
    return f"{values['count']} times “{_plain(values['activity'])}” {how}"


def _assessed(values: Values) -> str:
    result = "passed" if values["result"] == "passed" else "not yet passed"
    return f"Competency “{_plain(values['topic'])}” at level {values['level']}: {result}"


def _indicator(values: Values) -> str:
    counts = "suppressed"
    if values["numerator"] is not None and values["denominator"] is not None:
        counts = f"{values['numerator']} of {values['denominator']}"
    state = ", provisional" if values["provisional"] else ""
    return f"Indicator “{_plain(values['measure'])}”: {counts}{state}"


def _submission(values: Values) -> str:
    result = "accepted" if values["accepted"] else "not accepted"
    return f"Submission “{_plain(values['submission'])}” {result}"


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
    "cpd.recorded": lambda v: f"Professional development “{_plain(v['activity'])}”, {v['minutes']} minutes",
    "activity.logged": _logged,
    "competency.assessed": _assessed,
    "assessment.taken": lambda v: f"Assessment “{_plain(v['assessment'])}” taken with {v['score']} per cent",
    "registration.checked": lambda v: f"Registration looked up: {_plain(v['status'])}",
    "external.recorded": lambda v: f"{_plain(v['scheme'])}: {_plain(v['value'])}",
    "indicator.measured": _indicator,
    "submission.received": _submission,
    "activity.counted": lambda v: f"{v['count']} times “{_plain(v['activity'])}”",
    "plan.agreed": lambda v: f"Plan agreed for “{_plain(v['requirement'])}”",
    "plan.closed": lambda v: f"Plan closed: {_plain(v['outcome'])}",
    "practice.enrolled": lambda v: "Enrolled",
    "requirement.waived": lambda v: f"Requirement “{_plain(v['requirement'])}” waived: {_plain(v['reason'])}",
    "notice.served": lambda v: f"Remedial notice served: {_plain(v['reason'])}",
    "notice.closed": lambda v: f"Remedial notice closed: {_plain(v['outcome'])}",
    "appeal.lodged": lambda v: "Appeal lodged; the decision waits" if v["freezes"] else "Appeal lodged",
    "appeal.closed": lambda v: f"Appeal closed: {_plain(v['outcome'])}",
    "award.decided": lambda v: f"Award: {_plain(v['decision'])}, because {_plain(v['reason'])}",
}


def in_words(kind: str, values: Values) -> str:
    return WORDS[kind](values)
