from django.apps import AppConfig


class Courses(AppConfig):
    name = "courses"
