"""What is a package and what is not: good ones are read, damaged ones refused with a sentence, within bounds."""

from __future__ import annotations

import io
import tracemalloc
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.packages.archive import opened
from courses.packages.contents import Contents
from courses.packages.media_types import media_type
from courses.packages.names import UNSEEN
from courses.packages.reading import read_package, verify
from courses.packages.refusal import PackageRefused
from tests.factories import packages
from tests.unit.courses.damaged_packages import DAMAGED

MOST_MEMORY = 24 * 1024 * 1024


def judged(data: bytes) -> Contents:
    """As an upload is: first its directory and manifest, then every file in it."""
    contents = read_package(io.BytesIO(data))
    verify(io.BytesIO(data))
    return contents


def test_there_are_enough_damaged_packages() -> None:
    assert len(DAMAGED) >= 100
    assert len({name.split(":")[0] for name in DAMAGED}) == 6


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_package_is_refused_with_a_sentence(name: str) -> None:
    data = DAMAGED[name]()
    tracemalloc.start()
    try:
        with pytest.raises(PackageRefused) as refused:
            judged(data)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    sentence = str(refused.value)
    assert sentence[-1] == "."
    assert len(sentence) < 300
    assert "\n" not in sentence
    assert peak < MOST_MEMORY


def test_a_scorm_12_package_is_read() -> None:
    contents = judged(packages.zipped(packages.scorm12()))
    assert (contents.kind, contents.title) == ("scorm12", "Feet first")
    [unit] = contents.units
    assert (unit.key, unit.title, unit.href, unit.mastery) == ("one", "Looking at feet", "start.html", 80)


def test_a_scorm_2004_package_is_read_with_its_parts_and_parameters() -> None:
    contents = judged(packages.zipped(packages.scorm2004()))
    assert (contents.kind, contents.edition) == ("scorm2004", "2004 4th Edition")
    assert [(unit.key, unit.href) for unit in contents.units] == [("one", "start.html"), ("two", "start.html?part=2")]


def test_a_cmi5_package_is_read() -> None:
    contents = judged(packages.zipped(packages.cmi5()))
    [unit] = contents.units
    assert (contents.kind, unit.key) == ("cmi5", "https://packages.example/feet/1")
    assert (unit.move_on, unit.mastery, unit.href) == ("CompletedAndPassed", 80, "start.html")


@pytest.mark.parametrize("name", ["Überblick/Füße.html", "images/foot 1.jpg", "a/b/c/d.js", "README", ".hidden.css"])
def test_ordinary_names_are_no_reason_to_refuse(name: str) -> None:
    assert judged(packages.zipped(packages.scorm12() | {name: "x"})).title == "Feet first"


def test_what_the_manifest_gets_wrong_without_harm_is_said() -> None:
    text = packages.SCORM12_XML.replace('<file href="start.html"/>', '<file href="a.html"/><file href="start.html"/>')
    contents = judged(packages.zipped({**packages.scorm12(), "imsmanifest.xml": text}))
    assert contents.notes == ("1 of the 2 files that the manifest lists are not in the package.",)


def test_a_base_in_the_manifest_is_followed_within_the_package() -> None:
    text = packages.SCORM12_XML.replace("<resources>", '<resources xml:base="pages/">')
    files = {"imsmanifest.xml": text, "pages/start.html": packages.PAGE}
    assert judged(packages.zipped(files)).units[0].href == "pages/start.html"


@pytest.mark.parametrize(
    ("name", "served"),
    [
        ("a/Start.HTML", "text/html"),
        ("a.js", "text/javascript"),
        ("photo.html.png", "image/png"),
        ("archive.zip", "application/octet-stream"),
        ("README", "application/octet-stream"),
        (".html", "application/octet-stream"),
    ],
)
def test_a_file_is_served_as_its_ending_says(name: str, served: str) -> None:
    assert media_type(name) == served


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.data())
def test_whatever_a_byte_becomes_the_answer_is_contents_or_a_sentence(data: st.DataObject) -> None:
    whole = bytearray(packages.zipped(packages.scorm12()))
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = judged(bytes(whole)).units
    except PackageRefused:
        return
    assert found


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(min_size=1, max_size=40).filter(lambda name: name[0] != "\0"))
def test_no_name_that_is_let_in_leads_out(name: str) -> None:
    try:
        with opened(io.BytesIO(packages.zipped({**packages.scorm12(), name: "x"}))) as archive:
            kept = list(archive.members)
    except (PackageRefused, UnicodeEncodeError):
        return
    for each in kept:
        assert not each.startswith("/")
        assert ".." not in each.split("/")
        assert "\\" not in each
        assert not {letter for letter in each if unicodedata.category(letter) in UNSEEN}
