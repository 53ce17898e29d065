"""all_of, any_of, n_of, menu, none_of: of practice requirements, or of what one person must hold."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, TypeVar

from . import words
from .base import Common, Context, Read, Requirement
from .errors import GrammarError
from .fields import groups, names, text, whole
from .reading import Reader


@dataclass(frozen=True)
class Composite(Requirement):
    of_person: bool
    requirements: tuple[Requirement, ...]

    @property
    def parts(self) -> tuple[Requirement, ...]:
        return self.requirements

    @cached_property
    def counting(self) -> tuple[Requirement, ...]:
        """The parts that make the verdict: all but the informative ones."""
        return tuple(part for part in self.requirements if not part.common.informative)

    @property
    def number(self) -> int:
        """How many of the counting parts must be satisfied."""
        return len(self.counting)


Node = TypeVar("Node", bound=Composite)


@dataclass(frozen=True, slots=True)
class AllOf(Composite):
    kind: ClassVar[str] = "all_of"


@dataclass(frozen=True, slots=True)
class AnyOf(Composite):
    kind: ClassVar[str] = "any_of"

    @property
    def number(self) -> int:
        return 1


@dataclass(frozen=True, slots=True)
class NOf(Composite):
    kind: ClassVar[str] = "n_of"
    n: int

    @property
    def number(self) -> int:
        return self.n


@dataclass(frozen=True, slots=True)
class NoneOf(Composite):
    kind: ClassVar[str] = "none_of"


@dataclass(frozen=True, slots=True)
class Choice:
    """What a part of a menu is worth, and the group it belongs to ("": none)."""

    key: str
    points: int
    group: str


@dataclass(frozen=True, slots=True)
class Menu(Composite):
    """`limits`: by group, how many of its parts count at most."""

    kind: ClassVar[str] = "menu"
    at_least: int
    choices: tuple[Choice, ...]
    limits: tuple[tuple[str, int], ...]

    def points_of(self, key: str) -> int:
        return next((choice.points for choice in self.choices if choice.key == key), 1)

    def group_of(self, key: str) -> str:
        return next((choice.group for choice in self.choices if choice.key == key), "")

    @property
    def most(self) -> int:
        """The points there are when everything is done."""
        by_group: dict[str, list[int]] = {}
        for part in self.counting:
            by_group.setdefault(self.group_of(part.key), []).append(self.points_of(part.key))
        limits = dict(self.limits)
        return sum(sum(sorted(each, reverse=True)[: limits.get(group)]) for group, each in by_group.items())


CHOICE_FIELDS = (
    text("requirement", "The key of the part.", must=True),
    whole("points", "What it is worth. Empty: one.", least=1),
    text("group", "A group of which only some count. Empty: none."),
)
LIMIT_FIELDS = (
    text("group", "The group.", must=True),
    whole("at_most", "How many of its parts count.", least=1, must=True),
)
MENU_FIELDS = (
    whole(
        "at_least", "The points that are asked for; a part is worth one unless it says otherwise.", least=1, must=True
    ),
    groups("choices", CHOICE_FIELDS, "Parts that are worth more than one point, or belong to a group."),
    groups("limits", LIMIT_FIELDS, "Groups of which only so many count."),
)


def reader_of(kind: type[AllOf] | type[AnyOf] | type[NoneOf], of_person: bool) -> Read:
    def read(reader: Reader, common: Common, context: Context) -> Requirement:
        return _checked(kind(common, of_person, _parts(reader, context, of_person)), reader)

    return read


def reader_of_n(of_person: bool) -> Read:
    def read(reader: Reader, common: Common, context: Context) -> Requirement:
        parts = _parts(reader, context, of_person)
        node = _checked(NOf(common, of_person, parts, reader.whole("n", least=1)), reader)
        if node.number > len(node.counting):
            raise GrammarError(reader.at("n"), f"asks for {node.number} of only {len(node.counting)} that count")
        return node

    return read


def reader_of_menu(of_person: bool) -> Read:
    def read(reader: Reader, common: Common, context: Context) -> Requirement:
        parts = _parts(reader, context, of_person)
        choices = _choices(reader, [part.key for part in parts])
        limits = _limits(reader, {choice.group for choice in choices if choice.group})
        node = _checked(Menu(common, of_person, parts, reader.whole("at_least", least=1), choices, limits), reader)
        if node.most < node.at_least:
            raise GrammarError(reader.at("at_least"), f"asks for {node.at_least} points, and there are {node.most}")
        return node

    return read


def _choices(reader: Reader, keys: list[str]) -> tuple[Choice, ...]:
    choices: list[Choice] = []
    for value, path in reader.items("choices", default=[]):
        inner = Reader(value, path, names(CHOICE_FIELDS))
        key = inner.choice("requirement", keys)
        if key in {choice.key for choice in choices}:
            raise GrammarError(inner.at("requirement"), "names the same thing twice")
        choices.append(Choice(key, inner.whole("points", least=1, default=1), inner.text("group", "")))
    return tuple(choices)


def _limits(reader: Reader, known: set[str]) -> tuple[tuple[str, int], ...]:
    limits: dict[str, int] = {}
    for value, path in reader.items("limits", default=[]):
        inner = Reader(value, path, names(LIMIT_FIELDS))
        limits[inner.choice("group", known) if known else inner.text("group")] = inner.whole("at_most", least=1)
    return tuple(limits.items())


def _parts(reader: Reader, context: Context, of_person: bool) -> tuple[Requirement, ...]:
    members = reader.items("requirements")
    return tuple(context.requirement(value, path, of_person=of_person) for value, path in members)


def _checked(node: Node, reader: Reader) -> Node:
    if not node.counting:
        raise GrammarError(reader.at("requirements"), "needs at least one that is not informative")
    return node


def none_english(node: NoneOf) -> str:
    return f"none of: {words.listed((part.common.label for part in node.counting), 'or')}"


def menu_english(node: Menu) -> str:
    worth = ((part.common.label, node.points_of(part.key)) for part in node.counting)
    labels = [f"{label} ({words.counted(points, 'point')})" if points > 1 else label for label, points in worth]
    plain = all(node.points_of(part.key) == 1 for part in node.counting)
    asked = words.number(node.at_least) if plain else words.counted(node.at_least, "point")
    said = f"at least {asked} of: {words.listed(labels)}"
    for group, at_most in node.limits:
        members = [part.common.label for part in node.counting if node.group_of(part.key) == group]
        if not members:
            continue
        said += f"; of {words.listed(members)} at most {words.number(at_most)} counts"
    return said


def english(node: Composite) -> str:
    labels = [part.common.label for part in node.counting]
    if node.number == len(labels):
        return f"all of: {words.listed(labels)}"
    if node.number == 1:
        return f"at least one of: {words.listed(labels, 'or')}"
    return f"at least {words.number(node.number)} of: {words.listed(labels)}"
