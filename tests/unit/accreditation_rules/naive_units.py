"""The slow way for several practices: pooled, practices, succession; from docs/rules and docs/framework.md alone.

For each set of practices that belong together it is an evaluator of its own, asked about the days of that set alone.
"""

from dataclasses import replace
from datetime import date, timedelta

from .naive import corresponding, known, stated
from .naive_people import NaivePeople, on_day
from .naive_practice import NaivePractice
from .naive_tree import SATISFIED, verdict, whole

NEVER_SHARED = ("practice.enrolled", "plan.agreed", "plan.closed", "award.decided")


class NaiveAll(NaivePeople, NaivePractice):
    """Every kind that one practice answers by itself."""


class NaiveUnits(NaiveAll):
    def __init__(self, document, facts, known_at, days, *, pools=True, parts=None, protected=()):
        """`parts`: those whose sizes are added. `protected`: of a day of succession, who answered on the day before."""
        self.within = {}
        super().__init__(document, facts, known_at, days)
        self.facts, self.known_at, self.pools, self.protected = facts, known_at, pools, protected
        self.unit, self.parts = known(facts.unit, known_at), parts
        self.former = [row for row in known(facts.predecessors, known_at) if row.practice in facts.others]
        self.rule = document.get("succession")
        self.sets = {}

    def _collect(self, node):
        super()._collect(node)
        if node["kind"] in ("pooled", "practices"):
            self._collect(node["requirement"])
        if node["kind"] == "pooled":
            for key in keys_below(node["requirement"]):
                self.within[key] = node

    # --- who answers -----------------------------------------------------------------------------------------------

    def states(self, node):
        if node["key"] not in self.answers:
            who = [self._who(node["key"], i) for i in range(len(self.days))]
            if all(each is self for each in who):
                states = list(super().states(node))
            else:
                states = [each.states(node)[i] for i, each in enumerate(who)]
            self.answers[node["key"]] = self._protect(node, states)
        return self.answers[node["key"]]

    def person_states(self, node, person):
        place = node["key"], person
        if place not in self.answers:
            who = [self._who(node["key"], i) for i in range(len(self.days))]
            if all(each is self for each in who):
                return super().person_states(node, person)
            self.answers[place] = [each.person_states(node, person)[i] for i, each in enumerate(who)]
        return self.answers[place]

    def tier_states(self, code):
        if self.rule is None or not self.former:
            return super().tier_states(code)
        return [self._who("", i).tier_states(code)[i] for i in range(len(self.days))]

    def _who(self, key, i):
        """The evaluator of those who belong together on the day."""
        if self.rule is not None and self.former:
            return self._successor(i)
        if self.pools and key in self.within:
            return self._pool(self.within[key], self._pooling(self.within[key], self.days[i]))
        return self

    def _successor(self, i):
        since = frozenset((row.on, row.practice) for row in self.former if row.on <= self.days[i])
        if since not in self.sets:
            names = {practice for _, practice in since}
            self.sets[since] = None
            others = {name: joins for kind in self.rule.get("entries_of", []) for name, joins in [kind.values()]}
            self.sets[since] = self._joined(
                names,
                lambda kind: others.get(kind, self.rule.get("entries", "union")) == "union",
                staff=self.rule.get("staff", "union") == "union",
                sizes=self.rule.get("sizes", "none") == "union",
                protected=[(on, self._before(on, practice)) for on, practice in sorted(since)],
            )
        return self.sets[since]

    def _pooling(self, node, day):
        """The other practices that pool on the day."""
        return frozenset(
            row.practice
            for row in self.unit
            if row.unit_kind == node["unit"]
            and on_day(row, day)
            and row.practice in self.facts.others
            and self._agreed(node, self.facts, day)
            and self._agreed(node, self.facts.others[row.practice], day)
        )

    def _agreed(self, node, facts, day):
        return not node.get("consent") or any(
            e.happened_on <= day <= stated(e)
            for e in known(facts.entries, self.known_at)
            if e.kind == "declaration.signed"
            and e.practice == facts.practice
            and e.values["declaration"] in node["consent"]
        )

    def _pool(self, node, names):
        if (node["key"], names) not in self.sets:
            self.sets[node["key"], names] = self._joined(names, lambda _: True, staff=True, sizes=True, pools=False)
        return self.sets[node["key"], names]

    def _joined(self, names, takes, *, staff, sizes, pools=True, protected=()):
        """A practice whose facts are those of this one and of the others."""
        mine, others = self.facts, [self.facts.others[name] for name in sorted(names)]
        unit = mine.unit if pools is False else tuple(row for row in mine.unit if row.practice not in names)
        entries = {e.ref: e for other in others for e in other.entries if e.person is not None}
        for other in others:
            for e in other.entries:
                if e.person is None and e.practice == other.practice and e.kind not in NEVER_SHARED and takes(e.kind):
                    entries[e.ref] = replace(e, practice=self.practice)
        entries |= {e.ref: e for e in mine.entries}
        more = {}
        if staff:
            away = {self.practice, *names}
            more = {name: getattr(mine, name) + sum((getattr(o, name) for o in others), ()) for name in SHARED}
            more["employments"] = mine.employments + tuple(
                replace(row, practice=other.practice) for other in others for row in other.employments
            )
            for name in ("elsewhere", "posts_elsewhere"):
                rows = {row.ref: row for facts in (*others, mine) for row in getattr(facts, name)}
                more[name] = tuple(row for row in rows.values() if row.practice not in away)
        facts = replace(mine, entries=tuple(entries.values()), predecessors=(), unit=unit, **more)
        parts = [*(self.parts or [mine]), *others] if sizes else self.parts
        return NaiveUnits(
            self.document,
            facts,
            self.known_at,
            len(self.days),
            pools=pools and self.pools,
            parts=parts,
            protected=protected,
        )

    def last_count(self, measure, day):
        if self.parts is None:
            return super().last_count(measure, day)
        found = []
        for part in self.parts:
            rows = [r for r in known(part.sizes, self.known_at) if r.measure == measure and r.counted_on <= day]
            if not rows:
                return None
            found.append(max(rows, key=lambda row: (row.counted_on, row.ref)).count)
        return sum(found)

    # --- protection ------------------------------------------------------------------------------------------------

    def _before(self, on, practice):
        """Says of a requirement whether it was satisfied on the day before, here or at the former practice."""

        def satisfied(node):
            day, found = on - timedelta(days=1), []
            if self.days[0] <= day <= self.days[-1]:
                i = (day - self.days[0]).days
                found.append(self._successor(i).states(node)[i])
            found.append(self._at_other(practice, node, day))
            return any(verdict(state) in SATISFIED for state in found)

        return satisfied

    def _protect(self, node, states):
        months = (self.document.get("succession") or {}).get("protection_months")
        for on, satisfied in self.protected if months else ():
            days = [i for i, day in enumerate(self.days) if on <= day <= corresponding(on, months)]
            lacking = [i for i in days if states[i] == "not_met"]
            if lacking and satisfied(node):
                states = ["met+grace" if i in lacking else state for i, state in enumerate(states)]
        return states

    # --- each by itself --------------------------------------------------------------------------------------------

    def _pooled(self, node):
        return self.states(node["requirement"])

    def _at_other(self, practice, node, day):
        """What the practice says of itself on the day; before its own first day nothing is met."""
        if practice not in self.sets:
            facts = self.facts.others[practice]
            facts = replace(facts, enrolled_on=facts.enrolled_on or self.enrolled)
            first = max(date.fromisoformat(self.document["effective_from"]), facts.enrolled_on)
            length = (self.days[-1] - first).days + 1
            alone = NaiveUnits(self.document, facts, self.known_at, length, pools=False) if length > 0 else None
            self.sets[practice] = alone
        other = self.sets[practice]
        if other is None or not other.days[0] <= day <= other.days[-1]:
            return "not_met"
        return other.states(node)[(day - other.days[0]).days]

    def _practices(self, node):
        own = self.states(node["requirement"])
        return [self._so_many(node, own[i], day) for i, day in enumerate(self.days)]

    def _so_many(self, node, own, day):
        mates = {
            row.practice
            for row in self.unit
            if row.unit_kind == node["unit"] and on_day(row, day) and row.practice in self.facts.others
        }
        there = [own, *(self._at_other(mate, node["requirement"], day) for mate in sorted(mates))]
        if "at_least" in node:
            asked = node["at_least"]
        else:
            asked = next(n for n in range(len(there) + 1) if 100 * n >= node.get("share", 100) * len(there))
        if len(there) < max(asked, node.get("of_at_least", 1)):
            return "not_met"
        return whole(there, lambda places: len(places) >= asked)


SHARED = ("leads", "absences")


def keys_below(node):
    found = [node["key"]]
    for part in (*node.get("requirements", []), *node.get("first", [])):
        found += keys_below(part)
    for name in ("each", "then", "requirement"):
        if isinstance(node.get(name), dict):
            found += keys_below(node[name])
    for name in ("counted_from", "asked_from"):
        if name in node:
            found += keys_below(node[name]["requirement"])
    return found
