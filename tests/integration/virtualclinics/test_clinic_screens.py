"""The whole way of a case through the screens, each step as its own person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms import clock
from practices.enums import PracticeRole
from tests.factories.accounts import signed_in
from tests.factories.practices import a_consultant, a_network, a_practice, employed
from tests.factories.virtualclinics import a_clinic, a_submitted_case, recommend
from virtualclinics import operations, queries
from virtualclinics.enums import CaseState, ClinicState
from virtualclinics.models import Case, Clinic

pytestmark = pytest.mark.django_db

TYPED = {
    "question": "Should I start basal insulin?",
    "age_band": "60_64",
    "sex": "female",
    "diabetes_type": "type_2",
    "duration": "10_19",
    "current_therapy": "Metformin 1 g twice a day",
    "hba1c_now": "81",
    "hba1c_now_months": "0",
    "hba1c_before": "77",
    "hba1c_before_months": "5",
    "comorbidities": ["ckd"],
    "declares_anonymous": "on",
    "action": "submit",
}
RECOMMENDED = {
    "text": "Start basal insulin at night.",
    "reasoning": "Three agents have failed.",
    "themes": ["insulin"],
    "pathway": "manage_in_practice",
}


@pytest.fixture
def place():
    network = a_network()
    practice = a_practice(network)
    return {
        "network": network,
        "practice": practice,
        "consultant": a_consultant(network),
        "gp": employed(practice, PracticeRole.GP_PARTNER),
        "nurse": employed(practice),
    }


def url(name, *args):
    return reverse(f"virtualclinics:{name}", args=args)


def a_clinic_that_began(place) -> Clinic:
    return a_clinic(place["network"], place["consultant"], starts_at=clock.now() - timedelta(hours=1))


def recommended(case: Case) -> dict[str, object]:
    return {f"case-{case.pk}-{name}": value for name, value in RECOMMENDED.items()}


def test_a_practice_submits_a_case(client, place):
    signed_in(client, place["nurse"])
    answer = client.post(url("new_case", place["practice"].code), TYPED, follow=True)
    case = Case.objects.get()
    assert answer.redirect_chain == [(url("case", case.pk), 302)]
    assert (case.state, case.local_reference, case.comorbidities) == (CaseState.SUBMITTED, "VC-1", ["ckd"])
    assert [(each.months_ago, each.value) for each in case.readings.all()] == [(5, 77), (0, 81)]
    assert "Should I start basal insulin?" in answer.content.decode()


def test_a_case_without_its_question_comes_back_filled_in(client, place):
    signed_in(client, place["nurse"])
    answer = client.post(url("new_case", place["practice"].code), {**TYPED, "question": "", "goals": "To walk more"})
    assert Case.objects.count() == 0
    assert answer.context["form"].errors.as_data().keys() == {"question"}
    assert "To walk more" in answer.content.decode()
    assert 'value="81"' in answer.content.decode()


def test_a_draft_may_lack_anything_and_is_submitted_later(client, place):
    signed_in(client, place["nurse"])
    client.post(url("new_case", place["practice"].code), {"goals": "Fewer tablets", "action": "draft"})
    case = Case.objects.get()
    assert (case.state, case.goals) == (CaseState.DRAFT, "Fewer tablets")
    client.post(url("edit_case", case.pk), {**TYPED, "goals": "Fewer tablets"})
    case.refresh_from_db()
    assert (case.state, case.question) == (CaseState.SUBMITTED, "Should I start basal insulin?")


def test_two_readings_of_one_month_are_refused(client, place):
    signed_in(client, place["nurse"])
    answer = client.post(url("new_case", place["practice"].code), {**TYPED, "hba1c_before_months": "0"})
    assert answer.context["form"].non_field_errors() == [
        "Two HbA1c readings are from the same month. Leave one of them out."
    ]


def test_a_specialist_schedules_a_clinic(client, place):
    signed_in(client, place["consultant"])
    plan = {
        "title": "Virtual clinic",
        "on_day": "3",
        "on_month": "3",
        "on_year": "2031",
        "begins": "13:00",
        "minutes": "60",
        "capacity": "5",
        "lead": place["consultant"].pk,
        "mode": "online",
        "network": place["network"].pk,
    }
    answer = client.post(url("schedule"), plan)
    clinic = Clinic.objects.get()
    assert answer["Location"] == url("run", clinic.pk)
    assert clinic.starts_at.isoformat() == "2031-03-03T13:00:00+00:00"


def test_the_queue_leads_to_an_agenda(client, place):
    clinic = a_clinic(place["network"], place["consultant"], starts_at=clock.now() + timedelta(days=7))
    case = a_submitted_case(place["practice"], place["nurse"])
    signed_in(client, place["consultant"])
    assert f"Case {case.pk}" in client.get(url("queue")).content.decode()
    client.post(url("put_on_agenda", case.pk), {"clinic": clinic.pk})
    assert list(clinic.agenda.values_list("case_id", flat=True)) == [case.pk]


def test_a_clinic_is_run_on_one_screen(client, place):
    clinic = a_clinic_that_began(place)
    case = a_submitted_case(place["practice"], place["nurse"])
    signed_in(client, place["consultant"])
    client.post(url("add_case", clinic.pk), {"case": case.pk})
    client.post(url("recommend", clinic.pk, case.pk), recommended(case))
    minutes = {
        f"minutes_{place['consultant'].pk.hex}_specialist": "60",
        f"minutes_{place['nurse'].pk.hex}_{place['practice'].pk}": "45",
    }
    client.post(url("take_register", clinic.pk), minutes)
    answer = client.get(url("run", clinic.pk))
    assert "Start basal insulin at night." in answer.content.decode()
    client.post(url("sign_off", clinic.pk))
    clinic.refresh_from_db()
    case.refresh_from_db()
    assert (clinic.state, case.state) == (ClinicState.HELD, CaseState.DISCUSSED)
    assert {(each.person, each.minutes) for each in clinic.attendances.all()} == {
        (place["consultant"], 60),
        (place["nurse"], 45),
    }


def test_a_refused_recommendation_comes_back_on_the_same_screen(client, place):
    clinic = a_clinic_that_began(place)
    case = a_submitted_case(place["practice"], place["nurse"])
    signed_in(client, place["consultant"])
    client.post(url("add_case", clinic.pk), {"case": case.pk})
    answer = client.post(url("recommend", clinic.pk, case.pk), {**recommended(case), f"case-{case.pk}-themes": []})
    page = answer.content.decode()
    assert "Start basal insulin at night." in page
    assert "Choose themes." in page
    assert case.recommendations.count() == 0


def test_people_of_another_practice_are_listed_when_asked_for(client, place):
    other = a_practice(place["network"], "Mill Lane Practice")
    locum = employed(other, PracticeRole.LOCUM_GP)
    clinic = a_clinic_that_began(place)
    signed_in(client, place["consultant"])
    assert locum.name not in client.get(url("run", clinic.pk)).content.decode()
    assert (
        f"{locum.name}, locum GP at Mill Lane Practice"
        in client.get(url("run", clinic.pk), {"also": other.code}).content.decode()
    )


def test_a_specialist_asks_for_more_and_the_practice_answers(client, place):
    case = a_submitted_case(place["practice"], place["nurse"])
    signed_in(client, place["consultant"])
    client.post(url("return_case", case.pk), {"because": "What is the C-peptide?"})
    signed_in(client, place["nurse"])
    assert "What is the C-peptide?" in client.get(url("edit_case", case.pk)).content.decode()
    client.post(url("edit_case", case.pk), {**TYPED, "tried": "C-peptide is 800 pmol/l"})
    case.refresh_from_db()
    assert (case.state, case.returned_because) == (CaseState.SUBMITTED, "")


def test_the_practice_sees_the_recommendation_only_after_sign_off_and_says_what_it_did(client, place):
    clinic = a_clinic_that_began(place)
    case = a_submitted_case(place["practice"], place["nurse"])
    signed_in(client, place["consultant"])
    client.post(url("add_case", clinic.pk), {"case": case.pk})
    client.post(url("recommend", clinic.pk, case.pk), recommended(case))
    signed_in(client, place["nurse"])
    assert "Start basal insulin at night." not in client.get(url("case", case.pk)).content.decode()
    signed_in(client, place["consultant"])
    client.post(url("take_register", clinic.pk), {f"minutes_{place['consultant'].pk.hex}_specialist": "60"})
    client.post(url("sign_off", clinic.pk))
    signed_in(client, place["nurse"])
    assert "Start basal insulin at night." in client.get(url("case", case.pk)).content.decode()
    client.post(url("record_outcome", case.pk), {"outcome": "done", "hba1c_after": "58_68", "note": "Started it."})
    case.refresh_from_db()
    assert (case.state, case.outcomes.get().note) == (CaseState.CLOSED, "Started it.")


def test_a_practice_withdraws_its_case(client, place):
    case = a_submitted_case(place["practice"], place["nurse"])
    signed_in(client, place["nurse"])
    client.post(url("withdraw_case", case.pk))
    case.refresh_from_db()
    assert case.state == CaseState.WITHDRAWN


def test_a_cancelled_clinic_gives_its_cases_back(client, place):
    clinic = a_clinic_that_began(place)
    case = a_submitted_case(place["practice"], place["nurse"])
    signed_in(client, place["consultant"])
    client.post(url("add_case", clinic.pk), {"case": case.pk})
    client.post(url("cancel", clinic.pk))
    case.refresh_from_db()
    clinic.refresh_from_db()
    assert (case.state, clinic.state) == (CaseState.SUBMITTED, ClinicState.CANCELLED)


def test_a_clinic_is_moved_to_another_day(client, place):
    clinic = a_clinic_that_began(place)
    signed_in(client, place["consultant"])
    form = client.get(url("change", clinic.pk)).context["form"]
    assert form.initial["title"] == "Virtual clinic"
    plan = {
        **{name: form.initial[name] for name in ("title", "minutes", "capacity", "mode")},
        "on_day": "5",
        "on_month": "July",
        "on_year": "2031",
        "begins": "12:30",
        "lead": place["consultant"].pk,
        "network": place["network"].pk,
    }
    client.post(url("change", clinic.pk), plan)
    clinic.refresh_from_db()
    assert clinic.starts_at.isoformat() == "2031-07-05T11:30:00+00:00"


def queries_of(client, *addresses) -> list[int]:
    counts = []
    for address in addresses:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        counts.append(len(captured))
    return counts


def test_the_screens_ask_as_many_questions_for_thirty_cases_as_for_one(client, place):
    """The layout around them asks its own; so the counts are compared, and the queries' own are literal below."""
    clinic = a_clinic(place["network"], place["consultant"], capacity=30)
    counts = []
    for more in (1, 2, 27):
        some_cases(place, clinic, more)
        signed_in(client, place["consultant"])
        seen = queries_of(client, url("clinics"), url("queue"), url("run", clinic.pk))
        signed_in(client, place["nurse"])
        counts.append(seen + queries_of(client, url("clinics"), url("practice_cases", place["practice"].code)))
    assert counts == [counts[0]] * 3


@pytest.mark.parametrize("cases", [1, 3, 30])
def test_the_questions_themselves_ask_a_fixed_number(place, cases, django_assert_num_queries):
    clinic = a_clinic(place["network"], place["consultant"], capacity=30)
    some_cases(place, clinic, cases)
    with django_assert_num_queries(4):
        queries.agenda_of(clinic)
    with django_assert_num_queries(2):
        queries.candidates(clinic, [place["practice"]])
    with django_assert_num_queries(2):
        list(queries.waiting_cases([place["network"].pk]))
    with django_assert_num_queries(3):
        list(queries.cases_of(place["practice"]))


def some_cases(place, clinic, number) -> None:
    """So many with a recommendation on the agenda, and as many that wait."""
    for _ in range(number):
        case, _waiting = (a_submitted_case(place["practice"], place["nurse"]) for _ in range(2))
        operations.put_on_agenda(clinic=clinic, case=case, by=place["consultant"], at=clinic.starts_at)
        recommend(clinic, case, place["consultant"])
