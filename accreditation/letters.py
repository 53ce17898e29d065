"""Who is told of what, by e-mail, through the outbox: short, and with the way to the screen that says it all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse

from accreditation.enums import AppealState, DecisionKind
from accreditation.models import Appeal, Decision, Notice, Proposal, Waiver
from accreditation.models.proposals import WAIVE
from cms.clock import london_date
from cms.dates import in_words, last_day
from practices.enums import NetworkRole, PracticeRole
from practices.models import Appointment, Employment, LeadPost, NetworkMembership, Person, Practice
from practices.queries import name_of, record_on


@dataclass(frozen=True)
class Letter:
    subject: str
    lines: tuple[str, ...]
    path: str
    to: tuple[Person, ...]


def send(payload: dict[str, Any], at: datetime) -> dict[str, Any]:
    """One letter to each; whoever has no address is left out."""
    letter = LETTERS[payload["what"]](payload["pk"], at)
    addresses = sorted({person.email for person in letter.to if person.email})
    text = "\n\n".join([*filter(None, letter.lines), f"{settings.PUBLIC_URL}{letter.path}"])
    for address in addresses:
        send_mail(letter.subject, text, None, [address])
    return {"sent": len(addresses)}


def leads_of(practice: Practice, on: date) -> tuple[Person, ...]:
    """Who signs for the practice on the day: its named leads and its managers."""
    posts = LeadPost.objects.current().on(on).filter(practice=practice).select_related("person")
    managers = Employment.objects.current().on(on).filter(practice=practice, role=PracticeRole.PRACTICE_MANAGER)
    return tuple(post.person for post in (*posts, *managers.select_related("person")))


def officers_for(practice: Practice, at: datetime, *, but: Iterable[Person | None] = ()) -> tuple[Person, ...]:
    """The officers whose appointment reaches the practice."""
    on = london_date(at)
    networks = NetworkMembership.objects.current().on(on).filter(practice=practice).values("network_id")
    known = record_on(practice, on, at)
    appointments = Appointment.objects.current().on(on).filter(role=NetworkRole.COMMISSIONER, network_id__in=networks)
    left_out = {person.pk for person in but if person}
    return tuple(
        appointment.person
        for appointment in appointments.select_related("person")
        if appointment.person_id not in left_out
        and appointment.commissioner_id in (None, known.commissioner_id if known else None)
    )


def _of_practice(practice: Practice, at: datetime) -> str:
    return f"{name_of(practice, on=london_date(at))} ({practice.code})"


def _decisions(practice: Practice) -> str:
    return reverse("portal:decisions", args=[practice.code])


def _decision(pk: int, at: datetime) -> Letter:
    decision = Decision.objects.select_related("practice", "framework").get(pk=pk)
    who = _of_practice(decision.practice, at)
    lines = (
        f"{who}, {decision.framework}: {decision.get_kind_display()}, from {in_words(decision.effective_on)}.",
        f"{decision.get_reason_code_display()}. {decision.reason}".strip(),
        "The page below shows what it rests on, and how to appeal.",
    )
    return Letter(
        f"A decision on the award of {who}",
        lines,
        _decisions(decision.practice),
        leads_of(decision.practice, london_date(at)),
    )


def _proposal(pk: int, at: datetime) -> Letter:
    proposal = Proposal.objects.select_related("practice", "proposed_by").get(pk=pk)
    who = _of_practice(proposal.practice, at)
    lines = (
        f"{proposal.proposed_by.name} proposes for {who}: {kind_in_words(proposal.kind)}.",
        f"A second officer confirms or refuses it by {in_words(proposal.expires_on)}.",
    )
    to = officers_for(proposal.practice, at, but=[proposal.proposed_by])
    return Letter(f"To confirm: {who}", lines, reverse("accreditation:proposal", args=[proposal.pk]), to)


def _proposal_closed(pk: int, at: datetime) -> Letter:
    proposal = Proposal.objects.select_related("practice", "proposed_by").get(pk=pk)
    who = _of_practice(proposal.practice, at)
    words = f"Your proposal for {who} ({kind_in_words(proposal.kind)}): {proposal.get_state_display().lower()}."
    path = reverse("accreditation:proposal", args=[proposal.pk])
    return Letter(f"Your proposal: {who}", (words, proposal.refusal), path, (proposal.proposed_by,))


def _notice(pk: int, at: datetime) -> Letter:
    notice = Notice.objects.select_related("practice").get(pk=pk)
    who = _of_practice(notice.practice, at)
    lines = (f"Remedial notice for {who}: {notice.asked}", f"To be put right by {in_words(notice.due_on)}.")
    to = leads_of(notice.practice, london_date(at))
    return Letter(f"A remedial notice for {who}", lines, _decisions(notice.practice), to)


def _notice_closed(pk: int, at: datetime) -> Letter:
    notice = Notice.objects.select_related("practice").get(pk=pk)
    who = _of_practice(notice.practice, at)
    words = f"The remedial notice of {in_words(notice.served_on)} is closed: {notice.get_state_display().lower()}."
    to = leads_of(notice.practice, london_date(at))
    return Letter(f"The remedial notice for {who}", (words, notice.findings), _decisions(notice.practice), to)


def _appeal(pk: int, at: datetime) -> Letter:
    appeal = Appeal.objects.select_related("decision__practice").get(pk=pk)
    practice = appeal.decision.practice
    who = _of_practice(practice, at)
    lines = (f"{who} appeals against: {appeal.decision.get_kind_display()}.", appeal.grounds)
    but = (appeal.decision.decided_by, appeal.decision.proposed_by)
    path = reverse("accreditation:appeal", args=[appeal.pk])
    return Letter(f"An appeal by {who}", lines, path, officers_for(practice, at, but=but))


def _appeal_closed(pk: int, at: datetime) -> Letter:
    appeal = Appeal.objects.select_related("decision__practice").get(pk=pk)
    practice = appeal.decision.practice
    who = _of_practice(practice, at)
    words = f"Your appeal against “{appeal.decision.get_kind_display()}”: {appeal.get_state_display().lower()}."
    is_given_up = appeal.state == AppealState.WITHDRAWN
    to = officers_for(practice, at) if is_given_up else leads_of(practice, london_date(at))
    words = f"{who} takes back its appeal against “{appeal.decision.get_kind_display()}”." if is_given_up else words
    return Letter(f"The appeal of {who}", (words, appeal.findings), _decisions(practice), to)


def _waiver(pk: int, at: datetime) -> Letter:
    waiver = Waiver.objects.select_related("practice").get(pk=pk)
    who = _of_practice(waiver.practice, at)
    days = f"from {in_words(waiver.from_on)} to {in_words(last_day(waiver.until_on))}"
    is_void = waiver.until_on <= waiver.from_on
    words = "A waiver was taken back." if is_void else f"“{waiver.requirement_key}” is waived {days}. {waiver.reason}"
    path = reverse("accreditation:waivers", args=[waiver.practice.code])
    return Letter(f"A waiver for {who}", (words, waiver.conditions), path, leads_of(waiver.practice, london_date(at)))


def kind_in_words(kind: str) -> str:
    return "Waive requirements" if kind == WAIVE else str(DecisionKind(kind).label)


LETTERS: dict[str, Callable[[int, datetime], Letter]] = {
    "decision": _decision,
    "proposal": _proposal,
    "proposal_closed": _proposal_closed,
    "notice": _notice,
    "notice_closed": _notice_closed,
    "appeal": _appeal,
    "appeal_closed": _appeal_closed,
    "waiver": _waiver,
    "waiver_ended": _waiver,
}
