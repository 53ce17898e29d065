"""Questions about courses and sessions. They read; they never write."""

from courses.queries.answers import Answer, answers_given
from courses.queries.learning import (
    CourseProgress,
    completions_of,
    courses_by_code,
    learning_of,
    open_courses,
    progress_in,
)
from courses.queries.lessons import Lesson, course_page, lesson_page, lessons_by_course, lessons_of
from courses.queries.people import (
    belongs_to_network,
    facilitators_of,
    people_of_network,
    roles_on,
    workplaces_of,
)
from courses.queries.reflections import reflections_of
from courses.queries.sessions import (
    attendances_of,
    booking_of,
    bookings_at,
    bookings_of,
    changes_at,
    programmes_of,
    rank_of,
    register_of,
    sessions_awaiting_register,
    sessions_in,
    states_of,
    upcoming_sessions,
    waiting_at,
    waits_of,
)

__all__ = [
    "Answer",
    "CourseProgress",
    "Lesson",
    "answers_given",
    "attendances_of",
    "belongs_to_network",
    "booking_of",
    "bookings_at",
    "bookings_of",
    "changes_at",
    "completions_of",
    "course_page",
    "courses_by_code",
    "facilitators_of",
    "learning_of",
    "lesson_page",
    "lessons_by_course",
    "lessons_of",
    "open_courses",
    "people_of_network",
    "programmes_of",
    "progress_in",
    "rank_of",
    "reflections_of",
    "register_of",
    "roles_on",
    "sessions_awaiting_register",
    "sessions_in",
    "states_of",
    "upcoming_sessions",
    "waiting_at",
    "waits_of",
    "workplaces_of",
]
