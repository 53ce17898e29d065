"""What a network counts each action of a plan at: one number for each, in groups."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django import forms

from accreditation.plan_policies import MOST_MINUTES
from accreditation.rules.rescue import Costs

LABELS = {
    "naming_a_lead": "Naming a lead",
    "recruiting": "Recruiting somebody new",
    "declaration": "Signing a declaration",
    "submission": "Handing in an audit or a return",
    "report": "Reporting a count",
    "survey": "A patient survey",
    "arranging_a_visit": "Arranging a visit",
    "visitors": "Specialists at a visit",
    "feedback": "Feedback on a visit",
    "case": "Preparing a case for a virtual clinic",
    "follow_up": "Following up a case",
    "sign_off": "A sign-off by an assessor",
    "supervised": "One time under supervision",
    "logged": "One time done and logged",
    "assessment": "Sitting an assessment",
    "look_up": "Looking up a registration or a rating",
    "registration": "Putting a registration in order",
}
HELP = {
    "recruiting": "Advertising, interviews and the first days; 2,400 minutes are 40 hours.",
    "visitors": "How many people. Each minute of a visit is counted for them and for who is there of the practice.",
}
WRONG = f"Enter a whole number from 0 to {MOST_MINUTES}, in minutes."


class PlanCostsForm(forms.Form):
    """Raises nothing: what is wrong stands at its field."""

    def __init__(self, data: Any, *, costs: Costs) -> None:
        super().__init__(data, initial=asdict(costs))
        for name, label in LABELS.items():
            self.fields[name] = forms.IntegerField(
                label=label if name == "visitors" else f"{label}, in minutes",
                help_text=HELP.get(name, ""),
                min_value=0,
                max_value=MOST_MINUTES,
                error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), WRONG),
                widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-5"}),
            )

    @property
    def counted(self) -> dict[str, int]:
        return dict(self.cleaned_data)


def in_order(costs: Costs) -> Iterator[tuple[str, int, bool]]:
    """Label, number, and whether these are minutes."""
    for name, label in LABELS.items():
        yield label, getattr(costs, name), name != "visitors"
