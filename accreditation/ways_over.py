"""In words: how a version follows on the one before it, and which one governs a practice, until when and why."""

from __future__ import annotations

from accreditation.enums import Transition
from accreditation.governing import governs_on
from accreditation.models import FrameworkVersion
from accreditation.queries.frameworks import in_force_among
from accreditation.queries.standing import PracticeStanding
from accreditation.rules.days import FOREVER
from accreditation.rules.versions import Governed
from cms.dates import in_words, last_day


def way_over(version: FrameworkVersion, former: FrameworkVersion | None) -> str:
    """How the version follows on the one before it; empty for a first one."""
    if former is None:
        return ""
    new, old, day = version.number, former.number, in_words(version.effective_from)
    limit = f", until {in_words(last_day(version.former_until))} at the latest" if version.former_until else ""
    if version.transition == Transition.UNTIL_RENEWAL:
        return (
            f"From {day} version {new} counts for each practice from its next award or renewal. Until then version "
            f"{old} counts, to the last day of the award it holds{limit}. A practice without an award stands under "
            f"version {new} at once."
        )
    if version.transition == Transition.WHICHEVER_BETTER:
        alone = f" From {in_words(version.former_until)} version {new} counts alone." if version.former_until else ""
        return (
            f"From {day} whichever of version {old} and version {new} is better for a practice counts, day by day; "
            f"where they are equal, version {new}.{alone}"
        )
    return f"From {day} version {new} counts for every practice."


def governs_in_words(standing: PracticeStanding) -> list[str]:
    """Which version governs the practice on the day, and what comes next; nothing where there is only one version."""
    if len(standing.versions) < 2:
        return []
    span = governs_on(standing.spans, standing.as_of)
    if span is None:
        return [f"No version governs on {in_words(standing.as_of)}."]
    said = [_now(standing, span)]
    following = next((each for each in standing.spans if each.from_on == span.until_on), None)
    if following:
        said.append(f"From {in_words(following.from_on)} version {following.framework.version} governs it.")
    return said


def _now(standing: PracticeStanding, span: Governed) -> str:
    number = span.framework.version
    by_day = in_force_among(standing.versions, standing.as_of)
    since = in_words(span.from_on)
    if by_day is None or by_day.number == number:
        return f"Version {number} governs this practice since {since}."
    begun = f"Version {by_day.number} counts from {in_words(by_day.effective_from)}"
    until = f" until {in_words(last_day(span.until_on))}" if span.until_on < FOREVER else ""
    if by_day.transition == Transition.WHICHEVER_BETTER:
        return f"{begun}; this practice stays on version {number}{until}, because it is better for it."
    if until:
        return f"{begun}; this practice stays on version {number}{until}, or until an earlier renewal."
    return f"{begun}; this practice stays on version {number} until its award is renewed or ends."
