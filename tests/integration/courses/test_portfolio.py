from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from pypdf import PdfReader

from cms import clock
from courses import operations
from courses.enums import ReflectionTheme
from courses.models import Reflection
from courses.portfolio.contents import lines_of, portfolio_of
from courses.portfolio.document import portfolio_csv, portfolio_pdf
from courses.portfolio.purposes import EVERYTHING, NMC
from evidence.enums import VoidReason
from practices import operations as practices
from practices.confidentiality import IdentifierFound
from tests.factories.accounts import signed_in
from tests.factories.courses import a_course, completed
from tests.factories.practices import a_network, a_person, a_practice, employed

pytestmark = pytest.mark.django_db

SAID = {"learned": "Read the strength aloud.", "changed": "We do so at every start.", "theme": "safety"}


@pytest.fixture
def network():
    return a_network()


@pytest.fixture
def nurse(network):
    return employed(a_practice(network), person=a_person("Nadia", "Nurse"))


@pytest.fixture
def colleague(network):
    return employed(a_practice(network), person=a_person("Carla", "Colleague"))


@pytest.fixture
def completion(nurse, network):
    return completed(nurse, a_course(network, "insulin-safety", title="Insulin safety", cpd_minutes=45), clock.now())


def the_line(person):
    [line] = lines_of(person, known_at=clock.now())
    return line


def the_portfolio(person, purpose=NMC):
    today = clock.today()
    since = today - timedelta(days=365)
    return portfolio_of(person, purpose=purpose, since=since, until=today + timedelta(days=1), known_at=clock.now())


def reflected(person, **values):
    said = {**SAID, "theme": ReflectionTheme.SAFETY, "at": clock.now(), **values}
    return operations.write_reflection(by=person, **said)


def address(name, *args):
    return reverse(f"courses:{name}", args=args)


def words(pdf):
    pages = PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


def test_a_line_says_the_title_the_hours_and_how_far_it_is_verified(nurse, completion):
    line = the_line(nurse)
    assert (line.method, line.text, line.minutes, line.participatory, line.verification) == (
        "Course",
        "Insulin safety",
        45,
        False,
        "Counter-signed",
    )


def test_the_days_of_a_portfolio_include_the_first_and_exclude_the_day_after_the_last(nurse, completion):
    day = completion.completed_on
    edges = [(day, day + timedelta(days=1)), (day - timedelta(days=9), day), (day + timedelta(days=1), date.max)]
    found = [
        len(portfolio_of(nurse, purpose=NMC, since=since, until=until, known_at=clock.now()).lines)
        for since, until in edges
    ]
    assert found == [1, 0, 0]


def test_what_was_voided_is_not_in_the_portfolio_and_its_reflection_neither(nurse, completion):
    reflected(nurse, entry_id=int(the_line(nurse).ref))
    operations.void_completion(completion=completion, reason=VoidReason.WRONG_PERSON, by=None, at=clock.now())
    assert (lines_of(nurse, known_at=clock.now()), Reflection.objects.count()) == ([], 1)


def test_writing_again_about_an_entry_replaces_what_was_written(nurse, completion):
    ref = int(the_line(nurse).ref)
    for learned in ("First.", "Better."):
        reflected(nurse, entry_id=ref, learned=learned)
    assert [each.learned for each in Reflection.objects.all()] == ["Better."]


def test_nobody_reflects_on_what_is_on_somebody_elses_record(nurse, colleague, completion):
    with pytest.raises(ValueError, match="on your own record"):
        reflected(colleague, entry_id=int(the_line(nurse).ref))
    assert not Reflection.objects.exists()


def test_a_reflection_about_nothing_is_refused(nurse):
    with pytest.raises(ValueError, match="what your reflection is about"):
        reflected(nurse, title="", happened_on=clock.today())


@pytest.mark.parametrize("field", ["title", "learned", "changed"])
def test_no_identifier_gets_into_a_reflection(nurse, field):
    with pytest.raises(IdentifierFound):
        reflected(nurse, **{"title": "Meeting", "happened_on": clock.today(), field: "NHS number 943 476 5919"})
    assert not Reflection.objects.exists()


def test_what_a_former_record_wrote_stays_hers_when_records_are_joined(nurse):
    maiden = a_person("Nadia", "Maiden", with_account=False)
    reflected(maiden, title="A meeting", happened_on=clock.today())
    practices.merge_people(former=maiden, survivor=nurse, by=None, at=clock.now())
    assert [line.text for line in lines_of(nurse, known_at=clock.now())] == ["A meeting"]


def test_the_pdf_says_what_is_asked_what_is_there_and_what_was_written(nurse, completion):
    reflected(nurse, entry_id=int(the_line(nurse).ref))
    said = words(portfolio_pdf(the_portfolio(nurse)))
    expected = [
        "NMC revalidation",
        "Nadia Nurse",
        "0.75 of 35",
        "0 of 20",
        "1 of 5",
        "Insulin safety",
        "Preserve safety",
        SAID["learned"],
        SAID["changed"],
    ]
    assert [each for each in expected if each not in said] == []


def test_the_same_record_gives_the_same_pdf(nurse, completion):
    first, second = (portfolio_pdf(the_portfolio(nurse)) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("text", ['#eval("1+1")', "= Heading", "*bold* $x^2$ @ref", '"}]}', "<script>"])
def test_what_is_typed_never_becomes_markup(nurse, text):
    reflected(nurse, title=text, happened_on=clock.today(), learned=text)
    said = words(portfolio_pdf(the_portfolio(nurse, EVERYTHING)))
    assert said.replace(" ", "").count(text.replace(" ", "")) == 3


def test_the_csv_has_a_row_a_line_and_no_live_formula(nurse, completion):
    reflected(nurse, title="=1+1", happened_on=clock.today(), learned="@SUM(A1)")
    rows = list(csv.DictReader(io.StringIO(portfolio_csv(the_portfolio(nurse)))))
    assert sorted((row["What"], row["Hours"], row["What I learned"]) for row in rows) == [
        ("'=1+1", "0", "'@SUM(A1)"),
        ("Insulin safety", "0.75", ""),
    ]


def test_the_screen_shows_the_figures_and_offers_both_files(client, nurse, completion):
    page = signed_in(client, nurse).get(address("portfolio"), {"purpose": "nmc"}).content.decode()
    expected = ["NMC revalidation", "0.75 of 35", "/courses/portfolio/pdf/?purpose=nmc", "/courses/portfolio/csv/"]
    assert [each for each in expected if each not in page] == []


def test_a_nurse_is_asked_what_her_regulator_asks(client, nurse):
    nurse.registrations.create(body="nmc", number="12A3456E")
    assert "NMC revalidation, " in signed_in(client, nurse).get(address("portfolio")).content.decode()


def test_days_the_wrong_way_round_get_a_sentence_and_keep_what_was_typed(client, nurse):
    asked = {"purpose": "nmc", "since": "2026-05-01", "last_on": "2026-04-01"}
    page = signed_in(client, nurse).get(address("portfolio"), asked).content.decode()
    file = signed_in(client, nurse).get(address("portfolio_pdf"), asked)
    assert ("must not be before the first" in page, 'value="2026-05-01"' in page, file.status_code) == (True, True, 302)


def test_a_reflection_is_written_and_read_again_on_the_screen(client, nurse, completion):
    client, ref = signed_in(client, nurse), the_line(nurse).ref
    assert client.post(address("reflect", ref), SAID).status_code == 302
    assert SAID["learned"] in client.get(address("reflect", ref)).content.decode()


def test_an_unfinished_reflection_comes_back_with_what_was_typed(client, nurse):
    page = signed_in(client, nurse).post(address("reflect_on_other"), {"learned": "Half a thought"}).content.decode()
    assert ("Half a thought" in page, "Say what it is about." in page) == (True, True)


def test_a_day_to_come_is_refused(client, nurse):
    tomorrow = clock.today() + timedelta(days=1)
    day = {"happened_on_day": tomorrow.day, "happened_on_month": tomorrow.month, "happened_on_year": tomorrow.year}
    page = signed_in(client, nurse).post(address("reflect_on_other"), {"title": "A talk", **day, **SAID})
    assert "must not be after today" in page.content.decode()


def test_somebody_elses_reflection_is_not_found_to_read_to_change_or_to_throw_away(client, nurse, colleague):
    hers = reflected(nurse, title="A meeting", happened_on=clock.today())
    client = signed_in(client, colleague)
    answers = [client.get(address("own_reflection", hers.pk)), client.post(address("throw_away_reflection", hers.pk))]
    assert ([answer.status_code for answer in answers], Reflection.objects.count()) == ([404, 404], 1)


def test_a_reflection_is_thrown_away_and_the_entry_stays(client, nurse, completion):
    hers = reflected(nurse, entry_id=int(the_line(nurse).ref))
    signed_in(client, nurse).post(address("throw_away_reflection", hers.pk))
    assert (Reflection.objects.count(), the_line(nurse).reflection) == (0, None)


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_queries_do_not_grow_with_the_record(client, nurse, network, django_assert_num_queries, number):
    for _ in range(number):
        completed(nurse, a_course(network), clock.now())
    client = signed_in(client, nurse)
    client.get(address("portfolio"))
    with django_assert_num_queries(7):
        client.get(address("portfolio"))
