"""The triggers that keep a freeze as it was made."""

from django.db import migrations

from mingzheng.supervision.open_data.triggers import FREEZES


def begin(apps, schema_editor):
    FREEZES.install(schema_editor.connection)


def undo(apps, schema_editor):
    FREEZES.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("open_data", "0001_initial")]
    operations = [migrations.RunPython(begin, undo)]
