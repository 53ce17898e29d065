from django.apps import AppConfig


class VirtualClinics(AppConfig):
    name = "virtualclinics"
