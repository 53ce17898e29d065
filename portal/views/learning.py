from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accreditation.queries import reminders_of_person
from cms import clock
from cms.components import Action, DataTable, Heading
from cms.dates import in_words
from courses.portfolio.contents import lines_of
from courses.portfolio.links import reflection_link
from courses.queries import bookings_of, completions_of, learning_of, upcoming_sessions
from portal.learning import PracticeNeeds, hours_by_year, practices_needing
from practices.access import Access, network_of
from practices.models import Practice
from practices.permissions import check_signed_in_person
from practices.queries import names_of

SESSIONS_SHOWN = 3


@login_required
@require_safe
def learning(request: HttpRequest) -> HttpResponse:
    """What I need next and by when, what my practice needs from me, and what I could book."""
    access: Access = request.access  # type: ignore[attr-defined]
    check_signed_in_person(access)
    assert access.person is not None
    now, today = clock.now(), clock.today()
    needing = practices_needing(access.person, on=today, known_at=now)
    networks = networks_of(access)
    reminders = reminders_of_person(access.person, on=today)
    context = {
        "today": today,
        "reminders": reminders,
        "names": names_of({reminder.practice_id for reminder in reminders}, on=today),
        "needing": needing,
        "actions": [action for needs in needing for action in _actions(needs)],
        "courses": learning_of(access.person, networks, today),
        "bookings": [b for b in bookings_of(access.person) if b.session.ends_at > now],
        "sessions": list(upcoming_sessions(networks, after=now)[:SESSIONS_SHOWN]),
    }
    return render(request, "portal/learning.html", context)


def networks_of(access: Access) -> list[int]:
    """The networks of the person's practices, and those that appointed them."""
    practices = Practice.objects.filter(pk__in=access.practice_ids)
    of_practices = {network_of(practice, access.on) for practice in practices}
    return sorted({network for network in of_practices if network} | set(access.networks))


def _actions(needs: PracticeNeeds) -> list[Action]:
    """What is not met, and what ends within four months; with the day by which it is wanted."""
    return [
        Action(
            f"{'Renew: ' if need.is_met else ''}{need.label}", need.href, f"{needs.name} needs it from you.", need.by_on
        )
        for need in needs.needs
        if not need.is_alternative
        and (not need.is_met or (need.by_on and (need.by_on - needs.standing.as_of).days < 120))
    ]


@login_required
@require_safe
def record(request: HttpRequest) -> HttpResponse:
    """My record: everything that counts, hours by year with participatory ones apart, certificates."""
    access: Access = request.access  # type: ignore[attr-defined]
    check_signed_in_person(access)
    assert access.person is not None
    lines = lines_of(access.person, known_at=clock.now())
    hours = DataTable(
        caption="Hours of learning by year",
        headings=["Year", Heading("Hours", is_numeric=True), Heading("Of them participatory", is_numeric=True)],
        rows=[(str(year), str(hours), str(participatory)) for year, hours, participatory in hours_by_year(lines)],
        empty="Nothing has been recorded yet.",
    )
    entries = DataTable(
        caption="Everything recorded",
        headings=["Day", "What", "Entry", "Reflection"],
        rows=[(in_words(line.happened_on), line.text, line.ref, reflection_link(line)) for line in lines],
        empty="What you complete and attend will be listed here.",
    )
    context = {"hours": hours, "entries": entries, "certificates": list(completions_of(access.person))}
    return render(request, "portal/record.html", context)
