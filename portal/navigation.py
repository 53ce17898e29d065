"""What the person behind a request finds in the navigation: what is theirs, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from practices.access import Access
from practices.models import Practice
from practices.roles import Permission

Item = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """A screen in the main navigation, shown to whoever holds one of the permissions somewhere."""

    label: str
    view: str
    permissions: tuple[Permission, ...]


PLACES = (
    Place("My learning", "portal:learning", (Permission.LEARN,)),
    Place("My practice", "portal:my_practice", (Permission.SUBMIT_CASES,)),
    Place("Desk", "portal:desk", (Permission.RUN_CLINICS, Permission.HOLD_VISITS)),
    Place("Register", "portal:register", (Permission.SEE_REGISTER,)),
    Place("Inbox", "portal:inbox", (Permission.DECIDE_AWARDS,)),
    Place("Forecast", "portal:network_forecast", (Permission.SEE_NETWORK,)),
    Place("Courses", "courses:catalogue", (Permission.LEARN, Permission.EDIT_CONTENT)),
    Place("Sessions", "courses:sessions", (Permission.LEARN, Permission.RUN_SESSIONS)),
    Place("Clinics", "virtualclinics:clinics", (Permission.SUBMIT_CASES, Permission.RUN_CLINICS)),
    Place("Visits", "visits:visits", (Permission.SUBMIT_CASES, Permission.HOLD_VISITS)),
    Place(
        "Studio",
        "accreditation:studio",
        (Permission.DRAFT_FRAMEWORKS, Permission.ENDORSE_FRAMEWORKS, Permission.PUBLISH_FRAMEWORKS),
    ),
    Place("Programme", "portal:programme", (Permission.MANAGE_NETWORK,)),
)


@dataclass(frozen=True)
class PracticePlace:
    """A screen of one practice; `permission` is asked of that practice."""

    label: str
    view: str
    permission: Permission


PRACTICE_PLACES = (
    PracticePlace("Standing", "portal:practice", Permission.SEE_PRACTICE),
    PracticePlace("Forecast", "portal:forecast", Permission.FORECAST),
    PracticePlace("What if", "portal:what_if", Permission.FORECAST),
    PracticePlace("People", "practices:people", Permission.MANAGE_STAFF),
    PracticePlace("Declarations", "accreditation:declarations", Permission.SIGN_FOR_PRACTICE),
    PracticePlace("Other evidence", "accreditation:other_evidence", Permission.RECORD_EVIDENCE),
    PracticePlace("Plans", "accreditation:plans", Permission.SEE_PRACTICE),
    PracticePlace("Units and changes", "practices:circumstances", Permission.MANAGE_NETWORK),
    PracticePlace("Cases", "virtualclinics:practice_cases", Permission.SUBMIT_CASES),
    PracticePlace("Sessions", "courses:practice_sessions", Permission.MANAGE_STAFF),
    PracticePlace("Visits", "visits:practice_visits", Permission.SEE_PRACTICE),
    PracticePlace("Decisions", "portal:decisions", Permission.SEE_PRACTICE),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor."""
    access: Access | None = getattr(request, "access", None)
    if access is None or not request.user.is_authenticated:
        return {"navigation": [], "practice_navigation": []}
    return {
        "navigation": _items(request, access),
        "practice_navigation": _practice_items(request, access),
        "account_href": reverse("practices:my_details") if access.person else "",
    }


def _shows(place: Place, access: Access) -> bool:
    return any(access.may(permission) for permission in place.permissions)


def _items(request: HttpRequest, access: Access) -> list[Item]:
    """The places of the person; the one whose address is nearest to the page's is where they are."""
    places = [(place.label, reverse(place.view)) for place in PLACES if _shows(place, access)]
    around = [url for _, url in places if request.path.startswith(url)]
    here = max(around, key=len, default="")
    return [{"label": label, "url": url, "current": url == here} for label, url in places]


def _practice_items(request: HttpRequest, access: Access) -> list[Item]:
    """The screens of the practice that the address names by its code, as far as the person may open them."""
    match = request.resolver_match
    code = match.kwargs.get("code") if match else None
    practice = Practice.objects.filter(code=code).first() if code else None
    if practice is None or not access.may_at(Permission.SEE_PRACTICE, practice):
        return []
    here = match.view_name if match else ""
    return [
        {"label": place.label, "url": reverse(place.view, args=[practice.code]), "current": place.view == here}
        for place in PRACTICE_PLACES
        if access.may_at(place.permission, practice)
    ]
