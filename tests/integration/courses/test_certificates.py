from __future__ import annotations

import io
import re

import pytest
from django.urls import reverse
from pypdf import PdfReader

from cms import clock
from courses import operations
from courses.certificate.document import certificate_pdf
from courses.models import Completion
from evidence.enums import VoidReason
from practices import operations as practices
from tests.factories.accounts import signed_in
from tests.factories.corrections import post_through_the_door
from tests.factories.courses import a_course, completed
from tests.factories.practices import a_network, a_person, a_practice, a_programme_admin, employed

pytestmark = pytest.mark.django_db


@pytest.fixture
def nurse():
    return employed(a_practice(a_network()), person=a_person("Zoë", "Łukasz"))


@pytest.fixture
def completion(nurse):
    network = nurse.employments.get().practice.network_memberships.get().network
    return completed(nurse, a_course(network, "insulin-safety", cpd_minutes=45), clock.now())


def read(pdf):
    return PdfReader(io.BytesIO(pdf))


def words(pdf):
    return re.sub(r"\s+", " ", read(pdf).pages[0].extract_text())


def address_of(name, completion):
    return reverse(f"courses:{name}", args=[completion.certificate_ref])


def test_the_certificate_says_who_what_when_and_where_to_check(client, nurse, completion):
    response = signed_in(client, nurse).get(address_of("certificate", completion))
    said = words(response.content)
    expected = ["Zoë Łukasz", "Insulin safety", "0.75 hours", "Passed with 100%", completion.certificate_ref]
    assert (response.headers["Content-Type"], [each for each in expected if each not in said]) == (
        "application/pdf",
        [],
    )
    assert f"/courses/verify/{completion.certificate_ref}/" in said.replace(" ", "")


def test_the_certificate_is_a_tagged_pdf_with_a_title_and_a_language(completion):
    pdf = read(certificate_pdf(completion, address="https://network.example/courses/verify/x/"))
    root = pdf.trailer["/Root"]
    assert (root["/MarkInfo"]["/Marked"], root["/Lang"], pdf.metadata.title) == (
        True,
        "en-GB",
        "Certificate of completion",
    )
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def test_the_same_completion_gives_the_same_bytes(completion):
    first, second = (certificate_pdf(completion, address="https://network.example/v/") for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    "name", ['#eval("1+1")', "<script>alert(1)</script>", "*bold* _it_ $x^2$ @ref", '"}, "qr": "', "\\u{41} #image"]
)
def test_a_name_never_becomes_markup(nurse, completion, name):
    practices.rename_person(person=nurse, given_name=name, family_name="Nair", by=None)
    said = words(certificate_pdf(Completion.objects.get(), address="https://network.example/v/"))
    assert f"{name} Nair".replace(" ", "") in said.replace(" ", "")


def test_a_name_in_a_script_without_a_glyph_still_gets_its_certificate(nurse, completion):
    practices.rename_person(person=nurse, given_name="明", family_name="李", by=None)
    pdf = certificate_pdf(Completion.objects.get(), address="https://network.example/v/")
    assert len(read(pdf).pages) == 1


def test_nobody_gets_somebody_elses_certificate(client, completion):
    colleague = employed(a_practice(completion.course.network), "gp_partner")
    assert signed_in(client, colleague).get(address_of("certificate", completion)).status_code == 404


def test_anybody_with_the_address_can_verify_a_certificate(client, completion):
    page = client.get(address_of("verify", completion)).content.decode()
    assert ["This certificate stands" in page, "Zoë Łukasz" in page, "does not stand" in page] == [True, True, False]


def test_a_void_certificate_says_so_and_has_no_pdf(client, nurse, completion):
    operations.void_completion(completion=completion, reason=VoidReason.NOT_GENUINE, by=None, at=clock.now())
    page = client.get(address_of("verify", completion)).content.decode()
    assert ["This certificate stands" in page, "This certificate does not stand" in page] == [False, True]
    pdf = signed_in(client, nurse).get(address_of("certificate", completion))
    assert pdf.headers["Location"] == address_of("verify", completion)


def test_an_unknown_reference_is_not_ours(client):
    response = client.get(reverse("courses:verify", args=["never-issued"]))
    assert (response.status_code, "We issued no certificate" in response.content.decode()) == (404, True)


def test_a_name_with_markup_is_text_on_the_page(client, nurse, completion):
    practices.rename_person(person=nurse, given_name="<script>alert(1)</script>", family_name="Nair", by=None)
    assert b"<script>alert" not in client.get(address_of("verify", completion)).content


def test_a_reference_cannot_be_guessed(nurse, completion):
    refs = {completed(nurse, a_course(completion.course.network), clock.now()).certificate_ref for _ in range(5)}
    assert (len(refs), min(len(ref) for ref in refs)) == (5, 22)


def test_the_programme_admin_voids_a_completion_and_takes_it_back(client, completion):
    admin = signed_in(client, a_programme_admin(completion.course.network))
    void = address_of("void_completion", completion)
    assert "Choose the reason." in admin.post(void, {}).content.decode()
    post_through_the_door(admin, void, {"reason": VoidReason.NOT_GENUINE})
    completion.refresh_from_db()
    assert (completion.is_void, completion.void_reason) == (True, "not_genuine")
    post_through_the_door(admin, void)
    completion.refresh_from_db()
    assert (completion.is_void, completion.revision) == (False, 2)


def test_nobody_else_voids_a_completion(client, nurse, completion):
    response = signed_in(client, nurse).post(address_of("void_completion", completion), {"reason": "not_genuine"})
    assert (response.status_code, Completion.objects.standing().count()) == (403, 1)


def test_another_networks_admin_does_not_find_it(client, completion):
    admin = signed_in(client, a_programme_admin(a_network("Elsewhere")))
    assert admin.get(address_of("void_completion", completion)).status_code == 404
