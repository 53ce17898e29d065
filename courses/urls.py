from django.urls import path

from courses.views import catalogue, certificates, lessons, places, quizzes, registers, schedule, sessions

app_name = "courses"
urlpatterns = [
    path("", catalogue.catalogue, name="catalogue"),
    path("attempts/<int:pk>/<int:position>/", quizzes.question, name="question"),
    path("attempts/<int:pk>/check/", quizzes.check, name="check"),
    path("attempts/<int:pk>/result/", quizzes.result, name="result"),
    path("certificates/<str:ref>/", certificates.certificate, name="certificate"),
    path("completions/<str:ref>/void/", certificates.void, name="void_completion"),
    path("verify/<str:ref>/", certificates.verify, name="verify"),
    path("sessions/", sessions.sessions, name="sessions"),
    path("sessions/mine/", sessions.mine, name="my_sessions"),
    path("sessions/schedule/<slug:network_code>/", schedule.schedule, name="schedule_session"),
    path("sessions/<int:pk>/", sessions.session, name="session"),
    path("sessions/<int:pk>/book/", places.book, name="book_session"),
    path("sessions/<int:pk>/wait/", places.wait, name="join_waiting_list"),
    path("sessions/<int:pk>/calendar.ics", places.calendar_entry, name="calendar_entry"),
    path("sessions/<int:pk>/change/", schedule.change, name="change_session"),
    path("sessions/<int:pk>/give-back/", places.give_back, name="cancel_booking"),
    path("sessions/<int:pk>/cancel/", schedule.cancel, name="cancel_session"),
    path("sessions/<int:pk>/register/", registers.register, name="register"),
    path("<slug:course_code>/", catalogue.course, name="course"),
    path("<slug:course_code>/start/", catalogue.start, name="start"),
    path("<slug:course_code>/quiz/", quizzes.begin, name="begin_quiz"),
    path("<slug:course_code>/lessons/<slug:slug>/", lessons.lesson, name="lesson"),
    path("<slug:course_code>/lessons/<slug:slug>/done/", lessons.done, name="lesson_done"),
]
