"""Every address, asked for by every role, from one's own practice, another of the network, and one elsewhere."""

from __future__ import annotations

from itertools import product

import pytest
from django.urls import reverse

from cms import clock
from practices.models import Commissioner
from tests.architecture.asking import ask, watching_writes
from tests.architecture.routes import own_routes, wagtail_admin_routes
from tests.architecture.table import METHODS, PERSONAS, RELATIONS, Row, as_yaml, read_table
from tests.architecture.world import World, a_world

REFUSALS = {"sign-in", "403", "404", "405", "410"}
FEWEST_CELLS = 3000
FEWEST_ADMIN_CELLS = 2000
SHUT_OUT = ("anonymous", "no_membership", "learner", "practice_lead", "commissioner")
# Wagtail answers these to anybody: its words and icons, and signing out.
OPEN_IN_WAGTAIL = {"wagtailadmin_javascript_catalog", "wagtailadmin_sprite", "wagtailadmin_logout"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return a_world(clock.now())


def address(world: World, row: Row, relation: str) -> str:
    place = world.places[relation]
    return reverse(row.route, kwargs={argument: place.get(thing, thing) for argument, thing in row.names.items()})


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    routes = {route.name: route for route in own_routes()}
    table = read_table()
    assert "" not in routes, f"{routes.get('')} has no name"
    missing, left_over = sorted(set(routes) - set(table)), sorted(set(table) - set(routes))
    assert (missing, left_over) == ([], []), "Routes without a row, rows without a route"
    assert [name for name, row in table.items() if set(row.names) != set(routes[name].arguments)] == []


def test_everybody_gets_the_answer_of_the_table_and_reads_and_refusals_write_nothing(world: World) -> None:
    """A wrong answer shows the row as it was seen: judge it, then correct the table or the view."""
    checked, wrong, writers = 0, [], []
    for row in read_table().values():
        seen: dict[tuple[str, str], list[str]] = {}
        is_wrong = False
        for cell in row.cells():
            answer = ask(world.clients[cell.persona], cell.method, address(world, row, cell.relation))
            seen.setdefault((cell.method, cell.relation), []).append(answer.word)
            is_wrong |= answer.word != cell.expected
            if answer.written and (cell.method == "get" or cell.expected in REFUSALS):
                writers.append(f"{cell}: {answer.word}, wrote {', '.join(answer.written)}")
            checked += 1
        if is_wrong:
            wrong.append(as_yaml(row.route, row.names, seen))
    print(f"{checked} answers checked")  # noqa: T201
    assert checked >= FEWEST_CELLS
    assert not wrong, "\n".join(wrong)
    assert writers == []


def test_a_write_would_be_noticed() -> None:
    with watching_writes() as written:
        Commissioner.objects.create(code="95Z", name="Somebody")
        Commissioner.objects.filter(code="95Z").update(name="Somebody else")
        Commissioner.objects.filter(code="95Z").delete()
    assert written[:2] + written[-1:] == ["practices_commissioner"] * 3


def test_the_table_has_the_shape_it_says() -> None:
    row = Row("any", {"code": "practice"}, {"get": "sign-in " + "404 " * 7, "post": {"own": "405"}})
    assert row.relations == RELATIONS
    assert len(list(Row("any", {}, dict.fromkeys(METHODS, "405")).cells())) == len(PERSONAS) * 2


def test_wagtail_s_admin_is_closed_to_whoever_edits_nothing(world: World) -> None:
    checked, let_in = 0, []
    for route in wagtail_admin_routes():
        url = reverse(route.name, kwargs=dict.fromkeys(route.arguments, "1"))
        for persona, method in product(SHUT_OUT, METHODS):
            answer = ask(world.clients[persona], method, url)
            checked += 1
            if route.name not in OPEN_IN_WAGTAIL and (answer.word not in REFUSALS or answer.written):
                let_in.append(f"{method} {route.name} as {persona}: {answer.word} {answer.written}")
    print(f"{checked} answers of Wagtail's admin checked")  # noqa: T201
    assert checked >= FEWEST_ADMIN_CELLS
    assert let_in == []
