from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.timezone import localtime

from cms.clock import LONDON
from cms.forms import NHSDateField
from practices.models import Network, Person
from virtualclinics.enums import Mode
from virtualclinics.models import Clinic
from virtualclinics.policies import check_place

KEPT = ("title", "minutes", "capacity", "lead", "mode", "place")
NARROW = {"inputmode": "numeric", "class": "nhsuk-input--width-3"}


def offer(form: forms.BaseForm, name: str, queryset: QuerySet[Any]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = queryset


class ClinicForm(forms.Form):
    title = forms.CharField(max_length=120, initial="Virtual clinic")
    on = NHSDateField(label="Date")
    begins = forms.TimeField(
        label="Begins at",
        initial="13:00",
        help_text="For example, 13:00",
        widget=forms.TimeInput(format="%H:%M", attrs={"class": "nhsuk-input--width-5"}),
    )
    minutes = forms.IntegerField(
        label="Minutes", min_value=15, max_value=480, initial=60, widget=forms.TextInput(attrs=NARROW)
    )
    capacity = forms.IntegerField(
        label="Room for how many cases", min_value=1, max_value=30, initial=5, widget=forms.TextInput(attrs=NARROW)
    )
    lead = forms.ModelChoiceField(label="Lead specialist", queryset=Person.objects.none())
    mode = forms.ChoiceField(label="How", choices=Mode.choices, initial=Mode.ONLINE, widget=forms.RadioSelect)
    place = forms.CharField(label="Where", max_length=200, required=False, help_text="A practice, or how to join.")
    network = forms.ModelChoiceField(queryset=Network.objects.none())

    def __init__(self, *args: Any, networks: Sequence[int], leads: Sequence[UUID], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "lead", Person.objects.filter(pk__in=leads))
        offer(self, "network", Network.objects.filter(pk__in=networks))
        if len(networks) == 1:
            self.fields["network"].widget = forms.HiddenInput()
            self.fields["network"].initial = networks[0]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            check_place(cleaned.get("mode", ""), cleaned.get("place", ""))
        except ValueError as refusal:
            self.add_error("place", str(refusal))
        return cleaned

    def plan(self) -> dict[str, Any]:
        """What the operations take, but for the network."""
        given = self.cleaned_data
        kept = {name: given[name] for name in KEPT}
        return {**kept, "starts_at": datetime.combine(given["on"], given["begins"], LONDON)}


def plan_of(clinic: Clinic) -> dict[str, Any]:
    starts = localtime(clinic.starts_at)
    kept = {name: getattr(clinic, name) for name in (*KEPT, "network")}
    return {**kept, "on": starts.date(), "begins": starts.time()}


class PutOnAgendaForm(forms.Form):
    clinic = forms.ModelChoiceField(queryset=Clinic.objects.none(), empty_label="Choose a clinic")

    def __init__(self, *args: Any, clinics: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "clinic", clinics)
