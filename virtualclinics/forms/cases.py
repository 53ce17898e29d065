"""The anonymised case form: one page, the few things that are needed first, the rest folded away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms

from practices.confidentiality.forms import IdentifierFreeMixin
from virtualclinics import bands
from virtualclinics.details import CaseDetails, Reading
from virtualclinics.models import Case
from virtualclinics.policies import check_reference

READINGS = ("now", "before", "earlier")
USUAL_MONTHS = {"now": 0, "before": 6, "earlier": 12}
SHORT = {"inputmode": "numeric", "class": "nhsuk-input--width-4"}


@dataclass(frozen=True)
class Section:
    """Rows of fields under a heading; what is not needed stands folded away until one of them holds something."""

    heading: str
    rows: list[list[forms.BoundField]]
    is_needed: bool

    @property
    def is_open(self) -> bool:
        return any(field.errors or field.value() for row in self.rows for field in row)


Row = str | tuple[str, str]

# Two names together stand side by side.
SECTIONS: tuple[tuple[str, bool, tuple[Row, ...]], ...] = (
    ("Your question", True, ("question", "tried")),
    ("The person", True, (("age_band", "sex"), ("diabetes_type", "duration"))),
    (
        "HbA1c and treatment",
        True,
        (
            ("hba1c_now", "hba1c_now_months"),
            ("hba1c_before", "hba1c_before_months"),
            ("hba1c_earlier", "hba1c_earlier_months"),
            *("current_therapy", "what_failed", "hypoglycaemia"),
        ),
    ),
    (
        "Measurements, eyes and feet",
        False,
        (("systolic", "diastolic"), ("egfr", "acr"), "cholesterol", ("bmi", "retina"), "foot_risk"),
    ),
    ("Other conditions, frailty and pregnancy", False, ("comorbidities", ("frailty", "pregnancy"))),
    ("Life, goals and your own reference", False, ("living_factors", "goals", "local_reference")),
)


def choice(label: str, choices: Any, *, required: bool = False) -> forms.ChoiceField:
    empty = "Choose one" if required else "Not known"
    return forms.ChoiceField(label=label, choices=[("", empty), *choices.choices], required=required)


def text(label: str, help_text: str = "", *, required: bool = False, rows: int = 3) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, required=required, max_length=2000, widget=area)


def number(label: str, least: int, most: int, help_text: str = "") -> forms.IntegerField:
    box = forms.TextInput(attrs=SHORT)
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, required=False, help_text=help_text, widget=box
    )


def decimal(label: str, least: int, most: int) -> forms.DecimalField:
    box = forms.TextInput(attrs={**SHORT, "inputmode": "decimal"})
    return forms.DecimalField(
        label=label, min_value=least, max_value=most, decimal_places=1, required=False, widget=box
    )


def ticks(label: str, choices: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices.choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class CaseForm(IdentifierFreeMixin, forms.Form):
    """A draft may lack anything, but holds no identifier either."""

    question = text("Your question for the specialist", "What do you want to decide?", required=True)
    tried = text("What you have tried so far")
    age_band = choice("Age", bands.AgeBand, required=True)
    sex = choice("Sex", bands.Sex, required=True)
    diabetes_type = choice("Type of diabetes", bands.DiabetesType, required=True)
    duration = choice("Has had diabetes for", bands.Duration, required=True)
    hba1c_now = number("Latest HbA1c, mmol/mol", 20, 200)
    hba1c_now_months = number("Latest: months ago", 0, 60)
    hba1c_before = number("HbA1c before, mmol/mol", 20, 200)
    hba1c_before_months = number("Before: months ago", 0, 60)
    hba1c_earlier = number("Earlier HbA1c, mmol/mol", 20, 200)
    hba1c_earlier_months = number("Earlier: months ago", 0, 60)
    current_therapy = text("Current treatment, with doses", "For example, metformin 1 g twice a day", required=True)
    what_failed = text("What failed or was not tolerated")
    hypoglycaemia = choice("Hypoglycaemia", bands.Hypoglycaemia)
    systolic = number("Systolic, mmHg", 60, 260)
    diastolic = number("Diastolic, mmHg", 30, 160)
    egfr = number("eGFR, ml/min", 1, 150)
    acr = decimal("Urine ACR, mg/mmol", 0, 2000)
    cholesterol = decimal("Cholesterol, mmol/l", 1, 20)
    bmi = choice("BMI", bands.Bmi)
    retina = choice("Retinal grade", bands.Retina)
    foot_risk = choice("Foot risk", bands.FootRisk)
    comorbidities = ticks("Other conditions", bands.Comorbidity)
    frailty = choice("Frailty", bands.Frailty)
    pregnancy = choice("Pregnancy", bands.PregnancyIntention)
    living_factors = ticks("Life and circumstances", bands.LivingFactor)
    goals = text("What matters to the person")
    local_reference = forms.CharField(
        label="Your own case reference",
        required=False,
        max_length=12,
        help_text="Only your practice sees it. Never an NHS or record number. Leave it empty, and we number the case.",
        widget=forms.TextInput(attrs={"class": "nhsuk-input--width-10", "autocomplete": "off"}),
    )
    declares_anonymous = forms.BooleanField(
        label="I have left out everything from which the person, a relative or a colleague could be recognised"
    )

    def __init__(self, *args: Any, is_draft: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_draft = is_draft
        if is_draft:
            for field in self.fields.values():
                field.required = False

    @property
    def sections(self) -> list[Section]:
        return [
            Section(heading, [[self[name] for name in _names(row)] for row in rows], needed)
            for heading, needed, rows in SECTIONS
        ]

    def clean_local_reference(self) -> str:
        reference: str = self.cleaned_data["local_reference"].strip()
        try:
            check_reference(reference)
        except ValueError as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return reference

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in READINGS:
            if cleaned.get(f"hba1c_{name}") is not None and cleaned.get(f"hba1c_{name}_months") is None:
                self.add_error(f"hba1c_{name}_months", "Say how many months ago this HbA1c was measured.")
        if not self.errors and len(set(self._months())) < len(self._months()):
            self.add_error(None, "Two HbA1c readings are from the same month. Leave one of them out.")
        return cleaned

    def details(self) -> CaseDetails:
        """What was typed, once the form is valid."""
        given = {name: self.cleaned_data[name] for name in CaseDetails.__dataclass_fields__ if name != "readings"}
        lists = {name: tuple(given[name]) for name in ("comorbidities", "living_factors")}
        return CaseDetails(**{**given, **lists}, readings=self._readings())

    def _months(self) -> list[int]:
        return [reading.months_ago for reading in self._readings()]

    def _readings(self) -> tuple[Reading, ...]:
        given = self.cleaned_data
        return tuple(
            Reading(given[f"hba1c_{name}_months"], given[f"hba1c_{name}"])
            for name in READINGS
            if given.get(f"hba1c_{name}") is not None
        )


def _names(row: Row) -> tuple[str, ...]:
    return (row,) if isinstance(row, str) else row


def initial_of(case: Case | None) -> dict[str, Any]:
    """What the form shows at first: a case as it was written down, or the usual distances between readings."""
    initial: dict[str, Any] = {f"hba1c_{name}_months": months for name, months in USUAL_MONTHS.items()}
    if case is None:
        return initial
    fields = (name for name in CaseDetails.__dataclass_fields__ if name != "readings")
    initial |= {name: getattr(case, name) for name in fields}
    for name, reading in zip(READINGS, case.readings.order_by("months_ago"), strict=False):
        initial |= {f"hba1c_{name}": reading.value, f"hba1c_{name}_months": reading.months_ago}
    return initial
