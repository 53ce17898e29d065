"""The blocks of the editor, made from the tables of fields: a kind that can be read can be edited."""

from __future__ import annotations

from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.blocks.list_block import ListBlockValidationError

from accreditation.rules.grammar.fields import Field, Fields, Shape
from accreditation.rules.grammar.registry import OF_PERSON, OF_PRACTICE
from accreditation.studio.writing import EDITED

YES_NO = [("yes", "Yes"), ("no", "No")]
NESTED = (Shape.REQUIREMENT, Shape.REQUIREMENTS)
ASIDE = ("why", "informative", "waivable", "applies_from", "grace", "applies_when", "unknown_as")
LEAST_DEPTH = 8


class LinesBlock(blocks.FieldBlock):
    """A list of words, one a line."""

    def __init__(self, help_text: str = "", **options: Any) -> None:
        self.field = forms.CharField(
            required=False, help_text=help_text, widget=AdminAutoHeightTextInput(attrs={"rows": 1})
        )
        super().__init__(**options)

    def value_from_form(self, value: str) -> list[str]:
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def value_for_form(self, value: list[str] | None) -> str:
        return "\n".join(map(str, value or []))

    class Meta:
        icon = "list-ul"
        default: list[str] = []


class NamedListBlock(blocks.ListBlock):
    """Items that each have a name of their own."""

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        names = [item["name"] for item in cleaned]
        errors = {
            index: blocks.StructBlockValidationError(
                {"name": ValidationError(f"“{name}” is there twice. Put both into one, or name one of them otherwise.")}
            )
            for index, name in enumerate(names)
            if name in names[:index]
        }
        if errors:
            raise ListBlockValidationError(block_errors=errors)
        return cleaned


@cache
def framework_block(depth: int = LEAST_DEPTH) -> blocks.StreamBlock:
    """The whole framework, with requirements up to `depth` deep in one another.

    A stream of one: Wagtail's editor wants a stream or a list at the top.
    """
    framework = blocks.StructBlock([(field.name, _block(field, depth)) for field in EDITED], label_format="{title}")
    return blocks.StreamBlock([("framework", framework)], min_num=1, max_num=1, required=False)


@cache
def _stream(name: str, of_person: bool, depth: int, only_one: bool) -> blocks.StreamBlock:
    """Shared only under one name: a block knows what it is called."""
    kinds = OF_PERSON if of_person else OF_PRACTICE
    offered = [(kind, _kind(kind, of_person, depth)) for kind in kinds if depth or not _is_nesting(kinds[kind].fields)]
    label = name.replace("_", " ").capitalize()
    return blocks.StreamBlock(offered, required=False, max_num=1 if only_one else None, label=label)


def _is_nesting(fields: Fields) -> bool:
    return any(field.shape in NESTED or _is_nesting(field.fields) for field in fields)


def _kind(kind: str, of_person: bool, depth: int) -> blocks.StructBlock:
    """A kind without requirements in it is the same at every depth."""
    fields = (OF_PERSON if of_person else OF_PRACTICE)[kind].fields
    return _kind_at(kind, of_person, depth if _is_nesting(fields) else 0)


@cache
def _kind_at(kind: str, of_person: bool, depth: int) -> blocks.StructBlock:
    fields = (OF_PERSON if of_person else OF_PRACTICE)[kind].fields
    return _struct(
        fields,
        depth,
        label=kind.replace("_", " ").capitalize(),
        label_format="{label}",
        group="Made of others" if _is_nesting(fields) else "Asked for",
        icon="list-ol" if _is_nesting(fields) else "tick",
    )


def _struct(fields: Fields, depth: int, **options: Any) -> blocks.StructBlock:
    """What is seldom needed stands folded away at the end."""
    aside = [field.name for field in fields if field.name in ASIDE]
    layout = [field.name for field in fields if field.name not in ASIDE and field.shape not in NESTED]
    below = [field.name for field in fields if field.shape in NESTED]
    if aside:
        layout.append(blocks.BlockGroup(aside, heading="Reasons and exceptions", classname="collapsed"))  # type: ignore[arg-type]
    children = [(field.name, _block(field, depth - 1)) for field in fields]
    return blocks.StructBlock(children, form_layout=blocks.BlockGroup([*layout, *below]), **options)


_plain: dict[int, blocks.Block] = {}


def _block(field: Field, depth: int) -> blocks.Block:
    """A field with no requirements in it is one block wherever it stands, so that the page carries it once."""
    if field.shape in NESTED or _is_nesting(field.fields):
        return _new_block(field, depth)
    if id(field) not in _plain:
        _plain[id(field)] = _new_block(field, depth)
    return _plain[id(field)]


def _new_block(field: Field, depth: int) -> blocks.Block:
    said = {"label": field.label, "required": False, "help_text": _help(field)}
    match field.shape:
        case Shape.LONG_TEXT:
            return blocks.TextBlock(**said)
        case Shape.WHOLE:
            return blocks.IntegerBlock(**said)
        case Shape.NUMBER:
            return blocks.FloatBlock(**said)
        case Shape.FLAG:
            return blocks.ChoiceBlock(choices=YES_NO, **said)
        case Shape.DAY:
            return blocks.DateBlock(**said)
        case Shape.CHOICE:
            return blocks.ChoiceBlock(choices=list((field.choices or {}).items()), **said)
        case Shape.TEXTS | Shape.ROLES:
            return LinesBlock(label=field.label, help_text=_help(field))
        case Shape.OBJECT:
            return _struct(field.fields, depth + 1, label=field.label, help_text=_help(field), collapsed=not field.must)
        case Shape.OBJECTS:
            item = _struct(field.fields, depth + 1, label=field.label.removesuffix("s"))
            return blocks.ListBlock(item, label=field.label, help_text=_help(field), default=[])
        case Shape.MAPPING:
            pair = [("name", blocks.CharBlock(label="Name")), ("values", LinesBlock("One a line.", label="Values"))]
            return _named(field, pair)
        case Shape.NOTES:
            return _named(field, [("name", blocks.CharBlock(label="Topic")), ("text", blocks.TextBlock(label="Text"))])
        case Shape.REQUIREMENT | Shape.REQUIREMENTS:
            return _stream(field.name, field.of_person, max(depth, 0), field.shape is Shape.REQUIREMENT)
        case _:
            return blocks.CharBlock(**said)


def _named(field: Field, pair: list[tuple[str, blocks.Block]]) -> NamedListBlock:
    return NamedListBlock(blocks.StructBlock(pair), label=field.label, help_text=_help(field), default=[])


def _help(field: Field) -> str:
    told = [field.help]
    if field.shape in (Shape.TEXTS, Shape.ROLES):
        told.append("One a line.")
    if field.shape is Shape.TEXTS and field.choices:
        told.append(f"There are: {', '.join(field.choices)}.")
    return " ".join(filter(None, told))
