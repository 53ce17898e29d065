"""Forms about the people of a practice. Dates are typed as people say them: the last day is a day still worked."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms

from cms.forms import NHSDateField
from practices.enums import LeadRole, PracticeRole
from practices.models import Person
from practices.operations import NewColleague

EARLIEST = date(1948, 7, 5)
ONE_DAY = timedelta(days=1)
SESSIONS_HELP = "Half days, such as 6 or 4.5. From 0 (as needed) to 14."


def a_day(label: str, **options: Any) -> NHSDateField:
    """A day on which people may have begun or ended work."""
    return NHSDateField(label=label, validators=[check_plausible], **options)


def check_plausible(day: date | None) -> None:
    if day is not None and not EARLIEST <= day <= date(2100, 12, 31):
        raise forms.ValidationError("The year must be between 1948 and 2100.", code="year")


def sessions_field() -> forms.DecimalField:
    return forms.DecimalField(
        label="Sessions a week",
        help_text=SESSIONS_HELP,
        min_value=Decimal(0),
        max_value=Decimal(14),
        max_digits=4,
        decimal_places=1,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "nhsuk-input--width-3"}),
        error_messages={"invalid": "Sessions a week must be a number, such as 6 or 4.5."},
    )


class EmailBox(forms.TextInput):
    """A text box, so that it looks like the others, that brings up the keyboard for addresses."""

    input_type = "email"


class ColleagueFields(forms.Form):
    """Who somebody is."""

    given_name = forms.CharField(label="Given name", max_length=80)
    family_name = forms.CharField(label="Family name", max_length=80)
    email = forms.EmailField(
        label="Work e-mail address",
        required=False,
        widget=EmailBox,
        help_text="Without one there can be no account; you can add the person all the same.",
        error_messages={"invalid": "Enter an e-mail address in the right form, such as name@example.nhs.uk."},
    )
    invite = forms.BooleanField(label="Send an invitation to open an account", required=False, initial=True)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("invite") and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", "Enter the e-mail address to invite, or take the tick off the invitation.")
        return cleaned

    @property
    def colleague(self) -> NewColleague:
        typed = self.cleaned_data
        return NewColleague(typed["given_name"], typed["family_name"], typed["email"])


class AddColleagueForm(ColleagueFields):
    role = forms.ChoiceField(label="Role at the practice", choices=[("", "Choose a role"), *PracticeRole.choices])
    sessions = sessions_field()
    started_on = a_day("First day")
    lead_role = forms.ChoiceField(
        label="Named lead",
        required=False,
        choices=[("", "No named lead"), *LeadRole.choices],
        help_text="From the first day on. Whoever holds it until then is followed.",
    )
    field_order = ["given_name", "family_name", "email", "role", "sessions", "started_on", "lead_role", "invite"]


class ChangePostForm(forms.Form):
    role = forms.ChoiceField(label="Role at the practice", choices=PracticeRole.choices)
    sessions = sessions_field()
    from_on = a_day(
        "From", help_text="The first day on which this holds. For example, 27 3 2026. What was before stays on record."
    )


class LastDayForm(forms.Form):
    last_day = a_day("Last day", help_text="A day still in post. For example, 31 3 2026.")

    @property
    def ended_on(self) -> date:
        """The first day no longer in post."""
        last_day: date = self.cleaned_data["last_day"]
        return last_day + ONE_DAY


class EndPostForm(LastDayForm):
    never_worked_here = forms.BooleanField(
        label="This post was entered by mistake: it never was", required=False, help_text="Then no last day is needed."
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("never_worked_here"):
            self.errors.pop("last_day", None)
        return cleaned


class NameLeadForm(forms.Form):
    lead_role = forms.ChoiceField(label="Lead", choices=LeadRole.choices, widget=forms.RadioSelect)
    person = forms.ModelChoiceField(label="Who", queryset=Person.objects.none(), empty_label="Choose a person")
    started_on = a_day("First day", help_text="Whoever holds it until then is followed. For example, 27 3 2026.")

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
