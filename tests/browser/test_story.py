"""From nothing to accredited, and still so when the nurse has left: through pages alone, each as its own person."""

from __future__ import annotations

from collections.abc import Callable

from cms import clock
from tests.browser.answers import ANSWERS, TITLES
from tests.browser.calendar import Calendar
from tests.browser.hands import in_words
from tests.browser.people import (
    Admin,
    Colleague,
    Consultant,
    Lead,
    Officer,
    SpecialistNurse,
    Staff,
    invitation_of,
)
from tests.browser.screens import ADMIN, CONSULTANT, OFFICER, SPECIALIST_NURSE
from tests.browser.watching import Watched
from tests.processes import wait_until
from tests.site import RunningSite

PRACTICE, NAME = "Z99001", "Lighthouse Surgery"
MODULES = ("insulin-safety", "annual-review-foot")
SESSION = "Injectables in general practice"
CLINIC = "Harbour virtual clinic"
LEAVES = "The nurse moves away, and her last day is today."
QUESTION = "Would you start basal insulin now, or change the tablets once more?"

VISITS, FEEDBACK = "Visits by the specialist team", "Feedback after each visit"
LEADS, TRAINED = "Lead GP and lead nurse in post", "A trained GP and a trained nurse"
DECLARATIONS = (
    "Data-sharing agreement in force",
    "Takes part in the National Diabetes Audit",
    "Contacts for telephone and e-mail advice named",
)
DISCUSSED, SURVEY = "A case discussed in a virtual clinic", "Patient survey"
EVERYTHING = (VISITS, FEEDBACK, LEADS, TRAINED, *DECLARATIONS)


class Story:
    """The people who appear in it, each in a window of their own."""

    def __init__(self, site: RunningSite, windows: Watched) -> None:
        self.site = site
        self.windows = windows
        self.days = Calendar(clock.today())
        self.admin = Admin(windows.person(ADMIN))
        self.consultant = Consultant(windows.person(CONSULTANT))
        self.specialist_nurse = SpecialistNurse(windows.person(SPECIALIST_NURSE))
        self.officer = Officer(windows.person(OFFICER))
        since = self.days.enrolled_on
        self.gp = Colleague(
            "Morwenna", "Tregear", "morwenna@lighthouse.example", "GP partner", since, "Lead GP for diabetes"
        )
        self.nurse = Colleague(
            "Ottoline", "Vance", "ottoline@lighthouse.example", "Practice nurse", since, "Lead nurse for diabetes"
        )
        self.replacement = Colleague(
            "Idris", "Fairweather", "idris@lighthouse.example", "Practice nurse", self.days.yesterday
        )

    def arrives(self, colleague: Colleague, kind: type[Staff] = Staff) -> Staff:
        """Opens the invitation from the e-mail, and signs in."""
        wait_until(f"{colleague.email} has mail", lambda: bool(invitation_of(colleague.email, self.site.mails)))
        person = kind(self.windows.stranger(), colleague.name, PRACTICE)
        person.accepts_invitation(invitation_of(colleague.email, self.site.mails))
        return person

    def specialists(self) -> list[str]:
        return [self.consultant.own_name, self.specialist_nurse.own_name]


def test_a_practice_becomes_accredited_and_stays_so_when_its_nurse_leaves(
    bare_site: RunningSite, watched: Callable[[RunningSite], Watched]
) -> None:
    story = Story(bare_site, watched(bare_site))
    days, seen = story.days, dict.fromkeys(EVERYTHING, "Not met")

    # A practice with nothing
    story.admin.opens_practice(PRACTICE, NAME, days.enrolled_on)
    story.admin.enrols(PRACTICE, days.enrolled_on)

    # Lead GP and lead nurse invited
    story.admin.takes_on(PRACTICE, story.gp)
    story.admin.takes_on(PRACTICE, story.nurse)
    gp, nurse = story.arrives(story.gp, Lead), story.arrives(story.nurse)
    assert isinstance(gp, Lead)
    seen |= {FEEDBACK: "Does not apply", LEADS: "Met", DISCUSSED: "Not met", SURVEY: "Not met"}
    assert gp.standing() == seen

    # Modules and quiz
    for person in (gp, nurse):
        for module in MODULES:
            person.completes(module, TITLES[module], ANSWERS[module])
    assert gp.standing() == seen

    # Session attended
    story.specialist_nurse.schedules_session(SESSION, days.yesterday)
    story.specialist_nurse.takes_register(SESSION, [gp.name, nurse.name])
    seen |= {TRAINED: "Met"}
    assert nurse.standing() == seen

    # Declarations signed
    for label in DECLARATIONS:
        gp.signs_declaration(label, days.today)
        seen |= {label: "Met"}
        assert gp.standing() == seen

    # Case discussed
    nurse.submits_case(QUESTION, "Metformin 1 g twice a day, gliclazide 80 mg twice a day")
    story.consultant.schedules_clinic(CLINIC, days.today)
    story.consultant.discusses(
        CLINIC,
        QUESTION,
        "Start basal insulin at bedtime, and keep metformin.",
        "Two tablets have failed and the trend is upwards.",
        [story.consultant.own_name, nurse.name],
    )
    nurse.records_outcome()
    seen |= {DISCUSSED: "Met"}
    assert gp.standing() == seen

    # Two visits
    first, second, third = days.visits
    people = [*story.specialists(), gp.name, nurse.name]
    story.consultant.enters_visit(PRACTICE, first, people)
    gp.gives_feedback(first)
    assert gp.standing() == seen | {FEEDBACK: gp.standing()[FEEDBACK]}
    story.consultant.enters_visit(PRACTICE, second, people)
    seen |= {VISITS: "Met", FEEDBACK: "Not met"}
    assert gp.standing() == seen
    gp.gives_feedback(second)
    seen |= {FEEDBACK: "Met"}
    assert gp.standing() == seen
    gp.reads(f"The requirements hold until {in_words(days.last_day_of_this_half_year)}")

    # The commissioner's officer grants, and the register shows it
    story.officer.sees_in_register(PRACTICE, "Working towards")
    story.officer.grants(PRACTICE, days.today, "Everything that the framework asks for is met.")
    story.officer.sees_in_register(PRACTICE, "Accredited")

    # The visit of the running half-year carries the standing into the next
    story.consultant.enters_visit(PRACTICE, third, people)
    gp.gives_feedback(third)
    assert gp.standing() == seen
    gp.reads(f"The requirements hold until {in_words(days.last_day_of_next_half_year)}")

    # The nurse's employment ends: one proposes it, another confirms it, having seen what it changes
    gp.takes_on(story.replacement)
    gp.proposes_end_of_employment(nurse.name, days.today, LEAVES)
    assert gp.standing(days.tomorrow) == seen
    story.officer.confirms_the_correction("End an employment", LEAVES)
    assert gp.standing() == seen
    gp.reads(f"The requirements hold until {in_words(days.last_day_of_grace)}")
    assert gp.standing(days.tomorrow) == seen | {LEADS: "Met, in grace", TRAINED: "Met, in grace"}
    gp.reads(f"In grace until {in_words(days.last_day_of_grace)}")

    # A replacement qualifies in time, and the standing holds
    replacement = story.arrives(story.replacement)
    for module in MODULES:
        replacement.completes(module, TITLES[module], ANSWERS[module])
    story.specialist_nurse.takes_register(SESSION, [replacement.name])
    gp.names_lead("Lead nurse for diabetes", replacement.name, days.tomorrow)
    assert gp.standing(days.tomorrow) == seen
    gp.reads(f"The requirements hold until {in_words(days.last_day_of_next_half_year)}")
    story.officer.sees_in_register(PRACTICE, "Accredited")

    # What is stored is what a rebuild would store; the ledger is what the rooms say
    bare_site.installation.manage("rebuild_standing", "--check")
    bare_site.installation.manage("reconcile_evidence")
