"""Every door that corrects, with a correction that would change a granted standing."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core import mail, serializers
from django.db import transaction

from accreditation.enums import OtherKind
from accreditation.queries import standing_of
from accreditation.rehearsing import outcome
from evidence.models import Entry, Void
from jobs.models import Job
from practices import operations
from practices.corrections.doors import doors
from practices.corrections.trial import digest_of
from practices.enums import CorrectionState
from practices.models import Correction
from tests.factories.corrections import AT, CASES, Granted

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
OWN = {"practices.correction"}
OTHER_KINDS = {f"accreditation.{kind}" for kind in OtherKind} - {"accreditation.external.recorded"}


def everything() -> str:
    """Every row of every room but those of corrections themselves and of what waits in the outbox."""
    rooms = ("practices", "evidence", "courses", "virtualclinics", "visits", "accreditation")
    models = [model for room in rooms for model in apps.get_app_config(room).get_models()]
    kept = [model for model in models if model._meta.label_lower not in OWN]
    rows = [row for model in kept for row in model._default_manager.order_by("pk")]
    return str(serializers.serialize("json", rows))


def ledger() -> tuple[int, int]:
    return Entry.objects.count(), Void.objects.count()


def confirm(correction: Correction, world: Granted, **changes: Any) -> Correction:
    told = {"seen": digest_of(correction.effect), "reaches": lambda _practice: True, "by": world.officer}
    return operations.confirm_correction(correction=correction, **{**told, "at": AT + HOUR, **changes})


def test_every_door_has_a_correction_here() -> None:
    """The kinds of other evidence share one way of correcting, which is tried with a rating."""
    assert set(CASES) == set(doors()) - OTHER_KINDS
    assert set(doors()) >= OTHER_KINDS


@pytest.mark.parametrize("kind", sorted(CASES))
def test_what_changes_a_granted_standing_is_shown_and_done_by_two(kind: str) -> None:
    world = Granted()
    correcting = CASES[kind](world)
    before, recorded, jobs = everything(), ledger(), Job.objects.count()
    shown = correcting.preview()
    assert_is_about(shown, world)
    assert (everything(), Job.objects.count(), mail.outbox) == (before, jobs, [])
    correction = correcting.submit(digest_of(shown))
    assert (correction.state, list(correction.practices.all())) == (CorrectionState.WAITING, [world.practice])
    with pytest.raises(ValueError, match="You proposed this correction, so another person has to answer it"):
        confirm(correction, world, by=correcting.by)
    told = {"by": world.officer, "at": AT + HOUR}
    operations.refuse_correction(correction=correction, refusal="The list is right.", **told)
    assert (everything(), ledger()) == (before, recorded), "Refused, it left something behind"
    confirmed = confirm(correcting.propose(), world)
    assert (confirmed.state, confirmed.closed_by, confirmed.effect) == ("confirmed", world.officer, shown)
    assert everything() != before
    assert_found_afterwards(shown, world)


def assert_is_about(shown: list[dict[str, Any]], world: Granted) -> None:
    [change] = shown
    assert (change["practice"], change["framework"]) == (world.practice.pk, "A plain framework")
    assert change["award"] == "Accredited"
    assert all(stretch["why"] for stretch in change["stretches"]), "A change hangs on some clause"
    assert json.loads(json.dumps(change)) == change


def assert_found_afterwards(shown: list[dict[str, Any]], world: Granted) -> None:
    """On the first and the last day of each stretch: what was known before, and what is known now."""
    days = 0
    for stretch in shown[0]["stretches"]:
        last = date.fromisoformat(stretch["until_on"] or "2027-06-01") - date.resolution
        for day in (date.fromisoformat(stretch["from_on"]), last):
            found = [_verdict(world, day, known_at) for known_at in (AT, AT + HOUR)]
            assert found == [stretch["before"], stretch["after"]]
            days += 1
    assert days


def _verdict(world: Granted, day: date, known_at: datetime) -> str:
    standing = standing_of(world.practice, world.framework, as_of=day, known_at=known_at)
    return outcome(standing.assessment, day)


def test_of_a_practice_without_an_award_it_is_done_at_once() -> None:
    world = Granted(is_granted=False)
    for kind, make in sorted(CASES.items()):
        with transaction.atomic():
            correcting = make(world)
            assert correcting.preview() == [], kind
            before = everything()
            correction = correcting.propose()
            assert correction.state == CorrectionState.DONE, kind
            assert everything() != before, kind
            transaction.set_rollback(True)
