import django.db.models.deletion
from django.db import migrations, models

from mingzheng.core.first_tables import FirstTables


class Migration(FirstTables):
    dependencies = [
        ("documents", "0001_initial"),
        ("procedures", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Evaluation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="evaluations", to="documents.document"
                    ),
                ),
                ("until", models.DateField(verbose_name="有效期至")),
                (
                    "conclusion",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("extend", "延长有效期"),
                            ("revise", "修改后重新发布"),
                            ("repeal", "废止"),
                            ("lapse", "到期自动失效"),
                        ],
                        max_length=8,
                        verbose_name="评估结论",
                    ),
                ),
                ("summary", models.TextField(blank=True, verbose_name="评估情况")),
                ("evaluated_on", models.DateField(null=True, verbose_name="评估完成日期")),
                ("confirmed_on", models.DateField(null=True, verbose_name="确认日期")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluation",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-until"],
                "constraints": [
                    models.UniqueConstraint(fields=("document", "until"), name="evaluation_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_on", None),
                            models.Q(
                                models.Q(("conclusion", ""), _negated=True), models.Q(("summary", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="evaluation_confirmed_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NormativeFiling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="normative_filing",
                        to="documents.document",
                    ),
                ),
                ("organ", models.CharField(blank=True, max_length=100, verbose_name="备案机关")),
                ("number", models.CharField(blank=True, max_length=64, verbose_name="备案号")),
                ("filed_on", models.DateField(null=True, verbose_name="报送备案日期")),
                ("exempt_reason", models.CharField(blank=True, max_length=500, verbose_name="不需备案的理由")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="normative_filing",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number", ""),
                            models.Q(("filed_on__isnull", False), models.Q(("organ", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="normative_filing_whole",
                    )
                ],
            },
        ),
    ]
