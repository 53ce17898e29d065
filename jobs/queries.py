from __future__ import annotations

from django.db.models import Count, QuerySet

from jobs.models import UNFINISHED, Job


def unfinished_and_failed() -> QuerySet[Job]:
    """What a person may want to look at: failed first, then what waits or runs, the oldest first."""
    return Job.objects.exclude(state="done").order_by("state", "created_at")


def counts_by_state() -> dict[str, int]:
    counted = Job.objects.values_list("state").annotate(number=Count("id"))
    return dict(counted)


def is_anything_unfinished() -> bool:
    return Job.objects.filter(state__in=UNFINISHED).exists()
