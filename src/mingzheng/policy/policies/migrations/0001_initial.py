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
            name="Policy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="policies", to="units.unit"
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="政策名称")),
                (
                    "document",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="policy",
                        to="documents.document",
                        verbose_name="文件",
                    ),
                ),
                (
                    "draft",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="policy_to_be",
                        to="documents.document",
                        verbose_name="文稿",
                    ),
                ),
                ("begun_on", models.DateField(verbose_name="启动日期")),
                ("issued_on", models.DateField(null=True, verbose_name="发布日期")),
                ("ended_on", models.DateField(null=True, verbose_name="结束日期")),
                ("for_enterprises", models.BooleanField(default=False, verbose_name="涉及企业")),
                ("pays", models.BooleanField(default=False, verbose_name="有申请兑现事项")),
                ("foreign", models.BooleanField(default=False, verbose_name="涉及外贸外资")),
                ("english", models.TextField(blank=True, max_length=3000, verbose_name="英文摘要")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="policy",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["unit", "-issued_on"], name="policy_of_unit")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("document", None), ("issued_on", None)),
                            models.Q(("document__isnull", False), ("issued_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="policy_issued_has_document",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="payments", to="policies.policy"
                    ),
                ),
                ("since", models.DateField(verbose_name="期间自")),
                ("until", models.DateField(verbose_name="期间至")),
                ("applications", models.PositiveIntegerField(verbose_name="申请件数")),
                ("approved", models.PositiveIntegerField(verbose_name="通过件数")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=16, verbose_name="兑现金额（元）")),
                ("enterprises", models.PositiveIntegerField(default=0, verbose_name="惠及企业数")),
                ("households", models.PositiveIntegerField(default=0, verbose_name="惠及户数或人数")),
                ("at_once", models.PositiveIntegerField(default=0, verbose_name="其中免申即享件数")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="说明")),
                ("reported_by", models.CharField(max_length=200, verbose_name="填报人")),
                ("reported_at", models.DateTimeField(verbose_name="填报时间")),
                ("confirmed_by", models.CharField(blank=True, max_length=200, verbose_name="审核人")),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="审核时间")),
            ],
            options={
                "ordering": ["since", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("since"))), name="policy_payment_period"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("approved__lte", models.F("applications"))), name="policy_payment_approved"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("at_once__lte", models.F("approved"))), name="policy_payment_at_once"
                    ),
                    models.CheckConstraint(condition=models.Q(("amount__gte", 0)), name="policy_payment_amount"),
                    models.UniqueConstraint(
                        condition=models.Q(("confirmed_at", None)), fields=("policy",), name="policy_payment_one_waits"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NotNeeded",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="not_needed", to="policies.policy"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("brewing", "酝酿"),
                            ("making", "制订"),
                            ("issuing", "发布"),
                            ("explaining", "解读"),
                            ("pushing", "推送"),
                            ("answering", "回应"),
                            ("paying", "兑现"),
                            ("evaluating", "评价"),
                        ],
                        max_length=12,
                        verbose_name="环节",
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="理由")),
                ("decided_by", models.CharField(max_length=200, verbose_name="决定人")),
                ("decided_at", models.DateTimeField(verbose_name="决定时间")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("policy", "stage"), name="policy_stage_not_needed_once"),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="policy_not_needed_has_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="policies.policy"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("brewing", "酝酿"),
                            ("making", "制订"),
                            ("issuing", "发布"),
                            ("explaining", "解读"),
                            ("pushing", "推送"),
                            ("answering", "回应"),
                            ("paying", "兑现"),
                            ("evaluating", "评价"),
                        ],
                        max_length=12,
                        verbose_name="环节",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("survey", "问卷调查"),
                            ("meeting", "调研座谈"),
                            ("data", "数据分析"),
                            ("suggestion", "建议、提案、来信来电"),
                            ("demand", "上级部署或其他需求"),
                            ("drafting", "起草"),
                            ("opinions", "征求意见"),
                            ("experts", "专家论证"),
                            ("competition", "公平竞争审查"),
                            ("legality", "合法性审核"),
                            ("decision", "集体讨论决定"),
                            ("review", "实施情况评估"),
                            ("third_party", "第三方评估"),
                            ("satisfaction", "满意度调查"),
                        ],
                        max_length=12,
                        verbose_name="方式",
                    ),
                ),
                ("day", models.DateField(verbose_name="日期")),
                ("title", models.CharField(max_length=200, verbose_name="名称")),
                ("who", models.CharField(blank=True, max_length=200, verbose_name="对象")),
                ("text", models.TextField(blank=True, max_length=4000, verbose_name="情况")),
                ("public", models.BooleanField(default=True, verbose_name="向社会公开")),
                ("file_id", models.UUIDField(null=True, verbose_name="材料")),
                ("written_by", models.CharField(max_length=200, verbose_name="登记人")),
                ("written_at", models.DateTimeField(verbose_name="登记时间")),
            ],
            options={
                "ordering": ["day", "id"],
                "indexes": [models.Index(fields=["policy", "stage"], name="policy_note_stage")],
            },
        ),
    ]
