from django.db import migrations, models

from mingzheng.core.first_tables import FirstTables


class Migration(FirstTables):
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="LexiconWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=64, unique=True, verbose_name="词")),
                (
                    "kind",
                    models.CharField(
                        choices=[("secret_mark", "涉密或内部标志"), ("sensitive", "敏感词")],
                        max_length=16,
                        verbose_name="类别",
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[("anywhere", "出现即提示"), ("mark", "仅作为标志出现时提示")],
                        default="anywhere",
                        max_length=16,
                        verbose_name="方式",
                    ),
                ),
                ("exceptions", models.JSONField(blank=True, default=list, verbose_name="例外短语")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                ("added_by", models.CharField(max_length=64, verbose_name="添加人")),
                ("active", models.BooleanField(default=True, verbose_name="启用")),
                ("updated_at", models.DateTimeField(verbose_name="更新时间")),
                ("revision", models.PositiveBigIntegerField(db_index=True, default=0, verbose_name="版本")),
            ],
            options={
                "verbose_name": "词条",
                "verbose_name_plural": "词库",
                "ordering": ["kind", "word"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("word", ""), _negated=True), name="lexicon_word_not_empty"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["secret_mark", "sensitive"])), name="lexicon_kind_known"
                    ),
                ],
            },
        ),
    ]
