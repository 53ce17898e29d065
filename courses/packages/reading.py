"""From a file to what is in it, or to the sentence that says why it cannot be used."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any

from courses.packages.archive import Archive, opened
from courses.packages.cmi5 import STRUCTURE, read_cmi5
from courses.packages.contents import Contents
from courses.packages.manifest import read_xml
from courses.packages.names import shown
from courses.packages.refusal import PackageRefused
from courses.packages.scorm import MANIFEST, read_scorm

OTHERS = {
    "tincan.xml": "This is a Tin Can package. Export it as cmi5 or SCORM instead.",
    "h5p.json": "This is an H5P file. Export it as SCORM instead.",
    "[Content_Types].xml": "This is an Office document. Export it as cmi5 or SCORM first.",
}


def read_package(file: IO[bytes]) -> Contents:
    """Judges the zip file by its directory, and reads the manifest. What the other files hold is read by `verify`.

    Raises PackageRefused with a sentence that a user can read.
    """
    with opened(file) as archive:
        return contents_of(archive)


def contents_of(archive: Archive) -> Contents:
    if MANIFEST in archive.members:
        return read_scorm(read_xml(archive, MANIFEST), archive.members)
    if STRUCTURE in archive.members:
        return read_cmi5(read_xml(archive, STRUCTURE), archive.members)
    raise PackageRefused(_what_instead(archive.members))


def verify(file: IO[bytes]) -> None:
    """Unpacks every file to nowhere. Raises PackageRefused for the first that is damaged or not of its stated size."""
    with opened(file) as archive:
        for name in archive.members:
            for _ in archive.chunks(name):
                pass


def _what_instead(files: Mapping[str, Any]) -> str:
    for name, sentence in OTHERS.items():
        if name in files:
            return sentence
    deeper = [name for name in files if name.rsplit("/", 1)[-1] in (MANIFEST, STRUCTURE)]
    if deeper:
        folder = deeper[0].rsplit("/", 1)[0]
        return f"The manifest is in the folder {shown(folder)}. Zip what is in that folder, not the folder itself."
    return f"There is no “{MANIFEST}” (SCORM) and no “{STRUCTURE}” (cmi5) in the package."
