"""Why nothing on offer would meet a requirement, in words, and what then. Every kind has its own; none is silent."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..compositions import unit_mates
from ..days import FOREVER, ONE_DAY
from ..grammar import words
from ..grammar.base import Requirement
from ..grammar.composite import NoneOf
from ..grammar.standing import asked as standing_asked
from ..grammar.unit import UNITS, Pooled, Practices
from ..verdicts import State, is_firm, is_satisfied
from .ground import Ground


@dataclass(frozen=True, slots=True)
class Reason:
    """`key` of the requirement, and `why` nothing on offer would meet it: a sentence, its full stop included."""

    key: str
    why: str


def reasons(ground: Ground, root: Requirement, stuck: Iterable[str], gap: date | None) -> tuple[Reason, ...]:
    """Of those that nothing on offer would meet; where each could be met and not all of them together, of those that
    fail on the last day or, before it, on the first day (`gap`) that is not satisfied.
    """
    nodes = {node.key: node for node in (root, *root.below)}
    found = [nodes[key] for key in stuck if key in nodes]
    found = found or list(_failing(ground, root, ground.until, is_firm))
    found = found or (list(_failing(ground, root, gap, is_satisfied)) if gap else [])
    return tuple(Reason(node.key, words.sentence(WHY[node.kind](node, ground))) for node in found or [root])


def _failing(
    ground: Ground, node: Requirement, on: date, is_good: Callable[[State | None], bool]
) -> Iterator[Requirement]:
    if is_good(ground.case.timeline(node).at(on)):
        return
    parts = [part for part in node.parts if not ground.case.is_of_person(part) and not part.common.informative]
    if isinstance(node, NoneOf | Pooled | Practices) or not parts:
        yield node
        return
    for part in parts:
        yield from _failing(ground, part, on, is_good)


def _parts(node: Any, ground: Ground) -> str:
    return "not enough of its parts can be met by what is on offer"


def _none_of(node: Any, ground: Ground) -> str:
    """How long what must not be so still is: to wait is all that can be done."""
    told = []
    for part in node.counting:
        line = None if ground.case.is_of_person(part) else ground.case.timeline(part)
        state = line.at(ground.until) if line else None
        if line and state and state.verdict == "met":
            ends_on = line.until(ground.until)
            when = "with no end in sight" if ends_on == FOREVER else f"until {words.day(ends_on - ONE_DAY)}"
            told.append(f"“{part.common.label}” is so {when}")
    told = told or [f"“{part.common.label}” must not be so" for part in node.counting]
    return f"wait until it lapses, because nothing can be undone: {words.listed(told)}"


def _course(node: Any, ground: Ground) -> str:
    return f"no course that counts for it is open ({words.codes(node.any_of)}), or none is in time; ask for one"


def _attendance(node: Any, ground: Ground) -> str:
    return f"no further live session of {words.codes(node.any_of)} in time has a place left; ask for one to be planned"


def _represented(node: Any, ground: Ground) -> str:
    return "no event in time at which the practice could be represented has a place left; ask for one to be planned"


def _credential(node: Any, ground: Ground) -> str:
    return f"{words.codes(node.any_of)} is gained elsewhere; whoever has it records the certificate as other evidence"


def _hours(node: Any, ground: Ground) -> str:
    return f"{words.duration(node.minutes)} cannot be reached with the courses, sessions and clinics that are open"


def _sequence(node: Any, ground: Ground) -> str:
    first = words.listed(f"“{each.common.label}”" for each in node.first)
    return f"“{node.then.common.label}” cannot follow {first} in time: the days in between do not fit before then"


def _supervised(node: Any, ground: Ground) -> str:
    return "so much cannot be done under supervision and signed off by an assessor in time"


def _volume(node: Any, ground: Ground) -> str:
    return f"{words.codes(node.logged.activities)} cannot be done and logged so often by then"


def _competencies(node: Any, ground: Ground) -> str:
    return "an assessor who counts cannot pass every topic by then"


def _assessment(node: Any, ground: Ground) -> str:
    if node.max_attempts or node.which == "first":
        return "the attempts that count are used up, and a further one would not count"
    return "it cannot be sat again in time"


def _registration(node: Any, ground: Ground) -> str:
    return "only the professional body can put the registration in order"


def _people(node: Any, ground: Ground) -> str:
    roles = [slot.roles for slot in node.slots if slot.roles]
    wanted = words.roles(list(dict.fromkeys(name for each in roles for name in each.names))) if roles else "anybody"
    return f"too few people work here as {wanted}, and nobody on the way would be here and ready in time"


def _share(node: Any, ground: Ground) -> str:
    return f"too few of the staff asked can hold “{node.each.common.label}” by then"


def _pooled(node: Any, ground: Ground) -> str:
    unit = UNITS[node.unit].lower()
    number = len(unit_mates(ground.case.facts, node.unit))
    others = words.counted(number, "other practice")
    return f"it depends on the {others} of the {unit}, whose people and consent this practice cannot answer for"


def _practices(node: Any, ground: Ground) -> str:
    """How many of the others meet it on the last day."""
    case, unit = ground.case, UNITS[node.unit].lower()
    mates = unit_mates(case.facts, node.unit)
    states = [case.of_other(name).timeline(node.requirement).at(ground.until) for name in mates]
    met = sum(state is not None and state.is_satisfied for state in states)
    others, some = words.counted(len(mates), "other practice"), words.number(met) if met else "none"
    return f"it depends on the {others} of the {unit}, of which {some} will meet it by then; talk to them"


def _visits(node: Any, ground: Ground) -> str:
    if node.hosts.roles:
        hosts = words.roles([roles.names[0] for roles in node.hosts.roles], "and")
        return f"no visit that counts can be held in time with {hosts} of the practice there; ask the specialist team"
    return "no visit that counts can be held in time; ask the specialist team"


def _feedback(node: Any, ground: Ground) -> str:
    return (
        f"the {words.counted(node.within_days, 'day')} for feedback are over; wait until that visit is not asked about"
    )


def _events(node: Any, ground: Ground) -> str:
    if node.entry == "clinic.case_discussed":
        return "no further virtual clinic in time takes cases; ask for one to be planned"
    return f"what is counted ({words.entry(node.entry)}) is recorded by others, and nothing on offer adds to it in time"


def _declaration(node: Any, ground: Ground) -> str:
    if node.signatories:
        return f"nobody works here as {words.roles(node.signatories.names)}, who have to sign"
    return "it cannot be signed so that it counts by then"


def _indicator(node: Any, ground: Ground) -> str:
    return "a figure is measured, not entered: only the care of patients and the next figures can change it"


def _follow_up(node: Any, ground: Ground) -> str:
    return "no clinic with enough cases can be held and followed up in time; the days for earlier ones are over"


def _activity(node: Any, ground: Ground) -> str:
    return f"{words.codes(node.any_of)} cannot be reported in time for a part of the year that is over, or not twice"


def _submission(node: Any, ground: Ground) -> str:
    if node.late == "never":
        return "what was due is late, and late ones do not count; wait until that part of the year is not asked about"
    return f"{words.codes(node.any_of)} cannot be handed in so that it counts by then"


def _standing(node: Any, ground: Ground) -> str:
    return f"only “{words.code(node.scheme)}” itself can say {standing_asked(node)}; ask when it looks again"


WHY: Mapping[str, Callable[[Any, Ground], str]] = {
    **dict.fromkeys(("all_of", "any_of", "n_of", "menu"), _parts),
    "none_of": _none_of,
    "course": _course,
    "attendance": _attendance,
    "attendance_by_practice": _represented,
    "credential": _credential,
    "hours": _hours,
    "sequence": _sequence,
    "supervised": _supervised,
    "volume": _volume,
    "competencies": _competencies,
    "assessment": _assessment,
    "registration": _registration,
    "people": _people,
    "lead": _people,
    "share": _share,
    "pooled": _pooled,
    "practices": _practices,
    "visits": _visits,
    "feedback_after_visits": _feedback,
    "events": _events,
    "declaration": _declaration,
    "indicator": _indicator,
    "case_follow_up": _follow_up,
    "activity_count": _activity,
    "submission": _submission,
    "external_standing": _standing,
}
