"""Nothing by which a patient could be recognised is stored, whichever door it comes through."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection
from django.urls import reverse

from practices.confidentiality import IdentifierFound
from tests.factories.accounts import signed_in
from tests.factories.practices import a_consultant, a_network, a_practice, employed
from tests.factories.virtualclinics import (
    CLINIC_AT,
    DETAILS,
    SUBMITTED_AT,
    a_clinic,
    a_held_clinic,
    a_submitted_case,
    recommend,
)
from tests.integration.virtualclinics.test_clinic_screens import TYPED
from virtualclinics import operations
from virtualclinics.details import FREE_TEXTS
from virtualclinics.enums import CaseState
from virtualclinics.models import Case

pytestmark = pytest.mark.django_db

NHS_NUMBER = "943 476 5919"
SENTENCE = "“943 476 5919” is a valid NHS number."
LATER = datetime(2026, 6, 10, 9, tzinfo=UTC)


@pytest.fixture
def place():
    network = a_network()
    practice = a_practice(network)
    return {
        "network": network,
        "practice": practice,
        "consultant": a_consultant(network),
        "nurse": employed(practice),
    }


def residues(words: str) -> list[str]:
    """Every column of every table that holds the words, as typed or without spaces."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for column in connection.introspection.get_table_description(cursor, table):
                name = f"{connection.ops.quote_name(table)}.{connection.ops.quote_name(column.name)}"
                for form in (words, words.replace(" ", "")):
                    cursor.execute(
                        f"SELECT 1 FROM {connection.ops.quote_name(table)} WHERE CAST({name} AS TEXT) LIKE %s LIMIT 1",
                        [f"%{form}%"],
                    )
                    found += [name] if cursor.fetchone() else []
    return found


@pytest.mark.parametrize("field", [name for name in FREE_TEXTS if name != "local_reference"])
@pytest.mark.parametrize("action", ["submit", "draft"])
def test_an_nhs_number_in_any_text_comes_back_filled_in_and_leaves_nothing(client, place, caplog, field, action):
    signed_in(client, place["nurse"])
    typed = {**TYPED, "action": action, field: f"He is {NHS_NUMBER}, on insulin"}
    with caplog.at_level(logging.DEBUG):
        page = client.post(reverse("virtualclinics:new_case", args=[place["practice"].code]), typed).content.decode()
    assert SENTENCE in page
    assert f"He is {NHS_NUMBER}, on insulin" in page
    assert 'value="81"' in page
    assert Case.objects.count() == 0
    assert residues(NHS_NUMBER) == []
    assert NHS_NUMBER not in caplog.text
    assert NHS_NUMBER not in str(dict(client.session))
    assert NHS_NUMBER.encode() not in b"".join(cache._cache.values())


def test_a_reference_that_looks_like_an_nhs_number_is_refused(client, place):
    signed_in(client, place["nurse"])
    url = reverse("virtualclinics:new_case", args=[place["practice"].code])
    page = client.post(url, {**TYPED, "local_reference": "9434765919"}).content.decode()
    assert "A case reference has at most 6 digits." in page
    assert residues(NHS_NUMBER) == []


@pytest.mark.parametrize("field", FREE_TEXTS)
def test_the_operation_refuses_what_a_form_might_have_let_through(place, field):
    with pytest.raises(IdentifierFound):
        a_submitted_case(place["practice"], place["nurse"], **{field: NHS_NUMBER})
    assert residues(NHS_NUMBER) == []


def test_a_draft_is_refused_by_the_operation_too(place):
    with pytest.raises(IdentifierFound):
        operations.save_draft(
            practice=place["practice"],
            network=place["network"],
            details=replace(DETAILS, goals="Ring him on 07700 900123"),
            by=place["nurse"],
            at=SUBMITTED_AT,
        )
    assert Case.objects.count() == 0


def test_a_changed_draft_keeps_what_was_stored_before(client, place):
    case = operations.save_draft(
        practice=place["practice"], network=place["network"], details=DETAILS, by=place["nurse"], at=SUBMITTED_AT
    )
    signed_in(client, place["nurse"])
    client.post(reverse("virtualclinics:edit_case", args=[case.pk]), {**TYPED, "goals": f"See {NHS_NUMBER}"})
    case.refresh_from_db()
    assert (case.state, case.goals) == (CaseState.DRAFT, DETAILS.goals)


@pytest.mark.parametrize("field", ["text", "reasoning"])
def test_a_recommendation_with_an_identifier_is_refused(client, place, field):
    case = a_submitted_case(place["practice"], place["nurse"])
    clinic = a_clinic(place["network"], place["consultant"])
    operations.put_on_agenda(clinic=clinic, case=case, by=place["consultant"], at=SUBMITTED_AT)
    with pytest.raises(IdentifierFound):
        recommend(clinic, case, place["consultant"], **{field: f"As for {NHS_NUMBER}"})
    signed_in(client, place["consultant"])
    told = {"text": "Start", "reasoning": "Because", "themes": ["insulin"], "pathway": "education"}
    typed = {f"case-{case.pk}-{name}": value for name, value in {**told, field: f"As for {NHS_NUMBER}"}.items()}
    page = client.post(reverse("virtualclinics:recommend", args=[clinic.pk, case.pk]), typed).content.decode()
    assert SENTENCE in page
    assert residues(NHS_NUMBER) == []


def test_a_question_back_and_an_outcome_are_guarded(client, place):
    case = a_submitted_case(place["practice"], place["nurse"])
    signed_in(client, place["consultant"])
    url = reverse("virtualclinics:return_case", args=[case.pk])
    assert SENTENCE in client.post(url, {"because": f"Is it {NHS_NUMBER}?"}).content.decode()
    a_held_clinic(place["network"], place["consultant"], [case], {})
    signed_in(client, place["nurse"])
    url = reverse("virtualclinics:record_outcome", args=[case.pk])
    assert SENTENCE in client.post(url, {"outcome": "done", "note": f"Told {NHS_NUMBER}"}).content.decode()
    with pytest.raises(IdentifierFound):
        operations.return_case(case=case, because=NHS_NUMBER, by=place["consultant"], at=CLINIC_AT)
    with pytest.raises(IdentifierFound):
        operations.record_outcome(case=case, outcome="done", note=NHS_NUMBER, by=place["nurse"], at=LATER)
    assert residues(NHS_NUMBER) == []


def test_every_text_of_a_case_is_among_the_guarded_ones():
    fields = apps.get_model("virtualclinics", "Case")._meta.concrete_fields
    free = {
        field.name for field in fields if field.get_internal_type() in {"TextField", "CharField"} and not field.choices
    }
    assert free == {*FREE_TEXTS, "returned_because"}
