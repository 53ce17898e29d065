"""A zip file, judged by its directory before anything in it is unpacked. Memory is bounded whatever the file claims."""

from __future__ import annotations

import stat
import struct
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any

from courses.packages import limits
from courses.packages.media_types import check_kind_of_file
from courses.packages.names import check_name, same_place, shown
from courses.packages.refusal import PackageRefused

END = struct.Struct("<4s4H2LH")
FIRST = b"PK\x03\x04"
LOCAL_HEADER = 30
LONGEST_COMMENT = 1024
ENCRYPTED, PATCHED, STRONG, UTF8 = 0x1, 0x20, 0x40, 0x800
NOT_A_ZIP = "This is not a zip file, or it was cut short on its way. Export the package again and upload that file."
CHUNK = 256 * 1024


@dataclass(frozen=True)
class Archive:
    """A package whose directory holds what it may. Its files by name; folders are left out."""

    zipped: zipfile.ZipFile
    members: Mapping[str, zipfile.ZipInfo]

    @property
    def bytes_unpacked(self) -> int:
        return sum(member.file_size for member in self.members.values())

    def chunks(self, name: str) -> Iterator[bytes]:
        """The file, piece by piece. Raises PackageRefused when it is not what the directory says."""
        member = self.members[name]
        read = 0
        try:
            with self.zipped.open(member) as content:
                while chunk := content.read(CHUNK):
                    read += len(chunk)
                    yield chunk
        except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
            raise PackageRefused(f"{shown(name)} is damaged. Export the package again.") from error
        except Exception as error:
            if type(error).__module__ != "zlib":
                raise
            raise PackageRefused(f"{shown(name)} is damaged. Export the package again.") from error
        if read != member.file_size:
            raise PackageRefused(f"{shown(name)} is damaged: it ends too early. Export the package again.")

    def text_of(self, name: str, most: int) -> bytes:
        """A whole file of at most so many bytes. Raises PackageRefused when it is larger."""
        if self.members[name].file_size > most:
            raise PackageRefused(f"{shown(name)} is larger than {most // limits.MIB} MB, which no such file has to be.")
        return b"".join(self.chunks(name))


@contextmanager
def opened(file: IO[bytes]) -> Iterator[Archive]:
    """The package, once its directory has been judged. Raises PackageRefused with a sentence."""
    _check_frame(file)
    try:
        zipped = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, UnicodeDecodeError, struct.error, ValueError, OSError, NotImplementedError) as error:
        raise PackageRefused(NOT_A_ZIP) from error
    with zipped:
        yield Archive(zipped, _members(zipped, file))


def _check_frame(file: IO[bytes]) -> None:
    """Where the directory is and how large it is, before the library reads it into memory."""
    size = file.seek(0, 2)
    if size > limits.MOST_BYTES_ZIPPED:
        raise PackageRefused(f"The file is larger than {limits.MOST_BYTES_ZIPPED // limits.MIB} MB.")
    if size < END.size:
        raise PackageRefused("The file is empty." if size == 0 else NOT_A_ZIP)
    file.seek(0)
    if file.read(4) != FIRST:
        raise PackageRefused(NOT_A_ZIP)
    _check_end(file, size)
    file.seek(0)


def _check_end(file: IO[bytes], size: int) -> None:
    tail_at = max(0, size - END.size - LONGEST_COMMENT)
    file.seek(tail_at)
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < END.size:
        raise PackageRefused(NOT_A_ZIP)
    _, disk, first_disk, here, entries, directory, offset, comment = END.unpack_from(tail, at)
    if at + END.size + comment != len(tail):
        raise PackageRefused("Something is written behind the end of the zip file. Export the package again.")
    if disk or first_disk or here != entries:
        raise PackageRefused("The zip file is one part of several. Upload the package as a single file.")
    if entries > limits.MOST_FILES:
        raise PackageRefused(f"There are more than {limits.MOST_FILES:,} files in the package.")
    if directory > limits.MOST_BYTES_OF_DIRECTORY or offset + directory != tail_at + at:
        raise PackageRefused(NOT_A_ZIP)


def _members(zipped: zipfile.ZipFile, file: IO[bytes]) -> dict[str, zipfile.ZipInfo]:
    infos = zipped.infolist()
    if len(infos) > limits.MOST_FILES:
        raise PackageRefused(f"There are more than {limits.MOST_FILES:,} files in the package.")
    for info in infos:
        _check_member(info)
    _check_no_overlap(infos, zipped.start_dir)
    _check_size(infos)
    members: dict[str, zipfile.ZipInfo] = {}
    places: dict[str, str] = {}
    for info in infos:
        place = same_place(info.filename.removesuffix("/"))
        if place in places:
            raise PackageRefused(
                f"{shown(info.filename)} and {shown(places[place])} are the same place for some systems. Rename one."
            )
        places[place] = info.filename
        if not info.is_dir():
            members[info.filename] = info
    _check_no_file_is_a_folder(places)
    return members


def _check_member(info: zipfile.ZipInfo) -> None:
    # The library cuts the name at a NUL; what stood there originally is judged.
    name = info.orig_filename
    check_name(name)
    if not name.isascii() and not info.flag_bits & UTF8:
        raise PackageRefused(f"The name of {shown(name)} is in an unknown alphabet. Zip it with UTF-8 names.")
    if info.flag_bits & (ENCRYPTED | PATCHED | STRONG):
        raise PackageRefused(f"{shown(name)} is encrypted. Export the package without a password.")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise PackageRefused(f"{shown(name)} is compressed in an unusual way. Zip it in the ordinary way (deflate).")
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise PackageRefused(f"{shown(name)} is a link or a device, not a file. Put the file itself in the package.")
    if info.is_dir() or kind == stat.S_IFDIR:
        if info.file_size or not info.is_dir():
            raise PackageRefused(f"{shown(name)} says it is a folder, and holds something. Export the package again.")
        return
    check_kind_of_file(name)
    if info.file_size > limits.SMALL and info.file_size > limits.MOST_RATIO * max(info.compress_size, 1):
        raise PackageRefused(f"{shown(name)} unpacks to more than {limits.MOST_RATIO} times its size.")
    if info.compress_type == zipfile.ZIP_STORED and info.file_size != info.compress_size:
        raise PackageRefused(f"{shown(name)} is damaged. Export the package again.")


def _check_no_overlap(infos: list[zipfile.ZipInfo], directory_at: int) -> None:
    """Files that share their bytes make a small package unpack to a huge one."""
    ends = 0
    for info in sorted(infos, key=lambda each: each.header_offset):
        if info.header_offset < ends:
            raise PackageRefused("Files of the package lie over one another. Export the package again.")
        ends = info.header_offset + LOCAL_HEADER + info.compress_size
    if ends > directory_at:
        raise PackageRefused(NOT_A_ZIP)


def _check_size(infos: list[zipfile.ZipInfo]) -> None:
    if sum(info.file_size for info in infos) > limits.MOST_BYTES:
        raise PackageRefused(f"The package unpacks to more than {limits.MOST_BYTES // limits.MIB} MB.")


def _check_no_file_is_a_folder(places: Mapping[str, Any]) -> None:
    files = {place for place, name in places.items() if not name.endswith("/")}
    for place in places:
        parts = place.split("/")
        for depth in range(1, len(parts)):
            if "/".join(parts[:depth]) in files:
                raise PackageRefused(f"{shown(places[place])} lies in something that is a file, not a folder.")
