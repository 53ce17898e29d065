"""Who could come, and who could be named to a post."""

from collections.abc import Iterator

from ..facts import Employment
from ..grammar.base import Requirement, Roles
from ..grammar.people import People, Slot
from ..grammar.practice import Declaration, Visits
from ..grammar.represented import Represented
from ..grammar.share import Share
from ..grammar.supervision import Volume
from ..kinds.demand import demand_on
from ..suppose import SUPPOSED_AT
from .actions import Action
from .ground import Ground

SESSIONS_A_WEEK = 4.0


def seats(node: Requirement, ground: Ground) -> Iterator[tuple[Roles | None, int]]:
    """The roles that somebody new could come for, and how many of them at most.

    For the seats of `people` and `share` always; for the rest where nobody who works here would do.
    """
    if isinstance(node, People):
        numbers = demand_on(node, ground.case, ground.until).numbers
        yield from ((slot.roles, number) for slot, number in zip(node.slots, numbers, strict=True))
    elif isinstance(node, Share):
        yield node.roles, 1
    else:
        for roles in _asked(node):
            if not any(ground.works_here(who, roles.codes, ground.until) for who in ground.staff(node)):
                yield roles, 1


def _asked(node: Requirement) -> tuple[Roles, ...]:
    if isinstance(node, Visits):
        return node.hosts.roles
    if isinstance(node, Represented):
        return (*node.together, *node.over_time) or (node.roles,)
    if isinstance(node, Declaration):
        return (node.signatories,) if node.signatories else ()
    if isinstance(node, Volume):
        return (node.roles,) if node.roles else ()
    return ()


def recruit(node: Requirement, ground: Ground) -> None:
    """Somebody new for each seat whose role can be recruited."""
    day = ground.offers.recruits_from
    for roles, number in seats(node, ground) if day and ground.is_open(day) else ():
        wanted = (r for r in ground.offers.recruits if roles is None or r in roles.codes)
        role = next((r for r in wanted if not _is_left_out(node, r)), None)
        for each in range(1, number + 1) if role else ():
            person = f"new {role} {each}"
            if person not in ground.newcomers:
                ground.newcomers[person] = _newcomer(ground, person, str(role))


def _is_left_out(node: Requirement, role: str) -> bool:
    return isinstance(node, People | Share) and role in node.employment.exclude_roles


def _newcomer(ground: Ground, person: str, role: str) -> Action:
    day = ground.offers.recruits_from
    assert day is not None
    asked = [node.employment.min_sessions for node in ground.case.nodes.values() if isinstance(node, People | Share)]
    job = Employment(f"supposed {person}", person, role, max([SESSIONS_A_WEEK, *asked]), day, None, SUPPOSED_AT)
    return ground.action("recruit", role, day, ground.costs.recruiting, person, employment=job)


def could_come(slots: tuple[Slot, ...], ground: Ground) -> list[str]:
    """Those of the newcomers who fit one of the seats."""
    return [person for person, action in ground.newcomers.items() if any(fits(action, slot) for slot in slots)]


def fits(action: Action, slot: Slot) -> bool:
    return slot.roles is None or action.what in slot.roles.codes


def namings(slot: Slot, ground: Ground, people: list[str]) -> Iterator[Action]:
    """Each of these people could be named to the post that the slot asks for."""
    for person in people if slot.lead else ():
        coming = ground.newcomers.get(person)
        day = max(ground.offers.soonest, coming.on) if coming else ground.offers.soonest
        if slot.lead and ground.is_open(day):
            after = (coming.key,) if coming else ()
            yield ground.action("lead", slot.lead, day, ground.costs.naming_a_lead, person, after=after)
