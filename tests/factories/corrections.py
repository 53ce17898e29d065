"""A practice with a granted award, every part of it through the rooms' own operations; and, for each door that
corrects, a correction that takes the award's ground away (or gives it back).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.test import Client

from accreditation import operations as accreditation
from accreditation.models import Declaration, Framework
from accreditation.presets import load_preset
from courses import operations as courses
from evidence.enums import VoidReason
from practices import operations as practices
from practices.corrections.trial import digest_of
from practices.enums import LeadRole, PracticeRole
from practices.models import Absence, Correction, Employment, LeadPost, Network, Person, SamePerson, User
from tests.factories.accreditation import enrolled, morning, rated
from tests.factories.courses import a_course, a_session, completed
from tests.factories.practices import (
    LONG_AGO_AT,
    a_consultant,
    a_lead,
    a_network,
    a_person,
    a_practice,
    a_programme_admin,
    a_specialist_nurse,
    an_officer,
)
from tests.factories.virtualclinics import a_held_clinic
from tests.factories.visits import a_signed_off_visit

GRANTED_ON = date(2026, 6, 5)
LATER = date(2026, 6, 8)
AT = datetime(2026, 6, 15, 9, 30, tzinfo=UTC)
NOTHING = digest_of([])
DECLARED = "data-sharing-agreement"


def _a_clause(key: str, kind: str, label: str, **rest: Any) -> dict[str, Any]:
    return {"key": key, "kind": kind, "label": label, **rest}


YEARLY = {"at_least": 1, "months": 12}
TRAINED = _a_clause(
    "trained",
    "all_of",
    "the module and a live session",
    requirements=[
        _a_clause("module", "course", "insulin safety", any_of=["insulin-safety"], valid_months=24),
        _a_clause("session", "attendance", "a live session", any_of=["network-education"], at_least=1, months=12),
    ],
)
CLAUSES = [
    _a_clause("visits", "visits", "A visit", cadence=YEARLY, visitors={"all_of": ["consultant"]}),
    _a_clause("clinics", "attendance_by_practice", "A clinic", cadence=YEARLY, events=["clinics"], roles=["nurse"]),
    _a_clause(
        "leads",
        "people",
        "Leads in post",
        slots=[
            {"key": "lead_gp", "roles": ["gp"], "lead": "lead_gp"},
            {"key": "lead_nurse", "roles": ["nurse"], "lead": "lead_nurse"},
        ],
    ),
    _a_clause("nurse", "people", "A trained nurse", slots=[{"key": "nurse", "roles": ["nurse"]}], each=TRAINED),
    _a_clause("sharing", "declaration", "Data shared", any_of=[DECLARED]),
    _a_clause("rating", "external_standing", "Rated good", scheme="cqc", accepted=["good"]),
]


def a_plain_framework(network: Network) -> Framework:
    """One clause for each thing that can be corrected, with no grace to cushion it."""
    document = load_preset("portsmouth-example") | {"entry_months": 0}
    [tier] = document["tiers"]
    tier["requirement"]["requirements"] = CLAUSES
    framework = Framework.objects.create(network=network, code="plain", title="A plain framework")
    document["code"] = "plain"
    return accreditation.publish_version(framework=framework, document=document, by=None, at=LONG_AGO_AT).framework


class Granted:
    """Everything is met from 1 June 2026 on, and the award is granted from 5 June 2026."""

    def __init__(self, *, is_granted: bool = True) -> None:
        self.network = a_network()
        self.framework = a_plain_framework(self.network)
        self.practice = a_practice(self.network)
        enrolled(self.practice, self.framework)
        self.lead_gp = a_lead(self.practice, LeadRole.LEAD_GP, PracticeRole.GP_PARTNER)
        self.nurse = a_lead(self.practice, LeadRole.LEAD_NURSE, PracticeRole.PRACTICE_NURSE)
        self.consultant, self.specialist_nurse = a_consultant(self.network), a_specialist_nurse(self.network)
        self.officer, self.admin = an_officer(self.network), a_programme_admin(self.network)
        self._learned()
        visitors, hosts = [self.consultant, self.specialist_nurse], [self.lead_gp, self.nurse]
        self.visit = a_signed_off_visit(self.practice, visitors, hosts)
        self.clinic = a_held_clinic(self.network, self.consultant, [], {self.nurse: self.practice})
        self._declared()
        if is_granted:
            accreditation.grant_award(
                practice=self.practice,
                framework=self.framework,
                effective_on=GRANTED_ON,
                reason_code="requirements_met",
                no_conflict_declared=True,
                by=an_officer(self.network),
                at=morning(GRANTED_ON),
            )

    def _learned(self) -> None:
        """The module was done under another record of the nurse."""
        self.other_record = a_person(family_name="Other-Record", with_account=False)
        course = a_course(self.network, code="insulin-safety", lessons=0)
        self.completion = completed(self.other_record, course, morning(date(2026, 4, 10)))
        self.merged: SamePerson = practices.merge_people(
            former=self.other_record, survivor=self.nurse, by=self.admin, at=morning(date(2026, 4, 11))
        )
        held_at = datetime(2026, 5, 5, 13, tzinfo=UTC)
        self.session = a_session(self.network, self.specialist_nurse, held_at)
        courses.take_register(
            session=self.session, minutes={self.nurse: 90}, by=self.specialist_nurse, at=held_at + timedelta(hours=4)
        )

    def _declared(self) -> None:
        accreditation.sign_declaration(
            practice=self.practice,
            code=DECLARED,
            signed_on=date(2024, 4, 1),
            valid_until=None,
            by=self.lead_gp,
            at=morning(date(2024, 4, 1)),
        )
        self.declaration = Declaration.objects.get(practice=self.practice)
        self.rating = rated(self.practice, self.consultant, date(2026, 1, 5))

    @property
    def employment(self) -> Employment:
        return Employment.objects.current().get(person=self.nurse)

    @property
    def lead_post(self) -> LeadPost:
        return LeadPost.objects.current().get(person=self.nurse)

    def away(self, started_on: date, ended_on: date | None, at: datetime) -> Absence:
        return practices.record_absence(
            person=self.nurse, practice=self.practice, started_on=started_on, ended_on=ended_on, by=self.lead_gp, at=at
        )


@dataclass(frozen=True)
class Correcting:
    """What goes through a door, of which record, and by whom."""

    kind: str
    arguments: dict[str, Any]
    about: Model
    by: Person

    def preview(self, at: datetime = AT) -> list[dict[str, Any]]:
        return practices.preview_correction(kind=self.kind, arguments=self.arguments, by=self.by, at=at)

    def submit(self, seen: str, reason: str = "The register was copied wrongly.", at: datetime = AT) -> Correction:
        return practices.submit_correction(
            kind=self.kind, arguments=self.arguments, about=self.about, seen=seen, reason=reason, by=self.by, at=at
        )

    def propose(self, at: datetime = AT) -> Correction:
        return self.submit(digest_of(self.preview(at)), at=at)


Case = Callable[[Granted], Correcting]
CASES: dict[str, Case] = {}


def case(kind: str) -> Callable[[Callable[[Granted], tuple[dict[str, Any], Model, Person]]], object]:
    def keep(make: Callable[[Granted], tuple[dict[str, Any], Model, Person]]) -> object:
        CASES[kind] = lambda world: Correcting(kind, *make(world))
        return make

    return keep


@case("visits.attendance")
def _nobody_came(world: Granted) -> tuple[dict[str, Any], Model, Person]:
    told = {"visit": world.visit, "person": world.consultant, "side": "visitor", "minutes": None}
    return told, world.visit, world.specialist_nurse


@case("visits.day")
def _visited_later(world: Granted) -> tuple[dict[str, Any], Model, Person]:
    return {"visit": world.visit, "held_on": LATER}, world.visit, world.specialist_nurse


@case("courses.register")
def _was_not_there(world: Granted) -> tuple[dict[str, Any], Model, Person]:
    return {"session": world.session, "minutes": [(world.nurse, 0)]}, world.session, world.specialist_nurse


@case("courses.completion_void")
def _not_hers(world: Granted) -> tuple[dict[str, Any], Model, Person]:
    return {"completion": world.completion, "reason": "wrong_person"}, world.completion, world.admin


@case("courses.completion_restored")
def _hers_after_all(world: Granted) -> tuple[dict[str, Any], Model, Person]:
    at = AT - timedelta(hours=1)
    reason = VoidReason.WRONG_PERSON
    courses.void_completion(completion=world.completion, reason=reason, by=world.admin, at=at)
    return {"completion": world.completion}, world.completion, world.admin


@case("virtualclinics.attendance")
def _clinic_without_her(world: Granted) -> tuple[dict[str, Any], Model, Person]:
    return {"clinic": world.clinic, "stays": [(world.consultant, 90, None)]}, world.clinic, world.consultant


@case("accreditation.declaration")
def _signed_later(world: Granted) -> tuple[dict[str, Any], Model, Person]:
    told = {"declaration": world.declaration, "signed_on": LATER, "valid_until": None}
    return told, world.declaration, world.lead_gp


@case("accreditation.declaration_withdrawn")
def _never_signed(world: Granted) -> tuple[dict[str, Any], Model, Person]:
    return {"declaration": world.declaration}, world.declaration, world.lead_gp


@case("accreditation.evidence_withdrawn")
def _never_rated(world: Granted) -> tuple[dict[str, Any], Model, Person]:
    return {"evidence": world.rating, "reason": "entered_in_error"}, world.rating, world.consultant


@case("accreditation.external.recorded")
def _rated_worse(world: Granted) -> tuple[dict[str, Any], Model, Person]:
    told = {"practice": world.practice, "happened_on": date(2026, 1, 5), "scheme": "cqc", "value": "inadequate"}
    return {**told, "level": None, "corrects": world.rating}, world.rating, world.consultant


@case("practices.employment_ended")
def _she_left(world: Granted) -> tuple[dict[str, Any], Model, Person]:
    return {"employment": world.employment, "ended_on": date(2026, 6, 10)}, world.nurse, world.lead_gp


@case("practices.employment_changed")
def _other_role(world: Granted) -> tuple[dict[str, Any], Model, Person]:
    role = {"role": PracticeRole.HEALTHCARE_ASSISTANT, "sessions": Decimal("6"), "from_on": date(2026, 6, 10)}
    return {"employment": world.employment, **role}, world.nurse, world.lead_gp


@case("practices.employment_retracted")
def _never_there(world: Granted) -> tuple[dict[str, Any], Model, Person]:
    return {"employment": world.employment}, world.nurse, world.lead_gp


@case("practices.lead_ended")
def _no_lead(world: Granted) -> tuple[dict[str, Any], Model, Person]:
    return {"post": world.lead_post, "ended_on": date(2026, 6, 10)}, world.nurse, world.lead_gp


@case("practices.absence_recorded")
def _on_leave(world: Granted) -> tuple[dict[str, Any], Model, Person]:
    told = {"person": world.nurse, "practice": world.practice, "started_on": LATER, "ended_on": None}
    return told, world.nurse, world.lead_gp


@case("practices.absence_corrected")
def _longer_leave(world: Granted) -> tuple[dict[str, Any], Model, Person]:
    absence = world.away(date(2025, 5, 1), date(2025, 6, 1), LONG_AGO_AT)
    return {"absence": absence, "started_on": date(2025, 5, 1), "ended_on": None}, world.nurse, world.lead_gp


@case("practices.absence_retracted")
def _not_on_leave(world: Granted) -> tuple[dict[str, Any], Model, Person]:
    return {"absence": world.away(LATER, None, AT - timedelta(hours=1))}, world.nurse, world.lead_gp


@case("practices.people_merged")
def _one_lead_for_two(world: Granted) -> tuple[dict[str, Any], Model, Person]:
    User.objects.filter(person=world.lead_gp).update(is_active=False)
    return {"former": world.lead_gp, "survivor": world.nurse}, world.nurse, world.admin


@case("practices.people_separated")
def _two_people(world: Granted) -> tuple[dict[str, Any], Model, Person]:
    return {"merged": world.merged}, world.nurse, world.admin


def post_through_the_door(client: Client, url: str, typed: dict[str, Any] | None = None, **options: Any) -> Any:
    """Send a form that corrects; and, if its effect is shown, confirm that. A refused form is the answer itself."""
    sent = typed or {}
    shown = client.post(url, sent, **options)
    if shown.context is None or "sent" not in shown.context:
        return shown
    return client.post(url, {**sent, "effect_seen": shown.context["seen"]}, **options)
