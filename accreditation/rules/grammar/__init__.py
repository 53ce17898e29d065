"""The closed grammar of framework documents."""

from .canonical import canonical_json, digest
from .english import Clause, outline, to_english
from .errors import GrammarError
from .framework import Framework, Tier, parse

__all__ = [
    "Clause",
    "Framework",
    "GrammarError",
    "Tier",
    "canonical_json",
    "digest",
    "outline",
    "parse",
    "to_english",
]
