"""List sizes and diabetes registers by date."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from practices.models import DiabetesRegister, ListSize
from tests.factories.directory_files import a_practice_file, a_prevalence_file, as_csv
from tests.integration.practices.conftest import AUTUMN, Import
from tests.integration.practices.test_practice_history import WINTER, WINTER_AT

HEADER = ["practice_code", "list_size", "imd_score", "imd_decile", "pct_over_65", "pct_under_5", "pct_5_19"]


@pytest.fixture(autouse=True)
def with_practice(tmp_path: Path, imported: Import) -> None:
    imported(a_practice_file(tmp_path))


def a_list_file(folder: Path, patients: str, practice: str = "X99001") -> Path:
    path = folder / "demographics.csv"
    path.write_text(as_csv([HEADER, [practice, patients, "20.1", "5", "12.5", "4.1", "15.0"]]))
    return path


def test_a_list_size_is_kept_by_its_date(tmp_path: Path, imported: Import) -> None:
    imported(a_list_file(tmp_path, "6000"), kind="list_sizes")
    imported(a_list_file(tmp_path, "6100"), kind="list_sizes", effective_on=WINTER)
    assert list(ListSize.objects.values_list("counted_on", "patients")) == [(AUTUMN, 6000), (WINTER, 6100)]


def test_a_corrected_list_size_supersedes_the_former(tmp_path: Path, imported: Import) -> None:
    imported(a_list_file(tmp_path, "6000"), kind="list_sizes")
    outcome = imported(a_list_file(tmp_path, "6001"), kind="list_sizes", at=WINTER_AT)
    assert outcome.summary == "rows read 1, new 0, changed 1, unchanged 0, refused 0"
    sizes = ListSize.objects.order_by("id").values_list("patients", "superseded_at")
    assert list(sizes) == [(6000, WINTER_AT), (6001, None)]


def test_the_same_list_sizes_again_change_nothing(tmp_path: Path, imported: Import) -> None:
    file = a_list_file(tmp_path, "6000")
    outcomes = [imported(file, kind="list_sizes").summary for _ in range(2)]
    assert outcomes[1] == "rows read 1, new 0, changed 0, unchanged 1, refused 0"


@pytest.mark.parametrize("patients", ["", "6,000", "6000.5", "-1", "many", "12345678"])
def test_a_list_size_is_a_whole_number(patients: str, tmp_path: Path, imported: Import) -> None:
    outcome = imported(a_list_file(tmp_path, patients), kind="list_sizes")
    assert [(refusal.column, refusal.value) for refusal in outcome.refusals] == [("list_size", patients)]
    assert ListSize.objects.count() == 0


def test_a_practice_not_known_here_is_refused(tmp_path: Path, imported: Import) -> None:
    outcome = imported(a_list_file(tmp_path, "6000", practice="X99002"), kind="list_sizes")
    assert [refusal.asked for refusal in outcome.refusals] == [
        "a practice that is known here; import the practice file first"
    ]


@pytest.mark.parametrize("list_size", ["PATIENT_LIST_SIZE", "PRACTICE_LIST_SIZE"])
def test_registers_are_read_in_the_layout_of_either_year(list_size: str, tmp_path: Path, imported: Import) -> None:
    lines = [["X99001", "AF", "", "TOTAL", "6000"], ["X99001", "DM", "412", "17OV", "5000"]]
    outcome = imported(a_prevalence_file(tmp_path, *lines, list_size=list_size), kind="registers")
    assert outcome.summary == "rows read 1, new 1, changed 0, unchanged 0, refused 0"
    assert outcome.notes == ["Rows of other disease groups, passed over: 1."]
    assert DiabetesRegister.objects.get().patients == 412


def test_a_blank_register_is_refused(tmp_path: Path, imported: Import) -> None:
    file = a_prevalence_file(tmp_path, ["X99001", "DM", "", "17OV", "5000"])
    assert [str(refusal) for refusal in imported(file, kind="registers").refusals] == [
        "Row 2, REGISTER: ''. Asked for: a value; it is blank."
    ]


def test_a_count_of_another_day_is_another_fact(tmp_path: Path, imported: Import) -> None:
    file = a_prevalence_file(tmp_path, ["X99001", "DM", "412", "17OV", "5000"])
    imported(file, kind="registers", effective_on=date(2020, 3, 31))
    imported(file, kind="registers", effective_on=date(2021, 3, 31))
    assert DiabetesRegister.objects.filter(superseded_at=None).count() == 2
