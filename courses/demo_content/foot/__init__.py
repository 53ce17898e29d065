from __future__ import annotations

from courses.demo_content.foot.lessons import LESSONS
from courses.demo_content.foot.questions import QUESTIONS
from courses.demo_content.texts import CourseText

ANNUAL_REVIEW_FOOT = CourseText(
    code="annual-review-foot",
    title="The annual review, and the foot in it",
    summary=(
        "The care processes that every person with diabetes is owed each year, and the foot check done so that it "
        "finds what it is for. For nurses, healthcare assistants and GPs."
    ),
    introduction=(
        "What belongs in the year, how to examine a foot in five minutes, and whom to ring about what you find."
    ),
    cpd_minutes=40,
    competencies="annual-review, foot",
    lessons=LESSONS,
    questions=QUESTIONS,
)
