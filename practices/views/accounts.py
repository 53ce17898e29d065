from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from cms import clock
from practices import operations
from practices.forms import AcceptInvitationForm
from practices.middleware import DEMO_WAY_THROUGH
from practices.models import Invitation
from practices.operations.accounts import digest_of
from practices.policies import check_invitation_open


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Open an account from an invitation, and sign in."""
    invitation = Invitation.objects.select_related("person").filter(token_digest=digest_of(token)).first()
    try:
        if invitation is None:
            raise ValueError("This address is not an invitation of ours. Copy the whole address from your e-mail.")
        check_invitation_open(invitation, clock.now())
    except ValueError as refusal:
        return render(request, "practices/invitation_refused.html", {"refusal": refusal}, status=410)
    form = AcceptInvitationForm(request.POST or None, person=invitation.person)
    if request.method == "POST" and form.is_valid():
        user = operations.accept_invitation(
            invitation=invitation, password=form.cleaned_data["password"], at=clock.now()
        )
        login(request, user)
        return redirect("portal:start")
    return render(request, "practices/accept_invitation.html", {"form": form, "invitation": invitation})


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Where a specialist, commissioner, editor or admin without a second factor is sent."""
    onward = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(onward, allowed_hosts={request.get_host()}):
        onward = "/"
    if request.method == "POST":
        if not settings.DEMO:
            raise Http404
        request.session[DEMO_WAY_THROUGH] = True
        return redirect(onward)
    return render(request, "practices/second_factor.html", {"is_demo": settings.DEMO, "next": onward})
