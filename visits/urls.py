from django.urls import path

from visits.views import correcting, lists, planning, recording, visit

app_name = "visits"
urlpatterns = [
    path("", lists.visits, name="visits"),
    path("practice/<str:code>/", lists.practice_visits, name="practice_visits"),
    path("practice/<str:code>/propose/", planning.propose, name="propose"),
    path("practice/<str:code>/enter/", recording.enter, name="enter"),
    path("<int:pk>/", visit.visit, name="visit"),
    path("<int:pk>/agree/", planning.agree, name="agree"),
    path("<int:pk>/decline/", planning.decline, name="decline"),
    path("<int:pk>/reschedule/", planning.reschedule, name="reschedule"),
    path("<int:pk>/cancel/", planning.cancel, name="cancel"),
    path("<int:pk>/record/", recording.record, name="record"),
    path("<int:pk>/sign-off/", recording.sign_off, name="sign_off"),
    path("<int:pk>/actions/", recording.add_action, name="add_action"),
    path("<int:pk>/correct/", correcting.attendance, name="correct"),
    path("<int:pk>/correct/day/", correcting.day, name="correct_day"),
    path("<int:pk>/acknowledge/", visit.acknowledge, name="acknowledge"),
    path("<int:pk>/feedback/", visit.give_feedback, name="give_feedback"),
    path("actions/<int:pk>/done/", visit.finish_action, name="finish_action"),
]
