from __future__ import annotations

import logging
from datetime import date, datetime

from accreditation.enums import HOLDING, AwardState, DecisionKind
from accreditation.models import Framework, FrameworkVersion
from accreditation.operations.decisions import decide_automatically
from accreditation.queries import RegisterRow, governing_versions, last_decision, register, standing_of
from accreditation.rules.verdicts import SATISFIED, Verdict
from practices.models import Practice

logger = logging.getLogger(__name__)


def take_automatic_decisions(*, on: date, at: datetime) -> int:
    """Take every decision that a framework lets follow by itself from the assessment of the day. Each is a transaction
    of its own; one that the state does not allow is left to the officers. Returns how many were taken.
    """
    return sum(_of_framework(framework, on, at) for framework in Framework.objects.select_related("network"))


def _of_framework(framework: Framework, on: date, at: datetime) -> int:
    governing = governing_versions(framework, as_of=on, known_at=at)
    if not any(version.parsed.decision.automatic for version in governing.versions):
        return 0
    rows = register(framework, as_of=on, known_at=at)
    wanted = {row.practice_id: _allowed(_wanted(row), governing.of(row.practice_id)) for row in rows}
    practices = Practice.objects.in_bulk([pk for pk, kinds in wanted.items() if kinds])
    return sum(any(_take(practices[pk], framework, kind, on, at) for kind in wanted[pk]) for pk in sorted(practices))


def _allowed(kinds: tuple[str, ...], version: FrameworkVersion | None) -> list[str]:
    """Those that the version governing the practice lets follow by themselves."""
    return [kind for kind in kinds if version and kind in version.parsed.decision.automatic]


def _wanted(row: RegisterRow) -> tuple[str, ...]:
    """What could follow for the practice, the mildest first; the first that can be taken is."""
    is_satisfied = row.verdict in SATISFIED
    if row.award in (AwardState.WORKING_TOWARDS, AwardState.PROVISIONAL) and is_satisfied:
        return (DecisionKind.GRANT,)
    if row.award == AwardState.WORKING_TOWARDS and row.verdict == Verdict.NOT_YET_DUE:
        return (DecisionKind.PROVISIONAL,)
    if row.award in HOLDING and row.verdict == Verdict.NOT_MET:
        return (DecisionKind.DOWNGRADE, DecisionKind.SUSPEND, DecisionKind.LAPSE)
    if row.award == AwardState.SUSPENDED and is_satisfied:
        return (DecisionKind.REINSTATE,)
    return ()


def _take(practice: Practice, framework: Framework, kind: str, on: date, at: datetime) -> bool:
    try:
        tier = _tier_left(practice, framework, on, at) if kind == DecisionKind.DOWNGRADE else ""
        if kind == DecisionKind.REINSTATE:
            _check_suspended_by_itself(practice, framework)
        decide_automatically(practice=practice, framework=framework, kind=kind, effective_on=on, at=at, tier=tier)
    except ValueError as refusal:
        logger.info("No automatic %s for %s: %s", kind, practice.code, refusal)
        return False
    return True


def _check_suspended_by_itself(practice: Practice, framework: Framework) -> None:
    """What an officer suspended, an officer reinstates."""
    last = last_decision(practice, framework)
    if last is None or not last.is_automatic:
        raise ValueError("An officer suspended the award.")


def _tier_left(practice: Practice, framework: Framework, on: date, at: datetime) -> str:
    """The highest tier that is still satisfied on the day."""
    held = standing_of(practice, framework, as_of=on, known_at=at).assessment.tier_on(on)
    if held is None:
        raise ValueError("No tier is satisfied.")
    return held
