import django.db.models.deletion
from django.db import migrations, models

from mingzheng.core.first_tables import FirstTables


class Migration(FirstTables):
    dependencies = [
        ("documents", "0001_initial"),
        ("policies", "0001_initial"),
        ("procedures", "0001_initial"),
        ("units", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Rulebook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interpretation_rulebook",
                        to="documents.document",
                    ),
                ),
                ("marked_by", models.CharField(max_length=200, verbose_name="标注人")),
                ("marked_at", models.DateTimeField(verbose_name="标注时间")),
            ],
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("with", "同步解读"),
                            ("before", "预解读"),
                            ("follow", "跟踪解读"),
                            ("second", "二次解读"),
                        ],
                        max_length=8,
                        verbose_name="种类",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interpretation_tasks",
                        to="units.unit",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interpretation_tasks",
                        to="documents.document",
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interpretation_tasks",
                        to="policies.policy",
                    ),
                ),
                ("draft_kind", models.CharField(blank=True, max_length=48)),
                ("draft_id", models.CharField(blank=True, max_length=48)),
                ("draft_title", models.CharField(blank=True, max_length=300, verbose_name="征求意见的草案")),
                ("draft_url", models.CharField(blank=True, max_length=300, verbose_name="征求意见的网址")),
                ("reason", models.CharField(max_length=300, verbose_name="为什么要解读")),
                ("declared", models.BooleanField(default=False, verbose_name="由起草人申报")),
                ("asked", models.PositiveIntegerField(null=True, verbose_name="公众提问次数")),
                ("opened_at", models.DateTimeField(verbose_name="立项时间")),
                ("outline", models.TextField(blank=True, max_length=3000, verbose_name="解读提纲")),
                ("ways", models.JSONField(blank=True, default=list, verbose_name="解读形式")),
                ("channels", models.JSONField(blank=True, default=list, verbose_name="发布渠道")),
                (
                    "timing",
                    models.CharField(
                        blank=True,
                        choices=[("together", "与文件（草案）同时发布"), ("later", "另定时间发布")],
                        max_length=8,
                        verbose_name="发布时间",
                    ),
                ),
                ("planned_on", models.DateField(blank=True, null=True, verbose_name="计划发布日期")),
                ("who", models.CharField(blank=True, max_length=200, verbose_name="解读人")),
                ("schemed_at", models.DateTimeField(null=True, verbose_name="方案确定时间")),
                ("exempt_reason", models.CharField(blank=True, max_length=300, verbose_name="免于解读的理由")),
                ("exempt_by", models.CharField(blank=True, max_length=200, verbose_name="决定人")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interpretation_task",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["document", "kind"], name="interpretation_task_doc")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "with")), fields=("document",), name="interpretation_task_with_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("document__isnull", False), ("draft_title", "")),
                            models.Q(("document", None), models.Q(("draft_title", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="interpretation_task_of_one_thing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Interpretation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interpretations",
                        to="interpretations.task",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="interpretations", to="units.unit"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interpretations",
                        to="documents.document",
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("text", "文字解读"),
                            ("pictures", "图解"),
                            ("qa", "问答"),
                            ("film", "视频"),
                            ("sound", "音频"),
                            ("press", "新闻发布会"),
                            ("expert", "专家解读"),
                            ("media", "媒体解读"),
                        ],
                        max_length=8,
                        verbose_name="解读形式",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="标题")),
                ("summary", models.CharField(blank=True, max_length=300, verbose_name="一句话说明")),
                ("blocks", models.JSONField(blank=True, default=list, verbose_name="内容")),
                ("media_url", models.CharField(blank=True, max_length=300, verbose_name="网址")),
                ("media_name", models.CharField(blank=True, max_length=100, verbose_name="媒体、平台或地点")),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="举行或刊播日期")),
                ("people", models.CharField(blank=True, max_length=300, verbose_name="解读人")),
                ("captions", models.TextField(blank=True, verbose_name="字幕")),
                ("transcript", models.TextField(blank=True, verbose_name="文字稿")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "办理中"),
                            ("approved", "已批准，待发布"),
                            ("released", "已发布"),
                            ("withdrawn", "已撤下"),
                            ("dropped", "已作废"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("quality", models.JSONField(blank=True, default=list, verbose_name="质量检查")),
                ("judgement", models.CharField(blank=True, max_length=500, verbose_name="对检查的判断")),
                ("seen", models.JSONField(blank=True, default=list, verbose_name="审核时见到的个人信息")),
                ("reviewed_at", models.DateTimeField(null=True, verbose_name="审核时间")),
                ("reviewed_by", models.CharField(blank=True, max_length=200, verbose_name="审核人")),
                ("approved_at", models.DateTimeField(null=True, verbose_name="批准时间")),
                ("approved_by", models.CharField(blank=True, max_length=200, verbose_name="批准人")),
                ("content_hash", models.CharField(blank=True, max_length=64, verbose_name="所批内容指纹")),
                ("published_at", models.DateTimeField(null=True, verbose_name="发布时间")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="撤下时间")),
                ("withdrawal", models.CharField(blank=True, max_length=300, verbose_name="撤下说明")),
                ("picture_id", models.UUIDField(blank=True, null=True, verbose_name="长图")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interpretation",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "released")),
                        fields=["-published_at", "-id"],
                        name="interpretation_newest",
                    ),
                    models.Index(fields=["document", "status"], name="interpretation_of_doc"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["released", "withdrawn"]), _negated=True),
                            models.Q(
                                ("approved_at__isnull", False),
                                ("published_at__isnull", False),
                                ("reviewed_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="interpretation_released_was_approved",
                    )
                ],
            },
        ),
    ]
