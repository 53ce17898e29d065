"""The kinds of entry and the values each carries. Small typed values only: no names, no free text.

A value is one of str (a code, an id or an ISO date), int, bool, or a list of codes or of participants. `?` marks what
may be null.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

LONGEST_TEXT = 64


@dataclass(frozen=True)
class Kind:
    name: str
    subject: str  # "person" or "practice"
    means: str
    values: Mapping[str, str]


def _kinds(*kinds: Kind) -> dict[str, Kind]:
    return {kind.name: kind for kind in kinds}


KINDS = _kinds(
    Kind(
        "course.completed",
        "person",
        "A person completed a course.",
        {"course": "str", "score": "int?", "edition": "int", "minutes": "int"},
    ),
    Kind(
        "session.attended",
        "person",
        "A person attended a live session; the facilitator took the register.",
        {"session": "str", "programme": "str", "minutes": "int", "role": "str?", "participatory": "bool"},
    ),
    Kind(
        "clinic.attended",
        "person",
        "A person took part in a virtual clinic.",
        {"clinic": "str", "minutes": "int", "side": "str", "role": "str?"},
    ),
    Kind(
        "clinic.case_discussed",
        "practice",
        "A case of the practice was discussed and given a recommendation.",
        {"clinic": "str", "case": "str"},
    ),
    Kind(
        "case.outcome_recorded",
        "practice",
        "The practice recorded what it did about a recommendation.",
        {"case": "str", "outcome": "str"},
    ),
    Kind(
        "visit.held",
        "practice",
        "Specialists visited the practice, and the visit was signed off.",
        {
            "visit": "str",
            "visit_kind": "str",
            "minutes": "int",
            "agenda": "codes",
            "visitors": "participants",
            "hosts": "participants",
        },
    ),
    Kind(
        "visit.attended",
        "person",
        "A person took part in a practice visit.",
        {"visit": "str", "minutes": "int", "side": "str", "role": "str?"},
    ),
    Kind(
        "feedback.given",
        "practice",
        "The practice gave feedback about a visit, or reported its patient survey.",
        {"about": "str", "subject": "str"},
    ),
    Kind(
        "declaration.signed",
        "practice",
        "The practice signed a declaration. valid_until is the last day it covers.",
        {"declaration": "str", "valid_until": "str?", "by": "str"},
    ),
    Kind(
        "credential.verified",
        "person",
        "A credential from elsewhere was verified. valid_until is the last day it covers.",
        {"credential": "str", "level": "int?", "valid_until": "str?", "verification": "int"},
    ),
    Kind(
        "cpd.recorded",
        "person",
        "A person did some continuing professional development elsewhere.",
        {"activity": "str", "minutes": "int", "participatory": "bool", "sponsored": "bool", "verification": "int"},
    ),
    Kind(
        "activity.logged",
        "person",
        "A person did something a number of times, such as starting insulin, supervised or alone.",
        {"activity": "str", "count": "int", "supervised": "bool", "supervisor": "str?", "verification": "int"},
    ),
    Kind(
        "competency.assessed",
        "person",
        "An assessor judged a person's competency in a topic. result is passed or not_yet.",
        {
            "framework": "str",
            "edition": "int",
            "topic": "str",
            "level": "int",
            "result": "str",
            "assessor": "str",
            "assessor_practice": "str?",
        },
    ),
    Kind(
        "assessment.taken",
        "person",
        "A person sat an assessment. part is pre, post or empty; score is in per cent.",
        {"assessment": "str", "part": "str", "attempt": "int", "score": "int"},
    ),
    Kind(
        "registration.checked",
        "person",
        "A person's professional registration was looked up. status is active, conditions or lapsed.",
        {"body": "str", "status": "str"},
    ),
    Kind(
        "external.recorded",
        "practice",
        "What another body says of the practice, such as its rating. Stands until the next of the same scheme.",
        {"scheme": "str", "value": "str", "level": "int?"},
    ),
    Kind(
        "indicator.measured",
        "practice",
        "An indicator over the days [period_from, period_until). Counts are rounded to `rounding` (1: exact), null "
        "where suppressed.",
        {
            "measure": "str",
            "definition": "str",
            "population": "str",
            "period_from": "str",
            "period_until": "str",
            "numerator": "int?",
            "denominator": "int?",
            "rounding": "int",
            "provisional": "bool",
            "source": "str",
        },
    ),
    Kind(
        "submission.received",
        "practice",
        "The practice handed in what is asked of it for a period, such as an audit. period is the first day of that.",
        {"submission": "str", "period": "str", "complete": "bool", "accepted": "bool"},
    ),
    Kind(
        "activity.counted",
        "practice",
        "The practice did something a number of times over the days [period_from, period_until).",
        {"activity": "str", "count": "int", "period_from": "str", "period_until": "str"},
    ),
    Kind(
        "plan.agreed",
        "practice",
        "A plan to put a requirement right was agreed. due_on is its last day.",
        {"plan": "str", "framework": "str", "requirement": "str", "due_on": "str"},
    ),
    Kind("plan.closed", "practice", "A plan ended before its last day.", {"plan": "str", "outcome": "str"}),
    Kind("practice.enrolled", "practice", "The practice enrolled for an enhanced service.", {"framework": "str"}),
    Kind(
        "award.decided",
        "practice",
        "An officer decided on the practice's award. happened_on is the effective date.",
        {"framework": "str", "decision": "str", "tier": "str?", "reason": "str", "case": "str"},
    ),
    Kind(
        "notice.served",
        "practice",
        "An officer served a remedial notice. due_on is the last day to put it right.",
        {"framework": "str", "notice": "str", "requirement": "str?", "reason": "str", "due_on": "str"},
    ),
    Kind("notice.closed", "practice", "An officer closed a remedial notice.", {"notice": "str", "outcome": "str"}),
    Kind(
        "appeal.lodged",
        "practice",
        "The practice appealed against a decision. freezes: the decision has no effect meanwhile.",
        {"framework": "str", "appeal": "str", "case": "str", "freezes": "bool"},
    ),
    Kind(
        "appeal.closed",
        "practice",
        "An appeal was upheld, dismissed or taken back. takes_effect_on: the first day of a decision that had waited.",
        {"appeal": "str", "case": "str", "outcome": "str", "takes_effect_on": "str?"},
    ),
    Kind(
        "requirement.waived",
        "practice",
        "A requirement is waived for the practice. valid_until is the last day.",
        {"framework": "str", "requirement": "str", "valid_until": "str", "reason": "str", "waiver": "str"},
    ),
)

_CHECKS: dict[str, Callable[[Any], bool]] = {
    "str": lambda value: isinstance(value, str) and len(value) <= LONGEST_TEXT,
    "int": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "bool": lambda value: isinstance(value, bool),
    "codes": lambda value: isinstance(value, list) and all(_CHECKS["str"](item) for item in value),
    "participants": lambda value: isinstance(value, list) and all(_is_participant(item) for item in value),
}


def check_values(kind: str, values: Mapping[str, Any]) -> None:
    """Raise ValueError, naming the value, unless the values are exactly those of the kind."""
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is not a kind of entry. The kinds are: {', '.join(sorted(KINDS))}.")
    declared = KINDS[kind].values
    if set(values) != set(declared):
        raise ValueError(f"{kind} carries {sorted(declared)}, not {sorted(values)}.")
    for name, type_ in declared.items():
        if not _fits(values[name], type_):
            raise ValueError(f"{kind}: {name} should be {type_}, not {type(values[name]).__name__}.")


def _fits(value: object, type_: str) -> bool:
    if type_.endswith("?"):
        return value is None or _fits(value, type_[:-1])
    return bool(_CHECKS[type_](value))


def _is_participant(item: object) -> bool:
    if not isinstance(item, dict) or set(item) != {"person", "role", "minutes"}:
        return False
    return _fits(item["person"], "str") and _fits(item["role"], "str?") and _fits(item["minutes"], "int")
