"""Forms about a network: who works for it, and which practices belong to it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django import forms

from practices.directory.practice_files import A_PRACTICE_CODE, POSTCODE, PRACTICE_CODE
from practices.enums import NetworkRole, Profession
from practices.forms.staff import ColleagueFields, LastDayForm, a_day
from practices.models import Commissioner, Practice

ONE_DAY = timedelta(days=1)
INVENTED_PREFIX = "Z"


class PracticeCodeField(forms.CharField):
    """A practice code in capitals, of the shape the directory uses."""

    def __init__(self, **options: Any) -> None:
        help_text = "A letter and five digits, such as A81001."
        super().__init__(**{"label": "Practice code", "max_length": 6, "help_text": help_text, **options})

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).strip().upper()

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not re.fullmatch(PRACTICE_CODE, value):
            raise forms.ValidationError(f"A practice code is {A_PRACTICE_CODE}.", code="shape")


class CommissionerCodeField(forms.CharField):
    """A commissioner that is known here, by its code."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 10, **options})

    def clean(self, value: Any) -> Commissioner | None:
        code = str(super().clean(value)).strip().upper()
        commissioner = Commissioner.objects.filter(code=code).first() if code else None
        if code and commissioner is None:
            raise forms.ValidationError(f"No commissioner {code} is known here. Check the code.", code="unknown")
        return commissioner

    def prepare_value(self, value: Any) -> Any:
        return value.code if isinstance(value, Commissioner) else value


class AppointForm(ColleagueFields):
    role = forms.ChoiceField(label="Role in the network", choices=NetworkRole.choices, widget=forms.RadioSelect)
    profession = forms.ChoiceField(
        label="Profession",
        required=False,
        choices=[("", "Not said"), *Profession.choices],
        help_text="A specialist needs one: visits and clinics count by it.",
    )
    commissioner = CommissionerCodeField(
        label="Only the practices of this commissioner",
        required=False,
        help_text="For a commissioner who may see no others: a code such as 10R.",
    )
    started_on = a_day("First day")
    field_order = [
        "given_name",
        "family_name",
        "email",
        "role",
        "profession",
        "commissioner",
        "started_on",
        "invite",
    ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        role = cleaned.get("role")
        if role == NetworkRole.SPECIALIST and not cleaned.get("profession"):
            self.add_error("profession", "Choose the specialist's profession: visits and clinics count by it.")
        if cleaned.get("commissioner") and role and role != NetworkRole.COMMISSIONER:
            self.add_error("commissioner", "Leave this empty: only a commissioner's view can be narrowed.")
        return cleaned


class AddPracticeForm(forms.Form):
    code = PracticeCodeField()
    started_on = a_day("First day in the network")

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if not Practice.objects.filter(code=code).exists():
            raise forms.ValidationError(
                f"No practice {code} is known here. Check the code, import the practice file, or open it by hand.",
                code="unknown",
            )
        return code


class OpenPracticeForm(forms.Form):
    code = PracticeCodeField()
    name = forms.CharField(label="Name", max_length=160)
    address = forms.CharField(label="Address", max_length=250, required=False)
    postcode = forms.CharField(label="Postcode", max_length=10, required=False)
    commissioner = CommissionerCodeField(
        label="Commissioner", required=False, help_text="Its code, such as 10R, if it is known here."
    )
    started_on = a_day("Open and in the network since")
    is_invented = forms.BooleanField(
        label="This practice is invented, for training or demonstration",
        required=False,
        help_text=f"Its code begins with {INVENTED_PREFIX}, which no real one does.",
    )

    def clean_postcode(self) -> str:
        postcode = " ".join(self.cleaned_data["postcode"].upper().split())
        if postcode and not re.fullmatch(POSTCODE, postcode):
            raise forms.ValidationError("Enter a postcode with one blank, such as PO1 3AX.", code="shape")
        return postcode

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        code = cleaned.get("code")
        if code and code.startswith(INVENTED_PREFIX) != bool(cleaned.get("is_invented")):
            self.add_error(
                "code", f"Codes that begin with {INVENTED_PREFIX} are for invented practices, and only those."
            )
        if code and Practice.objects.filter(code=code).exists():
            self.add_error("code", f"There is a practice {code} already. Add it to the network instead.")
        return cleaned


class LeaveForm(LastDayForm):
    """The last day of a practice in a network."""
