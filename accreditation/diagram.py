"""The life of an award as a diagram: `python -m accreditation.diagram > docs/diagrams/award.md`."""

from __future__ import annotations

import sys

from accreditation.enums import APPEALABLE, AwardState, DecisionKind
from accreditation.lifecycle import ENTERED_BY_ENROLMENT, TRANSITIONS

HEADING = """# The life of an award

Drawn from `accreditation/lifecycle.py` by `python -m accreditation.diagram`. A decision is taken by an officer, by two
where the framework asks for two, and by the nightly job only where the framework says so. *In grace* and *lapsing
soon* say how the day's assessment looks under an award that stands. An appeal that is upheld undoes a decision: from
its original day on the award is as if it had not been taken.
"""


def drawn() -> str:
    steps = [f"    [*] --> {AwardState.NOT_ENROLLED}"]
    steps += [f"    {state}: {state.label}" for state in AwardState]
    steps += [f"    {AwardState.NOT_ENROLLED} --> {ENTERED_BY_ENROLMENT}: Enrol"]
    steps += [f"    {state} --> {after}: {DecisionKind(kind).label}" for (state, kind), after in TRANSITIONS.items()]
    steps += [
        f"    {after} --> {state}: {DecisionKind.UPHOLD.label} ({DecisionKind(kind).label.lower()})"
        for (state, kind), after in TRANSITIONS.items()
        if kind in APPEALABLE and state != after
    ]
    return "\n".join([HEADING, "```mermaid", "stateDiagram-v2", *steps, "```", ""])


if __name__ == "__main__":
    sys.stdout.write(drawn())
