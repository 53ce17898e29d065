"""The same questions answered the slow way: one day after the other, by trying everything.

Shares nothing with the engine: it reads plain documents and the facts' plain fields, has its own months, its own
matching (all permutations) and its own words for a day's state.
"""

from datetime import date, timedelta
from itertools import pairwise, permutations

from .naive_tree import SATISFIED, Tree, corresponding, verdict


def known(rows, moment):
    removed = "voided_at" if rows and hasattr(rows[0], "voided_at") else "superseded_at"
    return [r for r in rows if r.recorded_at <= moment and not (getattr(r, removed) and getattr(r, removed) <= moment)]


class Naive(Tree):
    def __init__(self, document, facts, known_at, days):
        self.document, self.practice, self.enrolled = document, facts.practice, facts.enrolled_on
        self.entries = sorted(known(facts.entries, known_at), key=lambda e: (e.happened_on, e.ref))
        self.employments = known(facts.employments, known_at)
        self.leads = known(facts.leads, known_at)
        self.waivers = known(facts.waivers, known_at)
        self.sizes = known(facts.sizes, known_at)
        self.people = sorted({row.person for row in self.employments})
        first = max(date.fromisoformat(document["effective_from"]), self.enrolled)
        self.days = [first + timedelta(days=n) for n in range(days)]
        self.groups = document.get("role_groups", {})
        self.by_key, self.held_by_key = {}, {}
        self.matched = {}
        for tier in document["tiers"]:
            self._collect(tier["requirement"])
        self.answers, self.tiers = {}, {}

    def _collect(self, node):
        self.by_key[node["key"]] = node
        for part in node.get("requirements", []):
            self._collect(part)
        if "each" in node:
            self._collect_held(node["each"])

    def _collect_held(self, node):
        self.held_by_key[node["key"]] = node
        for part in node.get("requirements", []):
            self._collect_held(part)

    def roles(self, names):
        found = set()
        for name in names:
            found |= set(self.groups.get(name, [name]))
        return found

    # --- practice requirements -------------------------------------------------------------------------------

    def states(self, node):
        """The state on every day, everything laid over."""
        if node["key"] not in self.answers:
            raw = self.read_as(node, getattr(self, "_" + node["kind"])(node))
            states = self.graced(node, raw) if "grace" in node else raw
            states = self.planned(node, states) if "plans" in node else states
            self.answers[node["key"]] = self.over_days(node, states)
        return self.answers[node["key"]]

    def _contract_year(self, day):
        month, first = map(int, self.document.get("contract_year_start", "04-01").split("-"))
        return day.year if (day.month, day.day) >= (month, first) else day.year - 1

    def _forgiven(self, node, i, causes):
        if node["kind"] not in ("people", "lead"):
            return "expired" in causes
        slots, restored, open_to = self._slots(node), 0, []
        for slot in slots:
            able = set(self._able(node, slot, i))
            for person in set(self._able(node, slot, i - 1)) - able:
                if self._cause(node, slot, person, i) in causes:
                    able.add(person)
                    restored += 1
            open_to.append(frozenset(able))
        return restored > 0 and self._seats_filled(node, slots, open_to)

    def _cause(self, node, slot, person, i):
        if not self._employed(node, slot, person, self.days[i]):
            return "person_left"
        return "vacant" if slot.get("lead") and not self._holds(person, slot["lead"], self.days[i]) else "expired"

    def _all_of(self, node):
        return self.combined(node, [self.states(part) for part in self.counting(node)])

    _any_of = _n_of = _menu = _none_of = _all_of

    # --- people ----------------------------------------------------------------------------------------------

    def _slots(self, node):
        if node["kind"] == "lead":
            return [{"key": "post", "roles": node.get("roles"), "lead": node["lead_role"]}]
        return node["slots"]

    def _people(self, node):
        slots = self._slots(node)
        return [self._people_on(node, slots, i) for i in range(len(self.days))]

    def _people_on(self, node, slots, i):
        """The best verdict for which those who stand so well with what each must hold can fill the seats."""
        kinds = list(SATISFIED)
        for found, more in (("met", ()), ("not_yet_due", ("not_yet_due",)), ("unknown", ("unknown",))):
            kinds += more
            open_to = [frozenset(self._able(node, slot, i, kinds)) for slot in slots]
            if self._seats_filled(node, slots, open_to):
                return found
            if not node.get("each"):
                break
        return "not_met"

    _lead = _people

    def _able(self, node, slot, i, kinds=SATISFIED):
        day = self.days[i]
        for person in self.people:
            if not self._employed(node, slot, person, day):
                continue
            if slot.get("lead") and not self._holds(person, slot["lead"], day):
                continue
            if node.get("each") and verdict(self.person_states(node["each"], person)[i]) not in kinds:
                continue
            yield person

    def _employed(self, node, slot, person, day):
        asked = node.get("employment", {})
        for row in self.employments:
            if row.person != person or day < row.from_on or (row.until_on is not None and day >= row.until_on):
                continue
            if slot.get("roles") and row.role not in self.roles(slot["roles"]):
                continue
            if row.sessions < asked.get("min_sessions", 0) or row.role in self.roles(asked.get("exclude_roles", [])):
                continue
            return True
        return False

    def _holds(self, person, post, day):
        return any(
            row.person == person
            and row.lead_role == post
            and row.from_on <= day
            and (row.until_on is None or day < row.until_on)
            for row in self.leads
        )

    def _seats_filled(self, node, slots, open_to):
        seats = [able for slot, able in zip(slots, open_to, strict=True) for _ in range(slot.get("n", 1))]
        if not node.get("distinct", True):
            return all(len(able) >= slot.get("n", 1) for slot, able in zip(slots, open_to, strict=True))
        return self.seatable(tuple(seats))

    def seatable(self, seats):
        if seats not in self.matched:
            everybody = sorted(set().union(*seats))
            tries = permutations(everybody, len(seats))
            self.matched[seats] = any(all(p in s for p, s in zip(order, seats, strict=True)) for order in tries)
        return self.matched[seats]

    # --- what a person holds ---------------------------------------------------------------------------------

    def person_states(self, node, person):
        """The state of every day; what is held or not may be said as true or false."""
        place = node["key"], person
        if place not in self.answers:
            raw = getattr(self, "_person_" + node["kind"])(node, person)
            words = [{True: "met", False: "not_met"}.get(each, each) for each in raw]
            states = enumerate(self.read_as(node, words))
            self.answers[place] = [self.where_asked(node, i, state, person) for i, state in states]
        return self.answers[place]

    def _person_all_of(self, node, person):
        return self.combined(node, [self.person_states(part, person) for part in node["requirements"]])

    _person_any_of = _person_n_of = _person_menu = _person_none_of = _person_all_of

    def _of(self, kind, person):
        return [e for e in self.entries if e.kind == kind and e.person == person]

    def _person_course(self, node, person):
        good = [
            (e.happened_on, last_day(e.happened_on, node.get("valid_months")))
            for e in self._of("course.completed", person)
            if e.values["course"] in node["any_of"]
            and e.values["edition"] >= node.get("min_edition", 0)
            and e.values["score"] >= node.get("min_score", 0)
        ]
        return [any(first <= day <= last for first, last in good) for day in self.days]

    def _person_credential(self, node, person):
        good = [
            (e.happened_on, min(last_day(e.happened_on, node.get("valid_months")), stated(e)))
            for e in self._of("credential.verified", person)
            if e.values["credential"] in node["any_of"]
            and e.values["verification"] >= node.get("min_verification", 0)
            and (e.values["level"] or 0) >= node.get("min_level", 0)
        ]
        return [any(first <= day <= last for first, last in good) for day in self.days]

    def _person_attendance(self, node, person):
        fitting = [
            e
            for e in self._of("session.attended", person)
            if e.values["programme"] in node["any_of"] and e.values["minutes"] >= node.get("min_minutes", 0)
        ]
        counted = apart(once(fitting, "session"), node.get("spacing_days", 0))
        return [in_window(counted, node["months"], day) >= node["at_least"] for day in self.days]

    # --- what the practice does ------------------------------------------------------------------------------

    def _own(self, kind):
        return [e for e in self.entries if e.kind == kind and e.person is None and e.practice == self.practice]

    def _declaration(self, node):
        good = [
            (e.happened_on, min(last_day(e.happened_on, node.get("valid_months")), stated(e)))
            for e in self._own("declaration.signed")
            if e.values["declaration"] in node["any_of"]
        ]
        return ["met" if any(first <= day <= last for first, last in good) else "not_met" for day in self.days]

    def _visits(self, node):
        return self._by_cadence(node, self._counted_visits(node))

    def _counted_visits(self, node):
        held = [e for e in self._own("visit.held") if self._visit_counts(node, e.values)]
        return apart(once(held, "visit"), node.get("spacing_days", 0))

    def _visit_counts(self, node, values):
        if node.get("visit_kinds") and values["visit_kind"] not in node["visit_kinds"]:
            return False
        if values["minutes"] < node.get("min_minutes", 0):
            return False
        for side in ("visitors", "hosts"):
            asked = node.get(side)
            if asked:
                there = [p for p in values[side] if p["minutes"] >= asked.get("min_minutes", 0)]
                seats = [frozenset(p["person"] for p in there if p["role"] in self.roles([r])) for r in asked["all_of"]]
                if not self.seatable(tuple(seats)):
                    return False
        menu = node.get("agenda")
        chosen = {item for item in values["agenda"] if not menu or item in menu}
        return len(chosen) >= node.get("agenda_at_least", 0)

    def _events(self, node):
        fitting = [
            e
            for e in self._own(node["entry"])
            if all(e.values[name] in allowed for name, allowed in node.get("where", {}).items())
        ]
        return self._by_cadence(node, apart(once(fitting, node.get("once_per")), node.get("spacing_days", 0)))

    def _attendance_by_practice(self, node):
        fitting = [
            e
            for e in self.entries
            if e.kind == "session.attended"
            and e.values["programme"] in node["any_of"]
            and e.values["minutes"] >= node.get("min_minutes", 0)
            and self._employed({}, {"roles": node["roles"]}, e.person, e.happened_on)
        ]
        return self._by_cadence(node, apart(once(fitting, "session"), node.get("spacing_days", 0)))

    def _by_cadence(self, node, counted):
        rule = node["cadence"]
        if "slots" not in rule:
            enough = [in_window(counted, rule["months"], day) >= rule["at_least"] for day in self.days]
            return ["met" if each else "not_met" for each in enough]
        return self._by_slots(rule, [e.happened_on for e in counted])

    def _by_slots(self, rule, events):
        length = {"quarter": 3, "half_year": 6, "contract_year": 12}[rule["slots"]]
        month, first = map(int, self.document.get("contract_year_start", "04-01").split("-"))
        start = date(self.days[0].year - 4, month, first)
        bounds = [corresponding(start, length * n) for n in range(12 * 9 // length + 1)]
        slots = list(pairwise(bounds))
        asked = rule.get("per_slot", 1)
        return [self._on_slot_day(rule, slots, asked, events, day) for day in self.days]

    def _on_slot_day(self, rule, slots, asked, events, day):
        ended = [slot for slot in slots if slot[1] <= day][-rule.get("look_back", 2) :]
        (under_way,) = [slot for slot in slots if slot[0] <= day < slot[1]]
        done = [
            slot for slot in [*ended, under_way] if sum(slot[0] <= e < slot[1] and e <= day for e in events) >= asked
        ]
        for slot in ended:
            begins_after = slot[0] >= self.enrolled
            contains = slot[0] < self.enrolled < slot[1] and rule.get("owes_first_slot", False)
            if (begins_after or contains) and slot not in done:
                return "not_met"
        return "met" if done else "not_yet_due"

    def _feedback_after_visits(self, node):
        visits = self._counted_visits(self.by_key[node["visits"]])
        given = [e for e in self._own("feedback.given") if e.values["about"] == "visit"]
        return [self._feedback_on(node, visits, given, day) for day in self.days]

    def _feedback_on(self, node, visits, given, day):
        overdue = done = waiting = False
        for visit in visits:
            if not visit.happened_on <= day <= corresponding(visit.happened_on, node.get("look_back_months", 12)):
                continue
            if any(
                g.values["subject"] == visit.values["visit"] and visit.happened_on <= g.happened_on <= day
                for g in given
            ):
                done = True
            elif (day - visit.happened_on).days > node["within_days"]:
                overdue = True
            else:
                waiting = True
        if overdue:
            return "not_met"
        return "met" if done else "not_yet_due" if waiting else "not_applicable"


def last_day(day, months):
    return date.max if months is None else corresponding(day, months)


def stated(entry):
    return date.fromisoformat(entry.values["valid_until"]) if entry.values["valid_until"] else date.max


def once(entries, name):
    """Of entries about the same thing the first."""
    if not name:
        return entries
    return [e for n, e in enumerate(entries) if e.values[name] not in [before.values[name] for before in entries[:n]]]


def apart(entries, days):
    counted = []
    for entry in entries:
        if not counted or (entry.happened_on - counted[-1].happened_on).days >= days:
            counted.append(entry)
    return counted


def in_window(entries, months, day):
    return sum(e.happened_on <= day and day <= corresponding(e.happened_on, months) for e in entries)
