"""What the state of a plan allows. check_x raises ValueError with a sentence that a user can read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from accreditation.enums import PlanOutcome
from accreditation.models import Framework, Plan
from accreditation.queries.frameworks import version_for
from accreditation.rules.rescue import Costs
from cms.dates import in_words
from practices.models import Person, Practice

MOST_MINUTES = 30_000


def check_due(due_on: date, today: date) -> None:
    if due_on < today:
        raise ValueError(f"The last day of the plan is over. Choose {in_words(today)} or later.")


def check_requirement(practice: Practice, framework: Framework, key: str, on: date, known_at: datetime) -> None:
    version = version_for(practice, framework, as_of=on, known_at=known_at)
    if version is None or key not in {node.key for node in version.parsed.nodes()}:
        raise ValueError("The framework does not ask for that now. Choose one of its requirements.")


def check_no_open_plan(practice: Practice, framework: Framework, key: str) -> None:
    if Plan.objects.filter(practice=practice, framework=framework, requirement_key=key, closed_at=None).exists():
        raise ValueError("There is a plan for this requirement already. Close that one first.")


def check_may_agree(plan: Plan, by: Person, today: date) -> None:
    if plan.closed_at:
        raise ValueError("The plan was closed meanwhile. Ask for a new one.")
    if plan.agreed_at:
        raise ValueError("The plan is agreed already.")
    if plan.proposed_by_id == by.pk:
        raise ValueError("You proposed this plan yourself, so somebody else of the practice has to agree to it.")
    if plan.due_on < today:
        raise ValueError(f"The last day of the plan was {in_words(plan.due_on)}. Ask for a new one.")


def check_may_close(plan: Plan, outcome: str) -> None:
    if plan.closed_at:
        raise ValueError("The plan is closed already.")
    if not plan.agreed_at and outcome == PlanOutcome.DONE:
        raise ValueError("The practice never agreed to the plan, so it cannot be done. Choose another outcome.")
    if plan.agreed_at and outcome == PlanOutcome.REFUSED:
        raise ValueError("The practice did agree to the plan. Choose done or abandoned.")


def check_costs(counted: Mapping[str, int]) -> None:
    """Every cost is there, a whole number from 0 on and within reason."""
    missing = set(Costs.__dataclass_fields__) ^ set(counted)
    if missing:
        raise ValueError(f"Enter a number for each of them; {', '.join(sorted(missing))} do not fit.")
    if any(not 0 <= value <= MOST_MINUTES for value in counted.values()):
        raise ValueError(f"Each number is from 0 to {MOST_MINUTES}.")
