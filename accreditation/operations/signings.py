from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from accreditation import policies, records
from accreditation.models import Declaration, Enrolment, Framework
from accreditation.operations.standing import lock_reckoning
from cms.clock import london_date
from evidence.enums import VoidReason
from evidence.operations import record, void
from evidence.queries import entry_of_source
from practices.models import Person, Practice


@transaction.atomic
def enrol_practice(
    *, practice: Practice, framework: Framework, started_on: date, by: Person | None, at: datetime
) -> Enrolment:
    """The practice takes part in the framework from a day on.

    Raises ValueError when it does so already, or is not of the network.
    """
    lock_reckoning(practice)
    policies.check_not_enrolled(practice, framework)
    policies.check_in_network(practice, framework, started_on)
    enrolment = Enrolment.objects.create(
        practice=practice, framework=framework, started_on=started_on, enrolled_by=by, enrolled_at=at
    )
    record(records.entry_of_enrolment(enrolment), by=by, at=at)
    return enrolment


@transaction.atomic
def sign_declaration(
    *, practice: Practice, code: str, signed_on: date, valid_until: date | None, by: Person, at: datetime
) -> Declaration:
    """The practice declares something, up to and including `valid_until` (None: until further notice).

    Signing the same again on the same day changes nothing if it says the same, and corrects the former if it does
    not.
    """
    _check_days(signed_on, valid_until, at)
    former = Declaration.objects.filter(practice=practice, code=code, signed_on=signed_on, withdrawn_at=None).first()
    if former:
        return correct_declaration(declaration=former, signed_on=signed_on, valid_until=valid_until, by=by, at=at)
    declaration = Declaration.objects.create(
        practice=practice, code=code, signed_on=signed_on, valid_until=valid_until, signed_by=by, recorded_at=at
    )
    record(records.entry_of_declaration(declaration), by=by, at=at)
    return declaration


@transaction.atomic
def correct_declaration(
    *, declaration: Declaration, signed_on: date, valid_until: date | None, by: Person, at: datetime
) -> Declaration:
    """Void what was recorded and record what is right. What was known before stays known."""
    _check_days(signed_on, valid_until, at)
    declaration = _standing(declaration)
    if (declaration.signed_on, declaration.valid_until) == (signed_on, valid_until):
        return declaration
    _void(declaration, VoidReason.CORRECTED, by=by, at=at)
    declaration.signed_on, declaration.valid_until = signed_on, valid_until
    declaration.signed_by, declaration.revision = by, declaration.revision + 1
    declaration.save(update_fields=["signed_on", "valid_until", "signed_by", "revision"])
    record(records.entry_of_declaration(declaration), by=by, at=at)
    return declaration


@transaction.atomic
def withdraw_declaration(*, declaration: Declaration, by: Person, at: datetime) -> Declaration:
    """It was entered in error: from `at` on nobody counts it."""
    declaration = _standing(declaration)
    _void(declaration, VoidReason.ENTERED_IN_ERROR, by=by, at=at)
    declaration.withdrawn_at = at
    declaration.save(update_fields=["withdrawn_at"])
    return declaration


def _check_days(signed_on: date, valid_until: date | None, at: datetime) -> None:
    policies.check_signed_by_now(signed_on, london_date(at))
    policies.check_covers_some_days(signed_on, valid_until)


def _standing(declaration: Declaration) -> Declaration:
    return Declaration.objects.select_for_update().get(pk=declaration.pk, withdrawn_at__isnull=True)


def _void(declaration: Declaration, reason: VoidReason, *, by: Person, at: datetime) -> None:
    new = records.entry_of_declaration(declaration)
    entry = entry_of_source(source=new.source, source_ref=new.source_ref, kind=new.kind)
    if entry is not None:
        void(entry, reason=reason, by=by, at=at)
