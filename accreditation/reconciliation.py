"""What the ledger should hold of this room."""

from __future__ import annotations

from collections.abc import Iterator

from accreditation import records
from accreditation.models import Appeal, Decision, Declaration, Enrolment, Notice, OtherEvidence, Plan, Waiver
from evidence.operations import NewEntry


def expected_enrolments() -> Iterator[NewEntry]:
    enrolments = Enrolment.objects.select_related("practice", "framework")
    return map(records.entry_of_enrolment, enrolments.iterator())


def expected_declarations() -> Iterator[NewEntry]:
    standing = Declaration.objects.filter(withdrawn_at__isnull=True).select_related("practice")
    return map(records.entry_of_declaration, standing.iterator())


def expected_decisions() -> Iterator[NewEntry]:
    return map(records.entry_of_decision, Decision.objects.select_related("practice", "framework").iterator())


def expected_other_evidence() -> Iterator[NewEntry]:
    standing = OtherEvidence.objects.filter(withdrawn_at__isnull=True).select_related("practice", "person")
    return map(records.entry_of_other, standing.iterator())


def expected_plans() -> Iterator[NewEntry]:
    for plan in Plan.objects.select_related("practice", "framework").iterator():
        yield from records.entries_of_plan(plan)


def expected_waivers() -> Iterator[NewEntry]:
    standing = Waiver.objects.standing().select_related("practice", "framework")
    return map(records.entry_of_waiver, standing.iterator())


def expected_notices() -> Iterator[NewEntry]:
    for notice in Notice.objects.select_related("practice", "framework").iterator():
        yield from records.entries_of_notice(notice)


def expected_appeals() -> Iterator[NewEntry]:
    told = ("decision__practice", "decision__framework")
    for appeal in Appeal.objects.select_related(*told).iterator():
        yield from records.entries_of_appeal(appeal)


SOURCES = {
    records.ENROLMENT: expected_enrolments,
    records.DECLARATION: expected_declarations,
    records.DECISION: expected_decisions,
    records.OTHER: expected_other_evidence,
    records.PLAN: expected_plans,
    records.WAIVER: expected_waivers,
    records.NOTICE: expected_notices,
    records.APPEAL: expected_appeals,
}
