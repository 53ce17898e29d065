"""An award is renewed: the tier stays, and a new period begins."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from accreditation import operations, queries
from accreditation.enums import AwardState, ReasonCode
from accreditation.models import Decision, Framework
from accreditation.presets import load_preset
from accreditation.records import DECISION
from evidence.queries import entry_of_source
from practices.models import Network, Practice
from tests.factories.accreditation import ENROLLED_ON, PRESET, TIER, Team, enrolled
from tests.factories.practices import LONG_AGO_AT, a_network, a_practice, an_officer

GRANTED = date(2026, 4, 15)


@pytest.fixture
def network(db: None) -> Network:
    return a_network()


def a_framework_with_awards(network: Network, **award: Any) -> Framework:
    document = load_preset(PRESET) | {"award": award}
    framework = Framework.objects.create(network=network, code=PRESET, title="An example")
    return operations.publish_version(framework=framework, document=document, by=None, at=LONG_AGO_AT).framework


def a_holder(framework: Framework, now: datetime) -> tuple[Practice, dict[str, Any]]:
    """A practice that was granted the award, and how an officer decides on it later."""
    practice = a_practice(framework.network)
    enrolled(practice, framework, ENROLLED_ON)
    Team(practice, framework.network).meets_everything()
    officer = an_officer(framework.network)
    given = {"practice": practice, "framework": framework, "no_conflict_declared": True, "by": officer}
    given["reason_code"] = ReasonCode.REQUIREMENTS_MET
    operations.grant_award(effective_on=GRANTED, at=now, **given)
    return practice, given | {"at": now + timedelta(hours=1)}


def test_a_renewal_keeps_the_tier_and_is_an_entry_of_the_ledger(network: Network, now: datetime) -> None:
    framework = a_framework_with_awards(network)
    practice, given = a_holder(framework, now)
    renewal = operations.renew_award(effective_on=date(2026, 6, 1), **given)
    award = queries.last_award(practice, framework)
    assert (award.state, award.tier, award.since_on) == (AwardState.ACCREDITED, TIER, date(2026, 6, 1))
    assert entry_of_source(source=DECISION, source_ref=str(renewal.pk), kind="award.decided") is not None
    assert Decision.objects.count() == 2


def test_an_award_is_not_renewed_before_it_began(network: Network, now: datetime) -> None:
    _, given = a_holder(a_framework_with_awards(network), now)
    with pytest.raises(ValueError, match="The award began on 15 April 2026"):
        operations.renew_award(effective_on=GRANTED, **given)


def test_what_is_no_longer_met_is_not_renewed(network: Network, now: datetime) -> None:
    _, given = a_holder(a_framework_with_awards(network), now)
    with pytest.raises(ValueError, match="not met"):
        operations.renew_award(effective_on=date(2026, 11, 1), **given)
