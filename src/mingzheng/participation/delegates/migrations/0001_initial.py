import django.db.models.deletion
from django.db import migrations, models

from mingzheng.core.first_tables import FirstTables


class Migration(FirstTables):
    dependencies = [
        ("draws", "0001_initial"),
        ("procedures", "0001_initial"),
        ("units", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Rest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("phone_digest", models.CharField(max_length=64, unique=True)),
                ("until", models.DateField(verbose_name="轮候至")),
            ],
        ),
        migrations.CreateModel(
            name="Candidate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="candidates",
                        to="units.unit",
                        verbose_name="受理单位",
                    ),
                ),
                ("code_digest", models.CharField(max_length=64, unique=True)),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("citizen", "普通市民"),
                            ("small", "小微企业"),
                            ("enterprise", "其他企业"),
                            ("association", "行业协会商会"),
                            ("npc", "人大代表"),
                            ("cppcc", "政协委员"),
                            ("expert", "专家学者"),
                            ("community", "社区工作者"),
                        ],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                (
                    "age",
                    models.CharField(
                        choices=[("18", "18—34岁"), ("35", "35—59岁"), ("60", "60岁以上")],
                        max_length=2,
                        verbose_name="年龄段",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                        verbose_name="居住或工作的街镇",
                    ),
                ),
                ("interest", models.CharField(blank=True, max_length=100, verbose_name="关注领域")),
                (
                    "came_by",
                    models.CharField(
                        choices=[("call", "公开报名"), ("list", "单位名单")], max_length=4, verbose_name="来源"
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=100, verbose_name="名单来源")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("pending", "待核"),
                            ("listed", "在库"),
                            ("rejected", "不符合"),
                            ("withdrawn", "本人退出"),
                            ("ended", "到期"),
                        ],
                        default="pending",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=300, verbose_name="不符合的原因")),
                ("applied_on", models.DateField(verbose_name="报名日期")),
                ("listed_on", models.DateField(null=True, verbose_name="入库日期")),
                ("ends_on", models.DateField(null=True, verbose_name="任期至")),
                ("left_on", models.DateField(null=True, verbose_name="离库日期")),
                ("rests_until", models.DateField(null=True, verbose_name="轮候至")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="candidate",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["unit", "status"], name="candidate_pool")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "listed"), _negated=True),
                            models.Q(("ends_on__isnull", False), ("listed_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="candidate_listed_has_term",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "rejected"), _negated=True),
                            models.Q(("why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="candidate_rejected_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["pending", "listed"]), ("left_on__isnull", False), _connector="OR"
                        ),
                        name="candidate_left_has_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegate_meetings",
                        to="units.unit",
                        verbose_name="单位",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("executive", "区政府常务会议"),
                            ("office", "局长（主任）办公会"),
                            ("other", "其他会议"),
                        ],
                        max_length=10,
                        verbose_name="会议",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="名称")),
                ("about", models.TextField(blank=True, max_length=1000, verbose_name="说明")),
                ("starts_at", models.DateTimeField(verbose_name="开始时间")),
                ("place", models.CharField(max_length=200, verbose_name="地点")),
                ("seats", models.PositiveSmallIntegerField(verbose_name="名额")),
                ("alternates", models.PositiveSmallIntegerField(default=2, verbose_name="每类候补人数")),
                ("from_pool", models.BooleanField(default=True, verbose_name="从代表库中抽取")),
                ("calls_until", models.DateField(blank=True, null=True, verbose_name="报名截止")),
                ("cutoff_on", models.DateField(verbose_name="候补递补截止")),
                ("announced_at", models.DateTimeField(null=True, verbose_name="公布时间")),
                ("cancelled_why", models.CharField(blank=True, max_length=300, verbose_name="取消原因")),
                ("held_on", models.DateField(null=True, verbose_name="登记列席的日期")),
                ("summary", models.TextField(blank=True, max_length=2000, verbose_name="列席情况")),
                ("published_at", models.DateTimeField(null=True, verbose_name="结果公开时间")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegate_meeting",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-starts_at", "-id"],
                "indexes": [models.Index(fields=["starts_at"], name="delegate_meeting_day")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("seats__gte", 1)), name="meeting_has_seats"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("calls_until", None), ("calls_until__lte", models.F("cutoff_on")), _connector="OR"
                        ),
                        name="meeting_call_before_cutoff",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("calls_until__isnull", False), ("from_pool", True), _connector="OR"),
                        name="meeting_people_from_somewhere",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_at", None),
                            models.Q(("announced_at__isnull", False), ("held_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="meeting_published_was_held",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="invitations", to="delegates.meeting"
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="delegates.candidate",
                    ),
                ),
                ("code", models.CharField(max_length=32, verbose_name="抽签代码")),
                ("category", models.CharField(max_length=300, verbose_name="抽签类别")),
                ("alternate", models.BooleanField(verbose_name="候补")),
                ("rank", models.PositiveIntegerField(verbose_name="次序")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "候补"),
                            ("invited", "待答复"),
                            ("accepted", "接受"),
                            ("declined", "谢绝"),
                            ("lapsed", "逾期未答复"),
                            ("dropped", "已不在库"),
                        ],
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("code_digest", models.CharField(blank=True, max_length=64)),
                ("invited_on", models.DateField(null=True, verbose_name="邀请日期")),
                ("reply_by", models.DateField(null=True, verbose_name="答复截止")),
                ("replied_on", models.DateField(null=True, verbose_name="答复日期")),
                (
                    "told_by",
                    models.CharField(
                        blank=True,
                        choices=[("mail", "邮件"), ("sms", "短信"), ("phone", "电话")],
                        max_length=5,
                        verbose_name="告知方式",
                    ),
                ),
                (
                    "reminded_by",
                    models.CharField(
                        blank=True,
                        choices=[("mail", "邮件"), ("sms", "短信"), ("phone", "电话")],
                        max_length=5,
                        verbose_name="提醒方式",
                    ),
                ),
                ("moved_why", models.CharField(blank=True, max_length=100, verbose_name="递补理由")),
                ("attended", models.BooleanField(null=True, verbose_name="是否到会")),
            ],
            options={
                "ordering": ["category", "alternate", "rank"],
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "candidate"), name="invitation_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "waiting"), ("status", "dropped"), ("invited_on__isnull", False), _connector="OR"
                        ),
                        name="invitation_has_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("attended", True), _negated=True), ("status", "accepted"), _connector="OR"
                        ),
                        name="invitation_attended_was_accepted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Interest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="interests", to="delegates.meeting"
                    ),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="interests", to="delegates.candidate"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="报名时间")),
            ],
            options={
                "ordering": ["id"],
                "constraints": [models.UniqueConstraint(fields=("meeting", "candidate"), name="interest_once")],
            },
        ),
        migrations.CreateModel(
            name="Entrant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entrants", to="delegates.meeting"
                    ),
                ),
                (
                    "draw",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="draws.draw"),
                ),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="delegates.candidate"
                    ),
                ),
                ("code", models.CharField(max_length=32, verbose_name="抽签代码")),
            ],
            options={
                "ordering": ["code"],
                "constraints": [
                    models.UniqueConstraint(fields=("draw", "candidate"), name="entrant_once"),
                    models.UniqueConstraint(fields=("draw", "code"), name="entrant_code_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "candidate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="person", to="delegates.candidate"
                    ),
                ),
                ("name", models.CharField(max_length=30, verbose_name="姓名")),
                ("phone", models.CharField(max_length=11, unique=True, verbose_name="手机号")),
                ("email", models.EmailField(blank=True, max_length=100, verbose_name="邮箱")),
                ("organisation", models.CharField(blank=True, max_length=100, verbose_name="单位")),
            ],
        ),
        migrations.CreateModel(
            name="Quota",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="quotas", to="delegates.meeting"
                    ),
                ),
                ("trait", models.CharField(max_length=10, verbose_name="特征")),
                ("value", models.CharField(max_length=64, verbose_name="取值")),
                ("least", models.PositiveSmallIntegerField(verbose_name="最少")),
                ("most", models.PositiveSmallIntegerField(verbose_name="最多")),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "trait", "value"), name="quota_once"),
                    models.CheckConstraint(condition=models.Q(("least__lte", models.F("most"))), name="quota_span"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="statements", to="delegates.meeting"
                    ),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="delegates.invitation",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                        verbose_name="研究单位",
                    ),
                ),
                ("text", models.TextField(max_length=1000, verbose_name="意见")),
                ("said_on", models.DateField(verbose_name="提出日期")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("adopted", "采纳"),
                            ("partly", "部分采纳"),
                            ("not", "不采纳"),
                            ("noted", "仅表达态度"),
                        ],
                        max_length=8,
                        verbose_name="结果",
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=1000, verbose_name="怎样采纳或者为什么不采纳")),
                ("answered_on", models.DateField(null=True, verbose_name="答复日期")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegate_statement",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_on", None),
                            models.Q(models.Q(("outcome", ""), _negated=True), models.Q(("answer", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="statement_answer_says_why",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="topics", to="delegates.meeting"
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="议题")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="次序")),
            ],
            options={
                "ordering": ["order", "id"],
            },
        ),
    ]
