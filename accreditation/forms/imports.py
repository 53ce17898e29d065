from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from accreditation.enums import EvidenceFile
from practices.directory.opening import MEGABYTE
from practices.models import Network

LARGEST_UPLOAD = 20 * MEGABYTE


class EvidenceImportForm(forms.Form):
    kind = forms.ChoiceField(label="What the file is about", choices=EvidenceFile.choices, widget=forms.RadioSelect)
    network = forms.ModelChoiceField(label="Network", queryset=Network.objects.none(), empty_label="Choose a network")
    file = forms.FileField(
        label="File",
        help_text="CSV in UTF-8, gzipped or not. Up to 20 MB.",
        error_messages={
            "required": "Choose the file. A browser forgets it when a form comes back.",
            "empty": "The file is empty. Choose one with a header and rows.",
        },
    )
    dry_run = forms.BooleanField(label="Only check: say what would change and write nothing", required=False)
    per_row = forms.BooleanField(label="Record the good rows even if others are refused", required=False)

    def __init__(self, *args: Any, networks: QuerySet[Network], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["network"].queryset = networks  # type: ignore[attr-defined]
        if len(networks) == 1:
            self.fields["network"].initial = networks[0]

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size and file.size > LARGEST_UPLOAD:
            most = LARGEST_UPLOAD // MEGABYTE
            raise forms.ValidationError(
                f"The file has {file.size // MEGABYTE} MB. Up to {most} MB are taken here; divide it, or have it "
                "imported by a command on the server.",
                code="size",
            )
        return file
