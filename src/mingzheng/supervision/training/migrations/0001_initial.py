import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from mingzheng.core.first_tables import FirstTables


class Migration(FirstTables):
    dependencies = [
        ("procedures", "0001_initial"),
        ("units", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="GoodCase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="good_cases", to="units.unit"
                    ),
                ),
                (
                    "field",
                    models.CharField(
                        choices=[
                            ("foi", "依申请办理"),
                            ("policy", "政策发布解读"),
                            ("interaction", "政民互动"),
                            ("publishing", "主动公开"),
                            ("platform", "平台和渠道"),
                            ("general", "综合"),
                        ],
                        max_length=12,
                        verbose_name="领域",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="案例名称")),
                ("summary", models.CharField(max_length=200, verbose_name="一句话说明")),
                ("background", models.TextField(max_length=3000, verbose_name="背景")),
                ("practice", models.TextField(max_length=6000, verbose_name="做法")),
                ("effect", models.TextField(max_length=3000, verbose_name="成效")),
                ("nominated_on", models.DateField(null=True, verbose_name="推荐日期")),
                ("selected_on", models.DateField(null=True, verbose_name="选定日期")),
                ("published_at", models.DateTimeField(null=True, verbose_name="公布时间")),
                ("withdrawn_why", models.CharField(blank=True, max_length=300, verbose_name="撤下原因")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="good_case",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-published_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("published_at", None), ("selected_on__isnull", False), _connector="OR"),
                        name="good_case_public_was_selected",
                    )
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="training_meetings", to="units.unit"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("heard", "主要负责同志听取汇报"), ("coordination", "协调会议")],
                        max_length=12,
                        verbose_name="种类",
                    ),
                ),
                ("topic", models.CharField(max_length=120, verbose_name="议题")),
                ("held_on", models.DateField(verbose_name="召开日期")),
                ("chair", models.CharField(max_length=60, verbose_name="听取汇报或主持的负责同志")),
                ("decided", models.TextField(max_length=3000, verbose_name="听取和议定的事项")),
                ("people", models.PositiveIntegerField(verbose_name="参加人数")),
                ("checked_on", models.DateField(null=True, verbose_name="核对日期")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="training_meeting",
                        to="procedures.case",
                    ),
                ),
                (
                    "units",
                    models.ManyToManyField(blank=True, related_name="+", to="units.unit", verbose_name="参加单位"),
                ),
            ],
            options={
                "ordering": ["-held_on", "-id"],
                "indexes": [models.Index(fields=["kind", "held_on"], name="training_meeting_day")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("people__gte", 1)), name="training_meeting_has_people")
                ],
            },
        ),
        migrations.CreateModel(
            name="Opinion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "good_case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="opinions", to="training.goodcase"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("recommends", models.BooleanField(verbose_name="推荐")),
                ("score", models.PositiveSmallIntegerField(verbose_name="评分")),
                ("text", models.CharField(max_length=500, verbose_name="评审意见")),
                ("day", models.DateField(verbose_name="日期")),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("good_case", "person"), name="good_case_opinion_once"),
                    models.CheckConstraint(
                        condition=models.Q(("score__gte", 1), ("score__lte", 100)), name="good_case_opinion_score"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="training_sessions", to="units.unit"
                    ),
                ),
                (
                    "field",
                    models.CharField(
                        choices=[
                            ("foi", "依申请办理"),
                            ("policy", "政策发布解读"),
                            ("interaction", "政民互动"),
                            ("publishing", "主动公开"),
                            ("platform", "平台和渠道"),
                            ("general", "综合"),
                        ],
                        max_length=12,
                        verbose_name="领域",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="名称")),
                ("about", models.TextField(max_length=2000, verbose_name="内容")),
                ("teacher", models.CharField(blank=True, max_length=100, verbose_name="授课人")),
                ("place", models.CharField(max_length=200, verbose_name="地点")),
                ("starts_at", models.DateTimeField(verbose_name="开始时间")),
                ("ends_at", models.DateTimeField(verbose_name="结束时间")),
                ("name_until", models.DateField(null=True, verbose_name="报名截止")),
                ("invited_on", models.DateField(null=True, verbose_name="通知日期")),
                ("held_on", models.DateField(null=True, verbose_name="登记日期")),
                ("people", models.PositiveIntegerField(null=True, verbose_name="参加人数")),
                ("summary", models.TextField(blank=True, max_length=2000, verbose_name="情况")),
                ("cancelled_why", models.CharField(blank=True, max_length=300, verbose_name="取消原因")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="training_session",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["starts_at", "id"],
                "indexes": [models.Index(fields=["starts_at"], name="training_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="training_ends_after_it_begins"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("held_on", None),
                            models.Q(("invited_on__isnull", False), ("people__gte", 1)),
                            _connector="OR",
                        ),
                        name="training_held_is_counted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="learning_items", to="units.unit"
                    ),
                ),
                (
                    "field",
                    models.CharField(
                        choices=[
                            ("foi", "依申请办理"),
                            ("policy", "政策发布解读"),
                            ("interaction", "政民互动"),
                            ("publishing", "主动公开"),
                            ("platform", "平台和渠道"),
                            ("general", "综合"),
                        ],
                        max_length=12,
                        verbose_name="领域",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="名称")),
                ("about", models.TextField(max_length=8000, verbose_name="内容")),
                ("url", models.CharField(blank=True, max_length=500, verbose_name="网址")),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="学习用时（分钟）")),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="training.session",
                    ),
                ),
                ("listed_on", models.DateField(null=True, verbose_name="上架日期")),
                ("ended_why", models.CharField(blank=True, max_length=300, verbose_name="下架原因")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="learning_item",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-listed_on", "-id"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("minutes__gte", 1)), name="learning_item_takes_time")
                ],
            },
        ),
        migrations.CreateModel(
            name="Quiz",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="quizzes", to="units.unit"
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="名称")),
                (
                    "session",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quiz",
                        to="training.session",
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quiz",
                        to="training.item",
                    ),
                ),
                ("pass_mark", models.PositiveSmallIntegerField(default=60, verbose_name="合格线（%）")),
                ("opened_on", models.DateField(null=True, verbose_name="开放日期")),
                ("closed_on", models.DateField(null=True, verbose_name="关闭日期")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="training_quiz",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pass_mark__gte", 1), ("pass_mark__lte", 100)), name="quiz_pass_mark"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("item", None), ("session__isnull", False)),
                            models.Q(("item__isnull", False), ("session", None)),
                            _connector="OR",
                        ),
                        name="quiz_on_one_thing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "quiz",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="training.quiz"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=500, verbose_name="题目")),
                ("options", models.JSONField(verbose_name="选项")),
                ("key", models.JSONField(verbose_name="答案")),
            ],
            options={
                "ordering": ["place"],
                "constraints": [models.UniqueConstraint(fields=("quiz", "place"), name="quiz_question_place")],
            },
        ),
        migrations.CreateModel(
            name="KeySeen",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "quiz",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="key_seen", to="training.quiz"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("quiz", "person"), name="quiz_key_seen_once")],
            },
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "quiz",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attempts", to="training.quiz"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attempts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
                ("day", models.DateField(verbose_name="日期")),
                ("answers", models.JSONField(verbose_name="作答")),
                ("right", models.PositiveSmallIntegerField(verbose_name="答对题数")),
                ("total", models.PositiveSmallIntegerField(verbose_name="总题数")),
                ("passed", models.BooleanField(verbose_name="合格")),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("right__lte", models.F("total"))), name="attempt_at_most_all"
                    )
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="ratings", to="training.session"
                    ),
                ),
                ("useful", models.PositiveSmallIntegerField(verbose_name="有用程度")),
                ("comment", models.CharField(blank=True, max_length=500, verbose_name="意见")),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("useful__gte", 1), ("useful__lte", 5)), name="training_rating_one_to_five"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Learned",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="learned", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="learned", to="units.unit"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="learned",
                        to="training.item",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="learned",
                        to="training.session",
                    ),
                ),
                ("day", models.DateField(verbose_name="日期")),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="用时（分钟）")),
            ],
            options={
                "ordering": ["-day", "-id"],
                "indexes": [models.Index(fields=["day", "unit"], name="learned_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("item__isnull", False), ("session", None)),
                            models.Q(("item", None), ("session__isnull", False)),
                            _connector="OR",
                        ),
                        name="learned_one_thing",
                    ),
                    models.UniqueConstraint(fields=("person", "item"), name="learned_item_once"),
                    models.UniqueConstraint(fields=("person", "session"), name="learned_session_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="invitations", to="training.session"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="training_invitations",
                        to="units.unit",
                    ),
                ),
                ("named_on", models.DateField(null=True, verbose_name="报名日期")),
            ],
            options={
                "ordering": ["unit__order", "id"],
                "constraints": [models.UniqueConstraint(fields=("session", "unit"), name="training_invited_once")],
            },
        ),
        migrations.CreateModel(
            name="Attendee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attendees", to="training.session"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trainings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="姓名")),
                ("present_at", models.DateTimeField(null=True, verbose_name="签到时间")),
                ("rated", models.BooleanField(default=False, verbose_name="已评价")),
            ],
            options={
                "ordering": ["unit__order", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("session", "unit", "name"), name="training_attendee_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Support",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="training_support", to="units.unit"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("full_time", models.PositiveSmallIntegerField(verbose_name="专职人数")),
                ("part_time", models.PositiveSmallIntegerField(verbose_name="兼职人数")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=10, verbose_name="保障经费（万元）")),
                ("about", models.TextField(max_length=1000, verbose_name="说明")),
                ("stated_on", models.DateField(verbose_name="填报日期")),
                ("checked_on", models.DateField(null=True, verbose_name="核对日期")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="training_support",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "unit__order"],
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "year"), name="training_support_once_a_year"),
                    models.CheckConstraint(condition=models.Q(("amount__gte", 0)), name="training_support_amount"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "attendee",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="certificate", to="training.attendee"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("serial", models.PositiveIntegerField()),
                ("code", models.CharField(max_length=12, verbose_name="验证码")),
                ("issued_on", models.DateField(verbose_name="发证日期")),
            ],
            options={
                "ordering": ["year", "serial"],
                "constraints": [models.UniqueConstraint(fields=("year", "serial"), name="training_certificate_number")],
            },
        ),
    ]
