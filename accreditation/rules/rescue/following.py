"""One thing after another: what could come first, and what could then follow it in time."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from ..grammar.sequence import Sequence
from .actions import Action
from .ground import Ground
from .learning import soonest_on

Offer = Callable[[Any, Ground, str], Iterator[Action]]
MOST_STARTS = 4


def sequences(node: Sequence, ground: Ground, person: str, table: Mapping[str, Offer]) -> Iterator[Action]:
    """What comes first is offered with the parts; this adds what follows, on the first day that is far enough."""
    days: set[date] = set()
    for first in node.first:
        counted = ground.case.weighing(first, person).counted
        days |= {each.entry.happened_on for each in counted}
        days |= {action.on for action in table[first.kind](first, ground, person)}
    starts = sorted({max(node.gap.first_day(day), ground.offers.soonest) for day in days})
    for day in [day for day in starts if ground.is_open(day)][:MOST_STARTS]:
        yield from table[node.then.kind](node.then, soonest_on(ground, day), person)
