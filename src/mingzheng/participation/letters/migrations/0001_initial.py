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
            name="LikeGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("topic", models.CharField(max_length=60, verbose_name="事由")),
                ("found_on", models.DateField(verbose_name="发现日期")),
            ],
        ),
        migrations.CreateModel(
            name="Serial",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("last", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=20, unique=True, verbose_name="编号")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("online", "在线咨询"),
                            ("leader", "领导信箱"),
                            ("suggestion", "人民建议征集信箱"),
                            ("hotline", "12345热线"),
                            ("national", "国家平台转办"),
                        ],
                        max_length=12,
                        verbose_name="渠道",
                    ),
                ),
                ("mailbox", models.CharField(blank=True, max_length=40, verbose_name="信箱")),
                ("source_ref", models.CharField(blank=True, max_length=64, verbose_name="来源编号")),
                (
                    "origin",
                    models.CharField(
                        choices=[("portal", "门户"), ("import", "导入"), ("desk", "登记")],
                        default="portal",
                        max_length=8,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("consult", "咨询"),
                            ("help", "求助"),
                            ("complaint", "投诉"),
                            ("report", "举报"),
                            ("advice", "意见建议"),
                            ("praise", "表扬"),
                        ],
                        max_length=12,
                        verbose_name="性质",
                    ),
                ),
                ("matter", models.CharField(blank=True, max_length=32, verbose_name="事项")),
                ("classified_on", models.DateField(null=True, verbose_name="归类日期")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="letters", to="units.unit"
                    ),
                ),
                (
                    "intake",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
                ("title", models.CharField(max_length=80, verbose_name="标题")),
                ("text", models.TextField(max_length=5000, verbose_name="内容")),
                ("consent", models.BooleanField(default=False, verbose_name="同意选登")),
                ("received_at", models.DateTimeField(verbose_name="收到时间")),
                ("received_on", models.DateField(verbose_name="收到日期")),
                ("code_digest", models.CharField(max_length=64, null=True, unique=True)),
                ("key", models.CharField(max_length=40, null=True, unique=True)),
                ("urgent", models.BooleanField(default=False, verbose_name="紧急")),
                ("urgent_words", models.JSONField(default=list, verbose_name="紧急和安全词")),
                ("supervised_on", models.DateField(null=True, verbose_name="督办日期")),
                ("declined_why", models.CharField(blank=True, max_length=300, verbose_name="不予受理的理由")),
                ("due_on", models.DateField(null=True, verbose_name="答复期限")),
                ("replied_on", models.DateField(null=True, verbose_name="答复日期")),
                ("in_time", models.BooleanField(null=True, verbose_name="按期")),
                (
                    "group",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="letters",
                        to="letters.likegroup",
                    ),
                ),
                (
                    "joined_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joined",
                        to="letters.letter",
                    ),
                ),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letter",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["unit", "-received_on"], name="letter_of_unit"),
                    models.Index(fields=["-received_on", "-id"], name="letter_newest"),
                    models.Index(fields=["matter", "-received_on"], name="letter_of_matter"),
                    models.Index(
                        condition=models.Q(("declined_why", "")),
                        fields=["received_on", "channel", "unit", "in_time", "replied_on", "case"],
                        name="letter_figures",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("source_ref", ""), _negated=True),
                        fields=("channel", "source_ref"),
                        name="letter_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("in_time", None), ("replied_on", None)),
                            models.Q(("in_time__isnull", False), ("replied_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="letter_reply_is_judged",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Instruction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="instructions", to="letters.letter"
                    ),
                ),
                ("leader", models.CharField(max_length=60, verbose_name="批示领导（职务）")),
                ("text", models.CharField(max_length=500, verbose_name="批示内容")),
                ("given_on", models.DateField(verbose_name="批示日期")),
            ],
            options={
                "ordering": ["given_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="contacts", to="letters.letter"
                    ),
                ),
                ("contacted_on", models.DateField(verbose_name="日期")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("phone", "电话"),
                            ("visit", "上门或现场"),
                            ("message", "短信"),
                            ("mail", "电子邮件"),
                            ("failed", "联系未成"),
                        ],
                        max_length=8,
                        verbose_name="方式",
                    ),
                ),
                ("note", models.CharField(max_length=300, verbose_name="情况")),
            ],
            options={
                "ordering": ["contacted_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="LetterPerson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "letter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="person", to="letters.letter"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=40, verbose_name="称呼")),
                ("reach", models.CharField(blank=True, max_length=120, verbose_name="联系方式")),
                ("digest", models.CharField(blank=True, db_index=True, max_length=64)),
                ("remove_after", models.DateField(db_index=True, null=True, verbose_name="保留至")),
            ],
        ),
        migrations.CreateModel(
            name="MatterCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField(verbose_name="月份")),
                ("matter", models.CharField(max_length=32, verbose_name="事项")),
                ("received", models.IntegerField(default=0, verbose_name="收到")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("month", "matter"), name="letter_matter_once")],
            },
        ),
        migrations.CreateModel(
            name="MonthCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField(verbose_name="月份")),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("online", "在线咨询"),
                            ("leader", "领导信箱"),
                            ("suggestion", "人民建议征集信箱"),
                            ("hotline", "12345热线"),
                            ("national", "国家平台转办"),
                        ],
                        max_length=12,
                        verbose_name="渠道",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("consult", "咨询"),
                            ("help", "求助"),
                            ("complaint", "投诉"),
                            ("report", "举报"),
                            ("advice", "意见建议"),
                            ("praise", "表扬"),
                        ],
                        max_length=12,
                        verbose_name="性质",
                    ),
                ),
                ("received", models.IntegerField(default=0, verbose_name="收到")),
                ("declined", models.IntegerField(default=0, verbose_name="不予受理")),
                ("replied", models.IntegerField(default=0, verbose_name="答复")),
                ("in_time", models.IntegerField(default=0, verbose_name="按期")),
                ("days", models.IntegerField(default=0, verbose_name="答复用时合计（天）")),
                ("rated", models.IntegerField(default=0, verbose_name="评价")),
                ("stars", models.IntegerField(default=0, verbose_name="评分合计")),
                ("satisfied", models.IntegerField(default=0, verbose_name="满意")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("month", "unit", "channel", "kind"), name="letter_count_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Move",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="moves", to="letters.letter"
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[("dispatch", "分办"), ("forward", "转办"), ("return", "退回"), ("assign", "指定承办")],
                        max_length=8,
                        verbose_name="方式",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
                (
                    "target",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="理由")),
                ("moved_on", models.DateField(verbose_name="日期")),
                ("by", models.CharField(max_length=80, verbose_name="经办")),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("how", "dispatch"), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="letter_move_has_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rounds", to="letters.letter"
                    ),
                ),
                ("serial", models.PositiveSmallIntegerField(default=1, verbose_name="第几轮")),
                (
                    "why",
                    models.CharField(
                        choices=[("first", "来信"), ("follow_up", "追问"), ("reopened", "重办")],
                        default="first",
                        max_length=10,
                    ),
                ),
                ("asked", models.TextField(blank=True, max_length=2000, verbose_name="追问")),
                ("asked_on", models.DateField(verbose_name="提出日期")),
                ("reply", models.TextField(blank=True, max_length=5000, verbose_name="答复")),
                ("basis", models.CharField(blank=True, max_length=300, verbose_name="依据")),
                (
                    "unit",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"
                    ),
                ),
                ("findings", models.JSONField(default=list, verbose_name="检查结果")),
                ("findings_note", models.CharField(blank=True, max_length=300, verbose_name="对检查结果的说明")),
                ("drafted_by", models.BigIntegerField(null=True)),
                ("approved_by", models.BigIntegerField(null=True)),
                ("due_on", models.DateField(null=True, verbose_name="期限")),
                ("replied_on", models.DateField(null=True, verbose_name="答复日期")),
                ("stars", models.PositiveSmallIntegerField(null=True, verbose_name="评价")),
                ("rating", models.CharField(blank=True, max_length=200, verbose_name="评价内容")),
                ("rated_on", models.DateField(null=True, verbose_name="评价日期")),
            ],
            options={
                "ordering": ["letter", "serial"],
                "constraints": [
                    models.UniqueConstraint(fields=("letter", "serial"), name="letter_round_once"),
                    models.CheckConstraint(
                        condition=models.Q(("stars", None), ("stars__range", (1, 5)), _connector="OR"),
                        name="letter_stars",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("replied_on", None), models.Q(("reply", ""), _negated=True), _connector="OR"
                        ),
                        name="letter_replied_with_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by", None),
                            models.Q(("approved_by", models.F("drafted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="letter_reply_two_people",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Extension",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="extensions", to="letters.letter"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="extensions", to="letters.round"
                    ),
                ),
                ("days", models.PositiveSmallIntegerField(verbose_name="工作日")),
                ("reason", models.CharField(max_length=300, verbose_name="理由")),
                ("asked_on", models.DateField(verbose_name="申请日期")),
                ("asked_by", models.BigIntegerField()),
                ("due_before", models.DateField(verbose_name="原期限")),
                ("granted", models.BooleanField(null=True, verbose_name="批准")),
                ("decided_on", models.DateField(null=True, verbose_name="决定日期")),
                ("decided_by", models.BigIntegerField(null=True)),
                ("answer", models.CharField(blank=True, max_length=300, verbose_name="决定的理由")),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("granted", True)), fields=("round",), name="letter_extended_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("granted", True), _negated=True),
                            ("decided_on__lte", models.F("due_before")),
                            _connector="OR",
                        ),
                        name="letter_extended_before_due",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="letter_extension_two_people",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Selection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="selections", to="letters.letter"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
                ("title", models.CharField(max_length=80, verbose_name="标题")),
                ("text", models.TextField(blank=True, max_length=5000, verbose_name="公开的来信")),
                ("reply", models.TextField(blank=True, max_length=5000, verbose_name="公开的答复")),
                ("consented", models.BooleanField(verbose_name="来信人同意")),
                ("rewritten", models.BooleanField(default=False, verbose_name="改写匿名")),
                ("why", models.CharField(max_length=200, verbose_name="推荐理由")),
                ("proposed_on", models.DateField(verbose_name="推荐日期")),
                ("published_on", models.DateField(null=True, verbose_name="选登日期")),
                ("hidden_why", models.CharField(blank=True, max_length=300, verbose_name="撤下理由")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letter_selection",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("published_on__isnull", False)),
                        fields=["-published_on", "-id"],
                        name="letter_selected",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_on", None),
                            models.Q(
                                models.Q(("consented", True), ("rewritten", True), _connector="OR"),
                                models.Q(("text", ""), _negated=True),
                                models.Q(("reply", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="letter_public_with_consent",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("published_on__isnull", False)),
                        fields=("letter",),
                        name="letter_published_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assist",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="assists", to="letters.letter"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="letter_assists", to="units.unit"
                    ),
                ),
                ("what", models.CharField(max_length=300, verbose_name="请会办的事项")),
                ("asked_on", models.DateField(verbose_name="送会办日期")),
                ("opinion", models.CharField(blank=True, max_length=2000, verbose_name="会办意见")),
                ("answered_on", models.DateField(null=True, verbose_name="答复日期")),
                ("withdrawn_on", models.DateField(null=True, verbose_name="撤回日期")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letter_assist",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_on", None), ("withdrawn_on", None)),
                        fields=("letter", "unit"),
                        name="letter_assist_once",
                    )
                ],
            },
        ),
    ]
