import django.db.models.deletion
from django.db import migrations, models

from mingzheng.core.first_tables import FirstTables


class Migration(FirstTables):
    dependencies = [
        ("files", "0001_initial"),
        ("procedures", "0001_initial"),
        ("units", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Programme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(unique=True, verbose_name="年份")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="open_programmes",
                        to="units.unit",
                        verbose_name="组织单位",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="名称")),
                ("about", models.TextField(max_length=2000, verbose_name="介绍")),
                ("opens_on", models.DateField(verbose_name="开始日期")),
                ("closes_on", models.DateField(verbose_name="结束日期")),
                ("theme", models.CharField(blank=True, max_length=120, verbose_name="活动主题")),
                ("planned", models.PositiveSmallIntegerField(null=True, verbose_name="确定的场次")),
                ("decided_why", models.TextField(blank=True, max_length=2000, verbose_name="怎样确定的")),
                ("decided_on", models.DateField(null=True, verbose_name="确定并公布日期")),
                ("summary", models.TextField(blank=True, max_length=4000, verbose_name="总结")),
                ("summed_on", models.DateField(null=True, verbose_name="总结公布日期")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="open_programme",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-year"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("closes_on__gte", models.F("opens_on"))), name="programme_span"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_on", None),
                            models.Q(
                                models.Q(("theme", ""), _negated=True),
                                models.Q(("decided_why", ""), _negated=True),
                                ("planned__gte", 1),
                            ),
                            _connector="OR",
                        ),
                        name="programme_decided_says_what_and_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("summed_on", None),
                            models.Q(models.Q(("summary", ""), _negated=True), ("decided_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="programme_summed_up_after_it",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OpenDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="open_days",
                        to="units.unit",
                        verbose_name="举办单位",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="open_days",
                        to="open_days.programme",
                        verbose_name="开放月",
                    ),
                ),
                (
                    "field",
                    models.CharField(
                        choices=[
                            ("one_door", "一网通办"),
                            ("one_screen", "一网统管"),
                            ("business", "营商环境"),
                            ("livelihood", "民生保障"),
                            ("fair", "公正监管"),
                            ("safety", "公共安全"),
                            ("projects", "民心工程、实事项目"),
                            ("other", "其他"),
                        ],
                        max_length=12,
                        verbose_name="领域",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="名称")),
                ("about", models.TextField(max_length=2000, verbose_name="看什么、做什么")),
                ("audience", models.CharField(max_length=200, verbose_name="适合谁")),
                ("place", models.CharField(max_length=100, verbose_name="场所")),
                ("address", models.CharField(max_length=200, verbose_name="地址")),
                ("route", models.CharField(blank=True, max_length=300, verbose_name="怎么来")),
                ("plan", models.TextField(blank=True, max_length=1000, verbose_name="场地示意图")),
                ("access", models.JSONField(blank=True, default=list, verbose_name="无障碍")),
                ("access_note", models.CharField(blank=True, max_length=300, verbose_name="无障碍说明")),
                ("contact", models.CharField(max_length=60, verbose_name="联系电话")),
                ("starts_at", models.DateTimeField(verbose_name="开始时间")),
                ("ends_at", models.DateTimeField(verbose_name="结束时间")),
                ("capacity", models.PositiveIntegerField(blank=True, null=True, verbose_name="名额")),
                ("party_most", models.PositiveSmallIntegerField(default=3, verbose_name="每次报名最多几人")),
                ("sign_up_from", models.DateTimeField(blank=True, null=True, verbose_name="报名开始")),
                ("sign_up_until", models.DateTimeField(blank=True, null=True, verbose_name="报名截止")),
                ("seed_source", models.CharField(blank=True, max_length=200, verbose_name="抽签种子来源")),
                ("seed_on", models.DateField(blank=True, null=True, verbose_name="抽签种子日期")),
                ("promote_until", models.DateTimeField(blank=True, null=True, verbose_name="候补递补截止")),
                ("announced_at", models.DateTimeField(null=True, verbose_name="公布时间")),
                ("settled_at", models.DateTimeField(null=True, verbose_name="名单确定时间")),
                (
                    "settled_how",
                    models.CharField(
                        blank=True,
                        choices=[("all", "全部录取"), ("draw", "抽签")],
                        max_length=4,
                        verbose_name="名单怎样确定",
                    ),
                ),
                ("cancelled_why", models.CharField(blank=True, max_length=300, verbose_name="取消原因")),
                ("people", models.PositiveIntegerField(null=True, verbose_name="参加人数")),
                ("summary", models.TextField(blank=True, max_length=4000, verbose_name="活动情况")),
                ("held_at", models.DateTimeField(null=True, verbose_name="登记时间")),
                ("result_on", models.DateField(null=True, verbose_name="结果公布日期")),
                ("forgotten_on", models.DateField(null=True, verbose_name="报名信息删除日期")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="open_day",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-starts_at", "-id"],
                "indexes": [models.Index(fields=["starts_at"], name="open_day_start")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="open_day_ends_after_it_begins"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("capacity", None),
                                ("promote_until", None),
                                ("sign_up_from", None),
                                ("sign_up_until", None),
                            ),
                            models.Q(
                                ("capacity__gte", 1),
                                ("promote_until__gte", models.F("sign_up_until")),
                                ("promote_until__lte", models.F("starts_at")),
                                ("sign_up_until__gt", models.F("sign_up_from")),
                                ("sign_up_until__lt", models.F("starts_at")),
                            ),
                            _connector="OR",
                        ),
                        name="open_day_window_before_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("capacity", None),
                            models.Q(models.Q(("seed_source", ""), _negated=True), ("seed_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="open_day_names_the_seed_before",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("party_most__gte", 1), ("party_most__lte", 20)), name="open_day_party"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("settled_at", None), models.Q(("settled_how", ""), _negated=True), _connector="OR"
                        ),
                        name="open_day_settled_says_how",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("held_at", None),
                            models.Q(("announced_at__isnull", False), ("people__isnull", False)),
                            _connector="OR",
                        ),
                        name="open_day_held_is_counted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("result_on", None), ("held_at__isnull", False), _connector="OR"),
                        name="open_day_result_after_it",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CheckInList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "open_day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="check_in_lists",
                        to="open_days.openday",
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                ("salt", models.CharField(max_length=32)),
                ("opens_at", models.DateTimeField(verbose_name="开始签到")),
                ("closes_at", models.DateTimeField(verbose_name="结束签到")),
                ("walk_ins", models.PositiveIntegerField(default=0, verbose_name="没有报名、现场来的人")),
            ],
            options={
                "ordering": ["id"],
                "constraints": [models.UniqueConstraint(fields=("open_day", "name"), name="check_in_list_name_once")],
            },
        ),
        migrations.CreateModel(
            name="Part",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "open_day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="open_days.openday"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("qa", "答疑"),
                            ("seminar", "座谈"),
                            ("experience", "活动体验"),
                            ("survey", "问卷调查"),
                        ],
                        max_length=12,
                        verbose_name="环节",
                    ),
                ),
                ("arranged", models.CharField(max_length=300, verbose_name="安排")),
                ("outcome", models.TextField(blank=True, max_length=3000, verbose_name="情况")),
            ],
            options={
                "ordering": ["id"],
                "constraints": [models.UniqueConstraint(fields=("open_day", "kind"), name="open_day_part_once")],
            },
        ),
        migrations.CreateModel(
            name="Photo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "open_day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="photos", to="open_days.openday"
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                ("alt", models.CharField(max_length=200, verbose_name="图上有什么")),
                (
                    "who",
                    models.CharField(
                        choices=[
                            ("nobody", "没有人，或者认不出是谁"),
                            ("staff", "只有工作人员，本人同意"),
                            ("agreed", "有群众，本人（未成年人由监护人）同意"),
                        ],
                        max_length=8,
                        verbose_name="图上的人",
                    ),
                ),
                ("consent", models.CharField(blank=True, max_length=200, verbose_name="怎样同意的")),
                ("added_on", models.DateField(verbose_name="登记日期")),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("alt", ""), _negated=True), name="photo_says_what_it_shows"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("who", "nobody"), models.Q(("consent", ""), _negated=True), _connector="OR"
                        ),
                        name="photo_of_people_says_consent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "open_day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="questions", to="open_days.openday"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                        verbose_name="答复单位",
                    ),
                ),
                (
                    "source",
                    models.CharField(choices=[("portal", "网上"), ("spot", "现场")], max_length=8, verbose_name="来源"),
                ),
                ("code_digest", models.CharField(max_length=64, null=True, unique=True)),
                ("text", models.CharField(max_length=500, verbose_name="问题")),
                ("raised_on", models.DateField(verbose_name="提出日期")),
                ("shown", models.CharField(blank=True, max_length=500, verbose_name="公开的问题")),
                ("answer", models.TextField(blank=True, max_length=2000, verbose_name="答复")),
                ("answered_on", models.DateField(null=True, verbose_name="答复日期")),
                ("published", models.BooleanField(default=False, verbose_name="公开")),
                ("kept_why", models.CharField(blank=True, max_length=300, verbose_name="不公开的理由")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="open_day_question",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_on", None), models.Q(("answer", ""), _negated=True), _connector="OR"
                        ),
                        name="open_question_answered_with_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published", False),
                            models.Q(("answered_on__isnull", False), models.Q(("shown", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="open_question_published_is_answered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignUp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "open_day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sign_ups", to="open_days.openday"
                    ),
                ),
                ("number", models.CharField(max_length=12, verbose_name="报名号")),
                ("code_digest", models.CharField(max_length=64, unique=True)),
                ("ticket_digest", models.CharField(max_length=64, unique=True)),
                ("people", models.PositiveSmallIntegerField(verbose_name="人数")),
                ("children", models.PositiveSmallIntegerField(default=0, verbose_name="其中儿童")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("entered", "已报名，待确定"),
                            ("in", "已录取"),
                            ("waiting", "候补"),
                            ("given_back", "已退出"),
                        ],
                        default="entered",
                        max_length=12,
                    ),
                ),
                ("rank", models.PositiveIntegerField(null=True, verbose_name="次序")),
                ("signed_at", models.DateTimeField(verbose_name="报名时间")),
                ("promoted_at", models.DateTimeField(null=True, verbose_name="递补时间")),
                ("given_back_at", models.DateTimeField(null=True, verbose_name="退出时间")),
            ],
            options={
                "ordering": ["id"],
                "indexes": [models.Index(fields=["open_day", "status"], name="open_day_sign_up")],
                "constraints": [
                    models.UniqueConstraint(fields=("open_day", "number"), name="open_day_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("rank__isnull", False)),
                        fields=("open_day", "rank"),
                        name="open_day_rank_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("children__lt", models.F("people")), ("people__gte", 1), ("people__lte", 20)
                        ),
                        name="open_day_party_has_a_grown_up",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ("in", "waiting")), _negated=True),
                            ("rank__isnull", False),
                            _connector="OR",
                        ),
                        name="open_day_decided_has_rank",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Scan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="scans", to="open_days.checkinlist"
                    ),
                ),
                (
                    "sign_up",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scans",
                        to="open_days.signup",
                    ),
                ),
                ("key", models.CharField(max_length=40)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("in", "已签到"),
                            ("twice", "重复签到"),
                            ("no_place", "没有名额"),
                            ("given_back", "已退出"),
                            ("unknown", "没有这张票"),
                        ],
                        max_length=10,
                        verbose_name="结果",
                    ),
                ),
                ("people", models.PositiveSmallIntegerField(default=0, verbose_name="实到人数")),
                ("scanned_at", models.DateTimeField(verbose_name="扫码时间")),
                ("received_at", models.DateTimeField(verbose_name="收到时间")),
                ("offline", models.BooleanField(default=False, verbose_name="离线扫的")),
                ("by", models.CharField(max_length=250, verbose_name="签到人")),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("outcome", "in")),
                        fields=("list", "sign_up"),
                        name="one_valid_scan_for_each_list",
                    ),
                    models.UniqueConstraint(fields=("list", "key"), name="scan_key_once"),
                    models.CheckConstraint(
                        condition=models.Q(("outcome", "unknown"), ("sign_up__isnull", False), _connector="OR"),
                        name="scan_of_a_ticket_or_unknown",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Told",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "sign_up",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="told", to="open_days.signup"
                    ),
                ),
                ("what", models.CharField(max_length=40, verbose_name="事由")),
                (
                    "status",
                    models.CharField(
                        choices=[("sent", "已发出"), ("failed", "没有发出"), ("no_way", "没有接通渠道")], max_length=8
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("sign_up", "what"), name="open_day_told_once")],
            },
        ),
        migrations.CreateModel(
            name="Visitor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "sign_up",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="visitor", to="open_days.signup"
                    ),
                ),
                (
                    "open_day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="visitors", to="open_days.openday"
                    ),
                ),
                ("name", models.CharField(max_length=30, verbose_name="称呼")),
                ("phone", models.CharField(max_length=20, verbose_name="手机号")),
                ("email", models.EmailField(blank=True, max_length=200, verbose_name="邮箱")),
                ("needs", models.CharField(blank=True, max_length=300, verbose_name="需要的照顾")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("open_day", "phone"), name="open_day_phone_once")],
            },
        ),
    ]
