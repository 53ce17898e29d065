"""The slow evaluator's answers about people, one day after the other, from the words of docs/rules alone."""

from datetime import date, timedelta

from .naive import Naive, apart, corresponding, known, last_day, once, stated
from .naive_tree import SATISFIED, verdict

LEARNING = ["course.completed", "session.attended", "clinic.attended", "visit.attended", "cpd.recorded"]
IDS = {"session.attended": "session", "clinic.attended": "clinic", "visit.attended": "visit"}


class NaivePeople(Naive):
    def __init__(self, document, facts, known_at, days):
        super().__init__(document, facts, known_at, days)
        self.absences = known(facts.absences, known_at)
        self.elsewhere = known(facts.elsewhere, known_at)
        self.posts_elsewhere = known(facts.posts_elsewhere, known_at)
        self.equivalences = document.get("equivalences", [])

    def _collect_held(self, node):
        self.held_by_key[node["key"]] = node
        below = [*node.get("requirements", []), *node.get("first", [])]
        below += [node[name] for name in ("then",) if name in node]
        below += [node[name]["requirement"] for name in ("counted_from", "asked_from") if name in node]
        for part in below:
            self._collect_held(part)

    # --- what a person holds: a verdict for every day -----------------------------------------------------------

    def _covered(self, spans):
        return ["met" if any(first <= day <= last for first, last in spans) else "not_met" for day in self.days]

    def _by_spans(self, node, person):
        return self._covered(self.spans(node, person))

    _person_course = _person_credential = _person_sequence = _person_supervised = _person_assessment = _by_spans

    def spans(self, node, person):
        """The counted entries of a requirement that single entries meet: first and last day of each."""
        return getattr(self, "_spans_" + node["kind"])(node, person)

    def _months(self, node, code):
        own = {each["code"]: each["valid_months"] for each in node.get("months_by_code", [])}
        return own.get(code, node.get("valid_months"))

    def _counting_as(self, what, code, entry):
        for each in self.equivalences:
            first = date.fromisoformat(each["from"]) if "from" in each else date.min
            last = date.fromisoformat(each["until"]) if "until" in each else date.max
            if (
                each["counts_as"].get(what) == code
                and each["credential"] == entry.values["credential"]
                and first <= entry.happened_on <= last
                and entry.values["verification"] >= each.get("min_verification", 0)
            ):
                return True
        return False

    def _spans_course(self, node, person):
        found = []
        for e in self._of("course.completed", person):
            if e.values["course"] not in node["any_of"]:
                continue
            if e.values["edition"] >= node.get("min_edition", 0) and e.values["score"] >= node.get("min_score", 0):
                found.append((e.happened_on, last_day(e.happened_on, self._months(node, e.values["course"]))))
        for e in self._of("credential.verified", person):
            for code in node["any_of"]:
                if self._counting_as("course", code, e):
                    found.append((e.happened_on, min(last_day(e.happened_on, self._months(node, code)), stated(e))))
        return found

    def _spans_credential(self, node, person):
        found = []
        for e in self._of("credential.verified", person):
            if e.values["verification"] < node.get("min_verification", 0):
                continue
            if (e.values["level"] or 0) < node.get("min_level", 0):
                continue
            if e.values["credential"] in node["any_of"]:
                codes = [e.values["credential"]]
            else:
                codes = [code for code in node["any_of"] if self._counting_as("credential", code, e)]
            for code in codes:
                found.append((e.happened_on, min(last_day(e.happened_on, self._months(node, code)), stated(e))))
        return found

    def _sessions(self, node, person):
        fitting = [
            e
            for e in self._of("session.attended", person)
            if e.values["programme"] in node["any_of"] and e.values["minutes"] >= node.get("min_minutes", 0)
        ]
        return apart(once(fitting, "session"), node.get("spacing_days", 0))

    def _spans_attendance(self, node, person):
        return [(e.happened_on, corresponding(e.happened_on, node["months"])) for e in self._sessions(node, person)]

    def _person_attendance(self, node, person):
        spans = self._spans_attendance(node, person)
        return [
            "met" if sum(first <= day <= last for first, last in spans) >= node["at_least"] else "not_met"
            for day in self.days
        ]

    def _person_hours(self, node, person):
        counted, seen = [], set()
        entries = [e for kind in node.get("sources", LEARNING) for e in self._of(kind, person)]
        for e in sorted(entries, key=lambda e: (e.happened_on, e.ref)):
            if node.get("exclude_sponsored") and e.values.get("sponsored"):
                continue
            if "verification" in e.values and e.values["verification"] < node.get("min_verification", 0):
                continue
            same = (e.kind, e.values[IDS[e.kind]]) if e.kind in IDS else (e.kind, e.ref)
            if same not in seen:
                seen.add(same)
                counted.append(e)
        return [self._hours_on(node, counted, day) for day in self.days]

    def _hours_on(self, node, counted, day):
        now = [e for e in counted if e.happened_on <= day <= corresponding(e.happened_on, node["months"])]
        taking_part = [e for e in now if self._participatory(e)]
        enough = self._minutes(node, now) >= node["minutes"]
        enough = enough and self._minutes(node, taking_part) >= node.get("participatory_minutes", 0)
        return "met" if enough else "not_met"

    def _participatory(self, entry):
        if entry.kind in ("clinic.attended", "visit.attended"):
            return True
        return entry.kind != "course.completed" and bool(entry.values.get("participatory"))

    def _minutes(self, node, entries):
        limits = {each["source"]: each["minutes"] for each in node.get("max_by_source", [])}
        total = 0
        for kind in LEARNING:
            of_kind = sum(
                min(e.values["minutes"], node.get("max_per_entry", e.values["minutes"]))
                for e in entries
                if e.kind == kind
            )
            total += min(of_kind, limits.get(kind, of_kind))
        return total

    def _spans_sequence(self, node, person):
        firsts = [self.spans(first, person) for first in node["first"]]
        return [
            (day, last)
            for day, last in self.spans(node["then"], person)
            if all(any(self._in_order(node, a, day) for a in spans) for spans in firsts)
        ]

    def _in_order(self, node, before, day):
        first, last = before
        if first > day:
            return False
        if day < first + timedelta(days=node.get("at_least_days", 0)):
            return False
        if day < corresponding(first, node.get("at_least_months", 0)):
            return False
        if "at_most_days" in node and day > first + timedelta(days=node["at_most_days"]):
            return False
        if "at_most_months" in node and day > corresponding(first, node["at_most_months"]):
            return False
        return not node.get("still_in_force") or day <= last

    def _works_at(self, person, day):
        rows = [row for row in (*self.employments, *self.elsewhere) if row.person == person and on_day(row, day)]
        return {row.practice or self.practice for row in rows}

    def _assessor_will_do(self, rule, entry, person):
        if entry.values["assessor"] == person:
            return False
        at = entry.values["assessor_practice"]
        if not rule or not rule.get("other_practice") or at is None:
            return True
        return at not in self._works_at(person, entry.happened_on)

    def _spans_supervised(self, node, person):
        log = [e for e in self._of("activity.logged", person) if self._supervised_counts(node, person, e)]
        rule, found = node["sign_off"], []
        for e in self._of("competency.assessed", person):
            right = e.values["framework"] == rule["framework"] and e.values["result"] == "passed"
            right = right and (not rule.get("topics") or e.values["topic"] in rule["topics"])
            right = right and e.values["level"] >= rule.get("min_level", 0)
            if right and self._assessor_will_do(rule.get("assessor"), e, person) and self._was_enough(node, log, e):
                found.append((e.happened_on, last_day(e.happened_on, node.get("valid_months"))))
        return found

    def _supervised_counts(self, node, person, entry):
        values = entry.values
        if values["activity"] not in node["activities"] or not values["supervised"]:
            return False
        if values["supervisor"] == person or values["verification"] < node.get("min_verification", 0):
            return False
        if "counted_from" not in node:
            return True
        within = node["counted_from"].get("within_months")
        return any(
            first <= entry.happened_on and (within is None or entry.happened_on <= corresponding(first, within))
            for first, _ in self.spans(node["counted_from"]["requirement"], person)
        )

    def _was_enough(self, node, log, sign_off):
        day, within = sign_off.happened_on, node.get("sign_off_within_months")
        first = min((e.happened_on for e in log), default=day + timedelta(days=1))
        while day >= first:
            in_time = within is None or sign_off.happened_on <= corresponding(day, within)
            done = sum(
                e.values["count"] for e in log if e.happened_on <= day <= corresponding(e.happened_on, node["months"])
            )
            if in_time and done >= node["at_least"]:
                return True
            day -= timedelta(days=1)
        return False

    def _volume_counts(self, node, entry):
        values = entry.values
        if values["activity"] not in node["activities"] or values["verification"] < node.get("min_verification", 0):
            return False
        if "supervised" in node and values["supervised"] != node["supervised"]:
            return False
        return not (node.get("supervised") and values["supervisor"] == entry.person)

    def _volume_on(self, node, log, day):
        years = node.get("average_over_years")
        months, asked = (12 * years, years * node["at_least"]) if years else (node.get("months", 12), node["at_least"])
        done = sum(e.values["count"] for e in log if e.happened_on <= day <= corresponding(e.happened_on, months))
        return "met" if done >= asked else "not_met"

    def _person_volume(self, node, person):
        log = [e for e in self._of("activity.logged", person) if self._volume_counts(node, e)]
        if "asked_from" not in node:
            return [self._volume_on(node, log, day) for day in self.days]
        begun = min((first for first, _ in self.spans(node["asked_from"]["requirement"], person)), default=date.max)
        states = []
        for day in self.days:
            if day < begun:
                states.append("not_met")
            elif day < corresponding(begun, node["asked_from"].get("months", 0)):
                states.append("not_applicable")
            else:
                states.append(self._volume_on(node, log, day))
        return states

    def _volume(self, node):
        """Of the practice."""
        slot = {"roles": node["roles"]} if node.get("roles") else {}
        log = [
            e
            for e in self.entries
            if e.kind == "activity.logged" and e.person is not None and self._volume_counts(node, e)
        ]
        log = [e for e in log if super(NaivePeople, self)._employed({}, slot, e.person, e.happened_on)]
        return [self._volume_on(node, log, day) for day in self.days]

    def _person_competencies(self, node, person):
        spans = {each["topic"]: [] for each in node["topics"]}
        levels = {each["topic"]: each.get("min_level", 0) for each in node["topics"]}
        for e in self._of("competency.assessed", person):
            values = e.values
            right = values["framework"] == node["framework"] and values["topic"] in spans
            right = right and values["result"] == "passed" and values["level"] >= levels[values["topic"]]
            right = right and node.get("min_edition", 0) <= values["edition"] <= node.get("max_edition", 99)
            if right and self._assessor_will_do(node.get("assessor"), e, person):
                spans[values["topic"]].append((e.happened_on, last_day(e.happened_on, node.get("valid_months"))))
        each_topic = [self._covered(found) for found in spans.values()]
        return [set(states) == {"met"} for states in zip(*each_topic, strict=True)]

    def _spans_assessment(self, node, person):
        taken = [e for e in self._of("assessment.taken", person) if e.values["assessment"] == node["assessment"]]
        pres = [e for e in taken if e.values["part"] == "pre"]
        attempts = [e for e in taken if e.values["part"] == "post"]
        if "improved_by" not in node:
            attempts = [e for e in taken if e.values["part"] != "pre"]
        kept = apart(attempts, node.get("cool_off_days", 0))[: node.get("max_attempts")]
        if node.get("which") == "first":
            kept = kept[:1]
        found = []
        for number, e in enumerate(kept):
            if e.values["score"] < node.get("pass_mark", 0):
                continue
            before = [pre for pre in pres if pre.happened_on <= e.happened_on]
            if "improved_by" in node and (
                not before or e.values["score"] < before[-1].values["score"] + node["improved_by"]
            ):
                continue
            last = last_day(e.happened_on, node.get("valid_months"))
            if node.get("which") == "last" and number + 1 < len(kept):
                last = min(last, kept[number + 1].happened_on - timedelta(days=1))
            found.append((e.happened_on, last))
        return found

    def _person_registration(self, node, person):
        checks = [e for e in self._of("registration.checked", person) if e.values["body"] in node["any_of"]]
        return [self._registered_on(node, checks, day) for day in self.days]

    def _registered_on(self, node, checks, day):
        good = ("active", "conditions") if node.get("accept_conditions") else ("active",)
        last = {e.values["body"]: e for e in checks if e.happened_on <= day}
        months = node.get("within_months", 12)
        fresh = [e for e in last.values() if day <= corresponding(e.happened_on, months)]
        if any(e.values["status"] in good for e in fresh):
            return "met"
        return "not_met" if fresh else "unknown"

    # --- whose work counts -----------------------------------------------------------------------------------------

    def _row_counts(self, asked, roles, row):
        if roles is not None and row.role not in roles:
            return False
        if row.role in self.roles(asked.get("exclude_roles", [])):
            return False
        sessions, months = asked.get("min_sessions", 0), asked.get("min_months", 0)
        locums = asked.get("locums")
        if locums is not None and row.role in self.roles(locums.get("roles", ["locum_gp"])):
            sessions = max(sessions, locums.get("min_sessions", 2))
            months = max(months, locums.get("min_months", 3))
        booked = row.until_on is None or row.until_on >= corresponding(row.from_on, months)
        return row.sessions >= sessions and booked

    def _works(self, node, slot, person, day):
        asked = node.get("employment", {})
        roles = self.roles(slot["roles"]) if slot.get("roles") else None
        rows = [row for row in self.employments if row.person == person and self._row_counts(asked, roles, row)]
        if not any(on_day(row, day) for row in rows):
            return False
        away = any(row.person == person and on_day(row, day) for row in self.absences)
        if away and not asked.get("count_on_leave"):
            return False
        if "max_practices" not in asked:
            return True
        if slot.get("lead"):
            rows = [row for row in self.leads if row.person == person and row.lead_role == slot["lead"]]
            others = [row for row in self.posts_elsewhere if row.person == person and row.lead_role == slot["lead"]]
        else:
            others = [row for row in self.elsewhere if row.person == person and self._row_counts(asked, roles, row)]
        return self._before_us(rows, others, day) < asked["max_practices"]

    def _before_us(self, ours, others, day):
        mine = began(ours, day), self.practice
        if mine[0] is None:
            return 0
        count = 0
        for practice in {row.practice for row in others}:
            theirs = began([row for row in others if row.practice == practice], day)
            count += theirs is not None and (theirs, practice) < mine
        return count

    def _in_post(self, slot, person, day):
        if not slot.get("lead") or self._holds(person, slot["lead"], day):
            return True
        acting = slot.get("acting")
        if not acting:
            return False
        held = [row for row in self.leads if row.person == person and row.lead_role in acting["posts"]]
        return any(
            on_day(row, day) and ("days" not in acting or (day - row.from_on).days < acting["days"]) for row in held
        )

    # --- how many, and the verdict ---------------------------------------------------------------------------------

    def _asked_for(self, slot, day):
        """How many, and whether a count says so."""
        scale = slot.get("scale")
        if not scale:
            return slot.get("n", 1), True
        if scale.get("counted") == "contract_year_start":
            month, first = map(int, self.document.get("contract_year_start", "04-01").split("-"))
            day = date(self._contract_year(day), month, first)
        count, least = self.last_count(scale["of"], day), scale.get("min", 1)
        if count is None:
            return least, False
        if "per" in scale:
            number = -(-count // scale["per"])
        else:
            number = ([step["n"] for step in scale["steps"] if step["from"] <= count] or [0])[-1]
        number = max(number, least)
        return min(number, scale.get("max", number)), True

    def _candidates(self, node, i):
        """Of each slot, by what `each` says, who could fill it."""
        day, found = self.days[i], []
        for slot in self._slots(node):
            sorted_out = {"holds": set(), "not_yet_due": set(), "unknown": set()}
            for person in self.people:
                if self._works(node, slot, person, day) and self._in_post(slot, person, day):
                    state = verdict(self.person_states(node["each"], person)[i]) if node.get("each") else "met"
                    sorted_out.get("holds" if state in SATISFIED else state, set()).add(person)
            found.append(sorted_out)
        return found

    def _numbered(self, node, i):
        told = [self._asked_for(slot, self.days[i]) for slot in self._slots(node)]
        slots = [{**slot, "n": n} for slot, (n, _) in zip(self._slots(node), told, strict=True)]
        return slots, all(sure for _, sure in told)

    def _people(self, node):
        return [self._people_on(node, i) for i in range(len(self.days))]

    _lead = _people

    def _people_on(self, node, i):
        slots, sure = self._numbered(node, i)
        candidates = self._candidates(node, i)
        verdict, kinds = "not_met", []
        for kind, word in (("holds", "met"), ("not_yet_due", "not_yet_due"), ("unknown", "unknown")):
            kinds.append(kind)
            open_to = [frozenset().union(*(each[k] for k in kinds)) for each in candidates]
            if self._seats_filled(node, slots, open_to):
                verdict = word
                break
        return verdict if sure or verdict == "not_met" else "unknown"

    def _forgiven(self, node, i, causes):
        if node["kind"] == "share":
            return self._share_forgiven(node, i, causes)
        if node["kind"] not in ("people", "lead"):
            return super()._forgiven(node, i, causes)
        slots, _ = self._numbered(node, i)
        open_to = []
        for slot, before, now in zip(slots, self._candidates(node, i - 1), self._candidates(node, i), strict=True):
            lost = before["holds"] - now["holds"]
            open_to.append(frozenset(now["holds"] | {p for p in lost if self._cause(node, slot, p, i) in causes}))
        return self._seats_filled(node, slots, open_to)

    def _cause(self, node, slot, person, i):
        if not self._works(node, slot, person, self.days[i]):
            return "person_left"
        return "expired" if self._in_post(slot, person, self.days[i]) else "vacant"

    # --- share ---------------------------------------------------------------------------------------------------

    def _asked(self, node, i):
        return {person for person in self.people if self._works(node, {"roles": node["roles"]}, person, self.days[i])}

    def _share(self, node):
        return [self._share_on(node, i) for i in range(len(self.days))]

    def _share_on(self, node, i):
        asked = self._asked(node, i)
        states = [verdict(self.person_states(node["each"], person)[i]) for person in asked]
        states = ["met" if state in SATISFIED else state for state in states]
        counted = 0
        for word in ("met", "not_yet_due", "unknown"):
            counted += states.count(word)
            if asked and 100 * counted >= node["at_least_percent"] * len(asked):
                return word
        return "not_met"

    def _share_forgiven(self, node, i, causes):
        def holds(day):
            asked = self._asked(node, day)
            return {p for p in asked if verdict(self.person_states(node["each"], p)[day]) in SATISFIED}

        asked, now = self._asked(node, i), holds(i)
        back = {p for p in holds(i - 1) - now if ("expired" if p in asked else "person_left") in causes}
        return 100 * len(now | back) >= node["at_least_percent"] * len(asked | back) and bool(asked | back)


def on_day(row, day):
    return row.from_on <= day and (row.until_on is None or day < row.until_on)


def began(rows, day):
    """The first day of the unbroken run of these rows that reaches the day; None when none does."""
    covering = [row.from_on for row in rows if on_day(row, day)]
    if not covering:
        return None
    first = min(covering)
    while True:
        before = [row.from_on for row in rows if on_day(row, first - timedelta(days=1))]
        if not before:
            return first
        first = min(before)
