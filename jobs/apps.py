from django.apps import AppConfig


class Jobs(AppConfig):
    name = "jobs"
