from django.apps import AppConfig


class Cms(AppConfig):
    name = "cms"
