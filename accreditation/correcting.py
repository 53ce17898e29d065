"""What a correction does to standings that were granted: on which days, by which clause, for which person or entry."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from accreditation.enums import HOLDING, AwardState
from accreditation.facts import History, history_of
from accreditation.models import Framework, FrameworkVersion
from accreditation.operations.standing import needed, versions_for
from accreditation.policies import check_independent
from accreditation.queries import Award, award_spans, concerned
from accreditation.rehearsing import Stretch, leaves, stretches_apart
from accreditation.rules.days import FOREVER
from accreditation.rules.evaluate import evaluate
from accreditation.rules.facts import Entry, Facts
from accreditation.rules.grammar import Framework as Rules
from accreditation.rules.needs import needs_of
from accreditation.rules.proof import Proof, explain_all
from accreditation.rules.verdicts import SATISFIED
from evidence.wording import in_words
from practices.corrections.standings import Change, Touch
from practices.models import Person, Practice

AHEAD = timedelta(days=365)
GRANTED = (*HOLDING, AwardState.SUSPENDED)
MOST_REASONS = 6


@dataclass(frozen=True)
class Seen:
    """What was known of one practice, and the versions that judge it."""

    practice: Practice
    history: History
    versions: tuple[FrameworkVersion, ...]

    def facts(self, version: FrameworkVersion, at: datetime) -> Facts:
        return self.history.as_known_at(at, version.framework.key, needs_of(version.parsed))


class GrantedStandings:
    """Registered with the door through which every correction goes."""

    def concerned(self, touched: Iterable[Touch]) -> list[Practice]:
        found: dict[int, Practice] = {}
        for touch in dict.fromkeys(touched):
            for practice in concerned(practice_id=touch.practice_id, person_id=touch.person_id):
                found[practice.pk] = practice
        return [found[pk] for pk in sorted(found)]

    def seen(self, practices: Iterable[Practice], *, at: datetime) -> dict[int, Seen]:
        found = {}
        for practice in practices:
            versions = versions_for(practice)
            found[practice.pk] = Seen(practice, history_of(practice, needed(versions)), tuple(versions))
        return found

    def changes(self, before: Mapping[int, Seen], after: Mapping[int, Seen], *, on: date, at: datetime) -> list[Change]:
        return [change for pk in after for change in _of_practice(before[pk], after[pk], on, at)]

    def check_independent(self, practices: Collection[Practice], person: Person, *, on: date) -> None:
        for practice in practices:
            check_independent(practice, person, on)


def _of_practice(before: Seen, after: Seen, on: date, at: datetime) -> Iterator[Change]:
    by_framework: dict[Framework, list[FrameworkVersion]] = {}
    for version in after.versions:
        if version.published_at <= at:
            by_framework.setdefault(version.framework, []).append(version)
    for framework, versions in by_framework.items():
        held = [span for span in award_spans(after.practice, framework, known_at=at) if span[2].state in GRANTED]
        stretches = [
            stretch
            for version, from_on, until_on in _in_force(versions)
            for stretch in _apart(
                before.facts(version, at), after.facts(version, at), version, from_on, until_on, held, on
            )
        ]
        if stretches:
            yield {
                "practice": after.practice.pk,
                "framework": framework.title,
                "award": held[-1][2].state.label,
                "stretches": stretches,
            }


def _in_force(versions: Collection[FrameworkVersion]) -> Iterator[tuple[FrameworkVersion, date, date]]:
    """The days on which each applies: of those effective, the one that took effect last, then the latest number."""
    days = sorted({version.effective_from for version in versions})
    for from_on, until_on in zip(days, [*days[1:], FOREVER], strict=True):
        effective = [version for version in versions if version.effective_from <= from_on]
        yield max(effective, key=lambda version: (version.effective_from, version.number)), from_on, until_on


def _apart(
    old: Facts,
    new: Facts,
    version: FrameworkVersion,
    from_on: date,
    until_on: date,
    held: Collection[tuple[date, date, Award]],
    on: date,
) -> Iterator[dict[str, Any]]:
    if old == new or not held:
        return
    rules = version.parsed
    was, is_ = evaluate(rules, old), evaluate(rules, new)
    for begins, ends, _ in held:
        first, last = max(begins, from_on), min(ends, until_on, on + AHEAD)
        for stretch in stretches_apart(was, is_, first, last) if first < last else ():
            yield _stretch(stretch, rules, old, new, goes_on=stretch.until_on == on + AHEAD < min(ends, until_on))


def _stretch(stretch: Stretch, rules: Rules, old: Facts, new: Facts, *, goes_on: bool) -> dict[str, Any]:
    return {
        "from_on": stretch.from_on.isoformat(),
        "until_on": None if goes_on else stretch.until_on.isoformat(),
        "before": stretch.before,
        "after": stretch.after,
        "why": list(_why(rules, old, new, stretch.from_on))[:MOST_REASONS],
    }


def _why(rules: Rules, old: Facts, new: Facts, day: date) -> Iterator[dict[str, Any]]:
    """The requirements that make the difference on the day; those whose verdict it turns, first."""
    was, is_ = _proofs(rules, old, day), _proofs(rules, new, day)
    found = [_reason(was[node.key], is_[node.key]) for node in leaves(rules) if node.key in was and node.key in is_]
    turned = [each for each in found if each["turns"]]
    for reason in turned or [each for each in found if each["lost"] or each["gained"]]:
        yield {name: value for name, value in reason.items() if name != "turns"}
    if not was or not is_:
        yield {"clause": "Enrolment", "sentence": "", "person": None, "lost": [], "gained": []}


def _proofs(rules: Rules, facts: Facts, day: date) -> Mapping[str, Proof]:
    try:
        return explain_all(rules, facts, day)
    except LookupError:
        return {}


def _reason(was: Proof, is_: Proof) -> dict[str, Any]:
    before, after = _counted(was), _counted(is_)
    missing = next((each for each in is_.missing), None)
    gone = [words for words in before if words not in after]
    new = [words for words in after if words not in before]
    return {
        "turns": (was.verdict in SATISFIED) != (is_.verdict in SATISFIED) or was.in_grace != is_.in_grace,
        "clause": is_.label,
        "sentence": missing.sentence if missing and is_.verdict not in SATISFIED else "",
        "person": (missing.person if missing else None) or _first([*gone, *new]),
        "lost": [_said(words) for words in gone],
        "gained": [_said(words) for words in new],
    }


def _counted(proof: Proof) -> list[tuple[str | None, str, str]]:
    """Whose, which day, and what: the entries that the verdict hangs on, and the people who fill its places."""
    entries: Callable[[Entry], tuple[str | None, str, str]] = lambda entry: (  # noqa: E731
        entry.person,
        entry.happened_on.isoformat(),
        in_words(entry.kind, entry.values),
    )
    found = [entries(each.entry) for each in proof.counted]
    found += [entries(each.entry) for placed in proof.people for each in placed.entries]
    found += [(placed.person, "", f"fills the place of {placed.slot}") for placed in proof.people if placed.slot]
    return list(dict.fromkeys(found))


def _first(words: Iterable[tuple[str | None, str, str]]) -> str | None:
    return next((person for person, _, _ in words if person), None)


def _said(words: tuple[str | None, str, str]) -> dict[str, Any]:
    person, day, text = words
    return {"person": person, "on": day, "words": text}
