from __future__ import annotations

import json
import re
from typing import Any

from django import forms

from practices.confidentiality.forms import IdentifierFreeMixin
from practices.confidentiality.structured import PATTERNS


class CaseForm(IdentifierFreeMixin, forms.Form):
    question = forms.CharField(widget=forms.Textarea)
    tried = forms.CharField(required=False, max_length=40)
    duration = forms.ChoiceField(choices=[("5", "5 to 9 years")])


class ContactForm(IdentifierFreeMixin, forms.Form):
    guarded_fields = ("message",)
    email = forms.EmailField()
    message = forms.CharField()


class ForgetfulForm(CaseForm):
    def clean(self) -> dict[str, Any]:
        return self.cleaned_data


def filled(form: type[forms.Form] = CaseForm, **changes: str) -> forms.Form:
    return form({"question": "Start insulin?", "tried": "gliclazide", "duration": "5"} | changes)


def test_a_form_without_identifiers_is_valid() -> None:
    form = filled()
    assert form.is_valid()
    assert form.cleaned_data == {"question": "Start insulin?", "tried": "gliclazide", "duration": "5"}


def test_every_hit_is_reported_on_its_field_with_its_words() -> None:
    form = filled(question="NHS 943 476 5919, PO5 9AJ", tried="ring 07700 900123")
    assert dict(form.errors) == {
        "question": [
            "“943 476 5919” is a valid NHS number. Take it out: the network never needs it.",
            "“PO5 9AJ” is a postcode. Take it out, or describe the area, such as “a coastal town”.",
        ],
        "tried": ["“07700 900123” is a phone number. Take it out: the clinic reaches the practice through this site."],
    }


def test_a_refused_form_comes_back_filled_in_and_hands_nothing_on() -> None:
    form = filled(question="NHS 943 476 5919")
    assert not form.is_valid()
    assert form["question"].value() == "NHS 943 476 5919"
    assert form.cleaned_data == {"tried": "gliclazide", "duration": "5"}


def test_a_field_refused_for_another_reason_is_checked_too() -> None:
    form = filled(tried="943 476 5919 and much more than forty characters of it")
    assert form.errors["tried"] == [
        "Ensure this value has at most 40 characters (it has 54).",
        "“943 476 5919” is a valid NHS number. Take it out: the network never needs it.",
    ]


def test_a_form_whose_own_clean_forgets_its_parents_is_guarded() -> None:
    assert list(filled(ForgetfulForm, question="NHS 943 476 5919").errors) == ["question"]


def test_named_fields_alone_are_guarded() -> None:
    form = ContactForm({"email": "lead@practice.example", "message": "write to me@home.example"})
    assert list(form.errors) == ["message"]
    assert "data-identifier-guard" not in form.fields["email"].widget.attrs


def test_an_unbound_form_shows_no_errors() -> None:
    assert dict(CaseForm().errors) == {}


def test_guarded_widgets_are_marked_for_the_browser() -> None:
    form = CaseForm()
    assert {name: field.widget.attrs.get("data-identifier-guard") for name, field in form.fields.items()} == {
        "question": "true",
        "tried": "true",
        "duration": None,
    }


def test_the_media_bring_the_patterns_as_data_and_the_script_as_a_module() -> None:
    data, script = str(CaseForm().media).split("\n")
    shared = re.fullmatch(r'<script id="identifier-patterns" type="application/json">(.*)</script>', data)
    assert shared is not None
    assert json.loads(shared[1]) == {name: PATTERNS[name] for name in ("fragments", "kinds", "patterns")}
    assert script == '<script src="/static/practices/identifier-guard.js" type="module"></script>'


def test_two_guarded_forms_on_a_page_bring_the_media_once() -> None:
    assert str(CaseForm().media + ContactForm().media) == str(CaseForm().media)


def test_a_form_about_a_practice_may_allow_days_and_staff() -> None:
    class ReasonForm(IdentifierFreeMixin, forms.Form):
        allowed_kinds = ("date", "name")
        reason = forms.CharField()

    assert ReasonForm({"reason": "Vacant since 1 June 2026."}).is_valid()
    assert not ReasonForm({"reason": "Vacant since 1 June 2026, 943 476 5919."}).is_valid()
