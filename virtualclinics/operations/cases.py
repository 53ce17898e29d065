from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from practices.confidentiality import check_no_identifiers
from practices.models import Network, Person, Practice
from virtualclinics import policies
from virtualclinics.details import CaseDetails, columns
from virtualclinics.enums import CaseState
from virtualclinics.models import AgendaItem, Case, HbA1cReading
from virtualclinics.operations.states import locked_case, move_case


@transaction.atomic
def save_draft(
    *,
    practice: Practice,
    network: Network,
    details: CaseDetails,
    by: Person,
    at: datetime,
    case: Case | None = None,
) -> Case:
    """Keep a case that is not finished, or change one that came back. Raises IdentifierFound before it stores."""
    policies.check_details(details)
    if case is None:
        case = Case(practice=practice, network=network, submitted_by=by, created_at=at)
    else:
        case = locked_case(case)
        policies.check_editable(case)
    return _written(case, details)


@transaction.atomic
def submit_case(
    *,
    practice: Practice,
    network: Network,
    details: CaseDetails,
    declares_anonymous: bool,
    by: Person,
    at: datetime,
    case: Case | None = None,
) -> Case:
    """Put a case, new or drafted or returned, into the network's queue.

    Raises IdentifierFound when a text holds an identifier, ValueError when something is missing. Then nothing is kept.
    """
    policies.check_details(details)
    policies.check_complete(details, declares_anonymous=declares_anonymous)
    case = save_draft(practice=practice, network=network, details=details, by=by, at=at, case=case)
    return move_case(
        case,
        CaseState.SUBMITTED,
        by=by,
        at=at,
        submitted_by=by,
        submitted_at=at,
        declared_anonymous_at=at,
        returned_because="",
    )


@transaction.atomic
def return_case(*, case: Case, because: str, by: Person, at: datetime) -> Case:
    """Ask the practice for more. A case on an agenda leaves it."""
    check_no_identifiers(because)
    if not because.strip():
        raise ValueError("Say what the practice should add or change.")
    case = move_case(locked_case(case), CaseState.RETURNED, by=by, at=at, returned_because=because.strip())
    _leave_agendas(case)
    return case


@transaction.atomic
def withdraw_case(*, case: Case, by: Person, at: datetime) -> Case:
    case = move_case(locked_case(case), CaseState.WITHDRAWN, by=by, at=at)
    _leave_agendas(case)
    return case


def _leave_agendas(case: Case) -> None:
    """A case that may still be returned or withdrawn stands on no agenda but that of a clinic to come."""
    AgendaItem.objects.filter(case=case).delete()


def _written(case: Case, details: CaseDetails) -> Case:
    details = replace(details, local_reference=details.local_reference.strip() or _free_reference(case))
    _check_reference_is_free(case, details.local_reference)
    for name, value in columns(details).items():
        setattr(case, name, value)
    case.save()
    case.readings.all().delete()
    HbA1cReading.objects.bulk_create(
        HbA1cReading(case=case, months_ago=reading.months_ago, value=reading.value) for reading in details.readings
    )
    return case


def _free_reference(case: Case) -> str:
    """The next number of the practice's own counting."""
    if case.local_reference:
        return case.local_reference
    taken = set(Case.objects.filter(practice=case.practice).values_list("local_reference", flat=True))
    return next(f"VC-{n}" for n in range(len(taken) + 1, 2 * len(taken) + 2) if f"VC-{n}" not in taken)


def _check_reference_is_free(case: Case, reference: str) -> None:
    others = Case.objects.filter(practice=case.practice, local_reference=reference).exclude(pk=case.pk)
    if others.exists():
        raise ValueError(f"Your practice has a case {reference} already. Give this one another reference.")
