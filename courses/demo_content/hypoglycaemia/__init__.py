from __future__ import annotations

from courses.demo_content.hypoglycaemia.lessons import LESSONS
from courses.demo_content.hypoglycaemia.questions import QUESTIONS
from courses.demo_content.texts import CourseText

HYPOGLYCAEMIA_DRIVING = CourseText(
    code="hypoglycaemia-driving",
    title="Hypoglycaemia and driving",
    summary=(
        "Who is at risk of hypos, what to ask at every review, and what the DVLA wants a driver and a clinician to "
        "do. For everybody who reviews people on insulin or a sulfonylurea."
    ),
    introduction="Recognise it, treat it, prevent the next one; and know the rules of the road.",
    cpd_minutes=30,
    competencies="hypoglycaemia, driving",
    lessons=LESSONS,
    questions=QUESTIONS,
)
