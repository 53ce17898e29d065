from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from cms import clock
from jobs import operations
from jobs.models import Job, State
from jobs.queries import counts_by_state, unfinished_and_failed
from practices.permissions import check_anywhere
from practices.roles import Permission


@login_required
@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """Work in the background: what waits, what runs, what failed and why."""
    check_anywhere(request.access, Permission.OPERATE_SITE)  # type: ignore[attr-defined]
    page = Paginator(unfinished_and_failed(), 50).get_page(request.GET.get("page"))
    counts = [(State(state).label, number) for state, number in sorted(counts_by_state().items())]
    return render(request, "portal/jobs.html", {"page": page, "counts": counts})


@login_required
@require_POST
def retry(request: HttpRequest, job_id: int) -> HttpResponse:
    check_anywhere(request.access, Permission.OPERATE_SITE)  # type: ignore[attr-defined]
    job = get_object_or_404(Job, id=job_id)
    operations.retry_job(job, at=clock.now())
    messages.success(request, "The job will be tried again in a moment.")
    return redirect("portal:jobs")
