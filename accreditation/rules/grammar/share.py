"""share: how much of the staff holds something."""

from dataclasses import dataclass
from typing import ClassVar

from .base import Common, Context, Requirement, Roles, read_roles
from .employed import EMPLOYMENT, Employed, employed_english, read_employment
from .errors import GrammarError
from .fields import requirement, roles, whole
from .people import Slot, listed_roles
from .reading import Reader


@dataclass(frozen=True, slots=True)
class Share(Requirement):
    """At least `percent` of the people who work here in `roles`, as `employment` counts them, meet `each`."""

    kind: ClassVar[str] = "share"
    of_people: ClassVar[bool] = True
    roles: Roles
    percent: int
    each: Requirement
    employment: Employed

    @property
    def parts(self) -> tuple[Requirement, ...]:
        return (self.each,)

    @property
    def slot(self) -> Slot:
        """Everybody who is asked, as one slot."""
        return Slot("staff", self.roles, 1, None)


SHARE_FIELDS = (
    roles("roles", "Who is asked: roles or groups of roles.", must=True),
    whole("at_least_percent", "How much of them, in per cent.", least=1, must=True),
    requirement("each", "What they must hold.", of_person=True, must=True),
    EMPLOYMENT,
)


def read_share(reader: Reader, common: Common, context: Context) -> Share:
    percent = reader.whole("at_least_percent", least=1)
    if percent > 100:
        raise GrammarError(reader.at("at_least_percent"), "must be at most 100")
    each = context.requirement(reader.raw("each"), reader.at("each"), of_person=True)
    return Share(common, read_roles(reader, "roles", context), percent, each, read_employment(reader, context))


def share_english(node: Share) -> str:
    who = f"{listed_roles(node.roles)} staff who work here{employed_english(node.employment)}"
    return f"at least {node.percent} per cent of the {who}, with {node.each.common.label}"
