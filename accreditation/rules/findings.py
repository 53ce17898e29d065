"""What a proof is made of."""

from dataclasses import dataclass
from datetime import date

from .facts import Entry
from .record import record


@record
class Counted:
    """An entry that counts on the days [from_on, until_on); `note` where it counts as something it is not itself."""

    entry: Entry
    from_on: date
    until_on: date
    note: str = ""


@record
class NotCounted:
    """An entry somebody might expect to count, and why it does not."""

    entry: Entry
    reason: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A person who fills a slot, in the role held that day, until the day (exclusive) they no longer could.

    `practice`: the other practice they work at, where practices pool.
    """

    person: str
    role: str
    slot: str
    entries: tuple[Counted, ...]
    until_on: date
    practice: str | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that would have to be there; `person` and `slot` where it hangs on them.

    `due_on` is the last day on which it is (or was) in time, where there is such a day.
    """

    key: str
    sentence: str
    person: str | None = None
    slot: str | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """Why a verdict changes on `on`: the leaf it hangs on, and the person or entry behind it."""

    on: date
    key: str
    cause: str
    sentence: str
    person: str | None = None
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """What a reader would otherwise wonder about a person: why here and not there, why not counted at all.

    `sentence` follows the person's name: "is on long leave".
    """

    key: str
    person: str
    reason: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Findings:
    counted: tuple[Counted, ...] = ()
    not_counted: tuple[NotCounted, ...] = ()
    people: tuple[Placed, ...] = ()
    missing: tuple[Missing, ...] = ()
    remarks: tuple[Remark, ...] = ()


@record
class Weighing:
    """Every entry a requirement looked at: those that count, with their days, and those refused."""

    counted: tuple[Counted, ...] = ()
    refused: tuple[NotCounted, ...] = ()
