from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from cms.clock import london_date
from practices.confidentiality import check_no_identifiers
from practices.models import Person
from visits import policies
from visits.models import Visit, VisitAction
from visits.operations.states import locked


@transaction.atomic
def add_action(*, visit: Visit, text: str, owner: Person, due_on: date, by: Person, at: datetime) -> VisitAction:
    """Agree on something to do: who, by which day (inclusive)."""
    check_no_identifiers(text)
    visit = locked(visit)
    policies.check_took_place(visit)
    policies.check_action(visit, text, due_on)
    return VisitAction.objects.create(
        visit=visit, text=text.strip(), owner=owner, due_on=due_on, added_by=by, added_at=at
    )


@transaction.atomic
def finish_action(*, action: VisitAction, by: Person, at: datetime) -> VisitAction:
    """It is done, on the London day of `at`. Finishing twice is a no-op."""
    action = VisitAction.objects.select_for_update().get(pk=action.pk)
    if action.done_on is None:
        action.done_on, action.done_by = london_date(at), by
        action.save(update_fields=["done_on", "done_by"])
    return action
