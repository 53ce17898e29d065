"""The slow evaluator's combinations and what is laid over a requirement, from the words of docs/rules/README.md.

A day's state is a verdict, and for one that is met after it what it leans on: "met", "met+grace", "met+plan+waiver".
"""

from calendar import monthrange
from datetime import date, timedelta

SATISFIED = ("met", "waived", "not_applicable")
LEANS = ((), ("waiver",), ("grace",), ("grace", "waiver"), ("plan",), ("plan", "waiver"), ("grace", "plan"))
LEANS = (*LEANS, ("grace", "plan", "waiver"))


def verdict(state):
    return state.split("+")[0]


def leans_on(state):
    return {"waiver"} if state == "waived" else set(state.split("+")[1:])


def word(leans):
    return "+".join(["met", *sorted(leans)])


def whole(states, enough):
    """`enough` says whether these parts, by their places, suffice."""

    def among(*verdicts):
        return [place for place, state in enumerate(states) if verdict(state) in verdicts]

    if enough(among(*SATISFIED)):
        for leans in LEANS:
            if enough([place for place in among(*SATISFIED) if leans_on(states[place]) <= set(leans)]):
                return word(leans)
    if enough(among(*SATISFIED, "not_yet_due")):
        return "not_yet_due"
    return "unknown" if enough(among(*SATISFIED, "not_yet_due", "unknown")) else "not_met"


def points_of(node, parts, places):
    """The points of these parts, of each group the most valuable that its limit lets count."""
    choices = {choice["requirement"]: choice for choice in node.get("choices", [])}
    limits = {limit["group"]: limit["at_most"] for limit in node.get("limits", [])}
    alone, groups = 0, {}
    for place in places:
        choice = choices.get(parts[place]["key"], {})
        points, group = choice.get("points", 1), choice.get("group")
        if group in limits:
            groups.setdefault(group, []).append(points)
        else:
            alone += points
    return alone + sum(sum(sorted(found)[::-1][: limits[group]]) for group, found in groups.items())


class Tree:
    """What combinations, tiers, plans and the places where a rule is asked for mean, one day at a time."""

    def counting(self, node):
        return [part for part in node["requirements"] if not part.get("informative")]

    def combined(self, node, columns):
        """For every day, what the parts' states of that day make."""
        parts = self.counting(node)
        tests = {
            "all_of": lambda places: len(places) == len(parts),
            "any_of": lambda places: len(places) >= 1,
            "n_of": lambda places: len(places) >= node["n"],
            "menu": lambda places: points_of(node, parts, places) >= node["at_least"],
        }
        days = list(zip(*columns, strict=True))
        if node["kind"] == "none_of":
            return [self._none(states) for states in days]
        seen = {}
        for states in set(days):
            seen[states] = whole(states, tests[node["kind"]])
        return [seen[states] for states in days]

    @staticmethod
    def _none(states):
        found = [verdict(state) for state in states]
        return "not_met" if "met" in found else "unknown" if "unknown" in found else "met"

    # --- laid over ---------------------------------------------------------------------------------------------

    def read_as(self, node, states):
        return [node.get("unknown_as", "unknown") if state == "unknown" else state for state in states]

    def graced(self, node, raw):
        rule, states, used, left = node["grace"], list(raw), {}, 0
        new_on = self.new_rule_on(node) if "new_rule" in rule["on"] else None
        for i, day in enumerate(self.days):
            if raw[i] != "not_met":
                left = 0
                continue
            lost = i > 0 and raw[i - 1] == "met"
            if left == 0 and (lost or day == new_on):
                year, limit = self._contract_year(day), rule.get("uses_per_contract_year")
                allowed = limit is None or used.get(year, 0) < limit
                if allowed and (day == new_on or self._forgiven(node, i, rule["on"])):
                    used[year] = used.get(year, 0) + 1
                    left = rule["days"]
            if left > 0:
                states[i] = "met+grace"
                left -= 1
        return states

    def new_rule_on(self, node):
        named = (
            self.document["effective_from"],
            node.get("applies_from"),
            node.get("applies_when", {}).get("first_day"),
        )
        first = max(date.fromisoformat(each) for each in named if each)
        return first if self.enrolled < first else None

    def planned(self, node, states):
        covered = set()
        for first, last in self.plans(node):
            covered |= {first + timedelta(days=n) for n in range((last - first).days + 1)}
        return ["met+plan" if s == "not_met" and d in covered else s for d, s in zip(self.days, states, strict=True)]

    def plans(self, node):
        """The first and last days of the plans that count."""
        rule, years = node["plans"], {}
        for entry in self._own("plan.agreed"):
            values = entry.values
            if values["framework"].split(".")[0] != self.document["code"] or values["requirement"] != node["key"]:
                continue
            year = self._contract_year(entry.happened_on)
            years[year] = years.get(year, 0) + 1
            closed = [e.happened_on for e in self._own("plan.closed") if e.values["plan"] == values["plan"]]
            lasts = [date.fromisoformat(values["due_on"]), entry.happened_on + timedelta(days=rule["max_days"] - 1)]
            lasts += [day - timedelta(days=1) for day in closed]
            if years[year] <= rule.get("per_contract_year", 1):
                yield entry.happened_on, min(lasts)

    def over_days(self, node, states):
        """Entry period, where it is asked for, waivers."""
        return [self._over_day(node, i, state) for i, state in enumerate(states)]

    def _over_day(self, node, i, state):
        day, months = self.days[i], self.document.get("entry_months", 0)
        if state == "not_met" and months and day <= corresponding(self.enrolled, months):
            state = "not_yet_due"
        if "applies_from" in node and day < date.fromisoformat(node["applies_from"]):
            state = "not_applicable"
        state = self.where_asked(node, i, state, None)
        for waiver in self.waivers:
            in_force = waiver.from_on <= day and (waiver.until_on is None or day < waiver.until_on)
            if in_force and waiver.requirement == node["key"] and node.get("waivable", True):
                state = "waived"
        return state

    def where_asked(self, node, i, state, person):
        if "applies_when" not in node:
            return state
        found = list(self._conditions(node["applies_when"], i, person))
        if False in found:
            return "not_applicable"
        return "unknown" if None in found and state == "not_met" else state

    def _conditions(self, when, i, person):
        """Each thing named: True, False, or None where it cannot be said."""
        day = self.days[i]
        if "first_day" in when:
            yield day >= date.fromisoformat(when["first_day"])
        if "last_day" in when:
            yield day <= date.fromisoformat(when["last_day"])
        if "roles" in when:
            people = self.people if person is None else [person]
            yield any(self._employed({}, {"roles": when["roles"]}, each, day) for each in people)
        if "tier" in when:
            state = verdict(self.tier_states(when["tier"])[i])
            yield None if state == "unknown" else state in SATISFIED
        if "size" in when:
            yield self._size_fits(when["size"], day)

    def _size_fits(self, asked, day):
        if asked.get("counted") == "contract_year":
            month, first = map(int, self.document.get("contract_year_start", "04-01").split("-"))
            day = date(self._contract_year(day), month, first)
        count = self.last_count(asked["measure"], day)
        return None if count is None else asked.get("at_least", 0) <= count <= asked.get("at_most", count)

    def last_count(self, measure, day):
        """The last count made on or before the day; None without any."""
        found = [size for size in self.sizes if size.measure == measure and size.counted_on <= day]
        return max(found, key=lambda size: (size.counted_on, size.ref)).count if found else None

    def tier_states(self, code):
        """A tier is itself and, where it does not say which, every tier before it."""
        if code not in self.tiers:
            position = [tier["code"] for tier in self.document["tiers"]].index(code)
            columns = [self.states(tier["requirement"]) for tier in self.document["tiers"][: position + 1]]
            everything = range(len(columns))
            days = zip(*columns, strict=True)
            single = len(columns) == 1
            self.tiers[code] = (
                columns[0] if single else [whole(states, lambda p: len(p) == len(everything)) for states in days]
            )
        return self.tiers[code]


def corresponding(day, months):
    number = day.year * 12 + (day.month - 1) + months
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
