"""A form that lets no identifier in: the server refuses, the words are shown, and the browser says so while typing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.forms.widgets import Media, Script
from django.utils.html import html_safe, json_script

from .detect import find_identifiers
from .structured import PATTERNS


@html_safe
class SharedPatterns:
    """The patterns as data in the page, beside the script that reads them: nothing to fetch."""

    def __str__(self) -> str:
        shared = {name: PATTERNS[name] for name in ("fragments", "kinds", "patterns")}
        return str(json_script(shared, "identifier-patterns"))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SharedPatterns)

    def __hash__(self) -> int:
        return hash(SharedPatterns)


LONGEST_SHOWN = 10_000
GUARD_ASSETS: list[Any] = [SharedPatterns(), Script("practices/identifier-guard.js", type="module")]
GUARD_MEDIA = Media(js=GUARD_ASSETS)


class IdentifierFreeMixin(forms.BaseForm):
    """Put before the form class. Guards every CharField, or those named in guarded_fields.

    A form with its own e-mail or web address field has to name the guarded ones. The template shows {{ form.media }}.
    `allowed_kinds` names kinds that are no identifiers here ("date" in an officer's reason about a practice).
    Runs after all other cleaning, so that a subclass whose clean() forgets super() is guarded all the same.
    """

    guarded_fields: Iterable[str] | None = None
    allowed_kinds: Collection[str] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.guarded_names():
            self.fields[name].widget.attrs["data-identifier-guard"] = "true"
            if self.allowed_kinds:
                self.fields[name].widget.attrs["data-identifiers-allowed"] = " ".join(self.allowed_kinds)

    def guarded_names(self) -> list[str]:
        if self.guarded_fields is not None:
            return list(self.guarded_fields)
        return [name for name, field in self.fields.items() if isinstance(field, forms.CharField)]

    @property
    def media(self) -> Media:
        return super().media + GUARD_MEDIA

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound:
            for name in self.guarded_names():
                self._refuse_identifiers(name)

    def _refuse_identifiers(self, name: str) -> None:
        for hit in find_identifiers(self._typed(name)):
            if hit.kind in self.allowed_kinds:
                continue
            self.add_error(name, forms.ValidationError(hit.message, code="identifier"))

    def _typed(self, name: str) -> str:
        """The cleaned text, whole; of a field refused for another reason, and so stored nowhere, the beginning."""
        cleaned = self.cleaned_data.get(name)
        return str(cleaned) if cleaned else str(self[name].data or "")[:LONGEST_SHOWN]
