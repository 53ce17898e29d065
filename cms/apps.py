from django.apps import AppConfig


class Cms(AppConfig):
    name = "cms"

    def ready(self) -> None:
        from django.db.backends.signals import connection_created

        from cms.postgresql import on_connection_created

        connection_created.connect(on_connection_created, dispatch_uid="cms.postgresql")
