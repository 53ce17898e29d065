"""The sentences in which scenarios are written.

Days are inclusive, as people say them: "until 31 May 2026" means that day too. Facts are known from the day after
which nothing can be told apart (1 January 2020) unless a sentence says "recorded on".
"""

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from accreditation.rules.facts import Employment, Entry, Facts, Lead, Waiver

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
        return f"{len(self.entries) + len(self.employments) + len(self.leads) + len(self.waivers):04}"

    def enter(self, kind, on, person=None, **values):
        owner = None if person else "practice"
        entry = Entry(self.ref(), kind, person, owner, day_of(on), self.recorded_at, self.removed_at, values)
        self.entries.append(entry)

    def facts(self):
        rows = (tuple(each) for each in (self.entries, self.employments, self.leads, self.waivers))
        return Facts("practice", self.enrolled_on, *rows)


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


@sentence(rf"{WHO} is in post as (lead GP|lead nurse) (?:from|since) {DAY}(?: until {DAY})?\.")
def leads(story, who, post, began, last):
    post = post.lower().replace(" ", "_")
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


@sentence(rf"The declaration ([\w-]+) was signed on {DAY}(?:, valid until {DAY})?\.")
def declared(story, declaration, on, last):
    until = day_of(last).isoformat() if last else None
    story.enter("declaration.signed", on, declaration=declaration, valid_until=until, by="the practice lead")


@sentence(rf"The commissioner waives ([\w-]+) from {DAY} until {DAY}\.")
def waived(story, key, began, last):
    row = Waiver(story.ref(), key, day_of(began), after(last), story.recorded_at, story.removed_at, "agreed")
    story.waivers.append(row)


# --- what is expected ----------------------------------------------------------------------------------------------

VERDICT = r"(met in grace|met|not met|not yet due|not applicable|waived|unknown)"
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
