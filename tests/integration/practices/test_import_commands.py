from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings as site
from django.core.management import CommandError, call_command

from practices.models import DiabetesRegister, Practice, PracticeRecord
from tests.factories.directory_files import a_practice_file, a_prevalence_file, practice_line

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: object) -> None:
    settings.VAR = tmp_path


def lines_of(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_an_import_ends_with_one_line_of_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_practices", str(a_practice_file(tmp_path)))
    assert lines_of(capsys) == ["By status: Active 1.", "rows read 1, new 1, changed 0, unchanged 0, refused 0"]


def test_counts_by_commissioner_are_of_active_gp_practices(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [
        practice_line(),
        practice_line(Organisation_Code="X99002", Status_Code="C"),
        practice_line(Organisation_Code="X99003", Prescribing_Setting="9"),
        practice_line(Organisation_Code="X99004", Commissioner=""),
    ]
    call_command("import_practices", str(a_practice_file(tmp_path, *lines)), counts=True)
    assert lines_of(capsys)[:-1] == [
        "By status: Active 3, Closed 1.",
        "Active GP practices by commissioner:",
        "  99Z       1",
        "  none      1",
    ]


def test_a_dry_run_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_practices", str(a_practice_file(tmp_path)), dry_run=True)
    assert lines_of(capsys)[-2:] == [
        "Dry run: nothing was written.",
        "rows read 1, new 1, changed 0, unchanged 0, refused 0",
    ]
    assert Practice.objects.count() == 0


def test_refused_rows_are_printed_up_to_fifty_and_all_of_them_written_to_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [practice_line(Organisation_Code=f"X{n:05d}", Status_Code="=X") for n in range(52)]
    with pytest.raises(CommandError) as error:
        call_command("import_practices", str(a_practice_file(tmp_path, *lines)))
    assert str(error.value) == "52 rows of epraccur.csv are refused."
    printed = lines_of(capsys)
    report = site.VAR / "imports" / "epraccur.csv.refused.csv"
    assert sum(line.startswith("Row ") for line in printed) == 50
    assert printed[-3:] == [
        f"2 more. All 52 problems: {report}",
        "Nothing was loaded. Put the rows right, or load the others with --per-row.",
        "rows read 52, new 0, changed 0, unchanged 0, refused 52",
    ]
    written = report.read_text().splitlines()
    assert (len(written), written[0], written[1]) == (
        53,
        "row,column,value,asked for",
        '1,Status Code,\'=X,"one of A, C, D, P"',
    )


def test_per_row_ends_well_although_rows_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [practice_line(), practice_line(Organisation_Code="X99002", Status_Code="X")]
    call_command("import_practices", str(a_practice_file(tmp_path, *lines)), per_row=True)
    assert lines_of(capsys)[-1] == "rows read 2, new 1, changed 0, unchanged 0, refused 1"


def test_the_effective_date_is_the_first_day_of_what_differs(tmp_path: Path) -> None:
    call_command("import_practices", str(a_practice_file(tmp_path)), "--effective", "2025-09-30")
    renamed = a_practice_file(tmp_path, practice_line(Name="HARBOUR SURGERY"))
    call_command("import_practices", str(renamed), "--effective", "2026-01-31")
    records = PracticeRecord.objects.current().order_by("started_on").values_list("name", "started_on")
    assert [(name, str(day)) for name, day in records] == [
        ("QUAYSIDE SURGERY", "1974-04-01"),
        ("HARBOUR SURGERY", "2026-01-31"),
    ]


def test_a_register_is_counted_at_the_end_of_the_year_in_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("import_practices", str(a_practice_file(tmp_path)))
    call_command("import_registers", str(a_prevalence_file(tmp_path, ["X99001", "DM", "412", "17OV", "5000"])))
    assert lines_of(capsys)[2:] == [
        "Counted on 2021-03-31, as the file's name says; --effective says otherwise.",
        "rows read 1, new 1, changed 0, unchanged 0, refused 0",
    ]
    assert str(DiabetesRegister.objects.get().counted_on) == "2021-03-31"


def test_a_file_of_another_kind_is_an_error_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "page.csv").write_text("<html></html>")
    with pytest.raises(CommandError) as error:
        call_command("import_list_sizes", str(tmp_path / "page.csv"))
    assert str(error.value) == (
        "page.csv was not loaded. This is a web page, not a CSV file: the download gave a page instead. "
        "Download it again."
    )


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as error:
        call_command("import_networks", str(tmp_path / "nowhere.xlsx"))
    assert str(error.value) == f"There is no file {tmp_path / 'nowhere.xlsx'}."
