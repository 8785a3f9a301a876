import django.db.models.deletion
from django.db import migrations, models

from mingzheng.core.first_tables import FirstTables


class Migration(FirstTables):
    dependencies = [
        ("documents", "0001_initial"),
        ("procedures", "0001_initial"),
        ("units", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Campaign",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200, verbose_name="清理名称")),
                ("basis", models.CharField(max_length=300, verbose_name="清理依据")),
                (
                    "unit",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"
                    ),
                ),
                ("normative_only", models.BooleanField(default=True, verbose_name="只清理行政规范性文件")),
                ("as_of", models.DateField(verbose_name="清理截止日")),
                ("due_on", models.DateField(verbose_name="各单位报送期限")),
                ("launched_at", models.DateTimeField(verbose_name="启动时间")),
                ("effective_on", models.DateField(null=True, verbose_name="结果施行日期")),
                ("number", models.CharField(blank=True, max_length=64, verbose_name="结果文号")),
                ("published_at", models.DateTimeField(null=True, verbose_name="公布时间")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="campaign",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-launched_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("published_at", None), ("effective_on__isnull", False), _connector="OR"),
                        name="campaign_published_has_a_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shares", to="cleanup.campaign"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cleanup_shares", to="units.unit"
                    ),
                ),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cleanup_share",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["unit__order", "id"],
                "constraints": [models.UniqueConstraint(fields=("campaign", "unit"), name="cleanup_share_once")],
            },
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "share",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="cleanup.share"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cleanup_lines",
                        to="documents.document",
                    ),
                ),
                (
                    "proposal",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("continue", "继续有效"),
                            ("amend", "拟修改"),
                            ("repeal", "废止"),
                            ("invalidate", "宣布失效"),
                        ],
                        max_length=10,
                        verbose_name="建议",
                    ),
                ),
                ("proposal_reason", models.CharField(blank=True, max_length=500, verbose_name="建议理由")),
                ("proposed_expiry", models.DateField(null=True, verbose_name="建议有效期至")),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("continue", "继续有效"),
                            ("amend", "拟修改"),
                            ("repeal", "废止"),
                            ("invalidate", "宣布失效"),
                        ],
                        max_length=10,
                        verbose_name="决定",
                    ),
                ),
                ("decision_reason", models.CharField(blank=True, max_length=500, verbose_name="决定理由")),
                ("new_expiry", models.DateField(null=True, verbose_name="新的有效期至")),
                ("valid_until", models.DateField(null=True, verbose_name="公布时的有效期至")),
            ],
            options={
                "ordering": ["share__unit__order", "document__formed_on", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("share", "document"), name="cleanup_line_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("proposal", ""), models.Q(("proposal_reason", ""), _negated=True), _connector="OR"
                        ),
                        name="cleanup_proposal_reasoned",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decision", ""), models.Q(("decision_reason", ""), _negated=True), _connector="OR"
                        ),
                        name="cleanup_decision_reasoned",
                    ),
                ],
            },
        ),
    ]
