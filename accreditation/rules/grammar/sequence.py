"""sequence: one thing after another."""

from dataclasses import dataclass
from typing import ClassVar

from . import words
from .base import Common, Context, Requirement
from .fields import flag, requirement, requirements
from .gap import GAP_FIELDS, Gap, followed, gap_english, read_followed, read_gap
from .reading import Reader


@dataclass(frozen=True, slots=True)
class Sequence(Requirement):
    """`then` counts only after each of `first`; `still_in_force`: each must cover the day of `then`."""

    kind: ClassVar[str] = "sequence"
    rests_on_entries: ClassVar[bool] = True
    first: tuple[Requirement, ...]
    then: Requirement
    gap: Gap
    still_in_force: bool

    @property
    def parts(self) -> tuple[Requirement, ...]:
        return (*self.first, self.then)


SEQUENCE_FIELDS = (
    requirements("first", "What must come before.", of_person=True),
    requirement("then", "What counts only after that.", of_person=True, must=True),
    flag("still_in_force", "Whether what came before must still be in force then. Empty: no."),
    *GAP_FIELDS,
)


def read_sequence(reader: Reader, common: Common, context: Context) -> Sequence:
    first = tuple(followed(value, path, context) for value, path in reader.items("first"))
    then = read_followed(reader, "then", context)
    return Sequence(common, first, then, read_gap(reader), reader.flag("still_in_force", False))


def sequence_english(node: Sequence) -> str:
    gap = gap_english(node.gap)
    first = words.listed(each.common.label for each in node.first)
    force = ", still in force then" if node.still_in_force else ""
    return f"{node.then.common.label}{f', {gap}' if gap else ''} after {first}{force}"
