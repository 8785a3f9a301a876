import django.db.models.deletion
from django.db import migrations, models

from mingzheng.core.first_tables import FirstTables


class Migration(FirstTables):
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("action", models.CharField(max_length=64, verbose_name="动作")),
                ("subject_kind", models.CharField(max_length=48, verbose_name="对象种类")),
                ("subject_id", models.CharField(max_length=48, verbose_name="对象编号")),
                ("case_id", models.BigIntegerField(null=True, verbose_name="事项")),
                ("person_id", models.BigIntegerField(verbose_name="人员编号")),
                ("person_name", models.CharField(max_length=64, verbose_name="人员")),
                ("post", models.CharField(max_length=24, verbose_name="岗位")),
                ("unit_id", models.BigIntegerField(verbose_name="单位编号")),
                ("unit_name", models.CharField(blank=True, max_length=128, verbose_name="单位")),
                ("delegated_from", models.CharField(blank=True, max_length=64, verbose_name="代理何人")),
                ("basis", models.CharField(blank=True, max_length=200, verbose_name="依据")),
                ("summary", models.TextField(verbose_name="摘要")),
                ("data_text", models.TextField(default="{}", verbose_name="数据")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["subject_kind", "subject_id", "id"], name="journal_subject"),
                    models.Index(
                        condition=models.Q(("case_id__isnull", False)), fields=["case_id", "id"], name="journal_case"
                    ),
                    models.Index(fields=["action", "id"], name="journal_action"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Head",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("position", models.BigIntegerField(default=0)),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="journal_head_is_one_row")],
            },
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("position", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seal", to="journal.entry"
                    ),
                ),
                ("hash", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Unsealed",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="unsealed",
                        serialize=False,
                        to="journal.entry",
                    ),
                ),
            ],
        ),
    ]
