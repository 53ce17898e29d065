from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from evidence.enums import VoidReason
from evidence.operations import record, void
from evidence.queries import entry_of_source
from practices.confidentiality import check_no_identifiers
from practices.models import Person
from virtualclinics import policies, records
from virtualclinics.bands import HbA1cBand
from virtualclinics.enums import CaseState, Outcome
from virtualclinics.models import AgendaItem, Case, CaseOutcome, CaseRecommendation, Clinic
from virtualclinics.operations.states import locked_case, locked_clinic, move_case


@transaction.atomic
def record_recommendation(
    *,
    clinic: Clinic,
    case: Case,
    themes: Sequence[str],
    text: str,
    reasoning: str,
    pathway: str,
    by: Person,
    at: datetime,
) -> CaseRecommendation:
    """Write down what the clinic recommends on a case of its agenda. Written again, it is corrected: the last stands.

    The practice sees it when the clinic is signed off.
    """
    clinic = locked_clinic(clinic)
    policies.check_not_cancelled(clinic)
    policies.check_recommendation(themes, text, reasoning, pathway)
    if not AgendaItem.objects.filter(clinic=clinic, case=case).exists():
        raise ValueError("This case is not on the agenda of this clinic. Put it there first.")
    former = CaseRecommendation.objects.filter(clinic=clinic, case=case)
    return CaseRecommendation.objects.create(
        clinic=clinic,
        case=case,
        revision=former.count() + 1,
        themes=list(themes),
        text=text.strip(),
        reasoning=reasoning.strip(),
        pathway=pathway,
        recommended_by=by,
        recommended_at=at,
    )


@transaction.atomic
def record_outcome(
    *, case: Case, outcome: str, by: Person, at: datetime, note: str = "", hba1c_after: str = ""
) -> CaseOutcome:
    """What the practice did; the case closes. Recorded again, the ledger is corrected; the same again is a no-op."""
    check_no_identifiers(note)
    policies.check_codes([outcome], Outcome)
    policies.check_codes([hba1c_after] if hba1c_after else [], HbA1cBand)
    case = move_case(locked_case(case), CaseState.CLOSED, by=by, at=at)
    former = CaseOutcome.objects.filter(case=case, superseded_at__isnull=True).first()
    told = (outcome, note.strip(), hba1c_after)
    if former and (former.outcome, former.note, former.hba1c_after) == told:
        return former
    if former:
        _supersede(former, by=by, at=at)
    new = CaseOutcome.objects.create(
        case=case,
        outcome=outcome,
        note=note.strip(),
        hba1c_after=hba1c_after,
        revision=former.revision + 1 if former else 1,
        recorded_by=by,
        recorded_at=at,
    )
    record(records.outcome_recorded(new), by=by, at=at)
    return new


def _supersede(outcome: CaseOutcome, *, by: Person, at: datetime) -> None:
    outcome.superseded_at = at
    outcome.save(update_fields=["superseded_at"])
    entry = entry_of_source(source=records.OUTCOME, source_ref=str(outcome.pk), kind="case.outcome_recorded")
    if entry:
        void(entry, reason=VoidReason.CORRECTED, by=by, at=at)
