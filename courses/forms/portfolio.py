from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from cms.forms import DayInput, NHSDateField
from courses.enums import ReflectionTheme
from courses.portfolio.purposes import PURPOSES
from practices.confidentiality.forms import IdentifierFreeMixin

LONG = {"rows": 5}


class PeriodForm(forms.Form):
    """What the record is for, and its first and last day. By GET, so that the address can be kept."""

    purpose = forms.ChoiceField(label="For", choices=[(each.code, each.name) for each in PURPOSES.values()])
    since = forms.DateField(label="First day", widget=DayInput)
    last_on = forms.DateField(label="Last day", widget=DayInput)
    use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        since, last_on = cleaned.get("since"), cleaned.get("last_on")
        if since and last_on and last_on < since:
            self.add_error("last_on", "The last day must not be before the first.")
        if last_on == date.max:
            self.add_error("last_on", "Choose an earlier last day.")
        return cleaned


class ReflectionForm(IdentifierFreeMixin, forms.Form):
    """What was learned and what came of it. Nobody but its author reads it."""

    learned = forms.CharField(
        label="What did you learn?",
        help_text="From the activity, the feedback or the event. No patient details.",
        max_length=4000,
        widget=forms.Textarea(attrs=LONG),
        error_messages={"required": "Write what you learned. A sentence is enough."},
    )
    changed = forms.CharField(
        label="What did you change or improve in your practice, or what will you?",
        max_length=4000,
        widget=forms.Textarea(attrs=LONG),
        error_messages={"required": "Write what you changed, or what you will. A sentence is enough."},
    )
    theme = forms.ChoiceField(
        label="Which theme of the Code is it about?",
        help_text="The NMC asks for one. Others may choose the last.",
        choices=ReflectionTheme.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a theme, or say that it is about none."},
    )


class OwnReflectionForm(ReflectionForm):
    """About something that is not on the record: a conversation, feedback, an event."""

    title = forms.CharField(
        label="What is it about?",
        help_text="For example: feedback from the practice meeting",
        max_length=160,
        error_messages={"required": "Say what it is about."},
    )
    happened_on = NHSDateField(label="Day", error_messages={"required": "Enter the day."})
    field_order = ["title", "happened_on", "learned", "changed", "theme"]

    def guarded_names(self) -> list[str]:
        return ["title", "learned", "changed"]

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_happened_on(self) -> date:
        day: date = self.cleaned_data["happened_on"]
        if day > self.today:
            raise forms.ValidationError("The day must not be after today.")
        return day
