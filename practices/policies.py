"""Does the state allow it? check_x raises ValueError with a sentence that a user can read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime

from django.db.models import Q

from cms.clock import london_date
from cms.dates import in_words
from practices.enums import CorrectionState, SuccessionKind
from practices.models import (
    Absence,
    Correction,
    Employment,
    Invitation,
    LeadPost,
    Network,
    NetworkMembership,
    Person,
    Practice,
    Registration,
    SamePerson,
    Succession,
    TemporalFact,
    TemporalQuerySet,
    User,
)


def check_ends_after_start(started_on: date, ended_on: date | None) -> None:
    if ended_on is not None and ended_on <= started_on:
        raise ValueError("The last day has to be on or after the first day.")


def check_known_by(fact: TemporalFact, at: datetime) -> None:
    """What we know can only be replaced by what we learn later."""
    if at < fact.recorded_at:
        raise ValueError(
            f"This was only recorded on {in_words(london_date(fact.recorded_at))}, so it cannot have been "
            "changed before. Give the moment at which we learned of the change."
        )


def check_no_overlap(person: Person, practice: Practice, role: str, started_on: date, ended_on: date | None) -> None:
    if works_in_that_role(person, practice, role, started_on, ended_on):
        raise ValueError(f"{person.name} already works here in that role on those days. Change that post instead.")


def works_in_that_role(person: Person, practice: Practice, role: str, started_on: date, ended_on: date | None) -> bool:
    """On any of the days [started_on, ended_on)."""
    posts = Employment.objects.current().filter(person=person, practice=practice, role=role)
    return _on_any_of(posts, started_on, ended_on).exists()


def _on_any_of(facts: TemporalQuerySet, started_on: date, ended_on: date | None) -> TemporalQuerySet:
    facts = facts.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=started_on))
    return facts if ended_on is None else facts.filter(started_on__lt=ended_on)


def check_works_here(person: Person, practice: Practice, on: date) -> None:
    if not Employment.objects.current().on(on).filter(person=person, practice=practice).exists():
        raise ValueError(f"{person.name} does not work at the practice on that day. Add the employment first.")


def check_no_later_lead(practice: Practice, lead_role: str, on: date) -> None:
    later = LeadPost.objects.current().filter(practice=practice, lead_role=lead_role, started_on__gt=on)
    post = later.select_related("person").order_by("started_on").first()
    if post is not None:
        raise ValueError(
            f"{post.person.name} is named for this from {in_words(post.started_on)} on. "
            "Choose a first day after that, or end that post first."
        )


def check_not_away(
    person: Person, practice: Practice, started_on: date, ended_on: date | None, besides: Absence | None = None
) -> None:
    leaves = Absence.objects.current().filter(person=person, practice=practice)
    if besides is not None:
        leaves = leaves.exclude(pk=besides.pk)
    if _on_any_of(leaves, started_on, ended_on).exists():
        raise ValueError(f"{person.name} is on long leave on some of those days already. Change that leave instead.")


def check_no_later_membership(memberships: TemporalQuerySet, on: date) -> None:
    later = memberships.filter(started_on__gt=on).order_by("started_on").first()
    if later is not None:
        raise ValueError(
            f"The practice joins another one on {in_words(later.started_on)}. Choose a day on or after that one."
        )


def check_of_network(practice: Practice, network: Network, on: date) -> None:
    if not NetworkMembership.objects.current().on(on).filter(practice=practice, network=network).exists():
        raise ValueError(f"The practice does not belong to {network} on that day. Choose a day on which it does.")


def check_may_succeed(practice: Practice, predecessor: Practice, how: str, on: date, *, move_staff: bool) -> None:
    if practice == predecessor:
        raise ValueError("A practice cannot become part of itself. Choose another practice.")
    known = Succession.objects.current()
    if known.filter(practice=practice, predecessor=predecessor).exists():
        raise ValueError("That is recorded already. Take it back first, if the day or the manner is wrong.")
    if known.filter(practice=predecessor, predecessor=practice).exists():
        raise ValueError("The other way round is recorded already: this practice became part of that one.")
    gone = known.filter(predecessor=practice, started_on__lte=on).exclude(how=SuccessionKind.SPLIT).first()
    if gone is not None:
        raise ValueError("This practice has itself become part of another one by that day. Record it for that one.")
    if how != SuccessionKind.SPLIT and known.filter(predecessor=predecessor).exclude(how=SuccessionKind.SPLIT).exists():
        raise ValueError("That practice has become part of another one already. Take that back first, if it is wrong.")
    if how == SuccessionKind.SPLIT and move_staff:
        raise ValueError("In a split only some of the staff move. Take off the tick, and add them here one by one.")


def check_may_be_one_person(former: Person, survivor: Person) -> None:
    if former == survivor:
        raise ValueError("This is the same record. Choose the other record of the person.")
    if former.erased_at or survivor.erased_at:
        raise ValueError("One of the records has been erased. An erased record counts for nobody else.")
    _check_not_merged(former, survivor)
    if {former.given_name.casefold(), former.family_name.casefold()}.isdisjoint(
        {survivor.given_name.casefold(), survivor.family_name.casefold()}
    ):
        raise ValueError(
            "The records share no name, neither the given nor the family name. If they are one person all the same, "
            "correct the name on one of them first."
        )
    numbers = dict(Registration.objects.filter(person=former).values_list("body", "number"))
    for registration in Registration.objects.filter(person=survivor, body__in=numbers):
        if registration.number != numbers[registration.body]:
            raise ValueError(
                f"The records hold different numbers of the {registration.get_body_display()}: they are two people. "
                "Correct the number that is wrong first, if one is."
            )
    if User.objects.filter(person=former, is_active=True).exists():
        raise ValueError(
            f"{former.name} signs in with the record that would be given up. Merge the other way round, "
            "or have that account switched off first."
        )


def _check_not_merged(former: Person, survivor: Person) -> None:
    merges = SamePerson.objects.current().select_related("survivor")
    already = merges.filter(former=former).first()
    if already is not None:
        raise ValueError(f"This record counts for {already.survivor.name} already. Separate those two first.")
    other = merges.filter(former=survivor).first()
    if other is not None:
        raise ValueError(
            f"The record that should remain counts for {other.survivor.name} itself. Choose the record of "
            f"{other.survivor.name} instead."
        )


def check_same_person(known: Person, given_name: str, family_name: str) -> None:
    """Whoever types an e-mail address that is known has to know the name that goes with it, at least half of it."""
    typed = (given_name.strip().casefold(), family_name.strip().casefold())
    if typed[0] != known.given_name.casefold() and typed[1] != known.family_name.casefold():
        raise ValueError(
            "This e-mail address is known here under another name. "
            "Check the address; if it is right, ask the programme."
        )


def check_free_to_join(practice: Practice, network: Network, on: date) -> None:
    others = NetworkMembership.objects.current().exclude(network=network)
    if others.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on), practice=practice).exists():
        raise ValueError(
            "The practice belongs to another network on that day. Ask that network's programme to let it leave first."
        )
    if NetworkMembership.objects.current().on(on).filter(practice=practice, network=network).exists():
        raise ValueError("The practice belongs to this network already.")


def check_invitation_open(invitation: Invitation, at: datetime) -> None:
    if invitation.accepted_at:
        raise ValueError("This invitation has been used already. Sign in instead.")
    if invitation.withdrawn_at:
        raise ValueError("This invitation was withdrawn. Ask whoever invited you for a new one.")
    if invitation.expires_at <= at:
        raise ValueError("This invitation has expired. Ask whoever invited you for a new one.")


def check_gives_reason(reason: str) -> None:
    if not reason.strip():
        raise ValueError("Say why in your own words: whoever answers, and whoever looks later, reads it.")


def check_not_waiting(fingerprint: str) -> None:
    if Correction.objects.filter(fingerprint=fingerprint, state=CorrectionState.WAITING).exists():
        raise ValueError("The same correction waits for a second person already. See “Corrections”.")


def check_correction_waits(correction: Correction, on: date) -> None:
    if correction.state != CorrectionState.WAITING:
        raise ValueError(f"This correction is closed: {correction.get_state_display().lower()}.")
    if correction.expires_on is not None and correction.expires_on < on:
        raise ValueError(f"This correction expired after {in_words(correction.expires_on)}. Make it again.")


def check_second_person(correction: Correction, by: Person) -> None:
    if correction.proposed_by_id == by.pk:
        raise ValueError("You proposed this correction, so another person has to answer it.")


def check_own_correction(correction: Correction, by: Person) -> None:
    if correction.proposed_by_id != by.pk:
        raise ValueError("Only whoever proposed this correction can take it back. You can refuse it.")


def check_not_of_practice(practices: Iterable[Practice], person: Person, *, on: date) -> None:
    """Separation of duty: nobody confirms what changes the standing of a practice where they work."""
    if Employment.objects.current().on(on).filter(practice__in=list(practices), person=person).exists():
        raise ValueError("You work at a practice whose standing this changes, so another person has to answer it.")


def check_reaches(practices: Iterable[Practice], reaches: Callable[[Practice], bool]) -> None:
    if not all(reaches(practice) for practice in practices):
        raise ValueError(
            "This changes the standing of a practice that you do not confirm for. Ask somebody who reaches all of them."
        )
