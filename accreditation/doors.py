"""What is put right of declarations and of evidence from outside goes through the one door for corrections."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.urls import reverse

from accreditation import operations
from accreditation.enums import OtherKind
from accreditation.evidence_panels import evidence_in_words
from accreditation.models import Declaration, OtherEvidence
from cms.dates import in_words
from evidence.enums import VoidReason
from practices.corrections.doors import Arguments, Door, open_door
from practices.models import Employment, Person

DECLARATION = "accreditation.declaration"
DECLARATION_WITHDRAWN = "accreditation.declaration_withdrawn"
EVIDENCE_WITHDRAWN = "accreditation.evidence_withdrawn"
OPERATIONS: dict[str, Any] = {
    OtherKind.CPD: operations.record_cpd,
    OtherKind.CREDENTIAL: operations.verify_credential,
    OtherKind.ACTIVITY: operations.log_activity,
    OtherKind.COMPETENCY: operations.assess_competency,
    OtherKind.ASSESSMENT: operations.record_assessment,
    OtherKind.REGISTRATION: operations.check_registration,
    OtherKind.EXTERNAL: operations.record_external,
    OtherKind.INDICATOR: operations.measure_indicator,
    OtherKind.SUBMISSION: operations.receive_submission,
    OtherKind.COUNTED: operations.count_activity,
}


def evidence_door(kind: str) -> str:
    return f"accreditation.{kind}"


def open_doors() -> None:
    open_door(Door(DECLARATION, "Correct a declaration", operations.correct_declaration, _declared, _declarations))
    open_door(
        Door(
            DECLARATION_WITHDRAWN,
            "Withdraw a declaration",
            operations.withdraw_declaration,
            lambda given: f"{_declaration(given)} was entered in error",
            _declarations,
        )
    )
    open_door(
        Door(EVIDENCE_WITHDRAWN, "Withdraw evidence from elsewhere", _withdraw, _withdrawn, _evidence("evidence"))
    )
    for kind, operation in OPERATIONS.items():
        label = f"Correct evidence: {OtherKind(kind).label}"
        open_door(Door(evidence_door(kind), label, operation, _corrected, _evidence("corrects")))


def _withdraw(*, evidence: OtherEvidence, reason: str, by: Person, at: datetime) -> object:
    return operations.withdraw_evidence(evidence=evidence, reason=reason, by=by, at=at)


def _declaration(given: Arguments) -> str:
    declaration: Declaration = given["declaration"]
    return f"Declaration “{declaration.code.replace('-', ' ')}” of {declaration.practice.code}"


def _declared(given: Arguments) -> str:
    valid_until: date | None = given["valid_until"]
    ends = in_words(valid_until) if valid_until else "further notice"
    return f"{_declaration(given)}: signed on {in_words(given['signed_on'])}, valid until {ends}"


def _declarations(given: Arguments) -> str:
    return reverse("accreditation:declarations", args=[given["declaration"].practice.code])


def _withdrawn(given: Arguments) -> str:
    return f"{evidence_in_words(given['evidence'])}: {VoidReason(given['reason']).label.lower()}"


def _corrected(given: Arguments) -> str:
    said = {name: value for name, value in given.items() if name not in ("corrects", "person", "practice")}
    told = ", ".join(
        f"{name.replace('_', ' ')} {_in_words(value)}" for name, value in said.items() if value is not None
    )
    return f"{evidence_in_words(given['corrects'])}. It becomes: {told}"


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return in_words(value)
    return value.name if isinstance(value, Person) else str(value).replace("_", " ")


def _evidence(name: str) -> Any:
    def place(given: Arguments) -> str:
        evidence: OtherEvidence = given[name]
        post = Employment.objects.filter(person=evidence.person).select_related("practice").order_by("-pk").first()
        practice = evidence.practice or (post.practice if post else None)
        return (
            reverse("accreditation:other_evidence", args=[practice.code])
            if practice
            else reverse("practices:corrections")
        )

    return place
