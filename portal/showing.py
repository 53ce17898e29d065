"""What a standing looks like to a person: names for keys, last days for ends, words for entries. Reads only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from accreditation.rules.days import FOREVER
from accreditation.rules.evaluate import Assessment
from accreditation.rules.findings import Counted, Ending, Placed
from accreditation.rules.grammar import words
from accreditation.rules.proof import Proof
from accreditation.rules.timeline import Segment as TimelineSegment
from accreditation.rules.timeline import Timeline
from cms.components.timeline import Segment
from evidence.wording import in_words
from practices.models import Person

ONE_DAY = timedelta(days=1)
NameOf = Callable[[str | None], str]


@dataclass(frozen=True)
class ShownEntry:
    """An entry that counts, on which day it happened, and the last day it covers (None: no end in sight)."""

    ref: str
    text: str
    happened_on: date
    last_day: date | None


@dataclass(frozen=True)
class ShownPerson:
    name: str
    role: str
    slot: str
    last_day: date | None
    entries: tuple[ShownEntry, ...]


@dataclass(frozen=True)
class ShownRequirement:
    """One requirement of a practice (or of a person) on a day, with everything its proof says."""

    key: str
    kind: str
    label: str
    clause: str
    why: str
    verdict: str
    in_grace: bool
    informative: bool
    since: date
    last_day: date | None
    segments: tuple[Segment, ...]
    people: tuple[ShownPerson, ...]
    entries: tuple[ShownEntry, ...]
    not_counted: tuple[str, ...]
    missing: tuple[str, ...]
    remarks: tuple[str, ...]
    ends: str
    parts: tuple[ShownRequirement, ...]
    by_plan: bool = False
    by_waiver: bool = False

    @property
    def is_satisfied(self) -> bool:
        return self.verdict in ("met", "waived", "not_applicable")


def last_day_of(until_on: date) -> date | None:
    """People are shown the last day of a period; None for one with no end in sight."""
    return None if until_on >= FOREVER else until_on - ONE_DAY


def names_by_key(keys: Iterable[str | None]) -> NameOf:
    """One query for all names; a key nobody has (an erased person) stays without one."""
    wanted = {UUID(key) for key in keys if key}
    names = {str(person.pk): person.name for person in Person.objects.filter(pk__in=wanted)}
    return lambda key: names.get(key or "", "somebody whose name was erased")


def keys_in(proofs: Iterable[Proof]) -> set[str]:
    """Every person a set of proofs speaks of."""
    found: set[str] = set()
    for proof in proofs:
        found |= {placed.person for placed in proof.people}
        found |= {missing.person for missing in proof.missing if missing.person}
        found |= {remark.person for remark in proof.remarks}
        found |= {refused.entry.person for refused in proof.not_counted if refused.entry.person}
        found |= {proof.ends.person} if proof.ends and proof.ends.person else set()
        found |= keys_in(proof.parts)
    return found


def show(proof: Proof, assessment: Assessment, informative: Mapping[str, bool], name_of: NameOf) -> ShownRequirement:
    timeline = assessment.timelines.get(proof.key)
    people = tuple(_person(placed, name_of) for placed in proof.people)
    return ShownRequirement(
        key=proof.key,
        kind=proof.kind,
        label=proof.label,
        clause=proof.clause,
        why=proof.why,
        verdict=proof.verdict.value,
        in_grace=proof.in_grace,
        informative=informative.get(proof.key, False),
        since=proof.from_on,
        last_day=last_day_of(proof.until_on),
        segments=segments_of(timeline),
        people=people,
        entries=() if people else tuple(_entry(counted) for counted in proof.counted),
        not_counted=tuple(
            f"{name_of(refused.entry.person)}: {refused.sentence}" if refused.entry.person else refused.sentence
            for refused in proof.not_counted
        ),
        missing=tuple(_missing(missing.sentence, missing.person, name_of) for missing in proof.missing),
        remarks=tuple(f"{name_of(remark.person)} {remark.sentence}." for remark in proof.remarks),
        ends=end_in_words(proof.ends, name_of),
        parts=tuple(show(part, assessment, informative, name_of) for part in proof.parts),
        by_plan=proof.by_plan,
        by_waiver=proof.by_waiver,
    )


def end_in_words(ending: Ending | None, name_of: NameOf) -> str:
    if ending is None:
        return ""
    who = f" ({name_of(ending.person)})" if ending.person else ""
    return words.sentence(ending.sentence) if not who else f"{words.sentence(ending.sentence)[:-1]}{who}."


def _missing(sentence: str, person: str | None, name_of: NameOf) -> str:
    return f"{name_of(person)} lacks {sentence.rstrip('.')}." if person else words.sentence(sentence.rstrip("."))


def segments_of(timeline: Timeline | None) -> tuple[Segment, ...]:
    """A timeline as a bar draws it."""
    return tuple(_segment(part) for part in timeline.segments) if timeline else ()


def _segment(part: TimelineSegment) -> Segment:
    verdict, *leans = part.state
    return Segment(part.from_on, None if part.until_on >= FOREVER else part.until_on, verdict.value, *leans)


def _person(placed: Placed, name_of: NameOf) -> ShownPerson:
    return ShownPerson(
        name=name_of(placed.person),
        role=words.role(placed.role),
        slot=words.role(placed.slot),
        last_day=last_day_of(placed.until_on),
        entries=tuple(_entry(counted) for counted in placed.entries),
    )


def _entry(counted: Counted) -> ShownEntry:
    entry = counted.entry
    text = in_words(entry.kind, entry.values) + (f" ({counted.note})" if counted.note else "")
    return ShownEntry(entry.ref, text, entry.happened_on, last_day_of(counted.until_on))
