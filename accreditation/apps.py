from django.apps import AppConfig


class Accreditation(AppConfig):
    name = "accreditation"
