"""The sentences in which scenarios are written.

Days are inclusive, as people say them: "until 31 May 2026" means that day too. Facts are known from the day after
which nothing can be told apart (1 January 2020) unless a sentence says "recorded on".
"""

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from accreditation.rules.facts import Absence, Employment, Entry, Facts, Lead, Size, Succession, UnitMember, Waiver

DAY = r"(\d{1,2} [A-Z][a-z]+ \d{4})"
WHO = r"(?:The|A|An) ([\w ]+?)"
ROLES = {"GP partner": "gp_partner", "salaried GP": "salaried_gp", "locum GP": "locum_gp"}
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
EVER = datetime(2100, 1, 1, tzinfo=UTC)
BOTH = "a consultant and a diabetes specialist nurse"
PATTERNS = []


def day_of(text):
    return datetime.strptime(text, "%d %B %Y").date()  # noqa: DTZ007


def moment_of(text):
    return datetime.combine(day_of(text), datetime.min.time(), UTC)


def after(text):
    return day_of(text) + timedelta(days=1) if text else None


def role_of(text):
    return ROLES.get(text, text.replace(" ", "_"))


@dataclass
class Story:
    """What has been said about one practice so far."""

    enrolled_on: date | None = None
    entries: list = field(default_factory=list)
    employments: list = field(default_factory=list)
    leads: list = field(default_factory=list)
    waivers: list = field(default_factory=list)
    absences: list = field(default_factory=list)
    sizes: list = field(default_factory=list)
    unit: list = field(default_factory=list)
    predecessors: list = field(default_factory=list)
    awards: list = field(default_factory=list)
    others: dict = field(default_factory=dict)
    practice: str = "practice"

    def tell(self, sentence):
        recorded = re.search(rf", recorded on {DAY}", sentence)
        removed = re.search(rf", taken back on {DAY}", sentence)
        self.recorded_at = moment_of(recorded[1]) if recorded else LONG_AGO
        self.removed_at = moment_of(removed[1]) if removed else None
        plain = re.sub(rf", (recorded|taken back) on {DAY}", "", sentence)
        for pattern, add in PATTERNS:
            found = re.fullmatch(pattern, plain)
            if found:
                add(self, *found.groups())
                return
        raise ValueError(f"no sentence of the scenarios' language: {sentence!r}")

    def ref(self):
        place = "" if self.practice == "practice" else f"{self.practice} "
        rows = (self.entries, self.employments, self.leads, self.waivers, self.absences, self.sizes)
        return f"{place}{sum(map(len, rows)):04}"

    def enter(self, kind, on, person=None, **values):
        owner = None if person else self.practice
        entry = Entry(self.ref(), kind, person, owner, day_of(on), self.recorded_at, self.removed_at, values)
        self.entries.append(entry)

    def facts(self):
        rows = (tuple(each) for each in (self.entries, self.employments, self.leads, self.waivers))
        others = {name: other.facts() for name, other in self.others.items()}
        more = {"absences": tuple(self.absences), "sizes": tuple(self.sizes), "unit": tuple(self.unit)}
        more["predecessors"] = tuple(self.predecessors)
        return Facts(self.practice, self.enrolled_on, *rows, **more, others=others)


def sentence(pattern):
    def keep(add):
        PATTERNS.append((pattern, add))
        return add

    return keep


@sentence(rf"The practice enrolled on {DAY}\.")
def enrolled(story, on):
    story.enrolled_on = day_of(on)


@sentence(rf"{WHO} works here as an? ([\w ]+?)(?: for ([\d.]+) sessions)? (?:from|since) {DAY}(?: until {DAY})?\.")
def works(story, who, role, sessions, began, last):
    hours = float(sessions or 6)
    row = Employment(story.ref(), who, role_of(role), hours, day_of(began), after(last), LONG_AGO, None)
    story.employments.append(replace(row, recorded_at=story.recorded_at, superseded_at=story.removed_at))


@sentence(rf"{WHO} is in post as (lead GP|lead nurse|register co-ordinator) (?:from|since) {DAY}(?: until {DAY})?\.")
def leads(story, who, post, began, last):
    post = post.lower().replace(" ", "_").replace("-", "")
    story.leads.append(Lead(story.ref(), who, post, day_of(began), after(last), story.recorded_at, story.removed_at))


@sentence(rf"{WHO} completed ([\w-]+)(?:, edition (\d+),)? on {DAY}\.")
def completed(story, who, course, edition, on):
    values = {"score": 90, "edition": int(edition or 1), "minutes": 45}
    story.enter("course.completed", on, who, course=course, **values)


@sentence(rf"{WHO} attended a session of ([\w-]+) on {DAY}\.")
def attended(story, who, programme, on):
    values = {"minutes": 60, "role": None, "participatory": True}
    story.enter("session.attended", on, who, session=f"session of {on}", programme=programme, **values)


@sentence(rf"{WHO} is fully trained on {DAY}\.")
def trained(story, who, on):
    for course in ("insulin-safety", "annual-review-foot"):
        completed(story, who, course, None, on)
    attended(story, who, "network-education", on)


@sentence(rf"{WHO} holds ([\w-]+) from {DAY}(?: until {DAY})?\.")
def holds(story, who, credential, on, last):
    until = day_of(last).isoformat() if last else None
    story.enter("credential.verified", on, who, credential=credential, level=None, valid_until=until, verification=2)


@sentence(rf"(Both specialists|Only a [\w ]+?) visited on {DAY}\.")
def visited(story, who, on):
    visit(story, who, on, "a GP partner and a practice nurse", "60", "education")


@sentence(rf"(Both specialists|Only a [\w ]+?) visited on {DAY}; (.+?) (?:was|were) there for (\d+) minutes; (.+)\.")
def visit(story, who, on, hosts, minutes, agenda):
    visitors = BOTH if who == "Both specialists" else who.removeprefix("Only ")
    story.enter(
        "visit.held",
        on,
        visit=f"visit of {on}",
        visit_kind="joint",
        minutes=90,
        agenda=[] if agenda == "nothing on the agenda" else agenda.split(" and "),
        visitors=present(visitors, 90),
        hosts=present(hosts, int(minutes)),
    )


def present(people, minutes):
    roles = [role_of(re.sub(r"^an? ", "", each)) for each in people.split(" and ")]
    return [{"person": role, "role": role, "minutes": minutes} for role in roles]


@sentence(rf"Feedback about the visit of {DAY} was given on {DAY}\.")
def feedback(story, visited_on, on):
    story.enter("feedback.given", on, about="visit", subject=f"visit of {visited_on}")


@sentence(rf"The patient survey was reported on {DAY}\.")
def surveyed(story, on):
    story.enter("feedback.given", on, about="survey", subject="survey")


@sentence(rf"A case was discussed in a virtual clinic on {DAY}\.")
def discussed(story, on):
    story.enter("clinic.case_discussed", on, clinic=f"clinic of {on}", case="case")


@sentence(rf"(\d+) cases were discussed in a virtual clinic on {DAY}\.")
def cases_discussed(story, count, on):
    for number in range(int(count)):
        story.enter("clinic.case_discussed", on, clinic=f"clinic of {on}", case=f"case {number} of {on}")


@sentence(rf"(\d+) cases of the virtual clinic of {DAY} were followed up on {DAY}\.")
def followed_up(story, count, clinic_on, on):
    for number in range(int(count)):
        story.enter("case.outcome_recorded", on, case=f"case {number} of {clinic_on}", outcome="done")


FIGURE = r"is (\d+) of (\d+)( in fives)?(, provisional)?"


@sentence(rf"The measure ([\w.-]+) for ([\w-]+) from {DAY} until {DAY} {FIGURE}, known on {DAY}\.")
def measured(story, measure, population, began, last, part, whole, fives, provisional, on):
    values = {"measure": measure, "definition": "1", "population": population, "source": "nda"}
    values |= {"period_from": day_of(began).isoformat(), "period_until": after(last).isoformat()}
    values |= {"numerator": int(part), "denominator": int(whole), "rounding": 5 if fives else 1}
    story.enter("indicator.measured", on, provisional=bool(provisional), **values)


@sentence(rf"The submission ([\w-]+) for the [\w-]+ from {DAY} came( incomplete| rejected)? on {DAY}\.")
def handed_in(story, submission, began, fault, on):
    values = {"complete": fault != " incomplete", "accepted": fault != " rejected"}
    story.enter("submission.received", on, submission=submission, period=day_of(began).isoformat(), **values)


@sentence(rf"The practice reported (\d+) times ([\w-]+) from {DAY} until {DAY} on {DAY}\.")
def reported(story, count, activity, began, last, on):
    days = {"period_from": day_of(began).isoformat(), "period_until": after(last).isoformat()}
    story.enter("activity.counted", on, activity=activity, count=int(count), **days)


@sentence(rf"The practice stands at ([\w-]+) with ([\w-]+) from {DAY}\.")
def stands(story, value, scheme, on):
    story.enter("external.recorded", on, scheme=scheme, value=value, level=None)


@sentence(rf"{WHO} signed the declaration ([\w-]+) on {DAY}\.")
def signed(story, who, declaration, on):
    story.enter("declaration.signed", on, declaration=declaration, valid_until=None, by=who)


@sentence(rf"The declaration ([\w-]+) was signed on {DAY}(?:, valid until {DAY})?\.")
def declared(story, declaration, on, last):
    until = day_of(last).isoformat() if last else None
    story.enter("declaration.signed", on, declaration=declaration, valid_until=until, by="the practice lead")


@sentence(rf"The commissioner waives ([\w-]+) from {DAY} until {DAY}\.")
def waived(story, key, began, last):
    row = Waiver(story.ref(), key, day_of(began), after(last), story.recorded_at, story.removed_at, "agreed")
    story.waivers.append(row)


@sentence(rf"{WHO} attended a session of ([\w-]+) on the 10th of each month from (\w+ \d+) to (\w+ \d+)\.")
def attended_monthly(story, who, programme, first, last):
    day, ends = day_of(f"10 {first}"), day_of(f"10 {last}")
    while day <= ends:
        attended(story, who, programme, f"{day.day} {day:%B %Y}")
        day = (day + timedelta(days=31)).replace(day=10)


@sentence(rf"{WHO} logged (\d+) times ([\w-]+) (under supervision|alone) on {DAY}\.")
def logged(story, who, count, activity, how, on):
    values = {"supervised": how != "alone", "supervisor": "specialist" if how != "alone" else None, "verification": 2}
    story.enter("activity.logged", on, who, activity=activity, count=int(count), **values)


@sentence(rf"{WHO} passed ([\w-]+) of ([\w-]+) at level (\d), assessed by (the [\w ]+|themselves), on {DAY}\.")
def passed(story, who, topic, framework, level, assessor, on):
    values = {"framework": framework, "edition": 1, "topic": topic, "level": int(level), "result": "passed"}
    by = who if assessor == "themselves" else assessor.removeprefix("the ")
    story.enter("competency.assessed", on, who, assessor=by, assessor_practice=None, **values)


@sentence(rf"{WHO} scored (\d+) per cent in ([\w-]+)( before training| after training)? on {DAY}\.")
def scored(story, who, score, assessment, when, on):
    part = {" before training": "pre", " after training": "post"}.get(when, "")
    story.enter("assessment.taken", on, who, assessment=assessment, part=part, attempt=1, score=int(score))


@sentence(rf"{WHO} learnt for (\d+) minutes elsewhere(, taking part)?(, at a sponsored event)? on {DAY}\.")
def learnt(story, who, minutes, participatory, sponsored, on):
    values = {"activity": "reading", "participatory": bool(participatory), "sponsored": bool(sponsored)}
    story.enter("cpd.recorded", on, who, minutes=int(minutes), verification=2, **values)


@sentence(rf"The registration of the ([\w ]+?) with the ([A-Z]+) was found (active|lapsed|with conditions) on {DAY}\.")
def looked_up(story, who, body, status, on):
    story.enter("registration.checked", on, who, body=body.lower(), status=status.removeprefix("with "))


@sentence(rf"{WHO} is on long leave from {DAY}(?: until {DAY})?\.")
def on_leave(story, who, began, last):
    row = Absence(story.ref(), who, day_of(began), after(last), story.recorded_at, story.removed_at)
    story.absences.append(row)


@sentence(rf"There are (\d+) people on the (list|diabetes register) on {DAY}\.")
def sized(story, count, measure, on):
    measure = {"list": "list_size"}.get(measure, "diabetes_register")
    row = Size(story.ref(), measure, int(count), day_of(on), story.recorded_at, story.removed_at)
    story.sizes.append(row)


@sentence(rf"A specialist made a satellite visit on {DAY}\.")
def satellite(story, on):
    values = {"visit": f"visit of {on}", "visit_kind": "satellite", "minutes": 60, "agenda": []}
    people = {"visitors": present("a consultant", 60), "hosts": present("a GP partner and a practice nurse", 60)}
    story.enter("visit.held", on, **values, **people)


UNIT_WORDS = {"primary care network": "pcn", "locality": "locality", "group": "group"}


@sentence(rf"(\w+) is in the same (primary care network|locality|group) (?:from|since) {DAY}(?: until {DAY})?\.")
def belongs(story, name, unit, began, last):
    row = UnitMember(f"{name} {began}", UNIT_WORDS[unit], unit, name, day_of(began), after(last), story.recorded_at)
    story.unit.append(row)
    story.others.setdefault(name, Story(practice=name))


@sentence(rf"The practice took over (\w+) on {DAY}\.")
def took_over(story, name, on):
    story.predecessors.append(Succession(f"succession of {name}", "merged", name, day_of(on), story.recorded_at))
    story.others.setdefault(name, Story(practice=name))


@sentence(rf"The award was (?:granted|renewed) on {DAY}\.")
def awarded(story, on):
    story.awards.append(day_of(on))


@sentence(r"At (\w+): (.+)")
def elsewhere(story, name, told):
    story.others.setdefault(name, Story(practice=name)).tell(told)


@sentence(rf"A plan for ([\w-]+) under ([\w-]+) was agreed on {DAY}, due on {DAY}\.")
def planned(story, key, framework, on, due):
    values = {"plan": f"plan of {on}", "framework": framework, "requirement": key}
    story.enter("plan.agreed", on, due_on=day_of(due).isoformat(), **values)


# --- what is expected ----------------------------------------------------------------------------------------------

VERDICT = r"(met in grace|met by plan|met|not met|not yet due|not applicable|waived|unknown)"
EXPECTATION = (
    rf"(?:As known on {DAY}, on|On) {DAY} ([\w-]+)(?: of the ([\w ]+?))? is {VERDICT}"
    rf"(?: until {DAY})?(?:, because (.+?))?(?:, and it hangs on the ([\w ]+))?\."
)


@dataclass(frozen=True)
class Expectation:
    on: date
    key: str
    person: str | None
    words: str
    last_day: date | None
    because: str | None
    hangs_on: str | None
    known_at: datetime


def expectation(text):
    found = re.fullmatch(EXPECTATION, text)
    if not found:
        raise ValueError(f"no expectation of the scenarios' language: {text!r}")
    known, on, key, person, words, last, because, hangs_on = found.groups()
    last_day = day_of(last) if last else None
    return Expectation(day_of(on), key, person, words, last_day, because, hangs_on, moment_of(known) if known else EVER)
