from django.apps import AppConfig


class Courses(AppConfig):
    name = "courses"
    verbose_name = "Courses and sessions"

    def ready(self) -> None:
        from courses import doors
        from courses.mail import send_booking_mail, send_reminder
        from courses.operations.packages import TOPIC, unpack_package
        from courses.reconciliation import expected_attendances, expected_completions
        from courses.records import ATTENDANCES, COMPLETIONS
        from evidence.reconciliation import register_source
        from jobs.handlers import register, register_long

        register_source(COMPLETIONS, expected_completions)
        register_source(ATTENDANCES, expected_attendances)
        register("courses.booking_mail", send_booking_mail)
        register("courses.reminder_mail", send_reminder)
        doors.open_doors()
        register_long(TOPIC, unpack_package)
