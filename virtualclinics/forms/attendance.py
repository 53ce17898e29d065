"""The register of a clinic: minutes beside each person who could have been there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from virtualclinics.queries import Candidate
from virtualclinics.stays import Stay


class RegisterForm(forms.Form):
    """An empty box says that the person was not there."""

    def __init__(
        self,
        *args: Any,
        candidates: Sequence[Candidate],
        names: Mapping[int, str],
        standing: Mapping[Any, int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = {_name(candidate): candidate for candidate in candidates}
        for name, candidate in self.candidates.items():
            self.fields[name] = forms.IntegerField(
                label=f"{candidate.person.name}, {_place(candidate, names)}",
                min_value=1,
                max_value=480,
                required=False,
                initial=standing.get(candidate.key),
                widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-3"}),
            )

    @property
    def specialists(self) -> list[forms.BoundField]:
        return [self[name] for name, candidate in self.candidates.items() if candidate.practice is None]

    @property
    def staff(self) -> list[forms.BoundField]:
        return [self[name] for name, candidate in self.candidates.items() if candidate.practice is not None]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        people = [stay.person.pk for stay in self.stays()]
        if len(people) > len(set(people)):
            self.add_error(None, "Somebody has minutes twice. Each person takes part once, for one side.")
        return cleaned

    def stays(self) -> list[Stay]:
        return [
            Stay(candidate.person, self.cleaned_data[name], candidate.practice)
            for name, candidate in self.candidates.items()
            if self.cleaned_data.get(name)
        ]


def _name(candidate: Candidate) -> str:
    return f"minutes_{candidate.person.pk.hex}_{candidate.practice.pk if candidate.practice else 'specialist'}"


def _place(candidate: Candidate, names: Mapping[int, str]) -> str:
    role = candidate.role or "specialist"
    role = role if role[:2].isupper() else role[:1].lower() + role[1:]
    return f"{role} at {names.get(candidate.practice.pk, candidate.practice.code)}" if candidate.practice else role
