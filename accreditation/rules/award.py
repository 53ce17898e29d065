"""How long an award lasts and when it may be renewed (rule R25). Periods are half-open."""

from datetime import date

from .days import FOREVER, ONE_DAY, Span, add_days, add_months, contract_year, validity
from .grammar.framework import Framework
from .timeline import Timeline
from .verdicts import SATISFIED


def award_period(framework: Framework, granted_on: date, before: Span | None = None) -> Span:
    """The days of an award granted on a day; `before` is the period of the award it renews, if there is one.

    Renewed within the renewal window it runs on from the former last day, where the framework keeps the anniversary.
    """
    rule = framework.award
    if rule.valid_months is None:
        return granted_on, FOREVER
    if before and rule.early_renewal_keeps_anniversary and in_renewal_window(framework, before, granted_on):
        return granted_on, add_days(add_months(before[1] - ONE_DAY, rule.valid_months), 1)
    if rule.anchor == "contract_year":
        ends = contract_year(granted_on, framework.contract_year_start)[1]
        return granted_on, max(add_months(ends, rule.valid_months - 12), granted_on + ONE_DAY)
    return validity(granted_on, rule.valid_months)


def renewal_window(framework: Framework, period: Span) -> Span:
    """The days on which an award of this period may be renewed; empty where the framework knows none."""
    ends = period[1]
    if ends == FOREVER:
        return ends, ends
    return max(add_days(add_months(ends - ONE_DAY, -framework.award.renewal_months), 1), period[0]), ends


def in_renewal_window(framework: Framework, period: Span, on: date) -> bool:
    opens, ends = renewal_window(framework, period)
    return opens <= on < ends


def award_ends(framework: Framework, period: Span, tier: Timeline) -> date:
    """The first day after an award: the end of its period, or the loss of its requirements where that ends it."""
    granted_on, ends = period
    if not framework.award.ends_with_requirements:
        return ends
    lost = (part for part in tier.segments if part.state.verdict not in SATISFIED and part.until_on > granted_on)
    return min(ends, next((max(part.from_on, granted_on) for part in lost), ends))
