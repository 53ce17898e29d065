"""For each kind of requirement, what could be done about it. One table; a kind that nothing can be done about says so.

The search is exact as long as everything on offer that bears on a requirement stands under its key here.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..case import Case
from ..days import FOREVER, ONE_DAY, add_days, add_months
from ..facts import Employment, Entry, Facts
from ..grammar.base import Requirement, Roles
from ..grammar.cadence import Rolling
from ..grammar.framework import Framework
from ..grammar.people import People, Slot
from ..grammar.person import Attendance
from ..grammar.person import Course as CourseAsked
from ..grammar.person import Credential as CredentialAsked
from ..grammar.practice import Declaration, Events, Feedback, Presence, Visits
from ..grammar.represented import CLINICS, SESSIONS, Represented
from ..kinds.feedback import obligations
from ..spans import covers
from ..suppose import SUPPOSED_AT
from .actions import Action
from .offers import Offers

MOST_DAYS = 14
DAYS_BETWEEN_VISITS = 28
SESSIONS_A_WEEK = 4.0


@dataclass(frozen=True)
class Ground:
    """Where candidates are looked for: a practice's case, what is on offer, and the days (`on`, `until`] for it."""

    case: Case
    offers: Offers
    on: date
    until: date
    made: dict[tuple[str, str, str, date], Action] = field(default_factory=dict)

    def action(self, kind: str, what: str, day: date, minutes: int, person: str = "", **more: Any) -> Action:
        """The same action asked for twice is one."""
        found = Action(kind, what, day, minutes, person, **more)
        return self.made.setdefault(found.key, found)

    def is_open(self, day: date) -> bool:
        return self.on < day <= self.until

    def works_here(self, person: str, codes: frozenset[str] | None, day: date) -> bool:
        jobs = (job for job in self.case.employments(person) if codes is None or job.role in codes)
        return covers([(job.from_on, job.until_on or FOREVER) for job in jobs], day)


def entry(
    kind: str, day: date, ref: str, values: Mapping[str, Any], *, person: str | None = None, practice: str | None = None
) -> Entry:
    return Entry(f"supposed {ref}", kind, person, practice, day, SUPPOSED_AT, None, values)


def renewals(ground: Ground, first: date, months: int | None, ends_on: date) -> list[date]:
    """As soon as it can be, again on the last day it covers, and the same from the end of what is held now."""
    days = {first} if ground.is_open(first) else set()
    for day in (first, ends_on - ONE_DAY if first < ends_on < FOREVER else None):
        while months and day is not None and ground.is_open(day):
            days.add(day)
            day = add_months(day, months)
    return sorted(days)[:MOST_DAYS]


# --- what one person must hold ------------------------------------------------------------------------------------


def courses(node: CourseAsked, ground: Ground, person: str) -> Iterator[Action]:
    ends_on = ground.case.timeline(node, person).until(ground.on)
    for offered in ground.offers.courses:
        if offered.code not in node.any_of or offered.edition < (node.min_edition or 0):
            continue
        for day in renewals(ground, ground.offers.soonest, node.valid_months, ends_on):
            values = {"course": offered.code, "score": 100, "edition": offered.edition, "minutes": offered.minutes}
            done = entry("course.completed", day, f"{offered.code} {person} {day}", values, person=person)
            yield ground.action("course", offered.code, day, offered.minutes, person, entries=(done,))


def attendances(node: Attendance, ground: Ground, person: str) -> Iterator[Action]:
    yield from _sessions(node.any_of, node.min_minutes, ground, person)


def _sessions(programmes: tuple[str, ...], least: int, ground: Ground, person: str) -> Iterator[Action]:
    for offered in ground.offers.sessions:
        fits = (not programmes or offered.programme in programmes) and offered.minutes >= least and offered.places > 0
        if fits and ground.is_open(offered.on):
            values = {
                "session": offered.ref,
                "programme": offered.programme,
                "minutes": offered.minutes,
                "role": None,
                "participatory": True,
            }
            was = entry("session.attended", offered.on, f"{offered.ref} {person}", values, person=person)
            yield ground.action("session", offered.ref, offered.on, offered.minutes, person, entries=(was,))


def credentials(node: CredentialAsked, ground: Ground, person: str) -> Iterator[Action]:
    for offered in ground.offers.credentials:
        fits = offered.code in node.any_of and offered.level >= (node.min_level or 0)
        if fits and ground.is_open(offered.on):
            values = {"credential": offered.code, "level": offered.level, "valid_until": None, "verification": 3}
            seen = entry("credential.verified", offered.on, f"{offered.code} {person}", values, person=person)
            yield ground.action("credential", offered.code, offered.on, offered.minutes, person, entries=(seen,))


# --- who fills a slot ---------------------------------------------------------------------------------------------


def recruits(node: People, ground: Ground) -> Iterator[Action]:
    """Somebody new for each seat whose role can be recruited."""
    day = ground.offers.recruits_from
    for slot in node.slots if day and ground.is_open(day) else ():
        role = next((r for r in ground.offers.recruits if slot.roles is None or r in slot.roles.codes), None)
        if role is None or day is None or role in node.employment.exclude_roles:
            continue
        for number in range(1, slot.n + 1):
            person = f"new {role} {number}"
            sessions = max(SESSIONS_A_WEEK, node.employment.min_sessions)
            job = Employment(f"supposed {person}", person, role, sessions, day, None, SUPPOSED_AT)
            yield ground.action("recruit", role, day, ground.offers.costs.recruiting, person, employment=job)


def namings(slot: Slot, ground: Ground, people: list[str]) -> Iterator[Action]:
    """Each of these people could be named to the post that the slot asks for."""
    for person in people if slot.lead else ():
        joined = ground.offers.recruits_from if person.startswith("new ") else None
        day = max(ground.offers.soonest, joined or ground.offers.soonest)
        if slot.lead and ground.is_open(day):
            yield ground.action("lead", slot.lead, day, ground.offers.costs.naming_a_lead, person)


# --- what the practice does ---------------------------------------------------------------------------------------


def visits(node: Visits, ground: Ground) -> Iterator[Action]:
    """The agreed days, and new ones from the first possible on; each with feedback given at once if it is asked for."""
    agreed = set(ground.offers.visits)
    costs = ground.offers.costs
    for day in sorted(agreed | set(_visit_days(ground, ground.offers.visits_from))):
        entries = _visit(node, ground.case, day) if ground.is_open(day) else ()
        if entries:
            held = entries[0].values
            spent = held["minutes"] * (max(len(held["hosts"]), 1) + costs.visitors)
            spent += 0 if day in agreed else costs.arranging_a_visit
            spent += costs.feedback * (len(entries) - 1)
            yield ground.action("visit", node.key, day, spent, entries=entries)


def visit_entries(framework: Framework, facts: Facts, day: date) -> tuple[Entry, ...]:
    """What would be recorded of a visit held on the day just as the framework asks, with its feedback.

    Nothing where it asks for no visits, or for hosts whom the practice does not have on the day.
    """
    if facts.enrolled_on is None:
        return ()
    case = Case(framework, facts, facts.enrolled_on)
    asked = next((node for node in framework.nodes() if isinstance(node, Visits)), None)
    return _visit(asked, case, day) if asked else ()


def _visit_days(ground: Ground, first: date | None) -> Iterator[date]:
    day = first
    for _ in range(MOST_DAYS):
        if day is None or day > ground.until:
            return
        yield day
        day = add_days(day, DAYS_BETWEEN_VISITS)


def _visit(node: Visits, case: Case, day: date) -> tuple[Entry, ...]:
    """The visit, and feedback if it is asked for; nothing if the practice has not whoever has to be there."""
    hosts = _hosts(node.hosts, case, day)
    if hosts is None:
        return ()
    minutes = max(node.min_minutes, node.hosts.min_minutes, node.visitors.min_minutes, 60)
    values = {
        "visit": f"supposed {node.key} {day}",
        "visit_kind": node.visit_kinds[0] if node.visit_kinds else "joint",
        "minutes": minutes,
        "agenda": list(node.agenda[: max(node.agenda_at_least, 1)]),
        "visitors": [
            {"person": f"visitor {number}", "role": min(roles.codes), "minutes": minutes}
            for number, roles in enumerate(node.visitors.roles)
        ],
        "hosts": hosts,
    }
    held = entry("visit.held", day, f"{node.key} {day}", values, practice=case.facts.practice)
    if any(isinstance(each, Feedback) and each.visits == node.key for each in case.nodes.values()):
        return held, _feedback(case, str(values["visit"]), day)
    return (held,)


def _hosts(asked: Presence, case: Case, day: date) -> list[dict[str, Any]] | None:
    """Somebody of the practice for each role that has to be there, or None if there is nobody."""
    hosts: list[dict[str, Any]] = []
    for roles in asked.roles:
        taken = {host["person"] for host in hosts}
        found = [(who, role) for who in case.staff if who not in taken for role in roles_on(case, who, day, roles)]
        if not found:
            return None
        hosts.append({"person": found[0][0], "role": found[0][1], "minutes": max(asked.min_minutes, 60)})
    return hosts


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
    day = ground.offers.soonest
    for owed in obligations(node, ground.case):
        if owed.given is None and ground.is_open(day):
            subject = str(owed.visit.values.get("visit"))
            told = _feedback(ground.case, subject, day)
            yield ground.action("feedback", subject, day, ground.offers.costs.feedback, entries=(told,))
    asked = ground.case.nodes[node.visits]
    if isinstance(asked, Visits):
        yield from visits(asked, ground)


def events(node: Events, ground: Ground) -> Iterator[Action]:
    if node.entry == "clinic.case_discussed":
        yield from _cases(node, ground)
    elif node.entry == "feedback.given" and dict(node.where).get("about", ("survey",))[0] == "survey":
        months = node.cadence.months if isinstance(node.cadence, Rolling) else None
        practice, ends_on = ground.case.facts.practice, ground.case.timeline(node).until(ground.on)
        for day in renewals(ground, ground.offers.soonest, months, ends_on):
            values = {"about": "survey", "subject": f"supposed {day}"}
            told = entry(node.entry, day, f"survey {day}", values, practice=practice)
            yield ground.action("survey", node.key, day, ground.offers.costs.survey, entries=(told,))


def _cases(node: Events, ground: Ground) -> Iterator[Action]:
    for offered in ground.offers.clinics:
        if ground.is_open(offered.on):
            practice, ref = ground.case.facts.practice, f"case {offered.ref}"
            values = {"clinic": offered.ref, "case": f"supposed {ref}"}
            told = entry(node.entry, offered.on, ref, values, practice=practice)
            if all(told.values.get(name) in allowed for name, allowed in node.where):
                yield ground.action("case", offered.ref, offered.on, ground.offers.costs.case, entries=(told,))


def represented(node: Represented, ground: Ground) -> Iterator[Action]:
    for person in ground.case.staff:
        for action in represents(node, ground, person):
            if ground.works_here(person, node.roles.codes, action.on):
                yield action


def represents(node: Represented, ground: Ground, person: str) -> Iterator[Action]:
    """Each event that counts at which the person could be."""
    if SESSIONS in node.events:
        yield from _sessions(node.any_of, node.min_minutes, ground, person)
    for offered in ground.offers.clinics if CLINICS in node.events else ():
        if offered.minutes >= node.min_minutes and ground.is_open(offered.on):
            values = {"clinic": offered.ref, "minutes": offered.minutes, "side": "practice", "role": None}
            was = entry("clinic.attended", offered.on, f"{offered.ref} {person}", values, person=person)
            yield ground.action("clinic", offered.ref, offered.on, offered.minutes, person, entries=(was,))


def declarations(node: Declaration, ground: Ground) -> Iterator[Action]:
    code, practice = node.any_of[0], ground.case.facts.practice
    ends_on = ground.case.timeline(node).until(ground.on)
    for day in renewals(ground, ground.offers.soonest, node.valid_months, ends_on):
        values = {"declaration": code, "valid_until": None, "by": ""}
        signed = entry("declaration.signed", day, f"{code} {day}", values, practice=practice)
        yield ground.action("declaration", code, day, ground.offers.costs.declaration, entries=(signed,))


def nothing(node: Requirement, ground: Ground, person: str = "") -> Iterator[Action]:
    """Nothing can be offered: what it asks cannot be done by a day, or only by others."""
    yield from ()


def parts_alone(node: Requirement, ground: Ground, person: str = "") -> Iterator[Action]:
    """It rests on the requirements below it alone."""
    yield from ()


OF_PERSON: Mapping[str, Callable[[Any, Ground, str], Iterator[Action]]] = {
    "all_of": parts_alone,
    "any_of": parts_alone,
    "n_of": parts_alone,
    "menu": parts_alone,
    "none_of": nothing,
    "course": courses,
    "attendance": attendances,
    "credential": credentials,
    "hours": nothing,
    "sequence": nothing,
    "supervised": nothing,
    "volume": nothing,
    "competencies": nothing,
    "assessment": nothing,
    "registration": nothing,
}

OF_PRACTICE: Mapping[str, Callable[[Any, Ground], Iterator[Action]]] = {
    "all_of": parts_alone,
    "any_of": parts_alone,
    "n_of": parts_alone,
    "menu": parts_alone,
    "none_of": nothing,
    "pooled": nothing,
    "practices": nothing,
    "people": recruits,
    "lead": recruits,
    "visits": visits,
    "feedback_after_visits": feedback,
    "events": events,
    "attendance_by_practice": represented,
    "declaration": declarations,
    "indicator": nothing,
    "case_follow_up": nothing,
    "volume": nothing,
    "share": nothing,
    "activity_count": nothing,
    "submission": nothing,
    "external_standing": nothing,
}
