from django.db import migrations, models

from mingzheng.core.first_tables import FirstTables


class Migration(FirstTables):
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Link",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=32, verbose_name="关系")),
                ("source_kind", models.CharField(max_length=48)),
                ("source_id", models.CharField(max_length=48)),
                ("target_kind", models.CharField(max_length=48)),
                ("target_id", models.CharField(max_length=48)),
                ("made_at", models.DateTimeField(verbose_name="建立时间")),
                ("made_by", models.BigIntegerField(verbose_name="建立人")),
            ],
            options={
                "ordering": ["id"],
                "indexes": [models.Index(fields=["target_kind", "target_id"], name="link_target")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "source_kind", "source_id", "target_kind", "target_id"), name="link_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source_id", models.F("target_id")),
                            ("source_kind", models.F("target_kind")),
                            _negated=True,
                        ),
                        name="link_not_to_itself",
                    ),
                ],
            },
        ),
    ]
