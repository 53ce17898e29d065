"""What a person keeps about themselves."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from cms import clock
from practices import operations, panels
from practices.forms import NameForm, RegistrationForm
from practices.permissions import check_signed_in_person
from practices.queries import names_of, posts_of
from practices.views.loading import attempt, posted


@login_required
@require_safe
def my_details(request: HttpRequest) -> HttpResponse:
    check_signed_in_person(request.access)  # type: ignore[attr-defined]
    person = request.access.person  # type: ignore[attr-defined]
    posts = posts_of(person, on=clock.today())
    places = [*(post.practice_id for post in posts.employments), *(post.practice_id for post in posts.leads)]
    registrations = person.registrations.select_related("verified_by")
    context = {
        "person": person,
        "summary": panels.own_summary(person),
        "posts": panels.own_posts_table(posts, names_of(places, on=clock.today())),
        "registrations": [panels.registration_words(each) for each in registrations],
    }
    return render(request, "practices/my_details.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def my_name(request: HttpRequest) -> HttpResponse:
    check_signed_in_person(request.access)  # type: ignore[attr-defined]
    person = request.access.person  # type: ignore[attr-defined]
    initial = {"given_name": person.given_name, "family_name": person.family_name}
    form = NameForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        operations.rename_person(person=person, **form.cleaned_data, by=person)
        messages.success(request, "Your name is changed, on your record and on certificates made from now on.")
        return redirect("practices:my_details")
    return render(
        request, "practices/my_form.html", {"form": form, "page_title": "Your name", "submit": "Save my name"}
    )


@login_required
@require_http_methods(["GET", "POST"])
def my_registration(request: HttpRequest) -> HttpResponse:
    check_signed_in_person(request.access)  # type: ignore[attr-defined]
    person = request.access.person  # type: ignore[attr-defined]
    form = RegistrationForm(posted(request))
    if request.method == "POST" and form.is_valid():
        kept = attempt(
            form, lambda: operations.register_professional(person=person, **form.cleaned_data, by=person), "number"
        )
        if kept:
            messages.success(request, f"{kept} is kept. Your practice or the programme verifies it.")
            return redirect("practices:my_details")
    context = {"form": form, "page_title": "Your professional registration", "submit": "Save my registration"}
    return render(request, "practices/my_form.html", context)
