"""What the ledger should hold of this room."""

from __future__ import annotations

from collections.abc import Iterator

from accreditation import records
from accreditation.models import Decision, Declaration, Enrolment
from evidence.operations import NewEntry


def expected_enrolments() -> Iterator[NewEntry]:
    enrolments = Enrolment.objects.select_related("practice", "framework")
    return map(records.entry_of_enrolment, enrolments.iterator())


def expected_declarations() -> Iterator[NewEntry]:
    standing = Declaration.objects.filter(withdrawn_at__isnull=True).select_related("practice")
    return map(records.entry_of_declaration, standing.iterator())


def expected_decisions() -> Iterator[NewEntry]:
    return map(records.entry_of_decision, Decision.objects.select_related("practice", "framework").iterator())


SOURCES = {
    records.ENROLMENT: expected_enrolments,
    records.DECLARATION: expected_declarations,
    records.DECISION: expected_decisions,
}
