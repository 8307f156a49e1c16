"""The database refuses a move of an application or a stage that is not in the table, on both engines."""

from typing import Any

from django.db import migrations

from readiness.stages.moves import lawful_rows

TABLES = {"stage": "readiness_applicationstage", "application": "readiness_application"}

POSTGRESQL_FUNCTION = """
CREATE FUNCTION readiness_refuse_unlawful_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.status <> OLD.status AND NOT EXISTS (
        SELECT 1 FROM readiness_lawfulmove WHERE kind = TG_ARGV[0] AND before = OLD.status AND after = NEW.status
    ) THEN
        RAISE EXCEPTION 'unlawful move' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""


def postgresql(kind: str, table: str) -> str:
    return (
        f"CREATE TRIGGER {table}_lawful BEFORE UPDATE OF status ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION readiness_refuse_unlawful_move('{kind}')"
    )


def sqlite(kind: str, table: str) -> str:
    known = f"SELECT 1 FROM readiness_lawfulmove WHERE kind = '{kind}' AND before = OLD.status AND after = NEW.status"  # noqa: S608 — ours
    when = f"NEW.status <> OLD.status AND NOT EXISTS ({known})"
    return f"CREATE TRIGGER {table}_lawful BEFORE UPDATE OF status ON {table} WHEN {when} BEGIN SELECT RAISE(ABORT, 'unlawful move'); END"


def forwards(apps: Any, schema_editor: Any) -> None:
    model = apps.get_model("readiness", "LawfulMove")
    model.objects.bulk_create(model(kind=kind, before=before, after=after) for kind, before, after in lawful_rows())
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    if is_postgresql:
        schema_editor.execute(POSTGRESQL_FUNCTION)
    for kind, table in TABLES.items():
        schema_editor.execute((postgresql if is_postgresql else sqlite)(kind, table))


def backwards(apps: Any, schema_editor: Any) -> None:
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for table in TABLES.values():
        schema_editor.execute(f"DROP TRIGGER {table}_lawful{f' ON {table}' if is_postgresql else ''}")
    if is_postgresql:
        schema_editor.execute("DROP FUNCTION readiness_refuse_unlawful_move()")
    apps.get_model("readiness", "LawfulMove").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("readiness", "0007_applications")]
    operations = [migrations.RunPython(forwards, backwards)]
