"""The what-if form: what may be supposed of a practice, read from the address, so that it can be shared."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms

from accreditation.rules import suppose
from accreditation.rules.facts import Entry, Facts
from accreditation.rules.grammar import Framework as Rules
from accreditation.rules.grammar.person import Attendance, Course
from cms.dates import in_words
from cms.forms import DayInput
from practices.enums import LeadRole, PracticeRole
from practices.models import LeadPost
from practices.queries import StaffMember

NEWCOMER = "somebody new"
MEASURES = (("list_size", "Patients on the list"), ("diabetes_register", "People on the diabetes register"))
# What goes together: all or none of each group is filled in.
GROUPS = {
    "Somebody leaves": ("leaves", "leaves_on"),
    "Somebody gives up a lead post": ("gives_up", "gives_up_on"),
    "Somebody is on long leave": ("away", "away_from", "away_to"),
    "Somebody joins": ("joins", "joins_sessions", "joins_on", "joins_trained"),
    "A visit": ("missed", "held_on"),
    "The practice grows": ("measure", "count", "counted_on"),
}
TOGETHER = (
    ("leaves", "leaves_on"),
    ("gives_up", "gives_up_on"),
    ("away", "away_from"),
    ("joins", "joins_on"),
    ("measure", "count"),
    ("measure", "counted_on"),
)
MISSING = {
    "leaves": "Choose who leaves.",
    "leaves_on": "Enter the first day without them.",
    "gives_up": "Choose who gives up a post.",
    "gives_up_on": "Enter the first day on which the post is vacant.",
    "away": "Choose who is on leave.",
    "away_from": "Enter the first day of the leave.",
    "joins": "Choose the role of whoever joins.",
    "joins_on": "Enter their first day.",
    "measure": "Choose what is counted.",
    "count": "Enter the new number.",
    "counted_on": "Enter the day of the count.",
}

HALF_DAYS = "Sessions a week have to be a number from 0 to 14."
WHOLE = "The new number has to be a whole number, 0 or more."


def _day(label: str) -> forms.DateField:
    return forms.DateField(label=label, required=False, widget=DayInput)


class WhatIfForm(forms.Form):
    """By GET. Only people and visits of the practice itself can be chosen."""

    use_required_attribute = False

    leaves = forms.MultipleChoiceField(label="Who leaves", required=False, widget=forms.CheckboxSelectMultiple)
    leaves_on = _day("First day without them")
    gives_up = forms.ChoiceField(label="Who gives up which post", required=False)
    gives_up_on = _day("First day on which the post is vacant")
    away = forms.ChoiceField(label="Who is on leave", required=False)
    away_from = _day("First day of the leave")
    away_to = forms.DateField(
        label="Last day of the leave", required=False, widget=DayInput, help_text="Empty: until further notice"
    )
    joins = forms.ChoiceField(label="Role of whoever joins", required=False)
    joins_sessions = forms.DecimalField(
        label="Sessions a week",
        required=False,
        min_value=0,
        max_value=14,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), HALF_DAYS),
        help_text="Half days. Empty: 4",
        widget=forms.TextInput,
    )
    joins_on = _day("Their first day")
    joins_trained = forms.BooleanField(label="They bring the courses and sessions that are asked", required=False)
    missed = forms.MultipleChoiceField(
        label="A visit that did not count after all", required=False, widget=forms.CheckboxSelectMultiple
    )
    held_on = _day("A visit is held on, as the framework asks")
    measure = forms.ChoiceField(label="What is counted", required=False, choices=[("", "Nothing"), *MEASURES])
    count = forms.IntegerField(
        label="The new number",
        required=False,
        min_value=0,
        error_messages={"invalid": WHOLE, "min_value": WHOLE},
        widget=forms.TextInput,
    )
    counted_on = _day("Counted on")

    def __init__(self, data: Any, *, staff: list[StaffMember], visits: list[Entry]) -> None:
        super().__init__(data)
        people = [(member.person.key, f"{member.person.name}, {member.roles}") for member in staff]
        posts = [post for member in staff for post in member.leads]
        self._offer("leaves", people)
        self._offer("away", [("", "Nobody"), *people])
        self._offer("gives_up", [("", "Nobody"), *((_key(post), _words(post, staff)) for post in posts)])
        self._offer("joins", [("", "Nobody"), *PracticeRole.choices])
        self._offer("missed", [(visit.ref, in_words(visit.happened_on)) for visit in visits])
        self.names = dict(people)

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]
        if not [value for value, _ in choices if value]:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for one, other in TOGETHER:
            for there, asked in ((one, other), (other, one)):
                is_open = asked in self.fields and asked not in self.errors
                if cleaned.get(there) and cleaned.get(asked) in ("", None, []) and is_open:
                    self.add_error(asked, MISSING[asked])
        began, ended = cleaned.get("away_from"), cleaned.get("away_to")
        if began and ended and ended < began:
            self.add_error("away_to", "The last day is before the first. Enter a later day.")
        return cleaned

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields that belong together, under what they suppose."""
        found = ((title, [self[name] for name in names if name in self.fields]) for title, names in GROUPS.items())
        return [(title, fields) for title, fields in found if fields]

    @property
    def supposes(self) -> bool:
        return self.is_valid() and bool(list(self.sentences()))

    def sentences(self) -> Iterator[str]:
        """What is supposed, one sentence each."""
        said = self.cleaned_data
        for person in said.get("leaves") or ():
            yield f"{self._name(person)} leaves: {in_words(said['leaves_on'])} is the first day without them."
        if said.get("gives_up"):
            person, post = said["gives_up"].split(":")
            role = LeadRole(post).label
            yield f"{self._name(person)} is no longer {role} from {in_words(said['gives_up_on'])}."
        if said.get("away"):
            to = f" to {in_words(said['away_to'])}" if said["away_to"] else ""
            yield f"{self._name(said['away'])} is on leave from {in_words(said['away_from'])}{to}."
        if said.get("joins"):
            trained = ", with the courses and sessions that are asked" if said["joins_trained"] else ""
            label = str(PracticeRole(said["joins"]).label)
            yield f"{label} joins on {in_words(said['joins_on'])}{trained}."
        for _ in said.get("missed") or ():
            yield "A visit that was held did not count after all."
        if said.get("held_on"):
            yield f"A visit is held on {in_words(said['held_on'])}."
        if said.get("measure"):
            what = dict(MEASURES)[said["measure"]]
            yield f"{what}: {said['count']}, counted on {in_words(said['counted_on'])}."

    def _name(self, person: str) -> str:
        return self.names[person].split(",")[0]

    def days(self) -> list[date]:
        """Every day that is supposed, in order."""
        names = ("leaves_on", "gives_up_on", "away_from", "joins_on", "held_on", "counted_on")
        return sorted(day for name in names if (day := self.cleaned_data.get(name)))

    def applied(self, facts: Facts, rules: Rules, visit: tuple[Entry, ...]) -> Facts:
        """The facts with all of it supposed. `visit`: what would be recorded of a visit held on the day given."""
        said = self.cleaned_data
        for person in said.get("leaves") or ():
            facts = suppose.leaves(facts, person, said["leaves_on"])
        if said.get("gives_up"):
            person, post = said["gives_up"].split(":")
            facts = suppose.gives_up(facts, person, post, said["gives_up_on"])
        if said.get("away"):
            until = said["away_to"] + date.resolution if said["away_to"] else None
            facts = suppose.is_away(facts, said["away"], said["away_from"], until)
        if said.get("joins"):
            sessions = float(said["joins_sessions"] or 4)
            facts = suppose.joins(facts, NEWCOMER, said["joins"], sessions, said["joins_on"])
            if said["joins_trained"]:
                facts = suppose.happens(facts, _brought(rules, said["joins_on"]))
        facts = suppose.never_was(facts, said.get("missed") or ())
        if said.get("measure"):
            facts = suppose.counts_as(facts, said["measure"], said["count"], said["counted_on"])
        return suppose.happens(facts, visit)


def _key(post: LeadPost) -> str:
    return f"{post.person_id}:{post.lead_role}"


def _words(post: LeadPost, staff: list[StaffMember]) -> str:
    name = next(member.person.name for member in staff if member.person.pk == post.person_id)
    return f"{name}, {post.get_lead_role_display()}"


def _brought(rules: Rules, on: date) -> Iterator[Entry]:
    """Every course and live session that the framework asks of a person, done on the day before."""
    day = on - date.resolution
    for node in rules.nodes():
        if isinstance(node, Course):
            values = {"course": node.any_of[0], "score": 100, "edition": node.min_edition or 1, "minutes": 60}
            yield _entry("course.completed", node.key, day, values)
        elif isinstance(node, Attendance):
            programme = node.any_of[0] if node.any_of else ""
            for number in range(getattr(node.cadence, "at_least", 1)):
                session = f"supposed {node.key} {number}"
                values = {"session": session, "programme": programme, "minutes": max(node.min_minutes, 60)}
                yield _entry("session.attended", session, day, values | {"role": None, "participatory": True})


def _entry(kind: str, ref: str, day: date, values: dict[str, Any]) -> Entry:
    return Entry(f"supposed {NEWCOMER} {ref}", kind, NEWCOMER, None, day, suppose.SUPPOSED_AT, None, values)
