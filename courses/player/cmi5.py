"""Parts of cmi5: how they are started, the token they fetch once, and the little of an LRS that they speak with."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote, urlencode
from uuid import NAMESPACE_URL, uuid4, uuid5

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms import clock
from courses import operations
from courses.enums import PackageKind
from courses.models import PackageLaunch, PackageToken
from courses.operations.launches import digest_of
from courses.packages.statements import SESSION, Session, is_actor, read_statement
from courses.player.loading import check_open, json_sent, launch_asked, refusals_told
from courses.queries.packages import document, documents_named, verbs_said

VERSION = "1.0.3"
LAUNCH_DATA = "LMS.LaunchData"
PREFERENCES = "cmi5LearnerPreferences"
MOST_STATEMENTS = 50
LONGEST_NAME = 200
LONGEST_DOCUMENT = 64_000
View = Callable[..., HttpResponseBase]


def session_of(launch: PackageLaunch) -> Session:
    """How statements of the launch name it. The learner is a key that means nothing elsewhere: no name, no address."""
    registration = uuid5(NAMESPACE_URL, f"{settings.PUBLIC_URL}/{launch.enrolment_id}/{launch.package_id}")
    unit = launch.package.part(launch.unit)
    account = {"homePage": settings.PUBLIC_URL, "name": str(uuid5(registration, "learner"))}
    return Session(
        actor={"objectType": "Agent", "account": account},
        registration=str(registration),
        session_id=launch.label,
        activity_id=f"urn:uuid:{uuid5(registration, launch.unit)}",
        mastery=unit.mastery if unit else None,
    )


def address(request: HttpRequest, launch: PackageLaunch, secret: str) -> str:
    """The part's page, with what cmi5 has an address carry."""
    session, here = session_of(launch), f"{request.scheme}://{request.get_host()}/{secret}"
    unit = launch.package.part(launch.unit)
    assert unit is not None
    told = {
        "endpoint": f"{here}/xapi/",
        "fetch": f"{here}/fetch",
        "actor": json.dumps(session.actor),
        "registration": session.registration,
        "activityId": session.activity_id,
    }
    page, hash_sign, fragment = unit.href.partition("#")
    return f"{here}/content/{page}{'&' if '?' in page else '?'}{urlencode(told, quote_via=quote)}{hash_sign}{fragment}"


@require_POST
def fetch(request: HttpRequest, secret: str) -> HttpResponseBase:
    """The token, to the first who asks. Errors are told as cmi5 tells them: with the status 200."""
    launch = launch_asked(request, secret)
    try:
        if launch.package.kind != PackageKind.CMI5:
            raise ValueError("Only a part of cmi5 fetches a token.")
        return JsonResponse({"auth-token": operations.fetch_token(launch=launch, at=clock.now())})
    except ValueError as refused:
        return JsonResponse({"error-code": "1", "error-text": str(refused)})


def of_session(view: View) -> View:
    """Lets in whoever carries the token of the launch, and speaks xAPI 1.0."""

    @wraps(view)
    @refusals_told
    def checked(request: HttpRequest, secret: str) -> HttpResponseBase:
        launch = launch_asked(request, secret)
        token = PackageToken.objects.filter(launch=launch).first()
        given = request.headers.get("Authorization", "").partition("Basic ")[2].strip()
        if token is None or not constant_time_compare(token.digest, digest_of(given)):
            response: HttpResponseBase = JsonResponse({"error": "The token is not this launch's."}, status=401)
        elif not request.headers.get("X-Experience-API-Version", "").startswith("1.0"):
            response = JsonResponse({"error": "Say X-Experience-API-Version: 1.0.3."}, status=400)
        else:
            check_open(launch)
            response = view(request, launch)
        response["X-Experience-API-Version"] = VERSION
        return response

    return checked


@require_http_methods(["GET", "POST", "PUT"])
@of_session
def statements(request: HttpRequest, launch: PackageLaunch) -> HttpResponseBase:
    """Statements are taken and never given out: what a part said before is none of the next one's business."""
    if request.method == "GET":
        return JsonResponse({"statements": [], "more": ""})
    sent = json_sent(request)
    if request.method == "PUT":
        if not isinstance(sent, dict) or sent.get("id", request.GET.get("statementId")) != request.GET.get(
            "statementId"
        ):
            raise ValueError("The statement's id is not the one in the address.")
        _take(launch, [{**sent, "id": request.GET.get("statementId")}])
        return HttpResponse(status=204)
    listed = sent if isinstance(sent, list) else [sent]
    if not 0 < len(listed) <= MOST_STATEMENTS:
        raise ValueError(f"Send from 1 to {MOST_STATEMENTS} statements at once.")
    named = [{"id": str(uuid4()), **each} if isinstance(each, dict) else each for each in listed]
    _take(launch, named)
    return JsonResponse([each["id"] for each in named], safe=False)


@transaction.atomic
def _take(launch: PackageLaunch, sent: list[Any]) -> None:
    """All of them or none."""
    session, before = session_of(launch), verbs_said(launch)
    for each in sent:
        statement = read_statement(each, session, before)
        operations.record_report(
            launch=launch, kind="statement", ref=statement.ref, said=statement.said, at=clock.now(), adds_up=True
        )
        before.append(statement.said.kept["verb"])


@require_http_methods(["GET", "PUT", "POST", "DELETE"])
@of_session
def state(request: HttpRequest, launch: PackageLaunch) -> HttpResponseBase:
    """Documents that a part keeps of its own for this learner, and the one in which the site tells it how to run."""
    _check_about(request, launch)
    name = request.GET.get("stateId", "")
    if request.method == "GET":
        return _state_given(launch, name)
    if not name or len(name) > LONGEST_NAME or not name.isprintable() or name == LAUNCH_DATA:
        raise ValueError("The document has no name, or one that is the site's.")
    kept: dict[str, Any] = {"name": name, "deleted": True}
    if request.method != "DELETE":
        kept = {"name": name, "type": request.content_type[:80], "body": _body(request, launch, name)}
    operations.keep_document(launch=launch, ref=secrets.token_hex(16), kept=kept, at=clock.now())
    return HttpResponse(status=204)


def _state_given(launch: PackageLaunch, name: str) -> HttpResponseBase:
    if not name:
        return JsonResponse([LAUNCH_DATA, *documents_named(launch)], safe=False)
    if name == LAUNCH_DATA:
        return JsonResponse(launch_data(launch))
    kept = document(launch, name)
    if kept is None:
        return HttpResponse(status=404)
    return HttpResponse(kept["body"], content_type=kept["type"] or "application/octet-stream")


def launch_data(launch: PackageLaunch) -> dict[str, Any]:
    unit = launch.package.part(launch.unit)
    assert unit is not None
    session = session_of(launch)
    told: dict[str, Any] = {
        "contextTemplate": {
            "registration": session.registration,
            "contextActivities": {"grouping": [{"objectType": "Activity", "id": unit.key}]},
            "extensions": {SESSION: session.session_id},
        },
        "launchMode": "Normal",
        "launchMethod": "AnyWindow",
        "moveOn": unit.move_on,
        "returnURL": "../../closed",
    }
    if unit.data:
        told["launchParameters"] = unit.data
    if unit.mastery is not None:
        told["masteryScore"] = unit.mastery / 100
    return told


@require_safe
@of_session
def profile(request: HttpRequest, launch: PackageLaunch) -> HttpResponseBase:
    """What the learner prefers. Nobody is asked, so it is what everybody here reads."""
    if request.GET.get("profileId") != PREFERENCES:
        raise Http404
    return JsonResponse({"languagePreference": "en-GB", "audioPreference": "on"})


def _check_about(request: HttpRequest, launch: PackageLaunch) -> None:
    session = session_of(launch)
    try:
        agent = json.loads(request.GET.get("agent", ""))
    except (ValueError, RecursionError) as error:
        raise ValueError("The agent is not JSON.") from error
    if not is_actor(agent, session):
        raise ValueError("The document is of another learner.")
    if request.GET.get("activityId") != session.activity_id:
        raise ValueError("The document is of another activity.")
    if request.GET.get("registration", session.registration).lower() != session.registration:
        raise ValueError("The document is of another registration.")


def _body(request: HttpRequest, launch: PackageLaunch, name: str) -> str:
    """As it was sent; a POST of JSON is laid over what is there, as xAPI asks."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not str(length).isdecimal() or int(length) > LONGEST_DOCUMENT:
        raise ValueError(f"A document may have {LONGEST_DOCUMENT // 1000} kB.")
    try:
        text = request.body.decode()
    except UnicodeDecodeError as error:
        raise ValueError("A document has to be text in UTF-8.") from error
    former = document(launch, name) if request.method == "POST" else None
    if "\0" in text:
        raise ValueError("A document has to be text.")
    if former is None:
        return text
    try:
        laid_over = {**json.loads(former["body"]), **json.loads(text)}
    except (ValueError, TypeError, RecursionError) as error:
        raise ValueError("Only JSON objects can be laid over one another.") from error
    return json.dumps(laid_over)[:LONGEST_DOCUMENT]
