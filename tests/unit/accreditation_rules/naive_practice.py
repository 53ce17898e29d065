"""The slow way for what a practice does, hands in and is measured by: written from the pages in docs/rules alone."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from .naive import Naive, corresponding, in_window, last_day, once, stated

MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "contract_year": 12}
DAY = timedelta(days=1)


class NaivePractice(Naive):
    def _forgiven(self, node, i, causes):
        return node["kind"] not in ("external_standing", "indicator") and super()._forgiven(node, i, causes)

    # --- slots and spacing -----------------------------------------------------------------------------------

    def _slots_of(self, length):
        month, first = map(int, self.document.get("contract_year_start", "04-01").split("-"))
        start = date(self.days[0].year - 6, month, first)
        bounds = [corresponding(start, MONTHS[length] * n) for n in range(12 * 14 // MONTHS[length])]
        return list(pairwise(bounds))

    def _is_owed(self, slot, rule):
        return slot[0] >= self.enrolled or (rule.get("owes_first_slot", False) and slot[1] > self.enrolled)

    def _slot_verdict(self, rule, past, others, done, look_back):
        """`past` are the slots looked back on, in order; `done` says of a slot whether it is done by the day."""
        looked_at = past[-look_back:]
        lacking = sum(self._is_owed(slot, rule) and not done(slot) for slot in looked_at)
        if lacking > look_back - rule.get("needed", look_back):
            return "not_met"
        return "met" if any(done(slot) for slot in (*looked_at, *others)) else "not_yet_due"

    def _spaced(self, node, entries):
        counted = []
        for entry in entries:
            before = counted[-1].happened_on if counted else None
            if before and (entry.happened_on - before).days < node.get("spacing_days", 0):
                continue
            if (
                before
                and "spacing_months" in node
                and entry.happened_on < corresponding(before, node["spacing_months"])
            ):
                continue
            same_day = sum(each.happened_on == entry.happened_on for each in counted)
            if "max_per_day" in node and same_day >= node["max_per_day"]:
                continue
            counted.append(entry)
        return counted

    def _by_cadence(self, node, counted, enough=lambda events: True):
        rule = node["cadence"]
        if "slots" not in rule:
            return [
                "met"
                if in_window(counted, rule["months"], day) >= rule["at_least"]
                and enough([e for e in counted if e.happened_on <= day <= corresponding(e.happened_on, rule["months"])])
                else "not_met"
                for day in self.days
            ]
        slots, found = self._slots_of(rule["slots"]), []
        for day in self.days:

            def done(slot, day=day):
                within = [e for e in counted if slot[0] <= e.happened_on < slot[1] and e.happened_on <= day]
                return len(within) >= rule.get("per_slot", 1) and enough(within)

            past = [slot for slot in slots if slot[1] <= day]
            under_way = [slot for slot in slots if slot[0] <= day < slot[1]]
            found.append(self._slot_verdict(rule, past, under_way, done, rule.get("look_back", 2)))
        return found

    # --- what happens ----------------------------------------------------------------------------------------

    def _counted_visits(self, node):
        held = [e for e in self._own("visit.held") if self._visit_counts(node, e.values)]
        return self._spaced(node, once(held, "visit"))

    def _attendance_by_practice(self, node):
        kinds = {"sessions": ("session.attended", "session"), "clinics": ("clinic.attended", "clinic")}
        gathered = {}
        for events in node.get("events", ["sessions"]):
            kind, name = kinds[events]
            for entry in self.entries:
                if entry.kind == kind and self._represents(node, entry):
                    gathered.setdefault((kind, entry.values[name], entry.happened_on), []).append(entry)
        held = [entries for entries in gathered.values() if self._is_represented(node, entries)]
        held.sort(key=lambda entries: (entries[0].happened_on, entries[0].ref))
        counted, seen = [], set()
        for entries in held:
            what = entries[0].kind, entries[0].values.get("session") or entries[0].values.get("clinic")
            if what not in seen:
                seen.add(what)
                counted.append(entries)
        there = {entries[0].ref: entries for entries in counted}
        spaced = self._spaced(node, [entries[0] for entries in counted])

        def enough(events):
            present = [each for event in events for each in there[event.ref]]
            return all(
                any(self._employed({}, {"roles": [role]}, e.person, e.happened_on) for e in present)
                for role in node.get("over_time", [])
            )

        return self._by_cadence(node, spaced, enough)

    def _represents(self, node, entry):
        values = entry.values
        if entry.kind == "session.attended":
            fits = not node.get("any_of") or values["programme"] in node["any_of"]
        else:
            fits = values["side"] == "practice"
        stayed = values["minutes"] >= node.get("min_minutes", 0)
        return fits and stayed and self._employed({}, {"roles": node["roles"]}, entry.person, entry.happened_on)

    def _is_represented(self, node, entries):
        people, day = {e.person for e in entries}, entries[0].happened_on
        seats = [
            frozenset(p for p in people if self._employed({}, {"roles": [role]}, p, day))
            for role in node.get("together", [])
        ]
        return len(people) >= node.get("representatives", 1) and self.seatable(tuple(seats))

    def _declaration(self, node):
        good = []
        for entry in self._own("declaration.signed"):
            if entry.values["declaration"] not in node["any_of"]:
                continue
            if "signed_from" in node and entry.happened_on < date.fromisoformat(node["signed_from"]):
                continue
            if "signatories" in node and not self._employed(
                {}, {"roles": node["signatories"]}, entry.values["by"], entry.happened_on
            ):
                continue
            good.append((entry.happened_on, min(last_day(entry.happened_on, node.get("valid_months")), stated(entry))))
        return ["met" if any(first <= day <= last for first, last in good) else "not_met" for day in self.days]

    # --- numbers and papers ----------------------------------------------------------------------------------

    def _activity_count(self, node):
        reports = []
        slots = [] if "months" in node else self._slots_of(node.get("slots", "contract_year"))
        for entry in self._own("activity.counted"):
            values, span = entry.values, period(entry)
            if slots and not any(slot[0] <= span[0] and span[1] <= slot[1] for slot in slots):
                continue
            clash = any(
                values["activity"] == before.values["activity"] and span[0] < other[1] and other[0] < span[1]
                for before, other in reports
            )
            if values["activity"] in node["any_of"] and not clash:
                reports.append((entry, span))
        if "months" in node:
            return [
                "met" if self._in_force(reports, node["months"], day) >= node["at_least"] else "not_met"
                for day in self.days
            ]
        wait, found = timedelta(days=node.get("report_days", 0)), []
        for day in self.days:

            def done(slot, day=day):
                within = (
                    e.values["count"]
                    for e, span in reports
                    if slot[0] <= span[0] and span[1] <= slot[1] and e.happened_on <= day
                )
                return sum(within) >= node["at_least"]

            overdue = [slot for slot in slots if day >= slot[1] + wait]
            others = [slot for slot in slots if day < slot[1] + wait]
            found.append(self._slot_verdict(node, overdue, others, done, node.get("look_back", 1)))
        return found

    def _in_force(self, reports, months, day):
        return sum(
            entry.values["count"]
            for entry, span in reports
            if entry.happened_on <= day <= corresponding(span[1] - DAY, months)
        )

    def _submission(self, node):
        parts, found = self._slots_of(node["every"]), []
        done_on = {part: self._handed_in_on(node, part) for part in parts}
        for day in self.days:

            def done(part, day=day):
                return done_on[part] is not None and done_on[part] <= day

            over = [part for part in parts if self._due(node, part) < day]
            others = [part for part in parts if self._due(node, part) >= day]
            found.append(self._slot_verdict(node, over, others, done, node.get("look_back", 1)))
        return found

    def _due(self, node, part):
        last = part[1] - DAY
        if "due_on" not in node:
            return last + timedelta(days=node.get("due_days", 0))
        month, day = map(int, node["due_on"].split("-"))
        return next(due for year in (last.year, last.year + 1) if (due := date(year, month, day)) >= last)

    def _handed_in_on(self, node, part):
        due = self._due(node, part)
        for entry in self._own("submission.received"):
            values, day = entry.values, entry.happened_on
            fits = values["submission"] in node["any_of"] and values["period"] == part[0].isoformat()
            whole = values["complete"] or not node.get("complete", True)
            taken = values["accepted"] or not node.get("accepted", True)
            late = (day - due).days
            too_late = late > 0 and (node.get("late") == "never" or late > node.get("late_days", 10_000))
            if fits and whole and taken and day >= part[0] and not too_late:
                return day
        return None

    def _external_standing(self, node):
        told = [e for e in self._own("external.recorded") if e.values["scheme"] == node["scheme"]]
        return [self._rated(node, [e for e in told if e.happened_on <= day], day) for day in self.days]

    def _rated(self, node, told, day):
        pending = []
        while told and told[-1].values["value"] in node.get("pending", []):
            pending.append(told.pop())
        if not told:
            return "unknown"
        if pending:
            over = (day - pending[-1].happened_on).days >= node.get("pending_days", 10_000)
            return "unknown" if over else self._rating(node, told[-1].values)
        if day > last_day(told[-1].happened_on, node.get("valid_months")):
            return "unknown"
        return self._rating(node, told[-1].values)

    def _rating(self, node, values):
        if values["value"] in node.get("accepted", []):
            return "met"
        if "min_level" in node and values["level"] is not None and values["level"] >= node["min_level"]:
            return "met"
        return "unknown" if not node.get("accepted") and values["level"] is None else "not_met"

    def _case_follow_up(self, node):
        clinics = [self._clinic(node, entry) for entry in self._counted_clinics(node)]
        rule = node["cadence"]
        if "slots" not in rule:
            return [self._followed_up(rule, clinics, day) for day in self.days]
        slots, found = self._slots_of(rule["slots"]), []
        for day in self.days:

            def done(slot, day=day):
                kept = sum(
                    slot[0] <= held < slot[1] and done_on is not None and done_on <= day for held, done_on, _ in clinics
                )
                return kept >= rule.get("per_slot", 1)

            overdue = [slot for slot in slots if day > self._in_time(node, slot[1] - DAY)[1]]
            others = [slot for slot in slots if slot not in overdue]
            found.append(self._slot_verdict(rule, overdue, others, done, rule.get("look_back", 2)))
        return found

    def _counted_clinics(self, node):
        first = once(self._own("clinic.case_discussed"), "clinic")
        return self._spaced(node, [e for e in first if len(self._cases(e)) >= node.get("min_cases", 1)])

    def _cases(self, first):
        return {
            e.values["case"]
            for e in self._own("clinic.case_discussed")
            if e.values["clinic"] == first.values["clinic"] and e.happened_on == first.happened_on
        }

    def _in_time(self, node, held):
        due = corresponding(held, node["after_months"])
        if "tolerance_days" not in node:
            return held, due
        more = timedelta(days=node["tolerance_days"])
        return max(held, due - more), due + more

    def _clinic(self, node, first):
        opens, closes = self._in_time(node, first.happened_on)
        days = []
        for case in self._cases(first):
            told = [
                e.happened_on
                for e in self._own("case.outcome_recorded")
                if e.values["case"] == case
                and e.values["outcome"] in node.get("outcomes", [e.values["outcome"]])
                and opens <= e.happened_on <= closes
            ]
            days.append(min(told, default=None))
        return first.happened_on, None if None in days else max(days), closes

    def _followed_up(self, rule, clinics, day):
        looked_at = [each for each in clinics if each[0] <= day <= corresponding(each[0], rule["months"])]
        done = sum(done_on is not None and done_on <= day for _, done_on, _ in looked_at)
        wait = sum((done_on is None or done_on > day) and day <= closes for _, done_on, closes in looked_at)
        if done >= rule["at_least"]:
            return "met"
        return "not_yet_due" if done + wait >= rule["at_least"] else "not_met"

    # --- measures --------------------------------------------------------------------------------------------

    def _indicator(self, node):
        return [self._measured_on(node, day) for day in self.days]

    def _measured_on(self, node, day):
        judged = [verdict for population in node["populations"] for verdict in self._judged(node, population, day)]
        asked = [verdict for verdict in judged if verdict != "not_applicable"]
        return next((each for each in ("not_met", "unknown", "met") if each in asked), "not_applicable")

    def _judged(self, node, population, day):
        figures = self._figures(node, population, day)
        holding = [e for e in figures if day <= last_day(period(e)[1] - DAY, node.get("valid_months"))]
        number = node.get("latest", 1)
        taken = holding[-number:]
        if node.get("summed"):
            return [self._against(node, taken, None, figures) if len(taken) == number else "unknown"]
        missing = ["unknown"] * (number - len(taken))
        return [*missing, *(self._against(node, [figure], figure, figures) for figure in taken)]

    def _figures(self, node, population, day):
        """The one that stands for each period, by last day, then first day."""
        best = {}
        for entry in self._own("indicator.measured"):
            values = entry.values
            if entry.happened_on > day or values["measure"] != node["measure"] or values["population"] != population:
                continue
            if values["definition"] not in node.get("definitions", [values["definition"]]):
                continue
            if values["source"] not in node.get("sources", [values["source"]]):
                continue
            if "slots" in node and period(entry) not in self._slots_of(node["slots"]):
                continue
            if values["provisional"] and node.get("provisional", "show") == "show":
                continue
            source = node["sources"].index(values["source"]) if "sources" in node else 0
            rank = (not values["provisional"], -source, entry.happened_on, entry.ref)
            if period(entry) not in best or rank > best[period(entry)][0]:
                best[period(entry)] = rank, entry
        return [best[each][1] for each in sorted(best, key=lambda each: (each[1], each[0]))]

    def _against(self, node, taken, figure, figures):
        share = share_of(taken)
        if share is None:
            return "not_applicable"
        if node.get("provisional") == "unknown" and any(e.values["provisional"] for e in taken):
            return "unknown"
        verdicts = []
        if "at_least" in node:
            verdicts.append(at_least(share, node["at_least"]))
        if "at_most" in node:
            verdicts.append(at_least((-share[1], -share[0]), -node["at_most"]))
        if "improved_by" in node:
            verdicts.append(self._improved(node, share, figure, figures))
        return next(each for each in ("met", "unknown", "not_met") if each in verdicts)

    def _improved(self, node, share, figure, figures):
        own = period(figure)
        before = [e for e in figures if period(e)[0] < own[0] and period(e)[1] < own[1]]
        if not before:
            return "unknown"
        baseline = before[0] if node.get("baseline") == "first" else before[-1]
        was = share_of([baseline])
        if was is None or (node.get("provisional") == "unknown" and baseline.values["provisional"]):
            return "unknown"
        if "at_most" in node or node.get("lower_is_better"):
            share, was = was, share
        gain = share[0] - was[1], share[1] - was[0]
        return at_least(gain, Fraction(str(node["improved_by"])))


def period(entry):
    return date.fromisoformat(entry.values["period_from"]), date.fromisoformat(entry.values["period_until"])


def between(count, rounding):
    if count == 0:
        return 0, 0
    half = rounding // 2
    return (1 if count <= rounding else count - half), count + half


def share_of(figures):
    """The lowest and the highest per cent it can be; None where there is nobody to count."""
    low, high, fewest, most, unknown = 0, 0, 0, 0, False
    for figure in figures:
        values = figure.values
        if values["denominator"] is None:
            unknown = True
            continue
        of = between(values["denominator"], values["rounding"])
        part = (0, of[1]) if values["numerator"] is None else between(values["numerator"], values["rounding"])
        low, high, fewest, most = low + part[0], high + part[1], fewest + of[0], most + of[1]
    if unknown:
        return Fraction(0), Fraction(100)
    if most == 0:
        return None
    return min(Fraction(100 * low, most), Fraction(100)), min(Fraction(100 * high, fewest), Fraction(100))


def at_least(share, asked):
    if share[0] >= asked:
        return "met"
    return "not_met" if share[1] < asked else "unknown"
