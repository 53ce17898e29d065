"""Which version governs a practice on a day, as known when: stored, worked out live, and never otherwise than before
for what was known before.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from accreditation import exports, operations, queries
from accreditation.enums import ReasonCode
from accreditation.governing import GOVERNS
from accreditation.models import Framework, Standing
from accreditation.queries.requirements import states_of_kind
from practices.models import Network
from tests.factories.accreditation import morning
from tests.factories.practices import a_network
from tests.factories.versions import FIRST_FROM, SECOND_AT, SECOND_FROM, Holder, a_first_version, a_second_version

GRANTED = date(2024, 6, 3)


@pytest.fixture
def network(db: None) -> Network:
    return a_network()


@pytest.fixture
def framework(network: Network) -> Framework:
    return a_first_version(network)


@pytest.fixture
def holder(framework: Framework) -> Holder:
    """Holds the award since 3 June 2024, and meets what the first version asks for."""
    holder = Holder(framework)
    holder.signs("old", FIRST_FROM)
    holder.is_decided("grant", GRANTED)
    return holder


def answers(holder: Holder, on: date, known_at: datetime, under: int | None = None) -> tuple[int, str]:
    """The version and the verdict, which the register and the live answer have to agree on."""
    asked = {"as_of": on, "known_at": known_at, "under": under}
    (row,) = queries.register(holder.framework, **asked)
    live = queries.standing_of(holder.practice, holder.framework, **asked)
    stored = row.verdict.value if row.verdict else "not assessed"
    worked_out = live.state.verdict.value if live.state else "not assessed"
    assert (stored, row.status) == (worked_out, live.status)
    assert row.version in (None, live.version.number)
    assert list(operations.standing_differences(holder.practice)) == []
    return live.version.number, stored


def export(framework: Framework, on: date, known_at: datetime, under: int | None = None) -> str:
    asked = {"as_of": on, "known_at": known_at, "under": under}
    return exports.as_csv(exports.head_of(framework, **asked), queries.register(framework, **asked))


LATER = morning(date(2026, 6, 1))


def test_from_a_date_the_day_alone_says_which_version(holder: Holder, worked_out: Callable[[], int]) -> None:
    a_second_version(holder.framework)
    worked_out()
    assert answers(holder, SECOND_FROM - timedelta(1), LATER) == (1, "met")
    assert answers(holder, SECOND_FROM, LATER) == (2, "not_met")
    assert not Standing.objects.filter(requirement_key=GOVERNS).exists()


def test_until_renewal_the_version_before_counts_to_the_end_of_the_award(
    holder: Holder, worked_out: Callable[[], int]
) -> None:
    a_second_version(holder.framework, transition="until_renewal")
    worked_out()
    assert answers(holder, SECOND_FROM, LATER) == (1, "met")
    assert answers(holder, date(2025, 6, 3), LATER) == (1, "met")
    assert answers(holder, date(2025, 6, 4), LATER) == (2, "not_met")


def test_a_renewal_is_judged_by_the_version_that_it_brings(holder: Holder, worked_out: Callable[[], int]) -> None:
    a_second_version(holder.framework, transition="until_renewal")
    renewed = date(2025, 5, 12)
    worked_out()
    with pytest.raises(ValueError, match="not met"):
        holder.is_decided("renew", renewed)
    holder.signs("new", renewed)
    decision = holder.is_decided("renew", renewed)
    assert decision.framework_version.number == 2
    worked_out()
    assert answers(holder, renewed - timedelta(1), LATER) == (1, "met")
    assert answers(holder, renewed, LATER) == (2, "met")
    known_before = decision.decided_at - timedelta(seconds=1)
    assert answers(holder, renewed, known_before) == (1, "met")


def test_a_renewal_that_is_recorded_late_changes_what_is_known_from_then_on_only(
    holder: Holder, worked_out: Callable[[], int]
) -> None:
    a_second_version(holder.framework, transition="until_renewal")
    renewed, recorded_at = date(2025, 5, 12), morning(date(2025, 9, 1))
    holder.signs("new", renewed)
    worked_out()
    before = export(holder.framework, renewed, recorded_at - timedelta(seconds=1))
    holder.is_decided("renew", renewed, recorded_at)
    worked_out()
    assert export(holder.framework, renewed, recorded_at - timedelta(seconds=1)) == before
    assert answers(holder, renewed, recorded_at - timedelta(seconds=1)) == (1, "met")
    assert answers(holder, renewed, recorded_at) == (2, "met")


def test_an_award_that_is_withdrawn_keeps_no_version(holder: Holder, worked_out: Callable[[], int]) -> None:
    a_second_version(holder.framework, transition="until_renewal")
    withdrawn = date(2025, 4, 20)
    holder.is_decided("withdraw", withdrawn, reason_code=ReasonCode.PRACTICE_ASKED, reason="They asked.")
    worked_out()
    assert answers(holder, withdrawn - timedelta(1), LATER) == (1, "met")
    assert answers(holder, withdrawn, LATER) == (2, "not_met")


def test_who_holds_no_award_stands_under_the_new_version_at_once(
    framework: Framework, worked_out: Callable[[], int]
) -> None:
    practice = Holder(framework)
    practice.signs("old", FIRST_FROM)
    a_second_version(framework, transition="until_renewal")
    worked_out()
    assert answers(practice, SECOND_FROM, LATER) == (2, "not_met")


def test_an_appeal_that_is_upheld_gives_the_version_back(holder: Holder, worked_out: Callable[[], int]) -> None:
    a_second_version(holder.framework, transition="until_renewal")
    withdrawn = date(2025, 4, 20)
    decision = holder.is_decided("withdraw", withdrawn, reason_code=ReasonCode.PRACTICE_ASKED, reason="They asked.")
    appeal = operations.lodge_appeal(
        decision=decision, grounds="We did not.", by=holder.lead, at=morning(date(2025, 4, 22))
    )
    worked_out()
    assert answers(holder, withdrawn, LATER) == (2, "not_met")
    heard_at = morning(date(2025, 5, 2))
    other = Holder(holder.framework).officer
    operations.hear_appeal(
        appeal=appeal, upheld=True, findings="True.", no_conflict_declared=True, by=other, at=heard_at
    )
    worked_out()
    live = queries.standing_of(holder.practice, holder.framework, as_of=withdrawn, known_at=heard_at)
    before = queries.standing_of(
        holder.practice, holder.framework, as_of=withdrawn, known_at=heard_at - timedelta(seconds=1)
    )
    assert (live.version.number, before.version.number) == (1, 2)
    assert list(operations.standing_differences(holder.practice)) == []


def test_whichever_is_better_crosses_over_and_back(holder: Holder, worked_out: Callable[[], int]) -> None:
    holder.signs("new", date(2025, 8, 1), until=date(2025, 10, 31))
    a_second_version(holder.framework, transition="whichever_better", former_until=date(2026, 4, 1))
    worked_out()
    assert answers(holder, SECOND_FROM, LATER) == (1, "met")
    assert answers(holder, date(2025, 8, 1), LATER) == (2, "met")
    assert answers(holder, date(2025, 11, 1), LATER) == (1, "met")
    assert answers(holder, date(2026, 4, 1), LATER) == (2, "not_met")
    assert answers(holder, date(2025, 8, 1), morning(date(2025, 7, 1))) == (1, "met")


def test_evidence_that_comes_late_moves_the_day_of_the_better(holder: Holder, worked_out: Callable[[], int]) -> None:
    a_second_version(holder.framework, transition="whichever_better")
    worked_out()
    before = export(holder.framework, date(2025, 9, 1), morning(date(2025, 9, 1)))
    late_at = morning(date(2025, 12, 1))
    holder.signs("new", date(2025, 8, 1), at=late_at)
    worked_out()
    assert answers(holder, date(2025, 9, 1), late_at - timedelta(seconds=1)) == (1, "met")
    assert answers(holder, date(2025, 9, 1), late_at) == (2, "met")
    assert export(holder.framework, date(2025, 9, 1), morning(date(2025, 9, 1))) == before


@pytest.mark.parametrize("transition", ["from_date", "until_renewal", "whichever_better"])
def test_what_was_known_before_a_version_was_published_stays_to_the_byte(
    holder: Holder, worked_out: Callable[[], int], transition: str
) -> None:
    worked_out()
    moments = [(day, SECOND_AT - timedelta(seconds=1)) for day in (GRANTED, SECOND_FROM, date(2026, 1, 1))]
    before = [export(holder.framework, *moment) for moment in moments]
    a_second_version(holder.framework, transition=transition)
    worked_out()
    holder.signs("new", date(2025, 5, 1))
    holder.is_decided("renew", date(2025, 5, 12))
    worked_out()
    assert [export(holder.framework, *moment) for moment in moments] == before


def test_asked_for_a_version_before_its_effect_a_practice_is_not_assessed(
    holder: Holder, worked_out: Callable[[], int]
) -> None:
    a_second_version(holder.framework, transition="until_renewal")
    worked_out()
    assert answers(holder, SECOND_FROM - timedelta(1), LATER, under=2) == (2, "not assessed")
    assert answers(holder, SECOND_FROM, LATER, under=2) == (2, "not_met")
    assert answers(holder, SECOND_FROM, LATER, under=1) == (1, "met")
    assert "Not assessed" in export(holder.framework, SECOND_FROM - timedelta(1), LATER, under=2)
    assert ",Lapsed," not in export(holder.framework, SECOND_FROM - timedelta(1), LATER, under=2)


def test_the_export_says_which_version_each_practice_stands_under(
    holder: Holder, worked_out: Callable[[], int]
) -> None:
    Holder(holder.framework)
    a_second_version(holder.framework, transition="until_renewal")
    worked_out()
    text = export(holder.framework, SECOND_FROM, LATER)
    assert "Framework version,By practice: 1 and 2" in text
    rows = [line.split(",") for line in text.strip().split("\r\n")[-2:]]
    assert sorted(row[-1] for row in rows) == ["1", "2"]


def test_the_desk_looks_at_the_version_that_governs(network: Network, worked_out: Callable[[], int]) -> None:
    """A kind that only the new version asks for is nobody's need while the old one governs."""
    framework = a_first_version(network)
    holder = Holder(framework)
    holder.signs("old", FIRST_FROM)
    holder.is_decided("grant", GRANTED)
    a_second_version(framework, transition="until_renewal")
    worked_out()
    states = states_of_kind(framework, "declaration", as_of=SECOND_FROM, known_at=LATER)
    assert states[holder.practice.pk].verdict.value == "met"
    assert queries.root_states(framework, as_of=SECOND_FROM, known_at=LATER)[holder.practice.pk].verdict.value == "met"


@pytest.mark.parametrize("transition", ["from_date", "until_renewal", "whichever_better"])
def test_a_rebuild_writes_what_the_refreshes_wrote(
    holder: Holder, worked_out: Callable[[], int], transition: str
) -> None:
    a_second_version(holder.framework, transition=transition)
    worked_out()
    holder.signs("new", date(2025, 5, 1))
    worked_out()
    holder.is_decided("renew", date(2025, 5, 12))
    worked_out()
    columns = ("framework_version", "requirement_key", "verdict", "from_on", "until_on", "known_from", "known_until")
    before = sorted(Standing.objects.values_list(*columns))
    Standing.objects.all().delete()
    operations.rebuild_standing(practice=holder.practice)
    assert sorted(Standing.objects.values_list(*columns)) == before
