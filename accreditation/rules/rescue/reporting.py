"""What the practice signs, hands in, reports and discusses."""

from collections.abc import Iterator
from datetime import date

from ..days import ONE_DAY, add_days, slot_of
from ..facts import Entry
from ..grammar.activity import ActivityCount
from ..grammar.cadence import Rolling, Slotted
from ..grammar.follow_up import CaseFollowUp
from ..grammar.practice import Declaration, Events
from ..grammar.standing import ExternalStanding
from ..grammar.submission import Submission
from ..grammar.unit import Pooled
from ..kinds.activity import ActivityCountKind, days_of, number_of
from ..kinds.follow_up import CaseFollowUpKind, follow_up_days
from ..kinds.standing import judged, recorded
from ..kinds.submission import SubmissionKind, last_day
from ..verdicts import MET
from .actions import Action
from .ground import Ground, entry, renewals
from .visiting import feedback_counted

A_MONTH = 28


def declarations(node: Declaration, ground: Ground) -> Iterator[Action]:
    code = node.any_of[0]
    ends_on = ground.case.timeline(node).until(ground.on)
    first = max(ground.offers.soonest, node.signed_from or ground.offers.soonest)
    for day in renewals(ground, first, node.valid_months, ends_on):
        by, after = ground.in_role(node.signatories, day) if node.signatories else ("", ())
        if node.signatories is None or by:
            values = {"declaration": code, "valid_until": None, "by": by}
            signed = entry("declaration.signed", day, f"{code} {by} {day}", values, practice=ground.practice)
            yield ground.action("declaration", code, day, ground.costs.declaration, by, entries=(signed,), after=after)


def consents(node: Pooled, ground: Ground) -> Iterator[Action]:
    """The practice's own consent to being taken together with others."""
    day = ground.offers.soonest
    for code in node.consent[:1] if ground.is_open(day) else ():
        values = {"declaration": code, "valid_until": None, "by": ""}
        signed = entry("declaration.signed", day, f"{code}  {day}", values, practice=ground.practice)
        yield ground.action("declaration", code, day, ground.costs.declaration, entries=(signed,))


def events(node: Events, ground: Ground) -> Iterator[Action]:
    about = dict(node.where).get("about", ("survey", "visit"))
    if node.entry == "clinic.case_discussed":
        yield from _cases(node, ground)
    elif node.entry == "feedback.given" and "survey" in about:
        yield from _surveys(node, ground)
    if node.entry == "feedback.given" and "visit" in about:
        yield from feedback_counted(node, ground)


def _surveys(node: Events, ground: Ground) -> Iterator[Action]:
    months = node.cadence.months if isinstance(node.cadence, Rolling) else None
    ends_on = ground.case.timeline(node).until(ground.on)
    for day in renewals(ground, ground.offers.soonest, months, ends_on):
        values = {"about": "survey", "subject": f"supposed {day}"}
        told = entry(node.entry, day, f"survey {day}", values, practice=ground.practice)
        yield ground.action("survey", node.key, day, ground.costs.survey, entries=(told,))


def _cases(node: Events, ground: Ground) -> Iterator[Action]:
    for offered in ground.offers.clinics:
        if ground.is_open(offered.on):
            ref = f"case {offered.ref}"
            values = {"clinic": offered.ref, "case": f"supposed {ref}"}
            told = entry(node.entry, offered.on, ref, values, practice=ground.practice)
            if all(told.values.get(name) in allowed for name, allowed in node.where):
                yield ground.action("case", offered.ref, offered.on, ground.costs.case, entries=(told,))


def submissions(node: Submission, ground: Ground) -> Iterator[Action]:
    """For each part of the year that is looked at and lacks it: once it has ended, by its last day if that can be."""
    filling = SubmissionKind().filling(node, ground.case, None)
    for slot in _slots(node.cadence, ground):
        day = max(ground.offers.soonest, min(slot[1], last_day(node, slot)))
        if filling.done_on(slot) is None and ground.is_open(day):
            period = slot[0].isoformat()
            values = {"submission": node.any_of[0], "period": period, "complete": True, "accepted": True}
            came = entry("submission.received", day, f"{node.any_of[0]} {period}", values, practice=ground.practice)
            what = f"{node.key}:{period}"
            yield ground.action("submission", what, day, ground.costs.submission, entries=(came,))


def _slots(cadence: Slotted, ground: Ground) -> list[tuple[date, date]]:
    """Those that may matter up to the horizon: as many before the first day as are looked at, and all after it."""
    starts = ground.case.framework.contract_year_start
    slot = slot_of(ground.on, starts, cadence.slots)
    for _ in range(cadence.look_back + 1):
        slot = slot_of(slot[0] - ONE_DAY, starts, cadence.slots)
    found = []
    while slot[0] <= ground.until:
        if slot[1] > ground.case.start:
            found.append(slot)
        slot = slot_of(slot[1], starts, cadence.slots)
    return found


def activity_counts(node: ActivityCount, ground: Ground) -> Iterator[Action]:
    if isinstance(node.cadence, Slotted):
        yield from _by_slots(node, node.cadence, ground)
        return
    counted = ground.case.weighing(node).counted
    lacking = node.at_least - sum(number_of(e.entry) for e in counted if e.from_on <= ground.until < e.until_on)
    ends_on = ground.case.timeline(node).until(ground.on)
    for day in renewals(ground, ground.offers.soonest, node.cadence.months, ends_on) if lacking > 0 else ():
        yield from _report(node, ground, day, lacking, (add_days(day, -A_MONTH), day))


def _by_slots(node: ActivityCount, cadence: Slotted, ground: Ground) -> Iterator[Action]:
    filling = ActivityCountKind().filling(node, ground.case, None)
    for slot in _slots(cadence, ground):
        day = max(ground.offers.soonest, slot[1] - ONE_DAY)
        if filling.done_on(slot) is None and ground.is_open(day):
            counted = ground.case.weighing(node).counted
            within = (e.entry for e in counted if slot[0] <= days_of(e.entry)[0] < slot[1])
            yield from _report(node, ground, day, node.at_least - sum(map(number_of, within)), slot)


def _report(node: ActivityCount, ground: Ground, day: date, lacking: int, days: tuple[date, date]) -> Iterator[Action]:
    """Of an activity and the days of the period that no report is about yet."""
    for activity in node.any_of:
        told = [e for e in ground.case.entries("activity.counted") if e.values.get("activity") == activity]
        over = max((days_of(e)[1] for e in told if days_of(e)[0] < days[1]), default=days[0])
        began = max(days[0], over)
        if began < days[1]:
            values = {"activity": activity, "count": lacking}
            values |= {"period_from": began.isoformat(), "period_until": days[1].isoformat()}
            counted = entry("activity.counted", day, f"{activity} {began} {day}", values, practice=ground.practice)
            what = f"{node.key}:{activity}"
            yield ground.action("report", what, day, ground.costs.report, entries=(counted,), number=lacking)
            return


def standings(node: ExternalStanding, ground: Ground) -> Iterator[Action]:
    """Looked up again where what was seen last would do: another body's verdict itself is nothing a practice can do."""
    seen = [each for each in recorded(node, ground.case) if each.values.get("value") not in node.pending]
    if not seen or judged(node, seen[-1]) != MET:
        return
    ends_on = ground.case.timeline(node).until(ground.on)
    for day in renewals(ground, ground.offers.soonest, node.valid_months, ends_on):
        values = {name: seen[-1].values.get(name) for name in ("scheme", "value", "level")}
        same = entry("external.recorded", day, f"{node.scheme} {day}", values, practice=ground.practice)
        yield ground.action("standing", node.scheme, day, ground.costs.look_up, entries=(same,))


def follow_ups(node: CaseFollowUp, ground: Ground) -> Iterator[Action]:
    """What is still open of the clinics that were, and new clinics with their cases followed up."""
    outcome = node.outcomes[0] if node.outcomes else "done"
    for clinic in CaseFollowUpKind().clinics(node, ground.case):
        day = max(ground.offers.soonest, clinic.first_on)
        cases = sorted(case for case, done_on in clinic.followed_on.items() if done_on > day)
        if cases and ground.is_open(day) and day < clinic.due_on:
            told = tuple(_outcome(ground, case, outcome, day) for case in cases)
            ref, minutes = str(clinic.entry.values.get("clinic")), ground.costs.follow_up * len(cases)
            yield ground.action("follow_up", ref, day, minutes, entries=told, number=len(cases))
    for offered in ground.offers.clinics:
        day = max(offered.on, follow_up_days(node, offered.on)[0])
        if ground.is_open(offered.on) and ground.is_open(day):
            cases = [f"supposed {node.key} {offered.ref} {number}" for number in range(node.min_cases)]
            brought = tuple(_discussed(ground, case, offered.ref, offered.on) for case in cases)
            told = tuple(_outcome(ground, case, outcome, day) for case in cases)
            minutes = (ground.costs.case + ground.costs.follow_up) * node.min_cases
            entries = (*brought, *told)
            yield ground.action("cases", offered.ref, offered.on, minutes, entries=entries, number=node.min_cases)


def _discussed(ground: Ground, case: str, clinic: str, day: date) -> Entry:
    values = {"clinic": clinic, "case": case}
    return entry("clinic.case_discussed", day, f"discussed {case}", values, practice=ground.practice)


def _outcome(ground: Ground, case: str, outcome: str, day: date) -> Entry:
    values = {"case": case, "outcome": outcome}
    return entry("case.outcome_recorded", day, f"outcome {case} {day}", values, practice=ground.practice)
