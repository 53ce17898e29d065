"""Practices of a delivery unit, and practices that took over others, made from a number; every kind there is."""

from dataclasses import replace
from datetime import date

from accreditation.rules.facts import Facts, Succession, UnitMember

from .invented import FIRST, GROUPS, LAST
from .invented_people import PeopleInvention
from .invented_practice import PracticeInvention

UNITS = ["pcn", "pcn", "pcn", "locality"]
JOINS = ["union", "none"]
LEAVES = [
    *["people_node", "people_node", "share", "volume_node", "lead", "visits", "events", "represented", "declaration"],
    *["indicator", "submission", "activity_count", "external_standing", "case_follow_up", "supervised_node"],
]


class UnitsInvention(PeopleInvention, PracticeInvention):
    def framework(self):
        nodes = [self.leaf() for _ in range(self.random.randint(2, 3))]
        return {
            "grammar": 1,
            "code": "invented",
            "title": "Invented",
            "version": 1,
            "effective_from": self.random.choice(["2023-10-01", "2024-06-30"]),
            "contract_year_start": self.random.choice(["04-01", "02-01"]),
            "entry_months": self.random.choice([0, 0, 6]),
            "role_groups": GROUPS,
            "equivalences": list(self.equivalences()),
            "tiers": self.tiers(nodes),
            **({"succession": self.succession()} if self.often(0.6) else {}),
        }

    def succession(self):
        rule = {name: self.random.choice(JOINS) for name in ("entries", "staff", "sizes") if self.often(0.5)}
        kinds = ["declaration.signed", "visit.held", "indicator.measured"]
        others = [{"entry": kind, "joins": self.random.choice(JOINS)} for kind in kinds if self.often(0.3)]
        rule |= {"entries_of": others} if others else {}
        return rule | self.maybe(0.6, protection_months=self.random.choice([1, 6, 12]))

    def tiers(self, leaves):
        tree = self.tree(leaves) if len(leaves) > 1 else leaves[0]
        upper = {"code": "upper", "label": "Upper", "requirement": self.leaf()}
        return [{"code": "tier", "label": "Tier", "requirement": tree}, *([upper] if self.often(0.2) else [])]

    def leaf(self):
        return self.of_unit() if self.often(0.6) else self.plain_leaf()

    def plain_leaf(self):
        return getattr(self, self.random.choice(LEAVES))()

    def supervised_node(self):
        held = {"key": self.name("supervised"), "kind": "supervised", "label": "supervised", **self.held_supervised()}
        return self.node("people", slots=[{"key": "one", "roles": ["gp", "nurse"]}], each=held)

    def of_unit(self):
        inner = self.plain_leaf()
        if self.often(0.3):
            inner = self.tree([inner, self.plain_leaf()])
        kind, unit = self.random.choice(["pooled", "pooled", "practices"]), self.random.choice(UNITS)
        node = {"key": self.name(kind), "kind": kind, "label": kind, "unit": unit, "requirement": inner}
        if kind == "pooled":
            return self.laid_over(node | self.maybe(consent=["data-sharing-agreement"]))
        many = self.random.choice([{}, {"at_least": 1}, {"at_least": 2}, {"share": 50}, {"share": 34}])
        return self.laid_over(node | many | self.maybe(of_at_least=2))

    def laid_over(self, node):
        node |= self.asked_when() if self.often(0.1) else {}
        return node | (self.planned() if self.often(0.1) else {})

    # --- facts -----------------------------------------------------------------------------------------------------

    def facts(self, keys):
        names = ["practice", "another", "b"][: self.random.randint(2, 3)]
        everybody = [f"person {n}" for n in range(self.random.randint(5, 8))]
        borne = {person: list(self.of_person(person)) for person in everybody}
        made = {name: self.of_one(name, keys, everybody, borne) for name in names}
        away = list(self.elsewhere())
        for name, facts in made.items():
            staff = {row.person for row in facts.employments}
            made[name] = replace(
                facts,
                elsewhere=tuple(self.at_others(made, name, "employments", staff))
                + tuple(row for row in away if row.practice == "zeta" and row.person in staff),
                posts_elsewhere=tuple(self.at_others(made, name, "leads", staff)),
            )
        own, mates = made.pop("practice"), made
        unit = tuple(row for name in mates for row in self.memberships(name))
        taken = tuple(row for name in mates if self.often(0.5) for row in self.taken_over(name))
        return replace(own, unit=unit, predecessors=taken, others=mates)

    def of_one(self, name, keys, everybody, borne):
        self.people = self.random.sample(everybody, k=self.random.randint(2, 4))
        enrolled = self.random.choice([date(2023, 12, 15), date(2024, 4, 1), self.day(FIRST, date(2024, 9, 1))])
        if name != "practice":
            enrolled = self.random.choice([None, enrolled, self.day()])
        about = [*self.of_practice(), *self.plans(keys)]
        entries = [replace(e, practice=name) if e.practice == "practice" else e for e in about]
        entries += [entry for person in self.people for entry in borne[person]]
        self.random.shuffle(entries)
        return Facts(
            name,
            enrolled,
            tuple(entries),
            tuple(row for person in self.people for row in self.employments(person)),
            (*self.leads(), *self.deputies()),
            tuple(self.waivers(keys)),
            absences=tuple(self.absences()),
            sizes=tuple(self.sizes()),
        )

    def waivers(self, keys):
        for key in self.random.sample(keys, k=min(len(keys), 2)) if self.often(0.4) else []:
            yield self.waiver(key)

    @staticmethod
    def at_others(made, name, field, staff):
        for other, facts in made.items():
            if other != name:
                yield from (replace(row, practice=other) for row in getattr(facts, field) if row.person in staff)

    def memberships(self, name):
        for _ in range(self.random.randint(1, 2)):
            began, ended = self.span(700)
            kind = self.random.choice(UNITS)
            yield UnitMember(self.name("u"), kind, "U1", name, began, ended, *self.moments())

    def taken_over(self, name):
        how = self.random.choice(["merged", "split", "renamed"])
        yield Succession(self.name("x"), how, name, self.day(FIRST, LAST), *self.moments())


def units_of(number):
    invention = UnitsInvention(number)
    document = invention.framework()
    keys = [key for tier in document["tiers"] for key in keys_of(tier["requirement"])]
    return document, invention.facts(keys)


def keys_of(node):
    below = [*node.get("requirements", []), *([node["requirement"]] if "requirement" in node else [])]
    return [node["key"]] + [key for part in below for key in keys_of(part)]
