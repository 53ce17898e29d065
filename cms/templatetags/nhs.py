from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms, template
from django.utils.safestring import SafeString

from cms import fields, nhsuk

register = template.Library()


@register.simple_tag
def nhs(component: str, params: Mapping[str, Any] | None = None, **more: Any) -> SafeString:
    """{% nhs "button" text="Save" variant="secondary" %}; nested parameters as {% nhs "input" label__text="Name" %}."""
    return nhsuk.macro(component, nhsuk.nested(more, params))


@register.simple_tag
def nhs_field(field: forms.BoundField, marks_optional: bool = True) -> SafeString:
    """A form field with its label, hint and error. Filters do not mark their fields as optional: all of them are."""
    return fields.rendered(field, marks_optional=marks_optional)


@register.simple_tag
def nhs_error_summary(form: forms.BaseForm) -> SafeString:
    """The list of everything to put right in a form, each linked to its field; nothing when there is none."""
    return fields.error_summary(form)
