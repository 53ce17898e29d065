from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from practices.access import Access
from practices.roles import Permission

# The first that a person may do decides where they begin.
STARTS = (
    (Permission.DECIDE_AWARDS, "portal:register"),
    (Permission.MANAGE_NETWORK, "portal:programme"),
    (Permission.RUN_CLINICS, "portal:desk"),
    (Permission.SIGN_FOR_PRACTICE, "portal:my_practice"),
    (Permission.LEARN, "portal:learning"),
    (Permission.EDIT_CONTENT, "wagtailadmin_home"),
)


@login_required
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """After signing in: the screen that the person's role works on."""
    access: Access = request.access  # type: ignore[attr-defined]
    for permission, view in STARTS:
        if access.may(permission):
            return redirect(view)
    return render(request, "portal/no_role.html")
