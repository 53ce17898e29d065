"""What a network counts each action of a plan at. For its programme admin."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accreditation import operations, queries
from accreditation.forms.plan_costs import PlanCostsForm
from accreditation.permissions import check_sets_costs
from accreditation.views.acting import accepts, access_of, actor
from cms import clock
from practices.models import Network


@login_required
@require_http_methods(["GET", "POST"])
def plan_costs(request: HttpRequest, network: str) -> HttpResponse:
    managed = get_object_or_404(Network, code=network)
    check_sets_costs(access_of(request), managed)
    costs = queries.costs_of([managed.pk], known_at=clock.now())
    form = PlanCostsForm(request.POST if request.method == "POST" else None, costs=costs)
    if form.is_bound and form.is_valid() and accepts(form, lambda: _set(request, managed, form)):
        messages.success(request, "Plans are counted so from now on.")
        return redirect("accreditation:plan_costs", network)
    last = queries.latest_costs([managed.pk], known_at=clock.now())
    return render(request, "accreditation/plan_costs.html", {"network": managed, "form": form, "last": last})


def _set(request: HttpRequest, network: Network, form: PlanCostsForm) -> object:
    return operations.set_plan_costs(network=network, counted=form.counted, **actor(request))
