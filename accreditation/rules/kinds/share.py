"""share: those who hold something, of those who are asked."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from ..algebra import BY_RANK
from ..days import FOREVER, ONE_DAY, Span
from ..findings import Ending, Findings, Missing, Placed
from ..grammar import words
from ..grammar.share import Share
from ..spans import end_of, intersect
from ..timeline import Timeline
from ..verdicts import MET, RANK, State
from .base import Kind, improved
from .eligibility import SURE
from .staff import counts, employed_spans, left_out

if TYPE_CHECKING:
    from ..case import Case

PERHAPS = (SURE, 2, 1)


class ShareKind(Kind[Share]):
    def timeline(self, node: Share, case: "Case", person: str | None) -> Timeline:
        return Timeline.of(_changes(node, case))

    def forgives(self, node: Share, case: "Case", on: date, causes: Collection[str]) -> bool:
        """Would the share still be large enough had those lost through `causes` stayed as they were?"""
        now, before = set(asked(node, case, on)), asked(node, case, on - ONE_DAY)
        kept = {
            who
            for who in before
            if _rank(node, case, who, on - ONE_DAY) == SURE and _cause(node, case, who, on, now) in causes
        }
        have = {who for who in now if _rank(node, case, who, on) == SURE}
        return bool(kept) and _is_enough(node, len(have | kept), len(now | kept))

    def findings(self, node: Share, case: "Case", person: str | None, on: date) -> Findings:
        staff = asked(node, case, on)
        holders = [who for who in staff if _rank(node, case, who, on) == SURE]
        found = {who: case.findings(node.each, who, on) for who in staff}
        placed = tuple(_placed(node, case, who, on) for who in holders)
        lacking = [lack for who in staff if who not in holders for lack in found[who].missing]
        enough = _is_enough(node, len(holders), len(staff))
        told = Missing(node.key, f"{node.common.label}: {share_words(node, len(holders), len(staff))}.")
        return Findings(
            counted=tuple(chain.from_iterable(found[who].counted for who in holders)),
            not_counted=tuple(chain.from_iterable(each.not_counted for each in found.values())),
            people=placed,
            missing=() if enough else (told, *lacking),
            remarks=left_out(node, case, [node.slot], on),
        )

    def ending(self, node: Share, case: "Case", person: str | None, on: date) -> Ending:
        now, before = asked(node, case, on), asked(node, case, on - ONE_DAY)
        if improved(case.raw(node), on):
            return Ending(on, node.key, "begins", f"{node.common.label} is met from {words.day(on)}")
        for who in before:
            was, remains = _rank(node, case, who, on - ONE_DAY), who in now
            if remains and _rank(node, case, who, on) < was:
                return case.ending(node.each, who, on)
            if not remains and was == SURE:
                last = words.day(on - ONE_DAY)
                return Ending(on, node.key, "person_left", f"one who holds it no longer counts here after {last}", who)
        new = next((who for who in now if who not in before), None)
        have = sum(_rank(node, case, who, on) == SURE for who in now)
        text = f"from {words.day(on)}: {share_words(node, have, len(now))}"
        return Ending(on, node.key, "staff", text, new)


def _asked_spans(node: Share, case: "Case", person: str) -> list[Span]:
    return intersect(employed_spans(node, case, node.slot, person), [(case.start, FOREVER)])


def asked(node: Share, case: "Case", on: date) -> list[str]:
    """The denominator: whoever is asked on the day."""
    return [who for who in case.staff if end_of(employed_spans(node, case, node.slot, who), on) > on]


def _rank(node: Share, case: "Case", person: str, on: date) -> int:
    state = case.timeline(node.each, person).at(on)
    return RANK[state.verdict] if state else 0


def _changes(node: Share, case: "Case") -> Iterator[tuple[date, State]]:
    """One sweep: how many are asked (at 0), and how many of them stand at each rank or above."""
    steps: dict[date, Counter[int]] = defaultdict(Counter, {case.start: Counter()})
    for person in case.staff:
        spans = _asked_spans(node, case, person)
        line = case.timeline(node.each, person) if spans else None
        held = {rank: intersect(spans, line.spans_of_rank(rank)) if line else [] for rank in PERHAPS}
        for rank, counted in {0: spans, **held}.items():
            for began, ended in counted:
                steps[began][rank] += 1
                steps[ended][rank] -= 1
    steps.pop(FOREVER, None)
    total: Counter[int] = Counter()
    for on in sorted(steps):
        total.update(steps[on])
        rank = next((rank for rank in PERHAPS if _is_enough(node, total[rank], total[0])), 0)
        yield on, BY_RANK.get(rank, MET)


def _is_enough(node: Share, have: int, of: int) -> bool:
    return of > 0 and 100 * have >= node.percent * of


def share_words(node: Share, have: int, of: int) -> str:
    if not of:
        return "nobody in the roles asked works here"
    return f"{have} of {of} hold it, {node.percent} per cent asked"


def _cause(node: Share, case: "Case", person: str, on: date, now: Iterable[str]) -> str:
    if person not in now:
        return "person_left"
    return "" if _rank(node, case, person, on) == SURE else "expired"


def _placed(node: Share, case: "Case", person: str, on: date) -> Placed:
    rows = (row for row in case.employments(person) if row.from_on <= on < (row.until_on or FOREVER))
    role = min(row.role for row in rows if counts(node.employment, node.slot, row))
    held = end_of(case.timeline(node.each, person).spans_of_rank(SURE), on)
    until_on = min(held, end_of(employed_spans(node, case, node.slot, person), on))
    return Placed(person, role, node.slot.key, case.findings(node.each, person, on).counted, until_on)
