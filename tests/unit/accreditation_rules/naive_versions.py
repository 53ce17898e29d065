"""Which version governs on which day, and what it says: from "Versions and transitions" in docs/framework.md."""

from datetime import date, timedelta

from .naive import Naive, corresponding
from .naive_tree import LEANS, SATISFIED, leans_on, verdict

DAY = timedelta(days=1)
WORTH = ("not_met", "unknown", "not_yet_due")
NOTHING = -1, 0


class NaiveVersions:
    """`versions`: documents; `policies`: of each but the first a policy, and the day the former counts until, or None.

    `granted`, `ended`: days of awards; `held`: (day, tier) from which a tier is held, "" for none.
    """

    def __init__(self, versions, policies, facts, granted, ended, held, tier, known_at, days, naive=Naive):
        first = date.fromisoformat(versions[0]["effective_from"])
        self.days = [first + timedelta(days=n) for n in range(days)]
        self.versions, self.tier = versions, tier
        self.granted, self.ended, self.held = sorted(granted), sorted(ended), sorted(held)
        self.policies = [(None, None), *policies]
        self.governors, self.lines = {}, []
        for document in versions:
            starts = max(date.fromisoformat(document["effective_from"]), facts.enrolled_on)
            length = (self.days[-1] - starts).days + 1
            self.lines.append(naive(document, facts, known_at, length) if length > 0 else None)

    def governing(self):
        return [self._governor(len(self.versions) - 1, day) for day in self.days]

    def states(self):
        """Of the tier, under whichever governs; None on the days before the practice is enrolled."""
        found = []
        for day, number in zip(self.days, self.governing(), strict=True):
            there = self._state(number, day, self.versions[number]["tiers"][0]["code"])
            asked = self.tier or self.versions[number]["tiers"][0]["code"]
            known = any(tier["code"] == asked for tier in self.versions[number]["tiers"])
            found.append(there and (self._state(number, day, asked) if known else "not_met"))
        return found

    def _state(self, number, day, tier):
        line = self.lines[number]
        if line is None or day < line.days[0]:
            return None
        return line.tier_states(tier)[(day - line.days[0]).days]

    def _governor(self, number, day):
        """Of the versions up to this one."""
        if (number, day) not in self.governors:
            self.governors[number, day] = self._decide(number, day)
        return self.governors[number, day]

    def _decide(self, number, day):
        starts = date.fromisoformat(self.versions[number]["effective_from"])
        if number == 0:
            return 0
        if day < starts:
            return self._governor(number - 1, day)
        policy, former_until = self.policies[number]
        if former_until is not None and day >= former_until:
            return number
        if policy == "until_renewal" and day < self._renewed_on(number, starts):
            return self._governor(number - 1, day)
        if policy == "whichever_better":
            old = self._governor(number - 1, day)
            return number if self._worth(number, day) >= self._worth(old, day) else old
        return number

    def _renewed_on(self, number, starts):
        award, last = None, None
        for granted in self.granted:
            if granted < starts:
                if award is not None and any(award < ended <= granted for ended in self.ended):
                    last = None
                last = self._last_day(self.versions[self._governor(number - 1, granted)], granted, last)
                award = granted
        if award is None:
            return starts
        changes = [day for day in self.granted if day >= starts]
        changes += [day for day in self.ended if day > award]
        changes += [last + DAY] if last < date.max else []
        return max(min(changes, default=date.max), starts)

    @staticmethod
    def _last_day(document, granted_on, before):
        """The last day of an award; `before` is that of the award before it, or None."""
        rule = document.get("award", {})
        if "valid_months" not in rule:
            return date.max
        months, window = rule["valid_months"], rule.get("renewal_months", 0)
        if before not in (None, date.max) and rule.get("early_renewal_keeps_anniversary", True):
            opens = corresponding(before, -window) + DAY
            if opens <= granted_on <= before:
                return corresponding(before, months)
        if rule.get("anchor") == "contract_year":
            month, first = map(int, document.get("contract_year_start", "04-01").split("-"))
            ends = date(granted_on.year, month, first)
            while ends <= granted_on:
                ends = corresponding(ends, 12)
            return corresponding(ends, months - 12) - DAY
        return corresponding(granted_on, months)

    def _worth(self, number, day):
        codes = [tier["code"] for tier in self.versions[number]["tiers"]]
        tier = ([tier for on, tier in self.held if on <= day] or [""])[-1]
        state = self._state(number, day, tier if tier in codes else codes[0])
        if state is None:
            return NOTHING
        if verdict(state) not in SATISFIED:
            return WORTH.index(verdict(state)), 0
        return len(WORTH), -[set(leans) for leans in LEANS].index(leans_on(state))
