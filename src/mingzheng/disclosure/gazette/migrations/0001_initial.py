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
            name="Issue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年份")),
                ("number", models.PositiveSmallIntegerField(verbose_name="期数")),
                ("total", models.PositiveIntegerField(verbose_name="总期数")),
                ("doc_number", models.CharField(max_length=64, verbose_name="公报编号")),
                ("name", models.CharField(max_length=100, verbose_name="刊名")),
                ("organiser", models.CharField(max_length=100, verbose_name="主办单位")),
                ("dated", models.DateField(verbose_name="出版日期")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="编者按")),
                (
                    "status",
                    models.CharField(
                        choices=[("composing", "编排中"), ("published", "已出版"), ("dropped", "已作废")],
                        default="composing",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gazette_issue",
                        to="procedures.case",
                    ),
                ),
                ("reviewed_at", models.DateTimeField(null=True, verbose_name="审核时间")),
                ("signed_at", models.DateTimeField(null=True, verbose_name="签发时间")),
                ("published_at", models.DateTimeField(null=True, verbose_name="出版时间")),
                ("pdf_id", models.UUIDField(null=True, verbose_name="版式文件")),
                ("pdf_pages", models.PositiveSmallIntegerField(default=0, verbose_name="页数")),
            ],
            options={
                "ordering": ["-total"],
                "indexes": [
                    models.Index(condition=models.Q(("status", "published")), fields=["-total"], name="gazette_newest")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "dropped"), _negated=True),
                        fields=("year", "number"),
                        name="gazette_issue_number",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "dropped"), _negated=True),
                        fields=("total",),
                        name="gazette_issue_total",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "dropped"), _negated=True),
                        fields=("doc_number",),
                        name="gazette_issue_doc_number",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            models.Q(
                                ("published_at__isnull", False),
                                ("reviewed_at__isnull", False),
                                ("signed_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="gazette_published_was_reviewed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1), ("total__gte", 1)), name="gazette_issue_numbered"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="gazette.issue"
                    ),
                ),
                ("section", models.CharField(max_length=16, verbose_name="栏目")),
                ("order", models.PositiveSmallIntegerField(verbose_name="次序")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gazette_items",
                        to="documents.document",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.edition"
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="标题")),
                ("doc_number", models.CharField(blank=True, max_length=64, verbose_name="发文字号")),
            ],
            options={
                "ordering": ["order", "id"],
                "indexes": [models.Index(fields=["section", "issue"], name="gazette_item_section")],
                "constraints": [models.UniqueConstraint(fields=("issue", "document"), name="gazette_item_once")],
            },
        ),
        migrations.CreateModel(
            name="Recipient",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("archive", "档案馆"),
                            ("library", "图书馆"),
                            ("service", "政务服务场所"),
                            ("community", "居（村）委会"),
                            ("organ", "机关单位"),
                            ("other", "其他"),
                        ],
                        default="other",
                        max_length=10,
                        verbose_name="类别",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="units.unit",
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="地址")),
                ("copies", models.PositiveSmallIntegerField(default=1, verbose_name="每期份数")),
                ("active", models.BooleanField(default=True, verbose_name="赠阅")),
            ],
            options={
                "ordering": ["kind", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("copies__gte", 1), ("copies__lte", 2000)), name="gazette_recipient_copies"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Dispatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="dispatches", to="gazette.issue"
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="dispatches", to="gazette.recipient"
                    ),
                ),
                ("copies", models.PositiveSmallIntegerField(verbose_name="份数")),
                ("sent_on", models.DateField(verbose_name="发出日期")),
                ("received_on", models.DateField(null=True, verbose_name="签收日期")),
                ("received_copies", models.PositiveSmallIntegerField(null=True, verbose_name="签收份数")),
            ],
            options={
                "ordering": ["recipient__kind", "recipient_id"],
                "constraints": [
                    models.UniqueConstraint(fields=("issue", "recipient"), name="gazette_dispatch_once"),
                    models.CheckConstraint(condition=models.Q(("copies__gte", 1)), name="gazette_dispatch_some"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("received_copies", None), ("received_on", None)),
                            models.Q(
                                ("received_copies__lte", models.F("copies")), ("received_on__gte", models.F("sent_on"))
                            ),
                            _connector="OR",
                        ),
                        name="gazette_receipt_fits",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="YearPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(unique=True, verbose_name="年份")),
                ("planned", models.PositiveSmallIntegerField(verbose_name="计划期数")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
            ],
            options={
                "ordering": ["-year"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("planned__gte", 1)), name="gazette_plan_is_some")
                ],
            },
        ),
    ]
