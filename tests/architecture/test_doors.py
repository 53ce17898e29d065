"""Whatever takes evidence or facts back goes through the door for corrections, or says here why it does not."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from practices.corrections.doors import doors

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("accreditation", "courses", "virtualclinics", "visits", "practices")
TAKES_BACK = {"void", "_void", "take_back", "supersede", "_supersede", "write_register"}

# Behind the door: the operation, and the kind of correction through which people reach it.
BEHIND = {
    "accreditation.correct_declaration": "accreditation.declaration",
    "accreditation.withdraw_declaration": "accreditation.declaration_withdrawn",
    "accreditation.withdraw_evidence": "accreditation.evidence_withdrawn",
    "courses.take_register": "courses.register",
    "courses.void_completion": "courses.completion_void",
    "virtualclinics.record_attendance": "virtualclinics.attendance",
    "virtualclinics.remove_attendance": "virtualclinics.attendance",
    "visits.correct_attendance": "visits.attendance",
    "visits.correct_day": "visits.day",
    "practices.correct_absence": "practices.absence_corrected",
    "practices.retract_absence": "practices.absence_retracted",
    "practices.correct_employment": "practices.employment_changed",
    "practices.retract_employment": "practices.employment_retracted",
    "practices.end_lead_post": "practices.lead_ended",
}
# Not behind it, and why.
REASONS = {
    "accreditation.end_waiver": "An officer's decision, under the framework's own rule of two officers.",
    "accreditation.end_cover": "Who stands in for a practice without an award; no standing rests on it.",
    "courses.decide_claims": "A ruling between sources that disagree. Its reason is free text, which cannot wait.",
    "virtualclinics.record_outcome": "The practice's own report on its case; its note is free text, which cannot wait.",
    "practices.retract_succession": "What becomes of a practice as a whole is the programme's decision.",
    "practices.leave_unit": "What becomes of a practice as a whole is the programme's decision.",
    "practices.leave_network": "What becomes of a practice as a whole is the programme's decision.",
    "practices.close_practice": "What becomes of a practice as a whole is the programme's decision.",
    "practices.move_commissioner": "Moves no verdict: no framework looks at who commissions.",
    "practices.end_appointment": "A role across the network gives rights and is no fact about a practice.",
}


def public_operations() -> Iterator[tuple[str, str, set[str]]]:
    """Room, name, and the names that the operation calls, of its own module's private functions too."""
    for room in ROOMS:
        for path in sorted((ROOT / room / "operations").glob("*.py")):
            functions = {
                node.name: node for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef)
            }
            for name in functions:
                if not name.startswith("_"):
                    yield room, name, _called(name, functions, set())


def _called(name: str, functions: dict[str, ast.FunctionDef], seen: set[str]) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(functions[name]):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            found.add(called)
            if called in functions and called.startswith("_") and called not in seen:
                found |= _called(called, functions, seen | {called})
    return found


def test_whatever_takes_back_is_behind_the_door_or_says_why() -> None:
    taking_back = {
        f"{room}.{name}" for room, name, called in public_operations() if called & TAKES_BACK and name not in TAKES_BACK
    }
    assert taking_back == BEHIND.keys() | REASONS.keys()
    assert not BEHIND.keys() & REASONS.keys()
    assert set(BEHIND.values()) <= set(doors())


def test_no_view_goes_past_the_door() -> None:
    """First registers and first signatures go straight in; what corrects them does not."""
    first_time = {"courses.take_register"}
    wanted = {name.split(".")[1]: name for name in BEHIND if name not in first_time}
    wanted |= {"end_employment": "", "change_post": "", "merge_people": "", "separate_people": "", "record_absence": ""}
    wanted |= {"restore_completion": ""}
    past, looked = [], 0
    for path in ROOT.glob("*/views/*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "operations":
                looked += 1
                past += [f"{path.name}: {node.attr}"] if node.attr in wanted else []
    assert past == []
    assert looked > 80
