"""A place at a session as a calendar entry (RFC 5545), and as an invitation that updates and cancels (RFC 5546)."""

from __future__ import annotations

from datetime import datetime

from icalendar import Calendar, Event, vCalAddress, vText

from cms.clock import LONDON
from courses.models import Booking, LiveSession

PRODUCT = "-//Enhanced Practice//Live sessions//EN"
REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"


def invitation(booking: Booking, *, method: str, organiser: str, url: str, at: datetime) -> bytes:
    """One entry in London's time, with its zone's rules inside. `organiser` is an e-mail address.

    The UID is the place's and stays; SEQUENCE grows with each message, so that a client takes the newest.
    """
    session = booking.session
    event = Event()
    event.add("uid", f"place-{booking.pk}@{organiser.rpartition('@')[2]}")
    event.add("sequence", booking.sequence)
    event.add("dtstamp", at)
    event.add("dtstart", session.starts_at.astimezone(LONDON))
    event.add("dtend", session.ends_at.astimezone(LONDON))
    event.add("summary", session.title)
    event.add("description", _description(session, url))
    event.add("location", session.place or session.online_link or "Online")
    event.add("url", url)
    event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    event.add("organizer", _address(organiser, "Enhanced Practice"))
    if booking.person and booking.person.email and method != PUBLISH:
        event.add("attendee", _attendee(booking.person.email, booking.person.name))
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _description(session: LiveSession, url: str) -> str:
    sponsor = f"Sponsored by {session.sponsor}. {session.sponsorship}" if session.sponsor else ""
    parts = [
        session.summary,
        sponsor,
        f"Join at {session.online_link}" if session.online_link else "",
        f"Your place: {url}",
    ]
    return "\n\n".join(part for part in parts if part)


def _address(email: str, name: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{email}")
    address.params["cn"] = vText(name)
    return address


def _attendee(email: str, name: str) -> vCalAddress:
    """The place is taken already: nothing to answer."""
    address = _address(email, name)
    address.params["partstat"] = vText("ACCEPTED")
    address.params["rsvp"] = vText("FALSE")
    return address
