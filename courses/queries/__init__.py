"""Questions about courses and sessions. They read; they never write."""

from courses.queries.learning import CourseProgress, completions_of, courses_by_code, learning_of, progress_in
from courses.queries.lessons import Lesson, course_page, lesson_page, lessons_by_course, lessons_of
from courses.queries.people import belongs_to_network, people_of_network, roles_on
from courses.queries.sessions import (
    attendances_of,
    bookings_at,
    bookings_of,
    programmes_of,
    register_of,
    sessions_awaiting_register,
    sessions_in,
    upcoming_sessions,
)

__all__ = [
    "CourseProgress",
    "Lesson",
    "attendances_of",
    "belongs_to_network",
    "bookings_at",
    "bookings_of",
    "completions_of",
    "course_page",
    "courses_by_code",
    "learning_of",
    "lesson_page",
    "lessons_by_course",
    "lessons_of",
    "people_of_network",
    "programmes_of",
    "progress_in",
    "register_of",
    "roles_on",
    "sessions_awaiting_register",
    "sessions_in",
    "upcoming_sessions",
]
