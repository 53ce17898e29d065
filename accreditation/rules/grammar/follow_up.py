"""case_follow_up: virtual clinics with enough cases, each of which was followed up."""

from dataclasses import dataclass
from typing import ClassVar

from . import cadence as cadences
from . import words
from .base import Common, Context, Requirement
from .cadence import CADENCE, SPACING_FIELDS, Cadence, Spacing, read_cadence, read_spacing
from .fields import texts, whole
from .reading import Reader


@dataclass(frozen=True, slots=True)
class CaseFollowUp(Requirement):
    """tolerance_days: around the corresponding day `after_months` later (None: any day up to then)."""

    kind: ClassVar[str] = "case_follow_up"
    cadence: Cadence
    spacing: Spacing
    min_cases: int
    after_months: int
    tolerance_days: int | None
    outcomes: tuple[str, ...]


FOLLOW_UP_FIELDS = (
    CADENCE,
    *SPACING_FIELDS,
    whole("min_cases", "How many cases of the practice a clinic has to discuss to count. Empty: one.", least=1),
    whole("after_months", "How many months after the clinic each case is followed up.", least=1, must=True),
    whole("tolerance_days", "How many days before or after. Empty: any day from the clinic up to then.", least=0),
    texts("outcomes", "What may have been done about a case. Empty: anything recorded."),
)


def read_follow_up(reader: Reader, common: Common, context: Context) -> CaseFollowUp:
    return CaseFollowUp(
        common,
        read_cadence(reader),
        read_spacing(reader),
        reader.whole("min_cases", least=1, default=1),
        reader.whole("after_months", least=1),
        reader.whole_or_none("tolerance_days", least=0),
        reader.texts("outcomes", default=[]),
    )


def follow_up_english(node: CaseFollowUp) -> str:
    often = cadences.english(node.cadence, "virtual clinic") + cadences.spaced(node.spacing)
    done = f" ({words.listed((words.code(each) for each in node.outcomes), 'or')})" if node.outcomes else ""
    return f"{often}, with at least {words.counted(node.min_cases, 'case')}, each followed up{done} {when(node)}"


def when(node: CaseFollowUp) -> str:
    months = words.counted(node.after_months, "month")
    if node.tolerance_days is None:
        return f"within {months}"
    return f"{months} later" + (f", give or take {node.tolerance_days} days" if node.tolerance_days else "")
