"""NHS.UK frontend's own macros, one call away."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from jinja2 import ChainableUndefined, Environment, PackageLoader


@cache
def environment() -> Environment:
    return Environment(
        loader=PackageLoader("nhsuk_frontend_jinja"),
        undefined=ChainableUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def macro(name: str, params: Mapping[str, Any]) -> SafeString:
    """One component of NHS.UK frontend, such as "button". Text is escaped by the macros; `html` params are not."""
    template = environment().get_template(f"nhsuk/components/{name}/template.jinja")
    return mark_safe(template.render(params=settled(params)))  # noqa: S308 - Jinja escaped it already


def settled(value: Any) -> Any:
    """The same parameters with lazy translations as plain text, which the macros' type tests need."""
    if isinstance(value, Mapping):
        return {key: settled(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [settled(item) for item in value]
    return str(value) if isinstance(value, Promise) else value


def nested(flat: Mapping[str, Any], into: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """{"label__text": "Name"} as {"label": {"text": "Name"}}, laid over `into`, which stays as it was."""
    params = dict(into or {})
    for path, value in flat.items():
        head, _, rest = path.partition("__")
        params[head] = nested({rest: value}, params.get(head)) if rest else value
    return params
