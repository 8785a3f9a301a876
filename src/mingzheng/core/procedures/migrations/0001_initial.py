import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from mingzheng.core.first_tables import FirstTables


class Migration(FirstTables):
    dependencies = [
        ("units", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("procedure", models.CharField(max_length=48, verbose_name="程序")),
                ("version", models.PositiveSmallIntegerField(verbose_name="程序版本")),
                ("state", models.CharField(max_length=32, verbose_name="环节")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cases", to="units.unit"
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="事项")),
                ("number", models.CharField(blank=True, max_length=64, verbose_name="编号")),
                ("subject_kind", models.CharField(max_length=48)),
                ("subject_id", models.CharField(max_length=48)),
                ("opened_at", models.DateTimeField(verbose_name="开始时间")),
                ("closed_at", models.DateTimeField(null=True, verbose_name="结束时间")),
                ("due_on", models.DateField(null=True, verbose_name="期限")),
                ("warn_on", models.DateField(null=True, verbose_name="预警日")),
                ("provisional", models.BooleanField(default=False, verbose_name="期限暂定")),
                ("revision", models.PositiveIntegerField(default=0, verbose_name="修订号")),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_at", None)),
                        fields=["due_on", "id", "procedure", "state", "unit", "closed_at"],
                        name="case_due",
                    ),
                    models.Index(
                        condition=models.Q(("closed_at", None)), fields=["unit", "due_on", "id"], name="case_unit_due"
                    ),
                    models.Index(
                        condition=models.Q(("closed_at", None)),
                        fields=["unit", "procedure", "state"],
                        name="case_unit_open",
                    ),
                    models.Index(
                        condition=models.Q(("closed_at", None)), fields=["procedure", "state"], name="case_open"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("procedure", "subject_kind", "subject_id"), name="case_once_per_subject"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closed_at", None), ("due_on", None), _connector="OR"),
                        name="case_closed_has_no_due",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="contributions", to="procedures.case"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("command", models.CharField(max_length=48)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("case", "person"), name="contribution_once")],
            },
        ),
        migrations.CreateModel(
            name="DeadlineRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=48, verbose_name="代码")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="版本")),
                ("label", models.CharField(max_length=100, verbose_name="名称")),
                ("length", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="长度")),
                (
                    "unit",
                    models.CharField(
                        choices=[("workday", "工作日"), ("day", "日"), ("date", "指定日期")],
                        max_length=8,
                        verbose_name="单位",
                    ),
                ),
                ("warn", models.PositiveSmallIntegerField(default=3, verbose_name="提前预警（工作日）")),
                ("article", models.CharField(max_length=200, verbose_name="依据")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="来源与可信程度")),
                ("valid_from", models.DateField(verbose_name="施行日期")),
            ],
            options={
                "ordering": ["code", "version"],
                "constraints": [
                    models.UniqueConstraint(fields=("code", "version"), name="deadline_rule_version"),
                    models.CheckConstraint(
                        condition=models.Q(("unit", "date"), ("length__isnull", False), _connector="OR"),
                        name="deadline_rule_length",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Clock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="clocks", to="procedures.case"
                    ),
                ),
                ("name", models.CharField(max_length=48, verbose_name="时钟")),
                ("rule", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="procedures.deadlinerule")),
                (
                    "status",
                    models.CharField(
                        choices=[("running", "计算中"), ("paused", "中止"), ("stopped", "已停止")],
                        default="running",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("due_on", models.DateField(null=True, verbose_name="期限")),
                ("provisional", models.BooleanField(default=False, verbose_name="暂定")),
                ("met_on", models.DateField(null=True, verbose_name="停止日")),
            ],
            options={
                "ordering": ["id"],
                "indexes": [
                    models.Index(condition=models.Q(("status", "running")), fields=["due_on"], name="clock_running")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "stopped"), _negated=True),
                        fields=("case", "name"),
                        name="clock_runs_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ClockEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "clock",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="procedures.clock"
                    ),
                ),
                (
                    "move",
                    models.CharField(
                        choices=[
                            ("start", "起算"),
                            ("pause", "中止计算"),
                            ("resume", "恢复计算"),
                            ("reset", "重新起算"),
                            ("extend", "延长"),
                            ("stop", "停止计算"),
                        ],
                        max_length=8,
                        verbose_name="动作",
                    ),
                ),
                ("effective_on", models.DateField(verbose_name="生效日")),
                ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                ("days", models.PositiveSmallIntegerField(null=True, verbose_name="天数")),
                ("date", models.DateField(null=True, verbose_name="指定日期")),
                ("article", models.CharField(blank=True, max_length=200, verbose_name="依据")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                ("ref", models.CharField(blank=True, default="", max_length=48, verbose_name="中止事由")),
                ("person_id", models.BigIntegerField(verbose_name="登记人")),
                ("entry_id", models.BigIntegerField(null=True, verbose_name="日志编号")),
            ],
            options={
                "ordering": ["id"],
            },
        ),
    ]
