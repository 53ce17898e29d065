"""The guard: which words of a text could point at a person?"""

from __future__ import annotations

from .addresses import find_addresses
from .folding import fold
from .hits import Finding, Hit
from .labelled import find_labelled
from .names import find_names
from .structured import LABELS, MESSAGES, find_structured, without_overlaps

KINDS: tuple[str, ...] = tuple(LABELS)


def find_identifiers(text: str) -> list[Hit]:
    """Every identifier in a text, in the order of the text; none overlap. An empty list lets the text in."""
    folded = fold(text)
    ranked = [
        *find_structured(folded.text),
        *find_labelled(folded.text),
        *find_addresses(folded.text),
        *find_names(folded.text),
    ]
    return [_hit(finding, *folded.words(finding.start, finding.end)) for finding in without_overlaps(ranked)]


def _hit(finding: Finding, start: int, end: int, words: str) -> Hit:
    message = finding.message or MESSAGES[finding.kind]
    return Hit(finding.kind, start, end, words, message.replace("{words}", " ".join(words.split())))
