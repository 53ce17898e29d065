"""A code to choose in words, or to type when it is not on offer."""

from __future__ import annotations

from typing import Any

from django import forms

from accreditation.evidence_policies import check_code
from cms.fields import ANOTHER, OneOrAnother

A_CODE = "Letters, numbers and hyphens, as the framework names it."


class CodeField(forms.MultiValueField):
    """Round buttons with what is asked for, and a box for anything else. Its value is the code.

    What is typed is the code of an offered choice if it says the same in words.
    """

    widget: OneOrAnother

    def __init__(self, label: str, help_text: str = "", **options: Any) -> None:
        boxes = (forms.CharField(required=False), forms.CharField(required=False, max_length=64))
        widget = OneOrAnother(box_label=f"If another: {A_CODE[:1].lower()}{A_CODE[1:]}")
        super().__init__(boxes, label=label, help_text=help_text, widget=widget, require_all_fields=False, **options)
        self.offer([])

    def offer(self, choices: list[tuple[str, str]]) -> None:
        self.choices = choices
        self.widget.offer(choices)

    def clean(self, value: Any) -> str:
        one, other = (str(part or "").strip() for part in value or ("", ""))
        if one and one != ANOTHER and one not in dict(self.choices):
            raise forms.ValidationError(f"{self.label}: choose one of the list, or “Another”.")
        found = one if one and one != ANOTHER else self._meant(other)
        if not found and self.required:
            raise forms.ValidationError(f"{self.label}: choose one, or choose “Another” and say which.")
        try:
            check_code(str(self.label), found)
        except ValueError as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return found

    def _meant(self, typed: str) -> str:
        for code, _words in self.choices:
            if typed.casefold() in (code.casefold(), code.replace("-", " ").replace("_", " ").casefold()):
                return code
        return typed
