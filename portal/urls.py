from django.urls import path, re_path

from portal.views import desk, jobs, learning, practice, programme, register, start

app_name = "portal"
urlpatterns = [
    path("start/", start.start, name="start"),
    path("learning/", learning.learning, name="learning"),
    path("learning/record/", learning.record, name="record"),
    path("practice/", practice.my_practice, name="my_practice"),
    path("practice/<str:code>/", practice.practice, name="practice"),
    path("practice/<str:code>/proof/<str:key>/", practice.proof, name="proof"),
    path("practice/<str:code>/decisions/", practice.decisions, name="decisions"),
    path("desk/", desk.desk, name="desk"),
    path("register/", register.show_register, name="register"),
    re_path(r"^register/download\.(?P<form>csv|xlsx)$", register.download, name="register_download"),
    path("programme/", programme.programme, name="programme"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<int:job_id>/retry/", jobs.retry, name="retry_job"),
]
