from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from accreditation import queries
from accreditation.enums import AwardState
from accreditation.facts import facts_of
from accreditation.models import Framework
from accreditation.rules.verdicts import MET, MET_IN_GRACE, Verdict
from evidence.models import Entry
from practices.enums import PracticeRole
from practices.models import Employment, Practice
from tests.factories.accreditation import ENROLLED_ON, MET_ON, Team, attended, enrolled, trained
from tests.factories.practices import a_person, a_practice, employed

LEAVES_ON = date(2026, 7, 1)


def test_only_what_people_did_who_ever_worked_here_is_told_to_the_engine(
    practice: Practice, framework: Framework, team: Team, now: datetime
) -> None:
    stranger = a_person()
    trained(stranger, date(2026, 1, 10))
    attended(team.lead_gp, date(2026, 1, 10))
    facts = facts_of(practice, framework, known_at=now)
    assert {entry.person for entry in facts.entries} == {None, team.lead_gp.key}
    employed(practice, person=stranger, at=now)
    assert stranger.key in {entry.person for entry in facts_of(practice, framework, known_at=now).entries}
    before = facts_of(practice, framework, known_at=now - timedelta(seconds=1))
    assert stranger.key not in {entry.person for entry in before.entries}


def test_facts_are_what_was_known_at_the_moment(practice: Practice, framework: Framework, team: Team) -> None:
    attended(team.lead_gp, date(2026, 1, 10), at=datetime.fromisoformat("2026-02-01T09:00+00:00"))
    known = [
        [entry.kind for entry in facts_of(practice, framework, known_at=moment).entries]
        for moment in map(datetime.fromisoformat, ("2026-02-01T08:59:59+00:00", "2026-02-01T09:00+00:00"))
    ]
    assert known == [["practice.enrolled"], ["practice.enrolled", "session.attended"]]


def test_enrolment_in_one_framework_is_none_in_another(practice: Practice, framework: Framework, now: datetime) -> None:
    assert facts_of(practice, framework, known_at=now).enrolled_on == ENROLLED_ON
    stranger = a_practice(framework.network)
    assert facts_of(stranger, framework, known_at=now).enrolled_on is None


def test_a_practice_that_never_enrolled_has_no_assessment_and_no_proofs(framework: Framework, now: datetime) -> None:
    standing = queries.standing_of(a_practice(framework.network), framework, as_of=MET_ON, known_at=now)
    assert (standing.is_assessed, standing.state, standing.until_on, standing.lapses_on) == (False, None, None, None)
    assert (standing.award.state, dict(standing.proofs())) == (AwardState.NOT_ENROLLED, {})


def test_before_any_version_was_in_force_there_is_no_answer(
    practice: Practice, framework: Framework, now: datetime
) -> None:
    with pytest.raises(queries.NotInForce, match="is in force on 2024-03-31"):
        queries.standing_of(practice, framework, as_of=date(2024, 3, 31), known_at=now)


def test_what_if_the_only_nurse_leaves(
    practice: Practice, framework: Framework, team: Team, now: datetime, worked_out: Callable[[], int]
) -> None:
    team.meets_everything()
    worked_out()
    entries, employments = Entry.objects.count(), Employment.objects.count()
    standing = queries.standing_of(practice, framework, as_of=MET_ON, known_at=now)
    left = queries.what_if_leaves(standing, team.lead_nurse.key, LEAVES_ON)
    assert (standing.until_on, left.until_on) == (date(2026, 10, 1), LEAVES_ON)
    assert left.lapses_on == LEAVES_ON + timedelta(days=90)
    assert left.timeline is not None
    assert [left.timeline.at(day) for day in (LEAVES_ON - timedelta(days=1), LEAVES_ON)] == [MET, MET_IN_GRACE]
    assert (Entry.objects.count(), Employment.objects.count()) == (entries, employments)


def test_what_if_one_of_two_trained_nurses_leaves(
    practice: Practice, framework: Framework, team: Team, now: datetime
) -> None:
    team.meets_everything()
    nurse = employed(practice, PracticeRole.PRACTICE_NURSE)
    trained(nurse, date(2026, 1, 10))
    standing = queries.standing_of(practice, framework, as_of=MET_ON, known_at=now)
    left = queries.what_if_leaves(standing, nurse.key, LEAVES_ON)
    assert left.timeline == standing.timeline


def test_somebody_who_would_begin_later_never_comes(
    practice: Practice, framework: Framework, team: Team, now: datetime
) -> None:
    nurse = employed(practice, started_on=LEAVES_ON + timedelta(days=1))
    standing = queries.standing_of(practice, framework, as_of=MET_ON, known_at=now)
    left = queries.what_if_leaves(standing, nurse.key, LEAVES_ON)
    assert {post.person for post in left.facts.employments} == {team.lead_gp.key, team.lead_nurse.key}


def test_the_proof_of_one_requirement_names_who_it_rests_on(
    practice: Practice, framework: Framework, team: Team, now: datetime
) -> None:
    team.meets_everything()
    proof = queries.standing_of(practice, framework, as_of=MET_ON, known_at=now).proof("leads")
    assert proof.verdict == Verdict.MET
    assert {placed.person for placed in proof.people} == {team.lead_gp.key, team.lead_nurse.key}


def test_frameworks_of_a_practice_are_those_it_enrolled_in(framework: Framework) -> None:
    practice = a_practice(framework.network)
    assert list(queries.frameworks_of_practice(practice)) == []
    enrolled(practice, framework)
    assert list(queries.frameworks_of_practice(practice)) == [framework]
