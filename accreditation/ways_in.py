"""The doors of this room on the pages of others."""

from __future__ import annotations

from django.urls import reverse

from practices.doors import Door
from practices.models import Person, Practice
from practices.roles import Permission


def evidence_of(practice: Practice, person: Person) -> str:
    return f"{reverse('accreditation:other_evidence', args=[practice.code])}?person={person.pk}"


RECORD_EVIDENCE = Door("Record other evidence", Permission.RECORD_EVIDENCE, evidence_of)
