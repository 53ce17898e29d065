"""Put right what was recorded: at once where no granted standing changes, and else by two people."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models, transaction

from cms.clock import london_date
from jobs.operations import enqueue
from practices import policies
from practices.confidentiality import check_no_identifiers
from practices.corrections.arguments import from_json, key_of, to_json
from practices.corrections.doors import door_of
from practices.corrections.standings import Change, practice_ids, standings
from practices.corrections.trial import digest_of, effect_of
from practices.enums import CorrectionState
from practices.models import Correction, Person, Practice

DAYS_TO_CONFIRM = timedelta(days=14)
ALLOWED_IN_REASONS = ("date", "name")
TELL = "practices.correction_mail"


class EffectMoved(ValueError):
    """What it would do is not what was shown; `effect` is what it would do now."""

    def __init__(self, effect: list[Change]) -> None:
        super().__init__(
            "Something else was recorded meanwhile, so this would now do something else than was shown. "
            "Nothing has been changed. Look at it again before you go on."
        )
        self.effect = effect


def preview_correction(*, kind: str, arguments: Mapping[str, Any], by: Person, at: datetime) -> list[Change]:
    """The granted standings that it would change; nothing is written. Raises what the operation raises."""
    return effect_of(_act(kind, arguments, by, at), at=at)


@transaction.atomic
def submit_correction(
    *,
    kind: str,
    arguments: Mapping[str, Any],
    about: models.Model,
    seen: str,
    reason: str,
    by: Person,
    at: datetime,
) -> Correction:
    """Do it if no granted standing changes; else write down that it waits for a second person.

    `seen` is the digest of the effect that was shown. Raises EffectMoved when that is not the effect any more,
    ValueError when the reason is missing or holds an identifier, the same waits already, or the operation refuses.
    """
    kept = to_json(arguments)
    act = _act(kind, arguments, by, at)
    effect = effect_of(act, at=at)
    if digest_of(effect) != seen:
        raise EffectMoved(effect)
    said: dict[str, Any] = {"kind": kind, "about": key_of(about), "arguments": kept, "reason": reason.strip()}
    said |= {"fingerprint": _fingerprint(kind, key_of(about), kept), "effect": effect}
    check_no_identifiers(reason, allowing=ALLOWED_IN_REASONS)
    if not effect:
        act()
        return Correction.objects.create(
            **said, proposed_by=by, proposed_at=at, state=CorrectionState.DONE, closed_by=by, closed_at=at
        )
    policies.check_gives_reason(reason)
    _expire_same(said["fingerprint"], at)
    policies.check_not_waiting(said["fingerprint"])
    correction = Correction.objects.create(
        **said,
        proposed_by=by,
        proposed_at=at,
        state=CorrectionState.WAITING,
        expires_on=london_date(at) + DAYS_TO_CONFIRM,
    )
    correction.practices.set(practice_ids(effect))
    _tell("waits", correction, at)
    return correction


@transaction.atomic
def confirm_correction(
    *, correction: Correction, seen: str, reaches: Callable[[Practice], bool], by: Person, at: datetime
) -> Correction:
    """The second person has it done, on what is known now. `reaches` says whether they may confirm for a practice.

    The operation acts for whoever proposed it: what it records is what they say; who confirmed it stands here.
    Raises EffectMoved when it would not do what was shown; ValueError when it waits no longer, is one's own, one is of
    a practice concerned, or the operation refuses.
    """
    correction = _locked(correction, at)
    policies.check_second_person(correction, by)
    arguments = from_json(correction.arguments)
    act = _act(correction.kind, arguments, correction.proposed_by, at)
    effect = effect_of(act, at=at)
    concerned = _check_independent(effect, correction, by, at)
    policies.check_reaches(concerned, reaches)
    if digest_of(effect) != seen:
        raise EffectMoved(effect)
    act()
    correction.effect = effect
    correction.save(update_fields=["effect"])
    correction.practices.add(*practice_ids(effect))
    return _close(correction, CorrectionState.CONFIRMED, by=by, at=at)


@transaction.atomic
def refuse_correction(*, correction: Correction, refusal: str, by: Person, at: datetime) -> Correction:
    correction = _locked(correction, at)
    policies.check_second_person(correction, by)
    _check_independent([], correction, by, at)
    policies.check_gives_reason(refusal)
    check_no_identifiers(refusal, allowing=ALLOWED_IN_REASONS)
    return _close(correction, CorrectionState.REFUSED, by=by, at=at, refusal=refusal.strip())


@transaction.atomic
def take_back_correction(*, correction: Correction, by: Person, at: datetime) -> Correction:
    correction = _locked(correction, at)
    policies.check_own_correction(correction, by)
    return _close(correction, CorrectionState.WITHDRAWN, by=by, at=at)


@transaction.atomic
def expire_corrections(*, on: date, at: datetime) -> int:
    """Close every correction whose last day has passed. Returns how many."""
    late = Correction.objects.filter(state=CorrectionState.WAITING, expires_on__lt=on)
    return late.update(state=CorrectionState.EXPIRED, closed_at=at)


def _act(kind: str, arguments: Mapping[str, Any], by: Person, at: datetime) -> Callable[[], object]:
    """The arguments are read anew each time: an operation may change the rows it is told."""
    operation, kept = door_of(kind).operation, to_json(arguments)
    return lambda: operation(**from_json(kept), by=by, at=at)


def _fingerprint(kind: str, about: str, kept: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps([kind, about, kept], sort_keys=True).encode()).hexdigest()


def _expire_same(fingerprint: str, at: datetime) -> None:
    late = Correction.objects.filter(fingerprint=fingerprint, state=CorrectionState.WAITING)
    late.filter(expires_on__lt=london_date(at)).update(state=CorrectionState.EXPIRED, closed_at=at)


def _locked(correction: Correction, at: datetime) -> Correction:
    corrections = Correction.objects.select_for_update(of=("self",)).select_related("proposed_by")
    locked = corrections.get(pk=correction.pk)
    policies.check_correction_waits(locked, london_date(at))
    return locked


def _check_independent(effect: list[Change], correction: Correction, by: Person, at: datetime) -> list[Practice]:
    """Of those that it changes now, and those that it was said to change."""
    ids = {*practice_ids(effect), *correction.practices.values_list("pk", flat=True)}
    concerned = list(Practice.objects.filter(pk__in=ids))
    policies.check_not_of_practice(concerned, by, on=london_date(at))
    standings().check_independent(concerned, by, on=london_date(at))
    return concerned


def _close(
    correction: Correction, state: CorrectionState, *, by: Person, at: datetime, refusal: str = ""
) -> Correction:
    correction.state, correction.closed_by, correction.closed_at, correction.refusal = state, by, at, refusal
    correction.save(update_fields=["state", "closed_by", "closed_at", "refusal"])
    if state != CorrectionState.WITHDRAWN:
        _tell("closed", correction, at)
    return correction


def _tell(what: str, correction: Correction, at: datetime) -> None:
    enqueue(topic=TELL, key=f"{what}:{correction.pk}", payload={"what": what, "pk": correction.pk}, at=at)
