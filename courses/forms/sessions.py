from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms

from cms.clock import LONDON
from cms.forms import NHSDateField
from courses.queries import facilitators_of, programmes_of
from practices.models import Network, Person


def times(sentence: str) -> dict[str, str]:
    return {"required": sentence, "invalid": sentence}


class SessionForm(forms.Form):
    """A live session. The day and the two times are London's."""

    title = forms.CharField(max_length=160, error_messages={"required": "Enter a title."})
    summary = forms.CharField(
        label="What it is about",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    programme = forms.SlugField(
        max_length=60,
        help_text="Frameworks count attendance by this code. Small letters, numbers and hyphens.",
        error_messages={
            "required": "Enter the programme's code, such as network-education.",
            "invalid": "Use small letters, numbers and hyphens, such as network-education.",
        },
    )
    held_on = NHSDateField(label="Day", error_messages={"required": "Enter the day."})
    starts = forms.TimeField(
        label="Starts at", help_text="For example, 18:30", error_messages=times("Enter when it starts, such as 18:30.")
    )
    ends = forms.TimeField(
        label="Ends at", help_text="For example, 20:00", error_messages=times("Enter when it ends, such as 20:00.")
    )
    place = forms.CharField(max_length=200, required=False, help_text="Leave empty when it is only online.")
    online_link = forms.URLField(
        label="Link to join",
        max_length=400,
        required=False,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url"}),
        help_text="Shown to those who booked.",
    )
    capacity = forms.IntegerField(
        label="Places",
        min_value=1,
        max_value=1000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-4"}),
        error_messages={"required": "Enter how many places there are.", "min_value": "Enter at least 1 place."},
    )
    facilitator = forms.ModelChoiceField(queryset=Person.objects.none(), label="Led by", empty_label=None)
    participatory = forms.BooleanField(
        label="Its hours are participatory: people discuss or practise with others", required=False, initial=True
    )

    def __init__(self, *args: Any, network: Network, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facilitator"].queryset = facilitators_of(network.pk, on=on)
        if used := programmes_of([network.pk]):
            self.fields["programme"].help_text += f" In use: {', '.join(used)}."

    def values(self) -> dict[str, Any]:
        """What `schedule_session` takes."""
        given = dict(self.cleaned_data)
        day, starts, ends = given.pop("held_on"), given.pop("starts"), given.pop("ends")
        given["starts_at"] = datetime.combine(day, starts, LONDON)
        given["ends_at"] = datetime.combine(day, ends, LONDON)
        return given

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not given.get("place") and not given.get("online_link"):
            self.add_error("place", "Say where it is: a place, a link to join, or both.")
        return given
