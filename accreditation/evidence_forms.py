"""A form for each kind of evidence from outside. Its fields are what the kind's operation asks for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet

from accreditation import operations
from accreditation.code_fields import CodeField
from accreditation.enums import OtherKind
from accreditation.models import OtherEvidence
from accreditation.queries.codes import Choices
from cms.forms import NHSDateField
from evidence.enums import Verification, VoidReason
from practices.confidentiality.forms import IdentifierFreeMixin
from practices.enums import RegistrationBody
from practices.models import Person

ONE_DAY = timedelta(days=1)
NARROW = {"inputmode": "numeric", "class": "nhsuk-input--width-5"}


def number(label: str, *, least: int = 0, most: int = 100_000, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        widget=forms.TextInput(attrs=NARROW),
        error_messages={"invalid": f"{label} must be a whole number, such as 12."},
        **options,
    )


def tick(label: str) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)


def verified() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label="How it was verified", choices=Verification.choices, coerce=int)


class EvidenceForm(IdentifierFreeMixin, forms.Form):
    """`operation` is what it is for; `people` are those whose evidence it may be, `seniors` who may vouch for it."""

    operation: ClassVar[Callable[..., OtherEvidence]]
    of_person: ClassVar[bool] = True
    senior: ClassVar[str] = ""

    def __init__(
        self,
        *args: Any,
        people: QuerySet[Person],
        seniors: QuerySet[Person],
        codes: Choices,
        former: OtherEvidence | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.former = former
        for name, choices in codes.items():
            self.fields[name].offer(choices)
        if self.of_person:
            self.fields = {"person": _person("Whose it is", people), **self.fields}
            if former:
                self.fields["person"].disabled = True
        if self.senior:
            self.fields[self.senior].queryset = seniors

    def record(self, **more: Any) -> OtherEvidence:
        """Raises ValueError with the operation's sentence."""
        return type(self).operation(**{**self.asked(), **more}, corrects=self.former)

    def asked(self) -> dict[str, Any]:
        """What was typed, as the operation takes it: the last day of a period becomes the first day after it."""
        asked = dict(self.cleaned_data)
        if "period_last" in asked:
            asked["period_until"] = asked.pop("period_last") + ONE_DAY
        return asked

    @classmethod
    def initial_of(cls, evidence: OtherEvidence) -> dict[str, Any]:
        """What was typed for this evidence, to begin a correction with."""
        values = {**evidence.values, "happened_on": evidence.happened_on, "person": evidence.person}
        for name in ("period_from", "period_until", "period", "valid_until"):
            if values.get(name):
                values[name] = date.fromisoformat(values[name])
        if "period_until" in values:
            values["period_last"] = values.pop("period_until") - ONE_DAY
        if "valid_until" in values:
            values["valid_last"] = values.pop("valid_until")
        return values


def _person(label: str, people: Any = None, **options: Any) -> forms.ModelChoiceField:
    queryset = Person.objects.none() if people is None else people
    return forms.ModelChoiceField(label=label, queryset=queryset, empty_label="Choose a person", **options)


class CredentialForm(EvidenceForm):
    operation = staticmethod(operations.verify_credential)
    happened_on = NHSDateField(label="The day it was gained")
    credential = CodeField("Credential", "Such as a diploma or an accredited course of somebody else's.")
    level = number("Level", most=99, required=False, help_text="A number, if it has levels.")
    valid_last = NHSDateField(
        label="The last day it is valid", required=False, help_text="As it says itself. For example, 27 3 2029"
    )
    verification = verified()


class CpdForm(EvidenceForm):
    operation = staticmethod(operations.record_cpd)
    happened_on = NHSDateField(label="The day")
    activity = CodeField("Activity")
    minutes = number("Minutes", least=1)
    participatory = tick("They took an active part, and did not only listen or read")
    sponsored = tick("A company sponsored it")
    verification = verified()


class ActivityForm(EvidenceForm):
    operation = staticmethod(operations.log_activity)
    senior = "supervisor"
    happened_on = NHSDateField(
        label="The day", help_text="The last day, if it was done on several. For example, 27 3 2026"
    )
    activity = CodeField("Activity")
    count = number("How many times", least=1)
    supervisor = _person("Supervised by", required=False, help_text="Leave empty if it was done without supervision.")
    verification = verified()


class CompetencyForm(EvidenceForm):
    operation = staticmethod(operations.assess_competency)
    senior = "assessor"
    happened_on = NHSDateField(label="The day of the assessment")
    framework = CodeField("Competency framework", "The list of competencies that was used, such as Trend.")
    edition = number("Edition", least=1, most=99)
    topic = CodeField("Topic")
    level = number("Level", most=9)
    result = forms.ChoiceField(label="Result", choices=[("passed", "Passed"), ("not_yet", "Not yet")])
    assessor = _person("Assessed by")


class AssessmentForm(EvidenceForm):
    operation = staticmethod(operations.record_assessment)
    happened_on = NHSDateField(label="The day")
    assessment = CodeField("Assessment")
    part = forms.ChoiceField(
        label="Part",
        required=False,
        choices=[("", "The only one"), ("pre", "Before the course"), ("post", "After the course")],
    )
    attempt = number("Attempt", least=1, most=99)
    score = number("Score in per cent", most=100)


class RegistrationCheckForm(EvidenceForm):
    operation = staticmethod(operations.check_registration)
    happened_on = NHSDateField(label="The day of the look-up")
    body = forms.ChoiceField(label="Registered with", choices=RegistrationBody.choices)
    status = forms.ChoiceField(
        label="What the register says",
        choices=[("active", "Registered"), ("conditions", "Registered with conditions"), ("lapsed", "Not registered")],
    )


class ExternalForm(EvidenceForm):
    operation = staticmethod(operations.record_external)
    of_person = False
    happened_on = NHSDateField(
        label="The first day", help_text="It stands until the next of the same scheme. For example, 27 3 2026"
    )
    scheme = CodeField("Scheme", "Whose word it is, such as the Care Quality Commission's.")
    value = CodeField("What it says")
    level = number("As a level", most=99, required=False, help_text="A number, if the framework compares levels.")


class PeriodFields(EvidenceForm):
    of_person = False
    happened_on = NHSDateField(label="The day of publication")
    period_from = NHSDateField(label="The first day of the period")
    period_last = NHSDateField(label="The last day of the period")


class IndicatorForm(PeriodFields):
    operation = staticmethod(operations.measure_indicator)
    measure = CodeField("Indicator")
    definition = CodeField("Definition", "Its edition, such as 2024.")
    population = CodeField("Population", "Which patients.")
    numerator = number("Patients who reached it", required=False, help_text="Leave empty if suppressed.")
    denominator = number("Patients in all", required=False, help_text="Leave empty if suppressed.")
    rounding = number("Rounded to", least=1, most=100, initial=1, help_text="1 if exact; 5 if to the nearest five.")
    provisional = tick("Provisional")
    source = CodeField("Source", "Who published it.")


class SubmissionForm(EvidenceForm):
    operation = staticmethod(operations.receive_submission)
    of_person = False
    happened_on = NHSDateField(label="The day of receipt")
    submission = CodeField("Submission")
    period = NHSDateField(label="The first day of the period", help_text="Of a contract year, for example, 1 4 2026")
    complete = tick("Complete")
    accepted = tick("Accepted")


class CountedForm(PeriodFields):
    operation = staticmethod(operations.count_activity)
    activity = CodeField("Activity")
    count = number("How many times")


FORMS: dict[str, type[EvidenceForm]] = {
    OtherKind.CREDENTIAL: CredentialForm,
    OtherKind.CPD: CpdForm,
    OtherKind.ACTIVITY: ActivityForm,
    OtherKind.COMPETENCY: CompetencyForm,
    OtherKind.ASSESSMENT: AssessmentForm,
    OtherKind.REGISTRATION: RegistrationCheckForm,
    OtherKind.EXTERNAL: ExternalForm,
    OtherKind.INDICATOR: IndicatorForm,
    OtherKind.SUBMISSION: SubmissionForm,
    OtherKind.COUNTED: CountedForm,
}


class WithdrawEvidenceForm(forms.Form):
    reason = forms.ChoiceField(
        label="Why", choices=[each for each in VoidReason.choices if each[0] != VoidReason.CORRECTED]
    )


class PlanForm(IdentifierFreeMixin, forms.Form):
    guarded_fields = ("steps",)
    allowed_kinds = ("date", "name")

    requirement_key = forms.ChoiceField(label="Requirement")
    steps = forms.CharField(
        label="What the practice will do",
        help_text="The practice reads this and agrees to it. No patient details.",
        max_length=2000,
        widget=forms.Textarea,
    )
    due_on = NHSDateField(label="The last day")

    def __init__(self, *args: Any, requirements: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["requirement_key"].choices = requirements  # type: ignore[attr-defined]


class ClosePlanForm(forms.Form):
    outcome = forms.ChoiceField(label="How it ended", widget=forms.RadioSelect)

    def __init__(self, *args: Any, outcomes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = outcomes  # type: ignore[attr-defined]
