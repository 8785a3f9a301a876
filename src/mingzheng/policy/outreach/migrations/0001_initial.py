import django.db.models.deletion
from django.db import migrations, models

from mingzheng.core.first_tables import FirstTables


class Migration(FirstTables):
    dependencies = [
        ("policies", "0001_initial"),
        ("procedures", "0001_initial"),
        ("units", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Brand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, unique=True, verbose_name="品牌")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="brands",
                        to="units.unit",
                        verbose_name="主办单位",
                    ),
                ),
                ("about", models.TextField(max_length=1000, verbose_name="介绍")),
                ("since", models.DateField(verbose_name="创办日期")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="停办日期")),
            ],
            options={
                "ordering": ["unit__order", "id"],
            },
        ),
        migrations.CreateModel(
            name="Partner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("association", "行业协会"),
                            ("park", "产业园区"),
                            ("building", "商务楼宇"),
                            ("media", "新闻媒体"),
                            ("expert", "专家学者"),
                            ("service", "第三方服务机构"),
                            ("other", "其他社会组织"),
                        ],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                ("area", models.CharField(help_text="行业、街镇或者园区", max_length=200, verbose_name="服务范围")),
                ("members", models.PositiveIntegerField(blank=True, null=True, verbose_name="联系的企业数")),
                ("contact", models.CharField(blank=True, max_length=100, verbose_name="联系人和电话")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partners",
                        to="units.unit",
                        verbose_name="联系单位",
                    ),
                ),
                ("since", models.DateField(verbose_name="加入日期")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="退出日期")),
            ],
            options={
                "ordering": ["kind", "name"],
            },
        ),
        migrations.CreateModel(
            name="Relay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="relays", to="units.unit"
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="relays", to="policies.policy"
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="名称")),
                ("message", models.TextField(max_length=2000, verbose_name="请伙伴转达的话")),
                ("report_by", models.DateField(verbose_name="反馈期限")),
                ("sent_at", models.DateTimeField(null=True, verbose_name="送出时间")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="relay",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="outreach_sessions", to="units.unit"
                    ),
                ),
                (
                    "brand",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="outreach.brand",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("lecture", "大讲堂"),
                            ("community", "进社区"),
                            ("park", "进园区"),
                            ("building", "进楼宇"),
                            ("campus", "进高校"),
                            ("online", "云课堂"),
                        ],
                        max_length=10,
                        verbose_name="形式",
                    ),
                ),
                (
                    "theme",
                    models.CharField(
                        choices=[
                            ("enterprise", "惠企服务"),
                            ("jobs", "就业创业"),
                            ("talent", "人才服务"),
                            ("livelihood", "民生保障"),
                            ("other", "其他"),
                        ],
                        max_length=10,
                        verbose_name="主题",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="名称")),
                ("about", models.TextField(max_length=2000, verbose_name="内容")),
                ("speaker", models.CharField(blank=True, max_length=100, verbose_name="主讲")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="地点")),
                ("online_url", models.CharField(blank=True, max_length=300, verbose_name="线上地址")),
                ("starts_at", models.DateTimeField(verbose_name="开始时间")),
                ("ends_at", models.DateTimeField(verbose_name="结束时间")),
                ("seats", models.PositiveIntegerField(blank=True, null=True, verbose_name="名额")),
                ("sign_up_until", models.DateTimeField(verbose_name="报名截止")),
                (
                    "partner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="outreach.partner",
                    ),
                ),
                ("door", models.CharField(max_length=16)),
                ("announced_at", models.DateTimeField(null=True, verbose_name="公布时间")),
                ("cancelled_why", models.CharField(blank=True, max_length=300, verbose_name="取消原因")),
                ("walk_ins", models.PositiveIntegerField(default=0, verbose_name="现场签到（未报名）")),
                ("people", models.PositiveIntegerField(null=True, verbose_name="参加人数")),
                ("enterprises", models.PositiveIntegerField(null=True, verbose_name="参加企业数")),
                ("summary", models.TextField(blank=True, max_length=2000, verbose_name="情况")),
                ("held_at", models.DateTimeField(null=True, verbose_name="登记时间")),
                ("forgotten_on", models.DateField(null=True, verbose_name="报名信息删除日期")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outreach_session",
                        to="procedures.case",
                    ),
                ),
                (
                    "policies",
                    models.ManyToManyField(blank=True, related_name="outreach_sessions", to="policies.policy"),
                ),
            ],
            options={
                "ordering": ["-starts_at", "-id"],
                "indexes": [models.Index(fields=["starts_at"], name="session_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="session_ends_after_it_begins"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sign_up_until__lte", models.F("ends_at"))), name="session_sign_up_ends"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("held_at", None),
                            models.Q(("announced_at__isnull", False), ("people__isnull", False)),
                            _connector="OR",
                        ),
                        name="session_held_is_counted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Raised",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="raised", to="outreach.session"
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="policies.policy"
                    ),
                ),
                ("text", models.CharField(max_length=500, verbose_name="问题")),
                ("answer", models.CharField(blank=True, max_length=1000, verbose_name="回答")),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Need",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="needs", to="outreach.session"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                        verbose_name="办理单位",
                    ),
                ),
                ("text", models.CharField(max_length=500, verbose_name="需求")),
                ("contact", models.CharField(blank=True, max_length=60, verbose_name="联系方式")),
                ("raised_on", models.DateField(verbose_name="提出日期")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("solved", "已解决"), ("explained", "已解释说明"), ("passed", "已转有关部门")],
                        max_length=10,
                        verbose_name="结果",
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=1000, verbose_name="办理情况")),
                ("settled_on", models.DateField(null=True, verbose_name="办结日期")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outreach_need",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("settled_on", None),
                            models.Q(("contact", ""), models.Q(("answer", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="need_settled_forgets_the_person",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SignUp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sign_ups", to="outreach.session"
                    ),
                ),
                ("code_digest", models.CharField(max_length=64, unique=True)),
                ("name", models.CharField(blank=True, max_length=30, verbose_name="称呼")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="手机号")),
                ("organisation", models.CharField(blank=True, max_length=100, verbose_name="单位")),
                ("people", models.PositiveSmallIntegerField(default=1, verbose_name="人数")),
                (
                    "status",
                    models.CharField(
                        choices=[("in", "已报名"), ("waiting", "候补"), ("cancelled", "已取消")], max_length=10
                    ),
                ),
                ("signed_at", models.DateTimeField(verbose_name="报名时间")),
                ("attended_at", models.DateTimeField(null=True, verbose_name="签到时间")),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("phone", ""), _negated=True), models.Q(("status", "cancelled"), _negated=True)
                        ),
                        fields=("session", "phone"),
                        name="sign_up_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("people__gte", 1), ("people__lte", 5)), name="sign_up_people"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "cancelled"), _negated=True),
                            models.Q(("name", ""), ("organisation", ""), ("phone", "")),
                            _connector="OR",
                        ),
                        name="sign_up_cancelled_forgets",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ratings", to="outreach.session"
                    ),
                ),
                (
                    "sign_up",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rating",
                        to="outreach.signup",
                    ),
                ),
                ("useful", models.PositiveSmallIntegerField(verbose_name="有用程度")),
                ("comment", models.CharField(blank=True, max_length=500, verbose_name="意见")),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("useful__gte", 1), ("useful__lte", 5)), name="rating_one_to_five"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Courseware",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="courseware", to="units.unit"
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="courseware", to="policies.policy"
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="课件名称")),
                ("who", models.TextField(blank=True, max_length=1000, verbose_name="适用对象")),
                ("standards", models.TextField(blank=True, max_length=2000, verbose_name="适用标准")),
                ("steps", models.TextField(blank=True, max_length=3000, verbose_name="办理步骤")),
                ("papers", models.TextField(blank=True, max_length=2000, verbose_name="材料清单")),
                ("tips", models.TextField(blank=True, max_length=2000, verbose_name="常见错误和提示")),
                ("version", models.PositiveSmallIntegerField(default=0, verbose_name="版本")),
                ("edition", models.PositiveSmallIntegerField(null=True, verbose_name="依据的文件版次")),
                ("shown", models.JSONField(blank=True, default=dict, verbose_name="已公开的内容")),
                ("published_at", models.DateTimeField(null=True, verbose_name="公开时间")),
                ("doubt", models.CharField(blank=True, max_length=300, verbose_name="需要核对的原因")),
                ("ended_why", models.CharField(blank=True, max_length=300, verbose_name="停用原因")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="courseware",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_at", None),
                            models.Q(("edition__isnull", False), ("version__gte", 1)),
                            _connector="OR",
                        ),
                        name="courseware_public_has_version",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RelayLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "relay",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="outreach.relay"
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="relay_lines", to="outreach.partner"
                    ),
                ),
                ("opened_at", models.DateTimeField(null=True, verbose_name="打开时间")),
                ("passed_on", models.DateField(null=True, verbose_name="转达日期")),
                ("how", models.CharField(blank=True, max_length=200, verbose_name="转达方式")),
                ("enterprises", models.PositiveIntegerField(null=True, verbose_name="触达企业数")),
                ("people", models.PositiveIntegerField(null=True, verbose_name="触达人数")),
                ("asked", models.CharField(blank=True, max_length=500, verbose_name="企业反映的问题")),
                ("reported_by", models.CharField(blank=True, max_length=120, verbose_name="反馈人")),
                ("reported_at", models.DateTimeField(null=True, verbose_name="反馈时间")),
            ],
            options={
                "ordering": ["partner__kind", "partner__name"],
                "constraints": [
                    models.UniqueConstraint(fields=("relay", "partner"), name="relay_line_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("passed_on", None),
                            models.Q(("reported_at__isnull", False), models.Q(("how", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="relay_passed_on_how",
                    ),
                ],
            },
        ),
    ]
