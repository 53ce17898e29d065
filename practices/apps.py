from django.apps import AppConfig


class Practices(AppConfig):
    name = "practices"
    verbose_name = "People and practices"

    def ready(self) -> None:
        from jobs.handlers import register, register_long
        from practices.corrections.own import open_doors
        from practices.directory.uploads import TOPIC, run_import
        from practices.mail import send_correction, send_invitation
        from practices.operations.corrections import TELL

        open_doors()
        register(TELL, send_correction)
        register("practices.invitation_mail", send_invitation)
        register_long(TOPIC, run_import)
