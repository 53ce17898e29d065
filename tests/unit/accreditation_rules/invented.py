"""Practices and frameworks made at random from a number, so that every run meets the same ones."""

from datetime import UTC, date, datetime, timedelta
from random import Random

from accreditation.presets import load_preset
from accreditation.rules.facts import Employment, Entry, Facts, Lead, Size, Waiver

FIRST = date(2023, 7, 1)
LAST = date(2027, 6, 30)
MONTH_ENDS = [date(2024, 1, 31), date(2024, 2, 29), date(2024, 8, 31), date(2025, 2, 28), date(2025, 9, 30)]
MONTH_ENDS += [date(2024, 10, 1), date(2025, 4, 1), date(2026, 3, 31), date(2026, 8, 31)]
KNOWN_AT = datetime(2027, 1, 1, tzinfo=UTC)
RECORDED = datetime(2026, 1, 1, tzinfo=UTC)
LATER = datetime(2027, 2, 1, tzinfo=UTC)

GPS = ["gp_partner", "salaried_gp", "gp_registrar", "locum_gp"]
NURSES = ["practice_nurse", "advanced_nurse_practitioner"]
GROUPS = {"gp": ["gp_partner", "salaried_gp", "gp_registrar"], "nurse": NURSES, "prescriber": ["gp_partner", NURSES[1]]}
COURSES = ["insulin-safety", "annual-review-foot"]
MENU = ["virtual_clinic", "database_review", "audit_review", "education", "patient_review"]


class Invention:
    """`plain`: without what only the day-by-day comparison needs: menus, none-of, where a rule is asked for, plans."""

    def __init__(self, number, plain=False):
        self.random = Random(number)
        self.plain = plain
        self.count = 0
        self.people = [f"person {n}" for n in range(self.random.randint(4, 7))]

    def name(self, word):
        self.count += 1
        return f"{word}-{self.count}"

    def often(self, chance):
        return self.random.random() < chance

    def unless_plain(self, chance):
        return not self.plain and self.often(chance)

    def day(self, first=FIRST, last=LAST):
        if self.often(0.15):
            return self.random.choice(MONTH_ENDS)
        return first + timedelta(days=self.random.randrange((last - first).days))

    # --- facts -----------------------------------------------------------------------------------------------

    def facts(self, keys):
        enrolled = self.random.choice([date(2023, 12, 15), date(2024, 4, 1), self.day(FIRST, date(2024, 9, 1))])
        entries = [entry for person in self.people for entry in self.of_person(person)] + list(self.of_practice())
        entries += self.plans(keys)
        self.random.shuffle(entries)
        waived = self.random.sample(keys, k=min(len(keys), 2)) if self.often(0.4) else []
        return Facts(
            "practice",
            enrolled,
            tuple(entries),
            tuple(row for person in self.people for row in self.employments(person)),
            tuple(self.leads()),
            tuple(self.waiver(key) for key in waived),
            sizes=tuple(self.sizes()),
        )

    def sizes(self):
        for _ in range(self.random.randint(0, 4)):
            measure = self.random.choice(["list_size", "diabetes_register"])
            yield Size(self.name("s"), measure, self.random.randint(100, 900), self.day(), *self.moments())

    def plans(self, keys):
        for _ in range(self.random.randint(0, 12)):
            plan, key, day = f"plan {self.random.randint(1, 9)}", self.random.choice(keys), self.day()
            due_on = (day + timedelta(days=self.random.randint(0, 200))).isoformat()
            framework = self.random.choice(["invented", "invented.2", "other"])
            yield self.entry("plan.agreed", None, day, plan=plan, framework=framework, requirement=key, due_on=due_on)
            if self.often(0.2):
                closed = day + timedelta(days=self.random.randint(0, 60))
                yield self.entry("plan.closed", None, closed, plan=plan, outcome="kept")

    def moments(self):
        recorded = self.random.choice([LATER, KNOWN_AT]) if self.often(0.1) else RECORDED
        removed = self.random.choice([RECORDED, KNOWN_AT, LATER]) if self.often(0.08) else None
        return recorded, removed

    def employments(self, person):
        role = self.random.choice(GPS if self.often(0.5) else [*NURSES, "practice_manager"])
        began = self.random.choice([date(2020, 1, 1), date(2020, 1, 1), self.day()])
        while began < LAST:
            ended = None if self.often(0.4) else began + timedelta(days=self.random.randint(1, 500))
            yield Employment(
                self.name("m"), person, role, self.random.choice([1, 2, 4, 8]), began, ended, *self.moments()
            )
            if ended is None:
                return
            gap = self.random.choice([0, 0, self.random.randint(1, 120)])
            began = ended + timedelta(days=gap)
            role = self.random.choice([role, role, *GPS, *NURSES])

    def leads(self):
        for post in ("lead_gp", "lead_nurse"):
            began = date(2023, 1, 1)
            while began < LAST:
                ended = began + timedelta(days=self.random.randint(60, 900))
                person = self.random.choice(self.people)
                yield Lead(self.name("l"), person, post, began, None if self.often(0.2) else ended, *self.moments())
                began = ended + timedelta(days=self.random.choice([0, 10, 89, 90, 91]))

    def waiver(self, key):
        began = self.day()
        until = None if self.often(0.2) else began + timedelta(days=self.random.randint(1, 200))
        return Waiver(self.name("w"), key, began, until, *self.moments())

    def entry(self, kind, person, on, **values):
        owner = None if person else self.random.choice(["practice"] * 9 + ["another practice"])
        return Entry(self.name("e"), kind, person, owner, on, *self.moments(), values)

    def of_person(self, person):
        for _ in range(self.random.randint(1, 7)):
            values = {"score": self.random.randint(60, 100), "edition": self.random.randint(1, 3), "minutes": 60}
            yield self.entry("course.completed", person, self.day(), course=self.random.choice(COURSES), **values)
        for _ in range(self.random.randint(1, 9)):
            session = f"session {self.random.randint(1, 30)}"
            day = self.day()
            values = {"programme": self.random.choice(["network-education", "other"]), "role": None}
            minutes = self.random.choice([30, 60, 90])
            yield self.entry("session.attended", person, day, session=session, minutes=minutes, **values)
        if self.often(0.4):
            day = self.day()
            until = (day + timedelta(days=self.random.randint(0, 700))).isoformat() if self.often(0.7) else None
            values = {"level": self.random.choice([None, 1, 2]), "verification": self.random.randint(0, 3)}
            yield self.entry("credential.verified", person, day, credential="merit", valid_until=until, **values)

    def of_practice(self):
        day = FIRST
        while day < LAST:
            day += timedelta(days=self.random.choice([30, 89, 90, 91, 120, 170, 200]) + self.random.randint(0, 9))
            yield from self.visit(day)
        for _ in range(self.random.randint(2, 14)):
            clinic, on = f"clinic {self.random.randint(1, 12)}", self.day()
            yield self.entry("clinic.case_discussed", None, on, clinic=clinic, case=self.name("case"))
        for code in ("data-sharing-agreement", "nda-participation", "access-contacts"):
            for _ in range(self.random.randint(0, 3)):
                on = self.day(FIRST, date(2025, 6, 1))
                until = (on + timedelta(days=self.random.randint(0, 800))).isoformat() if self.often(0.5) else None
                yield self.entry("declaration.signed", None, on, declaration=code, valid_until=until, by="x")

    def visit(self, day):
        visit = self.name("visit")
        visitors = [self.somebody("consultant"), self.somebody("diabetes_specialist_nurse")]
        hosts = [self.somebody(self.random.choice(GPS)), self.somebody(self.random.choice(NURSES))]
        if self.often(0.2):
            (visitors if self.often(0.5) else hosts).pop()
        if self.often(0.1):
            hosts.append({**hosts[0], "role": "practice_nurse"})
        agenda = self.random.sample([*MENU, "lunch"], k=self.random.randint(0, 4)) or ["education"]
        values = {"agenda": agenda, "visitors": visitors, "hosts": hosts, "minutes": self.random.choice([45, 90, 90])}
        kind = self.random.choice(["joint", "joint", "satellite"])
        yield self.entry("visit.held", None, day, visit=visit, visit_kind=kind, **values)
        if self.often(0.1):
            yield self.entry("visit.held", None, day + timedelta(days=1), visit=visit, visit_kind=kind, **values)
        for _ in range(self.random.choice([0, 1, 1, 1, 2])):
            on = day + timedelta(days=self.random.choice([-3, 0, 10, 30, 41, 42, 43, 60]))
            about = self.random.choice(["visit"] * 9 + ["survey"])
            yield self.entry("feedback.given", None, on, about=about, subject=visit)

    def somebody(self, role):
        return {"person": self.name("p"), "role": role, "minutes": self.random.choice([59, 60, 90, 90, 90])}

    # --- frameworks ------------------------------------------------------------------------------------------

    def framework(self):
        if self.often(0.1):
            return load_preset("portsmouth-example")
        leaves = [getattr(self, kind)() for kind in self.random.choices(LEAVES, k=self.random.randint(3, 4))]
        leaves += [self.feedback(leaf["key"]) for leaf in leaves if leaf["kind"] == "visits" and self.often(0.5)]
        return {
            "grammar": 1,
            "code": "invented",
            "title": "Invented",
            "version": 1,
            "effective_from": self.random.choice(["2023-10-01", "2024-01-01", "2024-06-30"]),
            "contract_year_start": self.random.choice(["04-01", "02-01", "01-01", "10-15"]),
            "entry_months": self.random.choice([0, 0, 1, 6, 12]),
            "role_groups": GROUPS,
            "tiers": self.tiers(leaves),
        }

    def tiers(self, leaves):
        tiers = [{"code": "tier", "label": "Tier", "requirement": self.tree(leaves)}]
        if self.unless_plain(0.3):
            upper = [getattr(self, kind)() for kind in self.random.choices(LEAVES, k=2)]
            if self.often(0.5):
                upper[0]["applies_when"] = {"tier": "tier"}
            tiers.append({"code": "upper", "label": "Upper", "requirement": self.tree(upper)})
        return tiers

    def tree(self, nodes):
        if len(nodes) > 3 and self.often(0.7):
            cut = self.random.randint(1, len(nodes) - 2)
            nodes = [self.tree(nodes[:cut]), *nodes[cut:]]
        if len(nodes) > 2 and self.often(0.2):
            nodes[-1]["informative"] = True
        kind = self.random.choice(["all_of", "all_of", "any_of", "n_of"])
        kind = self.random.choice(["menu", "none_of"]) if self.unless_plain(0.3) else kind
        counting = [node for node in nodes if not node.get("informative", False)]
        more = {"n": self.random.randint(1, len(counting))} if kind == "n_of" else {}
        more |= self.menu(counting) if kind == "menu" else {}
        node = {"key": self.name("c"), "kind": kind, "label": "some", "requirements": nodes, **more}
        return (
            node
            | (self.asked_when() if self.unless_plain(0.1) else {})
            | (self.planned() if self.unless_plain(0.2) else {})
        )

    def menu(self, parts):
        chosen = self.random.sample(parts, k=self.random.randint(0, len(parts)))
        choices = [{"requirement": part["key"], "points": self.random.randint(1, 3)} for part in chosen]
        more = {"choices": choices} if choices else {}
        if len(choices) > 1 and self.often(0.6):
            for choice in choices[:2]:
                choice["group"] = "group"
            more["limits"] = [{"group": "group", "at_most": 1}]
        points = [choice["points"] for choice in choices]
        lost = min(points[:2]) if "limits" in more else 0
        reachable = len(parts) - len(choices) + sum(points) - lost
        return {"at_least": self.random.randint(1, min(3, reachable)), **more}

    def planned(self):
        rule = {"max_days": self.random.choice([1, 30, 120])}
        return {"plans": rule | ({"per_contract_year": 2} if self.often(0.4) else {})}

    def asked_when(self, of_person=False):
        when = {}
        if self.often(0.3):
            when["first_day"] = self.day().isoformat()
        if self.often(0.3):
            when["last_day"] = self.day(date(2025, 1, 1)).isoformat()
        if self.often(0.3) or of_person:
            when["roles"] = [self.random.choice(["gp", "nurse", "locum_gp"])]
        if self.often(0.6) or not when:
            size = {"measure": self.random.choice(["list_size", "diabetes_register"])}
            size |= {"at_least": self.random.choice([1, 300, 500])} if self.often(0.7) else {"at_most": 400}
            size |= {"counted": "contract_year"} if self.often(0.3) else {}
            when["size"] = size
        return {"applies_when": when}

    def node(self, kind, **values):
        node = {"key": self.name(kind), "kind": kind, "label": kind, **values}
        if self.often(0.7):
            causes = self.random.sample(["person_left", "vacant", "expired"], k=self.random.randint(1, 3))
            causes += ["new_rule"] if self.unless_plain(0.4) else []
            node["grace"] = {"days": self.random.choice([1, 14, 90]), "on": causes}
            if self.often(0.8):
                node["grace"]["uses_per_contract_year"] = self.random.randint(1, 2)
        if self.often(0.1):
            node["applies_from"] = self.day().isoformat()
        if self.often(0.1):
            node["waivable"] = False
        if self.unless_plain(0.15):
            node |= self.asked_when()
        if self.unless_plain(0.2):
            node |= self.planned()
        if self.unless_plain(0.3):
            node["unknown_as"] = self.random.choice(["unknown", "not_met", "not_yet_due", "met"])
        return node

    def people_node(self):
        slots = [{"key": f"slot {n}", "roles": [role]} for n, role in enumerate(self.random.choices(list(GROUPS), k=2))]
        for slot in slots:
            if self.often(0.2):
                slot["lead"] = self.random.choice(["lead_gp", "lead_nurse"])
            if self.often(0.2):
                slot["n"] = 2
        more = {"distinct": self.often(0.7)}
        if self.often(0.3):
            more["employment"] = {"min_sessions": 2, "exclude_roles": ["gp_registrar"]}
        if self.often(0.6):
            more["each"] = self.held(2)
        return self.node("people", slots=slots[: self.random.randint(1, 2)], **more)

    def lead(self):
        more = {"roles": [self.random.choice(list(GROUPS))]} if self.often(0.5) else {}
        return self.node("lead", lead_role=self.random.choice(["lead_gp", "lead_nurse"]), **more)

    def held(self, depth):
        kind = self.random.choice(
            ["course", "credential", "attendance", "all_of", "any_of", "n_of"][: 6 if depth else 3]
        )
        if depth and self.unless_plain(0.2):
            kind = self.random.choice(["menu", "none_of"])
        node = {"key": self.name(kind), "kind": kind, "label": kind}
        if self.unless_plain(0.1):
            node |= self.asked_when(of_person=True)
        if kind == "course":
            node |= {"any_of": self.random.sample(COURSES, k=self.random.randint(1, 2))}
            node |= {"valid_months": self.random.choice([6, 12, 24])} if self.often(0.8) else {}
            node |= {"min_edition": 2} if self.often(0.2) else {}
            node |= {"min_score": 80} if self.often(0.2) else {}
        elif kind == "credential":
            node |= {"any_of": ["merit"], "min_verification": self.random.randint(0, 2)}
            node |= {"valid_months": 12} if self.often(0.3) else {}
            node |= {"min_level": 1} if self.often(0.3) else {}
        elif kind == "attendance":
            node |= {"any_of": ["network-education"], "at_least": self.random.randint(1, 2)}
            node |= {"months": self.random.choice([6, 12, 18]), "spacing_days": self.random.choice([0, 0, 60])}
            node |= {"min_minutes": self.random.choice([0, 60])}
        else:
            node["requirements"] = [self.held(depth - 1) for _ in range(self.random.randint(1, 3))]
            if kind == "n_of":
                node["n"] = self.random.randint(1, len(node["requirements"]))
            node |= self.menu(node["requirements"]) if kind == "menu" else {}
        return node

    def cadence(self):
        if self.often(0.5):
            return {"at_least": self.random.randint(1, 3), "months": self.random.choice([6, 12, 18])}
        slots = self.random.choice(["half_year", "half_year", "quarter", "contract_year"])
        more = {"owes_first_slot": True} if self.often(0.2) else {}
        return {
            "slots": slots,
            "per_slot": self.random.choice([1, 1, 2]),
            "look_back": self.random.randint(1, 3),
            **more,
        }

    def visits(self):
        more = {"visit_kinds": ["joint"]} if self.often(0.3) else {}
        more |= {"visitors": {"all_of": ["consultant", "diabetes_specialist_nurse"]}} if self.often(0.6) else {}
        more |= {"hosts": {"all_of": ["gp", "prescriber"], "min_minutes": 60}} if self.often(0.3) else {}
        more |= {"agenda": MENU, "agenda_at_least": self.random.randint(1, 2)} if self.often(0.3) else {}
        more |= {"min_minutes": 60} if self.often(0.2) else {}
        return self.node("visits", cadence=self.cadence(), spacing_days=self.random.choice([0, 90]), **more)

    def feedback(self, visits):
        days, look_back = self.random.choice([30, 42]), self.random.choice([6, 12])
        return self.node("feedback_after_visits", visits=visits, within_days=days, look_back_months=look_back)

    def events(self):
        entry, where = "clinic.case_discussed", {}
        if self.often(0.3):
            entry, where = "feedback.given", {"where": {"about": ["visit"]}}
        more = {"once_per": "clinic"} if entry.startswith("clinic") and self.often(0.5) else {}
        spacing = self.random.choice([0, 0, 45])
        return self.node("events", entry=entry, cadence=self.cadence(), spacing_days=spacing, **where, **more)

    def represented(self):
        values = {"any_of": ["network-education", "other"], "roles": ["gp", "nurse"], "cadence": self.cadence()}
        return self.node("attendance_by_practice", min_minutes=self.random.choice([0, 60]), **values)

    def declaration(self):
        more = {"valid_months": 12} if self.often(0.3) else {}
        return self.node("declaration", any_of=["data-sharing-agreement"], **more)


LEAVES = [
    "people_node",
    "people_node",
    "people_node",
    "lead",
    "visits",
    "visits",
    "events",
    "represented",
    "declaration",
]
