from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from cms.forms import NHSDateField
from practices.confidentiality.forms import IdentifierFreeMixin
from visits.forms.recording import people
from visits.queries import Candidate

SCORES = [(5, "5: excellent"), (4, "4: good"), (3, "3: fair"), (2, "2: less than good"), (1, "1: poor")]


class LetterForm(IdentifierFreeMixin, forms.Form):
    letter = forms.CharField(
        label="Feedback letter",
        max_length=8000,
        help_text="Who came and when stands above it. The text itself names nobody and gives no date.",
        widget=forms.Textarea(attrs={"rows": 14}),
    )


class ActionForm(IdentifierFreeMixin, forms.Form):
    text = forms.CharField(label="What is to be done", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    owner = forms.ChoiceField(label="Who does it")
    due_on = NHSDateField(label="By which day")

    def __init__(self, *args: Any, candidates: Sequence[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(each.person.pk): each.person for each in candidates}
        choose_from(self, "owner", {key: person.name for key, person in self.people.items()})

    def told(self) -> dict[str, Any]:
        return {**self.cleaned_data, "owner": self.people[self.cleaned_data["owner"]]}


class CorrectionForm(forms.Form):
    """Who was really there, for how long."""

    who = forms.ChoiceField(label="Person")
    minutes = forms.IntegerField(
        label="Minutes there",
        required=False,
        min_value=1,
        max_value=480,
        help_text="Leave it empty if the person was not there.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-3"}),
    )

    def __init__(self, *args: Any, candidates: Sequence[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people(candidates)
        names = {key: f"{each.person.name} ({each.side.label.lower()})" for key, each in self.people.items()}
        choose_from(self, "who", names)

    def told(self) -> dict[str, Any]:
        candidate = self.people[self.cleaned_data["who"]]
        return {"person": candidate.person, "side": candidate.side, "minutes": self.cleaned_data["minutes"]}


class CorrectDayForm(forms.Form):
    held_on = NHSDateField(label="The day on which it was held")


class FeedbackForm(IdentifierFreeMixin, forms.Form):
    score = forms.TypedChoiceField(
        label="How useful was the visit?", coerce=int, choices=SCORES, widget=forms.RadioSelect
    )
    comment = forms.CharField(
        label="What would have made it better?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def choose_from(form: forms.BaseForm, name: str, choices: Mapping[str, str]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", "Choose one"), *choices.items()]
