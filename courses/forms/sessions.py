from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms

from cms.clock import LONDON, london_date
from cms.forms import NHSDateField
from courses.models import LiveSession
from courses.policies import MOST_PARTS, MOST_WEEKS_APART
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
    places_per_practice = forms.IntegerField(
        label="Most places for one practice",
        required=False,
        min_value=1,
        max_value=1000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-4"}),
        help_text="Leave empty for no limit.",
        error_messages={"min_value": "Enter at least 1, or leave it empty."},
    )
    opens_on = NHSDateField(label="First day to book", required=False, help_text="Leave empty to open at once.")
    closes_on = NHSDateField(
        label="Last day to book",
        required=False,
        help_text="Until the end of this day people book, and the waiting list moves up. Leave empty: until it starts.",
    )
    facilitator = forms.ModelChoiceField(queryset=Person.objects.none(), label="Led by", empty_label=None)
    sponsor = forms.CharField(max_length=160, required=False, help_text="Leave empty when nobody sponsors it.")
    sponsorship = forms.CharField(
        label="Declaration of the sponsorship",
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What the sponsor pays for, and what it has no say in. Everybody who looks at the session reads it.",
    )
    participatory = forms.BooleanField(
        label="Its hours are participatory: people discuss or practise with others", required=False, initial=True
    )

    def __init__(self, *args: Any, network: Network, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facilitator"].queryset = facilitators_of(network.pk, on=on)
        if used := programmes_of([network.pk]):
            self.fields["programme"].help_text += f" In use: {', '.join(used)}."

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not given.get("place") and not given.get("online_link"):
            self.add_error("place", "Say where it is: a place, a link to join, or both.")
        if given.get("sponsor") and not given.get("sponsorship"):
            self.add_error("sponsorship", "Say what the sponsor pays for, and what it has no say in.")
        if given.get("sponsorship") and not given.get("sponsor"):
            self.add_error("sponsor", "Name the sponsor.")
        return given

    def values(self) -> dict[str, Any]:
        """What `schedule_session` takes."""
        given = dict(self.cleaned_data)
        day, starts, ends = given.pop("held_on"), given.pop("starts"), given.pop("ends")
        given["starts_at"] = datetime.combine(day, starts, LONDON)
        given["ends_at"] = datetime.combine(day, ends, LONDON)
        opens, closes = given.pop("opens_on"), given.pop("closes_on")
        given["bookings_open_at"] = datetime.combine(opens, time(), LONDON) if opens else None
        last = datetime.combine(closes + timedelta(days=1), time(), LONDON) if closes else None
        given["bookings_close_at"] = min(last, given["starts_at"]) if last and closes <= day else last
        return given


class NewSessionForm(SessionForm):
    """Once, or as a series."""

    parts = forms.IntegerField(
        label="How many times",
        initial=1,
        min_value=1,
        max_value=MOST_PARTS,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-3"}),
        help_text="More than once makes a series, which people can book as a whole.",
    )
    weeks_apart = forms.IntegerField(
        label="Weeks from one to the next",
        initial=1,
        min_value=1,
        max_value=MOST_WEEKS_APART,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-3"}),
    )


def initial_of(session: LiveSession) -> dict[str, Any]:
    """A session as the form shows it."""
    starts, ends = session.starts_at.astimezone(LONDON), session.ends_at.astimezone(LONDON)
    names = (
        "title",
        "summary",
        "programme",
        "place",
        "online_link",
        "capacity",
        "places_per_practice",
        "sponsor",
        "sponsorship",
    )
    closes = session.bookings_close_at
    return {
        **{name: getattr(session, name) for name in names},
        "held_on": starts.date(),
        "starts": f"{starts:%H:%M}",
        "ends": f"{ends:%H:%M}",
        "opens_on": london_date(session.bookings_open_at) if session.bookings_open_at else None,
        "closes_on": london_date(closes - timedelta(microseconds=1)) if closes else None,
        "facilitator": session.facilitator_id,
        "participatory": session.participatory,
    }
