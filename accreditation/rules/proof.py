"""Why a requirement has its verdict on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from .case import Case
from .days import FOREVER
from .facts import Facts
from .findings import Counted, Ending, Findings, Missing, NotCounted, Placed, Remark, Weighing
from .grammar import to_english
from .grammar.base import Requirement
from .grammar.framework import Framework
from .plans import plans_for
from .verdicts import Verdict

__all__ = ["Counted", "Ending", "Missing", "NotCounted", "Placed", "Proof", "Remark", "explain", "explain_all"]


@dataclass(frozen=True, slots=True)
class Proof:
    """The current interval is [from_on, until_on). `ends` says what ends it; None when nothing known does.

    `grace_until` is the first day after the grace under way, `plan` the agreed plan that stands in for it.
    by_waiver: it rests on something below that is waived. `parts` are the proofs of the requirements below
    it (of the practice; what a person holds is in `people`).
    """

    key: str
    kind: str
    label: str
    clause: str
    why: str
    on: date
    verdict: Verdict
    in_grace: bool
    from_on: date
    until_on: date
    grace_until: date | None
    people: tuple[Placed, ...]
    counted: tuple[Counted, ...]
    not_counted: tuple[NotCounted, ...]
    missing: tuple[Missing, ...]
    ends: Ending | None
    parts: tuple["Proof", ...] = ()
    by_plan: bool = False
    by_waiver: bool = False
    plan: Counted | None = None
    remarks: tuple[Remark, ...] = ()


def explain(framework: Framework, facts: Facts, key: str, on: date, person: str | None = None) -> Proof:
    """The proof of one requirement; for one that a person meets, of that person.

    Raises LookupError for an unknown key, or when there is no timeline on `on` (not enrolled yet).
    """
    return prove(_case(framework, facts, on), framework.node(key), on, person)


def explain_all(framework: Framework, facts: Facts, on: date) -> Mapping[str, Proof]:
    """The proof of every requirement of the practice, by key."""
    case = _case(framework, facts, on)
    return {node.key: prove(case, node, on) for node in framework.nodes() if not case.is_of_person(node)}


def _case(framework: Framework, facts: Facts, on: date) -> Case:
    case = Case(framework, facts, facts.enrolled_on) if facts.enrolled_on else None
    if case is None or on < case.start:
        raise LookupError(f"practice {facts.practice} is not enrolled on {on.isoformat()}")
    return case


def prove(case: Case, node: Requirement, on: date, person: str | None = None) -> Proof:
    if case.is_of_person(node) != (person is not None):
        raise LookupError(f"requirement {node.key!r} is {'met by a person' if person is None else 'of the practice'}")
    timeline = case.timeline(node, person)
    state = timeline.at(on)
    assert state is not None
    until_on = timeline.until(on)
    findings: Findings = case.findings(node, person, on)
    plans = plans_for(node, case) if person is None else Weighing()
    parts = [part for part in node.parts if person is not None or not case.is_of_person(part)]
    return Proof(
        key=node.key,
        kind=node.kind,
        label=node.common.label,
        clause=to_english(node),
        why=node.common.why,
        on=on,
        verdict=state.verdict,
        in_grace=state.in_grace,
        from_on=timeline.since(on),
        until_on=until_on,
        grace_until=until_on if state.in_grace else None,
        people=findings.people,
        counted=findings.counted,
        not_counted=(*findings.not_counted, *plans.refused),
        missing=findings.missing,
        ends=case.ending(node, person, until_on) if until_on < FOREVER else None,
        parts=tuple(prove(case, part, on, person) for part in parts),
        by_plan=state.by_plan,
        by_waiver=state.by_waiver,
        plan=next((plan for plan in plans.counted if plan.from_on <= on < plan.until_on), None),
        remarks=findings.remarks,
    )
