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


class ReflectionTheme(TextChoices):
    """The four themes of the NMC's Code, which a reflective account names. Others may leave theirs unnamed."""

    PEOPLE = "people", "Prioritise people"
    EFFECTIVELY = "effectively", "Practise effectively"
    SAFETY = "safety", "Preserve safety"
    TRUST = "trust", "Promote professionalism and trust"
    NONE = "none", "No theme of the Code"


class ClaimSource(TextChoices):
    CODE = "code", "Checked in with the code"
    SIGN_IN = "sign_in", "Facilitator's register"
    JOIN_LOG = "join_log", "Join log"
    OWN_WORD = "own_word", "Own word"
