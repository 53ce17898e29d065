from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from practices.directory.effective import day_of
from practices.directory.opening import MEGABYTE
from practices.enums import DirectoryFile, PracticeStatus
from practices.forms.staff import a_day

LARGEST_UPLOAD = 50 * MEGABYTE


class DirectorySearchForm(forms.Form):
    q = forms.CharField(label="Name, code or postcode", required=False, max_length=80)
    status = forms.ChoiceField(required=False, choices=[("", "Any status"), *PracticeStatus.choices])
    gp_only = forms.BooleanField(label="GP practices only", required=False)


class ImportForm(forms.Form):
    kind = forms.ChoiceField(label="What the file is about", choices=DirectoryFile.choices, widget=forms.RadioSelect)
    file = forms.FileField(
        label="File",
        help_text="As it was published: CSV, gzipped CSV, or the ePCN workbook. Up to 50 MB.",
        error_messages={
            "required": "Choose the file. A browser forgets it when a form comes back.",
            "empty": "The file is empty. Choose the file as it was published.",
        },
    )
    effective_on = a_day(
        "Effective from",
        required=False,
        help_text="The day from which what differs holds; for counts, the day they were taken. "
        "Left empty: as the file's name says, or today.",
    )
    dry_run = forms.BooleanField(label="Only check: say what would change and write nothing", required=False)
    per_row = forms.BooleanField(label="Load the good rows even if others are refused", required=False)

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size and file.size > LARGEST_UPLOAD:
            raise forms.ValidationError(
                f"The file has {file.size // MEGABYTE} MB. Up to {LARGEST_UPLOAD // MEGABYTE} MB are taken here; "
                "larger ones can be imported by a command on the server.",
                code="size",
            )
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("effective_on") and cleaned.get("file") and cleaned.get("kind"):
            cleaned["effective_on"] = day_of(cleaned["kind"], str(cleaned["file"].name))
        return cleaned
