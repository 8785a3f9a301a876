import django.db.models.deletion
from django.db import migrations, models

from mingzheng.core.first_tables import FirstTables


class Migration(FirstTables):
    dependencies = [
        ("procedures", "0001_initial"),
        ("units", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Plan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("title", models.CharField(max_length=200, verbose_name="标题")),
                ("issuer", models.CharField(blank=True, max_length=128, verbose_name="发文机关")),
                ("number", models.CharField(blank=True, max_length=64, verbose_name="发文字号")),
                ("dated", models.DateField(null=True, verbose_name="成文日期")),
                ("meeting", models.CharField(blank=True, max_length=128, verbose_name="审议会议")),
                ("preamble", models.TextField(blank=True, verbose_name="前言")),
                ("source_name", models.CharField(max_length=200, verbose_name="来源文件")),
                ("source_sha256", models.CharField(max_length=64, unique=True, verbose_name="来源文件指纹")),
                ("imported_at", models.DateTimeField(verbose_name="导入时间")),
                ("issued_at", models.DateTimeField(null=True, verbose_name="下达时间")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "-id"],
            },
        ),
        migrations.CreateModel(
            name="PlanPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="workplan.plan"
                    ),
                ),
                ("label", models.CharField(max_length=16)),
                ("title", models.CharField(max_length=200)),
                ("order", models.PositiveSmallIntegerField()),
            ],
            options={
                "ordering": ["order"],
                "constraints": [models.UniqueConstraint(fields=("plan", "order"), name="part_order")],
            },
        ),
        migrations.CreateModel(
            name="PlanPoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="points", to="workplan.plan"
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="points",
                        to="workplan.planpart",
                    ),
                ),
                ("label", models.CharField(max_length=16)),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField(blank=True)),
                ("order", models.PositiveSmallIntegerField()),
            ],
            options={
                "ordering": ["order"],
                "constraints": [models.UniqueConstraint(fields=("plan", "order"), name="point_order")],
            },
        ),
        migrations.CreateModel(
            name="PlanTask",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="workplan.plan"
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="tasks",
                        to="workplan.planpoint",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="序号")),
                ("group", models.CharField(blank=True, max_length=200, verbose_name="任务名称")),
                ("content", models.TextField(verbose_name="任务内容")),
                ("units_text", models.JSONField(default=list, verbose_name="责任单位（原文）")),
                ("open_ended", models.BooleanField(default=False, verbose_name="列举未尽（等）")),
                ("due_text", models.CharField(blank=True, max_length=64, verbose_name="完成时限（原文）")),
                ("due_on", models.DateField(verbose_name="完成期限")),
                ("due_points", models.JSONField(default=list, verbose_name="分期节点")),
                ("count_target", models.PositiveSmallIntegerField(null=True, verbose_name="次数目标")),
                ("due_rule", models.TextField(blank=True, verbose_name="期限如何得出")),
                ("attest", models.BooleanField(default=False, verbose_name="须提交书面说明")),
                ("confirmed", models.JSONField(default=list, verbose_name="由人确认的栏目")),
            ],
            options={
                "ordering": ["number"],
                "constraints": [models.UniqueConstraint(fields=("plan", "number"), name="task_number")],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="assignments", to="workplan.plantask"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="assignments", to="units.unit"
                    ),
                ),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignment",
                        to="procedures.case",
                    ),
                ),
                ("submitted_on", models.DateField(null=True, verbose_name="提请办结日")),
                ("done_on", models.DateField(null=True, verbose_name="办结日")),
                ("extension_asked", models.DateField(null=True, verbose_name="申请延期至")),
                ("extension_to", models.DateField(null=True, verbose_name="批准延期至")),
                ("returned_reason", models.TextField(blank=True, verbose_name="退回原因")),
            ],
            options={
                "ordering": ["task__number", "unit__order"],
                "constraints": [models.UniqueConstraint(fields=("task", "unit"), name="assignment_once")],
            },
        ),
        migrations.CreateModel(
            name="Attestation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attestations",
                        to="workplan.assignment",
                    ),
                ),
                ("statement", models.TextField(verbose_name="说明")),
                ("dated", models.DateField(verbose_name="事实发生日期")),
                ("file_id", models.UUIDField(verbose_name="证明材料")),
                (
                    "status",
                    models.CharField(
                        choices=[("waiting", "待核对"), ("confirmed", "已核对"), ("rejected", "未通过")],
                        default="waiting",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("remark", models.TextField(blank=True, verbose_name="核对意见")),
                ("made_at", models.DateTimeField(verbose_name="提交时间")),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Progress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="progress", to="workplan.assignment"
                    ),
                ),
                ("text", models.TextField(verbose_name="进展")),
                ("done_on", models.DateField(verbose_name="完成日期")),
                ("counts_for", models.CharField(blank=True, max_length=32, verbose_name="对应期次")),
                ("times", models.PositiveSmallIntegerField(default=0, verbose_name="次数")),
                ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                ("by_name", models.CharField(max_length=64, verbose_name="登记人")),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("counts_for", ""), _negated=True),
                        fields=("assignment", "counts_for"),
                        name="point_reported_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SupervisionLetter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="letters", to="workplan.assignment"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("serial", models.PositiveIntegerField()),
                ("text", models.TextField(verbose_name="督办要求")),
                ("issued_on", models.DateField(verbose_name="发出日期")),
                ("answer", models.TextField(blank=True, verbose_name="答复")),
                ("answered_on", models.DateField(null=True, verbose_name="答复日期")),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("year", "serial"), name="letter_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("answered_on", None)), fields=("assignment",), name="letter_open_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="文件名")),
                ("sha256", models.CharField(max_length=64)),
                ("parsed", models.JSONField(verbose_name="读出的内容")),
                ("decisions", models.JSONField(default=dict, verbose_name="人的决定")),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "待确认"), ("confirmed", "已导入"), ("dropped", "已放弃")],
                        default="open",
                        max_length=10,
                    ),
                ),
                (
                    "plan",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="draft", to="workplan.plan"
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="读入时间")),
                ("created_by", models.CharField(max_length=64, verbose_name="读入人")),
                ("revision", models.PositiveIntegerField(default=0)),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "open")), fields=("sha256",), name="draft_open_once"
                    )
                ],
            },
        ),
    ]
