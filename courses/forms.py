from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms

from cms.clock import LONDON
from cms.forms import NHSDateField
from courses import marking
from courses.enums import QuestionKind
from courses.models import Response
from courses.queries import facilitators_of, programmes_of
from evidence.enums import VoidReason
from practices.models import Network


class QuestionForm(forms.Form):
    """One question of a quiz. It knows the options and their order, and not which is right."""

    use_required_attribute = False

    def __init__(self, *args: Any, response: Response, seed: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_single = response.question.kind == QuestionKind.SINGLE
        choices = _choices(response, seed)
        kind = forms.TypedChoiceField if self.is_single else forms.TypedMultipleChoiceField
        self.fields["answer"] = kind(
            label=response.question.stem,
            help_text="Choose one answer." if self.is_single else "Choose every answer that is right.",
            choices=choices,
            coerce=int,
            widget=forms.RadioSelect if self.is_single else forms.CheckboxSelectMultiple,
            error_messages={
                "required": "Choose an answer.",
                "invalid_choice": "Choose from the answers shown.",
                "invalid_list": "Choose from the answers shown.",
            },
        )
        kept = response.chosen
        self.initial["answer"] = (kept[0] if kept else None) if self.is_single else kept

    def chosen(self) -> list[int]:
        answer = self.cleaned_data["answer"]
        return [answer] if self.is_single else list(answer)


class KnowledgeCheckForm(forms.Form):
    """A question within a lesson; its answers are numbered as they were written."""

    use_required_attribute = False
    answer = forms.TypedChoiceField(
        coerce=int, widget=forms.RadioSelect, error_messages={"required": "Choose an answer."}
    )

    def __init__(self, *args: Any, check: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.check = check
        self.fields["answer"].label = check["question"]
        self.fields["answer"].choices = [(place, option["text"]) for place, option in enumerate(check["options"])]

    def chosen(self) -> Any:
        """The option that was chosen, or None."""
        return self.check["options"][self.cleaned_data["answer"]] if self.is_valid() else None


def _choices(response: Response, seed: int) -> list[tuple[int, str]]:
    texts = dict(response.question.options.values_list("pk", "text"))
    order = marking.in_order_shown(list(texts), seed=seed, position=response.position)
    return [(pk, texts[pk]) for pk in order]


class VoidForm(forms.Form):
    reason = forms.ChoiceField(
        label="Why does it not count?",
        choices=[choice for choice in VoidReason.choices if choice[0] != VoidReason.CORRECTED],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the reason."},
    )


class SessionForm(forms.Form):
    """A live session. The day and the two times are London's."""

    title = forms.CharField(max_length=160)
    summary = forms.CharField(
        label="What it is about",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    programme = forms.SlugField(
        max_length=60,
        help_text="Frameworks count attendance by this code. Small letters, numbers and hyphens.",
        error_messages={"invalid": "Use small letters, numbers and hyphens, such as network-education."},
    )
    held_on = NHSDateField(label="Day")
    starts = forms.TimeField(
        label="Starts at", help_text="For example, 18:30", error_messages={"invalid": "Enter a time such as 18:30."}
    )
    ends = forms.TimeField(
        label="Ends at", help_text="For example, 20:00", error_messages={"invalid": "Enter a time such as 20:00."}
    )
    place = forms.CharField(max_length=200, required=False, help_text="Leave empty when it is only online.")
    online_link = forms.URLField(
        label="Link to join",
        max_length=400,
        required=False,
        assume_scheme="https",
        help_text="Shown to those who booked.",
    )
    capacity = forms.IntegerField(
        label="Places", min_value=1, max_value=1000, error_messages={"min_value": "Enter at least 1 place."}
    )
    facilitator = forms.ModelChoiceField(queryset=None, label="Led by", empty_label=None)
    participatory = forms.BooleanField(
        label="Its hours are participatory: people discuss or practise with others", required=False, initial=True
    )

    def __init__(self, *args: Any, network: Network, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facilitator"].queryset = facilitators_of(network.pk, on=on)
        if used := programmes_of([network.pk]):
            self.fields["programme"].help_text += f" In use: {', '.join(used)}."

    def values(self) -> dict[str, Any]:
        """What `schedule_session` takes."""
        given = dict(self.cleaned_data)
        day, starts, ends = given.pop("held_on"), given.pop("starts"), given.pop("ends")
        given["starts_at"] = datetime.combine(day, starts, LONDON)
        given["ends_at"] = datetime.combine(day, ends, LONDON)
        return given

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not given.get("place") and not given.get("online_link"):
            self.add_error("place", "Say where it is: a place, a link to join, or both.")
        return given
