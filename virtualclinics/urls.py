from django.urls import path

from virtualclinics.views import cases, lists, planning, running, writing

app_name = "virtualclinics"
urlpatterns = [
    path("", lists.clinics, name="clinics"),
    path("queue/", lists.queue, name="queue"),
    path("schedule/", planning.schedule, name="schedule"),
    path("practice/<str:code>/cases/", lists.practice_cases, name="practice_cases"),
    path("practice/<str:code>/cases/new/", writing.new_case, name="new_case"),
    path("cases/<int:pk>/", cases.case, name="case"),
    path("cases/<int:pk>/edit/", writing.edit_case, name="edit_case"),
    path("cases/<int:pk>/withdraw/", cases.withdraw_case, name="withdraw_case"),
    path("cases/<int:pk>/return/", cases.return_case, name="return_case"),
    path("cases/<int:pk>/schedule/", cases.put_on_agenda, name="put_on_agenda"),
    path("cases/<int:pk>/outcome/", cases.record_outcome, name="record_outcome"),
    path("<int:pk>/", planning.clinic, name="clinic"),
    path("<int:pk>/change/", planning.change, name="change"),
    path("<int:pk>/cancel/", planning.cancel, name="cancel"),
    path("<int:pk>/run/", running.run, name="run"),
    path("<int:pk>/run/add/", running.add_case, name="add_case"),
    path("<int:pk>/run/remove/", running.remove_case, name="remove_case"),
    path("<int:pk>/run/cases/<int:case_pk>/", running.recommend, name="recommend"),
    path("<int:pk>/run/attendance/", running.take_register, name="take_register"),
    path("<int:pk>/run/sign-off/", running.sign_off, name="sign_off"),
]
