"""Two to four versions of a framework, a practice and the days of its awards, made from a number."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from accreditation.rules.facts import Facts

from .invented import FIRST, LAST, Invention

POLICIES = ["from_date", "until_renewal", "whichever_better"]


class Versions(NamedTuple):
    documents: list[dict[str, Any]]
    policies: list[tuple[str, date | None]]
    facts: Facts
    granted: list[date]
    ended: list[date]
    held: list[tuple[date, str]]
    tier: str | None


class VersionsInvention(Invention):
    def versions(self):
        starts = sorted(self.random.sample(STARTS, k=self.random.randint(2, 4)))
        documents = [self.version(number, day) for number, day in enumerate(starts, start=1)]
        keys = [key for each in documents for tier in each["tiers"] for key in keys_of(tier["requirement"])]
        granted = sorted(self.day(FIRST, LAST) for _ in range(self.random.randint(0, 4)))
        if granted and self.often(0.5):
            granted.append(granted[0] + timedelta(days=self.random.choice([275, 330, 365, 366])))
        ended = [self.day(FIRST, LAST) for _ in range(self.random.choice([0, 0, 1, 2]))]
        tiers = {day: self.random.choice(["tier", "upper"]) for day in granted} | dict.fromkeys(ended, "")
        tier = self.random.choice([None, "tier", "upper"])
        policies = [self.policy(day) for day in starts[1:]]
        return Versions(documents, policies, self.facts(keys), granted, ended, sorted(tiers.items()), tier)

    def policy(self, starts):
        until = starts + timedelta(days=self.random.choice([-1, 1, 100, 400]))
        return self.random.choice(POLICIES), until if self.often(0.3) else None

    def version(self, number, day):
        leaves = [getattr(self, kind)() for kind in self.random.choices(VERSIONED, k=2)]
        changes = {"code": "invented", "version": number, "effective_from": day.isoformat(), "award": self.award()}
        document = self.framework() | changes
        for tier in document["tiers"]:
            tier["requirement"] = self.tree(leaves) if tier["code"] == "tier" else self.declaration()
        return document

    def award(self):
        if self.often(0.2):
            return {}
        rule = {"valid_months": self.random.choice([12, 24]), "renewal_months": self.random.choice([0, 1, 3])}
        rule |= {"anchor": "contract_year"} if self.often(0.3) else {}
        return rule | ({"early_renewal_keeps_anniversary": False} if self.often(0.3) else {})


STARTS = [date(2023, 10, 1), date(2024, 1, 1), date(2024, 6, 30), date(2024, 10, 15), date(2025, 4, 1)]
STARTS += [date(2025, 10, 1), date(2026, 4, 1)]
VERSIONED = ["declaration", "declaration", "lead", "people_node", "visits"]


def versions_of(number):
    return VersionsInvention(number).versions()


def keys_of(node):
    return [node["key"]] + [key for part in node.get("requirements", []) for key in keys_of(part)]
