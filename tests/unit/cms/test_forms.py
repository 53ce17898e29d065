from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.utils.safestring import mark_safe

from cms.components.entry import ExampleForm, refused_example
from cms.forms import MomentForm, NHSDateField

TODAY = date(2026, 6, 15)
NOW = datetime(2026, 6, 15, 9, 30, tzinfo=UTC)


class VisitForm(forms.Form):
    held_on = NHSDateField(label="Date of the visit")


def visit(day: str, month: str, year: str) -> VisitForm:
    return VisitForm({"held_on_day": day, "held_on_month": month, "held_on_year": year})


def page(form: forms.BaseForm) -> BeautifulSoup:
    return BeautifulSoup(str(form), "html.parser")


@pytest.mark.parametrize("month", ["3", "03", "Mar", "march", "MARCH"])
def test_a_month_may_be_a_number_or_a_name(month: str) -> None:
    form = visit(" 27 ", month, "2026")
    assert form.is_valid()
    assert form.cleaned_data["held_on"] == date(2026, 3, 27)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (("31", "2", "2026"), "Date of the visit must be a real date, such as 27 3 2026."),
        (("27", "Mbr", "2026"), "Date of the visit must be a real date, such as 27 3 2026."),
        (("two", "3", "2026"), "Date of the visit must be a real date, such as 27 3 2026."),
        (("27", "3", "26"), "Date of the visit: the year must have 4 numbers, such as 2026."),
        (("27", "", "2026"), "Date of the visit must include a month."),
        (("27", "", ""), "Date of the visit must include a month and a year."),
        (("", "", ""), "Enter date of the visit."),
    ],
)
def test_what_is_no_date_is_told_and_stays_as_typed(typed: tuple[str, str, str], sentence: str) -> None:
    form = visit(*typed)
    assert form.errors == {"held_on": [sentence]}
    assert [box.get("value", "") for box in page(form).select(".nhsuk-date-input__input")] == list(typed)


def test_a_date_that_may_be_left_out_is_nothing_when_it_is() -> None:
    class Optional(forms.Form):
        ended_on = NHSDateField(required=False)

    form = Optional({})
    assert form.is_valid()
    assert form.cleaned_data == {"ended_on": None}


def test_a_known_date_fills_the_three_boxes() -> None:
    boxes = page(VisitForm(initial={"held_on": date(2026, 3, 7)})).select(".nhsuk-date-input__input")
    assert [box["value"] for box in boxes] == ["7", "3", "2026"]


def test_every_control_has_a_label() -> None:
    soup = page(ExampleForm())
    controls = [c["id"] for c in soup.select("input, select, textarea")]
    assert sorted(label["for"] for label in soup.select("label")) == sorted(controls)


def test_a_refused_form_comes_back_filled_in() -> None:
    soup = page(refused_example())
    assert soup.select_one("textarea").text.strip() == "Bring the register."
    assert [box["value"] for box in soup.select(".nhsuk-date-input__input")] == ["31", "2", "2026"]


def test_the_error_summary_links_each_problem_to_its_control() -> None:
    soup = page(refused_example())
    links = {link["href"].removeprefix("#"): link.text.strip() for link in soup.select(".nhsuk-error-summary a")}
    assert links == {
        "id_title": "Enter title.",
        "id_held_on_day": "Date of the visit must be a real date, such as 27 3 2026.",
        "id_kind": "Choose kind.",
        "id_place": "Choose place.",
        "id_agreed": "Tick the box: Both sides agreed to this date.",
    }
    assert [target for target in links if soup.find(id=target) is None] == []


def test_chosen_options_stay_chosen() -> None:
    soup = page(ExampleForm({"kind": "urgent", "place": "online", "topics": ["insulin"], "agreed": "on"}))
    assert [option["value"] for option in soup.select("option[selected]")] == ["urgent"]
    assert [box["value"] for box in soup.select("input[checked]")] == ["online", "insulin", "on"]


def one_field(field: forms.Field, **options: Any) -> BeautifulSoup:
    return page(type("OneField", (forms.Form,), {"answer": field})(**options))


def test_a_hint_is_escaped_unless_it_was_marked_safe() -> None:
    assert one_field(forms.CharField(help_text="<b>bold</b>")).select_one(".nhsuk-hint").text.strip() == "<b>bold</b>"
    marked = one_field(forms.CharField(help_text=mark_safe("<b>bold</b>")))
    assert marked.select_one(".nhsuk-hint b").text == "bold"


def test_typed_markup_is_escaped() -> None:
    soup = one_field(forms.CharField(), data={"answer": '"><script>alert(1)</script>'})
    assert soup.select_one("input")["value"] == '"><script>alert(1)</script>'
    assert soup.select("script") == []


def test_a_password_is_never_sent_back() -> None:
    soup = one_field(forms.CharField(widget=forms.PasswordInput), data={"answer": "secret"})
    assert soup.select_one("input").get("value") is None


def test_a_limit_is_counted_and_not_cut_off() -> None:
    area = one_field(forms.CharField(widget=forms.Textarea, max_length=20)).select_one("textarea")
    assert area.get("maxlength") is None
    assert one_field(forms.CharField(widget=forms.Textarea, max_length=20)).select_one("[data-maxlength='20']")


def test_what_may_be_left_out_says_so() -> None:
    assert (
        one_field(forms.CharField(label="Note", required=False)).select_one("label").text.strip() == "Note (optional)"
    )


def test_a_widget_without_a_macro_keeps_its_own_markup() -> None:
    soup = one_field(forms.SplitDateTimeField(label="Begins"))
    assert [box["name"] for box in soup.select("input")] == ["answer_0", "answer_1"]


def test_grouped_choices_name_their_group() -> None:
    soup = one_field(forms.ChoiceField(choices=[("North", [("a", "Abbey")]), ("South", [("b", "Bridge")])]))
    assert [option.text.strip() for option in soup.select("option")] == ["North: Abbey", "South: Bridge"]


def test_a_file_can_be_chosen() -> None:
    box = one_field(forms.FileField(label="List")).select_one("input")
    assert box.attrs == {"class": ["nhsuk-file-upload__input"], "id": "id_answer", "name": "answer", "type": "file"}


def test_a_field_that_may_not_be_changed_is_disabled() -> None:
    assert one_field(forms.CharField(disabled=True)).select_one("input")["disabled"] == "disabled"
    assert one_field(forms.CharField()).select("[disabled]") == []


def test_hidden_fields_go_along_and_their_problems_are_told() -> None:
    soup = one_field(forms.IntegerField(widget=forms.HiddenInput), data={"answer": "x"})
    assert soup.select_one("input[type=hidden]")["value"] == "x"
    assert soup.select_one(".nhsuk-error-summary li").text.strip() == "Enter a whole number."


def test_without_a_question_the_moment_is_now() -> None:
    assert MomentForm({}).moments(today=TODAY, now=NOW) == (TODAY, NOW)
    assert MomentForm().moments(today=TODAY, now=NOW) == (TODAY, NOW)


def test_what_was_known_on_a_day_is_all_of_that_london_day() -> None:
    asked = MomentForm({"as_of": "2026-05-01", "known_at": "2026-05-31"}).moments(today=TODAY, now=NOW)
    assert asked == (date(2026, 5, 1), datetime(2026, 5, 31, 22, 59, 59, 999999, tzinfo=UTC))


def test_a_day_that_is_none_shows_today_and_says_why() -> None:
    form = MomentForm({"as_of": "31 February"})
    assert form.moments(today=TODAY, now=NOW) == (TODAY, NOW)
    assert form.errors == {"as_of": ["Enter a valid date."]}
