"""Primary care networks and their practices: the workbook, and its two sheets as CSV."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from practices.models import Commissioner, PcnMembership, PrimaryCareNetwork
from tests.factories.directory_files import (
    a_network_workbook,
    a_practice_file,
    as_csv,
    membership_header,
    membership_line,
    pcn_header,
    pcn_line,
)
from tests.integration.practices.conftest import AUTUMN_AT, Import
from tests.integration.practices.test_practice_history import WINTER_AT


@pytest.fixture
def with_practice(tmp_path: Path, imported: Import) -> None:
    imported(a_practice_file(tmp_path))


def membership_on(day: date, known_at: object = WINTER_AT) -> list[str]:
    return list(PcnMembership.objects.known_at(known_at).on(day).values_list("pcn__code", flat=True))


@pytest.mark.usefixtures("with_practice")
def test_a_workbook_brings_networks_and_their_practices(tmp_path: Path, imported: Import) -> None:
    outcome = imported(a_network_workbook(tmp_path, [pcn_line()], [membership_line()]), kind="networks")
    assert [(part.name, str(part)) for part in outcome.parts] == [
        ("pcns", "rows read 1, new 1, changed 0, unchanged 0, refused 0"),
        ("memberships", "rows read 1, new 1, changed 0, unchanged 0, refused 0"),
    ]
    pcn = PrimaryCareNetwork.objects.get()
    assert (pcn.code, pcn.name, pcn.opened_on, pcn.closed_on) == ("U99001", "HARBOUR PCN", date(2019, 7, 1), None)
    assert Commissioner.objects.get(code="99Z").name == "EXAMPLE ICB - 99Z"


@pytest.mark.usefixtures("with_practice")
def test_the_two_sheets_as_csv_say_the_same(tmp_path: Path, imported: Import) -> None:
    imported(a_network_workbook(tmp_path, [pcn_line()], [membership_line()]), kind="networks")
    (tmp_path / "pcn.csv").write_text(as_csv([pcn_header(), pcn_line()]))
    (tmp_path / "members.csv").write_text(as_csv([membership_header(), membership_line()]))
    outcomes = [imported(tmp_path / name, kind="networks").summary for name in ("pcn.csv", "members.csv")]
    assert outcomes == ["rows read 1, new 0, changed 0, unchanged 1, refused 0"] * 2


@pytest.mark.usefixtures("with_practice")
def test_the_end_date_of_a_membership_is_its_last_day(tmp_path: Path, imported: Import) -> None:
    file = a_network_workbook(tmp_path, [pcn_line()], [membership_line(end="20250630")])
    imported(file, kind="networks")
    assert [membership_on(day) for day in (date(2025, 6, 30), date(2025, 7, 1))] == [["U99001"], []]


@pytest.mark.usefixtures("with_practice")
def test_a_membership_may_last_one_day(tmp_path: Path, imported: Import) -> None:
    imported(a_network_workbook(tmp_path, [pcn_line()], [membership_line(end="20190701")]), kind="networks")
    assert [membership_on(day) for day in (date(2019, 7, 1), date(2019, 7, 2))] == [["U99001"], []]


@pytest.mark.usefixtures("with_practice")
def test_a_membership_that_ended_meanwhile_is_superseded_not_overwritten(tmp_path: Path, imported: Import) -> None:
    imported(a_network_workbook(tmp_path, [pcn_line()], [membership_line()]), kind="networks")
    moved = [membership_line(end="20250630"), membership_line(pcn="U99002", start="20250701")]
    pcns = [pcn_line(), pcn_line("U99002", "HILL PCN")]
    outcome = imported(a_network_workbook(tmp_path, pcns, moved), kind="networks", at=WINTER_AT)
    assert str(outcome.parts[1]) == "rows read 2, new 1, changed 1, unchanged 0, refused 0"
    later = date(2025, 8, 1)
    assert [membership_on(later), membership_on(later, AUTUMN_AT)] == [["U99002"], ["U99001"]]


@pytest.mark.usefixtures("with_practice")
def test_a_closed_network_keeps_its_practices_answerable(tmp_path: Path, imported: Import) -> None:
    imported(a_network_workbook(tmp_path, [pcn_line()], [membership_line()]), kind="networks")
    again = a_network_workbook(tmp_path, [pcn_line(closed="20250331")], [membership_line(end="20250331")])
    outcome = imported(again, kind="networks", at=WINTER_AT)
    assert outcome.summary == "rows read 2, new 0, changed 2, unchanged 0, refused 0"
    assert PrimaryCareNetwork.objects.get().closed_on == date(2025, 3, 31)


def test_a_practice_that_is_not_known_here_keeps_the_file_out(tmp_path: Path, imported: Import) -> None:
    outcome = imported(a_network_workbook(tmp_path, [pcn_line()], [membership_line()]), kind="networks")
    assert [str(refusal) for refusal in outcome.refusals] == [
        "Row 2, Partner Organisation Code: 'X99001'. "
        "Asked for: a practice that is known here; import the practice file first."
    ]
    assert PrimaryCareNetwork.objects.count() == 0


@pytest.mark.usefixtures("with_practice")
def test_memberships_of_an_unknown_network_are_refused(tmp_path: Path, imported: Import) -> None:
    (tmp_path / "members.csv").write_text(as_csv([membership_header(), membership_line()]))
    outcome = imported(tmp_path / "members.csv", kind="networks")
    assert [refusal.column for refusal in outcome.refusals] == ["PCN Code"]


@pytest.mark.usefixtures("with_practice")
def test_the_same_membership_twice_is_refused(tmp_path: Path, imported: Import) -> None:
    file = a_network_workbook(tmp_path, [pcn_line()], [membership_line(), membership_line(end="20250630")])
    assert [refusal.asked for refusal in imported(file, kind="networks").refusals] == [
        "each only once; it is in row 2 too"
    ]
