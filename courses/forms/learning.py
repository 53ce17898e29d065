from __future__ import annotations

from typing import Any

from django import forms

from courses import marking
from courses.enums import QuestionKind
from courses.models import Response
from evidence.enums import VoidReason


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


class VoidForm(forms.Form):
    reason = forms.ChoiceField(
        label="Why does it not count?",
        choices=[choice for choice in VoidReason.choices if choice[0] != VoidReason.CORRECTED],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the reason."},
    )


def _choices(response: Response, seed: int) -> list[tuple[int, str]]:
    texts = dict(response.question.options.values_list("pk", "text"))
    order = marking.in_order_shown(list(texts), seed=seed, position=response.position)
    return [(pk, texts[pk]) for pk in order]
