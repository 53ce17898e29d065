from __future__ import annotations

from django.db.models import TextChoices


class QuestionKind(TextChoices):
    SINGLE = "single", "One right answer"
    MULTIPLE = "multiple", "Several right answers"


class BookingState(TextChoices):
    BOOKED = "booked", "Booked"
    WAITING = "waiting", "On the waiting list"
    CANCELLED = "cancelled", "Cancelled"


class CompletedBy(TextChoices):
    """What completes a course. A package says itself that somebody is done with it; a quiz is marked by the site."""

    QUIZ = "quiz", "Its quiz, marked by the site"
    PACKAGE = "package", "Its package, which reports by itself"


class PackageKind(TextChoices):
    SCORM_12 = "scorm12", "SCORM 1.2"
    SCORM_2004 = "scorm2004", "SCORM 2004"
    CMI5 = "cmi5", "cmi5"


class PackageState(TextChoices):
    WAITING = "waiting", "Being unpacked"
    READY = "ready", "Ready"
    REFUSED = "refused", "Refused"


class MoveOn(TextChoices):
    """When a part is done, in cmi5's own words."""

    PASSED = "Passed"
    COMPLETED = "Completed"
    COMPLETED_AND_PASSED = "CompletedAndPassed"
    COMPLETED_OR_PASSED = "CompletedOrPassed"
    NOT_APPLICABLE = "NotApplicable"
