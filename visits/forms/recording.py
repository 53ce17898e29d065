"""A visit as it took place, on one screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from cms.forms import NHSDateField
from practices.confidentiality.forms import IdentifierFreeMixin
from visits.enums import AgendaKind, Side, VisitKind
from visits.models import AgendaItem, Visit, VisitAttendance
from visits.particulars import ItemReport, Stay, VisitReport
from visits.queries import Candidate

NARROW = {"inputmode": "numeric", "class": "nhsuk-input--width-3"}


class RecordForm(IdentifierFreeMixin, forms.Form):
    """An empty box beside a person says that the person was not there."""

    kind = forms.ChoiceField(label="Kind of visit", choices=VisitKind.choices, widget=forms.RadioSelect)
    held_on = NHSDateField(label="Day of the visit")
    minutes = forms.IntegerField(
        label="Minutes in all", min_value=1, max_value=480, widget=forms.TextInput(attrs=NARROW)
    )

    def __init__(self, *args: Any, candidates: Sequence[Candidate], asks_kind: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_kind:
            del self.fields["kind"]
        self.candidates = {_name(candidate): candidate for candidate in candidates}
        for name, candidate in self.candidates.items():
            self.fields[name] = _minutes_of(candidate)
        for kind in AgendaKind:
            self._add_item(kind)

    def guarded_names(self) -> list[str]:
        return [name for name in self.fields if name.startswith("note_")]

    @property
    def when(self) -> list[forms.BoundField]:
        return [self[name] for name in ("kind", "held_on", "minutes") if name in self.fields]

    @property
    def visitors(self) -> list[forms.BoundField]:
        return self._boxes(Side.VISITOR)

    @property
    def hosts(self) -> list[forms.BoundField]:
        return self._boxes(Side.HOST)

    @property
    def items(self) -> list[dict[str, Any]]:
        """The five options, those on the agenda first and unfolded."""
        rows = [self._row(kind) for kind in AgendaKind]
        return sorted(rows, key=lambda row: not row["is_open"])

    def report(self) -> VisitReport:
        given = self.cleaned_data
        return VisitReport(
            held_on=given["held_on"],
            minutes=given["minutes"],
            visitors=self._stays(Side.VISITOR),
            hosts=self._stays(Side.HOST),
            items=tuple(
                ItemReport(kind, given[f"note_{kind}"], given.get(f"patients_{kind}"))
                for kind in AgendaKind
                if given[f"done_{kind}"]
            ),
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for kind in AgendaKind:
            told = cleaned.get(f"note_{kind}") or cleaned.get(f"patients_{kind}")
            if told and not cleaned.get(f"done_{kind}"):
                self.add_error(f"done_{kind}", "Tick that this was done, or take out what you wrote about it.")
        return cleaned

    def _add_item(self, kind: AgendaKind) -> None:
        self.fields[f"done_{kind}"] = forms.BooleanField(label=f"Done: {_lower(kind.label)}", required=False)
        area = forms.Textarea(attrs={"rows": 3, "data-identifier-guard": "true"})
        self.fields[f"note_{kind}"] = forms.CharField(
            label="What came of it", required=False, max_length=2000, widget=area
        )
        if kind == AgendaKind.PATIENT_REVIEW:
            self.fields[f"patients_{kind}"] = forms.IntegerField(
                label="How many patients", required=False, min_value=0, max_value=50, widget=forms.TextInput(NARROW)
            )

    def _row(self, kind: AgendaKind) -> dict[str, Any]:
        names = [name for name in (f"done_{kind}", f"note_{kind}", f"patients_{kind}") if name in self.fields]
        fields = [self[name] for name in names]
        is_open = any(field.errors or field.value() for field in fields) or kind in self.initial.get("agenda", ())
        topic = self.initial.get("topics", {}).get(kind)
        return {"label": f"{kind.label}: {topic}" if topic else kind.label, "fields": fields, "is_open": is_open}

    def _boxes(self, side: Side) -> list[forms.BoundField]:
        return [self[name] for name, candidate in self.candidates.items() if candidate.side == side]

    def _stays(self, side: Side) -> tuple[Stay, ...]:
        given = self.cleaned_data
        there = ((name, each) for name, each in self.candidates.items() if each.side == side and given.get(name))
        return tuple(Stay(candidate.person, given[name]) for name, candidate in there)


def initial_of(visit: Visit, agenda: Iterable[AgendaItem], attendances: Iterable[VisitAttendance]) -> dict[str, Any]:
    """What is known already: the day agreed, or the whole record before sign-off."""
    initial: dict[str, Any] = {
        "held_on": visit.day,
        "minutes": visit.held_minutes or visit.planned_minutes,
        "agenda": [],
        "topics": {},
    }
    for item in agenda:
        initial["topics"][item.kind] = item.topic
        if item.is_agreed or item.is_done:
            initial["agenda"].append(item.kind)
        initial |= {f"done_{item.kind}": item.is_done, f"note_{item.kind}": item.note}
        initial[f"patients_{item.kind}"] = item.patients
    return initial | {_box(each.side, each.person_id): each.minutes for each in attendances}


def _minutes_of(candidate: Candidate) -> forms.IntegerField:
    return forms.IntegerField(
        label=f"{candidate.person.name}, {_lower(candidate.role or 'specialist')}",
        required=False,
        min_value=1,
        max_value=480,
        widget=forms.TextInput(attrs=NARROW),
    )


def _lower(words: str) -> str:
    """With a small first letter, unless the words begin with an abbreviation."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def _name(candidate: Candidate) -> str:
    return _box(candidate.side, candidate.person.pk)


def _box(side: str, person_id: Any) -> str:
    return f"{Side(side).value}_{person_id.hex}"


def people(candidates: Sequence[Candidate]) -> Mapping[str, Candidate]:
    return {_name(candidate): candidate for candidate in candidates}
