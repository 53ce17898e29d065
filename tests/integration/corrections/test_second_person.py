"""What the second person meets: two at once, facts that moved, interests, expiry, letters, and the screens."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accreditation.operations import recuse, sign_declaration
from cms import clock
from evidence.models import Void
from jobs.operations import drain
from practices import operations
from practices.confidentiality import IdentifierFound
from practices.corrections.arguments import NotPlain, to_json
from practices.corrections.trial import digest_of
from practices.enums import CorrectionState
from practices.models import Correction
from practices.operations import EffectMoved
from tests.factories.accounts import signed_in
from tests.factories.corrections import AT, CASES, DECLARED, NOTHING, Granted
from tests.factories.practices import an_officer

HOUR = timedelta(hours=1)
KIND = "accreditation.declaration_withdrawn"
LIST_QUERIES = 7


def confirm(correction: Correction, **changes: Any) -> Correction:
    told = {"seen": digest_of(correction.effect), "reaches": lambda _practice: True, "at": AT + HOUR}
    return operations.confirm_correction(correction=correction, **{**told, **changes})


@pytest.mark.usefixtures("committed_db")
def test_of_two_who_confirm_at_the_same_moment_one_is_told_that_it_is_done() -> None:
    world = Granted()
    correction = CASES[KIND](world).propose()
    seconds = [an_officer(world.network) for _ in range(2)]
    together = Barrier(len(seconds))

    def attempt(number: int) -> str:
        try:
            mine = Correction.objects.get(pk=correction.pk)
            together.wait(timeout=60)
            confirm(mine, by=seconds[number])
            return "done"
        except ValueError as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(seconds)) as people:
        outcomes = sorted(people.map(attempt, range(2)))
    assert outcomes == ["This correction is closed: confirmed.", "done"]
    assert (Void.objects.count(), Correction.objects.get().state) == (1, CorrectionState.CONFIRMED)


@pytest.mark.django_db
def test_when_the_facts_have_moved_nothing_is_done_and_the_new_effect_is_told() -> None:
    """Meanwhile the practice signed again, so that the first signature no longer carries the standing alone."""
    world = Granted()
    correction = CASES[KIND](world).propose()
    later = AT + HOUR / 2
    sign_declaration(
        practice=world.practice, code=DECLARED, signed_on=AT.date(), valid_until=None, by=world.lead_gp, at=later
    )
    with pytest.raises(EffectMoved, match="Nothing has been changed") as moved:
        confirm(correction, by=world.officer)
    assert Void.objects.count() == 0
    assert moved.value.effect[0]["stretches"][0]["until_on"] == AT.date().isoformat()
    confirm(correction, by=world.officer, seen=digest_of(moved.value.effect))
    assert (Void.objects.count(), Correction.objects.get().effect) == (1, moved.value.effect)


@pytest.mark.django_db
def test_nobody_with_an_interest_or_out_of_reach_answers() -> None:
    world = Granted()
    correction = CASES[KIND](world).propose()
    with pytest.raises(ValueError, match="You work at a practice whose standing this changes"):
        confirm(correction, by=world.nurse)
    with pytest.raises(ValueError, match="a practice that you do not confirm for"):
        confirm(correction, by=world.officer, reaches=lambda _practice: False)
    recuse(practice=world.practice, by=world.officer, at=AT)
    with pytest.raises(ValueError, match="You have declared a conflict of interest here"):
        confirm(correction, by=world.officer)
    with pytest.raises(ValueError, match="Only whoever proposed this correction can take it back"):
        operations.take_back_correction(correction=correction, by=world.officer, at=AT + HOUR)
    operations.take_back_correction(correction=correction, by=world.lead_gp, at=AT + HOUR)
    assert (Correction.objects.get().state, Void.objects.count()) == (CorrectionState.WITHDRAWN, 0)


@pytest.mark.django_db
def test_it_waits_once_for_fourteen_days_with_a_reason_that_names_no_patient() -> None:
    world = Granted()
    correcting = CASES[KIND](world)
    seen = digest_of(correcting.preview())
    with pytest.raises(ValueError, match="Say why in your own words"):
        correcting.submit(seen, reason=" ")
    with pytest.raises(IdentifierFound):
        correcting.submit(seen, reason="See 943 476 5919.")
    with pytest.raises(EffectMoved):
        correcting.submit(NOTHING)
    correction = correcting.propose()
    with pytest.raises(ValueError, match="The same correction waits for a second person already"):
        correcting.propose()
    late = AT + timedelta(days=15)
    with pytest.raises(ValueError, match="This correction expired after 29 June 2026"):
        confirm(correction, by=world.officer, at=late)
    assert operations.expire_corrections(on=late.date(), at=late) == 1
    assert Correction.objects.get().state == CorrectionState.EXPIRED


@pytest.mark.django_db
def test_those_who_may_confirm_are_told_and_then_whoever_proposed_it() -> None:
    world = Granted()
    drain(at=lambda: AT)
    mail.outbox.clear()
    correction = CASES[KIND](world).propose()
    drain(at=lambda: AT)
    told = {message.to[0] for message in mail.outbox}
    assert {world.officer.email, world.admin.email} <= told
    assert world.lead_gp.email not in told
    mail.outbox.clear()
    confirm(correction, by=world.officer)
    drain(at=lambda: AT + HOUR)
    assert [message.to for message in mail.outbox] == [[world.lead_gp.email]]


@pytest.mark.parametrize("value", ["A sentence, with a name.", b"bytes", object()])
def test_no_free_text_waits(value: object) -> None:
    with pytest.raises(NotPlain):
        to_json({"value": value})


@pytest.mark.django_db
def test_the_whole_way_through_the_screens(client: Client) -> None:
    world = Granted()
    url = reverse("accreditation:withdraw_declaration", args=[world.practice.code, world.declaration.pk])
    signed_in(client, world.lead_gp)
    shown = client.post(url)
    assert "A standing that was granted would change" in shown.content.decode()
    assert "Data shared" in shown.content.decode()
    sent = {"effect_seen": shown.context["seen"], "correction_reason": "Signed for another practice."}
    refused = client.post(url, {**sent, "correction_reason": "NHS number 943 476 5919"})
    assert 'value="943' not in refused.content.decode()
    assert "943 476 5919" in refused.content.decode()
    assert Correction.objects.count() == 0
    client.post(url, sent)
    correction = Correction.objects.get()
    own = reverse("practices:correction", args=[correction.pk])
    assert "Take it back" in client.get(own).content.decode()
    signed_in(client, world.officer)
    assert "Look at the corrections" in client.get(reverse("portal:inbox")).content.decode()
    page = client.get(own)
    assert "Signed for another practice." in page.content.decode()
    client.post(reverse("practices:confirm_correction", args=[correction.pk]), {"effect_seen": page.context["seen"]})
    correction.refresh_from_db()
    assert (correction.state, Void.objects.count()) == (CorrectionState.CONFIRMED, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_list_asks_as_many_queries_for_any_number(client: Client, number: int) -> None:
    world = Granted()
    today = clock.today()
    for place in range(number):
        correction = Correction.objects.create(
            kind=KIND,
            about=f"accreditation.declaration:{place}",
            arguments={},
            fingerprint=str(place),
            proposed_by=world.lead_gp,
            proposed_at=AT,
            state=CorrectionState.WAITING,
            expires_on=today,
        )
        correction.practices.add(world.practice)
    signed_in(client, world.officer)
    client.get(reverse("practices:corrections"))
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(reverse("practices:corrections"))
    assert len(answer.context["waiting"].rows) == number
    assert len(asked) == LIST_QUERIES
