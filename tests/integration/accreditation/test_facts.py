"""What the engine is told, from the database: of the practice, of its people elsewhere, of practices that belong to it;
each as known at any moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from accreditation import operations, queries
from accreditation.facts import facts_of, history_of
from accreditation.models import Framework
from accreditation.queries import dependents
from accreditation.rules.needs import ALL, NOTHING, only
from accreditation.rules.verdicts import MET, NOT_MET, State
from evidence.enums import VoidReason
from evidence.models import Entry
from evidence.operations import void
from practices import operations as practices
from practices.enums import LeadRole, SuccessionKind, UnitKind
from practices.models import DiabetesRegister, ListSize, Network, Person, Practice, PrimaryCareNetwork, User
from tests.factories.accreditation import Team, completed, enrolled, trained
from tests.factories.practices import a_lead, a_person, a_practice, employed

JUNE, JULY = date(2026, 6, 1), date(2026, 7, 1)
FIRST_AT = datetime(2026, 6, 30, 12, tzinfo=UTC)
SECOND_AT, THIRD_AT = FIRST_AT + timedelta(days=10), FIRST_AT + timedelta(days=20)
MOMENT = timedelta(microseconds=1)
Work = Callable[[], int]


def known(practice: Practice, framework: Framework, at: datetime) -> Any:
    return facts_of(practice, framework, known_at=at)


def test_leave_and_sizes_are_told_as_they_were_known(practice: Practice, framework: Framework, team: Team) -> None:
    leave = practices.record_absence(
        person=team.lead_nurse, practice=practice, started_on=JUNE, ended_on=None, by=None, at=FIRST_AT
    )
    practices.correct_absence(absence=leave, started_on=JUNE, ended_on=JULY, by=None, at=SECOND_AT)
    first = ListSize.objects.create(
        practice=practice, counted_on=JUNE, patients=9000, source="t", recorded_at=FIRST_AT, superseded_at=SECOND_AT
    )
    ListSize.objects.create(practice=practice, counted_on=JUNE, patients=9100, source="t", recorded_at=SECOND_AT)
    DiabetesRegister.objects.create(practice=practice, counted_on=JUNE, patients=600, source="t", recorded_at=SECOND_AT)
    facts = {at: known(practice, framework, at) for at in (FIRST_AT - MOMENT, FIRST_AT, SECOND_AT)}
    assert [[each.until_on for each in facts[at].absences] for at in facts] == [[], [None], [JULY]]
    assert [{(each.measure, each.count) for each in facts[at].sizes} for at in facts] == [
        set(),
        {("list_size", first.patients)},
        {("list_size", 9100), ("diabetes_register", 600)},
    ]


def test_posts_elsewhere_are_told_of_whoever_is_known_to_work_here(
    practice: Practice, framework: Framework, team: Team, network: Network
) -> None:
    elsewhere = a_practice(network)
    employed(elsewhere, person=team.lead_nurse)
    a_lead(elsewhere)
    stranger = employed(elsewhere, at=FIRST_AT)
    employed(practice, person=stranger, at=SECOND_AT)
    before, after = known(practice, framework, FIRST_AT), known(practice, framework, SECOND_AT)
    assert [(post.person, post.practice) for post in before.elsewhere] == [(team.lead_nurse.key, str(elsewhere.pk))]
    assert {post.person for post in after.elsewhere} == {team.lead_nurse.key, stranger.key}
    assert before.posts_elsewhere == ()
    practices.name_lead(
        person=team.lead_nurse, practice=elsewhere, lead_role=LeadRole.LEAD_GP, started_on=JUNE, by=None, at=FIRST_AT
    )
    held = known(practice, framework, FIRST_AT).posts_elsewhere
    assert [(post.lead_role, post.practice) for post in held] == [("lead_gp", str(elsewhere.pk))]


def test_a_unit_brings_the_facts_of_its_other_practices_while_that_is_known(
    practice: Practice, framework: Framework, network: Network
) -> None:
    mate, apart = a_practice(network), a_practice(network)
    nurse = employed(mate)
    completed(nurse, "insulin-safety", date(2026, 5, 4))
    unit = practices.open_unit(network=network, kind=UnitKind.GROUP, code="one", name="One", by=None, at=FIRST_AT)
    practices.join_unit(practice=practice, unit=unit, started_on=JUNE, by=None, at=FIRST_AT)
    joined = practices.join_unit(practice=mate, unit=unit, started_on=JULY, by=None, at=SECOND_AT)
    practices.leave_unit(membership=joined, ended_on=JULY, by=None, at=THIRD_AT)
    told = {at: known(practice, framework, at) for at in (FIRST_AT, SECOND_AT, THIRD_AT)}
    assert [set(facts.others) for facts in told.values()] == [set(), {str(mate.pk)}, set()]
    (member,) = told[SECOND_AT].unit
    assert (member.unit_kind, member.unit, member.from_on, member.until_on) == ("group", "one", JULY, None)
    other = told[SECOND_AT].others[str(mate.pk)]
    assert [entry.person for entry in other.entries] == [nurse.key]
    assert [post.person for post in other.employments] == [nurse.key]
    assert str(apart.pk) not in told[SECOND_AT].others


def test_of_a_unit_s_other_practices_too_it_is_told_what_their_people_hold_elsewhere(
    practice: Practice, framework: Framework, team: Team, network: Network
) -> None:
    mate, apart = a_practice(network), a_practice(network)
    nurse = employed(mate)
    employed(apart, person=nurse)
    employed(mate, person=team.lead_nurse)
    pcn = PrimaryCareNetwork.objects.create(code="U00001", name="Harbour PCN")
    for each in (practice, mate):
        practices.join_pcn(practice=each, pcn=pcn, started_on=JUNE, by=None, at=FIRST_AT)
    facts = known(practice, framework, FIRST_AT)
    assert {(post.person, post.practice) for post in facts.elsewhere} == {(team.lead_nurse.key, str(mate.pk))}
    assert {(post.person, post.practice) for post in facts.others[str(mate.pk)].elsewhere} == {
        (nurse.key, str(apart.pk)),
        (team.lead_nurse.key, str(practice.pk)),
    }


def test_a_pcn_is_a_unit_too(practice: Practice, framework: Framework, network: Network) -> None:
    pcn = PrimaryCareNetwork.objects.create(code="U00001", name="Harbour PCN")
    mate = a_practice(network)
    for each in (practice, mate):
        practices.join_pcn(practice=each, pcn=pcn, started_on=JUNE, by=None, at=FIRST_AT)
    (member,) = known(practice, framework, FIRST_AT).unit
    assert (member.unit_kind, member.unit, member.practice) == ("pcn", "U00001", str(mate.pk))


def test_a_predecessor_brings_its_facts(practice: Practice, framework: Framework, network: Network) -> None:
    former = a_practice(network)
    enrolled(former, framework)
    practices.record_succession(
        practice=practice,
        predecessor=former,
        how=SuccessionKind.BRANCH,
        on=JUNE,
        move_staff=False,
        by=None,
        at=SECOND_AT,
    )
    assert known(practice, framework, SECOND_AT - MOMENT).predecessors == ()
    facts = known(practice, framework, SECOND_AT)
    assert [(each.practice, each.how, each.on) for each in facts.predecessors] == [(str(former.pk), "merged", JUNE)]
    assert facts.others[str(former.pk)].enrolled_on == date(2024, 4, 1)


def test_one_person_under_two_records_counts_from_when_we_knew_and_as_long(
    practice: Practice, framework: Framework, team: Team, network: Network, worked_out: Work
) -> None:
    """The lead nurse did all her training under another record, at another practice."""
    team.meets_everything()
    for entry in Entry.objects.filter(person=team.lead_nurse):
        void(entry, reason=VoidReason.WRONG_PERSON, by=None, at=FIRST_AT - timedelta(days=1))
    namesake = a_person("Priya", "PracticeNurse", with_account=False)
    employed(a_practice(network), person=namesake)
    for day in (date(2025, 4, 14), date(2025, 11, 3)):
        trained(namesake, day)
    worked_out()
    merged = practices.merge_people(former=namesake, survivor=team.lead_nurse, by=None, at=SECOND_AT)
    worked_out()
    practices.separate_people(merged=merged, by=None, at=THIRD_AT)
    worked_out()
    told = [answer(practice, framework, at) for at in (FIRST_AT, SECOND_AT - MOMENT, SECOND_AT, THIRD_AT)]
    assert told == [NOT_MET, NOT_MET, MET, NOT_MET]
    assert list(operations.standing_differences(practice)) == []


def answer(practice: Practice, framework: Framework, known_at: datetime) -> State | None:
    """From the stored rows, which is also the live one."""
    day = date(2026, 6, 15)
    stored = queries.root_states(framework, as_of=day, known_at=known_at).get(practice.pk)
    assert stored == queries.standing_of(practice, framework, as_of=day, known_at=known_at).state
    return stored


def test_a_merged_person_is_one_wherever_an_entry_names_them(
    practice: Practice, framework: Framework, team: Team
) -> None:
    team.visit(date(2026, 5, 4))
    namesake = a_person("Priya", "PracticeNurse", with_account=False)
    User.objects.filter(person=team.lead_nurse).update(is_active=False)
    practices.merge_people(former=team.lead_nurse, survivor=namesake, by=None, at=SECOND_AT)
    told = known(practice, framework, SECOND_AT)
    assert team.lead_nurse.key not in repr(told)
    assert namesake.key in {host["person"] for entry in told.entries for host in entry.values.get("hosts", ())}
    assert namesake.key in {post.person for post in told.employments} & {post.person for post in told.leads}


def test_the_questions_asked_are_as_many_however_much_there_is(
    practice: Practice,
    framework: Framework,
    network: Network,
    team: Team,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    for _ in range(2):
        with django_assert_num_queries(4):
            history_of(practice, NOTHING)
        with django_assert_num_queries(12):
            history_of(practice, ALL)
        pcn = PrimaryCareNetwork.objects.create(code=f"U{PrimaryCareNetwork.objects.count():05}", name="A PCN")
        for mate in (practice, *(a_practice(network) for _ in range(3))):
            practices.join_pcn(practice=mate, pcn=pcn, started_on=JULY, by=None, at=FIRST_AT)
            completed(employed(mate), "insulin-safety", date(2026, 5, 4))


def test_what_is_not_needed_is_not_gathered(practice: Practice, framework: Framework, team: Team) -> None:
    practices.record_absence(
        person=team.lead_nurse, practice=practice, started_on=JUNE, ended_on=None, by=None, at=FIRST_AT
    )
    everything = history_of(practice, ALL).as_known_at(FIRST_AT, framework.key)
    nothing_more = history_of(practice, NOTHING).as_known_at(FIRST_AT, framework.key)
    assert everything.absences != ()
    assert nothing_more == only(everything, NOTHING)


@pytest.mark.parametrize("looks", [True, False])
def test_a_change_concerns_whoever_rests_on_it(
    looks: bool, practice: Practice, framework: Framework, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unit mates and successors only where a framework looks at other practices; of a person, every practice."""
    monkeypatch.setitem(dependents.LOOKING, framework.versions.get().digest, looks)
    mate, successor, elsewhere = (a_practice(network) for _ in range(3))
    for each in (mate, successor, elsewhere):
        enrolled(each, framework)
    unit = practices.open_unit(network=network, kind=UnitKind.GROUP, code="one", name="One", by=None, at=FIRST_AT)
    for each in (practice, mate):
        practices.join_unit(practice=each, unit=unit, started_on=JUNE, by=None, at=FIRST_AT)
    practices.record_succession(
        practice=successor,
        predecessor=practice,
        how=SuccessionKind.SPLIT,
        on=JUNE,
        move_staff=False,
        by=None,
        at=FIRST_AT,
    )
    nurse: Person = employed(practice)
    namesake = a_person(nurse.given_name, nurse.family_name, with_account=False)
    employed(elsewhere, person=namesake)
    practices.merge_people(former=namesake, survivor=nurse, by=None, at=FIRST_AT)
    others = [mate, successor] if looks else []
    assert queries.concerned(practice_id=practice.pk, person_id=None) == [practice, *others]
    assert queries.concerned(practice_id=None, person_id=nurse.key) == [practice, *others, elsewhere]
