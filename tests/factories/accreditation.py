"""A framework, an enrolled practice, and the evidence that makes it meet everything, through the same
operations as real ones.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from accreditation import operations
from accreditation.models import Enrolment, Framework, FrameworkVersion, OtherEvidence, Plan
from accreditation.presets import load_preset
from evidence.models import Entry
from evidence.operations import NewEntry, record
from practices.enums import LeadRole, PracticeRole
from practices.models import Network, Person, Practice
from tests.factories.practices import LONG_AGO_AT, a_consultant, a_lead, a_specialist_nurse

PRESET = "portsmouth-example"
ENROLLED_ON = date(2024, 4, 1)
TIER = "endorsed"
MET_ON = date(2026, 6, 15)


def morning(day: date) -> datetime:
    return datetime.combine(day, time(9), UTC)


def a_framework(network: Network, at: datetime = LONG_AGO_AT) -> Framework:
    """The Portsmouth example, published."""
    return a_version(network, at).framework


def a_version(network: Network, at: datetime = LONG_AGO_AT) -> FrameworkVersion:
    return operations.publish_preset(code=PRESET, network=network, by=None, at=at)


def a_framework_that_says(network: Network, **decision: object) -> Framework:
    """The example with another `decision` block."""
    document = load_preset(PRESET)
    document["decision"] = decision
    framework = Framework.objects.create(network=network, code=PRESET, title="An example")
    return operations.publish_version(framework=framework, document=document, by=None, at=LONG_AGO_AT).framework


def enrolled(practice: Practice, framework: Framework, started_on: date = ENROLLED_ON) -> Enrolment:
    return operations.enrol_practice(
        practice=practice, framework=framework, started_on=started_on, by=None, at=morning(started_on)
    )


def completed(person: Person, course: str, on: date, at: datetime | None = None) -> Entry:
    return _recorded("course.completed", on, at, person=person, course=course, score=90, edition=1, minutes=45)


def attended(person: Person, on: date, at: datetime | None = None, role: str | None = None) -> Entry:
    return _recorded(
        "session.attended",
        on,
        at,
        person=person,
        session=f"session-{on}",
        programme="network-education",
        minutes=90,
        role=role,
        participatory=True,
    )


def visited(
    practice: Practice, on: date, visitors: dict[Person, str], hosts: dict[Person, str], at: datetime | None = None
) -> Entry:
    return _recorded(
        "visit.held",
        on,
        at,
        practice=practice,
        visit=f"visit-{practice.pk}-{on}",
        visit_kind="biannual",
        minutes=90,
        agenda=["database_review"],
        visitors=_participants(visitors),
        hosts=_participants(hosts),
    )


def feedback(practice: Practice, on: date, visited_on: date, at: datetime | None = None) -> Entry:
    visit = f"visit-{practice.pk}-{visited_on}"
    return _recorded("feedback.given", on, at, practice=practice, about="visit", subject=visit)


def trained(person: Person, on: date, at: datetime | None = None) -> None:
    """Both core modules and a live session."""
    completed(person, "insulin-safety", on, at)
    completed(person, "annual-review-foot", on, at)
    attended(person, on, at)


def declared(practice: Practice, by: Person, on: date = ENROLLED_ON, valid_until: date | None = None) -> None:
    for code in ("data-sharing-agreement", "nda-participation", "access-contacts"):
        operations.sign_declaration(
            practice=practice, code=code, signed_on=on, valid_until=valid_until, by=by, at=morning(on)
        )


class Team:
    """The lead GP and lead nurse of a practice, and the specialists of its network."""

    def __init__(self, practice: Practice, network: Network) -> None:
        self.practice = practice
        self.lead_gp = a_lead(practice, LeadRole.LEAD_GP, PracticeRole.GP_PARTNER)
        self.lead_nurse = a_lead(practice, LeadRole.LEAD_NURSE, PracticeRole.PRACTICE_NURSE)
        self.consultant = a_consultant(network)
        self.specialist_nurse = a_specialist_nurse(network)

    def visit(self, on: date, at: datetime | None = None) -> Entry:
        return visited(
            self.practice,
            on,
            {self.consultant: "consultant", self.specialist_nurse: "diabetes_specialist_nurse"},
            {self.lead_gp: PracticeRole.GP_PARTNER, self.lead_nurse: PracticeRole.PRACTICE_NURSE},
            at,
        )

    def meets_everything(self, first: date = date(2025, 4, 14), second: date = date(2025, 11, 3)) -> None:
        """From 1 April 2026, when both half-years have had their visit, up to 30 September 2026, when a third is
        owed.
        """
        declared(self.practice, self.lead_gp)
        for person in (self.lead_gp, self.lead_nurse):
            trained(person, first)
            attended(person, second)
        for day in (first, second):
            self.visit(day)
            feedback(self.practice, day, day)


def rated(
    practice: Practice, by: Person, on: date = MET_ON, value: str = "good", at: datetime | None = None
) -> OtherEvidence:
    """What another body says of the practice."""
    return operations.record_external(
        practice=practice, happened_on=on, scheme="cqc", value=value, level=None, by=by, at=at or morning(on)
    )


def planned(practice: Practice, framework: Framework, on: date = MET_ON, due_on: date = date(2026, 9, 30)) -> Plan:
    """Proposed by a specialist, and not agreed to yet."""
    return operations.propose_plan(
        practice=practice,
        framework=framework,
        requirement_key="visits",
        steps="Two visits before the autumn.",
        due_on=due_on,
        by=a_consultant(framework.network),
        at=morning(on),
    )


def _participants(people: dict[Person, str]) -> list[dict[str, object]]:
    return [{"person": person.key, "role": role, "minutes": 90} for person, role in people.items()]


def _recorded(
    kind: str,
    on: date,
    at: datetime | None,
    *,
    person: Person | None = None,
    practice: Practice | None = None,
    **values: object,
) -> Entry:
    at = at or morning(on)
    ref = f"{practice.pk if practice else person and person.key}:{on}:{at.isoformat()}:{values.get('course', '')}"
    new = NewEntry(
        kind=kind,
        source="tests",
        source_ref=ref,
        happened_on=on,
        person=person,
        practice=practice,
        values=values,
    )
    return record(new, by=None, at=at)
