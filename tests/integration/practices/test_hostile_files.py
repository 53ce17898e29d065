"""Files that are not what they should be. Each is refused with its own sentence, and nothing of it is loaded."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from practices.directory.refusals import FileRefused
from practices.models import Commissioner, Practice, PracticeRecord
from tests.factories.directory_files import a_practice_file, a_workbook, as_csv, membership_line, practice_line
from tests.factories.directory_files import membership_header as members
from tests.integration.practices.conftest import Import

GOOD = as_csv([practice_line()])
SAVE = "Save it as CSV (comma separated, UTF-8) and give that file."
DAMAGED_WORKBOOK = "The workbook is damaged or locked. Save it anew without a password."
EXPECTED_QOF = "PRACTICE_CODE, GROUP_CODE, REGISTER, PATIENT_LIST_TYPE"


def a_zip(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def with_columns(*titles: str) -> bytes:
    return as_csv([titles, ["X99001", "DM", "412", "17OV", "6000"][: len(titles)]]).encode()


WHOLE_FILES = {
    "empty": (b"", "The file is empty. Give the file as it was published."),
    "only blank lines": (b"\r\n\r\n  \r\n", "The file is empty. Give the file as it was published."),
    "UTF-16 with a mark": (GOOD.encode("utf-16"), f"The file is in UTF-16 encoding. {SAVE}"),
    "UTF-16 without a mark": (GOOD.encode("utf-16-le"), f"The file is in UTF-16 encoding. {SAVE}"),
    "Windows-1252": (
        GOOD.replace("QUAYSIDE", "QUAYSIDÉ").encode("cp1252"),
        "The file is not in UTF-8 encoding: line 1 has the byte 0xC9, which points to Windows-1252. " + SAVE,
    ),
    "zip archive": (
        a_zip(epraccur=GOOD),
        "This is a zip archive. Unpack it, and give the file that is inside.",
    ),
    "workbook named csv": (
        a_zip(xl__workbook_xml="<workbook/>"),
        f"This is an Excel workbook, although its name ends in .csv. {SAVE}",
    ),
    "old workbook": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512,
        f"This is an Excel workbook of the old kind (.xls), not a CSV file. {SAVE}",
    ),
    "PDF document": (b"%PDF-1.7\n1 0 obj", f"This is a PDF document, not a CSV file. {SAVE}"),
    "picture": (b"\x89PNG\r\n\x1a\n0000", f"This is a picture, not a CSV file. {SAVE}"),
    "web page": (
        b"<!DOCTYPE html><html><body>Please sign in</body></html>",
        "This is a web page, not a CSV file: the download gave a page instead. Download it again.",
    ),
    "damaged gzip": (
        gzip.compress(GOOD.encode())[:-12],
        "The gzip file is damaged or incomplete. Download it again.",
    ),
    "cut off inside quotation marks": (
        GOOD[: GOOD.index("SURGERY")].encode(),
        "Row 1: a quotation mark is not closed, or stands in the middle of a value (unexpected end of data). "
        "The file may have been cut off; download it again.",
    ),
    "quotation mark inside a value": (
        GOOD.replace("QUAYSIDE", 'QUAY"SIDE').encode(),
        "Row 1: a quotation mark is not closed, or stands in the middle of a value (',' expected after '\"'). "
        "The file may have been cut off; download it again.",
    ),
    "separated by semicolons": (
        GOOD.replace('","', ";").replace('"', "").encode(),
        "The values are separated by semicolons; commas are expected. Save it as CSV with commas.",
    ),
    "separated by tabs": (
        GOOD.replace('","', "\t").replace('"', "").encode(),
        "The values are separated by tabs; commas are expected. Save it as CSV with commas.",
    ),
    "one column more": (
        as_csv([[*practice_line(), "2026"]]).encode(),
        "The first row has 28 columns where 27 are expected, from 'Organisation Code' to 'Null 27' "
        "(ODS practice file (epraccur), 27 columns without a header). A file of another year may have another layout.",
    ),
    "one column less": (
        as_csv([practice_line()[:-1]]).encode(),
        "The first row has 26 columns where 27 are expected, from 'Organisation Code' to 'Null 27' "
        "(ODS practice file (epraccur), 27 columns without a header). A file of another year may have another layout.",
    ),
    "with a header": (
        as_csv([["Organisation Code", "Name", *[""] * 25], practice_line()]).encode(),
        "The first row is a header (it begins with 'Organisation Code'). The file as published has none: "
        "ODS practice file (epraccur), 27 columns without a header. Take the row out.",
    ),
    "file of another kind": (
        as_csv([members(), membership_line()]).encode(),
        "This is a file of another kind: ePCN, practices of primary care networks. Import it as primary care networks.",
    ),
    "JSON": (
        b'{"Organisation Code": "X99001", "Name": "Quayside"}',
        f"This is a JSON document, not a CSV file. {SAVE}",
    ),
}


@pytest.mark.parametrize("family", WHOLE_FILES)
def test_a_file_that_is_no_practice_file_is_refused_with_its_own_sentence(
    family: str, tmp_path: Path, imported: Import
) -> None:
    content, sentence = WHOLE_FILES[family]
    path = tmp_path / "epraccur.csv"
    path.write_bytes(content)
    with pytest.raises(FileRefused) as refused:
        imported(path)
    assert str(refused.value) == sentence
    assert [Practice.objects.count(), PracticeRecord.objects.count(), Commissioner.objects.count()] == [0, 0, 0]


def test_a_byte_order_mark_is_no_fault(tmp_path: Path, imported: Import) -> None:
    path = tmp_path / "epraccur.csv"
    path.write_bytes(GOOD.encode("utf-8-sig"))
    assert imported(path).summary == "rows read 1, new 1, changed 0, unchanged 0, refused 0"


def test_lines_may_end_as_windows_or_an_old_mac_ends_them(tmp_path: Path, imported: Import) -> None:
    path = tmp_path / "epraccur.csv"
    two = as_csv([practice_line(), practice_line(Organisation_Code="X99002")])
    path.write_bytes(two.replace("\n", "\r\n").encode())
    assert imported(path).summary == "rows read 2, new 2, changed 0, unchanged 0, refused 0"
    path.write_bytes(two.replace("\n", "\r").encode())
    assert imported(path).summary == "rows read 2, new 0, changed 0, unchanged 2, refused 0"


HEADERS = {
    "renamed": (
        with_columns("PRACTICE_CODE", "GROUP_CODE", "REG", "PATIENT_LIST_TYPE", "PATIENT_LIST_SIZE"),
        "The header is not one we know (missing: 'REGISTER'; not known: 'REG'). "
        f"Expected (QOF prevalence, 2019-20): {EXPECTED_QOF}, PATIENT_LIST_SIZE.",
    ),
    "missing": (
        with_columns("PRACTICE_CODE", "GROUP_CODE", "REGISTER", "PATIENT_LIST_TYPE"),
        "The header is not one we know (missing: 'PATIENT_LIST_SIZE'). "
        f"Expected (QOF prevalence, 2019-20): {EXPECTED_QOF}, PATIENT_LIST_SIZE.",
    ),
    "twice": (
        with_columns("PRACTICE_CODE", "GROUP_CODE", "REGISTER", "REGISTER", "PATIENT_LIST_SIZE"),
        "The column 'register' is in the header twice. Each column may be there once.",
    ),
    "none": (
        as_csv([["X99001", "DM", "412", "17OV", "6000"]]).encode(),
        "The header is not one we know (missing: 'PRACTICE_CODE', 'GROUP_CODE', 'REGISTER', 'PATIENT_LIST_TYPE', "
        "'PATIENT_LIST_SIZE'; not known: 'X99001', 'DM', '412', '17OV', '6000'). "
        f"Expected (QOF prevalence, 2019-20): {EXPECTED_QOF}, PATIENT_LIST_SIZE.",
    ),
    "no rows": (
        as_csv([["PRACTICE_CODE", "GROUP_CODE", "REGISTER", "PATIENT_LIST_TYPE", "PATIENT_LIST_SIZE"]]).encode(),
        "The file has a header and no rows. Give the file as it was published.",
    ),
    "no diabetes": (
        with_columns("PRACTICE_CODE", "GROUP_CODE", "REGISTER", "PATIENT_LIST_TYPE", "PATIENT_LIST_SIZE").replace(
            b"DM", b"AF"
        ),
        "The file has no row about diabetes (group DM). Give the file with all disease groups.",
    ),
    "of another kind": (
        as_csv(
            [["practice_code", "list_size", "imd_score", "imd_decile", "pct_over_65", "pct_under_5", "pct_5_19"]]
        ).encode(),
        "This is a file of another kind: practice demographics. Import it as list sizes.",
    ),
}


@pytest.mark.parametrize("family", HEADERS)
def test_a_header_of_another_year_is_refused_and_the_column_named(
    family: str, tmp_path: Path, imported: Import
) -> None:
    content, sentence = HEADERS[family]
    path = tmp_path / "PREVALENCE_2223.csv"
    path.write_bytes(content)
    with pytest.raises(FileRefused) as refused:
        imported(path, kind="registers")
    assert str(refused.value) == sentence


WORKBOOKS = {
    "no workbook": (
        GOOD.encode(),
        "The name ends in .xlsx, but this is not an Excel workbook. Name it .csv if it is one.",
    ),
    "workbook without content": (
        a_zip(xl__workbook_xml="<workbook/>"),
        "The workbook cannot be opened: it is damaged or incomplete. Download it again, or save it anew.",
    ),
    "entities": (
        a_zip(xl__workbook_xml='<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">]><workbook/>'),
        "The workbook holds XML that no spreadsheet writes. Save it anew.",
    ),
    "bomb": (
        b"",
        "Unpacked, the workbook is larger than 200 MB.",
    ),
}


def a_bomb() -> bytes:
    out = io.BytesIO()
    archive = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9)
    with archive, archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
        for _ in range(201):
            sheet.write(b" " * 1024 * 1024)
    return out.getvalue()


@pytest.mark.parametrize("family", WORKBOOKS)
def test_a_hostile_workbook_is_refused(family: str, tmp_path: Path, imported: Import) -> None:
    content, sentence = WORKBOOKS[family]
    path = tmp_path / "ePCN.xlsx"
    path.write_bytes(content or a_bomb())
    with pytest.raises(FileRefused) as refused:
        imported(path, kind="networks")
    assert str(refused.value) == sentence


def test_a_workbook_without_the_two_sheets_is_refused(tmp_path: Path, imported: Import) -> None:
    path = a_workbook(tmp_path / "ePCN.xlsx", {"Contents": [["Nothing here"]]})
    with pytest.raises(FileRefused) as refused:
        imported(path, kind="networks")
    assert str(refused.value) == (
        "The workbook needs two sheets: one of the primary care networks, one of their practices, "
        "each with the column 'PCN Code' in its first row."
    )


def test_a_workbook_is_not_taken_where_only_csv_is(tmp_path: Path, imported: Import) -> None:
    path = a_workbook(tmp_path / "epraccur.xlsx", {"Practices": [practice_line()]})
    with pytest.raises(FileRefused) as refused:
        imported(path)
    assert str(refused.value) == f"This is an Excel workbook, which is not taken here. {SAVE}"


def test_a_gzip_bomb_is_refused(tmp_path: Path, imported: Import) -> None:
    path = tmp_path / "PREVALENCE.csv.gz"
    with gzip.open(path, "wb", compresslevel=1) as packed:
        for _ in range(201):
            packed.write(b" " * 1024 * 1024)
    with pytest.raises(FileRefused) as refused:
        imported(path, kind="registers")
    assert str(refused.value) == "Unpacked, the file is larger than 200 MB. Give a smaller one."


A_DATE = "a real date as YYYYMMDD, such as 20260331"
ROWS = {
    "code too short": ({"Organisation_Code": "X9900"}, "Organisation Code", "X9900"),
    "code in small letters": ({"Organisation_Code": "x99001"}, "Organisation Code", "x99001"),
    "code blank": ({"Organisation_Code": ""}, "Organisation Code", ""),
    "name blank": ({"Name": " "}, "Name", ""),
    "name far too long": ({"Name": "X" * 161}, "Name", "X" * 39 + "…"),
    "a NUL byte": ({"Name": "QUAY\x00SIDE"}, "Name", "QUAY\\x00SIDE"),
    "unknown status": ({"Status_Code": "X"}, "Status Code", "X"),
    "status in words": ({"Status_Code": "ACTIVE"}, "Status Code", "ACTIVE"),
    "setting in words": ({"Prescribing_Setting": "GP"}, "Prescribing Setting", "GP"),
    "a day that is not": ({"Open_Date": "20250230"}, "Open Date", "20250230"),
    "a date written otherwise": ({"Open_Date": "01/04/1974"}, "Open Date", "01/04/1974"),
    "a year that is not": ({"Open_Date": "99990101"}, "Open Date", "99990101"),
    "open date blank": ({"Open_Date": ""}, "Open Date", ""),
    "digits of another script": ({"Open_Date": "٢٠٢٥٠١٠١"}, "Open Date", "٢٠٢٥٠١٠١"),
    "closed before it opened": ({"Status_Code": "C", "Close_Date": "19740331"}, "Close Date", "19740331"),
    "postcode": ({"Postcode": "SOMEWHERE"}, "Postcode", "SOMEWHERE"),
    "commissioner": ({"Commissioner": "NHS 99Z"}, "Commissioner", "NHS 99Z"),
    "telephone far too long": ({"Contact_Telephone_Number": "0" * 41}, "Contact Telephone Number", "0" * 39 + "…"),
}


@pytest.mark.parametrize("family", ROWS)
def test_a_bad_row_is_named_with_its_column_and_keeps_the_file_out(
    family: str, tmp_path: Path, imported: Import
) -> None:
    changes, column, value = ROWS[family]
    bad = practice_line(**{"Organisation_Code": "X99002", **changes})
    outcome = imported(a_practice_file(tmp_path, practice_line(), bad))
    assert [(refusal.row, refusal.column, refusal.value) for refusal in outcome.refusals] == [(2, column, value)]
    assert outcome.loaded is False
    assert outcome.summary == "rows read 2, new 0, changed 0, unchanged 0, refused 1"
    assert Practice.objects.count() == 0


def test_a_refusal_says_what_is_asked(tmp_path: Path, imported: Import) -> None:
    outcome = imported(a_practice_file(tmp_path, practice_line(Open_Date="1974-04-01")))
    assert str(outcome.refusals[0]) == f"Row 1, Open Date: '1974-04-01'. Asked for: {A_DATE}."


def test_every_bad_value_of_every_row_is_reported(tmp_path: Path, imported: Import) -> None:
    lines = [practice_line(Organisation_Code=f"X{n:05d}", Status_Code="9", Open_Date="soon") for n in range(60)]
    assert len(imported(a_practice_file(tmp_path, *lines)).refusals) == 120


def test_a_code_that_is_there_twice_says_where_it_was_before(tmp_path: Path, imported: Import) -> None:
    other = practice_line(Organisation_Code="X99002")
    outcome = imported(a_practice_file(tmp_path, practice_line(), other, practice_line(Name="ANOTHER NAME")))
    assert [str(refusal) for refusal in outcome.refusals] == [
        "Row 3, Organisation Code: 'X99001'. Asked for: each only once; it is in row 1 too."
    ]


def test_a_row_with_too_few_columns_is_named(tmp_path: Path, imported: Import) -> None:
    outcome = imported(a_practice_file(tmp_path, practice_line(), practice_line(Organisation_Code="X99002")[:20]))
    assert [(refusal.row, refusal.column, refusal.asked) for refusal in outcome.refusals] == [
        (2, "the whole row", "27 columns; it has 20")
    ]


def test_a_column_coded_otherwise_throughout_is_suspected_to_be_of_another_year(
    tmp_path: Path, imported: Import
) -> None:
    lines = [practice_line(Organisation_Code=f"X{n:05d}", Status_Code="1") for n in range(3)]
    assert imported(a_practice_file(tmp_path, *lines)).notes == [
        "The column 'Status Code' is refused in more than half of the rows: this may be the layout or the coding of "
        "another year. Expected: ODS practice file (epraccur), 27 columns without a header."
    ]


def test_per_row_loads_the_good_rows_and_refuses_the_bad(tmp_path: Path, imported: Import) -> None:
    bad = practice_line(Organisation_Code="X99002", Status_Code="X")
    outcome = imported(a_practice_file(tmp_path, bad, practice_line()), per_row=True)
    assert outcome.summary == "rows read 2, new 1, changed 0, unchanged 0, refused 1"
    assert list(Practice.objects.values_list("code", flat=True)) == ["X99001"]


def test_markup_and_formulas_are_kept_as_text(tmp_path: Path, imported: Import) -> None:
    imported(a_practice_file(tmp_path, practice_line(Name='=HYPERLINK("x")<script>')))
    assert PracticeRecord.objects.get().name == '=HYPERLINK("x")<script>'
