"""Many practices at once give what each gives alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest

from accreditation import bulk, operations
from accreditation.bitemporal import beliefs_of
from accreditation.facts import facts_of
from accreditation.models import Framework, FrameworkVersion, Standing
from accreditation.presets import load_preset
from accreditation.rules.evaluate import evaluate
from accreditation.rules.grammar import parse
from accreditation.rules.reading import EVERYTHING, reading_of
from evidence.operations import NewEntry, record
from jobs.models import Job
from practices import operations as practices
from practices.models import Network, Person, Practice
from tests.factories.accreditation import Team, completed, enrolled
from tests.factories.practices import a_person, a_practice, employed
from tests.integration.accreditation.test_random_histories import FIRST_DAY, Life

LIVES, STEPS = 4, 25
Work = Callable[[], int]


@pytest.fixture
def lived(network: Network, framework: Framework) -> list[Practice]:
    """Practices with a random life each; at the first, one person has two records."""
    found = []
    for number in range(LIVES):
        practice = a_practice(network)
        enrolled(practice, framework)
        life = Life(practice, Team(practice, network), Random(number))
        for _ in range(STEPS):
            life.step()
        found.append(practice)
    survivor, former = employed(found[0]), a_person(with_account=False)
    at = datetime(2025, 1, 1, tzinfo=UTC)
    completed(former, "insulin-safety", FIRST_DAY, at)
    _merge(former, survivor, at)
    return found


def _merge(former: Person, survivor: Person, at: datetime) -> None:
    practices.merge_people(former=former, survivor=survivor, by=None, at=at)


@pytest.mark.parametrize("days", [0, 200, 400, 1500])
def test_together_is_as_alone_at_any_moment(lived: list[Practice], framework: Framework, days: int) -> None:
    version, known_at = framework.versions.get(), datetime(2024, 4, 1, tzinfo=UTC) + timedelta(days=days)
    together = dict(bulk.beliefs_under(version, lived, known_at=known_at))
    alone = {
        each.pk: beliefs_of(evaluate(version.parsed, facts_of(each, framework, known_at=known_at))) for each in lived
    }
    assert together == alone
    assert any(alone.values()) is (days > 0)


def test_the_queries_do_not_grow_with_the_practices(
    lived: list[Practice], framework: Framework, django_assert_num_queries: Any
) -> None:
    version = framework.versions.get()
    for some in (lived[1:2], lived[1:4]):
        with django_assert_num_queries(6):
            list(bulk.beliefs_under(version, some, known_at=datetime(2026, 6, 1, tzinfo=UTC)))


def published(framework: Framework, at: datetime) -> FrameworkVersion:
    document = load_preset("portsmouth-example") | {"version": 2, "effective_from": "2026-07-01", "entry_months": 6}
    return operations.publish_version(framework=framework, document=document, by=None, at=at)


def test_a_new_version_is_stored_as_a_rebuild_would_store_it(
    lived: list[Practice], framework: Framework, worked_out: Work, now: datetime
) -> None:
    """Also of a practice about which something became known between publishing and working it out."""
    worked_out()
    version = published(framework, now - timedelta(hours=2))
    completed(employed(lived[1]), "insulin-safety", FIRST_DAY, now - timedelta(hours=1))
    operations.refresh_standing(practice=lived[2])
    assert worked_out() > 0
    assert Job.objects.filter(state="failed").count() == 0
    stored = Standing.objects.filter(framework_version=version)
    assert set(stored.values_list("practice_id", flat=True)) == {each.pk for each in lived}
    assert [words for each in lived for words in operations.standing_differences(each)] == []


def test_what_overtook_the_publication_is_not_lost(
    lived: list[Practice], framework: Framework, worked_out: Work, now: datetime
) -> None:
    """Recorded after the moment of publication, and worked out before the version could be seen."""
    worked_out()
    completed(employed(lived[1]), "insulin-safety", FIRST_DAY, now)
    worked_out()
    version = published(framework, now - timedelta(hours=1))
    operations.open_standing(practices=lived, version=version)
    assert [words for each in lived for words in operations.standing_differences(each)] == []


def test_opening_again_opens_nothing(lived: list[Practice], framework: Framework, now: datetime) -> None:
    version = published(framework, now)
    assert operations.open_standing(practices=lived, version=version) > 0
    assert operations.open_standing(practices=lived, version=version) == 0


def test_a_waiver_is_seen_by_many_as_by_one(lived: list[Practice], framework: Framework, now: datetime) -> None:
    values = {"requirement": "visits", "valid_until": "2026-12-31", "reason": "premises", "waiver": "1"}
    new = NewEntry(
        "requirement.waived", "test", "1", FIRST_DAY, {**values, "framework": framework.key}, practice=lived[1]
    )
    record(new, by=None, at=now)
    version = framework.versions.get()
    facts = facts_of(lived[1], framework, known_at=now)
    assert len(facts.waivers) == 1
    together = dict(bulk.beliefs_under(version, lived[1:2], known_at=now))
    assert together[lived[1].pk] == beliefs_of(evaluate(version.parsed, facts))


class TestReading:
    def test_a_framework_reads_what_its_requirements_name(self) -> None:
        reading = reading_of(parse(load_preset("portsmouth-example")))
        assert reading.takes("course.completed", {"course": "insulin-safety"})
        assert not reading.takes("course.completed", {"course": "flower-arranging"})
        assert reading.takes("visit.held", {"visit": "any"})
        assert not reading.takes("assessment.taken", {})
        assert reading.takes("practice.enrolled", {})

    def test_a_kind_that_nobody_has_declared_reads_everything(self) -> None:
        document = load_preset("portsmouth-example")
        document["tiers"][0]["requirement"]["requirements"].append(
            {
                "key": "rated",
                "kind": "external_standing",
                "label": "Rated",
                "why": "[A]",
                "scheme": "cqc",
                "accepted": ["good"],
            }
        )
        assert reading_of(parse(document)) is EVERYTHING
