import django.core.validators
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
            name="ErrorReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "number",
                    models.CharField(
                        max_length=16,
                        unique=True,
                        validators=[django.core.validators.RegexValidator("^JC\\d{8}-\\d{4,}$")],
                        verbose_name="编号",
                    ),
                ),
                ("query_code", models.CharField(max_length=12, verbose_name="查询码")),
                ("key", models.CharField(max_length=40, unique=True)),
                ("page", models.CharField(blank=True, max_length=500, verbose_name="页面")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "错别字或表述错误"),
                            ("fact", "内容不对或已过时"),
                            ("link", "链接或附件打不开"),
                            ("display", "页面显示不正常"),
                            ("privacy", "泄露了个人信息"),
                            ("other", "其他"),
                        ],
                        max_length=8,
                        verbose_name="问题类别",
                    ),
                ),
                ("text", models.TextField(verbose_name="问题")),
                ("received_at", models.DateTimeField(verbose_name="收到时间")),
                ("received_on", models.DateField(verbose_name="收到日期")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="error_reports", to="units.unit"
                    ),
                ),
                (
                    "case",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="procedures.case"
                    ),
                ),
                ("answer", models.TextField(blank=True, verbose_name="答复")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("mended", "属实，已改正"),
                            ("will", "属实，将改正"),
                            ("partly", "部分属实"),
                            ("not_error", "不属于页面错误"),
                        ],
                        max_length=10,
                        verbose_name="处理结果",
                    ),
                ),
                ("answered_on", models.DateField(null=True, verbose_name="答复日期")),
                ("mended_on", models.DateField(null=True, verbose_name="改正日期")),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["received_on"], name="visitor_report_received")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_on", None), ("outcome", "")),
                            models.Q(
                                ("answered_on__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="visitor_report_answered_has_answer",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InspectionRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=500, verbose_name="网站地图")),
                ("day", models.DateField(verbose_name="检查日期")),
                (
                    "status",
                    models.CharField(
                        choices=[("running", "检查中"), ("done", "已完成"), ("failed", "没有完成")],
                        default="running",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[("map", "读网站地图"), ("pages", "检查页面"), ("links", "打开链接"), ("end", "整理")],
                        default="map",
                        max_length=8,
                        verbose_name="步骤",
                    ),
                ),
                ("started_at", models.DateTimeField(verbose_name="开始时间")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="结束时间")),
                ("by_name", models.CharField(max_length=64, verbose_name="发起")),
                ("pages", models.PositiveIntegerField(default=0, verbose_name="页面")),
                ("pages_done", models.PositiveIntegerField(default=0, verbose_name="已检查页面")),
                ("links", models.PositiveIntegerField(default=0, verbose_name="链接")),
                ("links_done", models.PositiveIntegerField(default=0, verbose_name="已打开链接")),
                ("found", models.PositiveIntegerField(default=0, verbose_name="发现的问题")),
                ("notes", models.JSONField(default=list, verbose_name="说明")),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "running")), fields=("source",), name="inspection_one_at_a_time"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status", "running"), ("finished_at__isnull", False), _connector="OR"),
                        name="inspection_ended",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fingerprint", models.CharField(max_length=40)),
                ("source", models.CharField(max_length=500, verbose_name="网站")),
                ("rule", models.CharField(max_length=32, verbose_name="规则")),
                ("address", models.CharField(max_length=2000, verbose_name="页面")),
                ("title", models.CharField(max_length=300, verbose_name="标题")),
                ("subject", models.CharField(blank=True, max_length=2000, verbose_name="对象")),
                ("evidence", models.TextField(verbose_name="看到的")),
                ("unsure", models.CharField(blank=True, max_length=300, verbose_name="不能断定")),
                ("mend", models.CharField(blank=True, max_length=300, verbose_name="怎样改")),
                ("certain", models.BooleanField(default=True, verbose_name="机器能断定")),
                (
                    "unit",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="units.unit"
                    ),
                ),
                ("agency", models.CharField(blank=True, max_length=300, verbose_name="页面所写机关")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "待处理"), ("confirmed", "属实待改"), ("false", "误报"), ("gone", "已消除")],
                        default="open",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="理由")),
                ("judged_evidence", models.TextField(blank=True, verbose_name="据以判断的内容")),
                ("first_seen", models.DateField(verbose_name="首次发现")),
                ("last_seen", models.DateField(verbose_name="最近发现")),
                ("times", models.PositiveIntegerField(default=1, verbose_name="发现次数")),
                (
                    "last_run",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="inspections.inspectionrun",
                    ),
                ),
                ("gone_on", models.DateField(null=True, verbose_name="消除日期")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inspected",
                        to="procedures.case",
                    ),
                ),
                ("mended_on", models.DateField(null=True, verbose_name="单位报告改好的日期")),
            ],
            options={
                "ordering": ["-last_seen", "-id"],
                "indexes": [
                    models.Index(fields=["state", "rule", "-last_seen", "-id"], name="inspected_by_rule"),
                    models.Index(fields=["unit", "state", "-last_seen", "-id"], name="inspected_by_unit"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("source", "fingerprint"), name="inspected_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "false"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="inspected_false_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("gone_on__isnull", False), ("state", "gone")),
                            models.Q(models.Q(("state", "gone"), _negated=True), ("gone_on", None)),
                            _connector="OR",
                        ),
                        name="inspected_gone_has_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LinkResult",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("url", models.CharField(max_length=2000, unique=True, verbose_name="地址")),
                ("level", models.CharField(max_length=8, verbose_name="级别")),
                ("code", models.CharField(max_length=24)),
                ("seen", models.CharField(blank=True, max_length=300, verbose_name="看到的")),
                ("mend", models.CharField(blank=True, max_length=300, verbose_name="怎样改")),
                ("status", models.PositiveSmallIntegerField(default=0)),
                ("seconds", models.FloatField(default=0, verbose_name="用时（秒）")),
                ("failures", models.PositiveSmallIntegerField(default=0, verbose_name="连续失败")),
                ("checked_at", models.DateTimeField(verbose_name="检查时间")),
                ("day", models.DateField(verbose_name="检查日期")),
                (
                    "unit",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["level"], name="link_result_level")],
            },
        ),
        migrations.CreateModel(
            name="Probe",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("site", models.CharField(max_length=500, verbose_name="网站")),
                ("day", models.DateField(verbose_name="日期")),
                ("asked_at", models.DateTimeField(verbose_name="时间")),
                ("ok", models.BooleanField(verbose_name="打开了")),
                ("seconds", models.FloatField(verbose_name="用时（秒）")),
                ("seen", models.CharField(blank=True, max_length=300, verbose_name="看到的")),
            ],
            options={
                "indexes": [models.Index(fields=["site", "day"], name="probe_by_day")],
            },
        ),
        migrations.CreateModel(
            name="ReportContact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contact",
                        to="inspections.errorreport",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=40, verbose_name="称呼")),
                ("reach", models.CharField(max_length=120, verbose_name="手机或邮箱")),
                ("remove_after", models.DateField(null=True, verbose_name="保留至")),
            ],
        ),
        migrations.CreateModel(
            name="RunTarget",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="targets",
                        to="inspections.inspectionrun",
                    ),
                ),
                ("kind", models.CharField(choices=[("page", "页面"), ("link", "链接")], max_length=4)),
                ("url", models.CharField(max_length=2000)),
                ("done", models.BooleanField(default=False)),
                ("opened", models.BooleanField(default=False, verbose_name="打开了")),
                ("usage", models.JSONField(default=dict)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("done", False)), fields=["run", "kind", "id"], name="run_target_next"
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("run", "kind", "url"), name="run_target_once")],
            },
        ),
    ]
