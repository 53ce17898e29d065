"""Checking in, saying that one was there, the join log, and the decision between claims."""

from __future__ import annotations

from typing import Any

from django import forms

from courses.forms.registers import minutes_box
from courses.models import AttendanceClaim, LiveSession
from courses.operations.claims import ABOUT_STAFF
from courses.queries import AttendanceHistory
from practices.confidentiality.forms import IdentifierFreeMixin

OTHER, ABSENT = "other", "absent"


class CheckInForm(forms.Form):
    use_required_attribute = False
    code = forms.CharField(
        label="Code on the screen",
        max_length=20,
        help_text="Six letters. They change each minute.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": "Type the code that the facilitator shows."},
    )


class ClaimForm(forms.Form):
    use_required_attribute = False

    def __init__(self, *args: Any, session: LiveSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["minutes"] = minutes_field("For how many minutes were you there?", session)


class JoinLogForm(forms.Form):
    use_required_attribute = False
    file = forms.FileField(
        label="Join log",
        help_text="The CSV of the attendance report from Teams or Zoom, up to 2 MB.",
        error_messages={"required": "Choose the file."},
    )


class DecisionForm(IdentifierFreeMixin, forms.Form):
    """Which claim is believed, or how long it was otherwise; and why."""

    use_required_attribute = False
    guarded_fields = ("reason",)
    allowed_kinds = ABOUT_STAFF
    verdict = forms.ChoiceField(
        label="What is right?", widget=forms.RadioSelect, error_messages={"required": "Choose what is right."}
    )
    reason = forms.CharField(
        label="Why",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Stays on record beside the claims.",
        error_messages={"required": "Say why you decide so."},
    )

    def __init__(self, *args: Any, session: LiveSession, history: AttendanceHistory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.claims = {str(claim.pk): claim for claim in history.claims if claim.superseded_at is None}
        said = [(pk, f"{claim.get_source_display()}: {_said(claim)}") for pk, claim in self.claims.items()]
        self.fields["verdict"].choices = [*said, (ABSENT, "They were not there"), (OTHER, "Another number of minutes")]
        self.fields["minutes"] = minutes_field("Minutes, if another number", session, required=False)
        self.order_fields(["verdict", "minutes", "reason"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("verdict") == OTHER and not given.get("minutes") and "minutes" not in self.errors:
            self.add_error("minutes", "Enter for how many minutes they were there.")
        return given

    @property
    def believed(self) -> AttendanceClaim | None:
        return self.claims.get(self.cleaned_data["verdict"])

    def minutes(self) -> int:
        if self.believed:
            return self.believed.minutes
        return self.cleaned_data["minutes"] if self.cleaned_data["verdict"] == OTHER else 0


def minutes_field(label: str, session: LiveSession, *, required: bool = True) -> forms.IntegerField:
    sentence = f"Enter minutes from 1 to {session.minutes}, the length of the session."
    errors = dict.fromkeys(("required", "invalid", "min_value", "max_value"), sentence)
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=session.minutes,
        required=required,
        widget=minutes_box(),
        error_messages=errors,
    )


def _said(claim: AttendanceClaim) -> str:
    return f"{claim.minutes} minutes" if claim.minutes else "was not there"
