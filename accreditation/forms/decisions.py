from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from accreditation.enums import GIVES_A_TIER, REASONS_FOR, DecisionKind, DraftStepKind, ReasonCode, Transition
from accreditation.models import Framework, FrameworkVersion
from accreditation.operations import SuspensionTerms
from accreditation.queries.frameworks import DeclarationAsked
from accreditation.rules.grammar import Tier
from cms.forms import NHSDateField
from practices.confidentiality.forms import IdentifierFreeMixin
from practices.models import Network

EFFECTS = ("badge", "new_initiations", "payment", "cover_starts_on", "patients_told_by")
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
    tier = forms.ChoiceField(label="Tier", help_text="For a grant or a downgrade.", required=False)
    effective_on = NHSDateField(label="It takes effect on")
    reason_code = forms.ChoiceField(label="Reason", error_messages={"required": "Choose a reason."})
    reason = forms.CharField(
        label="In your own words",
        help_text="The practice reads this. Needed where something is taken away or declined. No patient details.",
        required=False,
        max_length=1000,
        widget=forms.Textarea,
    )
    badge = forms.BooleanField(label="A suspended practice is still shown with its award", required=False)
    new_initiations = forms.BooleanField(label="A suspended practice may start further patients", required=False)
    payment = forms.BooleanField(label="A suspended practice is still paid", required=False)
    cover_starts_on = NHSDateField(
        label="On suspension, somebody else serves its patients from",
        help_text="Leave it empty for the framework's day.",
        required=False,
    )
    patients_told_by = NHSDateField(
        label="On suspension, its patients are told by", help_text="Leave it empty if they need not be.", required=False
    )
    conflict = forms.ChoiceField(
        label="Do you have a conflict of interest with this practice?",
        choices=CONFLICT,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether you have a conflict of interest."},
    )

    def __init__(
        self,
        data: Any,
        *,
        kinds: Iterable[DecisionKind],
        tiers: Iterable[Tier],
        by_two: Iterable[str] = (),
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        offered = list(kinds)
        second = dict.fromkeys(by_two, " (a second officer confirms)")
        labels = [(kind.value, f"{kind.label}{second.get(kind, '')}") for kind in offered]
        self.fields["kind"].choices = labels  # type: ignore[attr-defined]
        self.fields["reason_code"].choices = [("", "Choose a reason"), *_reasons(offered)]  # type: ignore[attr-defined]
        named = [(tier.code, tier.label) for tier in tiers]
        if DecisionKind.SUSPEND not in offered:
            for name in EFFECTS:
                del self.fields[name]
        if len(named) > 1 and set(GIVES_A_TIER) & set(offered):
            self.fields["tier"].choices = [("", "Choose a tier"), *named]  # type: ignore[attr-defined]
        else:
            del self.fields["tier"]

    @property
    def declares_conflict(self) -> bool:
        """Read before anything else: with a conflict nothing else that was typed matters."""
        return self["conflict"].data == "yes"

    def decision(self) -> dict[str, Any]:
        """What the operation is told."""
        values = {name: value for name, value in self.cleaned_data.items() if name not in ("conflict", *EFFECTS)}
        if values["kind"] not in GIVES_A_TIER:
            values.pop("tier", None)
        effects = self._effects() if values["kind"] == DecisionKind.SUSPEND else None
        return {**values, "effects": effects, "no_conflict_declared": self.cleaned_data["conflict"] == "no"}

    def _effects(self) -> SuspensionTerms:
        said = self.cleaned_data
        return SuspensionTerms(
            badge=said["badge"],
            new_initiations=said["new_initiations"],
            payment_stops_on=None if said["payment"] else said["effective_on"],
            cover_starts_on=said["cover_starts_on"] or said["effective_on"],
            patients_told_by=said["patients_told_by"],
        )


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


class StartDraftForm(IdentifierFreeMixin, forms.Form):
    """Where a draft comes from: nothing, an example, or a version of the network."""

    guarded_fields = ("title",)
    allowed_kinds = ("date", "name")

    network = forms.ModelChoiceField(label="Network", queryset=Network.objects.none(), empty_label=None)
    source = forms.ChoiceField(label="Start from", widget=forms.RadioSelect, initial="blank")
    title = forms.CharField(
        label="Title", max_length=160, required=False, help_text="What people read. Empty: that of what you start from."
    )
    code = forms.SlugField(
        label="Code",
        max_length=40,
        required=False,
        help_text="Short, without spaces, such as diabetes-les. A code that the network has already means its next "
        "version. Empty: that of what you start from.",
    )

    def __init__(self, data: Any, *, networks: Any, sources: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["network"].queryset = networks  # type: ignore[attr-defined]
        self.fields["network"].initial = networks.first()
        self.fields["source"].choices = list(sources)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("source") == "blank":
            for name in ("title", "code"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, f"Enter a {name}: a blank draft has none yet.")
        return given


class DraftStepForm(IdentifierFreeMixin, forms.Form):
    guarded_fields = ("comment",)
    allowed_kinds = ("date", "name")

    kind = forms.ChoiceField(label="What happens to the draft", widget=forms.RadioSelect)
    comment = forms.CharField(
        label="Comment",
        required=False,
        max_length=2000,
        widget=forms.Textarea,
        help_text="Whoever works on the draft reads it. It has to be given to send the draft back.",
    )

    transition = forms.ChoiceField(
        label="From when this version counts, if you publish it",
        help_text="The version before goes on being assessed as long as it counts for some practice.",
        choices=Transition.choices,
        initial=Transition.FROM_DATE,
        required=False,
        widget=forms.RadioSelect,
    )
    last_former_day = NHSDateField(
        label="The version before counts at the latest until",
        help_text="Only where it goes on counting. Empty: no last day.",
        required=False,
    )

    def __init__(
        self, data: Any, *, kinds: Iterable[tuple[str, str]], follows_on: FrameworkVersion | None = None, **options: Any
    ) -> None:
        super().__init__(data, **options)
        offered = list(kinds)
        self.fields["kind"].choices = offered  # type: ignore[attr-defined]
        if follows_on is None or DraftStepKind.PUBLISH not in dict(offered):
            del self.fields["transition"], self.fields["last_former_day"]
        if len(offered) == 1:
            self.fields["kind"].initial = offered[0][0]

    def told(self) -> dict[str, Any]:
        """The step, its comment and, of a publication, how the version follows on the one before."""
        said = self.cleaned_data
        step = {"kind": said["kind"], "comment": said["comment"]}
        if said["kind"] != DraftStepKind.PUBLISH or "transition" not in self.fields:
            return step
        last = said["last_former_day"]
        former_until = last + date.resolution if last else None
        return {**step, "transition": said["transition"] or Transition.FROM_DATE, "former_until": former_until}


class CompareForm(forms.Form):
    """Two versions of a framework, by GET."""

    former = forms.ChoiceField(label="From", required=False)
    latter = forms.ChoiceField(label="To", required=False)
    network = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, versions: list[FrameworkVersion]) -> None:
        super().__init__(data)
        choices = [(str(version.number), f"Version {version.number}") for version in versions]
        self.fields["former"].choices = self.fields["latter"].choices = choices  # type: ignore[attr-defined]
        self.fields["latter"].initial = choices[-1][0] if choices else ""
        self.fields["former"].initial = choices[-2][0] if len(choices) > 1 else ""

    def chosen(self, versions: list[FrameworkVersion]) -> tuple[FrameworkVersion | None, FrameworkVersion | None]:
        by_number = {str(version.number): version for version in versions}
        asked = self.cleaned_data if self.is_bound and self.is_valid() else {}
        latter = by_number.get(asked.get("latter", "")) or (versions[-1] if versions else None)
        before = [version for version in versions if latter and version.number < latter.number]
        return by_number.get(asked.get("former", "")) or (before[-1] if before else None), latter
