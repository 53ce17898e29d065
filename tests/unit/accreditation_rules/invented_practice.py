"""Practices and frameworks with what the practice hands in, is measured by and counts, made from a number."""

from datetime import date, timedelta

from .invented import FIRST, GROUPS, LAST, Invention

YEARS = [date(2022, 4, 1), date(2023, 4, 1), date(2024, 4, 1), date(2025, 4, 1), date(2026, 4, 1)]
HALVES = [day for year in range(2022, 2027) for day in (date(year, 4, 1), date(year, 10, 1))]
SLOTS = ["month", "quarter", "half_year", "contract_year"]


class PracticeInvention(Invention):
    def framework(self):
        chosen = self.random.sample(PRACTICE_LEAVES, k=self.random.randint(3, 5))
        return {
            "grammar": 1,
            "code": "invented",
            "title": "Invented",
            "version": 1,
            "effective_from": self.random.choice(["2023-10-01", "2024-01-01", "2024-06-30"]),
            "contract_year_start": self.random.choice(["04-01", "04-01", "10-01"]),
            "entry_months": self.random.choice([0, 0, 6]),
            "role_groups": GROUPS,
            "tiers": [
                {"code": "tier", "label": "Tier", "requirement": self.tree([getattr(self, kind)() for kind in chosen])}
            ],
        }

    def maybe(self, chance=0.5, **values):
        return values if self.often(chance) else {}

    def cadence(self):
        if self.often(0.4):
            return {"at_least": self.random.randint(1, 2), "months": self.random.choice([6, 12, 18])}
        look_back = self.random.randint(1, 4)
        more = self.maybe(0.5, needed=self.random.randint(1, look_back)) | self.maybe(0.2, owes_first_slot=True)
        per_slot = self.random.choice([1, 1, 2])
        return {"slots": self.random.choice(SLOTS), "per_slot": per_slot, "look_back": look_back, **more}

    def spacing(self):
        rules = [{}, {}, {"spacing_days": 45}, {"spacing_months": 2}, {"max_per_day": 1}]
        return self.random.choice(rules)

    # --- requirements ----------------------------------------------------------------------------------------

    def visits(self):
        return self.node("visits", cadence=self.cadence(), **self.spacing())

    def represented(self):
        more = self.maybe(0.3, together=["gp", "nurse"]) | self.maybe(0.3, over_time=["gp", "nurse"])
        more |= self.maybe(0.3, representatives=2) | self.maybe(0.3, min_minutes=60)
        more |= self.maybe(0.5, events=self.random.choice([["clinics"], ["sessions", "clinics"]]))
        roles = ["gp", "nurse", "practice_manager"]
        return self.node("attendance_by_practice", roles=roles, cadence=self.cadence(), **self.spacing(), **more)

    def declaration(self):
        more = self.maybe(0.3, valid_months=12) | self.maybe(0.4, signatories=["gp"])
        more |= self.maybe(0.3, signed_from="2024-02-01")
        return self.node("declaration", any_of=["data-sharing-agreement"], **more)

    def indicator(self):
        ways = {"at_least": 60} if self.often(0.7) else {"at_most": 40}
        more = self.maybe(0.5, improved_by=self.random.choice([2.5, 10]))
        more |= self.maybe(0.3, baseline="first") | self.maybe(0.3, latest=2) | self.maybe(0.3, valid_months=12)
        more |= self.maybe(0.3, definitions=["2024"]) | self.maybe(0.3, slots="contract_year")
        more |= self.maybe(0.4, sources=self.random.sample(["nda", "practice_extract"], k=self.random.randint(1, 2)))
        more |= self.maybe(0.6, provisional=self.random.choice(["count", "unknown"]))
        if "improved_by" not in more:
            more |= self.maybe(0.3, summed=True)
        populations = self.random.choice([["t2"], ["t1", "t2"]])
        return self.node("indicator", measure="nda.8cp", populations=populations, **ways, **more)

    def submission(self):
        due = self.random.choice([{}, {"due_days": 20}, {"due_days": 100}, {"due_on": "04-30"}])
        more = self.random.choice([{}, {"late": "never"}, {"late_days": 28}])
        more |= self.maybe(0.3, accepted=False) | self.maybe(0.3, look_back=2) | self.maybe(0.2, owes_first_slot=True)
        every = self.random.choice(["contract_year", "half_year"])
        return self.node("submission", any_of=["audit"], every=every, **due, **more)

    def activity_count(self):
        how = self.random.choice(
            [{}, {"months": 12}, {"slots": "half_year"}, {"slots": "half_year", "look_back": 2, "report_days": 40}]
        )
        return self.node("activity_count", any_of=["plan", "review"], at_least=self.random.choice([20, 60]), **how)

    def external_standing(self):
        more = self.maybe(0.5, pending=["under_review"]) | self.maybe(0.3, valid_months=12)
        more |= self.maybe(0.4, pending_days=60) | self.maybe(0.3, min_level=3)
        accepted = {"accepted": ["good", "outstanding"]} if "min_level" not in more or self.often(0.5) else {}
        return self.node("external_standing", scheme="cqc", **accepted, **more)

    def case_follow_up(self):
        more = self.maybe(0.5, tolerance_days=30) | self.maybe(0.3, outcomes=["done"])
        months, cases = self.random.choice([3, 6]), self.random.choice([1, 2])
        return self.node(
            "case_follow_up", cadence=self.cadence(), min_cases=cases, after_months=months, **self.spacing(), **more
        )

    # --- facts -----------------------------------------------------------------------------------------------

    def of_person(self, person):
        yield from super().of_person(person)
        for _ in range(self.random.randint(0, 6)):
            number = self.random.randint(1, 12)
            values = {
                "minutes": self.random.choice([30, 60]),
                "side": self.random.choice(["practice"] * 4 + ["specialist"]),
            }
            yield self.entry("clinic.attended", person, self.day(), clinic=f"clinic {number}", role=None, **values)
        for _ in range(self.random.randint(0, 8)):
            number = self.random.randint(1, 25)
            day = FIRST + timedelta(days=55 * number)
            values = {"programme": "network-education", "role": None, "minutes": self.random.choice([30, 60])}
            yield self.entry("session.attended", person, day, session=f"meeting {number}", **values)

    def of_practice(self):
        yield from super().of_practice()
        for _ in range(self.random.randint(0, 4)):
            by = self.random.choice(self.people)
            values = {"declaration": "data-sharing-agreement", "valid_until": None, "by": by}
            yield self.entry("declaration.signed", None, self.day(), **values)
        for _ in range(self.random.randint(0, 9)):
            yield self.figure()
        for _ in range(self.random.randint(0, 7)):
            yield self.handed_in()
        for _ in range(self.random.randint(0, 9)):
            yield self.report()
        for _ in range(self.random.randint(0, 5)):
            value = self.random.choice(["good", "outstanding", "inadequate", "under_review"])
            level = self.random.choice([None, 2, 3])
            yield self.entry("external.recorded", None, self.day(), scheme="cqc", value=value, level=level)
        for number in range(self.random.randint(0, 6)):
            yield from self.followed_clinic(number)

    def visit_alone(self, day):
        (visit,) = (entry for entry in self.visit(day) if entry.kind == "visit.held" and entry.happened_on == day)
        return visit

    def figure(self, **changes):
        began = self.random.choice(YEARS)
        ended = date(began.year + 1, 4, 1) if self.often(0.8) else date(began.year, 10, 1)
        whole = self.random.choice([0, 10, 50, 100, 200])
        part = whole * self.random.choice([0, 30, 55, 60, 65, 100]) // 100
        values = {
            "measure": self.random.choice(["nda.8cp"] * 9 + ["other"]),
            "definition": self.random.choice(["2024", "2024", "2019"]),
            "population": self.random.choice(["t1", "t2", "t2"]),
            "period_from": began.isoformat(),
            "period_until": ended.isoformat(),
            "numerator": None if self.often(0.1) else part,
            "denominator": None if self.often(0.05) else whole,
            "rounding": self.random.choice([1, 5]),
            "provisional": self.often(0.3),
            "source": self.random.choice(["nda", "practice_extract"]),
        }
        day = ended + timedelta(days=self.random.randint(-30, 200))
        return self.entry("indicator.measured", None, day, **(values | changes))

    def handed_in(self, **changes):
        period = self.random.choice(HALVES)
        day = period + timedelta(days=self.random.choice([-1, 100, 182, 211, 212, 365, 384, 394, 395, 422, 423, 500]))
        values = {"submission": "audit", "period": period.isoformat(), "complete": self.often(0.8)}
        values["accepted"] = self.often(0.8)
        return self.entry("submission.received", None, day, **(values | changes))

    def report(self, **changes):
        began = self.random.choice(HALVES)
        ended = began + timedelta(days=self.random.choice([30, 91, 182, 200]))
        values = {"activity": self.random.choice(["plan", "review"]), "count": self.random.choice([5, 20, 40])}
        values |= {"period_from": began.isoformat(), "period_until": ended.isoformat()}
        day = ended + timedelta(days=self.random.randint(-10, 60))
        return self.entry("activity.counted", None, day, **(values | changes))

    def followed_clinic(self, number):
        clinic, day = f"followed clinic {number}", self.day(FIRST, LAST - timedelta(days=300))
        cases = [self.name("case") for _ in range(self.random.randint(1, 3))]
        for case in cases:
            yield self.entry("clinic.case_discussed", None, day, clinic=clinic, case=case)
        for case in cases:
            for _ in range(self.random.choice([0, 1, 1, 2])):
                later = day + timedelta(days=self.random.choice([0, 60, 92, 93, 120, 155, 183, 184, 213, 214]))
                outcome = self.random.choice(["done", "done", "not_done"])
                yield self.entry("case.outcome_recorded", None, later, case=case, outcome=outcome)


PRACTICE_LEAVES = [
    "visits",
    "represented",
    "declaration",
    "indicator",
    "submission",
    "activity_count",
    "external_standing",
    "case_follow_up",
]


def practice_of(number):
    """A document and facts in which these kinds meet."""
    invention = PracticeInvention(number)
    document = invention.framework()
    keys = [part["key"] for part in parts_of(document["tiers"][0]["requirement"])]
    return document, invention.facts(keys)


def parts_of(node):
    yield node
    for part in node.get("requirements", []):
        yield from parts_of(part)
