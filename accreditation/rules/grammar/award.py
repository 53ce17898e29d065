"""How long awards last and when they may be renewed."""

from dataclasses import dataclass

from .fields import choice, flag, names, whole
from .reading import Reader

ANCHORS = {
    "granted": "From the day on which it is granted",
    "contract_year": "Up to the end of a contract year",
}
AWARD_FIELDS = (
    whole("valid_months", "How many months an award lasts. Empty: until it is taken away.", least=1),
    choice("anchor", ANCHORS, "From when the months run. Empty: from the day on which it is granted."),
    whole("renewal_months", "How many months before its end it may be renewed. Empty: none.", least=0),
    flag("early_renewal_keeps_anniversary", "Whether renewing early costs no days. Empty: yes."),
    flag("ends_with_requirements", "Whether it ends on the day its requirements are met no longer. Empty: no."),
)


@dataclass(frozen=True, slots=True)
class AwardRule:
    """`valid_months` None: an award lasts until it is taken away."""

    valid_months: int | None = None
    anchor: str = "granted"
    renewal_months: int = 0
    early_renewal_keeps_anniversary: bool = True
    ends_with_requirements: bool = False


def read_award(reader: Reader) -> AwardRule:
    if not reader.has("award"):
        return AwardRule()
    inner = Reader(reader.raw("award"), "award", names(AWARD_FIELDS))
    return AwardRule(
        inner.whole_or_none("valid_months", least=1),
        inner.choice("anchor", ANCHORS, "granted"),
        inner.whole("renewal_months", least=0, default=0),
        inner.flag("early_renewal_keeps_anniversary", True),
        inner.flag("ends_with_requirements", False),
    )
