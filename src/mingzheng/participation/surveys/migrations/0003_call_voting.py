from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def from_the_box(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """A call without a ballot says nothing of who votes."""
    calls = apps.get_model("surveys", "Call").objects.exclude(rule="")
    calls.filter(verified=True).update(voting="verified")
    calls.filter(verified=False).update(voting="open")


def to_the_box(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """实名核验 becomes the stricter of the two that there were."""
    apps.get_model("surveys", "Call").objects.filter(voting="open").update(verified=False)


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0002_alter_survey_answering"),
    ]

    operations = [
        migrations.AddField(
            model_name="call",
            name="voting",
            field=models.CharField(
                blank=True,
                choices=[
                    ("open", "不核实身份，一张表一票"),
                    ("verified", "每个邮箱一票"),
                    ("identity", "实名核验，每人一票"),
                ],
                default="",
                max_length=10,
                verbose_name="谁可以投票",
            ),
            preserve_default=False,
        ),
        migrations.RunPython(from_the_box, to_the_box),
        migrations.RemoveField(model_name="call", name="verified"),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("rule", ""),
                    ("voting", ""),
                )
                | models.Q(
                    models.Q(("rule", ""), _negated=True),
                    ("voting__in", ["open", "verified", "identity"]),
                ),
                name="idea_call_ballot_says_who_votes",
            ),
        ),
    ]
