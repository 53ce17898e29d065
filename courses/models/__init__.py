from courses.models.attendance import Attendance
from courses.models.bookings import Booking, BookingChange
from courses.models.catalogue import Course
from courses.models.claims import AttendanceClaim, Ruling
from courses.models.learning import Completion, Enrolment, LessonProgress
from courses.models.packages import Package, PackageFile, PackageLaunch, PackageReport, PackageToken
from courses.models.questions import Option, Question
from courses.models.quizzes import Attempt, Response
from courses.models.reflections import Reflection
from courses.models.reminders import SessionReminder
from courses.models.sessions import LiveSession, SessionSeries
from courses.pages import CourseIndexPage, CoursePage, LessonPage

__all__ = [
    "Attempt",
    "Attendance",
    "AttendanceClaim",
    "Booking",
    "BookingChange",
    "Completion",
    "Course",
    "CourseIndexPage",
    "CoursePage",
    "Enrolment",
    "LessonPage",
    "LessonProgress",
    "LiveSession",
    "Option",
    "Package",
    "PackageFile",
    "PackageLaunch",
    "PackageReport",
    "PackageToken",
    "Question",
    "Reflection",
    "Response",
    "Ruling",
    "SessionReminder",
    "SessionSeries",
]
