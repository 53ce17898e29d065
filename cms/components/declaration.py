"""What a component is: a frozen dataclass whose fields are the only props its template may be given.

An unknown prop, a missing one or one of the wrong type is an error at the place of the mistake. Every component
shows itself in the gallery through its examples. A component prints itself, so that one may be a prop of another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from types import NoneType, UnionType
from typing import Any, ClassVar, Literal, Union, get_args, get_origin, get_type_hints

from django.template import Context, engines
from django.utils.functional import Promise
from django.utils.safestring import SafeString

EMPTY = SafeString("")
registry: dict[str, type[Component]] = {}


class ComponentError(TypeError):
    """A component was named or fed wrongly; the message says which prop and what it may be."""


@dataclass(frozen=True, kw_only=True)
class Component:
    name: ClassVar[str]
    examples: ClassVar[tuple[Mapping[str, Any], ...]]

    def __init_subclass__(cls, *, name: str, examples: tuple[Mapping[str, Any], ...]) -> None:
        cls.name = name
        cls.examples = examples
        registry[name] = cls

    def __post_init__(self) -> None:
        for prop, hint in props_of(type(self)).items():
            if not fits(getattr(self, prop), hint):
                raise ComponentError(f"{self.name}: {prop} is {getattr(self, prop)!r}; it has to be {hint}.")

    def render(self, context: Context | None = None) -> SafeString:
        """The component's HTML. `context` gives forms their CSRF token; nothing else is taken from it."""
        template = engines["django"].engine.get_template(f"components/{self.name}.html")
        return template.render(self.context(context or Context()))

    def context(self, outer: Context) -> Context:
        variables = {variable: getattr(self, variable) for variable in variables_of(type(self))}
        # A fresh context: a request's would run every context processor again for each component of the page.
        return Context({**variables, "csrf_token": outer.get("csrf_token")})

    def __str__(self) -> SafeString:
        return self.render()

    __html__ = __str__


def build(name: str, props: Mapping[str, Any]) -> Component:
    """The component called `name`. Raises ComponentError when there is none, or its props are not these."""
    if name not in registry:
        raise ComponentError(f"There is no component {name!r}. There are: {', '.join(sorted(registry))}.")
    declared = props_of(registry[name])
    unknown = sorted(set(props) - set(declared))
    if unknown:
        raise ComponentError(f"{name} has no prop {', '.join(unknown)}. It has: {', '.join(declared)}.")
    try:
        return registry[name](**props)
    except ComponentError:
        raise
    except TypeError as error:
        raise ComponentError(f"{name}: {error}") from error


@cache
def props_of(kind: type[Component]) -> dict[str, Any]:
    """Each prop of a component with its type, in order."""
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


@cache
def variables_of(kind: type[Component]) -> tuple[str, ...]:
    """What a template sees: the props, and the properties computed from them."""
    computed = [name for name in dir(kind) if isinstance(getattr(kind, name), property)]
    return (*props_of(kind), *computed)


def fits(value: object, hint: Any) -> bool:
    """Whether a value is of a type, as deep as props need it: choices, unions, and the outermost container."""
    origin = get_origin(hint)
    if hint is Any:
        return True
    if origin is Literal:
        return value in get_args(hint)
    if origin in (Union, UnionType):
        return any(fits(value, part) for part in get_args(hint))
    if hint in (None, NoneType):
        return value is None
    if hint is str:
        return isinstance(value, (str, Promise))
    if hint is int and isinstance(value, bool):
        return False
    return isinstance(value, origin or hint)
