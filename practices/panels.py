"""How people, their posts and memberships are shown: tables and lists, out of what was read already."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse

from cms import dates
from cms.clock import london_date
from cms.components import DataTable, DateRange, Link, PersonLine, SummaryList
from practices.enums import LeadRole
from practices.models import (
    Appointment,
    Employment,
    Invitation,
    LeadPost,
    NetworkMembership,
    Person,
    Practice,
    Registration,
    TemporalFact,
)
from practices.queries import PostsOfPerson, StaffMember

Invitations = dict[object, Invitation]


def account_state(person: Person, invitation: Invitation | None, at: datetime) -> str:
    """Whether somebody can sign in, or what became of their invitation."""
    if hasattr(person, "user"):
        return "Has an account"
    if invitation is None:
        return "Not invited"
    if invitation.withdrawn_at:
        return "Invitation withdrawn"
    if invitation.expires_at <= at:
        return f"Invitation expired on {dates.in_words(london_date(invitation.expires_at))}"
    return f"Invited on {dates.in_words(london_date(invitation.invited_at))}"


def is_open(invitation: Invitation | None, at: datetime) -> bool:
    if invitation is None or invitation.accepted_at or invitation.withdrawn_at:
        return False
    return invitation.expires_at > at


def period(fact: TemporalFact) -> DateRange:
    return DateRange(from_on=fact.started_on, until_on=fact.ended_on)


def sessions(employment: Employment) -> str:
    return f"{employment.sessions.normalize():f}"


def staff_table(members: Iterable[StaffMember], invitations: Invitations, code: str, at: datetime) -> DataTable:
    return DataTable(
        caption="People who work here",
        headings=["Name", "Role", "Sessions a week", "Named lead", "Account"],
        rows=[
            [
                _staff_link(member.person, code),
                member.roles,
                " + ".join(sessions(employment) for employment in member.employments),
                ", ".join(lead.get_lead_role_display() for lead in member.leads) or "-",
                account_state(member.person, invitations.get(member.person.pk), at),
            ]
            for member in members
        ],
        empty="Nobody is on the list yet. Add the lead GP and the lead nurse first.",
    )


def lead_table(leads: dict[str, LeadPost], practice: Practice) -> DataTable:
    """Every named lead, vacant ones too."""
    rows = [_lead_row(LeadRole(role), leads.get(role), practice) for role in LeadRole.values]
    return DataTable(caption="Named leads", headings=["Lead", "Who", "Since", "Action"], rows=rows)


def _lead_row(role: LeadRole, post: LeadPost | None, practice: Practice) -> list[Any]:
    href = f"{reverse('practices:name_lead', args=[practice.code])}?lead_role={role.value}"
    link = Link(text="Change" if post else "Name one", href=href, about=role.label)
    if post is None:
        return [role.label, "Nobody", "-", link]
    return [role.label, post.person.name, dates.in_words(post.started_on), link]


def joining_table(employments: Iterable[Employment], code: str) -> DataTable:
    rows = [
        [_staff_link(each.person, code), each.get_role_display(), sessions(each), dates.in_words(each.started_on)]
        for each in employments
    ]
    return DataTable(caption="Joining later", headings=["Name", "Role", "Sessions a week", "First day"], rows=rows)


def former_table(posts: Iterable[Employment] | Iterable[Appointment], caption: str = "Former staff") -> DataTable:
    rows = [[post.person.name, post.get_role_display(), period(post)] for post in posts]
    return DataTable(caption=caption, headings=["Name", "Role", "Period"], rows=rows)


def _staff_link(person: Person, code: str) -> Link:
    return Link(text=person.name, href=reverse("practices:staff_member", args=[code, person.pk]))


def member_summary(person: Person, account: str) -> SummaryList:
    return SummaryList(rows=[{"key": "E-mail", "value": person.email or "-"}, {"key": "Account", "value": account}])


def employments_table(employments: Iterable[Employment], code: str) -> DataTable:
    rows = [
        [each.get_role_display(), sessions(each), period(each), _post_link(each, code, "change"), _end_link(each, code)]
        for each in employments
    ]
    return DataTable(caption="Employments", headings=["Role", "Sessions a week", "Period", "Change", "End"], rows=rows)


def _post_link(employment: Employment, code: str, verb: str) -> Link:
    href = reverse(f"practices:{verb}_post", args=[code, employment.pk])
    return Link(text=verb.capitalize(), href=href, about=employment.get_role_display())


def _end_link(employment: Employment, code: str) -> Link:
    return _post_link(employment, code, "end")


def leads_held_table(posts: Iterable[LeadPost], code: str) -> DataTable:
    rows = [
        [
            post.get_lead_role_display(),
            period(post),
            Link(
                text="End", href=reverse("practices:end_lead", args=[code, post.pk]), about=post.get_lead_role_display()
            ),
        ]
        for post in posts
    ]
    return DataTable(caption="Named lead", headings=["Lead", "Period", "End"], rows=rows, empty="Not a named lead.")


def registration_words(registration: Registration) -> str:
    if registration.verified_on is None:
        return f"{registration}: not verified yet"
    by = f" by {registration.verified_by.name}" if registration.verified_by else ""
    return f"{registration}: verified on {dates.in_words(registration.verified_on)}{by}"


def appointment_table(
    appointments: Iterable[Appointment], invitations: Invitations, network: str, at: datetime
) -> DataTable:
    return DataTable(
        caption="In post or appointed",
        headings=["Name", "Role", "Period", "Account", "Action"],
        rows=[
            [
                _appointed(each),
                each.get_role_display(),
                period(each),
                account_state(each.person, invitations.get(each.person_id), at),
                Link(
                    text="Change",
                    href=reverse("practices:appointment", args=[network, each.pk]),
                    about=f"the appointment of {each.person.name}",
                ),
            ]
            for each in appointments
        ],
        empty="Nobody is appointed yet.",
    )


def _appointed(appointment: Appointment) -> PersonLine:
    scope = f"only practices of {appointment.commissioner}" if appointment.commissioner else ""
    profession = appointment.get_profession_display() if appointment.profession else ""
    return PersonLine(person=appointment.person.name, role=profession, detail=scope)


def appointment_summary(appointment: Appointment, account: str) -> SummaryList:
    reach = f"Practices of {appointment.commissioner}" if appointment.commissioner else "All practices of the network"
    return SummaryList(
        rows=[
            {"key": "Role", "value": appointment.get_role_display()},
            {"key": "Profession", "value": appointment.get_profession_display() or "-"},
            {"key": "Reaches", "value": reach},
            {"key": "Period", "value": period(appointment)},
            {"key": "E-mail", "value": appointment.person.email or "-"},
            {"key": "Account", "value": account},
        ]
    )


def membership_table(memberships: Iterable[NetworkMembership], names: dict[int, str], network: str) -> DataTable:
    return DataTable(
        caption="Practices of the network",
        headings=["Practice", "Code", "In the network", "Action"],
        rows=[
            [
                Link(
                    text=names.get(each.practice_id, each.practice.code),
                    href=reverse("practices:people", args=[each.practice.code]),
                ),
                each.practice.code,
                period(each),
                _leave_link(each, network),
            ]
            for each in memberships
        ],
        empty="No practice belongs to the network yet.",
    )


def _leave_link(membership: NetworkMembership, network: str) -> Link | str:
    if membership.ended_on:
        return "Is leaving"
    href = reverse("practices:leave", args=[network, membership.pk])
    return Link(text="Leave", href=href, about=f"the network: {membership.practice.code}")


def own_summary(person: Person) -> SummaryList:
    change = {"text": "Change", "href": reverse("practices:my_name")}
    return SummaryList(
        rows=[{"key": "Name", "value": person.name, "action": change}, {"key": "E-mail", "value": person.email or "-"}]
    )


def own_posts_table(posts: PostsOfPerson, names: dict[int, str]) -> DataTable:
    """What a person holds: post, where, from when to when."""
    rows: list[list[Any]] = []
    for employment in posts.employments:
        what = f"{employment.get_role_display()}, {sessions(employment)} sessions a week"
        rows.append([what, names.get(employment.practice_id, "-"), period(employment)])
    rows += [[post.get_lead_role_display(), names.get(post.practice_id, "-"), period(post)] for post in posts.leads]
    rows += [[each.get_role_display(), each.network.name, period(each)] for each in posts.appointments]
    return DataTable(
        caption="My posts",
        headings=["Post", "Where", "Period"],
        rows=rows,
        empty="No post is known. Ask your practice to add you.",
    )
