"""What the practice declares, and until when."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accreditation import operations, panels, queries
from accreditation.forms import DeclarationForm
from accreditation.models import Declaration
from accreditation.permissions import check_signs
from accreditation.queries.frameworks import DeclarationAsked
from accreditation.views.acting import accepts, access_of, actor, named, practice_called
from cms import clock
from cms.dates import in_words
from practices.models import Practice

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
    if form.is_bound and form.is_valid() and accepts(form, lambda: _sign(request, practice, form)):
        messages.success(request, "The declaration is signed, and counts from now on.")
        return redirect("accreditation:declarations", code)
    return render(request, "accreditation/declarations.html", _context(practice, asked, form))


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Asks once more, then takes a declaration that was entered in error out of what counts."""
    practice = practice_called(code)
    check_signs(access_of(request), practice)
    declaration = get_object_or_404(Declaration, pk=pk, practice=practice, withdrawn_at__isnull=True)
    if request.method == "POST":
        operations.withdraw_declaration(declaration=declaration, **actor(request))
        messages.success(request, "The declaration no longer counts. What was known before stays on record.")
        return redirect("accreditation:declarations", code)
    heading = f"Withdraw the declaration signed on {in_words(declaration.signed_on)}?"
    return render(request, "accreditation/withdraw_declaration.html", {**named(practice), "heading": heading})


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


def _context(practice: Practice, asked: list[DeclarationAsked], form: DeclarationForm) -> dict[str, Any]:
    signed = Declaration.objects.filter(practice=practice, withdrawn_at__isnull=True).select_related("signed_by")
    labels = {each.code: each.label for each in asked}
    return {
        **named(practice),
        "asked": asked,
        "form": form,
        "headings": HEADINGS,
        "rows": panels.declaration_rows(practice, signed, labels, today=clock.today()),
    }
