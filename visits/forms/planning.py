from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.timezone import localtime

from cms.clock import LONDON
from cms.forms import NHSDateField
from practices.confidentiality.forms import IdentifierFreeMixin
from visits.enums import AgendaKind, VisitKind
from visits.models import AgendaItem, ProposedSlot
from visits.particulars import Topic

SLOTS = (1, 2, 3)
WEEKS_AHEAD = 4
TUESDAY, USUAL_START = 1, time(13)
NARROW = {"inputmode": "numeric", "class": "nhsuk-input--width-3"}


def usual_slots(today: date) -> dict[str, Any]:
    """Three Tuesdays at one o'clock, the first of them at least four weeks from today."""
    from_on = today + timedelta(weeks=WEEKS_AHEAD)
    first = from_on + timedelta(days=(TUESDAY - from_on.weekday()) % 7)
    days = {f"slot_{n}_on": first + timedelta(weeks=n - 1) for n in SLOTS}
    return {**days, **{f"slot_{n}_at": USUAL_START for n in SLOTS}}


class SlotsForm(forms.Form):
    """Up to three times to choose from. The first is needed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in SLOTS:
            self.fields[f"slot_{n}_on"] = NHSDateField(label=f"Choice {n}: date", required=n == 1)
            self.fields[f"slot_{n}_at"] = forms.TimeField(
                label=f"Choice {n}: time",
                required=n == 1,
                widget=forms.TimeInput(format="%H:%M", attrs={"class": "nhsuk-input--width-5"}),
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for n in SLOTS:
            if cleaned.get(f"slot_{n}_on") and not cleaned.get(f"slot_{n}_at") and f"slot_{n}_at" not in self.errors:
                self.add_error(f"slot_{n}_at", f"Give a time for choice {n}, such as 13:00.")
        return cleaned

    def slots(self) -> list[datetime]:
        pairs = [(self.cleaned_data.get(f"slot_{n}_on"), self.cleaned_data.get(f"slot_{n}_at")) for n in SLOTS]
        return [datetime.combine(on, at, LONDON) for on, at in pairs if on and at]


class AgendaMixin(IdentifierFreeMixin):
    """A tick for each of the five options, and what it should be about."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in AgendaKind:
            self.fields[f"has_{kind}"] = forms.BooleanField(label=kind.label, required=False)
            topic = forms.CharField(label=f"Topic of the {_short(kind)}", required=False, max_length=200)
            topic.widget.attrs["data-identifier-guard"] = "true"
            self.fields[f"topic_{kind}"] = topic

    def guarded_names(self) -> list[str]:
        return [name for name, field in self.fields.items() if isinstance(field, forms.CharField)]

    @property
    def agenda_fields(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"has_{kind}"], self[f"topic_{kind}"]) for kind in AgendaKind]

    @property
    def other_fields(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if not field.name.startswith(("has_", "topic_"))]

    def agenda(self) -> list[Topic]:
        chosen = [kind for kind in AgendaKind if self.cleaned_data.get(f"has_{kind}")]
        return [Topic(kind, self.cleaned_data.get(f"topic_{kind}", "")) for kind in chosen]


class ProposeForm(AgendaMixin, SlotsForm):
    kind = forms.ChoiceField(label="Kind of visit", choices=VisitKind.choices, widget=forms.RadioSelect)
    minutes = forms.IntegerField(
        label="Minutes", min_value=15, max_value=480, initial=90, widget=forms.TextInput(attrs=NARROW)
    )


class AgreeForm(AgendaMixin, forms.Form):
    slot = forms.TypedChoiceField(label="When", coerce=datetime.fromisoformat, widget=forms.RadioSelect)

    def __init__(self, *args: Any, slots: Iterable[ProposedSlot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["slot"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (slot.starts_at.isoformat(), f"{localtime(slot.starts_at):%A %-d %B %Y, %H:%M}") for slot in slots
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.agenda():
            self.add_error(f"has_{AgendaKind.VIRTUAL_CLINIC}", "Choose at least one of the five agenda options.")
        return cleaned


class ReasonForm(IdentifierFreeMixin, forms.Form):
    because = forms.CharField(label="Why", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


def suggested(agenda: Iterable[AgendaItem]) -> dict[str, Any]:
    items = list(agenda)
    return {**{f"has_{item.kind}": True for item in items}, **{f"topic_{item.kind}": item.topic for item in items}}


def _short(kind: AgendaKind) -> str:
    return kind.value.replace("_", " ")
