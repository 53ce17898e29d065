"""The register as a form: a tick and minutes for each person who booked or is on it, and one more person who came."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse

from cms.clock import london_date
from courses.models import LiveSession
from courses.queries import bookings_at, claimed_at, disputes_at, people_of_network, register_of, workplaces_of
from practices.models import Person


def minutes_box(*classes: str) -> forms.TextInput:
    return forms.TextInput(attrs={"inputmode": "numeric", "class": " ".join([*classes, "nhsuk-input--width-3"])})


class RegisterForm(forms.Form):
    use_required_attribute = False
    walk_in = forms.ChoiceField(
        label="Somebody who came without booking",
        required=False,
        help_text="Save to add them. Add as many as came, one after another.",
    )
    walk_in_minutes = forms.IntegerField(
        label="Their minutes",
        required=False,
        min_value=1,
        widget=minutes_box(),
    )

    def __init__(self, *args: Any, session: LiveSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session = session
        self.recorded = {row.person: row.minutes for row in register_of(session)}
        self.claimed = claimed_at(session)
        self.disputes = disputes_at(session)
        disputed = {dispute.person for dispute in self.disputes}
        booked = {booking.person for booking in bookings_at(session)}
        self.people = sorted(
            {*booked, *self.recorded, *self.claimed} - disputed,
            key=lambda person: (person.family_name, person.given_name),
        )
        self.others = self._others()
        self.fields["walk_in"].choices = [("", "Nobody"), *self._named(self.others)]
        self.fields["walk_in_minutes"].initial = session.minutes
        for person in self.people:
            self._add(person)

    def rows(self) -> list[dict[str, Any]]:
        return [
            {"here": self[f"here_{p.key}"], "minutes": self[f"minutes_{p.key}"], "href": self._history(p)}
            for p in self.people
        ]

    def _history(self, person: Person) -> str:
        """Where all stands that was said of somebody who is on the register, or on it by another source."""
        is_said = person in self.recorded or person in self.claimed
        return reverse("courses:attendance", args=[self.session.pk, person.pk]) if is_said else ""

    def minutes(self) -> dict[Person, int]:
        """What to record of each person: minutes, or 0 for "was not there"."""
        given = self.cleaned_data
        taken = {p: given[f"minutes_{p.key}"] if given[f"here_{p.key}"] else 0 for p in self.people}
        walk_in = next((person for person in self.others if person.key == given["walk_in"]), None)
        return {**taken, walk_in: given["walk_in_minutes"]} if walk_in else taken

    def clean_walk_in_minutes(self) -> int | None:
        minutes: int | None = self.cleaned_data["walk_in_minutes"]
        if self.cleaned_data.get("walk_in") and not minutes:
            raise forms.ValidationError("Enter for how many minutes they were there.")
        return minutes

    def _add(self, person: Person) -> None:
        longest = self.session.minutes
        self.fields[f"here_{person.key}"] = forms.BooleanField(
            label=person.name,
            required=False,
            initial=person in self.recorded or person in self.claimed,
            help_text=self._source(person),
        )
        self.fields[f"minutes_{person.key}"] = forms.IntegerField(
            label=f"Minutes of {person.name}",
            min_value=1,
            max_value=longest,
            initial=self._minutes_of(person),
            widget=minutes_box("nhsuk-input"),
            error_messages={
                "required": f"Enter minutes for {person.name}, or take the tick away.",
                "min_value": f"Enter minutes from 1 to {longest} for {person.name}.",
                "max_value": f"Enter minutes from 1 to {longest} for {person.name}.",
            },
        )

    def _minutes_of(self, person: Person) -> int:
        claim = self.claimed.get(person)
        return self.recorded.get(person, claim.minutes if claim else self.session.minutes)

    def _source(self, person: Person) -> str:
        """What another source says, until it is taken into the register."""
        claim = None if person in self.recorded else self.claimed.get(person)
        return f"{claim.get_source_display()}: {claim.minutes} minutes" if claim else ""

    def _others(self) -> list[Person]:
        on = london_date(self.session.starts_at)
        listed = [person.pk for person in (*self.people, *(dispute.person for dispute in self.disputes))]
        everybody = people_of_network(self.session.network_id, on=on).exclude(pk__in=listed)
        return list(everybody.exclude(pk=self.session.facilitator_id).order_by("family_name", "given_name"))

    def _named(self, people: list[Person]) -> list[tuple[str, str]]:
        where = workplaces_of([person.pk for person in people], on=london_date(self.session.starts_at))
        return [(p.key, f"{p.family_name}, {p.given_name} ({where.get(p.pk, 'network')})") for p in people]
