from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses.certificate.document import certificate_pdf, certified, particulars
from courses.doors import RESTORE, VOID
from courses.forms import VoidForm
from courses.models import Completion
from courses.permissions import check_runs_programme
from courses.views.acting import access_of, actor, posted
from practices.correction_panels import history_table
from practices.corrections.queries import corrections_about
from practices.roles import Permission
from practices.views.door import Asked, through_the_door

COMPLETIONS = Completion.objects.select_related("person", "course__network")


@login_required
@require_safe
def certificate(request: HttpRequest, ref: str) -> HttpResponse:
    """One's own certificate as a PDF; 404 for anybody else's. A void completion has none."""
    own = COMPLETIONS.filter(person=actor(request))
    completion = get_object_or_404(own, certificate_ref=ref)
    if completion.is_void:
        return redirect("courses:verify", ref)
    pdf = certificate_pdf(completion, address=f"{settings.PUBLIC_URL}{reverse('courses:verify', args=[ref])}")
    headers = {"Content-Disposition": f'inline; filename="certificate-{completion.course.code}.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


@never_cache
@require_safe
def verify(request: HttpRequest, ref: str) -> HttpResponse:
    """Public: what a certificate certifies, and whether it still stands. Whoever has the address may see it."""
    completion = COMPLETIONS.filter(certificate_ref=ref).first()
    if completion is None:
        return render(request, "courses/unknown_certificate.html", status=404)
    may_void = access_of(request).may_in(Permission.MANAGE_NETWORK, completion.course.network_id)
    context: dict[str, Any] = {"completion": completion, "rows": rows(completion), "may_void": may_void}
    context["certified"] = certified(completion)
    if may_void:
        context["corrections"] = history_table(corrections_about([completion]), access_of(request))
    return render(request, "courses/verify.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def void(request: HttpRequest, ref: str) -> HttpResponse:
    """The programme admin takes a completion back, or back again."""
    completion = get_object_or_404(COMPLETIONS, certificate_ref=ref)
    check_runs_programme(access_of(request), completion.course.network_id)
    form = VoidForm(posted(request))
    if request.method == "POST" and (completion.is_void or form.is_valid()):
        asked = _asked(completion, form)
        if answer := through_the_door(request, asked, None if completion.is_void else form):
            return answer
    return render(request, "courses/void.html", {"completion": completion, "rows": rows(completion), "form": form})


def _asked(completion: Completion, form: VoidForm) -> Asked:
    back = reverse("courses:verify", args=[completion.certificate_ref])
    arguments: dict[str, Any] = {"completion": completion}
    if completion.is_void:
        return Asked(RESTORE, arguments, completion, "It counts again, and its certificate stands.", back)
    arguments["reason"] = form.cleaned_data["reason"]
    return Asked(VOID, arguments, completion, "It is void. What was known before stays on record.", back)


def rows(completion: Completion) -> list[dict[str, str]]:
    said = {"Name": completion.person.name, "Course": completion.course_title, **particulars(completion)}
    return [{"key": key, "value": value} for key, value in said.items()]
