"""Under which version of a framework, beside the two clocks: what a screen with a standing is asked."""

from __future__ import annotations

from typing import Any

from django import forms

from accreditation.models import Framework
from cms.dates import in_words
from cms.forms import MomentForm

Choices = list[tuple[str, str]]
GOVERNING = ("", "The version that governs")


def version_choices(framework: Framework | None) -> Choices:
    """By number; none where there is nothing to choose between."""
    if framework is None:
        return []
    versions = framework.versions.order_by("number").values_list("number", "effective_from")
    named = [(str(number), f"Version {number}, from {in_words(effective)}") for number, effective in versions]
    return [GOVERNING, *named] if len(named) > 1 else []


class StandingForm(MomentForm):
    """The two clocks, and a version to look at whatever governs."""

    version = forms.ChoiceField(label="Under", required=False)

    def __init__(self, data: Any, *, versions: Choices) -> None:
        super().__init__(data)
        offer_versions(self, versions)

    @property
    def under(self) -> int | None:
        return version_asked(self)


def offer_versions(form: forms.Form, versions: Choices) -> None:
    if versions:
        form.fields["version"].choices = versions  # type: ignore[attr-defined]
    else:
        del form.fields["version"]


def version_asked(form: forms.Form) -> int | None:
    """None for whichever governs; also while the form is not valid."""
    asked = form.cleaned_data.get("version") if form.is_bound and form.is_valid() else ""
    return int(asked) if asked else None
