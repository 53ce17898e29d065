"""Example frameworks that come with the product, as documents of the grammar."""

import json
from collections.abc import Mapping
from importlib import resources
from typing import Any

SUFFIX = ".json"


def preset_codes() -> tuple[str, ...]:
    names = (entry.name for entry in resources.files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(SUFFIX) for name in names if name.endswith(SUFFIX)))


def load_preset(code: str) -> Mapping[str, Any]:
    """The document of a preset, not yet parsed. Raises LookupError with the known codes for an unknown one."""
    if code not in preset_codes():
        raise LookupError(f"no preset {code!r}; there are {', '.join(preset_codes())}")
    document: Mapping[str, Any] = json.loads(resources.files(__name__).joinpath(code + SUFFIX).read_text("utf-8"))
    return document
