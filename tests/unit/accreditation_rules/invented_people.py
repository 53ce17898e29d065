"""Practices and frameworks in which it is asked who counts and what they hold, made from a number."""

from dataclasses import replace
from datetime import timedelta

from accreditation.rules.facts import Absence, Employment, Lead, Size

from .invented import FIRST, GPS, GROUPS, NURSES, Invention

STARTS = ["insulin_start", "glp1_start"]
ASSESSORS = [("mentor", "another"), ("mentor", "practice"), ("mentor", None), ("person 1", "practice")]


class PeopleInvention(Invention):
    def framework(self):
        leaves = [getattr(self, kind)() for kind in self.random.choices(PEOPLE_LEAVES, k=self.random.randint(3, 4))]
        return {
            "grammar": 1,
            "code": "invented",
            "title": "Invented",
            "version": 1,
            "effective_from": self.random.choice(["2023-10-01", "2024-01-01", "2024-06-30"]),
            "contract_year_start": self.random.choice(["04-01", "02-01"]),
            "entry_months": self.random.choice([0, 0, 6]),
            "role_groups": GROUPS,
            "equivalences": list(self.equivalences()),
            "tiers": self.tiers(leaves),
        }

    def equivalences(self):
        yield {"credential": "merit", "counts_as": {"course": "insulin-safety"}, "from": "2023-01-01"}
        if self.often(0.5):
            yield {"credential": "abroad", "counts_as": {"credential": "merit"}, "min_verification": 1}
        if self.often(0.3):
            yield {"credential": "abroad", "counts_as": {"course": "annual-review-foot"}, "until": "2025-01-31"}

    def maybe(self, chance=0.4, **values):
        return values if self.often(chance) else {}

    # --- requirements ----------------------------------------------------------------------------------------

    def employment(self):
        more = self.maybe(min_sessions=2) | self.maybe(0.2, min_months=6) | self.maybe(0.2, count_on_leave=True)
        more |= self.maybe(0.3, locums=self.random.choice([{}, {"min_sessions": 4, "min_months": 1}]))
        more |= self.maybe(0.3, max_practices=self.random.choice([1, 2]))
        return more | self.maybe(0.2, exclude_roles=["gp_registrar"])

    def scale(self):
        how = {"per": 300} if self.often(0.6) else {"steps": [{"from": 200, "n": 1}, {"from": 500, "n": 2}]}
        more = self.maybe(0.3, counted="contract_year_start")
        return {"of": "diabetes_register", **how, "max": self.random.choice([2, 3]), **more}

    def people_node(self):
        node = super().people_node()
        for slot in node["slots"]:
            if "lead" not in slot and "n" not in slot and self.often(0.4):
                slot["scale"] = self.scale()
            if "lead" in slot and self.often(0.5):
                slot["acting"] = {"posts": ["deputy"], **self.maybe(0.6, days=60)}
        if self.often(0.6):
            node["employment"] = self.employment()
        return node

    def share(self):
        percent = self.random.choice([30, 50, 60, 100])
        more = {"employment": self.employment()} if self.often(0.6) else {}
        return self.node("share", roles=["gp", "nurse"], at_least_percent=percent, each=self.held(1), **more)

    def volume_node(self):
        return self.node("volume", **self.volume_rule(), **self.maybe(roles=["gp", "nurse"]))

    def volume_rule(self):
        how = {"average_over_years": 2} if self.often(0.3) else {"months": self.random.choice([6, 12])}
        more = self.maybe(0.3, supervised=self.often(0.5)) | self.maybe(0.3, min_verification=1)
        activities = self.random.choice([STARTS, STARTS[:1]])
        return {"activities": activities, "at_least": self.random.randint(1, 5), **how, **more}

    def held(self, depth):
        if self.often(0.3):
            return super().held(depth)
        kind = self.random.choice(
            ["hours", "sequence", "supervised", "supervised", "volume", "competencies", "assessment", "registration"]
        )
        node = {"key": self.name(kind), "kind": kind, "label": kind}
        node |= self.asked_when(of_person=True) if self.often(0.15) else {}
        node |= self.maybe(0.1, unknown_as=self.random.choice(["not_met", "not_yet_due", "met"]))
        return node | getattr(self, "held_" + kind)()

    def single(self):
        """Something that single entries meet."""
        node = {"key": self.name("single"), "label": "single"}
        course = {"kind": "course", "any_of": ["insulin-safety"], **self.maybe(valid_months=12)}
        own = {"months_by_code": [{"code": "merit", "valid_months": 6}]}
        credential = {"kind": "credential", "any_of": ["merit"], **self.maybe(valid_months=24), **self.maybe(**own)}
        sessions = {"kind": "attendance", "any_of": ["network-education"], "at_least": 1, "months": 12}
        return node | self.random.choice([course, credential, sessions])

    def held_hours(self):
        more = self.maybe(participatory_minutes=60) | self.maybe(max_per_entry=60) | self.maybe(exclude_sponsored=True)
        more |= self.maybe(max_by_source=[{"source": "cpd.recorded", "minutes": 90}]) | self.maybe(min_verification=1)
        more |= self.maybe(0.3, sources=["session.attended", "cpd.recorded", "clinic.attended"])
        return {"minutes": self.random.choice([120, 240]), "months": self.random.choice([12, 24]), **more}

    def held_sequence(self):
        more = self.random.choice([{}, {"at_least_days": 30}, {"at_least_months": 2}])
        more |= self.random.choice([{}, {"at_most_days": 200}, {"at_most_months": 12}])
        first = [self.single() for _ in range(self.random.randint(1, 2))]
        return {"first": first, "then": self.single(), **more, **self.maybe(still_in_force=True)}

    def held_supervised(self):
        sign_off = {"framework": "initiation", **self.maybe(topics=["starting"]), **self.maybe(min_level=2)}
        sign_off |= self.maybe(assessor={"other_practice": True})
        more = self.maybe(counted_from={"requirement": self.single(), **self.maybe(within_months=12)})
        more |= self.maybe(sign_off_within_months=3) | self.maybe(valid_months=12) | self.maybe(0.3, min_verification=1)
        at_least, months = self.random.randint(1, 3), self.random.choice([6, 9, 24])
        return {"activities": STARTS, "at_least": at_least, "months": months, "sign_off": sign_off, **more}

    def held_volume(self):
        asked = {"requirement": self.single(), **self.maybe(months=6)}
        return self.volume_rule() | self.maybe(0.5, asked_from=asked)

    def held_competencies(self):
        topics = [{"topic": "starting", **self.maybe(min_level=2)}] + [{"topic": "safety"}] * self.often(0.3)
        more = self.maybe(min_edition=2) | self.maybe(0.2, max_edition=2) | self.maybe(valid_months=12)
        return {"framework": "initiation", "topics": topics, **more, **self.maybe(assessor={"other_practice": True})}

    def held_assessment(self):
        more = self.maybe(0.6, pass_mark=70) | self.maybe(which=self.random.choice(["first", "last", "best"]))
        more |= self.maybe(0.3, max_attempts=2) | self.maybe(0.3, cool_off_days=60) | self.maybe(0.4, improved_by=10)
        if "improved_by" not in more:
            more["pass_mark"] = 70
        return {"assessment": "knowledge", **more, **self.maybe(valid_months=12)}

    def held_registration(self):
        bodies = self.random.choice([["gmc"], ["gmc", "nmc"]])
        return {"any_of": bodies, **self.maybe(within_months=6), **self.maybe(accept_conditions=True)}

    # --- facts -----------------------------------------------------------------------------------------------

    def facts(self, keys):
        facts = super().facts(keys)
        deputies = tuple(self.deputies())
        return replace(
            facts,
            leads=facts.leads + deputies,
            absences=tuple(self.absences()),
            elsewhere=tuple(self.elsewhere()),
            posts_elsewhere=tuple(self.posts_elsewhere()),
        )

    def span(self, longest):
        day = self.day(FIRST - timedelta(days=400))
        return day, None if self.often(0.2) else day + timedelta(days=self.random.randint(1, longest))

    def deputies(self):
        for _ in range(self.random.randint(0, 3)):
            yield Lead(self.name("l"), self.random.choice(self.people), "deputy", *self.span(300), *self.moments())

    def absences(self):
        for _ in range(self.random.randint(0, 4)):
            yield Absence(self.name("a"), self.random.choice(self.people), *self.span(200), *self.moments())

    def sizes(self):
        for _ in range(self.random.randint(0, 4)):
            count = self.random.choice([150, 199, 200, 300, 301, 500, 600, 601, 1200])
            measure = self.random.choice(["diabetes_register"] * 4 + ["list_size"])
            yield Size(self.name("s"), measure, count, self.day(), *self.moments())

    def elsewhere(self):
        for _ in range(self.random.randint(0, 5)):
            began, ended = self.span(500)
            person, role = self.random.choice(self.people), self.random.choice([*GPS, *NURSES])
            sessions, practice = self.random.choice([1, 4]), self.random.choice(["another", "zeta"])
            yield Employment(self.name("m"), person, role, sessions, began, ended, *self.moments(), practice=practice)

    def posts_elsewhere(self):
        for _ in range(self.random.randint(0, 3)):
            post, practice = self.random.choice(["lead_gp", "lead_nurse"]), self.random.choice(["another", "zeta"])
            person = self.random.choice(self.people)
            yield Lead(self.name("l"), person, post, *self.span(500), *self.moments(), practice=practice)

    def of_person(self, person):
        yield from super().of_person(person)
        pick = self.random.choice
        for _ in range(self.random.randint(0, 2)):
            values = {"level": pick([None, 2]), "valid_until": None, "verification": pick([0, 2])}
            yield self.entry("credential.verified", person, self.day(), credential=pick(["abroad", "merit"]), **values)
        for _ in range(self.random.randint(0, 4)):
            values = {"participatory": self.often(0.5), "sponsored": self.often(0.3), "verification": pick([0, 2])}
            yield self.entry("cpd.recorded", person, self.day(), activity="reading", minutes=pick([45, 90]), **values)
        for _ in range(self.random.randint(0, 4)):
            clinic = f"clinic {self.random.randint(1, 9)}"
            values = {"minutes": pick([30, 90]), "side": "practice", "role": None}
            yield self.entry("clinic.attended", person, self.day(), clinic=clinic, **values)
        for _ in range(self.random.randint(1, 9)):
            supervised = self.often(0.7)
            values = {
                "supervised": supervised,
                "supervisor": pick(["mentor", "mentor", person]) if supervised else None,
            }
            values |= {"count": pick([1, 1, 2]), "verification": pick([0, 1, 2])}
            yield self.entry("activity.logged", person, self.day(), activity=pick(STARTS), **values)
        for _ in range(self.random.randint(1, 6)):
            assessor, at = pick(ASSESSORS)
            values = {
                "edition": pick([1, 2, 3]),
                "level": pick([1, 2, 3]),
                "result": pick(["passed"] * 4 + ["not_yet"]),
            }
            values |= {"topic": pick(["starting", "starting", "safety"]), "assessor": assessor, "assessor_practice": at}
            yield self.entry("competency.assessed", person, self.day(), framework="initiation", **values)
        for attempt in range(self.random.randint(0, 5)):
            values = {
                "part": pick(["pre", "post", "post", ""]),
                "attempt": attempt,
                "score": pick([50, 65, 70, 80, 95]),
            }
            yield self.entry("assessment.taken", person, self.day(), assessment="knowledge", **values)
        for _ in range(self.random.randint(0, 4)):
            values = {"body": pick(["gmc", "nmc"]), "status": pick(["active", "active", "conditions", "lapsed"])}
            yield self.entry("registration.checked", person, self.day(), **values)

    def entry(self, kind, person, on, **values):
        if kind == "session.attended":
            values |= {"participatory": self.often(0.5), "sponsored": self.random.choice([True, False, False, None])}
        return super().entry(kind, person, on, **values)


PEOPLE_LEAVES = ["people_node", "people_node", "people_node", "share", "share", "volume_node", "lead"]


def people_of(number):
    invention = PeopleInvention(number)
    document = invention.framework()
    keys = [key for tier in document["tiers"] for key in keys_of(tier["requirement"])]
    return document, invention.facts(keys)


def keys_of(node):
    return [node["key"]] + [key for part in node.get("requirements", []) for key in keys_of(part)]
