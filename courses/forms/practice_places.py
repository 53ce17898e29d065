from __future__ import annotations

from typing import Any

from django import forms

from courses.policies import MOST_PLACES_OF_A_PRACTICE
from practices.models import Person

HOW_MANY = f"Enter how many places, from 1 to {MOST_PLACES_OF_A_PRACTICE}."


class PracticePlacesForm(forms.Form):
    use_required_attribute = False
    places = forms.IntegerField(
        label="How many places",
        min_value=1,
        max_value=MOST_PLACES_OF_A_PRACTICE,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-3"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), HOW_MANY),
    )


class NamePlaceForm(forms.Form):
    use_required_attribute = False

    def __init__(self, *args: Any, staff: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.staff = {person.key: person for person in staff}
        self.fields["person"] = forms.ChoiceField(
            label="Who comes",
            choices=[("", "Choose somebody"), *((key, person.name) for key, person in self.staff.items())],
            error_messages={"required": "Choose who comes."},
        )

    @property
    def person(self) -> Person:
        return self.staff[self.cleaned_data["person"]]
