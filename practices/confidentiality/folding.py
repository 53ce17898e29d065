"""Fold the many ways of writing the same character into one, and remember where each came from.

Zero-width characters, full-width or Arabic-Indic digits and typographic dashes are how an identifier slips past a
pattern, mostly by being pasted. The patterns read the folded text; people are shown the words as they typed them.
The browser's identifier-guard.js folds in the same way.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

DASHES = frozenset("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d")
SAME_AS = {"\u2044": "/", "\u2215": "/", "\u00b7": ".", "\u2022": ".", "\u2018": "'", "\u2019": "'", "\u02bc": "'"}


@dataclass(frozen=True)
class Folded:
    text: str
    places: tuple[int, ...]
    original: str

    def words(self, start: int, end: int) -> tuple[int, int, str]:
        """The span in the original text, and its words, of a half-open span in the folded text."""
        first, last = self.places[start], self.places[end - 1]
        return first, last + 1, self.original[first : last + 1]


def fold(text: str) -> Folded:
    characters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for folded in _fold_character(character):
            characters.append(folded)
            places.append(place)
    return Folded("".join(characters), tuple(places), text)


def _fold_character(character: str) -> str:
    if " " <= character <= "~":
        return character
    if character in "\n\t\r":
        return "\n" if character == "\n" else " "
    if character in DASHES:
        return "-"
    category = unicodedata.category(character)
    if category in ("Cf", "Me") or "\u0300" <= character <= "\u036f" or "\ufe00" <= character <= "\ufe0f":
        return ""
    if category in ("Cc", "Zs", "Zl", "Zp"):
        return " "
    return "".join(_plain(part) for part in unicodedata.normalize("NFKC", character))


def _plain(character: str) -> str:
    if character in SAME_AS:
        return SAME_AS[character]
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.decimal(character))
    return character
