"""Packages from upload to evidence: what an editor offers, what a learner's package reports, and what comes of it."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from cms import clock
from courses import operations
from courses.enums import CompletedBy
from courses.models import Completion, Package, PackageFile, PackageLaunch, PackageReport
from courses.packages.judging import Said
from courses.packages.refusal import PackageRefused
from courses.packages.storing import store
from courses.player.origin import secret_of
from evidence.models import Entry
from jobs.operations import drain
from tests.factories import packages
from tests.factories.accounts import signed_in
from tests.factories.courses import a_course, right_answers
from tests.factories.practices import a_network, a_practice, a_specialist_nurse, employed
from tests.unit.courses.damaged_packages import DAMAGED

pytestmark = pytest.mark.django_db
PASSED = {"cmi": {"core": {"lesson_status": "passed", "score": {"raw": "90", "min": "0", "max": "100"}}}}
FINISHED = Said(is_completed=True, is_passed=True, score=90)


@pytest.fixture
def network():
    return a_network()


@pytest.fixture
def nurse(network):
    return employed(a_practice(network))


@pytest.fixture
def editor(network):
    return a_specialist_nurse(network)


@pytest.fixture
def editor_client(editor):
    return signed_in(Client(), editor)


@pytest.fixture
def course(network):
    """What its package completes."""
    return a_course(network, "foot-care", questions=0, completed_by=CompletedBy.PACKAGE)


@pytest.fixture
def package(course, editor, now):
    return packages.offered(course, packages.scorm12(), by=editor, at=now)


@pytest.fixture
def moment():
    return clock.now()


@pytest.fixture
def launch(nurse, package, moment):
    return packages.launched(nurse, package, at=moment)


class Origin:
    """Somebody who speaks with a launch's origin, as a browser in its frame would."""

    def __init__(self, launch, secret=None):
        self.client = Client()
        self.host = f"{launch.label}.packages.localhost"
        self.base = f"/{secret or secret_of(launch.label)}"

    def get(self, path, **headers):
        return self.client.get(f"{self.base}{path}", headers=headers, HTTP_HOST=self.host)

    def post(self, path, data):
        body = data if isinstance(data, str | bytes) else json.dumps(data)
        return self.client.post(f"{self.base}{path}", body, content_type="text/plain", HTTP_HOST=self.host)

    def commit(self, number=1, state=PASSED):
        return self.post("/commit", {"number": number, "state": state})


# --- what editors do -------------------------------------------------------------------------------------------------


def test_a_package_is_offered_once_it_is_unpacked_and_takes_the_place_of_the_former(course, editor, now):
    first = packages.offered(course, packages.scorm12(), by=editor, at=now)
    second = packages.offered(course, packages.cmi5(), by=editor, at=now + timedelta(days=1))
    first.refresh_from_db()
    assert (first.is_offered, first.withdrawn_by, second.is_offered) == (False, editor, True)
    assert [file.path for file in first.files.all()] == ["imsmanifest.xml", "start.html"]
    assert second.number == 2


def test_nothing_from_a_package_names_a_place_in_the_store(course, editor, now):
    package = packages.offered(course, packages.scorm12(**{"pages/Füße.html": "x"}), by=editor, at=now)
    digests = {file.digest for file in package.files.all()}
    assert len(digests) == 3
    assert all(store().exists(f"packages/content/{digest[:2]}/{digest}") for digest in digests)
    assert not store().exists("packages/content/pages")


@pytest.mark.parametrize("name", ["frames: a bad checksum", "bombs: says a smaller size", "frames: a broken stream"])
def test_what_only_unpacking_shows_refuses_the_package_and_keeps_the_former(name, course, editor, package, now):
    file = ContentFile(DAMAGED[name](), name="feet.zip")
    damaged = operations.upload_package(course=course, file=file, by=editor, at=now)
    drain(at=lambda: now)
    damaged.refresh_from_db()
    package.refresh_from_db()
    assert (damaged.state, package.is_offered) == ("refused", True)
    assert "damaged" in damaged.refusal
    assert not PackageFile.objects.filter(package=damaged).exists()
    assert not store().exists(f"packages/uploads/{damaged.digest}")


@pytest.mark.parametrize("name", ["names: many folders up", "entities: a file", "bombs: flat", "manifests: Tin Can"])
def test_what_is_wrong_with_an_upload_is_said_on_the_form_and_nothing_is_kept(name, course, editor_client):
    file = SimpleUploadedFile("feet.zip", DAMAGED[name](), "application/zip")
    answer = editor_client.post(reverse("courses:packages", args=[course.code]), {"file": file})
    assert answer.status_code == 200
    assert len(answer.context["form"].errors["file"]) == 1
    assert not Package.objects.exists()


def test_an_editor_sees_what_was_found_and_withdraws_it(course, package, editor_client, editor):
    page = editor_client.get(reverse("courses:package", args=[course.code, package.number])).content.decode()
    assert "SCORM 1.2" in page and "Looking at feet" in page and "80%" in page  # noqa: PT018
    editor_client.post(reverse("courses:withdraw_package", args=[course.code, package.number]))
    package.refresh_from_db()
    assert (package.is_offered, package.withdrawn_by) == (False, editor)


@pytest.mark.parametrize("uploaded", [1, 3, 30])
def test_the_list_asks_as_often_for_thirty_packages(
    uploaded, course, editor, editor_client, now, django_assert_num_queries
):
    for _ in range(uploaded):
        packages.offered(course, packages.scorm12(), by=editor, at=now)
    with django_assert_num_queries(6):
        page = editor_client.get(reverse("courses:packages", args=[course.code]))
    assert len(page.context["rows"]) == min(uploaded, 20)


# --- what a package's word is worth ----------------------------------------------------------------------------------


def test_what_a_package_reports_completes_its_course_as_self_declared_evidence(launch, nurse):
    assert Origin(launch).commit().json() == {"result": True, "errorCode": 0}
    completion = Completion.objects.get(person=nurse)
    entry = Entry.objects.get(person=nurse)
    assert (completion.score, completion.is_self_declared) == (90, True)
    assert (entry.kind, entry.verification, entry.values["score"]) == ("course.completed", 0, 90)


def test_a_package_without_a_score_completes_without_one(launch, nurse):
    Origin(launch).commit(state={"cmi": {"core": {"lesson_status": "completed"}}})
    assert Entry.objects.get(person=nurse).values["score"] is None
    page = signed_in(Client(), nurse).get(reverse("courses:verify", args=[Completion.objects.get().certificate_ref]))
    assert "the module reported it as done" in page.content.decode()


@pytest.mark.parametrize(
    "core",
    [
        {"lesson_status": "incomplete"},
        {"lesson_status": "failed", "score": {"raw": "100"}},
        {"lesson_status": "passed", "score": {"raw": "79.9"}},
        {"lesson_status": "completed", "score": {"raw": "1", "min": "0", "max": "100"}},
        {"lesson_status": "browsed"},
        {},
        [],
        "passed",
    ],
)
def test_less_than_what_is_asked_completes_nothing(launch, core):
    assert Origin(launch).commit(state={"cmi": {"core": core}}).status_code == 200
    assert (PackageReport.objects.count(), Completion.objects.count()) == (1, 0)


def test_the_quiz_of_a_course_still_vouches_for_it_when_a_module_is_part_of_it(network, editor, nurse, moment):
    course = a_course(network, "with-both")
    package = packages.offered(course, packages.scorm12(), by=editor, at=moment)
    launch = packages.launched(nurse, package, at=moment)
    attempt = operations.start_attempt(enrolment=launch.enrolment, by=nurse, at=moment)
    operations.submit_attempt(attempt=attempt, answers=right_answers(attempt), by=nurse, at=moment)
    assert not Completion.objects.exists()
    Origin(launch).commit()
    assert Entry.objects.get(person=nurse).verification == 2
    assert Completion.objects.get().score == 100


def test_every_part_has_to_be_done(course, editor, nurse, moment):
    package = packages.offered(course, packages.scorm2004(), by=editor, at=moment)
    done = {"cmi": {"completion_status": "completed", "success_status": "passed", "score": {"scaled": "0.85"}}}
    for part, completions in ((0, 0), (1, 1)):
        Origin(packages.launched(nurse, package, at=moment, part=part)).commit(state=done)
        assert Completion.objects.count() == completions
    assert Completion.objects.get().score == 85


def test_a_learner_goes_on_where_the_module_was_left(launch, nurse, package, moment):
    left = {"cmi": {"core": {"lesson_status": "incomplete", "lesson_location": "7"}, "suspend_data": "a=1"}}
    Origin(launch).commit(state=left)
    again = packages.launched(nurse, package, at=moment)
    page = Origin(again).get("/").content.decode()
    given = json.loads(page.split('type="application/json">')[1].split("</script>")[0])
    assert given["kept"]["core"]["lesson_location"] == "7"
    assert (given["kept"]["core"]["entry"], given["kept"]["suspend_data"]) == ("resume", "a=1")


def test_what_learners_typed_and_their_names_are_not_kept(launch, nurse):
    typed = {"interactions": {"0": {"student_response": "Mrs Jones, 943 476 5919"}}, "comments": "Mrs Jones"}
    Origin(launch).commit(state={"cmi": {**PASSED["cmi"], **typed}})
    assert "Jones" not in json.dumps(PackageReport.objects.get().kept)
    assert nurse.family_name not in Origin(launch).get("/").content.decode()


# --- what nobody can do ----------------------------------------------------------------------------------------------


def test_a_report_is_received_once(launch):
    origin = Origin(launch)
    assert [origin.commit(1).status_code, origin.commit(1).status_code, origin.commit(2).status_code] == [200, 409, 200]
    assert PackageReport.objects.count() == 2


def test_a_launch_that_was_started_again_or_is_too_old_is_over(launch, nurse, package, moment):
    packages.launched(nurse, package, at=moment)
    assert Origin(launch).commit().status_code == 409
    assert Origin(launch).get("/").status_code == 410
    old = packages.launched(nurse, package, at=moment - timedelta(hours=9))
    assert Origin(old).commit().status_code == 409
    assert not PackageReport.objects.exists()


@pytest.mark.parametrize("path", ["/", "/commit", "/fetch", "/content/start.html", "/xapi/statements", "/closed"])
def test_an_origin_answers_nobody_without_its_own_secret(path, launch, nurse, package, moment):
    other = packages.launched(employed(a_practice()), package, at=moment)
    for secret in ("guess", secret_of(other.label), secret_of(launch.label)[:-1]):
        answers = {Origin(launch, secret).get(path).status_code, Origin(launch, secret).post(path, {}).status_code}
        assert answers <= {401, 404, 405}
        assert 404 in answers
    assert not PackageReport.objects.exists()


def test_another_learner_sees_neither_the_page_nor_the_state_of_a_launch(launch, network):
    colleague = signed_in(Client(), employed(a_practice(network)))
    for name in ("launch", "launch_state"):
        assert colleague.get(reverse(f"courses:{name}", args=[launch.pk])).status_code == 404


def test_the_database_refuses_to_change_what_was_reported(launch):
    Origin(launch).commit()
    for rows, change in (
        (PackageReport.objects.all(), {"score": 100}),
        (PackageLaunch.objects.all(), {"unit": "other"}),
    ):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            rows.update(**change)
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            rows.filter(pk=rows[0].pk)._raw_delete(rows.db)


def test_a_package_that_reports_without_end_is_not_heard(launch, moment):
    for number in range(operations.launches.MOST_REPORTS_A_MINUTE):
        operations.record_report(launch=launch, kind="state", ref=str(number), said=FINISHED, at=moment)
    with pytest.raises(ValueError, match="too often"):
        operations.record_report(launch=launch, kind="state", ref="one more", said=FINISHED, at=moment)


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"null", b"[]", b"{", b"\xff\xfe", b"[" * 100_000),
        *(b'{"number": 1}', b'{"number": "1", "state": {}}', b'{"number": -1, "state": {}}'),
        *(b'{"number": 1, "state": []}', b'{"number": 1, "state": {"x": "' + b"x" * 300_000),
    ],
)
def test_a_report_that_is_none_is_refused_with_a_sentence(body, launch):
    answer = Origin(launch).post("/commit", body)
    assert (answer.status_code, answer.json()["result"]) == (409, False)
    assert answer.json()["error"].endswith(".")
    assert not PackageReport.objects.exists()


def test_text_that_no_database_takes_does_no_harm(launch):
    odd = {"cmi": {"core": {"lesson_location": "a\x00b\ud800"}, "suspend_data": "\x00" * 10 + "\udfff"}}
    assert Origin(launch).commit(state=odd).status_code == 200


# --- two origins -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/", "/accounts/login/", "/courses/", "/admin/", "/healthz", "/media/x", "/documents/1/x"]
)
def test_a_packages_origin_shows_no_page_of_the_site(path, launch, nurse):
    client = signed_in(Client(), nurse)
    for host in ("packages.localhost", f"{launch.label}.packages.localhost", "other.packages.localhost"):
        answer = client.get(path, HTTP_HOST=host)
        assert (answer.status_code, answer.cookies) == (404, {})


def test_the_site_shows_nothing_of_a_package(launch, nurse):
    client = signed_in(Client(), nurse)
    secret = secret_of(launch.label)
    assert client.get(f"/{secret}/content/start.html").status_code == 404
    assert client.get(f"/{secret}/").status_code == 404


def test_what_a_package_holds_is_served_as_what_it_is_and_shut_in(launch):
    answer = Origin(launch).get("/content/start.html")
    policy = answer["Content-Security-Policy"]
    assert (answer.status_code, answer["Content-Type"], b"".join(answer)) == (200, "text/html", packages.PAGE.encode())
    assert "sandbox allow-scripts allow-same-origin allow-forms allow-modals" in policy
    assert "connect-src 'self'" in policy
    assert "frame-ancestors 'self' http://localhost:*" in policy
    assert (answer["X-Content-Type-Options"], answer["Referrer-Policy"]) == ("nosniff", "no-referrer")
    assert "Set-Cookie" not in answer


def test_a_part_of_a_film_is_served_alone(course, editor, nurse, moment):
    package = packages.offered(course, packages.scorm12(**{"film.mp4": bytes(range(200))}), by=editor, at=moment)
    origin = Origin(packages.launched(nurse, package, at=moment))
    part = origin.get("/content/film.mp4", Range="bytes=10-19")
    assert (part.status_code, part["Content-Range"], b"".join(part)) == (206, "bytes 10-19/200", bytes(range(10, 20)))
    assert b"".join(origin.get("/content/film.mp4", Range="bytes=190-")) == bytes(range(190, 200))
    assert origin.get("/content/film.mp4", Range="bytes=200-").status_code == 416
    assert origin.get("/content/film.mp4", Range="lines=1-2").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "../imsmanifest.xml/..",
        "..%2f..%2fsettings.py",
        "%2e%2e/%2e%2e/etc/passwd",
        "//etc/passwd",
        "START.HTML",
        "start.html/",
    ],
)
def test_no_address_leads_out_of_a_package(path, launch):
    assert Origin(launch).get(f"/content/{path}").status_code == 404


def test_a_package_keeps_no_service_worker_and_is_not_opened_by_itself(launch):
    origin = Origin(launch)
    assert origin.get("/content/start.html", **{"Service-Worker": "script"}).status_code == 403
    assert origin.get("/content/start.html", **{"Sec-Fetch-Dest": "document"}).status_code == 403
    assert origin.get("/", **{"Sec-Fetch-Dest": "document"}).status_code == 403


def test_the_page_around_a_package_may_frame_that_origin_alone(launch, nurse):
    page = signed_in(Client(), nurse).get(reverse("courses:launch", args=[launch.pk]))
    sources = [each for each in page["Content-Security-Policy"].split("; ") if each.startswith("frame-src")]
    assert sources == [f"frame-src http://{launch.label}.packages.localhost"]
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]


def test_a_package_that_is_refused_says_so(course, editor, now):
    with pytest.raises(PackageRefused, match="not a zip file"):
        operations.upload_package(course=course, file=ContentFile(b"x" * 100, name="x.zip"), by=editor, at=now)
