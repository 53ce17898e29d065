"""From a path to text or sheets: says what a file is when it is not what it should be."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from practices.directory.refusals import FileRefused

if TYPE_CHECKING:
    import pandas as pd

MEGABYTE = 1024 * 1024
LARGEST_UNPACKED = 200 * MEGABYTE
NOT_TEXT = (
    (b"%PDF", "a PDF document"),
    (b"\xd0\xcf\x11\xe0", "an Excel workbook of the old kind (.xls)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "a SQLite database"),
)
SAVE_AS_CSV = "Save it as CSV (comma separated, UTF-8) and give that file."


def is_workbook(path: Path) -> bool:
    return zipfile.is_zipfile(path) and any(name.startswith("xl/") for name in _names(path))


def text_of(path: Path, name: str) -> str:
    """The file's text. Raises FileRefused for anything that is not UTF-8 text, gzipped or not."""
    content = _content(path)
    if not content.strip():
        raise FileRefused("The file is empty. Give the file as it was published.")
    _refuse_other_formats(path, name, content)
    return _decoded(content)


def sheets_of(path: Path) -> dict[str, pd.DataFrame]:
    """Every sheet of a workbook as text cells, without a header. Bounded when unpacked."""
    import pandas as pd

    _refuse_hostile_workbook(path)
    try:
        return pd.read_excel(path, sheet_name=None, header=None, dtype=str, na_filter=False, engine="openpyxl")
    except Exception as error:
        raise FileRefused(
            "The workbook cannot be opened: it is damaged or incomplete. Download it again, or save it anew."
        ) from error


def _content(path: Path) -> bytes:
    content = path.read_bytes()
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        with gzip.open(path) as packed:
            content = packed.read(LARGEST_UNPACKED + 1)
    except (EOFError, OSError, zlib.error) as error:
        raise FileRefused("The gzip file is damaged or incomplete. Download it again.") from error
    if len(content) > LARGEST_UNPACKED:
        raise FileRefused(f"Unpacked, the file is larger than {LARGEST_UNPACKED // MEGABYTE} MB. Give a smaller one.")
    return content


def _refuse_other_formats(path: Path, name: str, content: bytes) -> None:
    ending = Path(name).suffix or "nothing"
    if is_workbook(path):
        but = "which is not taken here" if ending == ".xlsx" else f"although its name ends in {ending}"
        raise FileRefused(f"This is an Excel workbook, {but}. {SAVE_AS_CSV}")
    if content.startswith(b"PK\x03\x04") or zipfile.is_zipfile(path):
        raise FileRefused("This is a zip archive. Unpack it, and give the file that is inside.")
    for start, what in NOT_TEXT:
        if content.startswith(start):
            raise FileRefused(f"This is {what}, not a CSV file. {SAVE_AS_CSV}")
    first = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if first in (b"{", b"["):
        raise FileRefused(f"This is a JSON document, not a CSV file. {SAVE_AS_CSV}")
    if first == b"<":
        raise FileRefused("This is a web page, not a CSV file: the download gave a page instead. Download it again.")
    if name.lower().endswith((".xlsx", ".xls")):
        raise FileRefused(f"The name ends in {ending}, but this is not an Excel workbook. Name it .csv if it is one.")


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or content[:400].count(0) > len(content[:400]) // 4:
        raise FileRefused(f"The file is in UTF-16 encoding. {SAVE_AS_CSV}")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FileRefused(
            f"The file is not in UTF-8 encoding: line {line} has the byte 0x{content[error.start]:02X}, "
            f"which points to Windows-1252. {SAVE_AS_CSV}"
        ) from error


def _refuse_hostile_workbook(path: Path) -> None:
    """No more than the bound when unpacked, as its parts really are; no XML that defines entities."""
    unpacked = 0
    try:
        with zipfile.ZipFile(path) as workbook:
            for part in workbook.namelist():
                unpacked += _measured(workbook, part, LARGEST_UNPACKED - unpacked)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError, zlib.error) as error:
        raise FileRefused("The workbook is damaged or locked. Save it anew without a password.") from error


def _measured(workbook: zipfile.ZipFile, part: str, allowed: int) -> int:
    size = 0
    with workbook.open(part) as stream:
        while block := stream.read(MEGABYTE):
            if not size and b"<!DOCTYPE" in block[:4096]:
                raise FileRefused("The workbook holds XML that no spreadsheet writes. Save it anew.")
            size += len(block)
            if size > allowed:
                raise FileRefused(f"Unpacked, the workbook is larger than {LARGEST_UNPACKED // MEGABYTE} MB.")
    return size


def _names(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, OSError):
        return []
