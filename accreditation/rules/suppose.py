"""What if: the same facts with one thing otherwise. Pure; nothing here is recorded anywhere."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TypeVar

from .facts import Absence, Employment, Entry, Facts, Lead, Size

SUPPOSED_AT = datetime.max.replace(tzinfo=UTC)

Post = TypeVar("Post", Employment, Lead)


def leaves(facts: Facts, person: str, on: date) -> Facts:
    """The person worked here for the last time on the day before `on`, and held no post after it."""
    employments, leads = _until(facts.employments, person, on), _until(facts.leads, person, on)
    return replace(facts, employments=employments, leads=leads)


def gives_up(facts: Facts, person: str, lead_role: str, on: date) -> Facts:
    """The person stays, and from `on` is no longer in the named post."""
    others = tuple(post for post in facts.leads if post.lead_role != lead_role)
    given = _until((post for post in facts.leads if post.lead_role == lead_role), person, on)
    return replace(facts, leads=others + given)


def joins(facts: Facts, person: str, role: str, sessions: float, on: date) -> Facts:
    """Somebody works here from `on`; whatever the facts hold of them counts with them."""
    post = Employment(f"supposed job of {person}", person, role, sessions, on, None, SUPPOSED_AT)
    return replace(facts, employments=(*facts.employments, post))


def takes_post(facts: Facts, person: str, lead_role: str, on: date) -> Facts:
    """The person is in the named post from `on`; whoever held it gives it up that day."""
    holders = {post.person for post in facts.leads if post.lead_role == lead_role}
    for holder in sorted(holders - {person}):
        facts = gives_up(facts, holder, lead_role, on)
    post = Lead(f"supposed {lead_role} {person}", person, lead_role, on, None, SUPPOSED_AT)
    return replace(facts, leads=(*facts.leads, post))


def is_away(facts: Facts, person: str, from_on: date, until_on: date | None) -> Facts:
    """Long leave on [from_on, until_on); still employed."""
    leave = Absence(f"supposed leave of {person} {from_on}", person, from_on, until_on, SUPPOSED_AT)
    return replace(facts, absences=(*facts.absences, leave))


def counts_as(facts: Facts, measure: str, count: int, on: date) -> Facts:
    """The list or the register is counted on the day. `measure` is that of `facts.Size`."""
    size = Size(f"supposed {measure} {on}", measure, count, on, SUPPOSED_AT)
    return replace(facts, sizes=(*facts.sizes, size))


def happens(facts: Facts, entries: Iterable[Entry]) -> Facts:
    return replace(facts, entries=(*facts.entries, *entries))


def never_was(facts: Facts, refs: Iterable[str]) -> Facts:
    """Without these entries, as though they had not happened."""
    gone = set(refs)
    return replace(facts, entries=tuple(entry for entry in facts.entries if entry.ref not in gone))


def _until(posts: Iterable[Post], person: str, on: date) -> tuple[Post, ...]:
    """The posts with those of the person over by `on`; one that begins on or after the day would never be."""
    kept = (post for post in posts if post.person != person or post.from_on < on)
    return tuple(_ended(post, on) if post.person == person else post for post in kept)


def _ended(post: Post, on: date) -> Post:
    return replace(post, until_on=on if post.until_on is None else min(on, post.until_on))
