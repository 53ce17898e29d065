"""Why something is corrected, and why a correction is refused."""

from __future__ import annotations

from typing import Any

from django import forms

from practices.confidentiality.forms import IdentifierFreeMixin


class CorrectionReasonForm(IdentifierFreeMixin, forms.Form):
    """Shown beside the fields of whichever form was sent before it, so its field has a name of its own."""

    allowed_kinds = ("date", "name")
    use_required_attribute = False

    correction_reason = forms.CharField(
        label="Why this is corrected",
        help_text="Whoever confirms it, and whoever looks later, reads this. No patient details.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why this is corrected: whoever confirms it reads it."},
    )

    def __init__(self, *args: Any, is_required: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["correction_reason"].required = is_required


class RefuseCorrectionForm(IdentifierFreeMixin, forms.Form):
    allowed_kinds = ("date", "name")
    use_required_attribute = False

    refusal = forms.CharField(
        label="Why you refuse it",
        help_text="Whoever proposed it reads this. No patient details.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why you refuse it: whoever proposed it reads it."},
    )
