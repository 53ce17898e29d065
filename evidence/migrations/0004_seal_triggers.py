"""The database itself notes what waits to be sealed, and refuses to change what was sealed."""

import importlib

from django.db import migrations

append_only = importlib.import_module("evidence.migrations.0002_append_only")

SEALED = ("evidence_leaf", "evidence_node", "evidence_seal")
WAITING = {"evidence_entry": "entry_id", "evidence_void": "void_id"}


def sqlite(table, column):
    yield (
        f"CREATE TRIGGER {table}_awaits_seal AFTER INSERT ON {table} "
        f"BEGIN INSERT INTO evidence_unsealed ({column}) VALUES (NEW.id); END"
    )


def postgresql(table, column):
    yield (
        f"CREATE OR REPLACE FUNCTION {table}_awaits_seal() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN INSERT INTO evidence_unsealed ({column}) SELECT id FROM added ORDER BY id; RETURN NULL; END $$"
    )
    yield (
        f"CREATE TRIGGER {table}_awaits_seal AFTER INSERT ON {table} "
        f"REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION {table}_awaits_seal()"
    )


def create_triggers(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for table, column in WAITING.items():
        for statement in {"sqlite": sqlite, "postgresql": postgresql}[vendor](table, column):
            schema_editor.execute(statement)
    for table in SEALED:
        for statement in {"sqlite": append_only.sqlite, "postgresql": append_only.postgresql}[vendor](table):
            schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for table in WAITING:
        schema_editor.execute(f"DROP TRIGGER {table}_awaits_seal" + ("" if is_sqlite else f" ON {table}"))
    for table in SEALED:
        if is_sqlite:
            schema_editor.execute(f"DROP TRIGGER {table}_no_update")
            schema_editor.execute(f"DROP TRIGGER {table}_no_delete")
        else:
            schema_editor.execute(f"DROP TRIGGER {table}_append_only ON {table}")


def let_what_is_there_wait(apps, schema_editor):
    """What was recorded before there were seals, in the order it was recorded."""
    for table, column in WAITING.items():
        schema_editor.execute(
            f"INSERT INTO evidence_unsealed ({column}) SELECT id FROM {table} ORDER BY recorded_at, id"
        )


class Migration(migrations.Migration):
    dependencies = [("evidence", "0003_seals")]
    operations = [
        migrations.RunPython(create_triggers, drop_triggers),
        migrations.RunPython(let_what_is_there_wait, migrations.RunPython.noop),
    ]
