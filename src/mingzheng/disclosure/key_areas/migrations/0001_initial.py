import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from mingzheng.core.first_tables import FirstTables


class Migration(FirstTables):
    dependencies = [
        ("catalogue", "0001_initial"),
        ("procedures", "0001_initial"),
        ("units", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Area",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("number", models.PositiveSmallIntegerField(verbose_name="序号")),
                ("title", models.CharField(max_length=60, verbose_name="名称")),
                ("wording", models.TextField(blank=True, max_length=500, verbose_name="要点原文")),
            ],
            options={
                "ordering": ["-year", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("year", "number"), name="area_once"),
                    models.CheckConstraint(condition=models.Q(("number__gt", 0)), name="area_number"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Matter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="matters", to="key_areas.area"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        max_length=48,
                        validators=[django.core.validators.RegexValidator("^[a-z][a-z0-9-]*$")],
                        verbose_name="代码",
                    ),
                ),
                ("title", models.CharField(max_length=80, verbose_name="名称")),
                ("wording", models.TextField(blank=True, max_length=500, verbose_name="要点原文")),
                ("required", models.CharField(max_length=300, verbose_name="公开内容")),
                ("update_days", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="更新周期（日）")),
                ("update_event", models.CharField(blank=True, max_length=100, verbose_name="随什么事件更新")),
                ("channel", models.CharField(blank=True, max_length=200, verbose_name="公开渠道")),
                (
                    "column",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matters",
                        to="catalogue.column",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="停止日期")),
                ("units", models.ManyToManyField(related_name="matters", to="units.unit")),
            ],
            options={
                "ordering": ["order", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("area", "code"), name="matter_code_once"),
                    models.CheckConstraint(
                        condition=models.Q(("update_days", None), ("update_days__gt", 0), _connector="OR"),
                        name="matter_update_days",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MatterRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("record_kind", models.CharField(max_length=48)),
                ("record_id", models.CharField(max_length=48)),
                ("title", models.CharField(max_length=300, verbose_name="标题")),
                ("url", models.CharField(max_length=300, verbose_name="地址")),
                ("published_on", models.DateField(verbose_name="公开日期")),
                ("placed_at", models.DateTimeField(verbose_name="列入时间")),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="records", to="key_areas.matter"
                    ),
                ),
            ],
            options={
                "ordering": ["-published_on", "-id"],
                "indexes": [models.Index(fields=["record_kind", "record_id"], name="matter_record_record")],
                "constraints": [
                    models.UniqueConstraint(fields=("matter", "record_kind", "record_id"), name="matter_record_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Project",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("major", "重大项目"), ("livelihood", "实事项目"), ("renewal", "更新改造")],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="projects", to="key_areas.matter"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="projects", to="units.unit"
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="名称")),
                ("summary", models.TextField(max_length=1000, verbose_name="建设内容")),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="地点")),
                ("starts_on", models.DateField(verbose_name="计划开始")),
                ("ends_on", models.DateField(verbose_name="计划完成")),
                ("update_days", models.PositiveSmallIntegerField(verbose_name="更新周期（日）")),
                ("percent", models.PositiveSmallIntegerField(default=0, verbose_name="进度")),
                ("published_on", models.DateField(null=True, verbose_name="首次公开")),
                ("updated_on", models.DateField(null=True, verbose_name="最近更新")),
                ("finished_on", models.DateField(null=True, verbose_name="完成日期")),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("percent__lte", 100)), name="project_percent"),
                    models.CheckConstraint(condition=models.Q(("update_days__gt", 0)), name="project_update_days"),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="project_span"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("finished_on", None), ("percent", 100), _connector="OR"),
                        name="project_finished_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_on", None), ("updated_on", None)),
                            models.Q(("published_on__isnull", False), ("updated_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="project_published_updated",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="milestones", to="key_areas.project"
                    ),
                ),
                ("title", models.CharField(max_length=80, verbose_name="节点")),
                ("planned_on", models.DateField(verbose_name="计划日期")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="实际日期")),
            ],
            options={
                "ordering": ["planned_on", "id"],
                "constraints": [models.UniqueConstraint(fields=("project", "title"), name="milestone_once")],
            },
        ),
        migrations.CreateModel(
            name="ProjectUpdate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "待复核"), ("live", "已公开"), ("past", "已被替代"), ("dropped", "已撤销")],
                        default="draft",
                        max_length=8,
                    ),
                ),
                ("made_by", models.BigIntegerField(verbose_name="提交人")),
                ("made_at", models.DateTimeField(verbose_name="提交时间")),
                ("confirmed_by", models.BigIntegerField(null=True, verbose_name="复核人")),
                ("published_on", models.DateField(null=True, verbose_name="公开日期")),
                (
                    "case",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="procedures.case"
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="updates", to="key_areas.project"
                    ),
                ),
                ("text", models.TextField(max_length=1000, verbose_name="进展")),
                ("happened_on", models.DateField(verbose_name="发生日期")),
                ("percent", models.PositiveSmallIntegerField(verbose_name="总进度")),
                (
                    "milestone",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="updates",
                        to="key_areas.milestone",
                    ),
                ),
                ("reached", models.BooleanField(default=False, verbose_name="节点已达到")),
                ("replanned_on", models.DateField(blank=True, null=True, verbose_name="调整后的计划日期")),
            ],
            options={
                "ordering": ["-happened_on", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "dropped"]),
                            models.Q(
                                ("confirmed_by__isnull", False),
                                ("published_on__isnull", False),
                                models.Q(("confirmed_by", models.F("made_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="project_update_four_eyes",
                    ),
                    models.CheckConstraint(condition=models.Q(("percent__lte", 100)), name="project_update_percent"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Photo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "update",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="photos", to="key_areas.projectupdate"
                    ),
                ),
                ("file_id", models.UUIDField(verbose_name="文件")),
                ("caption", models.CharField(max_length=120, verbose_name="说明")),
                ("alt", models.CharField(max_length=200, verbose_name="替代文字")),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("alt", ""), _negated=True), name="photo_has_words")
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicTable",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("spec", models.CharField(max_length=32, verbose_name="表种")),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tables", to="key_areas.matter"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="public_tables", to="units.unit"
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="名称")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
            ],
            options={
                "ordering": ["id"],
                "constraints": [models.UniqueConstraint(fields=("unit", "title"), name="public_table_once")],
            },
        ),
        migrations.CreateModel(
            name="TableVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "待复核"), ("live", "已公开"), ("past", "已被替代"), ("dropped", "已撤销")],
                        default="draft",
                        max_length=8,
                    ),
                ),
                ("made_by", models.BigIntegerField(verbose_name="提交人")),
                ("made_at", models.DateTimeField(verbose_name="提交时间")),
                ("confirmed_by", models.BigIntegerField(null=True, verbose_name="复核人")),
                ("published_on", models.DateField(null=True, verbose_name="公开日期")),
                (
                    "case",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="procedures.case"
                    ),
                ),
                (
                    "table",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="key_areas.publictable"
                    ),
                ),
                ("rows", models.JSONField(default=list, verbose_name="行")),
                ("change_note", models.CharField(blank=True, max_length=200, verbose_name="修改说明")),
                ("archive_id", models.UUIDField(null=True, verbose_name="存档副本")),
                ("archive_sha256", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "dropped"]),
                            models.Q(
                                ("confirmed_by__isnull", False),
                                ("published_on__isnull", False),
                                models.Q(("confirmed_by", models.F("made_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="table_version_four_eyes",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "live")), fields=("table",), name="table_version_one_live"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TableFinding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="key_areas.tableversion",
                    ),
                ),
                ("row", models.PositiveIntegerField(verbose_name="行")),
                ("key", models.CharField(max_length=32, verbose_name="列")),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("label", models.CharField(max_length=40, verbose_name="种类")),
                ("mask", models.CharField(max_length=200, verbose_name="遮盖后")),
                ("severity", models.CharField(max_length=10)),
                (
                    "outcome",
                    models.CharField(
                        choices=[("open", "待处理"), ("masked", "已遮盖"), ("kept", "依法公开"), ("gone", "已删改")],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="理由")),
                ("settled_by", models.BigIntegerField(null=True)),
            ],
            options={
                "ordering": ["row", "key", "start", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "kept"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="table_finding_kept_has_reason",
                    )
                ],
            },
        ),
    ]
