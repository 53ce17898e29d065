"""Refuse a text that holds an identifier, without the refusal repeating it anywhere but to the person who typed it."""

from __future__ import annotations

from collections.abc import Collection

from .detect import find_identifiers
from .hits import Hit
from .structured import LABELS


class IdentifierFound(ValueError):
    """A text was refused. Its str() names only the kinds and may be logged; .sentences quote the words, for the form.

    Pickling (a failed task, a result store) drops the hits: the words stay in the process that read them.
    """

    def __init__(self, hits: tuple[Hit, ...] = (), summary: str = "") -> None:
        super().__init__(summary or _summary(hits))
        self.hits = hits

    @property
    def sentences(self) -> list[str]:
        return [hit.message for hit in self.hits]

    def __reduce__(self) -> tuple[type[IdentifierFound], tuple[tuple[Hit, ...], str]]:
        return type(self), ((), str(self))


def check_no_identifiers(*texts: str, allowing: Collection[str] = ()) -> None:
    """Raise IdentifierFound if any of the texts holds an identifier. For operations, before anything is stored.

    `allowing` names kinds that are no identifiers in this place: an officer's reason is about a practice, and may say
    "since 1 June".
    """
    hits = tuple(hit for text in texts for hit in find_identifiers(text) if hit.kind not in allowing)
    if hits:
        raise IdentifierFound(hits)


def _summary(hits: tuple[Hit, ...]) -> str:
    labels = list(dict.fromkeys(LABELS[hit.kind] for hit in hits))
    listed = " and ".join(filter(None, [", ".join(labels[:-1]), *labels[-1:]]))
    return f"This text holds {listed or 'an identifier'}. Nothing of it was stored."
