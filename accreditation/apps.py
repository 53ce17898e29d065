from django.apps import AppConfig


class Accreditation(AppConfig):
    name = "accreditation"

    def ready(self) -> None:
        from accreditation import correcting, doors, handlers, letters, reconciliation
        from accreditation.imports import uploads
        from accreditation.mail import send_reminder
        from accreditation.operations.frameworks import PUBLISHED
        from accreditation.operations.rehearsals import REHEARSE
        from accreditation.operations.reminders import TOPIC
        from accreditation.operations.telling import TELL
        from accreditation.ways_in import RECORD_EVIDENCE
        from evidence.reconciliation import register_source
        from jobs.handlers import register, register_long
        from practices.corrections.standings import register_standings
        from practices.doors import register_door

        register_standings(correcting.GrantedStandings())
        doors.open_doors()
        register("facts.changed", handlers.on_facts_changed)
        register(TOPIC, send_reminder)
        register(TELL, letters.send)
        register_long(PUBLISHED, handlers.on_version_published)
        register_long(uploads.TOPIC, uploads.run_import)
        register_long(REHEARSE, handlers.on_rehearsal_requested)
        for source, expected in reconciliation.SOURCES.items():
            register_source(source, expected)
        register_door(RECORD_EVIDENCE)
