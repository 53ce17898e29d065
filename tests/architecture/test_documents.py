"""What the documents point to is there, and what is drawn from the code is in step with it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.documents import DOCUMENTS

ROOT = Path(__file__).resolve().parents[2]
LINK = re.compile(r"\]\(([^)#\s]+)")
WRITTEN = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
MOST_BYTES_OF_A_PICTURE = 120_000


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_what_is_drawn_from_the_code_is_in_step(name: str) -> None:
    assert (ROOT / name).read_text() == DOCUMENTS[name]()


def test_every_link_to_a_file_of_ours_leads_somewhere() -> None:
    links = [(document, link) for document in WRITTEN for link in LINK.findall(document.read_text())]
    inside = [(document, link) for document, link in links if not re.match(r"\w+:", link)]
    assert len(inside) > 5
    assert [f"{document}: {link}" for document, link in inside if not (document.parent / link).exists()] == []


def test_pictures_are_small() -> None:
    pictures = sorted((ROOT / "docs").rglob("*.png"))
    assert len(pictures) >= 5
    assert [path.name for path in pictures if path.stat().st_size > MOST_BYTES_OF_A_PICTURE] == []
