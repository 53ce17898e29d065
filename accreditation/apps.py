from django.apps import AppConfig


class Accreditation(AppConfig):
    name = "accreditation"

    def ready(self) -> None:
        from accreditation import handlers, reconciliation
        from accreditation.operations.frameworks import PUBLISHED
        from evidence.reconciliation import register_source
        from jobs.handlers import register, register_long

        register("facts.changed", handlers.on_facts_changed)
        register_long(PUBLISHED, handlers.on_version_published)
        for source, expected in reconciliation.SOURCES.items():
            register_source(source, expected)
