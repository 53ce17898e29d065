from __future__ import annotations

from courses.demo_content.insulin.lessons import LESSONS
from courses.demo_content.insulin.questions import QUESTIONS
from courses.demo_content.texts import CourseText

INSULIN_SAFETY = CourseText(
    code="insulin-safety",
    title="Insulin safety in general practice",
    summary=(
        "Prescribing, supplying and reviewing insulin without the errors that keep happening. For GPs, practice "
        "nurses and pharmacists who start, change or repeat insulin."
    ),
    introduction="Four short lessons on the errors that keep happening with insulin, and the habits that prevent them.",
    cpd_minutes=45,
    competencies="insulin, medicines-safety",
    lessons=LESSONS,
    questions=QUESTIONS,
)
