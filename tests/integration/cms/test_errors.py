from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import include, path

from cms import errors


def bad(request: Any) -> HttpResponse:
    raise BadRequest("unreadable")


def denied(request: Any) -> HttpResponse:
    raise PermissionDenied("Only the practice's lead may see this.")


def broken(request: Any) -> HttpResponse:
    raise RuntimeError("broken")


urlpatterns = [path("bad/", bad), path("denied/", denied), path("broken/", broken), path("", include("config.urls"))]
handler400, handler403 = errors.bad_request, errors.permission_denied
handler404, handler500 = errors.page_not_found, errors.server_error


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize(
    ("address", "status", "heading"),
    [
        ("/bad/", 400, "We could not read that"),
        ("/denied/", 403, "You may not see this page"),
        ("/no-such-page/", 404, "Page not found"),
        ("/broken/", 500, "Something went wrong"),
    ],
)
def test_an_error_says_what_happened_and_where_to_go(visitor: Client, address: str, status: int, heading: str) -> None:
    response = visitor.get(address)
    html = response.content.decode()
    assert response.status_code == status
    assert html.count(f'<h1 class="nhsuk-heading-l">{heading}</h1>') == 1
    assert html.count('<a class="nhsuk-link" href="/">') == 1


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_a_refusal_gives_its_reason(visitor: Client) -> None:
    assert visitor.get("/denied/").content.decode().count("Only the practice&#x27;s lead may see this.") == 1


@pytest.mark.django_db
def test_a_form_that_waited_too_long_says_what_to_do(visitor: Client) -> None:
    response = visitor.post("/accounts/login/", {"login": "nurse@demo.example"})
    assert response.status_code == 403
    assert response.content.decode().count("The page you sent was open for too long") == 1


def test_the_page_for_a_failure_asks_nothing_of_the_database() -> None:
    assert errors.server_error(RequestFactory().get("/")).status_code == 500
