"""What officers type beside decisions, and what a practice answers. Texts may name a day and a member of staff."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import forms

from accreditation.enums import NoticeReason, NoticeState, WaiverReason
from accreditation.forms.decisions import CONFLICT
from accreditation.operations.decisions import ABOUT_A_PRACTICE
from accreditation.rules.grammar import Framework as Rules
from cms.forms import NHSDateField
from practices.confidentiality.forms import IdentifierFreeMixin
from practices.models import Practice

ONE_DAY = timedelta(days=1)


class OfficerForm(IdentifierFreeMixin, forms.Form):
    """Every form of an officer asks for a conflict of interest, last."""

    guarded_fields: Iterable[str] | None = ()
    allowed_kinds = ABOUT_A_PRACTICE

    conflict = forms.ChoiceField(
        label="Do you have a conflict of interest with this practice?",
        choices=CONFLICT,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether you have a conflict of interest."},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.order_fields([*(name for name in self.fields if name != "conflict"), "conflict"])

    @property
    def declares_conflict(self) -> bool:
        """Read before anything else: with a conflict nothing else that was typed matters."""
        return self["conflict"].data == "yes"

    def told(self) -> dict[str, Any]:
        """What the operation is told."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "conflict"}
        return {**values, "no_conflict_declared": self.cleaned_data["conflict"] == "no"}


def words(label: str, help_text: str = "", *, required: bool = True, most: int = 1000) -> forms.CharField:
    help_text = f"{help_text} No patient details.".strip()
    return forms.CharField(
        label=label, help_text=help_text, required=required, max_length=most, widget=forms.Textarea(attrs={"rows": 4})
    )


class AnswerForm(OfficerForm):
    """A second officer confirms, or refuses with a reason."""

    guarded_fields = ("refusal",)

    answer = forms.ChoiceField(
        label="Your answer",
        choices=[("confirm", "I confirm it: it takes effect as proposed"), ("refuse", "I refuse it")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether you confirm it."},
    )
    refusal = words("If you refuse: why", "Whoever proposed it reads this.", required=False)


class NoticeForm(OfficerForm):
    guarded_fields = ("asked",)

    reason_code = forms.ChoiceField(label="Why", choices=NoticeReason.choices, widget=forms.RadioSelect)
    requirement_key = forms.ChoiceField(label="Requirement", required=False)
    asked = words("What the practice has to do", "It reads this.")
    due_on = NHSDateField(label="To be put right by", required=False)

    def __init__(self, data: Any, *, rules: Rules, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["requirement_key"].choices = [("", "None in particular"), *practice_requirements(rules)]  # type: ignore[attr-defined]
        says = rules.decision
        self.fields["due_on"].help_text = (
            f"The last day. Leave it empty for the framework's {says.remedial_days} days "
            f"({says.safety_days} where patients are at risk)."
        )


class NoticeAnswerForm(OfficerForm):
    guarded_fields = ("findings",)

    outcome = forms.ChoiceField(
        label="Was it put right?",
        choices=[
            (NoticeState.MET.value, "Yes, the notice is met"),
            (NoticeState.NOT_MET.value, "No, the notice is not met"),
            (NoticeState.WITHDRAWN.value, "The notice is taken back"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it was put right."},
    )
    findings = words("What you found", "The practice reads this.", required=False)


class AppealForm(IdentifierFreeMixin, forms.Form):
    guarded_fields = ("grounds",)
    allowed_kinds = ABOUT_A_PRACTICE

    grounds = words("Why the decision should be another", "The officers who hear the appeal read this.", most=2000)


class HearingForm(OfficerForm):
    guarded_fields = ("findings",)

    upheld = forms.ChoiceField(
        label="The appeal is",
        choices=[
            ("yes", "upheld: the decision is undone from its first day"),
            ("no", "dismissed: it stands"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether the appeal is upheld."},
    )
    findings = words("Why", "The practice reads this.", most=2000)

    def told(self) -> dict[str, Any]:
        return {**super().told(), "upheld": self.cleaned_data["upheld"] == "yes"}


class WaiverForm(OfficerForm):
    guarded_fields = ("reason", "conditions")

    requirement_keys = forms.MultipleChoiceField(
        label="What is waived",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one requirement."},
    )
    from_on = NHSDateField(label="From")
    last_on = NHSDateField(label="Up to and including")
    reason_code = forms.ChoiceField(label="Reason", choices=[("", "Choose a reason"), *WaiverReason.choices])
    reason = words("In your own words", "The practice reads this.")
    conditions = words("On what conditions", required=False)

    def __init__(self, data: Any, *, rules: Rules, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["requirement_keys"].choices = practice_requirements(rules, only_waivable=True)  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        told = super().told()
        last_on = told.pop("last_on")
        return {**told, "until_on": last_on + ONE_DAY}


def _name_practices(field: Any, practices: Any, names: dict[int, str]) -> None:
    """Offer the practices by their names, in the order of the alphabet."""
    field.queryset = practices
    field.label_from_instance = lambda practice: names.get(practice.pk, practice.code)
    field.choices = sorted(field.choices, key=lambda choice: (bool(choice[0]), str(choice[1])))


class WaiveManyForm(WaiverForm):
    practices = forms.ModelMultipleChoiceField(
        label="For which practices",
        queryset=Practice.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one practice."},
    )

    def __init__(self, data: Any, *, rules: Rules, practices: Any, names: dict[int, str], **options: Any) -> None:
        super().__init__(data, rules=rules, **options)
        _name_practices(self.fields["practices"], practices, names)
        self.fields["conflict"].label = "Do you have a conflict of interest with one of them?"
        self.fields["conflict"].choices = [("no", "No, with none of them"), ("yes", "Yes, with at least one of them")]  # type: ignore[attr-defined]
        self.order_fields(["practices"])


class EndForm(forms.Form):
    last_on = NHSDateField(label="The last day", help_text="To take it back altogether, enter the day before it began.")


class CoverForm(IdentifierFreeMixin, forms.Form):
    guarded_fields = ("provider",)
    allowed_kinds = ("name",)

    tier = forms.ChoiceField(label="For the service of", widget=forms.RadioSelect)
    provider_practice = forms.ModelChoiceField(
        label="A practice that stands in", queryset=Practice.objects.none(), required=False, empty_label="None"
    )
    provider = forms.CharField(
        label="Or a team", help_text="Such as the community diabetes team.", required=False, max_length=120
    )
    started_on = NHSDateField(label="From")
    last_on = NHSDateField(
        label="Up to and including", help_text="Leave it empty until further notice.", required=False
    )

    def __init__(self, data: Any, *, rules: Rules, practices: Any, names: dict[int, str], **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["tier"].choices = [(tier.code, tier.label) for tier in rules.tiers]  # type: ignore[attr-defined]
        _name_practices(self.fields["provider_practice"], practices, names)

    def told(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        last_on = told.pop("last_on")
        return {**told, "ended_on": last_on + ONE_DAY if last_on else None}


def practice_requirements(rules: Rules, *, only_waivable: bool = False) -> list[tuple[str, str]]:
    """Key and label of every requirement of a practice, in the order of the framework."""
    of_person = set(rules.keys_of_person())
    nodes = {node.key: node for node in rules.nodes() if node.key not in of_person}
    return [(key, node.common.label) for key, node in nodes.items() if node.common.waivable or not only_waivable]
