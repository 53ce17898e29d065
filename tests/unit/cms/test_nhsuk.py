from __future__ import annotations

from django.template import Context, Template
from django.utils.translation import gettext_lazy

from cms.nhsuk import macro, nested


def test_a_macro_escapes_text() -> None:
    assert macro("tag", {"text": "<i>"}).count("&lt;i&gt;") == 1


def test_double_underscores_reach_inside_and_leave_what_was_there() -> None:
    given = {"label": {"size": "m"}}
    assert nested({"label__text": "Name", "id": "name"}, given) == {
        "label": {"size": "m", "text": "Name"},
        "id": "name",
    }
    assert given == {"label": {"size": "m"}}


def test_lazy_words_reach_the_macros_as_text() -> None:
    assert macro("button", {"text": gettext_lazy("Save")}).count("Save") == 1


def test_the_tag_takes_a_dictionary_and_more() -> None:
    template = Template('{% load nhs %}{% nhs "button" params variant="secondary" %}')
    assert template.render(Context({"params": {"text": "Go"}})).count("nhsuk-button--secondary") == 1
