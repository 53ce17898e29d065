from __future__ import annotations

from django import forms

from courses.packages.limits import MIB, MOST_BYTES_ZIPPED


class PackageForm(forms.Form):
    file = forms.FileField(
        label="Package",
        help_text=f"A zip file as the authoring tool exports it: SCORM 1.2, SCORM 2004 or cmi5. "
        f"Up to {MOST_BYTES_ZIPPED // MIB} MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ".zip,application/zip"}),
        error_messages={
            "required": "Choose the package. A browser forgets it when a form comes back.",
            "empty": "The file is empty. Export the package again.",
        },
    )
