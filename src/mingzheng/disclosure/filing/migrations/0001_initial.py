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
            name="Channel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="最近一次应答")),
                ("failing_since", models.DateTimeField(null=True, verbose_name="自何时起不通")),
                ("failures", models.PositiveIntegerField(default=0, verbose_name="连续失败次数")),
                ("retry_at", models.DateTimeField(null=True, verbose_name="下次再试")),
                ("error", models.CharField(blank=True, max_length=300, verbose_name="错误")),
            ],
        ),
        migrations.CreateModel(
            name="Reconciliation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="对账时间")),
                ("by", models.CharField(max_length=200, verbose_name="由")),
                ("theirs", models.PositiveIntegerField(default=0, verbose_name="公文库记录数")),
                ("ours", models.PositiveIntegerField(default=0, verbose_name="应在库记录数")),
                ("equal", models.PositiveIntegerField(default=0, verbose_name="一致")),
                ("error", models.CharField(blank=True, max_length=300, verbose_name="没有完成的原因")),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Difference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reconciliation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="differences",
                        to="filing.reconciliation",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("missing", "公文库没有"),
                            ("version", "版本不同"),
                            ("content", "版本相同而内容不同"),
                            ("left", "这里已撤下，公文库还在"),
                            ("unknown", "公文库有，这里没有"),
                            ("untold", "公文库已有，这里没有收到确认"),
                            ("refused", "被退回，没有入库"),
                        ],
                        max_length=8,
                        verbose_name="差异",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
                ("index_number", models.CharField(max_length=64, verbose_name="索引号")),
                ("title", models.CharField(blank=True, max_length=300, verbose_name="标题")),
                ("ours", models.PositiveIntegerField(null=True, verbose_name="这里的版本")),
                ("theirs", models.PositiveIntegerField(null=True, verbose_name="公文库的版本")),
                ("library_id", models.CharField(blank=True, max_length=64)),
                ("repaired_at", models.DateTimeField(null=True, verbose_name="处理时间")),
                ("repair", models.CharField(blank=True, max_length=100, verbose_name="处理")),
            ],
            options={
                "ordering": ["kind", "index_number"],
            },
        ),
        migrations.CreateModel(
            name="MonthlyFiling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="filings", to="units.unit"
                    ),
                ),
                ("month", models.DateField(verbose_name="月份（一日）")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="filing",
                        to="procedures.case",
                    ),
                ),
                ("content", models.JSONField(default=list, verbose_name="备案内容")),
                ("documents", models.PositiveIntegerField(default=0, verbose_name="公文数")),
                ("elements", models.PositiveIntegerField(default=0, verbose_name="缺少要素")),
                ("formats", models.PositiveIntegerField(default=0, verbose_name="格式差错")),
                ("classes", models.PositiveIntegerField(default=0, verbose_name="分类差错")),
                ("unfiled", models.PositiveIntegerField(default=0, verbose_name="未入库")),
                ("remark", models.CharField(blank=True, max_length=500, verbose_name="说明")),
                ("submitted_on", models.DateField(null=True, verbose_name="报送日期")),
                ("first_submitted_on", models.DateField(null=True, verbose_name="首次报送日期")),
                ("rounds", models.PositiveSmallIntegerField(default=0, verbose_name="报送次数")),
                ("library_id", models.CharField(blank=True, max_length=64, verbose_name="市平台编号")),
                ("sent_round", models.PositiveSmallIntegerField(default=0, verbose_name="已送达的次数")),
                ("send_error", models.CharField(blank=True, max_length=300, verbose_name="送达情况")),
            ],
            options={
                "ordering": ["-month", "unit__order"],
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "month"), name="filing_once_a_month"),
                    models.CheckConstraint(
                        condition=models.Q(("sent_round__lte", models.F("rounds"))), name="filing_sent_was_submitted"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Push",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="pushes", to="documents.document"
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.edition"
                    ),
                ),
                ("version", models.PositiveIntegerField(verbose_name="版本")),
                (
                    "action",
                    models.CharField(
                        choices=[("put", "入库"), ("withdraw", "撤下")],
                        default="put",
                        max_length=8,
                        verbose_name="动作",
                    ),
                ),
                ("payload", models.JSONField(verbose_name="推送内容")),
                ("digest", models.CharField(max_length=64, verbose_name="内容指纹")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "待推送"),
                            ("sent", "已推送，待确认"),
                            ("accepted", "已入库"),
                            ("rejected", "被退回"),
                            ("failed", "失败"),
                            ("superseded", "由新版本代替"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("by_us", models.BooleanField(default=False, verbose_name="推送前检查未通过")),
                ("reasons", models.JSONField(default=list, verbose_name="退回理由")),
                ("library_id", models.CharField(blank=True, max_length=64, verbose_name="公文库编号")),
                ("made_at", models.DateTimeField(verbose_name="形成时间")),
                ("sent_at", models.DateTimeField(null=True, verbose_name="最近推送时间")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="已试次数")),
                ("last_error", models.CharField(blank=True, max_length=300, verbose_name="最近一次错误")),
                ("settled_at", models.DateTimeField(null=True, verbose_name="答复时间")),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["status", "id"], name="push_status")],
                "constraints": [
                    models.UniqueConstraint(fields=("document", "version"), name="push_version"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "accepted"), _negated=True),
                            models.Q(models.Q(("library_id", ""), _negated=True), ("settled_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="push_accepted_with_a_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "rejected"), _negated=True),
                            models.Q(("reasons", []), _negated=True),
                            _connector="OR",
                        ),
                        name="push_rejected_with_reasons",
                    ),
                ],
            },
        ),
    ]
