"""The permission table, permissions.yaml: who gets which answer, where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

PERSONAS = (
    "anonymous",
    "no_membership",
    "learner",
    "practice_lead",
    "specialist",
    "commissioner",
    "editor",
    "programme_admin",
)
RELATIONS = ("own", "other", "foreign")
METHODS = ("get", "post")
FILE = Path(__file__).with_name("permissions.yaml")


@dataclass(frozen=True)
class Cell:
    route: str
    method: str
    relation: str
    persona: str
    expected: str

    def __str__(self) -> str:
        return f"{self.method} {self.route} {self.relation} as {self.persona}"


@dataclass(frozen=True)
class Row:
    """One route. `names` says which thing of a place each argument of the address is."""

    route: str
    names: dict[str, str] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)

    @property
    def relations(self) -> tuple[str, ...]:
        """Addresses that name nothing look the same from everywhere."""
        return RELATIONS if self.names else RELATIONS[:1]

    def cells(self) -> Iterator[Cell]:
        for method in METHODS:
            for relation in self.relations:
                for persona, expected in zip(PERSONAS, self._words(method, relation), strict=True):
                    yield Cell(self.route, method, relation, persona, expected)

    def _words(self, method: str, relation: str) -> list[str]:
        """One word says the same of everybody; one line says the same of every relation."""
        told = self.answers[method]
        words = str(told[relation] if isinstance(told, dict) else told).split()
        return words * len(PERSONAS) if len(words) == 1 else words


def read_table(path: Path = FILE) -> dict[str, Row]:
    rows = yaml.safe_load(path.read_text())
    return {
        route: Row(route, row.pop("names", {}), {method: row[method] for method in METHODS})
        for route, row in rows.items()
    }


def as_yaml(route: str, names: dict[str, str], answers: dict[tuple[str, str], list[str]]) -> str:
    """The row that the table would hold if every answer seen were right; for whoever adds a route, to be judged."""
    lines = [f"{route}:"]
    if names:
        told = ", ".join(f"{argument}: {thing}" for argument, thing in names.items())
        lines.append(f"  names: {{{told}}}")
    for method in METHODS:
        seen = {relation: answers[method, relation] for relation in RELATIONS if (method, relation) in answers}
        if len({tuple(words) for words in seen.values()}) == 1:
            lines.append(f"  {method}: {_line(next(iter(seen.values())))}")
        else:
            lines.append(f"  {method}:")
            lines += [f"    {relation + ':':9}{_line(words)}" for relation, words in seen.items()]
    return "\n".join(lines)


def _line(words: list[str]) -> str:
    return f'"{words[0]}"' if len(set(words)) == 1 else " ".join(f"{word:7}" for word in words).rstrip()
