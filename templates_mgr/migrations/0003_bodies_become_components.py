"""Texts typed before there were components: the body becomes one, and waits to be linted again."""

from __future__ import annotations

from typing import Any

from django.db import migrations


def forwards(apps: Any, schema_editor: Any) -> None:
    model = apps.get_model("templates_mgr", "MessageTemplate")
    rows = model._base_manager.filter(components=[]).exclude(body="")
    for template in rows.iterator(chunk_size=500):
        template.components = [{"type": "BODY", "text": template.body}]
        template.save(update_fields=["components"])


class Migration(migrations.Migration):
    dependencies = [("templates_mgr", "0002_templates")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
