"""all_of, any_of, n_of: of practice requirements, or of what one person must hold."""

from dataclasses import dataclass
from typing import ClassVar, TypeVar

from . import words
from .base import Common, Context, Read, Requirement
from .errors import GrammarError
from .reading import Reader


@dataclass(frozen=True, slots=True)
class Composite(Requirement):
    of_person: bool
    requirements: tuple[Requirement, ...]

    @property
    def parts(self) -> tuple[Requirement, ...]:
        return self.requirements

    @property
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


def reader_of(kind: type[AllOf] | type[AnyOf], of_person: bool) -> Read:
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


def _parts(reader: Reader, context: Context, of_person: bool) -> tuple[Requirement, ...]:
    members = reader.items("requirements")
    return tuple(context.requirement(value, path, of_person=of_person) for value, path in members)


def _checked(node: Node, reader: Reader) -> Node:
    if not node.counting:
        raise GrammarError(reader.at("requirements"), "needs at least one that is not informative")
    return node


def english(node: Composite) -> str:
    labels = [part.common.label for part in node.counting]
    if node.number == len(labels):
        return f"all of: {words.listed(labels)}"
    if node.number == 1:
        return f"at least one of: {words.listed(labels, 'or')}"
    return f"at least {words.number(node.number)} of: {words.listed(labels)}"
