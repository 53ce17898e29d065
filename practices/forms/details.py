from __future__ import annotations

from typing import Any

from django import forms

from practices.enums import RegistrationBody
from practices.registrations import check_number


class NameForm(forms.Form):
    given_name = forms.CharField(label="Given name", max_length=80)
    family_name = forms.CharField(label="Family name", max_length=80)


class RegistrationForm(forms.Form):
    """A professional registration. Only its shape can be checked here."""

    body = forms.ChoiceField(label="Registered with", choices=RegistrationBody.choices)
    number = forms.CharField(
        label="Registration number",
        max_length=20,
        help_text="GMC: seven digits. NMC: such as 99X9999X. GPhC: seven digits, first a 2. HCPC: letters and digits.",
        widget=forms.TextInput(attrs={"class": "nhsuk-input--width-10", "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("body") and cleaned.get("number"):
            try:
                check_number(cleaned["body"], cleaned["number"])
            except ValueError as refusal:
                self.add_error("number", str(refusal))
        return cleaned


class VerifyRegistrationForm(RegistrationForm):
    is_verified = forms.BooleanField(
        label="I looked the number up in the body's public register today, and it is in good standing", required=False
    )
