"""What the practice declares, and until when."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accreditation import operations, panels, queries
from accreditation.doors import DECLARATION, DECLARATION_WITHDRAWN
from accreditation.forms import DeclarationForm
from accreditation.models import Declaration
from accreditation.permissions import check_signs
from accreditation.queries.frameworks import DeclarationAsked
from accreditation.views.acting import accepts, access_of, actor, named, practice_called
from cms import clock
from cms.dates import in_words
from practices.access import Access
from practices.correction_panels import history_table
from practices.corrections.queries import corrections_about
from practices.models import Practice
from practices.views.door import Asked, through_the_door

HEADINGS = ["Declaration", "Signed on", "Valid until", "Today", "Signed by", "If it was signed in error"]


@login_required
@require_http_methods(["GET", "POST"])
def declarations(request: HttpRequest, code: str) -> HttpResponse:
    practice = practice_called(code)
    check_signs(access_of(request), practice)
    asked = _asked(practice)
    form = DeclarationForm(
        request.POST if request.method == "POST" else None, asked=asked, initial={"signed_on": clock.today()}
    )
    former = _signed_that_day(practice, form) if form.is_bound and form.is_valid() else None
    if former:
        if answer := through_the_door(request, _correcting(practice, former, form), form):
            return answer
    elif form.is_bound and form.is_valid() and accepts(form, lambda: _sign(request, practice, form)):
        messages.success(request, "The declaration is signed, and counts from now on.")
        return redirect("accreditation:declarations", code)
    return render(request, "accreditation/declarations.html", _context(practice, asked, form, access_of(request)))


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Asks once more, then takes a declaration that was entered in error out of what counts."""
    practice = practice_called(code)
    check_signs(access_of(request), practice)
    declaration = get_object_or_404(Declaration, pk=pk, practice=practice, withdrawn_at__isnull=True)
    if request.method == "POST":
        told = "The declaration no longer counts. What was known before stays on record."
        asked = Asked(DECLARATION_WITHDRAWN, {"declaration": declaration}, declaration, told, _back(practice))
        return through_the_door(request, asked) or redirect(_back(practice))
    heading = f"Withdraw the declaration signed on {in_words(declaration.signed_on)}?"
    return render(request, "accreditation/withdraw_declaration.html", {**named(practice), "heading": heading})


def _signed_that_day(practice: Practice, form: DeclarationForm) -> Declaration | None:
    """The same was signed on that day already, and says something else: then this corrects it."""
    given = form.cleaned_data
    signed = Declaration.objects.filter(practice=practice, code=given["code"], signed_on=given["signed_on"])
    return signed.filter(withdrawn_at=None).exclude(valid_until=given["valid_until"]).first()


def _correcting(practice: Practice, former: Declaration, form: DeclarationForm) -> Asked:
    days = {name: form.cleaned_data[name] for name in ("signed_on", "valid_until")}
    told = "The declaration is corrected. What was known before stays on record."
    return Asked(DECLARATION, {"declaration": former, **days}, former, told, _back(practice))


def _back(practice: Practice) -> str:
    return reverse("accreditation:declarations", args=[practice.code])


def _sign(request: HttpRequest, practice: Practice, form: DeclarationForm) -> object:
    return operations.sign_declaration(practice=practice, **form.cleaned_data, **actor(request))


def _asked(practice: Practice) -> list[DeclarationAsked]:
    """By code, the declarations that the frameworks of the practice ask for now, each once: those of the version that
    governs it, and of the one in force, which it is to meet next.
    """
    moments = {"as_of": clock.today(), "known_at": clock.now()}
    versions = [
        version
        for framework in queries.frameworks_of_practice(practice)
        for version in (
            queries.version_for(practice, framework, **moments),
            queries.version_in_force(framework, **moments),
        )
    ]
    asked = [each for version in versions if version for each in queries.declarations_asked_for(version.parsed)]
    return list({each.code: each for each in asked}.values())


def _context(
    practice: Practice, asked: list[DeclarationAsked], form: DeclarationForm, access: Access
) -> dict[str, Any]:
    known = list(Declaration.objects.filter(practice=practice).select_related("signed_by"))
    signed = [each for each in known if each.withdrawn_at is None]
    labels = {each.code: each.label for each in asked}
    return {
        **named(practice),
        "asked": asked,
        "form": form,
        "headings": HEADINGS,
        "corrections": history_table(corrections_about(known), access),
        "rows": panels.declaration_rows(practice, signed, labels, today=clock.today()),
    }
