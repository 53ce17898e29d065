from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from accreditation import policies
from accreditation.models import Coverage, Framework
from accreditation.operations.standing import lock_reckoning
from accreditation.queries import NotInForce, version_in_force
from practices.confidentiality import check_no_identifiers
from practices.models import Person, Practice
from practices.operations.supersession import supersede


@transaction.atomic
def arrange_cover(
    *,
    practice: Practice,
    framework: Framework,
    tier: str,
    started_on: date,
    by: Person | None,
    at: datetime,
    ended_on: date | None = None,
    provider_practice: Practice | None = None,
    provider: str = "",
) -> Coverage:
    """Another practice, or a team, serves the practice's patients on the days [started_on, ended_on)."""
    lock_reckoning(practice)
    version = version_in_force(framework, as_of=started_on, known_at=at)
    if version is None:
        raise NotInForce("No version of the framework is in force on the first day. Choose a later day.")
    policies.check_tier(version.parsed, tier)
    policies.check_provider(practice, provider_practice, provider)
    check_no_identifiers(provider, allowing=("name",))
    policies.check_not_covered(practice, framework, tier, started_on, ended_on)
    return Coverage.objects.create(
        practice=practice,
        framework=framework,
        tier=tier,
        provider_practice=provider_practice,
        provider=provider.strip(),
        started_on=started_on,
        ended_on=ended_on,
        recorded_at=at,
        recorded_by=by,
    )


@transaction.atomic
def end_cover(*, cover: Coverage, ended_on: date, by: Person | None, at: datetime) -> Coverage | None:
    """From `ended_on` on nobody stands in. On its first day or before it, the cover never was."""
    lock_reckoning(cover.practice)
    found = Coverage.objects.select_for_update().filter(pk=cover.pk, superseded_at__isnull=True).first()
    cover = policies.check_still_covered(found, ended_on)
    if ended_on <= cover.started_on:
        cover.superseded_at = at
        cover.save(update_fields=["superseded_at"])
        return None
    return supersede(cover, ended_on=ended_on, by=by, at=at)
