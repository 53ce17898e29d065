"""Long leave, units, successions, commissioners and merged people: what the operations write and what they refuse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial

import pytest

from practices import operations
from practices.enums import PracticeStatus, SuccessionKind, UnitKind
from practices.models import (
    Absence,
    Employment,
    NetworkMembership,
    PcnMembership,
    Person,
    Practice,
    PracticeRecord,
    PrimaryCareNetwork,
    SamePerson,
    Succession,
    UnitMembership,
    User,
)
from practices.queries import roster
from tests.factories.practices import LONG_AGO, a_commissioner, a_network, a_person, a_practice, employed

pytestmark = pytest.mark.django_db
JUNE, JULY = date(2026, 6, 1), date(2026, 7, 1)
DAY = timedelta(days=1)
LATER = timedelta(hours=1)


@pytest.fixture
def act(now: datetime) -> dict[str, object]:
    return {"by": None, "at": now}


def periods(model: type, **asked: object) -> list[tuple[date, date | None]]:
    return list(model.objects.current().filter(**asked).order_by("started_on").values_list("started_on", "ended_on"))


def test_a_corrected_leave_keeps_what_was_known_before(act: dict[str, object], now: datetime) -> None:
    practice = a_practice()
    nurse = employed(practice)
    leave = operations.record_absence(person=nurse, practice=practice, started_on=JUNE, ended_on=None, **act)
    operations.correct_absence(absence=leave, started_on=JUNE, ended_on=JULY, by=None, at=now + LATER)
    assert [each.ended_on for each in Absence.objects.known_at(now)] == [None]
    assert periods(Absence) == [(JUNE, JULY)]


def test_a_leave_taken_back_never_was(act: dict[str, object], now: datetime) -> None:
    practice = a_practice()
    leave = operations.record_absence(
        person=employed(practice), practice=practice, started_on=JUNE, ended_on=None, **act
    )
    operations.retract_absence(absence=leave, by=None, at=now + LATER)
    assert periods(Absence) == []
    assert Absence.objects.known_at(now).count() == 1


@pytest.mark.parametrize(
    ("started_on", "ended_on", "sentence"),
    [
        (LONG_AGO - DAY, None, "does not work at the practice on that day"),
        (JUNE, JUNE, "The last day has to be on or after the first day"),
        (JUNE + DAY, None, "is on long leave on some of those days already"),
        (LONG_AGO, JUNE + DAY, "is on long leave on some of those days already"),
    ],
)
def test_a_leave_that_cannot_be_is_refused(
    started_on: date, ended_on: date | None, sentence: str, act: dict[str, object]
) -> None:
    practice = a_practice()
    nurse = employed(practice)
    operations.record_absence(person=nurse, practice=practice, started_on=JUNE, ended_on=JULY, **act)
    with pytest.raises(ValueError, match=sentence):
        operations.record_absence(person=nurse, practice=practice, started_on=started_on, ended_on=ended_on, **act)


def test_a_practice_that_joins_a_unit_leaves_the_one_of_the_same_kind(act: dict[str, object], now: datetime) -> None:
    network = a_network()
    practice = a_practice(network)
    east, west, group = (
        operations.open_unit(network=network, kind=kind, code=code, name=code, **act)
        for kind, code in ((UnitKind.LOCALITY, "east"), (UnitKind.LOCALITY, "west"), (UnitKind.GROUP, "one"))
    )
    for unit, day in ((east, JUNE), (group, JUNE), (west, JULY)):
        operations.join_unit(practice=practice, unit=unit, started_on=day, **act)
    assert [periods(UnitMembership, unit=unit) for unit in (east, west, group)] == [
        [(JUNE, JULY)],
        [(JULY, None)],
        [(JUNE, None)],
    ]
    with pytest.raises(ValueError, match="joins another one on 1 July 2026"):
        operations.join_unit(practice=practice, unit=east, started_on=JUNE + DAY, by=None, at=now)


def test_a_unit_is_for_practices_of_its_network(act: dict[str, object]) -> None:
    network = a_network()
    unit = operations.open_unit(network=network, kind=UnitKind.GROUP, code="one", name="One", **act)
    with pytest.raises(ValueError, match=f"does not belong to {network} on that day"):
        operations.join_unit(practice=a_practice(a_network()), unit=unit, started_on=JUNE, **act)


def test_a_practice_moves_from_one_pcn_to_another(act: dict[str, object], now: datetime) -> None:
    practice = a_practice()
    first, second = (PrimaryCareNetwork.objects.create(code=code, name=code) for code in ("U00001", "U00002"))
    operations.join_pcn(practice=practice, pcn=first, started_on=JUNE, **act)
    operations.join_pcn(practice=practice, pcn=second, started_on=JULY, by=None, at=now + LATER)
    assert periods(PcnMembership, pcn=first) == [(JUNE, JULY)]
    assert periods(PcnMembership, pcn=second) == [(JULY, None)]
    assert [each.ended_on for each in PcnMembership.objects.known_at(now)] == [None]


def test_a_move_to_another_commissioner_keeps_the_former_one_for_its_days(act: dict[str, object]) -> None:
    practice, body = a_practice(), a_commissioner("98Y")
    operations.move_commissioner(practice=practice, commissioner=body, from_on=JUNE, **act)
    records = PracticeRecord.objects.current().filter(practice=practice)
    told = {day: records.on(day).get().commissioner.code for day in (JUNE - DAY, JUNE)}
    assert told == {JUNE - DAY: "99Z", JUNE: "98Y"}
    with pytest.raises(ValueError, match="commissions the practice on that day already"):
        operations.move_commissioner(practice=practice, commissioner=body, from_on=JULY, **act)
    with pytest.raises(ValueError, match="changes again on 1 June 2026"):
        operations.move_commissioner(practice=practice, commissioner=body, from_on=JUNE - DAY, **act)


def test_a_merger_closes_the_former_practice_and_takes_its_staff_over(act: dict[str, object]) -> None:
    network = a_network()
    main, former = a_practice(network), a_practice(network)
    nurse, works_at_both = employed(former), employed(former)
    employed(main, person=works_at_both)
    operations.record_succession(
        practice=main, predecessor=former, how=SuccessionKind.MERGED, on=JUNE, move_staff=True, **act
    )
    assert PracticeRecord.objects.current().on(JUNE).get(practice=former).status == PracticeStatus.CLOSED
    assert PracticeRecord.objects.current().on(JUNE - DAY).get(practice=former).status == PracticeStatus.ACTIVE
    assert periods(NetworkMembership, practice=former) == [(LONG_AGO, JUNE)]
    assert periods(Employment, person=nurse) == [(LONG_AGO, JUNE), (JUNE, None)]
    assert [member.person for member in roster(former, on=JUNE)] == []
    assert {member.person for member in roster(main, on=JUNE)} == {nurse, works_at_both}


def test_a_split_leaves_the_former_practice_open(act: dict[str, object]) -> None:
    new, former = a_practice(), a_practice()
    operations.record_succession(
        practice=new, predecessor=former, how=SuccessionKind.SPLIT, on=JUNE, move_staff=False, **act
    )
    assert PracticeRecord.objects.current().on(JULY).get(practice=former).status == PracticeStatus.ACTIVE


def test_a_succession_taken_back_stays_known_until_then(act: dict[str, object], now: datetime) -> None:
    succession = operations.record_succession(
        practice=a_practice(), predecessor=a_practice(), how=SuccessionKind.SPLIT, on=JUNE, move_staff=False, **act
    )
    operations.retract_succession(succession=succession, by=None, at=now + LATER)
    assert Succession.objects.known_at(now).count() == 1
    assert Succession.objects.current().count() == 0


def test_a_succession_that_cannot_be_is_refused(act: dict[str, object]) -> None:
    one, other, third = a_practice(), a_practice(), a_practice()
    tell = partial(operations.record_succession, how=SuccessionKind.MERGED, on=JUNE, move_staff=False, **act)
    tell(practice=one, predecessor=other)
    refused = [
        (partial(tell, practice=one, predecessor=one), "cannot become part of itself"),
        (partial(tell, practice=one, predecessor=other), "recorded already"),
        (partial(tell, practice=other, predecessor=one), "The other way round is recorded already"),
        (partial(tell, practice=other, predecessor=third), "has itself become part of another one"),
        (partial(tell, practice=third, predecessor=other), "has become part of another one already"),
        (
            partial(tell, practice=third, predecessor=one, how=SuccessionKind.SPLIT, move_staff=True),
            "only some of the staff move",
        ),
    ]
    for act_, sentence in refused:
        with pytest.raises(ValueError, match=sentence):
            act_()
    assert Succession.objects.count() == 1


def two_records(practice: Practice, other: Practice) -> tuple[Person, Person]:
    """Of the same name: one with an account here, one without elsewhere."""
    kept, given_up = a_person(), a_person(with_account=False)
    employed(practice, person=kept)
    employed(other, person=given_up)
    return kept, given_up


def test_two_records_of_one_person_are_one_line_of_the_roster(act: dict[str, object], now: datetime) -> None:
    practice = a_practice()
    kept, given_up = two_records(practice, practice)
    merged = operations.merge_people(former=given_up, survivor=kept, **act)
    assert [(member.person, len(member.employments)) for member in roster(practice, on=JUNE)] == [(kept, 2)]
    operations.separate_people(merged=merged, by=None, at=now + LATER)
    assert {member.person for member in roster(practice, on=JUNE)} == {kept, given_up}


def test_whoever_counted_for_a_merged_record_counts_for_the_survivor(act: dict[str, object], now: datetime) -> None:
    first, second, third = (a_person(with_account=False) for _ in range(3))
    operations.merge_people(former=first, survivor=second, **act)
    operations.merge_people(former=second, survivor=third, by=None, at=now + LATER)
    counted = {moment: set(SamePerson.objects.known_at(moment).values_list("former", "survivor")) for moment in (now,)}
    assert counted == {now: {(first.pk, second.pk)}}
    assert set(SamePerson.objects.current().values_list("former", "survivor")) == {
        (first.pk, third.pk),
        (second.pk, third.pk),
    }


def _with_another_number(former: Person, survivor: Person) -> None:
    for person, number in ((former, "1234567"), (survivor, "7654321")):
        operations.register_professional(person=person, body="gmc", number=number, by=None)


def _renamed(former: Person, survivor: Person) -> None:
    operations.rename_person(person=former, given_name="Owen", family_name="Blake", by=None)


def _erased(former: Person, survivor: Person) -> None:
    former.erased_at = former.created_at
    former.save()


def _signing_in(former: Person, survivor: Person) -> None:
    User.objects.create_user(former.email, "a-long-test-password", person=former)


def _counting_for_a_third(former: Person, survivor: Person) -> None:
    operations.merge_people(former=former, survivor=a_person(), by=None, at=former.created_at)


def _surviving_for_nobody(former: Person, survivor: Person) -> None:
    User.objects.filter(person=survivor).update(is_active=False)
    operations.merge_people(former=survivor, survivor=a_person(), by=None, at=former.created_at)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (_with_another_number, "different numbers of the General Medical Council"),
        (_renamed, "share no name"),
        (_erased, "has been erased"),
        (_signing_in, "signs in with the record that would be given up"),
        (_counting_for_a_third, "counts for Priya Nair already"),
        (_surviving_for_nobody, "The record that should remain counts for Priya Nair itself"),
    ],
)
def test_records_that_are_of_two_people_are_not_merged(
    given: Callable[[Person, Person], None], sentence: str, act: dict[str, object]
) -> None:
    kept, given_up = two_records(a_practice(), a_practice())
    given(given_up, kept)
    before = SamePerson.objects.count()
    with pytest.raises(ValueError, match=sentence):
        operations.merge_people(former=given_up, survivor=kept, **act)
    assert SamePerson.objects.count() == before


def test_a_record_is_not_merged_with_itself(act: dict[str, object]) -> None:
    person = a_person()
    with pytest.raises(ValueError, match="This is the same record"):
        operations.merge_people(former=person, survivor=person, **act)
