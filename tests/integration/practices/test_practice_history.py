"""What the directory says of a practice on a day, as known at a moment, after one file and another."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError

from jobs.models import Job
from practices import operations
from practices.models import Commissioner, Practice, PracticeRecord
from practices.queries import record_on
from tests.factories import practices as make
from tests.factories.directory_files import a_practice_file, practice_line
from tests.integration.practices.conftest import AUTUMN, AUTUMN_AT, Import

WINTER = date(2026, 1, 31)
WINTER_AT = datetime(2026, 2, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def quayside() -> Practice:
    return Practice.objects.get(code="X99001")


def said_on(day: date, known_at: datetime = WINTER_AT) -> tuple[str, str] | None:
    record = record_on(quayside(), day, known_at)
    return (record.name, record.status) if record else None


def test_the_same_file_again_changes_nothing(tmp_path: Path, imported: Import) -> None:
    file = a_practice_file(tmp_path, practice_line(), practice_line(Organisation_Code="X99002", Status_Code="D"))
    imported(file)
    before = list(PracticeRecord.objects.order_by("id").values())
    again = imported(file, at=WINTER_AT, effective_on=WINTER)
    assert again.summary == "rows read 2, new 0, changed 0, unchanged 2, refused 0"
    assert list(PracticeRecord.objects.order_by("id").values()) == before


def test_a_dry_run_says_what_would_be_and_writes_nothing(tmp_path: Path, imported: Import) -> None:
    outcome = imported(a_practice_file(tmp_path), dry_run=True)
    assert (outcome.summary, outcome.loaded) == ("rows read 1, new 1, changed 0, unchanged 0, refused 0", False)
    assert [Practice.objects.count(), Commissioner.objects.count()] == [0, 0]


def test_every_column_we_keep_is_kept(tmp_path: Path, imported: Import) -> None:
    imported(a_practice_file(tmp_path))
    record = PracticeRecord.objects.select_related("commissioner").get()
    assert (record.name, record.address, record.postcode, record.telephone) == (
        "QUAYSIDE SURGERY",
        "1 HARBOUR ROW, PORT EXAMPLE",
        "ZZ1 1ZZ",
        "01632 960001",
    )
    assert (record.region_code, record.icb_code, record.commissioner.code) == ("Y99", "QZZ", "99Z")
    assert (record.is_gp_practice, record.opened_on, record.closed_on) == (True, date(1974, 4, 1), None)
    assert (record.started_on, record.ended_on, record.recorded_at) == (date(1974, 4, 1), None, AUTUMN_AT)


@pytest.mark.parametrize(
    ("column", "value", "attribute", "now"),
    [
        ("Name", "HARBOUR SURGERY", "name", "HARBOUR SURGERY"),
        ("Address_Line_1", "2 HARBOUR ROW", "address", "2 HARBOUR ROW, PORT EXAMPLE"),
        ("Postcode", "ZZ2 2ZZ", "postcode", "ZZ2 2ZZ"),
        ("High_Level_Health_Geography", "QYY", "icb_code", "QYY"),
        ("Status_Code", "D", "status", "D"),
        ("Prescribing_Setting", "9", "prescribing_setting", "9"),
    ],
)
def test_what_differs_holds_from_the_effective_date_and_what_was_stays_answerable(
    column: str, value: str, attribute: str, now: str, tmp_path: Path, imported: Import
) -> None:
    imported(a_practice_file(tmp_path))
    former = getattr(PracticeRecord.objects.get(), attribute)
    outcome = imported(a_practice_file(tmp_path, practice_line(**{column: value})), at=WINTER_AT, effective_on=WINTER)
    assert outcome.summary == "rows read 1, new 0, changed 1, unchanged 0, refused 0"
    days = [(WINTER - DAY, WINTER_AT), (WINTER, WINTER_AT), (WINTER, AUTUMN_AT)]
    assert [getattr(record_on(quayside(), *day), attribute) for day in days] == [former, now, former]


def test_another_commissioner_begins_a_new_record(tmp_path: Path, imported: Import) -> None:
    imported(a_practice_file(tmp_path))
    imported(a_practice_file(tmp_path, practice_line(Commissioner="98Y")), at=WINTER_AT, effective_on=WINTER)
    codes = [record_on(quayside(), day, WINTER_AT).commissioner.code for day in (WINTER - DAY, WINTER)]
    assert codes == ["99Z", "98Y"]


def test_nothing_is_known_before_the_first_file_was_loaded(tmp_path: Path, imported: Import) -> None:
    imported(a_practice_file(tmp_path))
    assert said_on(AUTUMN, AUTUMN_AT - timedelta(seconds=1)) is None


def test_a_practice_that_closes_is_closed_from_the_day_after_its_close_date(tmp_path: Path, imported: Import) -> None:
    imported(a_practice_file(tmp_path))
    closing = practice_line(Status_Code="C", Close_Date="20251231")
    imported(a_practice_file(tmp_path, closing), at=WINTER_AT, effective_on=WINTER)
    days = [date(2025, 12, 31), date(2026, 1, 1), WINTER]
    assert [said_on(day) for day in days] == [
        ("QUAYSIDE SURGERY", "A"),
        ("QUAYSIDE SURGERY", "C"),
        ("QUAYSIDE SURGERY", "C"),
    ]
    assert said_on(date(2026, 1, 1), AUTUMN_AT) == ("QUAYSIDE SURGERY", "A")


def test_a_practice_that_closes_without_a_date_is_closed_from_the_effective_date(
    tmp_path: Path, imported: Import
) -> None:
    imported(a_practice_file(tmp_path))
    imported(a_practice_file(tmp_path, practice_line(Status_Code="C")), at=WINTER_AT, effective_on=WINTER)
    assert [said_on(day) for day in (WINTER - DAY, WINTER)] == [("QUAYSIDE SURGERY", "A"), ("QUAYSIDE SURGERY", "C")]


def test_a_practice_that_was_closed_when_first_seen_was_active_up_to_its_close_date(
    tmp_path: Path, imported: Import
) -> None:
    imported(a_practice_file(tmp_path, practice_line(Status_Code="C", Close_Date="20171031")))
    days = [date(1974, 3, 31), date(1974, 4, 1), date(2017, 10, 31), date(2017, 11, 1)]
    assert [said_on(day) for day in days] == [None, *[("QUAYSIDE SURGERY", status) for status in "AAC"]]


@pytest.mark.parametrize("status", ["C", "D", "P"])
def test_since_when_a_practice_is_dormant_proposed_or_closed_without_a_date_is_not_guessed(
    status: str, tmp_path: Path, imported: Import
) -> None:
    imported(a_practice_file(tmp_path, practice_line(Status_Code=status)))
    assert [said_on(AUTUMN - DAY), said_on(AUTUMN)] == [None, ("QUAYSIDE SURGERY", status)]


def test_a_correction_on_the_same_day_takes_the_place_of_what_was_said(tmp_path: Path, imported: Import) -> None:
    proposed = {"Status_Code": "P", "Open_Date": "20260401"}
    imported(a_practice_file(tmp_path, practice_line(**proposed)))
    corrected = practice_line(**proposed, Name="HARBOUR SURGERY")
    imported(a_practice_file(tmp_path, corrected), at=WINTER_AT)
    assert [said_on(AUTUMN), said_on(AUTUMN, AUTUMN_AT)] == [("HARBOUR SURGERY", "P"), ("QUAYSIDE SURGERY", "P")]
    assert PracticeRecord.objects.current().count() == 1


def test_a_file_older_than_what_is_known_is_refused_where_it_differs(tmp_path: Path, imported: Import) -> None:
    imported(a_practice_file(tmp_path, practice_line(Status_Code="D")), at=WINTER_AT, effective_on=WINTER)
    outcome = imported(a_practice_file(tmp_path), at=WINTER_AT, effective_on=AUTUMN)
    assert [str(refusal) for refusal in outcome.refusals] == [
        "Row 1, Organisation Code: 'X99001'. Asked for: an effective date on or after 2026-01-31, "
        "from when on what we know of it holds."
    ]


def test_a_practice_that_the_file_no_longer_names_is_reported_and_left_as_it_is(
    tmp_path: Path, imported: Import
) -> None:
    imported(a_practice_file(tmp_path, practice_line(), practice_line(Organisation_Code="X99002")))
    outcome = imported(a_practice_file(tmp_path, practice_line(Organisation_Code="X99002")), at=WINTER_AT)
    assert outcome.notes == ["Practices known here but not in this file, left as they are: X99001."]
    assert said_on(WINTER) == ("QUAYSIDE SURGERY", "A")


def test_an_invented_practice_is_never_taken_for_a_real_one(tmp_path: Path, imported: Import) -> None:
    invented = make.a_practice()
    outcome = imported(a_practice_file(tmp_path, practice_line(Organisation_Code=invented.code)))
    assert [refusal.asked for refusal in outcome.refusals] == ["a real practice; an invented one has this code here"]


def test_a_practice_entered_by_hand_is_completed_by_the_file(tmp_path: Path, imported: Import) -> None:
    practice = make.a_practice()
    Practice.objects.filter(pk=practice.pk).update(is_invented=False, code="X99001")
    assert imported(a_practice_file(tmp_path)).summary == "rows read 1, new 0, changed 1, unchanged 0, refused 0"


def test_the_standing_of_a_network_s_practice_is_recomputed_when_its_record_changes(
    tmp_path: Path, imported: Import
) -> None:
    imported(a_practice_file(tmp_path, practice_line(), practice_line(Organisation_Code="X99002")))
    operations.join_network(practice=quayside(), network=make.a_network(), started_on=AUTUMN, by=None, at=AUTUMN_AT)
    Job.objects.all().delete()
    renamed = [practice_line(Organisation_Code=code, Name="HARBOUR SURGERY") for code in ("X99001", "X99002")]
    imported(a_practice_file(tmp_path, *renamed), at=WINTER_AT, effective_on=WINTER)
    assert [job.payload["practice"] for job in Job.objects.all()] == [quayside().pk]


def test_a_fault_in_the_middle_of_writing_leaves_nothing_behind(tmp_path: Path, imported: Import) -> None:
    imported(a_practice_file(tmp_path))
    PracticeRecord.objects.update(recorded_at=WINTER_AT + DAY)  # so that the database refuses to supersede it
    lines = [practice_line(Name="HARBOUR SURGERY"), practice_line(Organisation_Code="X99002")]
    with pytest.raises(IntegrityError):
        imported(a_practice_file(tmp_path, *lines), at=WINTER_AT, effective_on=WINTER)
    assert list(Practice.objects.values_list("code", flat=True)) == ["X99001"]
    assert list(PracticeRecord.objects.values_list("name", flat=True)) == ["QUAYSIDE SURGERY"]
