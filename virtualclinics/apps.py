from django.apps import AppConfig


class VirtualClinics(AppConfig):
    name = "virtualclinics"
    verbose_name = "Virtual clinics"

    def ready(self) -> None:
        from evidence.reconciliation import register_source
        from virtualclinics import doors, reconciliation, records

        register_source(records.ATTENDANCE, reconciliation.expected_attendances)
        register_source(records.DISCUSSION, reconciliation.expected_discussions)
        register_source(records.OUTCOME, reconciliation.expected_outcomes)
        doors.open_doors()
