from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from accreditation.enums import REASONS_FOR, DecisionKind, ReasonCode
from accreditation.models import Framework
from accreditation.queries.frameworks import DeclarationAsked
from accreditation.rules.grammar import Tier
from cms.forms import NHSDateField
from practices.confidentiality.forms import IdentifierFreeMixin

CONFLICT = [
    ("no", "No, I have no conflict of interest"),
    ("yes", "Yes, I have one: another officer decides on this practice"),
]


class DecisionForm(IdentifierFreeMixin, forms.Form):
    """What an officer decides.

    Only the decisions that the award allows now are offered, and only reasons that fit one.
    """

    guarded_fields = ("reason",)

    kind = forms.ChoiceField(
        label="Decision", widget=forms.RadioSelect, error_messages={"required": "Choose what you decide."}
    )
    tier = forms.ChoiceField(label="Tier", help_text="For a grant.", required=False)
    effective_on = NHSDateField(label="It takes effect on")
    reason_code = forms.ChoiceField(label="Reason", error_messages={"required": "Choose a reason."})
    reason = forms.CharField(
        label="In your own words",
        help_text="The practice reads this. It has to be given for a suspension or a withdrawal. No patient details.",
        required=False,
        max_length=1000,
        widget=forms.Textarea,
    )
    conflict = forms.ChoiceField(
        label="Do you have a conflict of interest with this practice?",
        choices=CONFLICT,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether you have a conflict of interest."},
    )

    def __init__(self, data: Any, *, kinds: Iterable[DecisionKind], tiers: Iterable[Tier], **options: Any) -> None:
        super().__init__(data, **options)
        offered = list(kinds)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in offered]  # type: ignore[attr-defined]
        self.fields["reason_code"].choices = [("", "Choose a reason"), *_reasons(offered)]  # type: ignore[attr-defined]
        named = [(tier.code, tier.label) for tier in tiers]
        if len(named) > 1 and DecisionKind.GRANT in offered:
            self.fields["tier"].choices = [("", "Choose a tier"), *named]  # type: ignore[attr-defined]
        else:
            del self.fields["tier"]

    @property
    def declares_conflict(self) -> bool:
        """Read before anything else: with a conflict nothing else that was typed matters."""
        return self["conflict"].data == "yes"

    def decision(self) -> dict[str, Any]:
        """What the operation is told."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "conflict"}
        return {**values, "no_conflict_declared": self.cleaned_data["conflict"] == "no"}


def _reasons(kinds: Iterable[DecisionKind]) -> list[tuple[str, str]]:
    fitting = {code for kind in kinds for code in REASONS_FOR[kind]}
    return [(code.value, str(code.label)) for code in ReasonCode if code in fitting]


class DeclarationForm(forms.Form):
    code = forms.ChoiceField(
        label="Declaration", widget=forms.RadioSelect, error_messages={"required": "Choose what the practice declares."}
    )
    signed_on = NHSDateField(label="Signed on")
    valid_until = NHSDateField(
        label="Valid until",
        help_text="The last day it covers. Leave empty if it holds until further notice.",
        required=False,
    )

    def __init__(self, data: Any, *, asked: Iterable[DeclarationAsked], **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["code"].choices = [(each.code, each.label) for each in asked]  # type: ignore[attr-defined]


class EnrolForm(forms.Form):
    framework = forms.ModelChoiceField(
        label="Enhanced service", queryset=Framework.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    started_on = NHSDateField(label="The practice takes part from")

    def __init__(self, data: Any, *, frameworks: Any, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["framework"].queryset = frameworks  # type: ignore[attr-defined]
