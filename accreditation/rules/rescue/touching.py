"""Which actions could change what a requirement says at all. Rather too many than too few: the search is exact by it.

A kind that is not named here is taken to read everything.
"""

from collections.abc import Mapping
from typing import Any

from ..facts import Entry
from ..grammar.base import Requirement
from ..grammar.people import People, Slot
from ..grammar.represented import CLINICS, SESSIONS
from .actions import Action

COMPOSED = frozenset({"all_of", "any_of", "n_of", "menu", "none_of", "practices", "sequence"})
READS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys((*COMPOSED, "people", "lead", "share"), ()),
    "pooled": ("declaration.signed",),
    "course": ("course.completed", "credential.verified"),
    "credential": ("credential.verified",),
    "attendance": ("session.attended",),
    "supervised": ("activity.logged", "competency.assessed"),
    "volume": ("activity.logged",),
    "competencies": ("competency.assessed",),
    "assessment": ("assessment.taken",),
    "registration": ("registration.checked",),
    "visits": ("visit.held",),
    "feedback_after_visits": ("visit.held", "feedback.given"),
    "declaration": ("declaration.signed",),
    "indicator": ("indicator.measured",),
    "submission": ("submission.received",),
    "activity_count": ("activity.counted",),
    "external_standing": ("external.recorded",),
    "case_follow_up": ("clinic.case_discussed", "case.outcome_recorded"),
}
CODES = {  # the kinds of entry of which only those with this value among the requirement's codes are read
    "course": {"course.completed": ("course", "any_of")},
    "attendance": {"session.attended": ("programme", "any_of")},
    "declaration": {"declaration.signed": ("declaration", "any_of")},
    "pooled": {"declaration.signed": ("declaration", "consent")},
    "submission": {"submission.received": ("submission", "any_of")},
    "activity_count": {"activity.counted": ("activity", "any_of")},
    "registration": {"registration.checked": ("body", "any_of")},
}
OF_STAFF = frozenset({"people", "lead", "share", "attendance_by_practice", "volume", "declaration", "supervised"})
OF_STAFF |= {"competencies"}
EVENTS = {SESSIONS: "session.attended", CLINICS: "clinic.attended"}


def touches(action: Action, node: Requirement, person: str | None) -> bool:
    """Could the action change what the requirement (without those below it) says: of the practice or, for one that
    people meet, of the person (None: of anybody)?
    """
    if person is not None and action.person != person and action.employment:
        return False
    if action.employment and (node.kind in OF_STAFF or _asks_for_roles(node)):
        return True
    if action.kind == "lead" and isinstance(node, People) and any(action.what in posts(slot) for slot in node.slots):
        return True
    return any(_reads(node, entry) and person in (None, entry.person) for entry in action.entries)


def posts(slot: Slot) -> tuple[str, ...]:
    return (slot.lead, *slot.deputies) if slot.lead else ()


def _asks_for_roles(node: Requirement) -> bool:
    when = node.common.applies_when
    return when is not None and when.roles is not None


def _reads(node: Any, entry: Entry) -> bool:
    kinds = _kinds(node)
    if kinds is None:
        return True
    if entry.kind not in kinds:
        return False
    name, codes = CODES.get(node.kind, {}).get(entry.kind, ("", ""))
    return not name or entry.values.get(name) in getattr(node, codes)


def _kinds(node: Any) -> tuple[str, ...] | None:
    if node.kind == "hours":
        return tuple(node.sources)
    if node.kind == "events":
        return (node.entry,)
    if node.kind == "attendance_by_practice":
        return tuple(EVENTS[each] for each in node.events)
    return READS.get(node.kind)
