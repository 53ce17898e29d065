"""The pages in docs/rules say what the engine says."""

import json
import re
from pathlib import Path

import pytest

from accreditation.rules.grammar import GrammarError, parse, to_english
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


def example(kind):
    return json.loads(re.search(r"```json\n(.*?)```", PAGES[kind].read_text("utf-8"), re.DOTALL)[1])


MUST = [
    (kind, field.name)
    for kind in sorted(PAGES)
    for field in {**OF_PERSON, **OF_PRACTICE}[kind].fields
    if field.must and field.name != "key"
]


@pytest.mark.parametrize(("kind", "name"), MUST)
def test_what_the_table_says_must_be_there_is_asked_for(kind, name):
    data = example(kind)
    without = {key: value for key, value in data.items() if key != name}
    with pytest.raises(GrammarError) as refused:
        parse(document(around(without)))
    assert refused.value.path.endswith(f".{name}")
    assert refused.value.message == "is missing"


@pytest.mark.parametrize("kind", sorted(PAGES))
def test_what_the_table_says_may_be_left_out_is_not_asked_for(kind):
    fields = {field.name: field for field in {**OF_PERSON, **OF_PRACTICE}[kind].fields}
    for name in example(kind).keys() & fields.keys():
        if not fields[name].must:
            data = {key: value for key, value in example(kind).items() if key != name}
            assert parse(document(around(data))).node(data["key"]).kind == kind


@pytest.mark.parametrize("kind", sorted({**OF_PRACTICE, **OF_PERSON}))
def test_every_field_of_a_kind_says_what_it_means(kind):
    for field in {**OF_PERSON, **OF_PRACTICE}[kind].fields:
        assert field.help.endswith("."), field.name
