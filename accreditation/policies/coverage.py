from __future__ import annotations

from datetime import date

from django.db.models import Q

from accreditation.models import Coverage, Framework
from accreditation.rules.grammar import Framework as Rules
from cms.dates import in_words, last_day
from practices.models import Practice


def check_tier(rules: Rules, tier: str) -> None:
    if tier not in {each.code for each in rules.tiers}:
        raise ValueError(f"The framework has no tier {tier!r}.")


def check_provider(practice: Practice, provider_practice: Practice | None, provider: str) -> None:
    if (provider_practice is None) == (not provider.strip()):
        raise ValueError("Name either the practice or the team that provides the service, not both.")
    if provider_practice == practice:
        raise ValueError("A practice cannot stand in for itself. Choose another one.")


def check_not_covered(
    practice: Practice, framework: Framework, tier: str, started_on: date, ended_on: date | None
) -> None:
    """One provider at a time, so that everybody knows whom to send patients to."""
    if ended_on is not None and ended_on <= started_on:
        raise ValueError("The last day is before the first. Choose a later last day, or leave it empty.")
    others = Coverage.objects.current().filter(practice=practice, framework=framework, tier=tier)
    clash = others.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=started_on))
    if ended_on is not None:
        clash = clash.filter(started_on__lt=ended_on)
    other = clash.first()
    if other:
        raise ValueError(
            f"Cover is arranged already from {in_words(other.started_on)}. End that first, or choose other days."
        )


def check_still_covered(cover: Coverage | None, ended_on: date) -> Coverage:
    """Gives it back, so that whoever ends it goes on with one that is there."""
    if cover is None:
        raise ValueError("This cover was ended or changed meanwhile. Look at the page again before you go on.")
    if cover.ended_on is not None and ended_on > cover.ended_on:
        last = in_words(last_day(cover.ended_on))
        raise ValueError(f"The cover ends on {last} already. Choose an earlier last day, or arrange further cover.")
    return cover
