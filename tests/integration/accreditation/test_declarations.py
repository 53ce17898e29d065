from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from accreditation import operations, queries
from accreditation.models import Declaration, Enrolment, Framework
from accreditation.reconciliation import SOURCES
from accreditation.rules.verdicts import Verdict
from evidence.models import Entry
from evidence.reconciliation import discrepancies
from practices.models import Practice
from tests.factories.accreditation import ENROLLED_ON, MET_ON, Team, enrolled
from tests.factories.practices import a_network, a_practice

DSA = "data-sharing-agreement"


def signed(team: Team, now: datetime, on: date = MET_ON, valid_until: date | None = None) -> Declaration:
    return operations.sign_declaration(
        practice=team.practice, code=DSA, signed_on=on, valid_until=valid_until, by=team.lead_gp, at=now
    )


def verdict(team: Team, framework: Framework, as_of: date, known_at: datetime) -> Verdict:
    return queries.standing_of(team.practice, framework, as_of=as_of, known_at=known_at).proof("data-sharing").verdict


def test_a_declaration_covers_its_days(team: Team, framework: Framework, now: datetime) -> None:
    signed(team, now, valid_until=date(2026, 12, 31))
    days = [MET_ON - timedelta(days=1), MET_ON, date(2026, 12, 31), date(2027, 1, 1)]
    assert [verdict(team, framework, day, now).value for day in days] == ["not_met", "met", "met", "not_met"]


def test_signing_again_on_the_day_corrects_and_signing_the_same_changes_nothing(team: Team, now: datetime) -> None:
    first = signed(team, now)
    assert signed(team, now + timedelta(hours=1)) == first
    corrected = signed(team, now + timedelta(hours=2), valid_until=date(2026, 12, 31))
    assert (corrected.pk, corrected.revision) == (first.pk, 2)
    refs = Entry.objects.filter(source="accreditation.declaration").values_list("source_ref", "void__reason")
    assert list(refs) == [(f"{first.pk}.1", "corrected"), (f"{first.pk}.2", None)]


def test_a_correction_changes_what_is_true_and_not_what_was_known(
    team: Team, framework: Framework, now: datetime
) -> None:
    declaration = signed(team, now)
    corrected_at = now + timedelta(days=1)
    operations.correct_declaration(
        declaration=declaration, signed_on=date(2026, 1, 5), valid_until=None, by=team.lead_gp, at=corrected_at
    )
    day = date(2026, 2, 1)
    known = [verdict(team, framework, day, moment).value for moment in (now, corrected_at)]
    assert known == ["not_met", "met"]


def test_a_withdrawn_declaration_counts_no_longer(team: Team, framework: Framework, now: datetime) -> None:
    withdrawn_at = now + timedelta(days=1)
    operations.withdraw_declaration(declaration=signed(team, now), by=team.lead_gp, at=withdrawn_at)
    known = [verdict(team, framework, MET_ON, moment).value for moment in (now, withdrawn_at)]
    assert known == ["met", "not_met"]
    assert not any(list(discrepancies(source)) for source in SOURCES)


def test_nobody_signs_in_the_future_or_backwards(team: Team, now: datetime) -> None:
    with pytest.raises(ValueError, match=r"The day of signing cannot be in the future."):
        signed(team, now, on=MET_ON + timedelta(days=1))
    with pytest.raises(ValueError, match=r"The last day covered is before the day of signing."):
        signed(team, now, valid_until=MET_ON - timedelta(days=1))
    assert Declaration.objects.count() == 0


def test_enrolment_is_evidence(practice: Practice, framework: Framework) -> None:
    entry = Entry.objects.get(kind="practice.enrolled")
    assert (entry.practice, entry.happened_on, entry.values) == (practice, ENROLLED_ON, {"framework": framework.key})


def test_a_practice_enrols_once(practice: Practice, framework: Framework) -> None:
    with pytest.raises(ValueError, match=r"The practice has been enrolled since 1 April 2024."):
        enrolled(practice, framework, date(2025, 1, 1))
    assert Enrolment.objects.count() == 1


def test_a_practice_enrols_in_a_framework_of_its_own_network(framework: Framework) -> None:
    stranger = a_practice(a_network("Moorland Diabetes Network"))
    with pytest.raises(ValueError, match=r"The practice does not belong to the network on 1 April 2024."):
        enrolled(stranger, framework)
