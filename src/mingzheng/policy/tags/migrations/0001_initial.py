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
            name="Tag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=16, unique=True, verbose_name="代码")),
                ("facet", models.CharField(max_length=16, verbose_name="分面")),
                ("name", models.CharField(max_length=32, unique=True, verbose_name="名称")),
                (
                    "parent",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="below", to="tags.tag"
                    ),
                ),
                ("definition", models.CharField(blank=True, max_length=500, verbose_name="含义")),
                (
                    "status",
                    models.CharField(
                        choices=[("active", "在用"), ("merged", "已并入"), ("retired", "已停用")],
                        default="active",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                (
                    "into",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="merged", to="tags.tag"
                    ),
                ),
                ("order", models.PositiveIntegerField(default=0)),
                ("since", models.DateField(verbose_name="列入日期")),
                ("ended_on", models.DateField(null=True, verbose_name="并入或停用日期")),
            ],
            options={
                "ordering": ["order"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "merged"), _negated=True), ("into__isnull", False), _connector="OR"
                        ),
                        name="tag_merged_names_its_heir",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TagName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "tag",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="names", to="tags.tag"),
                ),
                ("text", models.CharField(max_length=32, unique=True, verbose_name="名称")),
                ("since", models.DateField(verbose_name="启用日期")),
                ("until", models.DateField(null=True, verbose_name="停用日期")),
            ],
            options={
                "ordering": ["since", "id"],
            },
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(null=True, unique=True, verbose_name="版次")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "拟订中"),
                            ("approved", "已批准"),
                            ("published", "已公布"),
                            ("dropped", "已作废"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="说明")),
                ("opened_at", models.DateTimeField(verbose_name="开始时间")),
                ("approved_at", models.DateTimeField(null=True, verbose_name="批准时间")),
                ("published_on", models.DateField(null=True, verbose_name="公布日期")),
                ("content", models.JSONField(blank=True, default=dict, verbose_name="内容")),
                ("in_hand", models.BooleanField(default=True, verbose_name="在办")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tag_version",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "published")),
                        fields=["published_on"],
                        name="tag_version_in_force",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("in_hand", True)), fields=("in_hand",), name="tag_version_one_in_hand"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "published"), _negated=True),
                            models.Q(("number__isnull", False), ("published_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="tag_version_published_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TaggingList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tagging_lists", to="units.unit"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tags.version"),
                ),
                ("opened_at", models.DateTimeField(verbose_name="开始时间")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tagging_list",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Tagging",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="taggings", to="documents.document"
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="documents.edition"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="tags.version"),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[("release", "公开时确认"), ("list", "清单中确认")], max_length=8, verbose_name="方式"
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="tags.tagginglist",
                    ),
                ),
                ("suggested", models.JSONField(default=list, verbose_name="推荐")),
                ("confirmed", models.JSONField(default=list, verbose_name="确认")),
                ("confirmed_by", models.CharField(blank=True, max_length=200, verbose_name="确认人")),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="确认时间")),
            ],
            options={
                "ordering": ["id"],
                "indexes": [models.Index(fields=["how", "confirmed_at"], name="tagging_confirmed")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("how", "release")), fields=("edition",), name="tagging_once_a_release"
                    ),
                    models.UniqueConstraint(fields=("batch", "document"), name="tagging_once_a_list"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("how", "list"), _negated=True), ("batch__isnull", False), _connector="OR"
                        ),
                        name="tagging_of_a_list",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="changes", to="tags.version"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("add", "新增"),
                            ("rename", "改名"),
                            ("merge", "并入"),
                            ("retire", "停用"),
                            ("revive", "恢复使用"),
                            ("define", "改说明"),
                            ("require", "必选分面"),
                            ("take_over", "采用随软件提供的目录"),
                        ],
                        max_length=10,
                        verbose_name="改动",
                    ),
                ),
                ("data", models.JSONField(default=dict, verbose_name="内容")),
                ("words", models.CharField(max_length=300, verbose_name="写明")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="理由")),
                ("made_by", models.CharField(max_length=200, verbose_name="提出人")),
                ("made_at", models.DateTimeField(verbose_name="提出时间")),
            ],
            options={
                "ordering": ["id"],
            },
        ),
    ]
