"""What editors write pages from. No markup, no embeds from other sites; pictures and films say what they show."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from cms.components import DataTable

FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul"]
FILMS = {".mp4": "video/mp4", ".webm": "video/webm"}


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(max_length=120)
    level = blocks.ChoiceBlock(choices=[("2", "Section"), ("3", "Part of a section")], default="2")

    class Meta:
        icon = "title"
        template = "cms/blocks/heading.html"


class ImageBlock(blocks.StructBlock):
    image = ImageChooserBlock()
    alt_text = blocks.CharBlock(
        max_length=250, help_text="What the image shows, for readers who cannot see it. Say what matters here."
    )
    caption = blocks.CharBlock(max_length=250, required=False)

    class Meta:
        icon = "image"
        template = "cms/blocks/image.html"


class VideoBlock(blocks.StructBlock):
    """A film from our own documents, never from another site, with its words beside it."""

    title = blocks.CharBlock(max_length=120)
    film = DocumentChooserBlock(help_text="An MP4 or WebM file.")
    captions = DocumentChooserBlock(required=False, help_text="A WebVTT file. Needed when anybody speaks.")
    transcript = blocks.RichTextBlock(features=FEATURES, help_text="Everything said and shown that matters.")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        errors = {}
        if suffix(cleaned["film"]) not in FILMS:
            errors["film"] = ValidationError("Choose an MP4 or WebM file.")
        if cleaned["captions"] and suffix(cleaned["captions"]) != ".vtt":
            errors["captions"] = ValidationError("Choose a WebVTT file, whose name ends in .vtt.")
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        return {**super().get_context(value, parent_context), "film_type": FILMS.get(suffix(value["film"]), "")}

    class Meta:
        icon = "media"
        template = "cms/blocks/video.html"


class KeyPointBlock(blocks.StructBlock):
    heading = blocks.CharBlock(max_length=80, required=False)
    text = blocks.RichTextBlock(features=FEATURES)

    class Meta:
        icon = "pick"
        template = "cms/blocks/key_point.html"


class CaseVignetteBlock(blocks.StructBlock):
    """A case to think about. Invented or changed beyond recognition: age band, no dates, no places."""

    title = blocks.CharBlock(max_length=120, help_text="For example, a man in his fifties with new foot pain.")
    story = blocks.RichTextBlock(features=FEATURES)
    question = blocks.CharBlock(max_length=250, required=False, help_text="What the reader should ask themselves.")

    class Meta:
        icon = "user"
        template = "cms/blocks/case_vignette.html"


class SourceBlock(blocks.StructBlock):
    """Where a statement comes from, so that a reader can check it."""

    publisher = blocks.CharBlock(max_length=120)
    title = blocks.CharBlock(max_length=250)
    published = blocks.CharBlock(max_length=40, required=False, help_text="Year, or date of the version.")
    url = blocks.URLBlock(required=False)

    class Meta:
        icon = "link-external"
        template = "cms/blocks/source.html"


class ExpanderBlock(blocks.StructBlock):
    summary = blocks.CharBlock(max_length=120)
    text = blocks.RichTextBlock(features=FEATURES)

    class Meta:
        icon = "arrow-down"
        template = "cms/blocks/expander.html"


class TableBlock(blocks.StructBlock):
    caption = blocks.CharBlock(max_length=120)
    cells = blocks.TextBlock(
        rows=8, help_text="One row a line, cells separated by |. The first line holds the headings of the columns."
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        rows = rows_of(cleaned["cells"])
        uneven = [number for number, row in enumerate(rows, start=1) if len(row) != len(rows[0])]
        if uneven:
            message = f"Row {uneven[0]} has {len(rows[uneven[0] - 1])} cells; the first row has {len(rows[0])}."
            raise StructBlockValidationError(block_errors={"cells": ValidationError(message)})
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        headings, *rows = rows_of(value["cells"]) or [[]]
        table = DataTable(caption=value["caption"], headings=headings, rows=rows)
        return {**super().get_context(value, parent_context), "table": table}

    class Meta:
        icon = "table"
        template = "cms/blocks/table.html"


def suffix(document: Any) -> str:
    return PurePath(document.filename).suffix.lower() if document else ""


def rows_of(text: str) -> list[list[str]]:
    """The rows of a table written as lines of cells separated by |; empty lines do not count."""
    return [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in text.splitlines() if line.strip()]


class BodyBlock(blocks.StreamBlock):
    """The body of every page."""

    heading = HeadingBlock()
    text = blocks.RichTextBlock(features=FEATURES, template="cms/blocks/text.html")
    image = ImageBlock()
    video = VideoBlock()
    key_point = KeyPointBlock()
    case_vignette = CaseVignetteBlock()
    table = TableBlock()
    expander = ExpanderBlock()
    source = SourceBlock()
