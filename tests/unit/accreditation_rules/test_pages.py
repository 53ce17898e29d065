"""The pages in docs/rules say what the engine says."""

import json
import re
from pathlib import Path

import pytest

from accreditation.rules.grammar import parse, to_english
from accreditation.rules.grammar.registry import OF_PERSON, OF_PRACTICE
from accreditation.rules.kinds import KINDS

from .a_practice import document

PAGES = {
    path.stem: path for path in (Path(__file__).parents[3] / "docs" / "rules").glob("*.md") if path.stem != "README"
}
VISITS = {"key": "visits", "kind": "visits", "cadence": {"slots": "half_year"}}


def test_every_kind_has_an_evaluator_and_a_page():
    assert {node.kind for node in KINDS} == set(OF_PRACTICE) | set(OF_PERSON)
    assert set(PAGES) == {node.kind for node in KINDS}


def around(data):
    """A document in which the example of the page can stand."""
    if data["kind"] in OF_PRACTICE:
        return {"key": "whole", "kind": "all_of", "requirements": [data] if data["key"] == "visits" else [VISITS, data]}
    return {"key": "team", "kind": "people", "slots": [{"key": "nurse", "roles": ["nurse"]}], "each": data}


@pytest.mark.parametrize("kind", sorted(PAGES))
def test_the_example_of_a_page_can_be_read_and_says_its_words(kind):
    text = PAGES[kind].read_text("utf-8")
    data = json.loads(re.search(r"```json\n(.*?)```", text, re.DOTALL)[1])
    node = parse(document(around(data))).node(data["key"])
    assert node.kind == kind
    assert f"> {to_english(node)}\n" in text
