"""What a network counts each action of a plan at: set by its admin, used by its plans, and nobody else's."""

from __future__ import annotations

from dataclasses import asdict, fields

import pytest
from django.test import Client

from accreditation import operations
from accreditation.forms.plan_costs import LABELS, WRONG
from accreditation.models import PlanCosts
from accreditation.queries import costs_of
from accreditation.rules.rescue import Costs
from cms import clock
from evidence.models import Entry
from portal.forecasts.offers import offers_around
from practices.models import Network
from tests.factories.accounts import signed_in
from tests.factories.practices import LONG_AGO_AT, a_network, a_practice, a_programme_admin

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> Network:
    return a_network()


def an_admin(network: Network) -> Client:
    return signed_in(Client(), a_programme_admin(network))


def page(network: Network) -> str:
    return f"/accreditation/networks/{network.code}/costs/"


def test_the_defaults_stand_in_the_form_until_somebody_sets_others(network: Network) -> None:
    shown = an_admin(network).get(page(network)).content.decode()
    assert "These are the defaults" in shown
    assert shown.count("<input") >= len(LABELS)
    assert 'value="2400"' in shown


def test_what_is_set_holds_for_the_plans_of_the_network_alone(network: Network) -> None:
    told = asdict(Costs()) | {"recruiting": 4000, "visitors": 3}
    before = Entry.objects.count()
    response = an_admin(network).post(page(network), told, follow=True)
    assert "Plans are counted so from now on." in response.content.decode()
    assert Entry.objects.count() == before
    practice, other = a_practice(network), a_practice(a_network("Elsewhere"))
    asked = {"on": clock.today(), "at": clock.now()}
    assert offers_around(practice, **asked).to(practice).costs == Costs(recruiting=4000, visitors=3)
    assert offers_around(other, **asked).to(other).costs == Costs()


@pytest.mark.parametrize("typed", ["-1", "30001", "an hour", ""])
def test_a_wrong_number_is_refused_at_its_field_and_nothing_typed_is_lost(network: Network, typed: str) -> None:
    told = asdict(Costs()) | {"recruiting": typed, "survey": 77}
    shown = an_admin(network).post(page(network), told).content.decode()
    assert WRONG in shown
    assert 'value="77"' in shown
    assert not PlanCosts.objects.exists()


@pytest.mark.parametrize("counted", [{}, asdict(Costs()) | {"survey": -1}, asdict(Costs()) | {"tea": 5}])
def test_the_operation_refuses_what_does_not_fit(network: Network, counted: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="number"):
        operations.set_plan_costs(network=network, counted=counted, by=a_programme_admin(network), at=LONG_AGO_AT)


def test_what_was_set_earlier_stays_readable(network: Network) -> None:
    admin, later = a_programme_admin(network), clock.now()
    for minutes, at in ((10, LONG_AGO_AT), (20, later)):
        operations.set_plan_costs(network=network, counted=asdict(Costs(declaration=minutes)), by=admin, at=at)
    assert costs_of([network.pk], known_at=LONG_AGO_AT).declaration == 10
    assert costs_of([network.pk], known_at=later).declaration == 20


def test_every_cost_has_its_label() -> None:
    assert set(LABELS) == {each.name for each in fields(Costs)}
