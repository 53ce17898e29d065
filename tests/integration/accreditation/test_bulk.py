"""Many practices at once give what each gives alone."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest

from accreditation import bulk, operations
from accreditation.bitemporal import beliefs_of
from accreditation.facts import facts_of
from accreditation.models import Framework, FrameworkVersion, Standing
from accreditation.operations.rehearsals import facts_for
from accreditation.presets import load_preset
from accreditation.rehearsing import rehearse
from accreditation.rules.evaluate import evaluate
from accreditation.rules.grammar import parse
from accreditation.rules.reading import EVERYTHING, reading_of, reading_of_all
from evidence.operations import NewEntry, record
from jobs.models import Job
from practices import operations as practices
from practices.models import Network, Person, Practice
from tests.factories.accreditation import Team, completed, enrolled
from tests.factories.drafts import a_draft, rehearsed
from tests.factories.practices import a_person, a_practice, employed
from tests.integration.accreditation.test_random_histories import FIRST_DAY, Life

LIVES, STEPS = 4, 25
RATED = {
    "key": "rated",
    "kind": "external_standing",
    "label": "Rated",
    "why": "[A]",
    "scheme": "cqc",
    "accepted": ["good"],
}
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


def test_a_rehearsal_of_many_says_of_each_what_it_says_alone(
    lived: list[Practice], network: Network, now: datetime
) -> None:
    author = a_person(with_account=False)
    draft = a_draft(network, author, now, version=2, effective_from="2026-07-01", entry_months=6)
    rehearsal = rehearsed(draft, author, now)
    assert rehearsal.against is not None
    rows = {row["code"]: row for row in rehearsal.result}
    assert rows.keys() == {each.code for each in lived}
    for each in lived:
        facts = facts_for(rehearsal, each)
        alone = rehearse(rehearsal.against.parsed, rehearsal.rules, facts, on=rehearsal.as_of)
        row = rows[each.code]
        assert (row["before"], row["after"], row["days"]) == (alone.before, alone.after, alone.days)
        assert row["why"] == list(alone.why)


class TestReading:
    def test_of_several_frameworks_what_one_of_them_reads(self) -> None:
        document = load_preset("portsmouth-example")
        one = parse(document)
        visits, *_ = document["tiers"][0]["requirement"]["requirements"]
        other = parse(document | {"tiers": [{"code": "visited", "requirement": visits}]})
        assert visits["kind"] == "visits"
        both = reading_of_all([one, other])
        assert both == reading_of(one)
        assert reading_of_all([other]) == reading_of(other) != both
        rated = deepcopy(document)
        rated["tiers"][0]["requirement"]["requirements"].append(RATED)
        assert reading_of_all([one, parse(rated)]) is EVERYTHING

    def test_a_framework_reads_what_its_requirements_name(self) -> None:
        reading = reading_of(parse(load_preset("portsmouth-example")))
        assert reading.kinds is not None
        assert {"visit.held", "practice.enrolled", "course.completed"} < reading.kinds
        assert "assessment.taken" not in reading.kinds
        assert reading.codes["course.completed"] == ("course", {"insulin-safety", "annual-review-foot"})
        assert "visit.held" not in reading.codes

    def test_what_no_requirement_names_is_not_fetched(self, lived: list[Practice], framework: Framework) -> None:
        version, now = framework.versions.get(), datetime(2026, 6, 1, tzinfo=UTC)
        person = employed(lived[1])
        for course in ("insulin-safety", "flower-arranging"):
            completed(person, course, FIRST_DAY, now)
        reading = reading_of(version.parsed)
        facts = dict(bulk.facts_of_many(lived[1:2], framework.key, frozenset(), reading, known_at=now))[lived[1].pk]
        courses = {entry.values.get("course") for entry in facts.entries if entry.kind == "course.completed"}
        assert "insulin-safety" in courses
        assert courses <= reading.codes["course.completed"][1]
        whole = bulk.facts_of_many(lived[1:2], framework.key, frozenset(), EVERYTHING, known_at=now)
        assert any(entry.values.get("course") == "flower-arranging" for entry in dict(whole)[lived[1].pk].entries)

    def test_a_kind_that_nobody_has_declared_reads_everything(self) -> None:
        document = load_preset("portsmouth-example")
        document["tiers"][0]["requirement"]["requirements"].append(RATED)
        assert reading_of(parse(document)) is EVERYTHING
