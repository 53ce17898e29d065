"""Two documents of one framework side by side: which requirements came, went or say something else, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from .drafting import NESTED, Document, clauses, nodes
from .drafting import Node as Written
from .grammar import words
from .grammar.framework import FIELDS

SAME, GONE, NEW = "same", "gone", "new"


@dataclass(frozen=True, slots=True)
class Words:
    """A run of words that are in both texts, only in the former, or only in the latter."""

    how: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One requirement, or the framework itself (`key` empty). `change`: added, removed, changed or moved.

    sentence: its English with what changed marked. details: what else changed, by name, each marked.
    """

    key: str
    label: str
    change: str
    sentence: tuple[Words, ...] = ()
    details: tuple[tuple[str, tuple[Words, ...]], ...] = ()


def compare(former: Document, latter: Document) -> list[Difference]:
    """In the order of the latter, what was removed last. Version numbers are not compared."""
    return [*_framework(former, latter), *_requirements(former, latter)]


def words_apart(former: str, latter: str) -> tuple[Words, ...]:
    """The two texts as runs of words."""
    a, b = former.split(), latter.split()
    runs: list[Words] = []
    for tag, a_from, a_to, b_from, b_to in SequenceMatcher(a=a, b=b, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append(Words(SAME, " ".join(a[a_from:a_to])))
            continue
        if a_to > a_from:
            runs.append(Words(GONE, " ".join(a[a_from:a_to])))
        if b_to > b_from:
            runs.append(Words(NEW, " ".join(b[b_from:b_to])))
    return tuple(runs)


def _framework(former: Document, latter: Document) -> Iterator[Difference]:
    names = [field.name for field in FIELDS if field.name not in ("tiers", "version", "grammar")]
    details = tuple(_details({name: former.get(name) for name in names}, {name: latter.get(name) for name in names}))
    tiers = _in_words(_tiers(former)), _in_words(_tiers(latter))
    if tiers[0] != tiers[1]:
        details += (("tiers", words_apart(*tiers)),)
    if details:
        yield Difference("", "The framework itself", "changed", details=details)


def _tiers(document: Document) -> list[str]:
    tiers = document.get("tiers") or []
    return [str(tier.get("label") or tier.get("code") or "") for tier in tiers if isinstance(tier, Mapping)]


def _requirements(former: Document, latter: Document) -> Iterator[Difference]:
    was, is_ = _by_key(former), _by_key(latter)
    for key, (node, sentence, above) in is_.items():
        if key not in was:
            yield Difference(key, node.label, "added", (Words(NEW, sentence),))
            continue
        old, said, stood = was[key]
        details = tuple(_details(_own(old), _own(node)))
        if details or said != sentence:
            yield Difference(key, node.label, "changed", words_apart(said, sentence), details)
        elif stood != above:
            place = words_apart(f"Part of “{stood}”", f"Part of “{above}”")
            yield Difference(key, node.label, "moved", (Words(SAME, sentence),), (("place", place),))
    for key, (node, sentence, _) in was.items():
        if key not in is_:
            yield Difference(key, node.label, "removed", (Words(GONE, sentence),))


def _by_key(document: Document) -> dict[str, tuple[Written, str, str]]:
    """By key: the requirement, its English, and the key of the one above it."""
    sentences: dict[str, str] = {}

    def keep(clause: Any) -> None:
        sentences[clause.path] = clause.sentence
        for part in clause.parts:
            keep(part)

    for top in clauses(document):
        keep(top)
    every = nodes(document)
    above = {part.path: _key(node) for node in every for part in node.parts}
    return {_key(node): (node, sentences[node.path], above.get(node.path, "")) for node in every}


def _key(node: Written) -> str:
    return str(node.value.get("key") or node.path) if isinstance(node.value, Mapping) else node.path


def _own(node: Written) -> dict[str, Any]:
    nested = {field.name for field in node.fields if field.shape in NESTED}
    return {name: held for name, held in node.value.items() if name not in nested and name != "key"}


def _details(former: Mapping[str, Any], latter: Mapping[str, Any]) -> Iterator[tuple[str, tuple[Words, ...]]]:
    for name in [*former, *(name for name in latter if name not in former)]:
        was, is_ = former.get(name), latter.get(name)
        if was != is_:
            yield name.replace("_", " "), words_apart(_in_words(was), _in_words(is_))


def _in_words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return "; ".join(f"{name.replace('_', ' ')}: {_in_words(held)}" for name, held in value.items())
    if isinstance(value, list):
        return ", ".join(_in_words(each) for each in value)
    return _day_in_words(str(value))


def _day_in_words(text: str) -> str:
    """A document has its days as text: 2027-04-01."""
    try:
        return words.day(date.fromisoformat(text)) if len(text) == len("2027-04-01") else text
    except ValueError:
        return text
