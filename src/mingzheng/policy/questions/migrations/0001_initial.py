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
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="knowledge", to="units.unit"
                    ),
                ),
                ("question", models.CharField(max_length=200, verbose_name="问题")),
                ("answer", models.TextField(max_length=4000, verbose_name="标准答案")),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="knowledge",
                        to="documents.document",
                        verbose_name="依据文件",
                    ),
                ),
                ("paragraph", models.CharField(blank=True, max_length=60, verbose_name="条款")),
                ("quote", models.TextField(blank=True, max_length=2000, verbose_name="原文")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="其他依据")),
                ("theme", models.CharField(blank=True, max_length=32, verbose_name="主题")),
                ("review_by", models.DateField(blank=True, null=True, verbose_name="复核日期")),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("written", "单位提炼"),
                            ("handover", "窗口转办"),
                            ("message", "政策留言"),
                            ("often", "高频问题"),
                        ],
                        default="written",
                        max_length=10,
                        verbose_name="来源",
                    ),
                ),
                ("often", models.BooleanField(default=False, verbose_name="常见问题")),
                ("doubt", models.CharField(blank=True, max_length=300, verbose_name="待复核的原因")),
                ("doubted_on", models.DateField(null=True, verbose_name="待复核自")),
                ("published_on", models.DateField(null=True, verbose_name="首次发布")),
                ("retired_on", models.DateField(null=True, verbose_name="停用日期")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="knowledge_entry",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["unit", "-id"], name="knowledge_of_unit"),
                    models.Index(
                        condition=models.Q(("retired_on", None)),
                        fields=["theme", "-published_on"],
                        name="knowledge_theme",
                    ),
                    models.Index(
                        condition=models.Q(("retired_on", None)),
                        fields=["-published_on", "-id"],
                        name="knowledge_newest",
                    ),
                    models.Index(
                        condition=models.Q(("retired_on", None)), fields=["review_by"], name="knowledge_review_by"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("doubt", ""), ("doubted_on__isnull", False), _connector="OR"),
                        name="knowledge_doubt_is_dated",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EntryVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="questions.entry"
                    ),
                ),
                ("serial", models.PositiveSmallIntegerField(verbose_name="版本")),
                ("question", models.CharField(max_length=200, verbose_name="问题")),
                ("answer", models.TextField(max_length=4000, verbose_name="标准答案")),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
                ("paragraph", models.CharField(blank=True, max_length=60, verbose_name="条款")),
                ("quote", models.TextField(blank=True, max_length=2000, verbose_name="原文")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="其他依据")),
                ("approved_on", models.DateField(verbose_name="审核日期")),
                ("approved_by", models.PositiveBigIntegerField(default=0, verbose_name="审核人")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="修改说明")),
            ],
            options={
                "ordering": ["-serial"],
                "constraints": [models.UniqueConstraint(fields=("entry", "serial"), name="knowledge_version_once")],
            },
        ),
        migrations.CreateModel(
            name="Handout",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="question_handouts", to="units.unit"
                    ),
                ),
                ("title", models.CharField(max_length=100, verbose_name="标题")),
                ("note", models.TextField(blank=True, max_length=1000, verbose_name="说明")),
                ("sent_on", models.DateField(verbose_name="推送日期")),
                ("entries", models.ManyToManyField(related_name="handouts", to="questions.entry")),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="HandoutReceipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "handout",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="receipts", to="questions.handout"
                    ),
                ),
                (
                    "window",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="question_receipts", to="units.unit"
                    ),
                ),
                ("acknowledged_on", models.DateField(null=True, verbose_name="签收日期")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="question_receipt",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["window__order", "id"],
                "constraints": [models.UniqueConstraint(fields=("handout", "window"), name="handout_once_per_window")],
            },
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="日期")),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="offers", to="questions.entry"
                    ),
                ),
                ("shown", models.PositiveIntegerField(default=0, verbose_name="推荐次数")),
                ("opened", models.PositiveIntegerField(default=0, verbose_name="打开次数")),
                ("avoided", models.PositiveIntegerField(default=0, verbose_name="因此不必再问的次数")),
            ],
            options={
                "verbose_name": "提问前推荐",
                "constraints": [models.UniqueConstraint(fields=("day", "entry"), name="questions_offer_once")],
            },
        ),
        migrations.CreateModel(
            name="Often",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="often_asked", to="units.unit"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="often_asked",
                        to="documents.document",
                    ),
                ),
                ("topic", models.CharField(max_length=200, verbose_name="问题")),
                ("found_on", models.DateField(verbose_name="达到次数的日期")),
                ("limit", models.PositiveSmallIntegerField(verbose_name="规定次数")),
                (
                    "entry",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="often_groups",
                        to="questions.entry",
                    ),
                ),
                ("formed_on", models.DateField(null=True, verbose_name="形成常见问题的日期")),
                ("declined_on", models.DateField(null=True, verbose_name="不形成的决定日期")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="不形成的理由")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="often_asked",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("formed_on", None), ("entry__isnull", False), _connector="OR"),
                        name="often_formed_has_entry",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("declined_on", None), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="often_declined_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Asked",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("board", "政策留言板"),
                            ("window", "窗口"),
                            ("hotline", "热线"),
                            ("handover", "窗口转办"),
                        ],
                        max_length=8,
                        verbose_name="渠道",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="asked", to="units.unit"
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asked_here",
                        to="units.unit",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asked",
                        to="documents.document",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asked",
                        to="questions.entry",
                    ),
                ),
                ("text", models.CharField(max_length=500, verbose_name="问题")),
                ("asked_on", models.DateField(verbose_name="提问日期")),
                ("answered_on", models.DateField(null=True, verbose_name="答复日期")),
                ("seconds", models.PositiveIntegerField(null=True, verbose_name="用时（秒）")),
                ("counts", models.BooleanField(default=True, verbose_name="计入统计")),
                (
                    "group",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="asked",
                        to="questions.often",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("answered_on", None), ("counts", True)),
                        fields=["unit", "asked_on"],
                        name="asked_waiting",
                    ),
                    models.Index(fields=["document", "asked_on"], name="asked_of_document"),
                    models.Index(fields=["place", "asked_on"], name="asked_at_window"),
                    models.Index(fields=["asked_on"], name="asked_day"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_on", None), ("answered_on__gte", models.F("asked_on")), _connector="OR"
                        ),
                        name="asked_then_answered",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=20, unique=True, verbose_name="编号")),
                (
                    "window",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="handed_over", to="units.unit"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="handovers", to="units.unit"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="documents.document",
                    ),
                ),
                ("text", models.CharField(max_length=500, verbose_name="问题")),
                ("called", models.CharField(blank=True, max_length=20, verbose_name="称呼")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="联系电话")),
                ("handed_on", models.DateField(verbose_name="转办日期")),
                ("answer", models.TextField(blank=True, max_length=4000, verbose_name="答复")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="依据")),
                ("answered_on", models.DateField(null=True, verbose_name="答复日期")),
                ("told_on", models.DateField(null=True, verbose_name="回复咨询人的日期")),
                (
                    "entry",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="questions.entry",
                    ),
                ),
                (
                    "asked",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="handover", to="questions.asked"
                    ),
                ),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="policy_handover",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("told_on", None), models.Q(("called", ""), ("phone", "")), _connector="OR"),
                        name="policy_handover_forgets_the_person",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=20, unique=True, verbose_name="编号")),
                ("code_digest", models.CharField(max_length=64, unique=True, verbose_name="查询码摘要")),
                ("key", models.CharField(max_length=40, null=True, unique=True)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="policy_messages", to="units.unit"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="policy_messages",
                        to="documents.document",
                        verbose_name="有关的文件",
                    ),
                ),
                ("topic", models.CharField(max_length=60, verbose_name="标题")),
                ("text", models.TextField(max_length=500, verbose_name="问题")),
                ("consent", models.BooleanField(verbose_name="同意公开")),
                ("received_at", models.DateTimeField(verbose_name="收到时间")),
                ("received_on", models.DateField(verbose_name="收到日期")),
                ("answer", models.TextField(blank=True, max_length=4000, verbose_name="答复")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="依据")),
                ("answered_on", models.DateField(null=True, verbose_name="答复日期")),
                ("extended_why", models.CharField(blank=True, max_length=300, verbose_name="延期理由")),
                ("declined_why", models.CharField(blank=True, max_length=300, verbose_name="不予受理的理由")),
                ("public_text", models.TextField(blank=True, max_length=500, verbose_name="公开的问题")),
                ("public_answer", models.TextField(blank=True, max_length=4000, verbose_name="公开的答复")),
                ("published_on", models.DateField(null=True, verbose_name="公开日期")),
                ("stars", models.PositiveSmallIntegerField(null=True, verbose_name="评价")),
                ("rating", models.CharField(blank=True, max_length=200, verbose_name="评价内容")),
                ("rated_on", models.DateField(null=True, verbose_name="评价日期")),
                (
                    "asked",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="message", to="questions.asked"
                    ),
                ),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="policy_message",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("published_on__isnull", False)),
                        fields=["-published_on", "-id"],
                        name="message_newest",
                    ),
                    models.Index(fields=["unit", "-received_on"], name="message_of_unit"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_on", None),
                            models.Q(
                                ("answered_on__isnull", False),
                                ("consent", True),
                                models.Q(("public_answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="message_public_with_consent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stars", None), ("stars__range", (1, 5)), _connector="OR"),
                        name="message_stars",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MessageContact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="contact", to="questions.message"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=40, verbose_name="称呼")),
                ("reach", models.CharField(max_length=120, verbose_name="联系方式")),
                ("remove_after", models.DateField(db_index=True, null=True, verbose_name="保留至")),
            ],
        ),
        migrations.AddField(
            model_name="Entry",
            name="live",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="questions.entryversion"
            ),
        ),
        migrations.AddConstraint(
            model_name="Entry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("live", None),
                    models.Q(("published_on__isnull", False), ("review_by__isnull", False)),
                    _connector="OR",
                ),
                name="knowledge_live_is_dated",
            ),
        ),
    ]
