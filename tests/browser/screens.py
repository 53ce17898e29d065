"""Every screen of the site: where it is, and whose it is. Screenshots and accessibility go through this list."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Page, Response

STRANGER = ""
LEAD_GP = "lead.gp@demo.example"
NURSE = "nurse@demo.example"
CONSULTANT = "consultant@demo.example"
SPECIALIST_NURSE = "dsn@demo.example"
OFFICER = "commissioner@demo.example"
SECOND_OFFICER = "second.officer@demo.example"
ADMIN = "admin@demo.example"


@dataclass(frozen=True)
class Screen:
    """From `path` on, `follow` is followed: each is the words of a link, or a pattern of where it leads."""

    name: str
    path: str
    person: str = STRANGER
    follow: tuple[str, ...] = ()
    status: int = 200

    def __str__(self) -> str:
        return self.name

    def open(self, page: Page) -> Response:
        """Go there the way the person would. Raises AssertionError when a link is missing or the answer is another."""
        response = page.goto(self.path)
        for pattern in self.follow:
            response = page.goto(_first_link(page, pattern))
        assert response is not None
        assert response.status == self.status, f"{self.name}: {response.status} from {response.url}"
        return response


def _first_link(page: Page, wanted: str) -> str:
    script = "links => links.map(link => [link.getAttribute('href'), link.innerText.trim()])"
    links: list[list[str]] = page.locator("a[href]").evaluate_all(script)
    found = next((href for href, words in links if words == wanted or re.fullmatch(wanted, href)), None)
    assert found, f"No link at {page.url} is or leads to {wanted}; there are {links}"
    return found


# A practice of the demonstration that something is waived for, the practice of the lead GP, and the way to what
# happens to a practice as a whole.
WAIVED = "Z90021"
LEAD_GPS = "Z90010"
CHANGES = (r"/practices/Z\d{5}/", r"/practices/\w+/changes/")

SCREENS = (
    # For everybody
    Screen("home", "/"),
    Screen("sign-in", "/accounts/login/"),
    Screen("forgotten-password", "/accounts/password/reset/"),
    Screen("search", "/search/?q=diabetes"),
    Screen("gallery", "/gallery/"),
    Screen("no-such-page", "/no-such-page/", status=404),
    Screen("invitation-refused", "/accounts/invitation/not-one-of-ours/", status=410),
    Screen("unknown-certificate", "/courses/verify/not-one-of-ours/", status=404),
    # A nurse and a GP
    Screen("my-learning", "/learning/", NURSE),
    Screen("my-record", "/learning/record/", NURSE),
    Screen("my-portfolio", "/courses/portfolio/?purpose=nmc", NURSE),
    Screen("my-reflection", "/courses/portfolio/", NURSE, ("Read or change",)),
    Screen("reflect-on-other", "/courses/reflections/new/", NURSE),
    Screen("my-details", "/practices/me/", NURSE),
    Screen("my-name", "/practices/me/name/", NURSE),
    Screen("my-registration", "/practices/me/registration/", NURSE),
    Screen("courses", "/courses/", NURSE),
    Screen("course", "/courses/insulin-safety/", NURSE),
    Screen("lesson", "/courses/insulin-safety/", NURSE, (r"/courses/insulin-safety/lessons/[\w-]+/",)),
    Screen("quiz-result", "/courses/insulin-safety/", NURSE, (r"/courses/attempts/\d+/result/",)),
    Screen("packages", "/courses/insulin-safety/packages/", CONSULTANT),
    Screen("sessions", "/courses/sessions/", NURSE),
    Screen("session", "/courses/sessions/", NURSE, (r"/courses/sessions/\d+/",)),
    Screen("own-session", "/courses/sessions/mine/", NURSE, (r"/courses/sessions/\d+/",)),
    Screen("check-in", "/courses/sessions/1/check-in/", NURSE),
    Screen("claim-attendance", "/courses/sessions/1/claim/", NURSE),
    Screen("my-sessions", "/courses/sessions/mine/", NURSE),
    Screen("practice", "/practice/", LEAD_GP),
    Screen("proof", "/practice/", LEAD_GP, (r"/practice/\w+/proof/[\w-]+/.*",)),
    Screen("entry", "/practice/", LEAD_GP, (r"/practice/\w+/proof/[\w-]+/.*", r"/practice/\w+/entries/\d+/")),
    Screen("decisions", "/practice/", LEAD_GP, (r"/practice/\w+/decisions/",)),
    Screen("forecast", "/practice/", LEAD_GP, (r"/practice/\w+/forecast/",)),
    Screen("what-if", "/practice/", LEAD_GP, (r"/practice/\w+/what-if/",)),
    Screen("what-if-somebody-leaves", "/practice/", LEAD_GP, (r"/practice/\w+/forecast/", r".*/what-if/\?leaves=.*")),
    Screen("what-if-refused", f"/practice/{LEAD_GPS}/what-if/?joins=lead_gp&joins_sessions=99&count=many", LEAD_GP),
    Screen("people", "/practice/", LEAD_GP, (r"/practices/\w+/people/",)),
    Screen("add-a-person", "/practice/", LEAD_GP, (r"/practices/\w+/people/", r"/practices/\w+/people/add/")),
    Screen("name-a-lead", "/practice/", LEAD_GP, (r"/practices/\w+/people/", r"/practices/\w+/people/lead/.*")),
    Screen("staff-member", "/practice/", LEAD_GP, (r"/practices/\w+/people/", r"/practices/\w+/people/[\w-]{36}/")),
    Screen(
        "long-leave",
        "/practice/",
        LEAD_GP,
        (r"/practices/\w+/people/", r"/practices/\w+/people/[\w-]{36}/", "Record long leave"),
    ),
    Screen("declarations", "/practice/", LEAD_GP, (r"/accreditation/\w+/declarations/",)),
    Screen("plans", "/practice/", LEAD_GP, (r"/accreditation/\w+/plans/",)),
    Screen(
        "agree-a-plan", "/practice/", LEAD_GP, (r"/accreditation/\w+/plans/", r"/accreditation/\w+/plans/\d+/agree/")
    ),
    Screen("cases", "/practice/", LEAD_GP, (r"/clinics/practice/\w+/cases/",)),
    Screen(
        "submit-a-case", "/practice/", NURSE, (r"/clinics/practice/\w+/cases/", r"/clinics/practice/\w+/cases/new/")
    ),
    Screen("case", "/practice/", NURSE, (r"/clinics/practice/\w+/cases/", r"/clinics/cases/\d+/")),
    Screen("practice-visits", "/practice/", LEAD_GP, (r"/visits/practice/\w+/",)),
    Screen("visit", "/practice/", LEAD_GP, (r"/visits/practice/\w+/", r"/visits/\d+/")),
    Screen("framework", "/practice/", LEAD_GP, (r"/accreditation/frameworks/[\w-]+/",)),
    # A specialist
    Screen("desk", "/desk/", CONSULTANT),
    Screen("clinics", "/clinics/", CONSULTANT),
    Screen("run-a-clinic", "/clinics/", CONSULTANT, (r"/clinics/\d+/run/",)),
    Screen("cases-waiting", "/clinics/queue/", CONSULTANT),
    Screen("case-to-answer", "/clinics/queue/", CONSULTANT, (r"/clinics/cases/\d+/",)),
    Screen("schedule-a-clinic", "/clinics/schedule/", CONSULTANT),
    Screen("visits", "/visits/", CONSULTANT),
    Screen("corrections-proposed", "/desk/", SPECIALIST_NURSE, (r"/practices/corrections/",)),
    Screen(
        "correction-proposed",
        "/desk/",
        SPECIALIST_NURSE,
        (r"/practices/corrections/", r"/practices/corrections/\d+/"),
    ),
    Screen(
        "visit-corrected",
        "/desk/",
        SPECIALIST_NURSE,
        (r"/practices/corrections/", r"/practices/corrections/\d+/", "See the record it is about"),
    ),
    Screen(
        "correct-the-day-of-a-visit",
        "/desk/",
        SPECIALIST_NURSE,
        (
            r"/practices/corrections/",
            r"/practices/corrections/\d+/",
            "See the record it is about",
            r"/visits/\d+/correct/day/",
        ),
    ),
    Screen("propose-a-visit", "/visits/", CONSULTANT, (r"/visits/practice/\w+/", r"/visits/practice/\w+/propose/")),
    Screen("enter-a-visit", "/visits/", CONSULTANT, (r"/visits/practice/\w+/", r"/visits/practice/\w+/enter/")),
    Screen("other-evidence", "/visits/", CONSULTANT, (r"/visits/practice/\w+/", r"/accreditation/\w+/evidence/")),
    Screen(
        "record-evidence",
        "/visits/",
        CONSULTANT,
        (r"/visits/practice/\w+/", r"/accreditation/\w+/evidence/", "Competency assessed"),
    ),
    Screen(
        "record-a-credential",
        "/desk/",
        CONSULTANT,
        (r"/accreditation/\w+/evidence/", "Credential from elsewhere"),
    ),
    Screen(
        "propose-a-plan",
        "/visits/",
        CONSULTANT,
        (r"/visits/practice/\w+/", r"/accreditation/\w+/plans/", r"/accreditation/\w+/plans/propose/[\w-]+/"),
    ),
    Screen("practice-sessions", f"/courses/practices/{LEAD_GPS}/sessions/", LEAD_GP),
    Screen(
        "practice-session",
        f"/courses/practices/{LEAD_GPS}/sessions/",
        LEAD_GP,
        (r"/courses/practices/\w+/sessions/\d+/",),
    ),
    Screen("schedule-a-session", "/courses/sessions/", SPECIALIST_NURSE, (r"/courses/sessions/schedule/[\w-]+/",)),
    Screen("session-register", "/courses/sessions/1/register/", SPECIALIST_NURSE),
    Screen("join-log", "/courses/sessions/1/register/", SPECIALIST_NURSE, (r"/courses/sessions/\d+/join-log/",)),
    Screen("check-in-code", "/courses/sessions/1/check-in/code/", SPECIALIST_NURSE),
    Screen(
        "attendance-to-decide",
        "/courses/sessions/",
        SPECIALIST_NURSE,
        (r"/courses/sessions/\d+/people/[\w-]{36}/",),
    ),
    Screen(
        "change-a-session",
        "/courses/sessions/",
        SPECIALIST_NURSE,
        (r"/courses/sessions/\d+/", r"/courses/sessions/\d+/change/"),
    ),
    # The scheme studio
    Screen("studio", "/accreditation/studio/", CONSULTANT),
    Screen("start-a-draft", "/accreditation/studio/start/", CONSULTANT),
    Screen("draft", "/accreditation/studio/", OFFICER, (r"/accreditation/studio/\d+/",)),
    Screen(
        "compare-a-draft",
        "/accreditation/studio/",
        OFFICER,
        (r"/accreditation/studio/\d+/", r"/accreditation/studio/\d+/compare/"),
    ),
    Screen(
        "rehearsal",
        "/accreditation/studio/",
        OFFICER,
        (r"/accreditation/studio/\d+/", r"/accreditation/studio/\d+/rehearsals/\d+/"),
    ),
    Screen(
        "rehearsal-of-a-practice",
        "/accreditation/studio/",
        OFFICER,
        (
            r"/accreditation/studio/\d+/",
            r"/accreditation/studio/\d+/rehearsals/\d+/",
            r"/accreditation/studio/\d+/rehearsals/\d+/Z\d+/",
        ),
    ),
    Screen("compare-versions", "/accreditation/frameworks/portsmouth-example/compare/", LEAD_GP),
    # A commissioner's officer
    Screen("network-forecast", "/forecast/", OFFICER),
    Screen("inbox", "/inbox/", OFFICER),
    Screen("corrections", "/inbox/", OFFICER, (r"/practices/corrections/",)),
    Screen("correction", "/inbox/", OFFICER, (r"/practices/corrections/", r"/practices/corrections/\d+/")),
    Screen("proposal", "/inbox/", OFFICER, (r"/accreditation/proposals/\d+/",)),
    Screen("notice", "/inbox/", OFFICER, (r"/accreditation/notices/\d+/",)),
    Screen("appeal", "/inbox/", OFFICER, (r"/accreditation/appeals/\d+/",)),
    Screen("waive-for-many", "/inbox/", OFFICER, (r"/accreditation/frameworks/[\w-]+/waive/",)),
    Screen("cover-report", "/inbox/", OFFICER, (r"/register/cover/.*",)),
    Screen("cover", "/inbox/", OFFICER, (r"/register/cover/.*", r"/accreditation/\w+/cover/")),
    Screen(
        "decisions-of-an-officer",
        "/inbox/",
        OFFICER,
        (r"/accreditation/appeals/\d+/", r"/practice/\w+/decisions/"),
    ),
    Screen(
        "end-cover",
        "/inbox/",
        OFFICER,
        (
            r"/accreditation/appeals/\d+/",
            r"/practice/\w+/decisions/",
            r"/accreditation/\w+/cover/",
            r"/accreditation/cover/\d+/end/",
        ),
    ),
    Screen("serve-a-notice", f"/practice/{WAIVED}/decisions/", OFFICER, (r"/accreditation/\w+/notice/",)),
    Screen("waivers", f"/practice/{WAIVED}/decisions/", OFFICER, (r"/accreditation/\w+/waivers/",)),
    Screen("waive", f"/practice/{WAIVED}/decisions/", OFFICER, (r"/accreditation/\w+/waive/",)),
    Screen(
        "end-a-waiver",
        f"/practice/{WAIVED}/decisions/",
        OFFICER,
        (r"/accreditation/\w+/waivers/", r"/accreditation/waivers/\d+/end/"),
    ),
    Screen("register", "/register/", OFFICER),
    Screen("changes", "/register/", OFFICER, (r"/register/changes/.*",)),
    Screen("register-back-then", "/register/?as_of=2026-01-15&known_at=2026-01-20", OFFICER),
    Screen("decide", "/register/", OFFICER, (r"/practice/\w+/.*", r"/accreditation/\w+/decide/")),
    Screen("seals", "/seals/", OFFICER),
    # The programme admin
    Screen("programme", "/programme/", ADMIN),
    Screen("jobs", "/jobs/", ADMIN),
    Screen("directory", "/practices/", ADMIN),
    Screen("directory-practice", "/practices/", ADMIN, (r"/practices/Z\d{5}/",)),
    Screen("imports", "/practices/imports/", ADMIN),
    Screen("import-evidence", "/programme/", ADMIN, (r"/accreditation/imports/",)),
    Screen("network-people", "/programme/", ADMIN, (r"/practices/network/[\w-]+/people/",)),
    Screen(
        "appoint",
        "/programme/",
        ADMIN,
        (r"/practices/network/[\w-]+/people/", r"/practices/network/[\w-]+/people/appoint/"),
    ),
    Screen("network-practices", "/programme/", ADMIN, (r"/practices/network/[\w-]+/practices/",)),
    Screen(
        "open-a-practice",
        "/programme/",
        ADMIN,
        (r"/practices/network/[\w-]+/practices/", r"/practices/network/[\w-]+/practices/open/"),
    ),
    Screen("plan-costs", "/programme/", ADMIN, (r"/accreditation/networks/[\w-]+/costs/",)),
    Screen("units-and-changes", "/practices/", ADMIN, CHANGES),
    Screen("join-a-unit", "/practices/", ADMIN, (*CHANGES, r"/practices/\w+/changes/units/join/")),
    Screen("make-a-unit", "/practices/", ADMIN, (*CHANGES, r"/practices/\w+/changes/units/open/")),
    Screen("leave-a-unit", "/practices/", ADMIN, (*CHANGES, r"/practices/\w+/changes/units/\w+/\d+/leave/")),
    Screen("succession", "/practices/", ADMIN, (*CHANGES, r"/practices/\w+/changes/successions/add/")),
    Screen("close-a-practice", "/practices/", ADMIN, (*CHANGES, r"/practices/\w+/changes/close/")),
    Screen("another-commissioner", "/practices/", ADMIN, (*CHANGES, r"/practices/\w+/changes/commissioner/")),
    Screen(
        "merge-people",
        "/practices/",
        ADMIN,
        (
            r"/practices/Z\d{5}/",
            r"/practices/\w+/people/",
            r"/practices/\w+/people/[\w-]{36}/",
            r"/practices/\w+/people/[\w-]{36}/merge/",
        ),
    ),
    Screen("enrol", "/programme/", ADMIN, ("Cloudberry Hill Surgery", r"/accreditation/\w+/enrol/")),
)
