"""Which parts of a practice's facts a framework looks at, so that nobody has to gather the rest.

Everything a kind may read beside entries, employments, leads and waivers is named here. A kind that is not in the
table is taken to read all of it: forgetting one costs time and never a wrong verdict.
"""

from dataclasses import replace

from .facts import Facts
from .grammar.base import Requirement
from .grammar.framework import Framework
from .grammar.people import People
from .grammar.share import Share

ALL = frozenset({"absences", "sizes", "elsewhere", "posts_elsewhere", "unit", "predecessors"})
NOTHING: frozenset[str] = frozenset()
OF_OTHERS = frozenset({"unit", "predecessors"})

ELSEWHERE = frozenset({"elsewhere"})
POSTS = frozenset({"elsewhere", "posts_elsewhere"})
OF_KIND: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        (
            *("all_of", "any_of", "n_of", "menu", "none_of", "people", "lead", "share", "course", "credential"),
            *("attendance", "hours", "sequence", "volume", "assessment", "registration", "visits", "events"),
            *("attendance_by_practice", "declaration", "feedback_after_visits", "indicator", "activity_count"),
            *("submission", "external_standing", "case_follow_up"),
        ),
        NOTHING,
    ),
    "competencies": ELSEWHERE,
    "supervised": ELSEWHERE,
    "practices": frozenset({"unit"}),
}


def needs_of(framework: Framework) -> frozenset[str]:
    """The names of the fields of `Facts` that the framework's requirements may read."""
    found = NOTHING.union(*(_of_node(node) for node in framework.nodes()))
    return found | {"predecessors"} if framework.succession else found


def _of_node(node: Requirement) -> frozenset[str]:
    found = OF_KIND.get(node.kind, ALL)
    if node.common.applies_when and node.common.applies_when.size:
        found |= {"sizes"}
    if isinstance(node, People | Share):
        found |= _of_people(node)
    return found


def _of_people(node: People | Share) -> frozenset[str]:
    slots = node.slots if isinstance(node, People) else (node.slot,)
    found = NOTHING if node.employment.count_on_leave else frozenset({"absences"})
    if any(slot.scale for slot in slots):
        found |= {"sizes"}
    return found | POSTS if node.employment.max_practices else found


def only(facts: Facts, needs: frozenset[str]) -> Facts:
    """The facts without the parts that are not needed."""
    left_out = {name: () for name in ALL - needs if getattr(facts, name)}
    others = facts.others if needs & OF_OTHERS else {}
    if not left_out and others is facts.others:
        return facts
    return replace(facts, **left_out, others=others)  # type: ignore[arg-type]
