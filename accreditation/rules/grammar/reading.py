"""Reads a document by name and type, and refuses what it does not know with the path to it."""

from collections.abc import Collection, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any

from .errors import GrammarError


def suggestion(word: str, known: Collection[str]) -> str:
    near = get_close_matches(word, sorted(known), n=1, cutoff=0.5)
    return f"; did you mean {near[0]}?" if near else f"; known are {', '.join(sorted(known))}"


class Reader:
    """One object of the document. Every key must be among `keys`."""

    def __init__(self, value: Any, path: str, keys: Collection[str]) -> None:
        if not isinstance(value, Mapping):
            raise GrammarError(path, "must be an object with named values")
        for key in value:
            if key not in keys:
                raise GrammarError(self._join(path, str(key)), f"unknown key{suggestion(str(key), keys)}")
        self.value = value
        self.path = path

    @staticmethod
    def _join(path: str, name: str) -> str:
        return f"{path}.{name}" if path else name

    def at(self, name: str) -> str:
        return self._join(self.path, name)

    def has(self, name: str) -> bool:
        return self.value.get(name) is not None

    def raw(self, name: str) -> Any:
        if not self.has(name):
            raise GrammarError(self.at(name), "is missing")
        return self.value[name]

    def text(self, name: str, default: str | None = None) -> str:
        if default is not None and not self.has(name):
            return default
        value = self.raw(name)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise GrammarError(self.at(name), "must be text")
        return value

    def choice(self, name: str, known: Collection[str], default: str | None = None) -> str:
        value = self.text(name, default)
        if value not in known:
            raise GrammarError(self.at(name), f"unknown value {value!r}{suggestion(value, known)}")
        return value

    def whole(self, name: str, *, least: int, default: int | None = None) -> int:
        if default is not None and not self.has(name):
            return default
        value = self.raw(name)
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise GrammarError(self.at(name), f"must be a whole number of at least {least}")
        return value

    def whole_or_none(self, name: str, *, least: int) -> int | None:
        return self.whole(name, least=least) if self.has(name) else None

    def number(self, name: str, *, default: float) -> float:
        value = self.value.get(name, default)
        if not isinstance(value, int | float) or isinstance(value, bool) or value < 0:
            raise GrammarError(self.at(name), "must be a number of at least 0")
        return float(value)

    def flag(self, name: str, default: bool) -> bool:
        value = self.value.get(name, default)
        if not isinstance(value, bool):
            raise GrammarError(self.at(name), "must be true or false")
        return value

    def day(self, name: str) -> date:
        value = self.text(name)
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise GrammarError(self.at(name), f"must be a date such as 2026-04-01, not {value!r}") from None

    def items(self, name: str, *, default: list[Any] | None = None) -> list[tuple[Any, str]]:
        """The members of a list, each with its path; an empty list is refused unless it is the default."""
        if default is not None and not self.has(name):
            return [(each, self.at(name)) for each in default]
        value = self.raw(name)
        if not isinstance(value, list) or not value:
            raise GrammarError(self.at(name), "must be a list with at least one member")
        return [(each, f"{self.at(name)}[{index}]") for index, each in enumerate(value)]

    def texts(self, name: str, *, default: list[str] | None = None) -> tuple[str, ...]:
        members = self.items(name, default=default)
        for member, path in members:
            if not isinstance(member, str) or not member.strip():
                raise GrammarError(path, "must be text")
        if len({member for member, _ in members}) < len(members):
            raise GrammarError(self.at(name), "names the same thing twice")
        return tuple(member for member, _ in members)
