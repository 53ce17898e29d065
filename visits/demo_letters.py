"""Invented outcomes, actions, letters and comments of visits, for the demo network. No name, no date, no patient."""

from __future__ import annotations

from dataclasses import dataclass

from visits.particulars import ItemReport, Topic


@dataclass(frozen=True)
class DemoVisit:
    """`topics` for the agenda, `items` for the report, `actions` with the days they take, `letter` ("" for the "
    "draft)."""

    topics: tuple[Topic, ...]
    items: tuple[ItemReport, ...]
    actions: tuple[tuple[str, int], ...]
    letter: str
    score: int
    comment: str


DEMO_VISITS: tuple[DemoVisit, ...] = (
    DemoVisit(
        (Topic("database_review"), Topic("education", "starting a GLP-1 receptor agonist")),
        (
            ItemReport(
                "database_review", "Foot checks stand at 71 per cent. The gap is among people who are housebound."
            ),
            ItemReport("education", "Whom to offer it, how to raise the dose, and when to stop."),
        ),
        (
            ("Agree with the community nurses who checks feet at home", 42),
            ("Search the register for people on a DPP-4 inhibitor with a BMI above 35", 28),
        ),
        "",
        5,
        "Short, practical, about our own figures.",
    ),
    DemoVisit(
        (Topic("virtual_clinic"), Topic("audit_review", "insulin and hypoglycaemia in older people")),
        (
            ItemReport(
                "virtual_clinic", "Five cases. Three were over-treated; stopping a drug was the advice in each."
            ),
            ItemReport("audit_review", "One in five people over 75 on a sulfonylurea had an HbA1c below 48 mmol/mol."),
        ),
        (("Review everybody over 75 on a sulfonylurea with an HbA1c below 53", 56),),
        "Thank you for the open discussion of five cases. In three of them the best advice was to take something away, "
        "and your team had thought so already.\n\nYour audit is a model of its kind. One in five of your older "
        "patients "
        "on a sulfonylurea is treated too tightly; a search and a telephone call will put most of that right.\n\n"
        "We should like to see the second round of the audit with you.",
        4,
        "Good to have our doubts confirmed. An hour is not enough for five cases.",
    ),
    DemoVisit(
        (Topic("patient_review"),),
        (ItemReport("patient_review", "Joint consultations with the practice nurse, who led the second half.", 4),),
        (("Book the follow-up appointments of those who were seen together", 21),),
        "",
        5,
        "Sitting in with the consultant taught me more than any course.",
    ),
    DemoVisit(
        (Topic("education", "sick-day rules"), Topic("virtual_clinic")),
        (
            ItemReport("education", "Who stops what when vomiting; the card was handed out to the whole team."),
            ItemReport("virtual_clinic", "Two cases with falling kidney function; both suit an SGLT2 inhibitor."),
        ),
        (("Put the sick-day card into the annual review template", 30),),
        "",
        4,
        "The reception team came too, which we had not expected to be useful. It was.",
    ),
    DemoVisit(
        (Topic("audit_review", "eight care processes"), Topic("database_review")),
        (
            ItemReport("audit_review", "Urine albumin is the process most often missed, at 64 per cent."),
            ItemReport("database_review", "Statin coverage is above the network; blood pressure is at it."),
        ),
        (
            ("Hand out sample bottles with the invitation to the review", 35),
            ("Show the run chart of urine albumin at the practice meeting", 90),
        ),
        "Thank you for preparing the figures so well.\n\nSeven of the eight care processes are above the "
        "network. Urine "
        "albumin is the exception; a bottle in the invitation letter has worked in other practices.\n\nWe suggest that "
        "the next visit looks at blood pressure in people with albuminuria, where you can gain most.",
        3,
        "Useful, though we knew most of it.",
    ),
    DemoVisit(
        (Topic("education", "diabetes in care homes"), Topic("patient_review")),
        (
            ItemReport("education", "Relaxed targets, fewer finger pricks, and what to do when somebody stops eating."),
            ItemReport("patient_review", "Seen with the lead nurse; two could stop their insulin.", 3),
        ),
        (("Send the care homes the one-page plan that we wrote together", 14),),
        "",
        5,
        "",
    ),
)
