"""Forms about long leave, units, successions, commissioners and merged records."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from practices.enums import SuccessionKind, UnitKind
from practices.forms.staff import ONE_DAY, a_day
from practices.models import Absence, Commissioner, DeliveryUnit, Person, Practice, PrimaryCareNetwork


class AbsenceForm(forms.Form):
    started_on = a_day("The first day away")
    last_day = a_day(
        "The last day away", required=False, help_text="Leave empty while it is not known. For example, 31 3 2026."
    )

    @property
    def days(self) -> dict[str, date | None]:
        last_day = self.cleaned_data["last_day"]
        return {"started_on": self.cleaned_data["started_on"], "ended_on": last_day + ONE_DAY if last_day else None}

    @classmethod
    def initial_of(cls, absence: Absence) -> dict[str, Any]:
        ended_on = absence.ended_on
        return {"started_on": absence.started_on, "last_day": ended_on - ONE_DAY if ended_on else None}


class CorrectAbsenceForm(AbsenceForm):
    never_was = forms.BooleanField(label="This leave was entered by mistake: it never was", required=False)


class SuccessionForm(forms.Form):
    predecessor = forms.CharField(
        label="ODS code of the former practice",
        max_length=10,
        widget=forms.TextInput(attrs={"class": "nhsuk-input--width-10", "spellcheck": "false"}),
    )
    how = forms.ChoiceField(label="What happened", choices=SuccessionKind.choices, widget=forms.RadioSelect)
    on = a_day("The day from which it holds")
    move_staff = forms.BooleanField(
        label="Whoever works there then works here from that day on, in the same role", required=False
    )

    def clean_predecessor(self) -> Practice:
        practice = Practice.objects.filter(code__iexact=self.cleaned_data["predecessor"].strip()).first()
        if practice is None:
            raise forms.ValidationError("No practice has this code. Look it up in the directory.")
        return practice


class ClosePracticeForm(forms.Form):
    last_day = a_day("The last day on which it is open")

    @property
    def closed_from(self) -> date:
        last_day: date = self.cleaned_data["last_day"]
        return last_day + ONE_DAY


class CommissionerForm(forms.Form):
    commissioner = forms.ModelChoiceField(
        label="Commissioned by", queryset=Commissioner.objects.all(), empty_label="Choose a body"
    )
    from_on = a_day("The day from which it holds")


class JoinUnitForm(forms.Form):
    """One list of all that the practice may join: primary care networks and the network's own units."""

    unit = forms.ChoiceField(label="Unit")
    started_on = a_day("The first day")

    def __init__(self, *args: Any, units: QuerySet[DeliveryUnit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pcns = PrimaryCareNetwork.objects.filter(closed_on__isnull=True)
        self.fields["unit"].choices = [  # type: ignore[attr-defined]
            ("", "Choose a unit"),
            ("Units of this network", [(f"unit.{each.pk}", str(each)) for each in units]),
            ("Primary care networks", [(f"pcn.{each.pk}", f"{each.name} ({each.code})") for each in pcns]),
        ]

    @property
    def chosen(self) -> DeliveryUnit | PrimaryCareNetwork:
        kind, _, pk = self.cleaned_data["unit"].partition(".")
        return (DeliveryUnit if kind == "unit" else PrimaryCareNetwork).objects.get(pk=pk)


class OpenUnitForm(forms.Form):
    kind = forms.ChoiceField(label="Kind", choices=UnitKind.choices)
    code = forms.SlugField(
        label="Code", max_length=40, help_text="Letters, numbers and hyphens, such as east-locality."
    )
    name = forms.CharField(label="Name", max_length=120)


class MergeForm(forms.Form):
    former = forms.ModelChoiceField(
        label="The other record",
        queryset=Person.objects.none(),
        empty_label="Choose a record",
        help_text="What is known of it counts for this one from now on. It can be undone.",
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["former"]
        field.queryset = people
        field.label_from_instance = lambda person: f"{person.name}, {person.email or 'no e-mail'}"
