from django.apps import AppConfig


class Visits(AppConfig):
    name = "visits"
    verbose_name = "Practice visits"

    def ready(self) -> None:
        from evidence.reconciliation import register_source
        from visits import doors, reconciliation, records

        register_source(records.VISIT, reconciliation.expected_visits)
        register_source(records.ATTENDANCE, reconciliation.expected_attendances)
        register_source(records.FEEDBACK, reconciliation.expected_feedback)
        doors.open_doors()
