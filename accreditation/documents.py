"""A practice's standing as plain data, for whoever asks by command: JSON in, JSON out, every date half-open as
inside.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any

from accreditation.queries import PracticeStanding
from accreditation.rules.days import FOREVER
from accreditation.rules.timeline import Timeline
from practices.queries import record_on

LEFT_OUT = frozenset({"parts", "voided_at", "superseded_at"})


def standing_document(standing: PracticeStanding) -> dict[str, Any]:
    """Verdicts, intervals and proofs.

    People are keys, never names. `until_on` is the first day outside, null for never.
    """
    state = standing.state
    return {
        "practice": standing.practice.code,
        "name": _name(standing),
        "as_of": standing.as_of.isoformat(),
        "known_at": standing.known_at.isoformat(),
        "framework": {
            "code": standing.framework.code,
            "version": standing.version.number,
            "digest": standing.version.digest,
        },
        "enrolled_on": plain(standing.facts.enrolled_on),
        "award": {
            "state": standing.award.state.value,
            "tier": standing.award.tier or None,
            "since_on": plain(standing.award.since_on),
        },
        "status": standing.status.value,
        "verdict": state.verdict.value if state else None,
        "in_grace": bool(state and state.in_grace),
        "by_plan": bool(state and state.by_plan),
        "by_waiver": bool(state and state.by_waiver),
        "until_on": plain(standing.until_on),
        "lapses_on": plain(standing.lapses_on),
        "requirements": {key: _requirement(line, standing) for key, line in standing.assessment.timelines.items()},
        "proofs": {key: plain(proof) for key, proof in standing.proofs().items()},
    }


def _name(standing: PracticeStanding) -> str:
    """What the directory called the practice, as was known at the moment; its code if nothing was."""
    record = record_on(standing.practice, standing.as_of, standing.known_at)
    return record.name if record else standing.practice.code


def _requirement(line: Timeline, standing: PracticeStanding) -> dict[str, Any]:
    state = line.at(standing.as_of)
    return {
        "verdict": state.verdict.value if state else None,
        "in_grace": bool(state and state.in_grace),
        "by_plan": bool(state and state.by_plan),
        "by_waiver": bool(state and state.by_waiver),
        "intervals": [
            {
                "from_on": plain(from_on),
                "until_on": plain(until_on),
                "verdict": each.verdict.value,
                "in_grace": each.in_grace,
                "by_plan": each.by_plan,
                "by_waiver": each.by_waiver,
            }
            for from_on, until_on, each in line.segments
        ],
    }


def plain(value: Any) -> Any:
    """Dataclasses, dates and codes as JSON has them.

    The end of the calendar is null; proofs of parts stand under their own key. What became of a row later is left out,
    so that the same moment always gives the same answer.
    """
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value) if field.name not in LEFT_OUT}
    if isinstance(value, (tuple, list)):
        return [plain(each) for each in value]
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, (date, datetime)):
        return None if value == FOREVER else value.isoformat()
    return value
