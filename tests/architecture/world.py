"""Two networks with everything in them that an address may name, and somebody of every role to ask for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.test import Client

from accreditation.enums import DecisionKind, ReasonCode
from accreditation.models import Decision, Declaration, EvidenceImport, Framework, Notice, Proposal
from accreditation.operations import arrange_cover, lodge_appeal, waive_requirements
from courses.enums import ReflectionTheme
from courses.models import Attempt
from courses.operations import book_for_practice, start_attempt, write_reflection
from evidence.models import Entry
from evidence.queries import record_of_person
from evidence.sealing import seal_ledger
from jobs.models import Job, State
from practices import operations as practices
from practices.enums import DirectoryFile, LeadRole, NetworkRole, PracticeRole, Profession
from practices.models import (
    Absence,
    Appointment,
    Correction,
    DirectoryImport,
    Employment,
    LeadPost,
    Network,
    NetworkMembership,
    Person,
    Practice,
    SamePerson,
    Succession,
    UnitMembership,
)
from practices.operations import invite_person
from tests.factories import accreditation, courses, drafts, packages, virtualclinics, visits
from tests.factories.accounts import signed_in
from tests.factories.practices import (
    a_consultant,
    a_lead,
    a_network,
    a_person,
    a_practice,
    a_programme_admin,
    a_specialist_nurse,
    an_officer,
    appointed,
    employed,
)
from visits.operations import add_action


@dataclass
class Team:
    practice: Practice
    nurse: Person
    lead: Person


REFLECTED = {"learned": "Much.", "changed": "A little.", "theme": ReflectionTheme.NONE}


@dataclass
class World:
    people: dict[str, Person]
    places: dict[str, dict[str, Any]] = field(default_factory=dict)  # relation -> thing -> what an address calls it
    clients: dict[str, Client] = field(default_factory=dict)


def a_world(now: datetime) -> World:
    """`own` is the practice of the learner and the lead, `other` one of their network, `foreign` one elsewhere."""
    network, elsewhere = a_network(), a_network("Elsewhere")
    own, other, foreign = _team(network), _team(network), _team(elsewhere)
    specialists = {network: _specialists(network), elsewhere: _specialists(elsewhere)}
    world = World(
        {
            "no_membership": a_person(),
            "learner": own.nurse,
            "practice_lead": own.lead,
            "specialist": specialists[network][0],
            "commissioner": an_officer(network),
            "editor": appointed(network, NetworkRole.EDITOR, Profession.DIETITIAN),
            "programme_admin": a_programme_admin(network),
        }
    )
    frameworks = {home: accreditation.a_framework(home) for home in (network, elsewhere)}
    for relation, team, home in (("own", own, network), ("other", other, network), ("foreign", foreign, elsewhere)):
        place = _practice_things(team, home, now) | _clinic_things(team, home, *specialists[home], now)
        place |= _course_things(team, home, specialists[home][0], now) | _visit_things(team, *specialists[home])
        accreditation.enrolled(team.practice, frameworks[home])
        place |= _draft_things(home, specialists[home][0], now)
        place |= _standing_things(team, frameworks[home])
        place |= _award_things(team, frameworks[home], now)
        place["correction"] = _a_correction(team, now).pk
        world.places[relation] = place
    seal_ledger(at=now)
    world.clients["anonymous"] = Client(raise_request_exception=False)
    for persona, person in world.people.items():
        world.clients[persona] = signed_in(Client(raise_request_exception=False), person)
    return world


def _team(network: Network) -> Team:
    practice = a_practice(network)
    lead = a_lead(practice, LeadRole.LEAD_GP, PracticeRole.GP_PARTNER)
    return Team(practice, employed(practice), lead)


def _specialists(network: Network) -> tuple[Person, Person]:
    return a_consultant(network), a_specialist_nurse(network)


def _practice_things(team: Team, network: Network, now: datetime) -> dict[str, Any]:
    invited = employed(team.practice, person=a_person(with_account=False))
    invitation, address = invite_person(person=invited, practice=team.practice, by=team.lead, at=now)
    joined, became, merged, leave = _changes(team, network, now)
    failed = _a_job("practices.invitation_mail", State.FAILED, team.practice.code)
    return {
        "practice": team.practice.code,
        "network": network.code,
        "invitation": invitation.pk,
        "token": address.rstrip("/").rsplit("/", 1)[1],
        "membership": NetworkMembership.objects.get(practice=team.practice).pk,
        "employment": Employment.objects.get(person=team.nurse).pk,
        "lead post": LeadPost.objects.get(practice=team.practice).pk,
        "appointment": Appointment.objects.filter(network=network).earliest("pk").pk,
        "import": _an_import(team.lead).pk,
        "colleague": invited.pk,
        "unit": joined.pk,
        "succession": became.pk,
        "merge": merged.pk,
        "leave": leave.pk,
        "unit kind": "unit",
        "failed job": failed.pk,
        "requirement": "visits",
    }


def _changes(team: Team, network: Network, now: datetime) -> tuple[UnitMembership, Succession, SamePerson, Absence]:
    practice, on, act = team.practice, visits.HELD_ON, {"by": team.lead, "at": now}
    unit = practices.open_unit(network=network, kind="group", code=f"unit-of-{practice.pk}", name="A unit", **act)
    merged = practices.merge_people(former=a_person(with_account=False), survivor=a_person(), **act)
    return (
        practices.join_unit(practice=practice, unit=unit, started_on=on, **act),
        practices.record_succession(
            practice=practice, predecessor=a_practice(), how="split", on=on, move_staff=False, **act
        ),
        merged,
        practices.record_absence(person=team.lead, practice=practice, started_on=on, ended_on=None, **act),
    )


def _a_job(topic: str, state: str, key: str) -> Job:
    at = visits.PROPOSED_AT
    return Job.objects.create(topic=topic, key=f"{topic}:{key}", state=state, created_at=at, touched_at=at)


def _an_import(by: Person) -> DirectoryImport:
    return DirectoryImport.objects.create(
        kind=DirectoryFile.PRACTICES,
        file_name="practices.csv",
        effective_on=visits.HELD_ON,
        requested_by=by,
        requested_at=visits.AFTER_VISIT,
        job=_a_job("practices.import", State.DONE, str(by.pk)),
    )


def _standing_things(team: Team, framework: Framework) -> dict[str, Any]:
    accreditation.declared(team.practice, team.lead)
    declaration = Declaration.objects.filter(practice=team.practice).earliest("pk")
    entry = Entry.objects.filter(practice=team.practice).earliest("pk")
    evidence, plan = accreditation.rated(team.practice, team.lead), accreditation.planned(team.practice, framework)
    things = {"framework": framework.code, "declaration": declaration.pk, "entry": entry.pk, "first seal": 1}
    return {**things, "evidence": evidence.pk, "evidence kind": evidence.kind, "plan": plan.pk}


def _draft_things(network: Network, author: Person, now: datetime) -> dict[str, Any]:
    draft = drafts.a_draft_of(accreditation.a_version(network), author, now)
    return {"draft": draft.pk, "rehearsal": drafts.rehearsed(draft, author, now).pk}


def _award_things(team: Team, framework: Framework, now: datetime) -> dict[str, Any]:
    """What officers do, by an officer who is nobody else here."""
    officer, practice, today = an_officer(framework.network), team.practice, now.date()
    version = framework.versions.get()
    decision = Decision.objects.create(
        practice=practice,
        framework=framework,
        kind=DecisionKind.DECLINE,
        effective_on=today,
        reason_code=ReasonCode.DATA_CONCERN,
        no_conflict_declared=True,
        decided_by=officer,
        decided_at=now - timedelta(hours=1),
        framework_version=version,
        framework_digest=version.digest,
        verdict="not_met",
    )
    appeal = lodge_appeal(decision=decision, grounds="Two visits were held.", by=team.lead, at=now)
    [waiver] = waive_requirements(
        practices=[practice],
        framework=framework,
        requirement_keys=["visits"],
        from_on=today,
        until_on=today + timedelta(days=90),
        reason_code="data_fault",
        reason="The register was lost.",
        no_conflict_declared=True,
        by=officer,
        at=now,
    )
    cover = arrange_cover(
        practice=practice,
        framework=framework,
        tier=version.parsed.tiers[0].code,
        started_on=today,
        provider="Community diabetes team",
        by=officer,
        at=now,
    )
    notice = Notice.objects.create(
        practice=practice,
        framework=framework,
        reason_code="data_concern",
        asked="Send the audit.",
        served_on=today,
        due_on=today + timedelta(days=28),
        served_by=officer,
        served_at=now,
    )
    proposal = Proposal.objects.create(
        practice=practice,
        framework=framework,
        kind=DecisionKind.CLOSE,
        terms={"effective_on": str(today), "reason_code": "practice_closed", "reason": "", "tier": "", "effects": None},
        proposed_by=officer,
        proposed_at=now,
        expires_on=today + timedelta(days=14),
    )
    imported = EvidenceImport.objects.create(
        kind="indicators",
        network=framework.network,
        file_name="figures.csv",
        requested_by=officer,
        requested_at=now,
        refused_rows="row,column,value,asked for\n",
    )
    return {
        "evidence import": imported.pk,
        "decision": decision.pk,
        "appeal": appeal.pk,
        "waiver": waiver.pk,
        "cover": cover.pk,
        "notice": notice.pk,
        "proposal": proposal.pk,
    }


def _a_correction(team: Team, now: datetime) -> Correction:
    """Proposed by the lead, and waiting; of a declaration that the lead signed."""
    declaration = Declaration.objects.filter(practice=team.practice).earliest("pk")
    correction = Correction.objects.create(
        kind="accreditation.declaration_withdrawn",
        about=f"accreditation.declaration:{declaration.pk}",
        arguments={"declaration": {"row": "accreditation.declaration", "key": declaration.pk}},
        fingerprint=str(declaration.pk),
        reason="Signed too early.",
        proposed_by=team.lead,
        proposed_at=now,
        state="waiting",
        expires_on=now.date() + timedelta(days=14),
    )
    correction.practices.add(team.practice)
    return correction


def _clinic_things(team: Team, network: Network, lead: Person, nurse: Person, now: datetime) -> dict[str, Any]:
    waiting = virtualclinics.a_submitted_case(team.practice, team.nurse)
    discussed = virtualclinics.a_submitted_case(team.practice, team.nurse)
    held = virtualclinics.a_held_clinic(network, lead, [discussed], {team.nurse: team.practice})
    planned = virtualclinics.a_clinic(network, lead, now + timedelta(days=20))
    return {
        "waiting case": waiting.pk,
        "discussed case": discussed.pk,
        "held clinic": held.pk,
        "planned clinic": planned.pk,
    }


def _course_things(team: Team, network: Network, facilitator: Person, now: datetime) -> dict[str, Any]:
    course = courses.a_course(network, lessons=2)
    done = courses.a_course(network, lessons=1)
    enrolment = courses.enrolled(team.nurse, course, now)
    attempt = start_attempt(enrolment=enrolment, by=team.nurse, at=now)
    completion = courses.completed(team.nurse, done, now)
    reflection = write_reflection(by=team.nurse, title="A meeting", happened_on=now.date(), **REFLECTED, at=now)
    coming = courses.a_session(network, facilitator, now + timedelta(days=20))
    [place] = book_for_practice(session=coming, practice=team.practice, places=1, by=team.lead, at=now)
    offered = packages.offered(course, packages.scorm12(), by=facilitator, at=now)
    return {
        "reflection": reflection.pk,
        "learner entry": record_of_person(team.nurse.pk, known_at=now).earliest("pk").pk,
        "place": place.pk,
        "package": offered.number,
        "launch": packages.launched(team.nurse, offered, at=now).pk,
        "course": course.code,
        "completed course": done.code,
        "lesson": "lesson-1",
        "attempt": attempt.pk,
        "marked attempt": Attempt.objects.get(enrolment=completion.enrolment).pk,
        "question": 1,
        "certificate": completion.certificate_ref,
        "coming session": coming.pk,
        "past session": courses.a_session(network, facilitator, now - timedelta(days=20)).pk,
    }


def _visit_things(team: Team, consultant: Person, nurse: Person) -> dict[str, Any]:
    visitors, hosts = [consultant, nurse], [team.lead, team.nurse]
    held = visits.a_held_visit(team.practice, visitors, hosts)
    action = add_action(
        visit=held,
        text="Send the audit",
        owner=team.lead,
        due_on=visits.HELD_ON + timedelta(days=30),
        by=consultant,
        at=visits.AFTER_VISIT,
    )
    return {
        "action": action.pk,
        "proposed visit": visits.a_proposed_visit(team.practice, consultant).pk,
        "agreed visit": visits.an_agreed_visit(team.practice, consultant, team.lead).pk,
        "held visit": held.pk,
        "signed-off visit": visits.a_signed_off_visit(team.practice, visitors, hosts).pk,
    }
