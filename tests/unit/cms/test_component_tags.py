"""Every template of every room compiles, and feeds each component only the props that it has, and all that it needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, fields
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Node, engines
from django.template.base import NodeList, Template
from django.template.library import SimpleBlockNode, SimpleNode

from cms.components import props_of, registry
from cms.templatetags.components import component_tag, with_body

ROOT = Path(__file__).resolve().parents[3]
FOLDERS = [ROOT / room / "templates" for room in settings.ROOMS]
NAMES = sorted(str(path.relative_to(folder)) for folder in FOLDERS for path in folder.rglob("*.html"))


def tags(template: Template) -> Iterator[SimpleNode | SimpleBlockNode]:
    for node in within(template.nodelist):
        if isinstance(node, (SimpleNode, SimpleBlockNode)) and node.func in (component_tag, with_body):
            yield node


def within(nodes: NodeList) -> Iterator[Node]:
    for node in nodes:
        yield node
        for value in vars(node).values():
            if isinstance(value, NodeList):
                yield from within(value)
        for _condition, inner in getattr(node, "conditions_nodelists", ()):
            yield from within(inner)


def mistakes(node: SimpleNode | SimpleBlockNode) -> list[str]:
    name = node.args[0].var
    if name not in registry:
        return [f"there is no component {name}"]
    given = set(node.kwargs) | ({"body"} if node.func is with_body else set())
    needed = {field.name for field in fields(registry[name]) if field.default is field.default_factory is MISSING}
    unknown, missing = given - set(props_of(registry[name])), needed - given
    return [f"{name} has no prop {prop}" for prop in sorted(unknown)] + [f"{name} needs {prop}" for prop in missing]


@pytest.mark.parametrize("name", NAMES)
def test_templates_feed_components_what_they_declare(name: str) -> None:
    template = engines["django"].engine.get_template(name)
    assert [mistake for node in tags(template) for mistake in mistakes(node)] == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{% if a %}{% else %}{% component "status_tag" state="met" %}{% endif %}', ["no prop state", "needs verdict"]),
        ('{% for a in b %}{% component "tag_cloud" %}{% endfor %}', ["there is no component tag_cloud"]),
        ('{% with_body "expander" %}x{% endwith_body %}', ["expander needs summary"]),
    ],
)
def test_a_mistake_would_be_seen(source: str, expected: list[str]) -> None:
    template = engines["django"].engine.from_string("{% load components %}" + source)
    found = [mistake for node in tags(template) for mistake in mistakes(node)]
    assert len(found) == len(expected)
    assert [words for words, mistake in zip(expected, found, strict=True) if words not in mistake] == []
