from __future__ import annotations

from datetime import date

import pytest
from django.template import Context, Template
from django.utils.safestring import mark_safe

from cms.components import (
    AwardTag,
    ComponentError,
    DataTable,
    Heading,
    Link,
    StatusTag,
    SummaryList,
    build,
    props_of,
    registry,
)

EXAMPLES = [(name, number) for name, kind in sorted(registry.items()) for number in range(len(kind.examples))]


def rendered(source: str, **context: object) -> str:
    return Template("{% load components %}" + source).render(Context(context)).strip()


@pytest.mark.parametrize(("name", "number"), EXAMPLES)
def test_every_example_renders(name: str, number: int) -> None:
    html = str(build(name, registry[name].examples[number]))
    assert html.strip() != ""


@pytest.mark.parametrize("name", sorted(registry))
def test_every_component_has_an_example_and_says_what_it_is_for(name: str) -> None:
    assert len(registry[name].examples) >= 1
    assert registry[name].__doc__


@pytest.mark.parametrize("name", sorted(registry))
def test_an_unknown_prop_is_an_error_that_lists_the_props(name: str) -> None:
    with pytest.raises(ComponentError) as refusal:
        build(name, {**registry[name].examples[0], "colour_scheme": "dark"})
    assert str(refusal.value) == f"{name} has no prop colour_scheme. It has: {', '.join(props_of(registry[name]))}."


def test_a_missing_prop_is_an_error_that_names_it() -> None:
    with pytest.raises(ComponentError, match="'verdict'"):
        build("status_tag", {})


def test_a_prop_of_the_wrong_type_is_an_error() -> None:
    with pytest.raises(ComponentError, match="progress_bar: done is '3'"):
        build("progress_bar", {"label": "Insulin safety", "done": "3", "total": 8})


def test_a_choice_outside_the_list_is_an_error() -> None:
    with pytest.raises(ComponentError, match="status_tag: verdict is 'maybe'"):
        rendered('{% component "status_tag" verdict="maybe" %}')


def test_an_unknown_component_is_an_error_that_lists_them_all() -> None:
    with pytest.raises(ComponentError, match=r"There is no component 'carousel'\. There are: action_list, "):
        rendered('{% component "carousel" %}')


@pytest.mark.parametrize(
    ("verdict", "in_grace", "words"),
    [
        ("met", False, "Met"),
        ("met", True, "Met, in grace"),
        ("not_met", False, "Not met"),
        ("not_yet_due", False, "Not yet due"),
        ("unknown", False, "Not known"),
        ("waived", False, "Waived"),
        ("not_applicable", False, "Does not apply"),
    ],
)
def test_a_verdict_is_told_in_words(verdict: str, in_grace: bool, words: str) -> None:
    html = rendered(
        '{% component "status_tag" verdict=verdict in_grace=in_grace %}', verdict=verdict, in_grace=in_grace
    )
    colour = StatusTag(verdict=verdict, in_grace=in_grace).colour
    assert html == f'<strong class="nhsuk-tag nhsuk-tag--{colour}">{words}</strong>'


def test_a_component_is_a_cell_of_a_table_and_text_beside_it_is_escaped() -> None:
    table = DataTable(
        caption="Practices", headings=["Standing", "Name"], rows=[[AwardTag(state="suspended"), "<b>Mill</b>"]]
    )
    html = str(table)
    assert html.count('<strong class="nhsuk-tag nhsuk-tag--red">Suspended</strong>') == 1
    assert html.count("&lt;b&gt;Mill&lt;/b&gt;") == 1


def test_a_table_repeats_its_headings_in_each_row_for_narrow_screens() -> None:
    table = DataTable(
        caption="Practices", headings=["Name", Heading("People", is_numeric=True)], rows=[["A", 1], ["B", 2]]
    )
    assert str(table).count('<span class="nhsuk-table__heading" aria-hidden="true">People </span>') == 2


def test_a_row_with_too_few_cells_is_an_error() -> None:
    table = DataTable(caption="Practices", headings=["Name", "People"], rows=[["Mill Lane"]])
    with pytest.raises(ComponentError, match="a row has 1 cells for 2 headings"):
        str(table)


def test_an_empty_table_says_so_in_a_sentence() -> None:
    html = str(DataTable(caption="Visits", headings=["Held on"], rows=[], empty="No visit has been held yet."))
    assert html.strip() == '<p class="ep-nothing">No visit has been held yet.</p>'


def test_a_summary_list_takes_components_as_values() -> None:
    html = str(SummaryList(rows=[{"key": "Proof", "value": Link(text="See it", href="/proof/", about="of visits")}]))
    assert html.count('<a class="nhsuk-link" href="/proof/">See it') == 1


def test_what_stands_inside_the_block_form_is_the_body() -> None:
    html = rendered('{% with_body "notice" heading="Read this" %}<p>{{ words }}</p>{% endwith_body %}', words="a < b")
    assert html.count("<p>a &lt; b</p>") == 1


def test_plain_text_is_refused_where_markup_is_expected() -> None:
    with pytest.raises(ComponentError, match="expander: body"):
        build("expander", {"summary": "Why?", "body": "<p>Because.</p>"})
    assert (
        str(build("expander", {"summary": "Why?", "body": mark_safe("<p>Because.</p>")})).count("<p>Because.</p>") == 1
    )


def test_a_form_component_carries_the_csrf_token_of_the_page() -> None:
    html = rendered('{% component "confirm_form" heading="Sure?" submit="Yes" %}', csrf_token="token-of-the-page")
    assert html.count('name="csrfmiddlewaretoken" value="token-of-the-page"') == 1


def test_only_what_is_overdue_is_marked_late() -> None:
    actions = registry["action_list"].examples[0]["actions"]
    html = str(build("action_list", {"actions": actions, "today": date(2026, 2, 1)}))
    assert "Late" not in html
    html = str(build("action_list", {"actions": actions, "today": date(2026, 2, 2)}))
    assert html.count("Late: was due by 1 February 2026") == 1


def test_pages_of_a_list_keep_the_rest_of_the_query() -> None:
    html = str(build("pager", registry["pager"].examples[0]))
    assert html.count('href="?status=met&amp;page=8"') == 2
