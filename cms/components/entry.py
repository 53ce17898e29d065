"""Where people type, choose, confirm and upload."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.utils.safestring import SafeString

from cms.components.declaration import EMPTY, Component
from cms.forms import MomentForm, NHSDateField


class ExampleForm(forms.Form):
    """One field of each kind, for the gallery and for tests of the markup."""

    title = forms.CharField(help_text="As it should stand in the list.")
    held_on = NHSDateField(label="Date of the visit")
    kind = forms.ChoiceField(choices=[("", "Choose one"), ("routine", "Routine"), ("urgent", "Urgent")])
    place = forms.ChoiceField(choices=[("here", "At the practice"), ("online", "Online")], widget=forms.RadioSelect)
    topics = forms.MultipleChoiceField(
        choices=[("foot", "Foot care"), ("insulin", "Insulin")], widget=forms.CheckboxSelectMultiple, required=False
    )
    note = forms.CharField(widget=forms.Textarea, max_length=300, required=False)
    agreed = forms.BooleanField(label="Both sides agreed to this date")


class ExampleUpload(forms.Form):
    file = forms.FileField(label="List of practices", help_text="CSV or XLSX, up to 10 MB.")


def refused_example() -> ExampleForm:
    """The example form as it comes back: filled in, with what to change."""
    return ExampleForm(
        {"held_on_day": "31", "held_on_month": "2", "held_on_year": "2026", "note": "Bring the register."}
    )


@dataclass(frozen=True, kw_only=True)
class Form(
    Component,
    name="form",
    examples=(
        {"form": ExampleForm(prefix="empty"), "submit": "Propose the visit", "cancel_href": "/"},
        {"form": refused_example(), "submit": "Propose the visit"},
    ),
):
    """A form to send by POST: what is wrong with it, its fields, a button, and perhaps a way out.

    `button_name` and `button_value` tell several forms of one page apart. `intro` holds markup above the fields.
    """

    form: forms.BaseForm
    submit: str = "Save"
    action: str = ""
    cancel_href: str = ""
    is_warning: bool = False
    button_name: str = ""
    button_value: str = ""
    intro: SafeString = EMPTY


@dataclass(frozen=True, kw_only=True)
class ConfirmForm(
    Component,
    name="confirm_form",
    examples=(
        {
            "heading": "Withdraw the invitation of the practice nurse?",
            "text": "The link in the e-mail stops working. What she completed already is kept.",
            "submit": "Withdraw the invitation",
            "cancel_href": "/",
        },
    ),
):
    """Asks once more before something that cannot be undone by a click. `hidden` goes along as hidden fields."""

    heading: str
    submit: str
    text: str = ""
    action: str = ""
    cancel_href: str = ""
    hidden: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class FileUpload(
    Component,
    name="file_upload",
    examples=({"form": ExampleUpload(), "columns": ["practice code", "name", "status"], "submit": "Check the file"},),
):
    """A form with a file, and which columns the file has to have."""

    form: forms.BaseForm
    submit: str = "Upload"
    action: str = ""
    columns: Sequence[str] = ()
    cancel_href: str = ""


class ExampleFilter(forms.Form):
    status = forms.ChoiceField(required=False, choices=[("", "Any standing"), ("accredited", "Accredited")])
    name = forms.CharField(required=False, label="Practice name")


@dataclass(frozen=True, kw_only=True)
class FilterBar(Component, name="filter_bar", examples=({"form": ExampleFilter(), "clear_href": "/"},)):
    """Narrows a list down, by GET. Its fields stand side by side where there is room."""

    form: forms.BaseForm
    label: str = "Filters"
    submit: str = "Apply"
    clear_href: str = ""
    hidden: Mapping[str, Any] = field(default_factory=dict)

    @property
    def fields(self) -> list[forms.BoundField]:
        return self.form.visible_fields()


@dataclass(frozen=True, kw_only=True)
class AsOfPicker(
    Component,
    name="as_of_picker",
    examples=(
        {"form": MomentForm(), "today": date(2026, 3, 3)},
        {
            "form": MomentForm({"as_of": "2026-01-31", "known_at": "2026-02-14"}, auto_id="past_%s"),
            "today": date(2026, 3, 3),
            "clear_href": "/",
            "label": "Another date to look at",
        },
    ),
):
    """Chooses the two clocks, by GET: as of which day, as known on which day. Takes cms.forms.MomentForm.

    `hidden` keeps the other parameters of the page.
    """

    form: MomentForm
    today: date
    label: str = "Date to look at"
    clear_href: str = ""
    hidden: Mapping[str, Any] = field(default_factory=dict)

    @property
    def asked(self) -> dict[str, Any]:
        return self.form.cleaned_data if self.form.is_valid() else {}

    @property
    def as_of(self) -> date:
        return self.asked.get("as_of") or self.today

    @property
    def known_at(self) -> date | None:
        return self.asked.get("known_at")

    @property
    def is_today(self) -> bool:
        return self.as_of == self.today and self.known_at is None

    @property
    def fields(self) -> list[forms.BoundField]:
        return self.form.visible_fields()
