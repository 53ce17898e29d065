"""The word lists that tell a name from another word. Each is a plain file that anybody may add to."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("words")


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of words/<name>.txt, in small letters; lines that begin with # explain."""
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def is_given_name(word: str) -> bool:
    """Whether the word, or each part of a double name such as “Mary-Jane”, is a name and hardly ever anything else."""
    return all(part in word_list("given_names") for part in word.lower().split("-"))


@cache
def may_be_given_name(word: str) -> bool:
    """Whether the word can be a given name, though it may be another word too, such as “Art” or “Will”."""
    known = word_list("given_names") | word_list("names_that_are_words")
    return all(part in known for part in word.lower().split("-"))


def is_surname(word: str) -> bool:
    return word.lower() in word_list("surnames")


def is_ordinary(word: str) -> bool:
    """Whether the word is an ordinary or clinical one, also as a possessive or a plural possessive."""
    small = word.lower()
    return small in word_list("ordinary_words") or small.removesuffix("'s") in word_list("ordinary_words")
