"""A document as a tree of blocks, and back; and what is wrong with it, at its block."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail import blocks

from accreditation.presets import load_preset, preset_codes
from accreditation.rules.drafting import troubles
from accreditation.rules.grammar.fields import Field, Shape
from accreditation.rules.grammar.registry import OF_PERSON, OF_PRACTICE
from accreditation.studio.blocks import framework_block
from accreditation.studio.faults import error_of, steps_of
from accreditation.studio.writing import EDITED, depth_of, fixed_part, to_document, to_raw

RULES = Path(__file__).resolve().parents[3] / "docs" / "rules"
EXAMPLES = {path.stem: path.read_text("utf-8") for path in sorted(RULES.glob("*.md")) if path.stem != "README"}


def through_the_editor(document: Any, depth: int = 8) -> dict[str, Any]:
    """To blocks, through the cleaning of the form, and back."""
    block = framework_block(max(depth, depth_of(document)))
    cleaned = block.clean(block.to_python(to_raw(document)))
    return to_document(block.get_prep_value(cleaned), fixed=fixed_part(document))


@pytest.mark.parametrize("code", preset_codes())
def test_a_preset_goes_through_the_editor_without_loss(code: str) -> None:
    document = dict(load_preset(code))
    assert through_the_editor(document) == document


@pytest.mark.parametrize("kind", EXAMPLES)
def test_the_example_of_every_kind_goes_through_the_editor_without_loss(kind: str) -> None:
    found = re.search(r"```json\n(.*?)```", EXAMPLES[kind], re.DOTALL)
    assert found
    data = json.loads(found[1])
    if data["kind"] not in OF_PRACTICE:
        data = {"key": "team", "kind": "people", "slots": [{"key": "nurse", "roles": ["nurse"]}], "each": data}
    document = {"grammar": 1, "code": "example", "version": 1, "tiers": [{"code": "first", "requirement": data}]}
    assert through_the_editor(document) == document


TEXT = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=8)
VALUES: dict[Shape, st.SearchStrategy[Any]] = {
    Shape.TEXT: TEXT,
    Shape.LONG_TEXT: TEXT,
    Shape.WHOLE: st.integers(0, 999),
    Shape.NUMBER: st.integers(0, 40).map(lambda tenths: tenths // 10 if tenths % 10 == 0 else tenths / 10),
    Shape.FLAG: st.booleans(),
    Shape.DAY: st.dates().map(lambda day: day.isoformat()),
    Shape.TEXTS: st.lists(TEXT, min_size=1, max_size=3),
    Shape.ROLES: st.lists(TEXT, min_size=1, max_size=3),
    Shape.MAPPING: st.dictionaries(
        TEXT, st.lists(st.one_of(TEXT, st.integers(), st.booleans()), min_size=1, max_size=3), min_size=1, max_size=2
    ),
    Shape.NOTES: st.dictionaries(TEXT, TEXT, min_size=1, max_size=2),
}


def value_of(field: Field, depth: int) -> st.SearchStrategy[Any]:
    match field.shape:
        case Shape.CHOICE:
            return st.sampled_from(list(field.choices or {}))
        case Shape.OBJECT:
            return object_of(field.fields, depth).filter(bool)
        case Shape.OBJECTS:
            return st.lists(object_of(field.fields, depth), min_size=1, max_size=2)
        case Shape.REQUIREMENT:
            return requirement(field.of_person, depth - 1)
        case Shape.REQUIREMENTS:
            return st.lists(requirement(field.of_person, depth - 1), min_size=1, max_size=2)
        case _:
            return VALUES[field.shape]


def object_of(fields: tuple[Field, ...], depth: int) -> st.SearchStrategy[dict[str, Any]]:
    offered = [field for field in fields if depth > 0 or field.shape not in (Shape.REQUIREMENT, Shape.REQUIREMENTS)]
    return st.fixed_dictionaries({}, optional={field.name: value_of(field, depth) for field in offered})


def requirement(of_person: bool, depth: int) -> st.SearchStrategy[dict[str, Any]]:
    kinds = OF_PERSON if of_person else OF_PRACTICE

    def of_kind(kind: str) -> st.SearchStrategy[dict[str, Any]]:
        return object_of(kinds[kind].fields, depth).map(lambda value: {"kind": kind, **value})

    return st.sampled_from(sorted(kinds)).flatmap(of_kind)


@settings(max_examples=200)
@given(written=object_of(EDITED, 3))
def test_whatever_the_tables_allow_goes_through_the_editor_without_loss(written: dict[str, Any]) -> None:
    document = {"grammar": 1, "code": "example", "version": 1, **written}
    assert through_the_editor(document) == document


def test_numbers_and_words_in_a_list_of_values_stay_what_they_are() -> None:
    document = {"code": "example", "role_groups": {"odd": ["gp", "12", 12, True, "true", '"quoted"', "-3"]}}
    assert through_the_editor(document) == document


def test_a_tree_deeper_than_usual_can_still_be_edited() -> None:
    node: dict[str, Any] = {"kind": "declaration", "key": "leaf", "any_of": ["any"]}
    for level in range(12):
        node = {"kind": "all_of", "key": f"level-{level}", "requirements": [node]}
    document = {"code": "deep", "tiers": [{"code": "first", "requirement": node}]}
    assert through_the_editor(document) == document


def at_the_block(document: Any) -> dict[str, list[str]]:
    """The sentences of the tree by the place of their block."""
    error = error_of(troubles(document), document)
    found: dict[str, list[str]] = {}

    def walk(data: dict[str, Any], place: str) -> None:
        if data.get("messages"):
            found[place] = [str(message) for message in data["messages"]]
        for step, below in data.get("blockErrors", {}).items():
            walk(below, f"{place}.{step}".strip("."))

    walk(error.as_json_data() if error else {}, "")  # type: ignore[attr-defined]
    return found


def portsmouth() -> tuple[dict[str, Any], list[dict[str, Any]]]:
    document = deepcopy(dict(load_preset("portsmouth-example")))
    return document, document["tiers"][0]["requirement"]["requirements"]


def test_each_thing_wrong_is_said_at_its_own_block() -> None:
    document, parts = portsmouth()
    del parts[1]["within_days"]
    parts[3]["slots"][0]["roles"] = ["gpp"]
    parts.append({"kind": "lead"})
    top = "0.tiers.0.requirement.0.requirements"
    assert at_the_block(document) == {
        f"{top}.1.within_days": ["Within days is missing."],
        f"{top}.3.slots.0.roles": ["Roles: unknown role 'gpp'; did you mean gp?"],
        f"{top}.{len(parts) - 1}.key": ["Key is missing."],
    }


def test_what_is_wrong_with_the_framework_is_said_at_its_fields() -> None:
    assert at_the_block({"grammar": 1, "code": "new", "version": 1, "title": "New"}) == {
        "0.effective_from": ["Effective from is missing."]
    }
    dated = {"grammar": 1, "code": "new", "version": 1, "title": "New", "effective_from": "2026-04-01"}
    assert at_the_block(dated) == {"0.tiers": ["Tiers is missing."]}
    assert at_the_block({**dated, "tiers": [{"code": "first"}]}) == {
        "0.tiers.0.requirement": ["Requirement is missing."]
    }


def test_the_same_key_twice_is_said_where_it_comes_again() -> None:
    document, parts = portsmouth()
    parts[4]["key"] = "visits"
    (place,) = at_the_block(document)
    assert place == "0.tiers.0.requirement.0.requirements.4.key"


def test_a_sound_document_has_no_error() -> None:
    document, _ = portsmouth()
    assert error_of(troubles(document), document) is None


def test_a_path_is_read_in_steps() -> None:
    assert steps_of("tiers[0].requirement.requirements[12].each") == [
        *("tiers", 0, "requirement", "requirements", 12, "each")
    ]


def test_every_block_knows_what_it_is_called_where_it_stands() -> None:
    """The editor looks its blocks up by name; one that is shared must have the same name everywhere."""
    seen: set[int] = set()

    def check(block: Any) -> None:
        if id(block) in seen:
            return
        seen.add(id(block))
        for name, child in getattr(block, "child_blocks", {}).items():
            assert child.name == name
            check(child)
        if hasattr(block, "child_block"):
            check(block.child_block)

    check(framework_block())
    assert len(seen) > 100


def test_two_things_of_one_name_are_not_laid_over_each_other() -> None:
    block = framework_block()
    raw = to_raw({"role_groups": {"gp": ["gp_partner"]}})
    raw[0]["value"]["role_groups"] *= 2
    with pytest.raises(blocks.StreamBlockValidationError) as refused:
        block.clean(block.to_python(raw))
    assert "“gp” is there twice" in json.dumps(refused.value.as_json_data(), ensure_ascii=False)
