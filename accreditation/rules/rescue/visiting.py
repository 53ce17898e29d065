"""Visits of the specialist team, and feedback on them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from ..case import Case
from ..days import FOREVER, add_days, add_months
from ..facts import Entry, Facts
from ..grammar.base import Roles
from ..grammar.framework import Framework
from ..grammar.practice import Events, Feedback, Presence, Visits
from ..kinds.feedback import obligations
from .actions import Action, Key
from .ground import MOST_DAYS, Ground, entry

DAYS_BETWEEN_VISITS = 28
MONTHS_OF_VISITS = 12


def visits(node: Visits, ground: Ground) -> Iterator[Action]:
    """The agreed days, and new ones from the first possible on; each with feedback given at once if it is asked for."""
    agreed = set(ground.offers.visits)
    costs = ground.costs
    for day in sorted(agreed | set(_visit_days(ground, ground.offers.visits_from))):
        entries, after = _visit(node, ground.case, day, ground.newcomers) if ground.is_open(day) else ((), ())
        if entries:
            held = entries[0].values
            spent = held["minutes"] * (max(len(held["hosts"]), 1) + costs.visitors)
            spent += 0 if day in agreed else costs.arranging_a_visit
            spent += costs.feedback * (len(entries) - 1)
            yield ground.action("visit", node.key, day, spent, entries=entries, after=after)


def visit_entries(framework: Framework, facts: Facts, day: date) -> tuple[Entry, ...]:
    """What would be recorded of a visit held on the day just as the framework asks, with its feedback.

    Nothing where it asks for no visits, or for hosts whom the practice does not have on the day.
    """
    if facts.enrolled_on is None:
        return ()
    case = Case(framework, facts, facts.enrolled_on)
    asked = next((node for node in framework.nodes() if isinstance(node, Visits)), None)
    return _visit(asked, case, day, {})[0] if asked else ()


def _visit_days(ground: Ground, first: date | None) -> Iterator[date]:
    day = first
    for _ in range(MOST_DAYS):
        if day is None or day > ground.until:
            return
        yield day
        day = add_days(day, DAYS_BETWEEN_VISITS)


def _visit(
    node: Visits, case: Case, day: date, newcomers: dict[str, Action]
) -> tuple[tuple[Entry, ...], tuple[Key, ...]]:
    """The visit, and feedback if it is asked for, with whom to recruit first; nothing if somebody who has to be there
    cannot be had.
    """
    found = _hosts(node.hosts, case, day, newcomers)
    if found is None:
        return (), ()
    hosts, after = found
    minutes = max(node.min_minutes, node.hosts.min_minutes, node.visitors.min_minutes, 60)
    values = {
        "visit": f"supposed {node.key} {day}",
        "visit_kind": node.visit_kinds[0] if node.visit_kinds else "joint",
        "minutes": minutes,
        "agenda": list(node.agenda[: max(node.agenda_at_least, 1)])
        or [f"item {number}" for number in range(node.agenda_at_least)],
        "visitors": [
            {"person": f"visitor {number}", "role": min(roles.codes), "minutes": minutes}
            for number, roles in enumerate(node.visitors.roles)
        ],
        "hosts": hosts,
    }
    held = entry("visit.held", day, f"{node.key} {day}", values, practice=case.facts.practice)
    if any(isinstance(each, Feedback) and each.visits == node.key for each in case.nodes.values()):
        return (held, _feedback(case, str(values["visit"]), day)), after
    return (held,), after


def _hosts(
    asked: Presence, case: Case, day: date, newcomers: dict[str, Action]
) -> tuple[list[dict[str, Any]], tuple[Key, ...]] | None:
    """Somebody of the practice for each role that has to be there, who works here rather than who could come; None if
    there is nobody. Roles that fewer can fill are filled first.
    """
    coming = {who: action for who, action in newcomers.items() if action.on <= day}
    able = []
    for roles in asked.roles:
        here = [(who, role) for who in case.staff for role in roles_on(case, who, day, roles)]
        able.append(here + [(who, action.what) for who, action in coming.items() if action.what in roles.codes])
    seated = _seated(able)
    if seated is None:
        return None
    minutes = max(asked.min_minutes, 60)
    hosts = [{"person": who, "role": role, "minutes": minutes} for who, role in seated]
    return hosts, tuple(coming[who].key for who, _ in seated if who in coming)


def _seated(able: list[list[tuple[str, str]]], taken: tuple[str, ...] = ()) -> list[tuple[str, str]] | None:
    """One for each, nobody twice; the first that is possible."""
    if not able:
        return []
    for who, role in able[0]:
        if who not in taken and (rest := _seated(able[1:], (*taken, who))) is not None:
            return [(who, role), *rest]
    return None


def roles_on(case: Case, person: str, day: date, roles: Roles) -> list[str]:
    """Which of the roles the person works here in on the day."""
    jobs = (job for job in case.employments(person) if job.from_on <= day < (job.until_on or FOREVER))
    return sorted(job.role for job in jobs if job.role in roles.codes)


def _feedback(case: Case, subject: str, day: date) -> Entry:
    practice = case.facts.practice
    return entry(
        "feedback.given", day, f"feedback {subject}", {"about": "visit", "subject": subject}, practice=practice
    )


def feedback(node: Feedback, ground: Ground) -> Iterator[Action]:
    """On each visit that waits for it; and a further visit, which brings an obligation of its own."""
    waiting = [str(owed.visit.values.get("visit")) for owed in obligations(node, ground.case) if owed.given is None]
    yield from _feedback_on(waiting, ground)
    asked = ground.case.nodes[node.visits]
    if isinstance(asked, Visits):
        yield from visits(asked, ground)


def feedback_counted(node: Events, ground: Ground) -> Iterator[Action]:
    """On each visit of the last year that nobody has given feedback on."""
    since = add_months(ground.on, -MONTHS_OF_VISITS)
    told = {each.values.get("subject") for each in ground.case.entries("feedback.given")}
    held = [each for each in ground.case.entries("visit.held") if since <= each.happened_on <= ground.on]
    subjects = dict.fromkeys(str(each.values.get("visit")) for each in held)
    yield from _feedback_on([each for each in subjects if each not in told], ground)


def _feedback_on(visited: list[str], ground: Ground) -> Iterator[Action]:
    day = ground.offers.soonest
    for subject in visited if ground.is_open(day) else ():
        given = _feedback(ground.case, subject, day)
        yield ground.action("feedback", subject, day, ground.costs.feedback, entries=(given,))
