from django.urls import path

from courses.views import catalogue, certificates, lessons, places, portfolio, quizzes, registers, schedule, sessions

app_name = "courses"
urlpatterns = [
    path("", catalogue.catalogue, name="catalogue"),
    path("attempts/<int:pk>/<int:position>/", quizzes.question, name="question"),
    path("attempts/<int:pk>/check/", quizzes.check, name="check"),
    path("attempts/<int:pk>/result/", quizzes.result, name="result"),
    path("certificates/<str:ref>/", certificates.certificate, name="certificate"),
    path("completions/<str:ref>/void/", certificates.void, name="void_completion"),
    path("verify/<str:ref>/", certificates.verify, name="verify"),
    path("portfolio/", portfolio.portfolio, name="portfolio"),
    path("portfolio/pdf/", portfolio.as_pdf, name="portfolio_pdf"),
    path("portfolio/csv/", portfolio.as_csv, name="portfolio_csv"),
    path("reflections/about/<int:pk>/", portfolio.reflect, name="reflect"),
    path("reflections/new/", portfolio.reflect_on_other, name="reflect_on_other"),
    path("reflections/<int:pk>/", portfolio.reflect_on_other, name="own_reflection"),
    path("reflections/<int:pk>/throw-away/", portfolio.throw_away, name="throw_away_reflection"),
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
