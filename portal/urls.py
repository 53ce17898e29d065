from django.urls import path

from portal.views import start

app_name = "portal"
urlpatterns = [
    path("start/", start.start, name="start"),
]
