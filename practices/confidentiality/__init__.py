"""No patient identifier gets in: find them, refuse them, say which words.

Pure Python; the form mixin is in forms.py.
"""

from .detect import find_identifiers
from .hits import Hit
from .refusal import IdentifierFound, check_no_identifiers

__all__ = ["Hit", "IdentifierFound", "check_no_identifiers", "find_identifiers"]
