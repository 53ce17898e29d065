from courses.models.catalogue import Course
from courses.models.learning import Completion, Enrolment, LessonProgress
from courses.models.questions import Option, Question
from courses.models.quizzes import Attempt, Response
from courses.models.sessions import Attendance, Booking, LiveSession
from courses.pages import CourseIndexPage, CoursePage, LessonPage

__all__ = [
    "Attempt",
    "Attendance",
    "Booking",
    "Completion",
    "Course",
    "CourseIndexPage",
    "CoursePage",
    "Enrolment",
    "LessonPage",
    "LessonProgress",
    "LiveSession",
    "Option",
    "Question",
    "Response",
]
