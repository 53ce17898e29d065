"""Who may assess whom (domain rule R33)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..days import FOREVER
from ..facts import Entry
from ..grammar.competence import AssessorRule

if TYPE_CHECKING:
    from ..case import Case


def assessor_fault(rule: AssessorRule, case: "Case", entry: Entry) -> str:
    """Why the assessor of the entry does not count; "" when nothing is wrong."""
    if entry.values.get("assessor") == entry.person:
        return "nobody can assess themselves"
    if rule.other_practice and entry.values.get("assessor_practice") in set(_workplaces(case, entry)):
        return "assessed by somebody of the same practice"
    return ""


def _workplaces(case: "Case", entry: Entry) -> Iterator[str]:
    """The practices at which the person of the entry works on its day."""
    for row in (*case.employments(str(entry.person)), *case.elsewhere(str(entry.person))):
        if row.from_on <= entry.happened_on < (row.until_on or FOREVER):
            yield row.practice or case.facts.practice
