"""What will become of one practice, who must not go, and what would keep it. Reads only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from accreditation.queries import PracticeStanding
from accreditation.rules.days import FOREVER
from accreditation.rules.forecast import Change, Hold, SinglePoint, coming_changes, hold, single_points
from accreditation.rules.grammar import words
from accreditation.rules.rescue import Action, Costs, Rescue, deadlines, rescue
from accreditation.rules.rescue.actions import Key
from accreditation.rules.rescue.deadlines import WHENEVER
from cms.dates import in_words
from portal.forecasts.offers import NetworkOffers
from portal.forecasts.wording import Wording, until_in_words
from portal.showing import NameOf, end_in_words, names_by_key
from practices.access import Access

LOOKS_OF_ONE, LOOKS_OF_MANY = 400, 80


@dataclass(frozen=True)
class Step:
    """One thing of the plan: what, by when, where, and the minutes it takes."""

    text: str
    who: str
    by_on: date
    minutes: int
    href: str
    has_own_day: bool

    @property
    def as_order(self) -> str:
        """With its last day, unless it is on a day of its own, which it names."""
        return self.text if self.has_own_day else f"{self.text} by {in_words(self.by_on)}"


@dataclass(frozen=True)
class Stuck:
    """A requirement that nothing on offer would meet, and why, in a sentence."""

    label: str
    why: str


@dataclass(frozen=True)
class Outlook:
    """`held`: how long the standing goes on if nothing is done; None if the requirements are not satisfied now."""

    standing: PracticeStanding
    until: date
    held: Hold | None
    changes: tuple[Change, ...]
    points: tuple[SinglePoint, ...]
    plan: Rescue
    steps: tuple[Step, ...]
    name_of: NameOf
    stuck: tuple[Stuck, ...]
    costs: Costs

    @property
    def first_line(self) -> str:
        """What to do next, in one sentence."""
        if not self.plan.is_needed:
            return f"Nothing has to be done: the requirements hold past {in_words(self.until)}."
        if not self.plan.is_found:
            return self._without_a_plan()
        first, others = self.steps[0], len(self.steps) - 1
        more = f", and {words.number(others)} more {'thing' if others == 1 else 'things'}" if others else ""
        aim = f"so that the requirements hold past {in_words(self.until)}"
        if self.held is None:
            aim = f"so that the requirements are met again by {in_words(self.until)}"
        return f"{first.as_order}{more}, {aim}."

    def _without_a_plan(self) -> str:
        if self.stuck:
            what = words.listed(f"“{each.label}”" for each in self.stuck)
            return f"Talk to the network: nothing on offer now would meet {what} by {in_words(self.until)}."
        return f"Talk to the network: nothing on offer now would meet everything on {in_words(self.until)}."

    @property
    def if_nothing_is_done(self) -> str:
        if self.held is None:
            return "The requirements are not met today."
        if self.held.until == FOREVER:
            return "If nothing is done, nothing known ends the standing."
        grace = self.held.plain_until < self.held.until and self.held.plain_until > self.standing.as_of
        from_grace = f", the last days of them in grace from {in_words(self.held.plain_until)}" if grace else ""
        return f"If nothing is done, the requirements hold until {until_in_words(self.held.until)}{from_grace}."

    def why(self, change: Change) -> str:
        return end_in_words(change.hangs_on, self.name_of)


def outlook_of(
    standing: PracticeStanding,
    offers: NetworkOffers,
    access: Access,
    *,
    until: date,
    most_looks: int = LOOKS_OF_ONE,
    name_of: NameOf | None = None,
) -> Outlook:
    """Everything said here is worked out from the standing's facts; one query, for names unless they are given.

    Whoever looks at many practices gives `name_of`, and then no step says where it can be done.
    """
    rules, facts, on, tier = standing.rules, standing.facts, standing.as_of, standing.award.tier
    changes = coming_changes(rules, facts, on, until, tier)
    points = single_points(rules, facts, on, until, tier)
    offered = offers.to(standing.practice)
    plan = rescue(rules, facts, offered, on, until, tier, most_looks)
    due = deadlines(rules, facts, plan, on, tier)
    people = {change.hangs_on.person for change in changes} | {point.person for point in points}
    people |= {action.person for action in plan.actions if not action.person.startswith("new ")}
    links = name_of is None
    name_of = name_of or names_by_key(people)
    wording = Wording(access, standing.practice, rules, offers.titles, frozenset(offered.visits), name_of)
    return Outlook(
        standing=standing,
        until=until,
        held=hold(standing.timeline, on),
        changes=changes,
        points=points,
        plan=plan,
        steps=_steps(plan.actions, due, wording, links=links),
        name_of=name_of,
        stuck=tuple(Stuck(wording.label(each.key), each.why) for each in plan.stuck),
        costs=offered.costs,
    )


def _steps(actions: tuple[Action, ...], due: Mapping[Key, date], wording: Wording, *, links: bool) -> tuple[Step, ...]:
    """The plan, what is due first at the top."""
    steps = [
        Step(
            text=wording.sentence(each),
            who=wording.who(each) or "The practice",
            by_on=due[each.key],
            minutes=each.minutes,
            href=wording.href(each) if links else "",
            has_own_day=each.kind not in WHENEVER,
        )
        for each in actions
    ]
    return tuple(sorted(steps, key=lambda step: (step.by_on, step.text)))
