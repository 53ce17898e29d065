"""Documents that are drawn from the code: `python -m tests.documents` writes them, `--check` compares."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from accreditation import diagram  # noqa: E402
from virtualclinics import enums as clinics  # noqa: E402
from visits import enums as visits  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent


def state_diagram(title: str, states: type, transitions: dict[str, tuple[str, ...]]) -> str:
    steps = [f"    {state}: {state.label}" for state in states]
    steps += [f"    {state} --> {after}" for state, afters in transitions.items() for after in afters]
    note = "Drawn from the room's one table of transitions by `python -m tests.documents`.\n"
    return "\n".join([f"# {title}\n", note, "```mermaid", "stateDiagram-v2", *steps, "```", ""])


DOCUMENTS: dict[str, Callable[[], str]] = {
    "docs/diagrams/award.md": diagram.drawn,
    "docs/diagrams/case.md": lambda: state_diagram("The life of a case", clinics.CaseState, clinics.CASE_TRANSITIONS),
    "docs/diagrams/clinic.md": lambda: state_diagram(
        "The life of a virtual clinic", clinics.ClinicState, clinics.CLINIC_TRANSITIONS
    ),
    "docs/diagrams/visit.md": lambda: state_diagram("The life of a visit", visits.VisitState, visits.TRANSITIONS),
}


def main() -> int:
    stale = []
    for name, draw in DOCUMENTS.items():
        path = ROOT / name
        if "--check" in sys.argv:
            stale += [name] if not path.exists() or path.read_text() != draw() else []
        else:
            path.write_text(draw())
    for name in stale:
        print(f"{name} is out of step. Run: python -m tests.documents")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
