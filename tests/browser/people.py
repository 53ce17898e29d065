"""The people of the story, and what each of them does on the site, through its pages alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.hands import Hands, in_words

PASSWORD = "three-harbour-lamps-2026"
Answers = Mapping[str, list[str]]


def invitation_of(email: str, mails: list[Path]) -> str:
    """The address in the last invitation sent to them."""
    for mail in reversed(mails):
        message = message_from_bytes(mail.read_bytes(), policy=default)
        addresses = re.findall(r"http\S+/accounts/invitation/\S+", message.get_content())
        if email in str(message["To"]) and addresses:
            return str(addresses[-1])
    return ""


class Staff(Hands):
    """Somebody who works at a practice: a GP or a nurse."""

    def __init__(self, page: Page, name: str, practice: str) -> None:
        super().__init__(page)
        self.name = name
        self.practice = practice

    def accepts_invitation(self, address: str) -> None:
        self.open(address)
        self.reads(f"Open your account, {self.name.split()[0]}")
        self.fill("Choose a password", PASSWORD)
        self.press("Open my account")

    def completes(self, course: str, title: str, answers: Answers) -> None:
        """Every lesson, then the quiz, to the certificate."""
        self.go_by_navigation("Courses")
        self.follow(title)
        self.press("Start the course")
        self._finish_lessons(course)
        self.press("Start the quiz")
        while self.page.get_by_role("heading", name=re.compile(r"Question \d+ of \d+")).count():
            self._answer(answers)
        self.press("Submit your answers")
        self.reads("100%")

    def _finish_lessons(self, course: str) -> None:
        if f"/courses/{course}/lessons/" not in self.page.url:
            self.follow(re.compile("^Begin with"))
        while f"/courses/{course}/lessons/" in self.page.url:
            self.press("Mark as done and go on")

    def _answer(self, answers: Answers) -> None:
        question = self.page.locator("main fieldset").first
        stem = question.locator("legend").inner_text().strip()
        for answer in answers[stem]:
            question.get_by_label(answer, exact=True).check()
        self.press("Save and go on")

    def submits_case(self, question: str, treatment: str) -> None:
        self.open(f"/clinics/practice/{self.practice}/cases/new/")
        self.fill_case(question, treatment)
        self.press("Submit the case")

    def fill_case(self, question: str, treatment: str) -> None:
        self.fill("Your question for the specialist", question)
        for label, choice in (("Age", "60"), ("Sex", "Female"), ("Type of diabetes", "Type 2")):
            self._choose(label, choice)
        self._choose("Has had diabetes for", "10")
        self.fill("Current treatment, with doses", treatment)
        self.tick("I have left out everything")

    def _choose(self, label: str, start: str) -> None:
        """One of a few: a list or round buttons, whichever the form has."""
        if self.page.locator("main").get_by_role("combobox", name=label).count():
            self.pick(label, f"^{start}")
        else:
            group = self.page.get_by_role("group", name=label).first
            group.get_by_label(start).first.check()

    def records_outcome(self) -> None:
        self.open(f"/clinics/practice/{self.practice}/cases/")
        self.follow(re.compile("."), self.page.locator("main table").first)
        self.reads("What is recommended")
        self.tick("Done", exact=True)
        self.press("Record what we did")
        self.reads("Recorded by")

    def standing(self, as_of: date | None = None) -> dict[str, str]:
        """The practice page: each requirement's label with its verdict."""
        self.open(f"/practice/{self.practice}/" + (f"?as_of={as_of}" if as_of else ""))
        found = {}
        for heading in self.page.locator(".ep-requirement h3").all():
            verdict = heading.locator(".nhsuk-tag").inner_text()
            found[heading.inner_text().removesuffix(verdict).strip()] = verdict
        return found


class Lead(Staff):
    """The lead GP: keeps the practice's people, and signs for it."""

    def signs_declaration(self, label: str, on: date) -> None:
        self.open(f"/accreditation/{self.practice}/declarations/")
        self.tick(label)
        self.fill_day("Signed on", on)
        self.press(re.compile("^Sign"))
        self.reads("In force")

    def gives_feedback(self, held_on: date) -> None:
        self.open(f"/visits/practice/{self.practice}/")
        self.follow(re.compile("."), self.row(in_words(held_on)))
        self.reads("Feedback letter")
        self.tick("5: excellent")
        self.press("Send your feedback")
        self.reads("5 of 5")

    def takes_on(self, colleague: Colleague) -> None:
        take_on(self, self.practice, colleague)

    def proposes_end_of_employment(self, name: str, last_day: date, why: str) -> None:
        """The last day is a day still worked. The effect on the award is shown, so a second person has to confirm."""
        self.open(f"/practices/{self.practice}/people/")
        self.follow(name)
        self.follow(re.compile("^End"))
        self.fill_day("Last day", last_day)
        self.press("End the employment")
        self.reads("A standing that was granted would change")
        self.press("Change what I entered")
        self.press("End the employment")
        self.fill("Why this is corrected", why)
        self.press("Propose it to a second person")
        self.reads("Nothing changes until a second person confirms it.")

    def names_lead(self, lead_role: str, name: str, from_on: date) -> None:
        self.open(f"/practices/{self.practice}/people/")
        self.follow(re.compile("Change|Name one"), self.row(lead_role))
        self.tick(lead_role)
        self.pick("Who", name)
        self.fill_day("First day", from_on)
        self.press("Name the lead")
        self.reads(f"{name} is named as {lead_role.lower()}.")


class Admin(Hands):
    """The programme admin of the network."""

    def opens_practice(self, code: str, name: str, since: date) -> None:
        """By hand, for it is in no directory; it belongs to the network from the same day."""
        self.go_by_navigation("Programme")
        self.follow(re.compile("^Practices"))
        self.follow("Open a practice by hand")
        self.fill("Practice code", code)
        self.fill("Name", name)
        self.fill_day("Open and in the network since", since)
        self.tick("This practice is invented")
        self.press("Open the practice")
        self.reads(f"{name} belongs to")

    def enrols(self, practice: str, from_on: date) -> None:
        self.open(f"/practice/{practice}/")
        self.follow("Enrol the practice")
        self.page.locator("main input[type=radio]").first.check()
        self.fill_day("The practice takes part from", from_on)
        self.press(re.compile("^Enrol"))

    def takes_on(self, practice: str, colleague: Colleague) -> None:
        take_on(self, practice, colleague)


class SpecialistNurse(Hands):
    """The diabetes specialist nurse: runs live sessions and takes their registers."""

    def schedules_session(self, title: str, on: date) -> None:
        self.go_by_navigation("Sessions")
        self.follow(re.compile("^Schedule a session"))
        self.fill("Title", title)
        self.fill("Programme", "network-education")
        self.fill_day("Day", on)
        self.fill("Starts at", "18:30")
        self.fill("Ends at", "20:00")
        self.fill("Place", "Harbour education centre")
        self.fill("Places", 20)
        self.press("Schedule it")

    def takes_register(self, title: str, names: list[str]) -> None:
        """Those who came without booking, one after the other, as the screen asks."""
        self.go_by_navigation("Sessions")
        self.follow(title)
        if "/register/" not in self.page.url:
            self.follow("Take or correct the register")
        for name in names:
            given, family = name.split()
            self.pick("Somebody who came without booking", f"^{family}, {given}")
            self.fill("Their minutes", 90)
            self.press("Save the register")
            self.reads("Saved.")


class Consultant(Hands):
    """The consultant: holds virtual clinics and visits."""

    def schedules_clinic(self, title: str, on: date) -> None:
        self.go_by_navigation("Clinics")
        self.follow("Schedule a clinic")
        self.fill("Title", title)
        self.fill_day("Date", on)
        self.fill("Begins at", "00:00")
        self.pick("Lead specialist", self.own_name)
        self.press("Save the clinic")

    def discusses(self, clinic: str, question: str, recommendation: str, reasoning: str, people: list[str]) -> None:
        """Put the case on the agenda, recommend, take the register, sign off: all on the clinic's one screen."""
        self.go_by_navigation("Clinics")
        self.follow(clinic)
        waiting = self.page.locator("li").filter(has_text=question)
        self.press(re.compile("^Put on the agenda"), waiting)
        self.fill("Recommendation", recommendation)
        self.fill("Reasoning", reasoning)
        self.tick("Insulin: start or intensify")
        self.pick("From now on", "Manage in the practice")
        self.press("Record the recommendation")
        for name in people:
            self.fill(name, 60)
        self.press("Record who took part")
        self.press("Sign off the clinic")

    def enters_visit(self, practice: str, held_on: date, people: list[str], minutes: int = 90) -> None:
        """A visit that took place: who was there, what it was about, the letter."""
        self.open(f"/visits/practice/{practice}/")
        self.follow("Enter a visit that took place")
        self.tick("Joint visit")
        self.fill_day("Day of the visit", held_on)
        self.fill("Minutes in all", minutes)
        for name in people:
            self.fill(name, minutes)
        agenda = self.unfold("Database review")
        self.tick("Database review", agenda)
        self.fill("What came of it", "The register was checked against the targets.", agenda)
        self.press("Record the visit")
        self.press("Sign off and send the letter")
        self.reads("The visit is signed off and counts.")


class Officer(Hands):
    """The commissioner's officer."""

    def grants(self, practice: str, from_on: date, reason: str) -> None:
        self.open(f"/practice/{practice}/")
        self.follow("Decide on the award")
        self.tick("Grant")
        self.fill_day("It takes effect on", from_on)
        self.pick("Reason", "The requirements are met")
        self.fill("In your own words", reason)
        self.tick("No, I have no conflict of interest")
        self.press(re.compile("^(Decide|Record|Take)"))

    def confirms_the_correction(self, label: str, why: str) -> None:
        """From the inbox, having read what it changes and why."""
        self.go_by_navigation("Inbox")
        self.follow("Look at the corrections")
        self.follow(label)
        self.reads(why)
        self.reads("What it would change")
        self.press("Confirm the correction")
        self.reads("You confirmed it. It is done.")

    def sees_in_register(self, practice: str, award: str) -> None:
        """The register is stored: it follows once the worker has recomputed the practice."""
        self.go_by_navigation("Register")
        self.reads_eventually(award, lambda: self.row(practice))


@dataclass(frozen=True)
class Colleague:
    """Somebody whom a practice takes on."""

    given_name: str
    family_name: str
    email: str
    role: str
    since: date
    lead_role: str = ""
    sessions: int = 6

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}"


def take_on(by: Hands, practice: str, colleague: Colleague) -> None:
    """Add a colleague, with an invitation."""
    by.open(f"/practices/{practice}/people/")
    by.follow("Add a person")
    by.fill("Given name", colleague.given_name)
    by.fill("Family name", colleague.family_name)
    by.fill("Work e-mail address", colleague.email)
    by.pick("Role at the practice", f"^{colleague.role}$")
    by.fill("Sessions a week", colleague.sessions)
    by.fill_day("First day", colleague.since)
    if colleague.lead_role:
        by.pick("Named lead", f"^{colleague.lead_role}$")
    by.press("Add the person")
    by.reads(f"An invitation is on its way to {colleague.email}")
