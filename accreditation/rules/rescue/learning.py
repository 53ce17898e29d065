"""What one person can learn: courses, sessions, qualifications, hours, one thing after another."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from math import ceil

from ..grammar.hours import Hours
from ..grammar.person import Attendance, Course, Credential
from ..grammar.represented import CLINICS, SESSIONS, Represented
from ..kinds.hours import Sums
from .actions import Action
from .ground import Ground, entry, renewals
from .offers import Clinic, Session
from .offers import Course as Offered


def courses(node: Course, ground: Ground, person: str) -> Iterator[Action]:
    ends_on = ground.case.timeline(node, person).until(ground.on)
    for offered in ground.offers.courses:
        if offered.code not in node.any_of or offered.edition < (node.min_edition or 0):
            continue
        months = dict(node.months_by_code).get(offered.code, node.valid_months)
        for day in renewals(ground, ground.offers.soonest, months, ends_on):
            yield _course(ground, offered, person, day)


def _course(ground: Ground, offered: Offered, person: str, day: date) -> Action:
    values = {"course": offered.code, "score": 100, "edition": offered.edition, "minutes": offered.minutes}
    done = entry("course.completed", day, f"{offered.code} {person} {day}", values, person=person)
    return ground.action("course", offered.code, day, offered.minutes, person, entries=(done,))


def attendances(node: Attendance, ground: Ground, person: str) -> Iterator[Action]:
    yield from sessions(node.any_of, node.min_minutes, ground, person)


def sessions(programmes: tuple[str, ...], least: int, ground: Ground, person: str) -> Iterator[Action]:
    """`programmes`: none means every one."""
    for offered in ground.offers.sessions:
        fits = (not programmes or offered.programme in programmes) and offered.minutes >= least and offered.places > 0
        if fits and ground.is_open(offered.on):
            yield _session(ground, offered, person)


def _session(ground: Ground, offered: Session, person: str) -> Action:
    values = {
        "session": offered.ref,
        "programme": offered.programme,
        "minutes": offered.minutes,
        "role": None,
        "participatory": True,
    }
    was = entry("session.attended", offered.on, f"{offered.ref} {person}", values, person=person)
    return ground.action("session", offered.ref, offered.on, offered.minutes, person, entries=(was,))


def clinics(least: int, ground: Ground, person: str) -> Iterator[Action]:
    for offered in ground.offers.clinics:
        if offered.minutes >= least and ground.is_open(offered.on):
            yield _clinic(ground, offered, person)


def _clinic(ground: Ground, offered: Clinic, person: str) -> Action:
    values = {"clinic": offered.ref, "minutes": offered.minutes, "side": "practice", "role": None}
    was = entry("clinic.attended", offered.on, f"{offered.ref} {person}", values, person=person)
    return ground.action("clinic", offered.ref, offered.on, offered.minutes, person, entries=(was,))


def represents(node: Represented, ground: Ground, person: str) -> Iterator[Action]:
    """Each event that counts at which the person could be."""
    if SESSIONS in node.events:
        yield from sessions(node.any_of, node.min_minutes, ground, person)
    if CLINICS in node.events:
        yield from clinics(node.min_minutes, ground, person)


def represented(node: Represented, ground: Ground) -> Iterator[Action]:
    """Somebody new represents the practice too, at whatever they go to once they work here."""
    for person in ground.staff(node):
        for action in represents(node, ground, person):
            if ground.works_here(person, node.roles.codes, action.on):
                yield action
    for person, coming in list(ground.newcomers.items()):
        if coming.what in node.roles.codes:
            yield from (each for each in represents(node, ground, person) if each.on >= coming.on)


def credentials(node: Credential, ground: Ground, person: str) -> Iterator[Action]:
    for offered in ground.offers.credentials:
        fits = offered.code in node.any_of and offered.level >= (node.min_level or 0)
        if fits and ground.is_open(offered.on):
            values = {"credential": offered.code, "level": offered.level, "valid_until": None, "verification": 3}
            seen = entry("credential.verified", offered.on, f"{offered.code} {person}", values, person=person)
            yield ground.action("credential", offered.code, offered.on, offered.minutes, person, entries=(seen,))


def hours(node: Hours, ground: Ground, person: str) -> Iterator[Action]:
    """Every open course, session and clinic that counts, and what is lacking then as learning elsewhere."""
    if "course.completed" in node.sources and ground.is_open(ground.offers.soonest):
        yield from (_course(ground, each, person, ground.offers.soonest) for each in ground.offers.courses)
    if "session.attended" in node.sources:
        yield from sessions((), 0, ground, person)
    if "clinic.attended" in node.sources:
        yield from clinics(0, ground, person)
    if "cpd.recorded" in node.sources:
        ends_on = ground.case.timeline(node, person).until(ground.on)
        for day in renewals(ground, ground.offers.soonest, node.months, ends_on):
            yield from _elsewhere(node, ground, person, day)


def _elsewhere(node: Hours, ground: Ground, person: str, day: date) -> Iterator[Action]:
    """As many minutes as are lacking on the last day looked at, in entries of which none is cut."""
    sums = Sums(node)
    for each in ground.case.weighing(node, person).counted:
        if each.from_on <= ground.until < each.until_on:
            sums.add(each.entry, 1)
    have = sums.total()
    lacking = max(node.minutes - have.minutes, node.participatory_minutes - have.participatory)
    lacking = min(lacking, dict(node.max_by_source).get("cpd.recorded", lacking))
    if lacking <= 0:
        return
    each_at_most = node.max_per_entry or lacking
    number = ceil(lacking / each_at_most)
    minutes = [min(each_at_most, lacking - each_at_most * index) for index in range(number)]
    entries = tuple(
        entry(
            "cpd.recorded",
            day,
            f"{node.key} {person} {day} {index}",
            {"activity": "supposed", "minutes": many, "participatory": True, "sponsored": False, "verification": 3},
            person=person,
        )
        for index, many in enumerate(minutes)
    )
    yield ground.action("cpd", node.key, day, lacking, person, entries=entries, number=lacking)


def soonest_on(ground: Ground, day: date) -> Ground:
    """The same ground, on which nothing can be done before the day."""
    return replace(ground, offers=replace(ground.offers, soonest=max(day, ground.offers.soonest)))
