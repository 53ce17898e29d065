"""Who was there, from several sources: nothing counts before somebody decided, and nothing that was said is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from courses import operations
from courses.check_in import code_at
from courses.join_logs import Participant
from courses.models import Attendance, AttendanceClaim, Ruling
from courses.queries import attendances_of, claimed_at, disputes_at, disputes_in, history_of, matched_people
from evidence.queries import record_of_person
from evidence.reconciliation import discrepancies
from practices.confidentiality import IdentifierFound
from tests.factories.courses import a_session
from tests.factories.practices import a_network, a_person, a_practice, a_specialist_nurse, employed

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return a_network()


@pytest.fixture
def facilitator(network):
    return a_specialist_nurse(network)


@pytest.fixture
def nurse(network):
    return employed(a_practice(network), person=a_person("Nadia", "Nurse"))


@pytest.fixture
def gp(network):
    return employed(a_practice(network), "gp_partner", person=a_person("Gareth", "Doctor"))


@pytest.fixture
def session(network, facilitator, now):
    """From 9:30 on; 90 minutes."""
    return a_session(network, facilitator, now)


def check_in(session, person, at, code=None):
    code = code_at(session, at) if code is None else code
    return operations.check_in(session=session, person=person, code=code, by=person, at=at)


def take(session, minutes, at):
    return operations.take_register(session=session, minutes=minutes, by=session.facilitator, at=at)


def import_log(session, minutes, at):
    return operations.import_join_log(session=session, minutes=minutes, by=session.facilitator, at=at)


def decide(session, person, minutes, at, believed=None, reason="The log names her device only.", by=None):
    return operations.decide_claims(
        session=session,
        person=person,
        minutes=minutes,
        believed=believed,
        reason=reason,
        by=by or session.facilitator,
        at=at,
    )


def known(person, at):
    return [entry.values["minutes"] for entry in record_of_person(person.pk, known_at=at)]


def test_nobody_checks_in_ahead_even_with_the_code_of_that_moment(session, nurse):
    for ahead in (timedelta(seconds=1), timedelta(days=2)):
        with pytest.raises(ValueError, match="Nobody can check in ahead of it"):
            check_in(session, nurse, session.starts_at - ahead)
    assert not AttendanceClaim.objects.exists()


def test_nobody_checks_in_after_the_end_or_with_another_code(session, nurse, network, facilitator):
    with pytest.raises(ValueError, match="This session is over"):
        check_in(session, nurse, session.ends_at + timedelta(seconds=1))
    other = a_session(network, facilitator, session.starts_at)
    for code in ("", "AAAAAA", code_at(other, session.starts_at)):
        with pytest.raises(ValueError, match="not the code on the screen"):
            check_in(session, nurse, session.starts_at, code=code)
    assert not AttendanceClaim.objects.exists()


def test_checking_in_counts_nothing_until_the_register_is_taken(session, nurse):
    claim = check_in(session, nurse, session.starts_at + timedelta(minutes=30))
    assert claim == check_in(session, nurse, session.starts_at + timedelta(minutes=40))
    assert (claim.minutes, known(nurse, session.ends_at)) == (60, [])
    assert {person: each.minutes for person, each in claimed_at(session).items()} == {nurse: 60}
    take(session, {nurse: 60}, session.ends_at)
    assert (known(nurse, session.ends_at), claimed_at(session)) == ([60], {})


def test_sources_that_agree_go_into_the_register_by_the_one_that_measured(session, nurse):
    check_in(session, nurse, session.starts_at)
    import_log(session, {nurse: 84}, session.ends_at)
    assert disputes_at(session) == []
    assert claimed_at(session)[nurse].minutes == 84


def test_a_join_log_against_the_sign_in_sheet_ends_in_a_recorded_decision(session, nurse, gp):
    at = session.ends_at
    import_log(session, {nurse: 42}, at)
    assert [row.person for row in take(session, {nurse: 90, gp: 90}, at)] == [gp]
    [dispute] = disputes_at(session)
    assert (dispute.person, [claim.minutes for claim in dispute.claims], known(nurse, at)) == (nurse, [42, 90], [])
    later = at + timedelta(days=1)
    ruling = decide(session, nurse, 42, later, believed=dispute.claims[0])
    assert (ruling.attendance.minutes, ruling.believed.source, known(nurse, later)) == (42, "join_log", [42])
    assert disputes_at(session) == []
    assert [claim.minutes for claim in history_of(session, nurse).claims] == [42, 90]
    assert list(discrepancies("courses.attendance")) == []


def test_a_join_log_that_comes_after_the_register_reopens_only_what_it_contradicts(session, nurse, gp, network):
    absent = employed(a_practice(network))
    take(session, {nurse: 90, gp: 90}, session.ends_at)
    import_log(session, {nurse: 85, gp: 20, absent: 80}, session.ends_at + timedelta(hours=1))
    assert {(dispute.person, dispute.recorded) for dispute in disputes_in([network.pk])} == {(gp, 90), (absent, 0)}
    assert known(gp, session.ends_at + timedelta(hours=1)) == [90]


def test_a_decision_may_be_that_somebody_was_not_there(session, nurse):
    take(session, {nurse: 90}, session.ends_at)
    import_log(session, {nurse: 0}, session.ends_at)
    decide(session, nurse, 0, session.ends_at + timedelta(hours=1))
    assert (known(nurse, session.ends_at), known(nurse, session.ends_at + timedelta(hours=1))) == ([90], [])
    assert Ruling.objects.get().attendance is None


def test_attendance_corrected_twice_shows_its_chain(session, nurse):
    take(session, {nurse: 90}, session.ends_at)
    for day, minutes in ((1, 60), (2, 45)):
        import_log(session, {nurse: minutes}, session.ends_at + timedelta(days=day))
        decide(session, nurse, minutes, session.ends_at + timedelta(days=day), reason=f"Left after {minutes} minutes.")
    history = history_of(session, nurse)
    assert [(row.minutes, row.superseded_at) for row in history.rows] == [
        (90, session.ends_at + timedelta(days=1)),
        (60, session.ends_at + timedelta(days=2)),
        (45, None),
    ]
    assert [ruling.reason for ruling in history.rulings] == ["Left after 60 minutes.", "Left after 45 minutes."]
    assert [known(nurse, session.ends_at + timedelta(days=day)) for day in range(3)] == [[90], [60], [45]]


def test_who_came_and_is_not_on_the_register_says_so_and_it_waits_for_a_decision(session, nurse, gp):
    take(session, {gp: 90}, session.ends_at)
    operations.claim_attendance(session=session, person=nurse, minutes=90, by=nurse, at=session.ends_at)
    assert ([each.person for each in disputes_at(session)], attendances_of(nurse).count()) == ([nurse], 0)
    decide(session, nurse, 90, session.ends_at + timedelta(days=1), reason="She signed the paper list.")
    assert attendances_of(nurse).get().minutes == 90


@pytest.mark.parametrize(
    ("after", "sentence"), [(timedelta(seconds=-1), "once the session is over"), (timedelta(days=29), "28 days ago")]
)
def test_ones_own_word_is_taken_from_the_end_and_for_four_weeks(session, nurse, after, sentence):
    with pytest.raises(ValueError, match=sentence):
        operations.claim_attendance(session=session, person=nurse, minutes=90, by=nurse, at=session.ends_at + after)


def test_who_is_on_the_register_does_not_claim(session, nurse):
    take(session, {nurse: 60}, session.ends_at)
    with pytest.raises(ValueError, match="The register names you already"):
        operations.claim_attendance(session=session, person=nurse, minutes=90, by=nurse, at=session.ends_at)


def test_a_decision_needs_a_reason_without_an_identifier_and_is_not_about_oneself(session, nurse, facilitator):
    import_log(session, {nurse: 42, facilitator: 80}, session.ends_at)
    take(session, {nurse: 90}, session.ends_at)
    with pytest.raises(ValueError, match="Say why"):
        decide(session, nurse, 42, session.ends_at, reason=" ")
    with pytest.raises(IdentifierFound):
        decide(session, nurse, 42, session.ends_at, reason="She was with patient 943 476 5919.")
    with pytest.raises(ValueError, match="cannot decide about yourself"):
        decide(session, facilitator, 80, session.ends_at)
    assert (Ruling.objects.count(), Attendance.objects.count()) == (0, 0)


def test_a_log_names_people_by_address_or_by_a_name_that_nobody_shares(session, network, nurse, gp, facilitator, today):
    for _ in range(2):
        employed(a_practice(network), person=a_person("Sam", "Same"))
    log = [
        Participant("somebody's phone", nurse.email, 40),
        Participant("Dr. Gareth  DOCTOR (Mill Lane)", "", 50),
        Participant("Gareth Doctor", "", 70),
        Participant("Sam Same", "", 60),
        Participant(facilitator.name, facilitator.email, 90),
        Participant("A stranger", "stranger@example.test", 30),
    ]
    matched, left_over = matched_people(session, log, on=today)
    assert matched == {nurse: 40, gp: 70}
    assert [participant.name for participant in left_over] == ["Sam Same", "A stranger"]


@pytest.mark.parametrize("people", [1, 3, 30])
def test_what_is_to_be_decided_asks_two_queries(session, network, people, django_assert_num_queries):
    listed = [employed(a_practice(network)) for _ in range(people)]
    take(session, dict.fromkeys(listed, 90), session.ends_at)
    import_log(session, dict.fromkeys(listed, 20), session.ends_at)
    with django_assert_num_queries(2):
        assert len(disputes_in([network.pk])) == people
