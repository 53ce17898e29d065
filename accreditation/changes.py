"""What we came to know between two moments: which lines of a register differ for it, and what explains each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from accreditation import exports
from accreditation.bitemporal import TIER
from accreditation.facts import History, history_of
from accreditation.models import Decision, Enrolment, Framework, FrameworkVersion, Standing
from accreditation.queries import RegisterRow, register, version_in_force
from accreditation.rules.facts import Facts
from accreditation.rules.needs import NOTHING, needs_of
from cms.dates import in_words
from evidence.wording import in_words as entry_in_words
from practices.models import NetworkMembership, Person, Practice, PracticeRecord

POSTS = {"employments": "employment", "leads": "named lead", "absences": "long leave"}
OTHERS = {
    "sizes": "A number of patients",
    "elsewhere": "An employment at another practice",
    "posts_elsewhere": "A named lead at another practice",
    "unit": "Another practice in its unit",
    "predecessors": "A practice that became part of it",
}


@dataclass(frozen=True)
class Learned:
    """One thing that we came to know, and when. `entry` is the number of the ledger's entry, if it is one."""

    at: datetime
    sentence: str
    entry: str = ""


@dataclass(frozen=True)
class Difference:
    column: str
    was: str
    became: str


@dataclass(frozen=True)
class RegisterChange:
    """A practice whose line of the register is not what it was. `before` or `after` is None where it had no line."""

    code: str
    name: str
    before: RegisterRow | None
    after: RegisterRow | None
    explained_by: tuple[Learned, ...]

    @property
    def differences(self) -> list[Difference]:
        """Of the export's columns, those that differ."""
        was, became = (exports.cells(row) if row else [""] * len(exports.COLUMNS) for row in (self.before, self.after))
        columns = zip(exports.COLUMNS, was, became, strict=True)
        return [Difference(*each) for each in columns if each[1] != each[2]]


def register_changes(
    framework: Framework, *, as_of: date, earlier: datetime, later: datetime, commissioner_id: int | None = None
) -> list[RegisterChange]:
    """The lines that differ between the register as known at `earlier` and at `later`, by code, each with what of all
    that was learned after `earlier`, up to and including `later`, made the difference.

    Two registers, and about a dozen queries for each line that differs.
    """
    asked: dict[str, Any] = {"as_of": as_of, "commissioner_id": commissioner_id}
    before = {row.practice_id: row for row in register(framework, known_at=earlier, **asked)}
    after = {row.practice_id: row for row in register(framework, known_at=later, **asked)}
    changed = [pk for pk in before.keys() | after.keys() if before.get(pk) != after.get(pk)]
    practices = Practice.objects.in_bulk(changed)
    found = []
    for pk in changed:
        row = after.get(pk) or before[pk]
        learned = explanations(practices[pk], framework, as_of=as_of, earlier=earlier, later=later)
        found.append(RegisterChange(row.code, row.name, before.get(pk), after.get(pk), tuple(learned)))
    return sorted(found, key=lambda change: change.code)


def explanations(
    practice: Practice, framework: Framework, *, as_of: date, earlier: datetime, later: datetime
) -> list[Learned]:
    """What was learned at the moments at which the practice's stored verdicts on the day changed, and every decision,
    version, enrolment and change of the directory's record in between; in the order it was learned.
    """
    told = [*_directory(practice, as_of, earlier, later), *_decided(practice, framework, earlier, later)]
    turning = _turning_points(practice, framework, as_of, earlier, later)
    if turning:
        versions = [version_in_force(framework, as_of=as_of, known_at=known_at) for known_at in (earlier, later)]
        needs = NOTHING.union(*(needs_of(version.parsed) for version in versions if version))
        history = history_of(practice, needs)
        told += [learned for learned in _learned(history) if learned.at in turning]
    return sorted(told, key=lambda learned: (learned.at, learned.sentence))


def _turning_points(
    practice: Practice, framework: Framework, as_of: date, earlier: datetime, later: datetime
) -> set[datetime]:
    rows = Standing.objects.filter(practice=practice, framework_version__framework=framework).on(as_of)
    rows = rows.filter(requirement_key__startswith=TIER)
    opened = rows.filter(known_from__gt=earlier, known_from__lte=later).values_list("known_from", flat=True)
    closed = rows.filter(known_until__gt=earlier, known_until__lte=later).values_list("known_until", flat=True)
    return {*opened, *closed}


def _learned(history: History) -> Iterator[Learned]:
    places = [(history.facts, ""), *((other, " of a practice it goes with") for other in history.facts.others.values())]
    names = _names(history, [facts for facts, _whose in places])
    for facts, whose in places:
        yield from _of_entries(facts, names)
        for field, what in POSTS.items():
            yield from _of_posts(getattr(facts, field), what, whose, names)
        for field, what in OTHERS.items():
            yield from _of_rows(getattr(facts, field), what, whose)
    for merge in history.merges:
        yield Learned(merge.recorded_at, f"Two records are of one person, {names.get(merge.survivor, '')}")
        if merge.superseded_at:
            yield Learned(merge.superseded_at, f"Two records of {names.get(merge.survivor, '')} were separated")


def _of_entries(facts: Facts, names: dict[str, str]) -> Iterator[Learned]:
    for entry in facts.entries:
        whose = f"{names.get(entry.person, '')}: " if entry.person else ""
        words = f"{whose}{entry_in_words(entry.kind, entry.values)}, on {in_words(entry.happened_on)}"
        yield Learned(entry.recorded_at, f"Recorded: {words}", entry.ref)
        if entry.voided_at:
            yield Learned(entry.voided_at, f"Taken out: {words}", entry.ref)


def _of_posts(rows: Iterable[Any], what: str, whose: str, names: dict[str, str]) -> Iterator[Learned]:
    for row in rows:
        name = names.get(row.person, "")
        days = f"from {in_words(row.from_on)}" + (f" until before {in_words(row.until_on)}" if row.until_on else "")
        yield Learned(row.recorded_at, f"Recorded: {what} of {name}{whose}, {days}")
        if row.superseded_at:
            yield Learned(row.superseded_at, f"No longer held to be so: {what} of {name}{whose}, {days}")


def _of_rows(rows: Iterable[Any], what: str, whose: str) -> Iterator[Learned]:
    for row in rows:
        yield Learned(row.recorded_at, f"{what}{whose} was recorded")
        if row.superseded_at:
            yield Learned(row.superseded_at, f"{what}{whose} was corrected")


def _names(history: History, places: Iterable[Facts]) -> dict[str, str]:
    keys = {row.person for facts in places for row in facts.employments}
    keys |= {merge.survivor for merge in history.merges} | {merge.former for merge in history.merges}
    return {person.key: person.name for person in Person.objects.filter(pk__in=keys)}


def _decided(practice: Practice, framework: Framework, earlier: datetime, later: datetime) -> Iterator[Learned]:
    decisions = Decision.objects.filter(practice=practice, framework=framework)
    for decision in decisions.filter(decided_at__gt=earlier, decided_at__lte=later):
        words = f"{decision.get_kind_display()}, effective {in_words(decision.effective_on)}"
        yield Learned(decision.decided_at, f"Decision: {words}")
    versions = FrameworkVersion.objects.filter(framework=framework)
    for version in versions.filter(published_at__gt=earlier, published_at__lte=later):
        yield Learned(version.published_at, f"Version {version.number} of the framework was published")
    enrolments = Enrolment.objects.filter(practice=practice, framework=framework)
    for enrolment in enrolments.filter(enrolled_at__gt=earlier, enrolled_at__lte=later):
        yield Learned(enrolment.enrolled_at, f"Enrolled from {in_words(enrolment.started_on)}")


def _directory(practice: Practice, as_of: date, earlier: datetime, later: datetime) -> Iterator[Learned]:
    """What we learned of the practice's name, commissioner and network on the day."""
    learned = {"recorded_at__gt": earlier, "recorded_at__lte": later}
    for record in PracticeRecord.objects.filter(practice=practice, **learned).on(as_of).select_related("commissioner"):
        yield Learned(
            record.recorded_at, f"Directory: {record.name}, commissioned by {record.commissioner or 'nobody'}"
        )
    for membership in NetworkMembership.objects.filter(practice=practice, **learned).select_related("network"):
        yield Learned(membership.recorded_at, f"Membership of {membership.network} was recorded")
