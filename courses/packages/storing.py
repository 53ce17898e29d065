"""Where packages are kept: by the digest of what they hold. No name from a package ever names a place on a disk."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from typing import IO

from django.core.files.base import File
from django.core.files.storage import Storage

from courses.packages.archive import Archive, opened
from courses.packages.limits import MIB
from practices.directory.uploads import upload_store

FOLDER = "packages"
Tell = Callable[[int, int, str], None]


def store() -> Storage:
    """The site's store for what is not served as it stands."""
    return upload_store()


def keep_upload(file: File[bytes]) -> tuple[str, str]:
    """Store an uploaded package for the worker. Returns its place and its digest."""
    digest = hashlib.sha256()
    file.seek(0)
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    name = digest.hexdigest()
    return store().save(f"{FOLDER}/uploads/{name}", file), name


def unpacked(upload: IO[bytes], tell: Tell) -> Iterator[tuple[str, str, int]]:
    """Store every file of a package and yield (path, digest, bytes). Raises PackageRefused for what is damaged."""
    with opened(upload) as archive:
        total = len(archive.members)
        for number, (path, member) in enumerate(archive.members.items(), start=1):
            yield path, _kept(archive, path), member.file_size
            if number % 50 == 0 or number == total:
                tell(number, total, f"{number:,} of {total:,} files")


def open_content(digest: str) -> IO[bytes]:
    content: IO[bytes] = store().open(place_of(digest))  # type: ignore[assignment]
    return content


def place_of(digest: str) -> str:
    return f"{FOLDER}/content/{digest[:2]}/{digest}"


def _kept(archive: Archive, path: str) -> str:
    """The digest under which the content is stored now; what is there already is not stored again."""
    digest = hashlib.sha256()
    with tempfile.SpooledTemporaryFile(max_size=4 * MIB) as copy:
        for chunk in archive.chunks(path):
            digest.update(chunk)
            copy.write(chunk)
        copy.seek(0)
        place = place_of(digest.hexdigest())
        if not store().exists(place):
            store().save(place, File(copy))
    return digest.hexdigest()
