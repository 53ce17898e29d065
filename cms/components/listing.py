"""The list of components as cms/README.md shows it. A test keeps the two in step."""

from __future__ import annotations

from dataclasses import MISSING, Field, fields

from cms.components.declaration import Component, registry


def listing() -> str:
    """One line per component, in Markdown: its name, its props, what it is for."""
    return "\n".join(line(registry[name]) for name in sorted(registry))


def line(kind: type[Component]) -> str:
    props = ", ".join(prop(field) for field in fields(kind))
    about = (kind.__doc__ or "").splitlines()[0]
    return f"- **{kind.name}** ({kind.__name__}): {about}  \n  {f'`{props}`' if props else 'no props'}"


def prop(field: Field[object]) -> str:
    """`name` when it has to be given, `name=` when it may be left out."""
    optional = field.default is not MISSING or field.default_factory is not MISSING
    return f"{field.name}=" if optional else field.name
