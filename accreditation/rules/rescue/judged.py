"""What somebody else has to find of a person: sign-offs, assessments, registrations, and what is done under them."""

from collections.abc import Iterator
from datetime import date

from ..days import add_days
from ..facts import Entry
from ..grammar.competence import Assessment, Competencies, Registration
from ..grammar.supervision import Logged, SignOff, Supervised, Volume
from ..kinds.supervision import sum_on, supervised_log
from .actions import Action
from .ground import Ground, entry, renewals

SOMEBODY_ELSE = "somebody else"


def competencies(node: Competencies, ground: Ground, person: str) -> Iterator[Action]:
    """Each topic passed before an assessor."""
    ends_on = ground.case.timeline(node, person).until(ground.on)
    edition = node.min_edition or node.max_edition or 1
    for day in renewals(ground, ground.offers.soonest, node.valid_months, ends_on):
        for topic, level in node.topics:
            yield _sign_off(ground, person, day, (node.framework, topic, level, edition))


def _sign_off(ground: Ground, person: str, day: date, asked: tuple[str, str, int, int]) -> Action:
    framework, topic, level, edition = asked
    values = {"framework": framework, "edition": edition, "topic": topic, "level": level, "result": "passed"}
    values |= {"assessor": SOMEBODY_ELSE, "assessor_practice": None}
    what = ":".join(map(str, asked))
    passed = entry("competency.assessed", day, f"{what} {person} {day}", values, person=person)
    return ground.action("sign_off", what, day, ground.costs.sign_off, person, entries=(passed,))


def supervised(node: Supervised, ground: Ground, person: str) -> Iterator[Action]:
    """What is lacking done under supervision, and the sign-off, on the same day."""
    ends_on = ground.case.timeline(node, person).until(ground.on)
    log = supervised_log(node, ground.case, person).counted
    for day in renewals(ground, ground.offers.soonest, node.valid_months, ends_on):
        lacking = node.at_least - sum_on(log, day)
        if lacking > 0:
            minutes = lacking * ground.costs.supervised
            done = _logged(node.logged, node.key, person, day, lacking)
            yield ground.action("practise", node.key, day, minutes, person, entries=(done,), number=lacking)
        yield _sign_off(ground, person, day, _asked(node.sign_off))


def _asked(asked: SignOff) -> tuple[str, str, int, int]:
    return asked.framework, asked.topics[0] if asked.topics else "any", asked.min_level, 1


def _logged(logged: Logged, key: str, person: str, day: date, number: int) -> Entry:
    values = {
        "activity": logged.activities[0],
        "count": number,
        "supervised": bool(logged.supervised),
        "supervisor": SOMEBODY_ELSE if logged.supervised else None,
        "verification": 3,
    }
    return entry("activity.logged", day, f"{key} {person} {day}", values, person=person)


def volume_of_person(node: Volume, ground: Ground, person: str) -> Iterator[Action]:
    yield from _volume(node, ground, person, ground.case.timeline(node, person).until(ground.on))


def volume_of_practice(node: Volume, ground: Ground) -> Iterator[Action]:
    """Whoever is there first in a role asked stands for all who could do it."""
    person, after = ground.in_role(node.roles, ground.offers.soonest)
    for action in _volume(node, ground, person, ground.case.timeline(node).until(ground.on)) if person else ():
        if not after:
            yield action


def _volume(node: Volume, ground: Ground, person: str, ends_on: date) -> Iterator[Action]:
    own = None if not ground.case.is_of_person(node) else person
    counted = ground.case.weighing(node, own).counted
    each = ground.costs.supervised if node.logged.supervised else ground.costs.logged
    for day in renewals(ground, ground.offers.soonest, node.months, ends_on):
        lacking = node.at_least * (node.years or 1) - sum_on(counted, ground.until)
        if lacking > 0:
            done = _logged(node.logged, node.key, person, day, lacking)
            yield ground.action("log", node.key, day, lacking * each, person, entries=(done,), number=lacking)


def assessments(node: Assessment, ground: Ground, person: str) -> Iterator[Action]:
    """Sat again as soon as a further attempt counts; with one before training where they are compared."""
    ends_on = ground.case.timeline(node, person).until(ground.on)
    sat = [e for e in ground.case.entries("assessment.taken", person) if e.values.get("assessment") == node.assessment]
    rested = add_days(sat[-1].happened_on, node.cool_off_days) if sat else ground.offers.soonest
    number = len(sat) + 1
    for day in renewals(ground, max(ground.offers.soonest, rested), node.valid_months, ends_on):
        parts = [("pre", 0), ("post", 100)] if node.improved_by is not None else [("", 100)]
        if any(each.values.get("part") == "pre" for each in sat):
            parts = parts[-1:]
        entries = tuple(_attempt(node, person, day, part, score, number) for part, score in parts)
        minutes = ground.costs.assessment * len(parts)
        yield ground.action("assessment", node.assessment, day, minutes, person, entries=entries, number=len(parts))


def _attempt(node: Assessment, person: str, day: date, part: str, score: int, number: int) -> Entry:
    values = {"assessment": node.assessment, "part": part, "attempt": number, "score": score}
    # In order of ref on the same day, the one before training comes first.
    ref = f"{node.assessment} {person} {day} {0 if part == 'pre' else 1}"
    return entry("assessment.taken", day, ref, values, person=person)


def registrations(node: Registration, ground: Ground, person: str) -> Iterator[Action]:
    """Looked up again; where the last look-up was not good, put in order with the body first."""
    ends_on = ground.case.timeline(node, person).until(ground.on)
    for body in node.any_of:
        seen = [e for e in ground.case.entries("registration.checked", person) if e.values.get("body") == body]
        is_good = not seen or seen[-1].values.get("status") == "active"
        kind, minutes = ("look_up", ground.costs.look_up) if is_good else ("register", ground.costs.registration)
        for day in renewals(ground, ground.offers.soonest, node.within_months, ends_on):
            values = {"body": body, "status": "active"}
            found = entry("registration.checked", day, f"{body} {person} {day}", values, person=person)
            yield ground.action(kind, body, day, minutes, person, entries=(found,))
