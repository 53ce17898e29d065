"""What a package's report comes to. Pure: what it says of itself in, completed, passed and score out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from courses.enums import MoveOn, PackageKind
from courses.packages.contents import Unit

LONGEST_SUSPEND_DATA = 64_000
LONGEST_LOCATION = 1_000
LONGEST_WORD = 40


@dataclass(frozen=True)
class Said:
    """`score` is in per cent, rounded down; None where the package says nothing of it. `kept` is for resuming."""

    is_completed: bool
    is_passed: bool | None
    score: int | None
    kept: Mapping[str, Any] = field(default_factory=dict)


def said_by_state(kind: str, state: Mapping[str, Any]) -> Said:
    """From the run-time data of SCORM: `{"cmi": {...}}`. What is missing or misshapen is read as not said."""
    cmi = _mapping(state.get("cmi"))
    return _said_12(cmi) if kind == PackageKind.SCORM_12 else _said_2004(cmi)


def is_done(unit: Unit, pass_mark: int, *, is_completed: bool, is_passed: bool | None, score: int | None) -> bool:
    """Completed, not failed, and with the score that is asked: the part's own, or else the course's.

    A part of cmi5 is done by its own rule, and never with a score below the one that is asked.
    """
    if is_passed is False or (score is not None and score < asked(unit, pass_mark)):
        return False
    passed, rule = bool(is_passed), unit.move_on
    if rule == MoveOn.COMPLETED_AND_PASSED:
        return is_completed and passed
    if rule == MoveOn.PASSED:
        return passed
    return is_completed if rule == MoveOn.COMPLETED else is_completed or passed


def asked(unit: Unit, pass_mark: int) -> int:
    """The score in per cent that a part has to reach, if it reports one."""
    return pass_mark if unit.mastery is None else unit.mastery


def per_cent(value: Any, least: Any = 0, most: Any = 100) -> int | None:
    """Where a value stands between two, in per cent, rounded down, from 0 to 100. None for what is no number."""
    raw, low, high = _number(value), _number(least), _number(most)
    if raw is None:
        return None
    if low is None or high is None or high <= low:
        low, high = Decimal(0), Decimal(100)
    return max(0, min(100, int((raw - low) * 100 / (high - low))))


def _said_12(cmi: Mapping[str, Any]) -> Said:
    core = _mapping(cmi.get("core"))
    status = _word(core.get("lesson_status"))
    score = _mapping(core.get("score"))
    return Said(
        is_completed=status in ("passed", "completed", "failed"),
        is_passed={"passed": True, "failed": False}.get(status),
        score=per_cent(score.get("raw"), score.get("min"), score.get("max")),
        kept={
            "core": {
                "lesson_location": _text(core.get("lesson_location"), LONGEST_LOCATION),
                "lesson_status": status,
                "exit": _word(core.get("exit")),
                "total_time": _word(core.get("total_time")),
                "score": {name: _word(score.get(name)) for name in ("raw", "min", "max")},
            },
            "suspend_data": _text(cmi.get("suspend_data"), LONGEST_SUSPEND_DATA),
        },
    )


def _said_2004(cmi: Mapping[str, Any]) -> Said:
    completion, success = _word(cmi.get("completion_status")), _word(cmi.get("success_status"))
    score = _mapping(cmi.get("score"))
    scaled = per_cent(score.get("scaled"), 0, 1)
    return Said(
        is_completed=completion == "completed",
        is_passed={"passed": True, "failed": False}.get(success),
        score=per_cent(score.get("raw"), score.get("min"), score.get("max")) if scaled is None else scaled,
        kept={
            "location": _text(cmi.get("location"), LONGEST_LOCATION),
            "completion_status": completion,
            "success_status": success,
            "exit": _word(cmi.get("exit")),
            "total_time": _word(cmi.get("total_time")),
            "progress_measure": _word(cmi.get("progress_measure")),
            "score": {name: _word(score.get(name)) for name in ("scaled", "raw", "min", "max")},
            "suspend_data": _text(cmi.get("suspend_data"), LONGEST_SUSPEND_DATA),
        },
    )


def _number(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        number = Decimal(str(value)[:LONGEST_WORD])
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < 10**9 else None


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _word(value: Any) -> str:
    return (
        _clean(str(value)[:LONGEST_WORD])
        if isinstance(value, str | int | float) and not isinstance(value, bool)
        else ""
    )


def _text(value: Any, longest: int) -> str:
    return _clean(value[:longest]) if isinstance(value, str) else ""


def _clean(text: str) -> str:
    """Without what no database stores as text: NUL, and halves of surrogate pairs."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()
