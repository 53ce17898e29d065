"""What lessons are written from: the site's blocks, and a question on the way."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks import BodyBlock


class CheckOptionBlock(blocks.StructBlock):
    text = blocks.CharBlock(max_length=300, label="Answer")
    is_correct = blocks.BooleanBlock(required=False, label="Right")
    feedback = blocks.CharBlock(max_length=500, help_text="Shown to whoever chooses it.")

    class Meta:
        icon = "list-ul"


class KnowledgeCheckBlock(blocks.StructBlock):
    """A question within a lesson. It is answered at once, counts for nothing, and shows its feedback only then.

    The lesson's screen draws it: what is right and why must not be in the page before somebody answers.
    """

    question = blocks.CharBlock(max_length=400)
    options = blocks.ListBlock(CheckOptionBlock(), min_num=2, max_num=6)
    explanation = blocks.TextBlock(required=False, rows=3, help_text="Shown with the feedback, whatever was chosen.")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if sum(1 for option in cleaned["options"] if option["is_correct"]) != 1:
            raise StructBlockValidationError(non_block_errors=[ValidationError("Mark one answer as right.")])
        return cleaned

    def get_searchable_content(self, value: Any) -> list[str]:
        return [str(value["question"])]

    class Meta:
        icon = "help"
        template = "courses/blocks/knowledge_check.html"


class LessonBody(BodyBlock):
    knowledge_check = KnowledgeCheckBlock()
