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
            name="Corner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="corners", to="units.unit"
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                        verbose_name="所在街镇",
                    ),
                ),
                ("name", models.CharField(max_length=64, unique=True, verbose_name="名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("street", "街镇社区事务受理中心"),
                            ("centre", "政务服务中心"),
                            ("library", "公共图书馆"),
                            ("archive", "国家档案馆"),
                            ("other", "其他场所"),
                        ],
                        max_length=8,
                        verbose_name="场所类别",
                    ),
                ),
                ("address", models.CharField(max_length=200, verbose_name="地址")),
                ("place", models.CharField(max_length=100, verbose_name="楼层和位置")),
                ("way", models.TextField(blank=True, max_length=1000, verbose_name="怎样到这里")),
                ("phone", models.CharField(max_length=40, verbose_name="咨询电话")),
                ("hours_text", models.TextField(max_length=500, verbose_name="开放时间")),
                ("hours", models.JSONField(default=list, verbose_name="开放时间（读出）")),
                (
                    "holiday_rule",
                    models.CharField(
                        choices=[("closed", "不开放，调休上班日照常开放"), ("usual", "照常开放")],
                        default="closed",
                        max_length=8,
                        verbose_name="法定节假日",
                    ),
                ),
                ("holds", models.JSONField(blank=True, default=list, verbose_name="设施")),
                ("access", models.JSONField(blank=True, default=list, verbose_name="无障碍设施")),
                ("about", models.TextField(blank=True, max_length=1000, verbose_name="介绍")),
                ("opened_on", models.DateField(verbose_name="启用日期")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="停用日期")),
            ],
            options={
                "ordering": ["area__order", "kind", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on", None), ("closed_on__gte", models.F("opened_on")), _connector="OR"
                        ),
                        name="corner_span",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CopyDelivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
                (
                    "corner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="deliveries", to="corners.corner"
                    ),
                ),
                ("what", models.CharField(max_length=200, verbose_name="送交内容")),
                (
                    "form",
                    models.CharField(
                        choices=[("paper", "纸质"), ("electronic", "电子")], max_length=10, verbose_name="形式"
                    ),
                ),
                ("copies", models.PositiveIntegerField(verbose_name="份数")),
                ("delivered_on", models.DateField(verbose_name="送交日期")),
                ("receipt", models.CharField(blank=True, max_length=60, verbose_name="回执编号")),
                ("received_on", models.DateField(null=True, verbose_name="签收日期")),
            ],
            options={
                "ordering": ["-delivered_on", "-id"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("copies__gt", 0)), name="delivery_of_something"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("received_on", None), ("received_on__gte", models.F("delivered_on")), _connector="OR"
                        ),
                        name="delivery_then_receipt",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Consultation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "corner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="consultations", to="corners.corner"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("serial", models.PositiveIntegerField()),
                (
                    "matter",
                    models.CharField(
                        choices=[
                            ("policy", "政策内容"),
                            ("apply", "申请条件和材料"),
                            ("progress", "办理进度"),
                            ("disclosure", "政府信息公开"),
                            ("other", "其他"),
                        ],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                ("question", models.CharField(max_length=500, verbose_name="咨询内容")),
                ("received_on", models.DateField(verbose_name="咨询日期")),
                ("called", models.CharField(blank=True, max_length=20, verbose_name="称呼")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="联系电话")),
                (
                    "window",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"
                    ),
                ),
                ("handed_on", models.DateField(null=True, verbose_name="转办日期")),
                ("answer", models.TextField(blank=True, max_length=2000, verbose_name="答复")),
                ("service", models.CharField(blank=True, max_length=100, verbose_name="办理的事项")),
                ("settled_on", models.DateField(null=True, verbose_name="办结日期")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultation",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(fields=("year", "serial"), name="consultation_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("settled_on", None), models.Q(("called", ""), ("phone", "")), _connector="OR"
                        ),
                        name="consultation_forgets_the_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("window", None), ("handed_on__isnull", False), _connector="OR"),
                        name="consultation_handed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Closure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "corner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="closures", to="corners.corner"
                    ),
                ),
                ("first", models.DateField(verbose_name="自")),
                ("last", models.DateField(verbose_name="至")),
                ("reason", models.CharField(max_length=100, verbose_name="原因")),
            ],
            options={
                "ordering": ["-first"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("last__gte", models.F("first"))), name="closure_span")
                ],
            },
        ),
        migrations.CreateModel(
            name="Activity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "corner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="activities", to="corners.corner"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("interpretation", "现场解读"),
                            ("consultation", "集中咨询"),
                            ("lecture", "政策宣讲"),
                            ("experience", "开放体验"),
                        ],
                        max_length=16,
                        verbose_name="形式",
                    ),
                ),
                ("topic", models.CharField(max_length=120, verbose_name="主题")),
                ("held_on", models.DateField(verbose_name="日期")),
                ("begins", models.TimeField(verbose_name="开始时间")),
                ("speaker", models.CharField(blank=True, max_length=100, verbose_name="由谁讲解")),
                (
                    "status",
                    models.CharField(
                        choices=[("planned", "预告"), ("held", "已举办"), ("cancelled", "已取消")],
                        default="planned",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("participants", models.PositiveIntegerField(null=True, verbose_name="参加人数")),
                ("summary", models.TextField(blank=True, max_length=2000, verbose_name="情况")),
                ("cancelled_why", models.CharField(blank=True, max_length=200, verbose_name="取消原因")),
                ("recorded_at", models.DateTimeField(null=True, verbose_name="登记时间")),
            ],
            options={
                "ordering": ["-held_on", "-id"],
                "indexes": [models.Index(fields=["status", "held_on"], name="activity_held")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "held"), _negated=True),
                            models.Q(("participants__isnull", False), ("recorded_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="activity_held_counted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "cancelled"), _negated=True),
                            models.Q(("cancelled_why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="activity_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="questions", to="corners.activity"
                    ),
                ),
                ("text", models.CharField(max_length=500, verbose_name="问题")),
                ("answer", models.CharField(blank=True, max_length=1000, verbose_name="回答")),
            ],
            options={
                "ordering": ["id"],
            },
        ),
    ]
