from django.db import migrations, models

from mingzheng.core.first_tables import FirstTables


class Migration(FirstTables):
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Mark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("record_kind", models.CharField(max_length=40)),
                ("record_id", models.CharField(max_length=20)),
                ("provider", models.CharField(max_length=60, verbose_name="核验机构")),
                (
                    "kind",
                    models.CharField(
                        choices=[("person", "个人"), ("enterprise", "企业")], max_length=10, verbose_name="主体"
                    ),
                ),
                ("pseudonym", models.CharField(max_length=64, verbose_name="代号")),
                ("day", models.DateField(verbose_name="提交日期")),
                ("remove_after", models.DateField(db_index=True, null=True, verbose_name="保留至")),
            ],
            options={
                "indexes": [models.Index(fields=["pseudonym", "-id"], name="identity_of_person")],
                "constraints": [
                    models.UniqueConstraint(fields=("record_kind", "record_id"), name="identity_mark_once"),
                    models.CheckConstraint(
                        condition=models.Q(("pseudonym", ""), _negated=True), name="identity_mark_is_somebody"
                    ),
                ],
            },
        ),
    ]
