"""What may be written in each object of a document: one table for the reader and for the scheme studio."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum


class Shape(Enum):
    """How a value is written."""

    TEXT = "text"
    LONG_TEXT = "long text"
    WHOLE = "a whole number"
    NUMBER = "a number"
    FLAG = "true or false"
    DAY = "a date"
    CHOICE = "one of a few words"
    TEXTS = "a list of texts"
    ROLES = "a list of roles or role groups"
    OBJECT = "named values of its own"
    OBJECTS = "a list of objects"
    MAPPING = "lists of values by name"
    NOTES = "texts by name"
    REQUIREMENT = "one requirement"
    REQUIREMENTS = "a list of requirements"


@dataclass(frozen=True, slots=True)
class Field:
    """One named value.

    help: what it means and, if it may be left out, what happens then. choices: word -> what it says; of TEXTS, the
    words there are. fields: of OBJECT and OBJECTS. of_person: of REQUIREMENT and REQUIREMENTS, whose they are.
    """

    name: str
    shape: Shape
    help: str = ""
    must: bool = False
    least: int | None = None
    choices: Mapping[str, str] | None = None
    fields: tuple["Field", ...] = ()
    of_person: bool = False

    @property
    def label(self) -> str:
        return self.name.replace("_", " ").capitalize().replace(" gp", " GP")


Fields = tuple[Field, ...]


def names(fields: Iterable[Field], *more: str) -> frozenset[str]:
    """The keys that an object with these fields may have."""
    return frozenset(field.name for field in fields).union(more)


def text(name: str, help: str = "", *, must: bool = False) -> Field:
    return Field(name, Shape.TEXT, help, must)


def long_text(name: str, help: str = "", *, must: bool = False) -> Field:
    return Field(name, Shape.LONG_TEXT, help, must)


def whole(name: str, help: str = "", *, least: int, must: bool = False) -> Field:
    return Field(name, Shape.WHOLE, help, must, least)


def number(name: str, help: str = "", *, must: bool = False) -> Field:
    """A number of at least 0, perhaps with decimals."""
    return Field(name, Shape.NUMBER, help, must, 0)


def flag(name: str, help: str = "") -> Field:
    return Field(name, Shape.FLAG, help)


def day(name: str, help: str = "", *, must: bool = False) -> Field:
    return Field(name, Shape.DAY, help, must)


def choice(name: str, choices: Mapping[str, str] | Iterable[str], help: str = "", *, must: bool = False) -> Field:
    return Field(name, Shape.CHOICE, help, must, choices=_worded(choices))


def texts(
    name: str, help: str = "", *, choices: Mapping[str, str] | Iterable[str] | None = None, must: bool = False
) -> Field:
    return Field(name, Shape.TEXTS, help, must, choices=None if choices is None else _worded(choices))


def roles(name: str, help: str = "", *, must: bool = False) -> Field:
    return Field(name, Shape.ROLES, help, must)


def a_group(name: str, fields: Fields, help: str = "", *, must: bool = False) -> Field:
    return Field(name, Shape.OBJECT, help, must, fields=fields)


def groups(name: str, fields: Fields, help: str = "", *, must: bool = False) -> Field:
    return Field(name, Shape.OBJECTS, help, must, fields=fields)


def mapping(name: str, help: str = "") -> Field:
    return Field(name, Shape.MAPPING, help)


def notes(name: str, help: str = "") -> Field:
    return Field(name, Shape.NOTES, help)


def requirement(name: str, help: str = "", *, of_person: bool, must: bool = False) -> Field:
    return Field(name, Shape.REQUIREMENT, help, must, of_person=of_person)


def requirements(name: str, help: str = "", *, of_person: bool, must: bool = True) -> Field:
    return Field(name, Shape.REQUIREMENTS, help, must, of_person=of_person)


def _worded(choices: Mapping[str, str] | Iterable[str]) -> Mapping[str, str]:
    if isinstance(choices, Mapping):
        return choices
    return {word: word.replace("_", " ").replace("-", " ").capitalize() for word in choices}
