"""Requests that nobody waits for any more; and no application becomes active while a stage of it has not passed."""

from typing import Any

from django.db import migrations, models

OPEN = "SELECT 1 FROM readiness_applicationstage WHERE application_id = NEW.id AND status <> 'passed'"
POSTGRESQL = f"""
CREATE FUNCTION readiness_refuse_shortcut() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status = 'submitted' AND NEW.status = 'active' AND EXISTS ({OPEN}) THEN
        RAISE EXCEPTION 'a stage has not passed' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER readiness_application_all_passed BEFORE UPDATE OF status ON readiness_application
FOR EACH ROW EXECUTE FUNCTION readiness_refuse_shortcut();
"""
SQLITE = (
    "CREATE TRIGGER readiness_application_all_passed BEFORE UPDATE OF status ON readiness_application "
    f"WHEN OLD.status = 'submitted' AND NEW.status = 'active' AND EXISTS ({OPEN}) "
    "BEGIN SELECT RAISE(ABORT, 'a stage has not passed'); END"
)


def forwards(apps: Any, schema_editor: Any) -> None:
    schema_editor.execute(POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE)


def backwards(apps: Any, schema_editor: Any) -> None:
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute(f"DROP TRIGGER readiness_application_all_passed{' ON readiness_application' if is_postgresql else ''}")
    if is_postgresql:
        schema_editor.execute("DROP FUNCTION readiness_refuse_shortcut()")


class Migration(migrations.Migration):
    dependencies = [("readiness", "0009_reminders")]
    operations = [
        migrations.AddField(
            model_name="informationrequest",
            name="closed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunPython(forwards, backwards),
    ]
