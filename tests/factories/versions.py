"""Small frameworks in versions: each asks for one declaration, so that a reader sees at once who meets which."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from accreditation import operations
from accreditation.enums import ReasonCode
from accreditation.models import Decision, Framework, FrameworkVersion
from practices.enums import LeadRole, PracticeRole
from practices.models import Network, Person, Practice
from tests.factories.accreditation import enrolled, morning
from tests.factories.practices import a_lead, a_practice, an_officer

FIRST_FROM = date(2024, 4, 1)
SECOND_FROM = date(2025, 4, 1)
FIRST_AT = morning(FIRST_FROM)
SECOND_AT = morning(date(2025, 2, 1))
TIER = "core"


def asks_for(code: str, number: int, effective_from: date, **changes: Any) -> dict[str, Any]:
    return {
        "grammar": 1,
        "code": "in-versions",
        "title": "A framework in versions",
        "version": number,
        "effective_from": effective_from.isoformat(),
        "award": {"valid_months": 12},
        "role_groups": {"gp": ["gp_partner"]},
        "tiers": [
            {"code": TIER, "label": "Core", "requirement": {"key": "signed", "kind": "declaration", "any_of": [code]}}
        ],
    } | changes


def a_first_version(network: Network, **changes: Any) -> Framework:
    """In force from FIRST_FROM: it asks for the declaration "old"."""
    framework = Framework.objects.create(network=network, code="in-versions", title="A framework in versions")
    document = asks_for("old", 1, FIRST_FROM, **changes)
    operations.publish_version(framework=framework, document=document, by=None, at=FIRST_AT)
    return framework


def a_second_version(framework: Framework, at: datetime = SECOND_AT, **way: Any) -> FrameworkVersion:
    """In force from SECOND_FROM: it asks for the declaration "new"."""
    document = asks_for("new", 2, SECOND_FROM)
    return operations.publish_version(framework=framework, document=document, by=None, at=at, **way)


class Holder:
    """A practice under such a framework, whose lead signs, and an officer who decides on it."""

    def __init__(self, framework: Framework) -> None:
        self.framework = framework
        self.practice: Practice = a_practice(framework.network)
        enrolled(self.practice, framework, FIRST_FROM)
        self.lead: Person = a_lead(self.practice, LeadRole.LEAD_GP, PracticeRole.GP_PARTNER)
        self.officer = an_officer(framework.network)

    def signs(self, code: str, on: date, until: date | None = None, at: datetime | None = None) -> None:
        operations.sign_declaration(
            practice=self.practice, code=code, signed_on=on, valid_until=until, by=self.lead, at=at or morning(on)
        )

    def is_decided(self, kind: str, on: date, at: datetime | None = None, **more: Any) -> Decision:
        given = {"reason_code": ReasonCode.REQUIREMENTS_MET, "no_conflict_declared": True, "by": self.officer, **more}
        return operations.decide(
            practice=self.practice,
            framework=self.framework,
            kind=kind,
            effective_on=on,
            at=at or morning(on) + timedelta(hours=1),
            **given,
        )
