"""The first head, and the triggers that keep entries and seals as they were written."""

from django.db import migrations

from mingzheng.core.journal import triggers
from mingzheng.core.journal.chain import GENESIS


def begin(apps, schema_editor):
    apps.get_model("journal", "Head").objects.get_or_create(pk=1, defaults={"position": 0, "hash": GENESIS})
    triggers.install(schema_editor.connection)


def undo(apps, schema_editor):
    triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(begin, undo)]
