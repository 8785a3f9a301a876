"""The triggers that keep a published issue as it was printed."""

from django.db import migrations

from mingzheng.disclosure.gazette import triggers


def begin(apps, schema_editor):
    triggers.install(schema_editor.connection)


def undo(apps, schema_editor):
    triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("gazette", "0001_initial")]
    operations = [migrations.RunPython(begin, undo)]
