"""The names of files in a package. They become addresses and are never written to a disk; still they are judged."""

from __future__ import annotations

import re
import unicodedata

from courses.packages.limits import DEEPEST_PATH, LONGEST_PATH
from courses.packages.refusal import PackageRefused

DRIVE = re.compile(r"^[A-Za-z]:")
DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}
)
# Control characters, marks that turn the direction of reading, private and unassigned code points.
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def check_name(name: str) -> None:
    """Raise PackageRefused, naming the file, unless every system would take the name for a place inside the package."""
    if any(unicodedata.category(letter) in UNSEEN for letter in name):
        raise PackageRefused(f"The name of {shown(name)} holds characters that cannot be seen. Rename the file.")
    if "\\" in name:
        raise PackageRefused(f"{shown(name)} is written with backslashes. Zip it with a program that writes “/”.")
    if name.startswith("/") or DRIVE.match(name):
        raise PackageRefused(f"{shown(name)} points outside the package. Zip it with names relative to its folder.")
    if len(name) > LONGEST_PATH:
        raise PackageRefused(f"The name of {shown(name)} is longer than {LONGEST_PATH} characters. Shorten it.")
    parts = name.removesuffix("/").split("/")
    if len(parts) > DEEPEST_PATH:
        raise PackageRefused(f"{shown(name)} lies more than {DEEPEST_PATH} folders deep. Use fewer folders.")
    for part in parts:
        _check_part(part, name)


def _check_part(part: str, name: str) -> None:
    if part in ("", ".", ".."):
        raise PackageRefused(f"{shown(name)} points outside the package. Zip it with names relative to its folder.")
    if part != part.strip() or part.endswith("."):
        raise PackageRefused(f"The name of {shown(name)} begins or ends with a space or a dot. Rename the file.")
    if part.split(".")[0].casefold() in DEVICES:
        raise PackageRefused(f"{shown(name)} has the name of a device of Windows. Rename the file.")
    if ":" in part:
        raise PackageRefused(f"The name of {shown(name)} holds a colon. Rename the file.")


def same_place(name: str) -> str:
    """Two names that some system takes for the same place have the same one."""
    return unicodedata.normalize("NFKC", name).casefold()


def shown(name: str) -> str:
    """A name for a sentence: nothing unseen in it, and not long."""
    plain = "".join("?" if unicodedata.category(letter) in UNSEEN else letter for letter in name)
    return f"“{plain[:60]}…”" if len(plain) > 60 else f"“{plain}”"
