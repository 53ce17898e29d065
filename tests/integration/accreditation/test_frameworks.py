from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import date, datetime
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from accreditation import operations, queries
from accreditation.models import Framework, FrameworkVersion, Standing
from accreditation.presets import load_preset
from accreditation.rules.grammar import GrammarError
from accreditation.rules.verdicts import MET, NOT_MET
from practices.models import Network, Practice
from tests.factories.accreditation import MET_ON, PRESET, Team, a_version
from tests.factories.practices import a_network

SECOND_FROM = date(2026, 8, 1)
PUBLISHED_AT = datetime.fromisoformat("2026-06-20T10:00+00:00")


def document(**changes: Any) -> dict[str, Any]:
    return {**deepcopy(dict(load_preset(PRESET))), **changes}


def stricter() -> dict[str, Any]:
    """Version 2: three live sessions in twelve months instead of one."""
    changed = document(version=2, effective_from=SECOND_FROM.isoformat())
    parts = changed["tiers"][0]["requirement"]["requirements"]
    team = next(part for part in parts if part["key"] == "trained-team")
    session = next(part for part in team["each"]["requirements"] if part["key"] == "live-session")
    session["at_least"] = 3
    return changed


def published(framework: Framework, doc: dict[str, Any], at: datetime = PUBLISHED_AT) -> FrameworkVersion:
    return operations.publish_version(framework=framework, document=doc, by=None, at=at)


def test_a_published_version_cannot_be_changed(framework: Framework) -> None:
    version = framework.versions.get()
    version.document = {**version.document, "entry_months": 0}
    with pytest.raises(ValueError, match=r"A framework version is never changed once it is written. Write a new one."):
        version.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        FrameworkVersion.objects.update(document={})
    with pytest.raises(DatabaseError), transaction.atomic():
        FrameworkVersion.objects.bulk_update([version], ["document"])
    with pytest.raises(ValueError, match=r"never deleted"):
        version.delete()
    assert FrameworkVersion.objects.get().document == document()


def test_the_same_example_is_published_in_two_networks_under_one_digest(framework: Framework) -> None:
    other = a_version(a_network("Moorland Diabetes Network"))
    assert other.framework != framework
    assert other.digest == framework.versions.get().digest
    assert other.framework.key != framework.key


def test_a_document_the_grammar_does_not_know_is_refused_with_the_place(framework: Framework) -> None:
    with pytest.raises(GrammarError, match=r"tiers"):
        published(framework, document(version=2, tiers=[{"code": "x", "requirement": {"kind": "wish", "key": "x"}}]))
    assert framework.versions.count() == 1


def test_a_document_of_another_framework_is_refused(framework: Framework) -> None:
    with pytest.raises(ValueError, match=r"The document is of 'other'. Publish it under that framework"):
        published(framework, document(code="other", version=2))


def test_a_version_needs_a_higher_number(framework: Framework) -> None:
    with pytest.raises(ValueError, match=r"Version 1 is published. Give the new document a higher number."):
        published(framework, document(entry_months=6))


def test_a_later_version_cannot_change_the_past(framework: Framework) -> None:
    with pytest.raises(ValueError, match=r"Let it take effect on 20 June 2026 or later."):
        published(framework, document(version=2, effective_from="2026-06-19"))
    published(framework, document(version=2, effective_from="2026-06-20"))


def test_a_new_version_applies_from_its_day_and_from_the_moment_it_was_published(
    practice: Practice, framework: Framework, team: Team, worked_out: Callable[[], int]
) -> None:
    team.meets_everything()
    published(framework, stricter())
    worked_out()
    later = datetime.fromisoformat("2026-07-01T00:00+00:00")
    earlier = datetime.fromisoformat("2026-06-19T00:00+00:00")

    def state(as_of: date, known_at: datetime) -> object:
        return queries.root_states(framework, as_of=as_of, known_at=known_at)[practice.pk]

    assert [state(MET_ON, later), state(SECOND_FROM, later), state(SECOND_FROM, earlier)] == [MET, NOT_MET, MET]
    assert Standing.objects.filter(known_from__lt=PUBLISHED_AT, framework_version__number=2).count() == 0
    assert list(operations.standing_differences(practice)) == []


def test_publishing_reaches_every_enrolled_practice(
    practice: Practice, framework: Framework, worked_out: Callable[[], int]
) -> None:
    worked_out()
    second = published(framework, stricter())
    assert Standing.objects.filter(framework_version=second).count() == 0
    worked_out()
    assert Standing.objects.filter(framework_version=second).exists()


NEXT = {"version": 2, "effective_from": "2030-04-01"}


def published_next(framework: Framework, at: datetime, **way: Any) -> FrameworkVersion:
    document = framework.versions.get(number=1).document | NEXT
    return operations.publish_version(framework=framework, document=document, by=None, at=at, **way)


def test_a_version_says_how_it_follows_on_the_one_before(framework: Framework, now: datetime) -> None:
    version = published_next(framework, now, transition="until_renewal", former_until=date(2031, 4, 1))
    assert (version.transition, version.former_until) == ("until_renewal", date(2031, 4, 1))
    assert published_next(framework, now, transition="until_renewal", former_until=date(2031, 4, 1)) == version
    with pytest.raises(ValueError, match="never changed"):
        published_next(framework, now)


@pytest.mark.parametrize(
    ("way", "sentence"),
    [
        ({"former_until": date(2031, 4, 1)}, "Leave its last day empty"),
        ({"transition": "whichever_better", "former_until": date(2030, 4, 1)}, "cannot end before 1 April 2030"),
    ],
)
def test_a_way_over_that_makes_no_sense_is_refused(
    framework: Framework, now: datetime, way: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        published_next(framework, now, **way)


def test_a_first_version_follows_on_nothing(network: Network, now: datetime) -> None:
    framework = Framework.objects.create(network=network, code=PRESET, title="An example")
    with pytest.raises(ValueError, match="This is the first version"):
        operations.publish_version(
            framework=framework, document=load_preset(PRESET), by=None, at=now, transition="until_renewal"
        )
