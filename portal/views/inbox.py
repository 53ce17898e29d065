from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accreditation.letters import kind_in_words
from accreditation.queries import CoverRow, Inbox, frameworks_of_network
from accreditation.queries import inbox as waiting_for
from cms import clock
from cms.components import Action
from cms.dates import in_words, last_day
from practices.access import Access
from practices.corrections.queries import number_to_confirm
from practices.models import Practice
from practices.permissions import check_anywhere
from practices.queries import names_of
from practices.roles import Permission

Group = tuple[str, list[Action]]


@login_required
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """What waits for the officers: to decide, to confirm, notices, appeals, waivers that end, practices uncovered."""
    access: Access = request.access  # type: ignore[attr-defined]
    check_anywhere(access, Permission.DECIDE_AWARDS)
    today, now = clock.today(), clock.now()
    boxes = [
        waiting_for(framework, on=today, at=now, commissioner_id=access.commissioner_scope(framework.network_id))
        for framework in frameworks_of_network(access.networks_with(Permission.DECIDE_AWARDS))
    ]
    shown = [(box.framework, _groups(box, access)) for box in boxes]
    context = {"boxes": shown, "today": today, "to_confirm": number_to_confirm(access)}
    return render(request, "portal/inbox.html", context)


def _groups(box: Inbox, access: Access) -> list[Group]:
    """Each with its heading, what is most pressing first; empty ones are left out."""
    among = (*(each.practice for each in (*box.proposals, *box.notices, *box.waivers)),)
    appealing = [each.decision.practice for each in box.appeals]
    names = names_of({practice.pk for practice in (*among, *appealing)}, on=clock.today())

    def named(practice: Practice) -> str:
        return names.get(practice.pk, practice.code)

    def decide(code: str) -> str:
        return reverse("accreditation:decide", args=[code])

    gaps = list({row.code: row for row in box.uncovered}.values())
    groups: list[Group] = [
        (
            "To confirm, as the second officer",
            [
                Action(
                    f"{named(each.practice)}: {kind_in_words(each.kind)}",
                    reverse("accreditation:proposal", args=[each.pk]),
                    _proposed(each.proposed_by.name, each.proposed_by == access.person),
                    each.expires_on,
                )
                for each in box.proposals
            ],
        ),
        (
            "Appeals to hear",
            [
                Action(
                    f"{named(each.decision.practice)} appeals against: {each.decision.get_kind_display()}",
                    reverse("accreditation:appeal", args=[each.pk]),
                    "The decision waits until the appeal is decided." if each.freezes else "It stands meanwhile.",
                )
                for each in box.appeals
            ],
        ),
        (
            "Remedial notices",
            [
                Action(named(each.practice), reverse("accreditation:notice", args=[each.pk]), each.asked, each.due_on)
                for each in box.notices
            ],
        ),
        (
            "Awards whose requirements are not met",
            [Action(row.name, decide(row.code), "Decide, or serve a remedial notice.") for row in box.lapsed],
        ),
        (
            "Ready to be granted",
            [Action(row.name, decide(row.code), "Every requirement is met.") for row in box.ready],
        ),
        (
            "Waivers that end soon",
            [
                Action(
                    named(each.practice),
                    reverse("accreditation:waivers", args=[each.practice.code]),
                    f"Waived until {in_words(last_day(each.until_on))}.",
                )
                for each in box.waivers
            ],
        ),
        (
            "Practices without cover",
            [
                Action(
                    row.name, reverse("accreditation:cover", args=[row.code]), f"{row.status.label}: nobody stands in."
                )
                for row in gaps
            ],
        ),
    ]
    return [group for group in groups if group[1]]


def _proposed(name: str, is_own: bool) -> str:
    return "You proposed it; another officer confirms." if is_own else f"Proposed by {name}."


def _gap(row: CoverRow) -> str:
    return f"{row.status.label}: nobody stands in."
