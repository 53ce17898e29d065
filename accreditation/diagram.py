"""The life of an award as a diagram: `python -m accreditation.diagram > docs/diagrams/award.md`."""

from __future__ import annotations

import sys

from accreditation.enums import AwardState, DecisionKind
from accreditation.lifecycle import ENTERED_BY_ENROLMENT, TRANSITIONS

HEADING = """# The life of an award

Drawn from `accreditation/lifecycle.py` by `python -m accreditation.diagram`. A decision is taken by an officer;
nothing moves by itself. *In grace*, *lapsing soon*, *provisional* and *lapsed* say how the day's assessment looks
under an award that stands.
"""


def drawn() -> str:
    steps = [f"    [*] --> {AwardState.NOT_ENROLLED}"]
    steps += [f"    {state}: {state.label}" for state in AwardState]
    steps += [f"    {AwardState.NOT_ENROLLED} --> {ENTERED_BY_ENROLMENT}: Enrol"]
    steps += [f"    {state} --> {after}: {DecisionKind(kind).label}" for (state, kind), after in TRANSITIONS.items()]
    return "\n".join([HEADING, "```mermaid", "stateDiagram-v2", *steps, "```", ""])


if __name__ == "__main__":
    sys.stdout.write(drawn())
