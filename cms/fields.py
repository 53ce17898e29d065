"""Form fields in NHS.UK markup: which macro shows a widget, and with which parameters."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cms import nhsuk

REQUIRED = str(forms.Field.default_error_messages["required"])
DJANGOS_ROWS = "10"
NOT_ATTRIBUTES = ("class", "rows", "cols", "autocomplete", "maxlength", "minlength", "placeholder", "required", "type")


def rendered(field: forms.BoundField, *, marks_optional: bool = True) -> SafeString:
    """A field with its label, hint and error. A widget NHS.UK has no macro for keeps Django's own markup."""
    for widget_type, macro, params in MACROS:
        if isinstance(field.field.widget, widget_type):
            words = label(field) if marks_optional else str(field.label)
            return nhsuk.macro(macro(field) if callable(macro) else macro, named(params(field), words))
    return format_html('<div class="nhsuk-form-group">{}{}{}</div>', field.label_tag(), field.errors, field.as_widget())


def error_summary(form: forms.BaseForm) -> SafeString:
    """Everything to put right in a form, each linked to its field. Empty when the form is fine."""
    problems = [
        {"text": message} if field.is_hidden else {"text": message, "href": f"#{anchor(field)}"}
        for field in form
        for message in messages(field)
    ]
    problems += [{"text": message} for message in form.non_field_errors()]
    if not problems:
        return SafeString("")
    return nhsuk.macro("error-summary", {"titleText": "There is a problem", "errorList": problems})


def anchor(field: forms.BoundField) -> str:
    """The id of the first control of a field."""
    if isinstance(field.field.widget, forms.MultiWidget):
        return f"{field.auto_id}{field.field.widget.widgets_names[0]}"
    return field.auto_id


def messages(field: forms.BoundField) -> list[str]:
    """What is wrong with a field. "This field is required" says instead what to do."""
    return [
        what_to_do(field) if error.code == "required" and sentence == REQUIRED else sentence
        for error in field.errors.as_data()
        for sentence in error.messages
    ]


def what_to_do(field: forms.BoundField) -> str:
    name = str(field.label)
    name = name if name[1:2].isupper() else name[:1].lower() + name[1:]
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return f"Tick the box: {field.label}."
    if isinstance(widget, forms.FileInput):
        return f"Choose a file: {name}."
    return f"{'Choose' if isinstance(widget, forms.widgets.ChoiceWidget) else 'Enter'} {name}."


def label(field: forms.BoundField) -> str:
    optional = not field.field.required and "optional" not in str(field.label).lower()
    return f"{field.label} (optional)" if optional else str(field.label)


def named(params: dict[str, Any], words: str) -> dict[str, Any]:
    """The same parameters with a label, or with a legend where the macro groups several controls."""
    name = {"text": words, "size": "s"}
    return {**params, "fieldset": {"legend": name}} if "fieldset" in params else {**params, "label": name}


def explained(field: forms.BoundField) -> dict[str, Any]:
    """Hint and error. A hint is escaped unless it was marked safe."""
    params: dict[str, Any] = {}
    if field.help_text:
        kind = "html" if isinstance(field.help_text, SafeString) or hasattr(field.help_text, "__html__") else "text"
        params["hint"] = {kind: str(field.help_text), "id": f"{field.auto_id}-hint"}
    if field.errors:
        params["errorMessage"] = {"text": " ".join(messages(field)), "id": f"{field.auto_id}-error"}
    return params


def drawn(field: forms.BoundField) -> dict[str, Any]:
    """The widget's own account of itself: its value as typed or formatted, its attributes, its options."""
    attrs = field.build_widget_attrs({}, field.field.widget)
    return field.field.widget.get_context(field.html_name, field.value(), attrs)["widget"]


def control(field: forms.BoundField) -> dict[str, Any]:
    """What every single control has."""
    widget = drawn(field)
    given = {key: value for key, value in widget["attrs"].items() if value is not None and value is not False}
    attributes = {key: value for key, value in given.items() if key not in NOT_ATTRIBUTES}
    described = attributes.pop("aria-describedby", None)
    attributes.pop("aria-invalid", None)
    return {
        "id": field.auto_id,
        "name": field.html_name,
        "classes": given.get("class", ""),
        "autocomplete": given.get("autocomplete"),
        "describedBy": described if described and not described.startswith(field.auto_id) else None,
        "attributes": {key: str(key if value is True else value) for key, value in attributes.items()},
        **explained(field),
    }


def text(field: forms.BoundField) -> dict[str, Any]:
    widget = drawn(field)
    value = widget["value"]
    return {**control(field), "type": widget["type"], "value": "" if value is None else value}


def long_text(field: forms.BoundField) -> dict[str, Any]:
    widget = drawn(field)
    rows = widget["attrs"].get("rows", DJANGOS_ROWS)
    params = {**control(field), "value": widget["value"] or "", "rows": 5 if rows == DJANGOS_ROWS else rows}
    longest = getattr(field.field, "max_length", None)
    return {**params, "maxlength": longest} if longest else params


def options(field: forms.BoundField) -> list[dict[str, Any]]:
    """Every choice in order; a group's name stands in front of its choices."""
    items = []
    for group, choices, _index in drawn(field)["optgroups"]:
        for choice in choices:
            words = f"{group}: {choice['label']}" if group else str(choice["label"])
            value = "" if choice["value"] is None else str(choice["value"])
            items.append({"value": value, "text": words, **chosen(choice)})
    return items


def chosen(choice: dict[str, Any]) -> dict[str, Any]:
    disabled = bool(choice["attrs"].get("disabled"))
    return {"selected": choice["selected"], "checked": choice["selected"], "disabled": disabled}


def select(field: forms.BoundField) -> dict[str, Any]:
    return {**control(field), "items": options(field)}


def choices(field: forms.BoundField) -> dict[str, Any]:
    return {
        "idPrefix": field.auto_id,
        "name": field.html_name,
        "fieldset": {},
        "items": [item for item in options(field) if item["value"] or field.field.required is False],
        **explained(field),
    }


def tick(field: forms.BoundField) -> dict[str, Any]:
    said = explained(field)
    hint = {"hint": said.pop("hint")} if "hint" in said else {}
    item = {"id": field.auto_id, "value": "on", "text": str(field.label), "checked": bool(field.value()), **hint}
    return {"idPrefix": field.auto_id, "name": field.html_name, "items": [item], **said}


def date_parts(field: forms.BoundField) -> dict[str, Any]:
    parts = drawn(field)["subwidgets"]
    names = [suffix.lstrip("_") for suffix in field.field.widget.widgets_names]
    items = [
        {"name": name, "label": name.capitalize(), "value": part["value"] or "", "width": 4 if name == "year" else 2}
        for name, part in zip(names, parts, strict=True)
    ]
    for item, part in zip(items, parts, strict=True):
        item |= {"id": f"{field.auto_id}_{item['name']}", "name": part["name"]}
    return {"id": field.auto_id, "fieldset": {}, "items": items, **explained(field)}


BOX = {"classes": "nhsuk-input--width-20", "attributes": {"spellcheck": "false"}}


def one_or_another(field: forms.BoundField) -> dict[str, Any]:
    """Round buttons, and below them a box for what is not among them; where nothing is on offer the box alone.

    Not a box that a button opens: a radio button may not say that it expands something, and axe minds.
    """
    known, other = drawn(field)["subwidgets"]
    prefix = anchor(field)
    if not offers(field):
        return {"id": prefix, "name": other["name"], "value": other["value"] or "", **BOX, **explained(field)}
    offered = [choice for _group, choices, _index in known["optgroups"] for choice in choices]
    items = [{"value": str(each["value"]), "text": str(each["label"]), **chosen(each)} for each in offered]
    box = {"id": f"{field.auto_id}_other", "name": other["name"], "value": other["value"] or ""}
    named_box = {**box, **BOX, "label": {"text": field.field.widget.box_label}}
    after = {"afterInputs": {"html": nhsuk.macro("input", named_box)}}
    given = {"idPrefix": prefix, "name": known["name"], "fieldset": {}, "items": items, "formGroup": after}
    return {**given, **explained(field)}


def offers(field: forms.BoundField) -> bool:
    return len(field.field.widget.widgets[0].choices) > 1


def area(field: forms.BoundField) -> str:
    return "character-count" if getattr(field.field, "max_length", None) else "textarea"


class DateParts(forms.MultiWidget):
    """Day, month and year as three boxes, as NHS.UK asks for a date that people know by heart or read off a page."""

    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        boxes = dict.fromkeys(("day", "month", "year"), forms.TextInput)
        super().__init__(boxes, attrs)

    def decompress(self, value: Any) -> list[Any]:
        return [value.day, value.month, value.year] if value else [None, None, None]


ANOTHER = "+another"


class OneOrAnother(forms.MultiWidget):
    """One of some choices, or what is typed into a box. `choices` are set by the field."""

    use_fieldset = True

    def __init__(self, box_label: str = "Which", attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"one": forms.RadioSelect, "other": forms.TextInput}, attrs)
        self.box_label = box_label

    def offer(self, choices: list[tuple[str, str]]) -> None:
        self.widgets[0].choices = [*choices, (ANOTHER, "Another, which is not in this list")]  # type: ignore[attr-defined]

    def decompress(self, value: Any) -> list[Any]:
        if not value:
            return [None, None]
        known = {code for code, _words in self.widgets[0].choices}  # type: ignore[attr-defined]
        return [value, ""] if value in known else [ANOTHER, value]


# The first match counts, so the narrower type stands first.
MACROS: tuple[tuple[type, Any, Any], ...] = (
    (DateParts, "date-input", date_parts),
    (OneOrAnother, lambda field: "radios" if offers(field) else "input", one_or_another),
    (forms.CheckboxSelectMultiple, "checkboxes", choices),
    (forms.RadioSelect, "radios", choices),
    (forms.CheckboxInput, "checkboxes", tick),
    (forms.SelectMultiple, "select", select),
    (forms.Select, "select", select),
    (forms.Textarea, area, long_text),
    (forms.PasswordInput, "password-input", control),
    (forms.FileInput, "file-upload", control),
    (forms.TextInput, "input", text),
)
