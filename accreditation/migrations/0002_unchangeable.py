"""The database itself refuses to change a published version or a decision.

What refers to them protects them from deletion.
"""

from django.db import migrations

TABLES = {
    "accreditation_frameworkversion": "A published framework version is never changed: publish a new one.",
    "accreditation_decision": "A decision is never changed: take another one.",
}


def sqlite(table, message):
    yield f"CREATE TRIGGER {table}_unchangeable BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{message}'); END"


def postgresql(table, message):
    yield (
        f"CREATE OR REPLACE FUNCTION {table}_refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'restrict_violation'; END $$"
    )
    yield (
        f"CREATE TRIGGER {table}_unchangeable BEFORE UPDATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse_change()"
    )


def create_triggers(apps, schema_editor):
    statements = {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]
    for table, message in TABLES.items():
        for statement in statements(table, message):
            schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    for table in TABLES:
        on_table = "" if schema_editor.connection.vendor == "sqlite" else f" ON {table}"
        schema_editor.execute(f"DROP TRIGGER {table}_unchangeable{on_table}")


class Migration(migrations.Migration):
    dependencies = [("accreditation", "0001_initial")]
    operations = [migrations.RunPython(create_triggers, drop_triggers)]
