from __future__ import annotations

from datetime import datetime

from django import template

from courses import wording
from courses.models import LiveSession

register = template.Library()


@register.filter
def moment(value: datetime | None) -> str:
    """{{ attempt.submitted_at|moment }} -> 9:30am on 27 March 2026."""
    return wording.moment_in_words(value) if value else ""


@register.filter
def times(session: LiveSession) -> str:
    """{{ session|times }} -> Monday 22 June 2026, 6:30pm to 8pm."""
    return wording.times(session.starts_at, session.ends_at)


@register.filter
def duration(minutes: int) -> str:
    """{{ course.cpd_minutes|duration }} -> 1 hour 30 minutes."""
    return wording.length(minutes)
