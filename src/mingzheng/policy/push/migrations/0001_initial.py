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
            name="Profile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("person", "个人"), ("enterprise", "企业")], max_length=10, verbose_name="类型"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=100, verbose_name="姓名或者名称")),
                ("email", models.EmailField(blank=True, max_length=200, verbose_name="邮箱")),
                ("mobile", models.CharField(blank=True, max_length=20, verbose_name="手机号码")),
                ("outside_id", models.CharField(blank=True, max_length=64, verbose_name="来源系统编号")),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("immediate", "有新的就告诉我"),
                            ("daily", "每天汇总一次"),
                            ("weekly", "每周汇总一次"),
                        ],
                        default="weekly",
                        max_length=10,
                        verbose_name="接收频率",
                    ),
                ),
                ("by_mail", models.BooleanField(default=True, verbose_name="邮件")),
                ("by_sms", models.BooleanField(default=False, verbose_name="短信")),
                ("by_portal", models.BooleanField(default=False, verbose_name="一网通办主页")),
                ("made_on", models.DateField(verbose_name="建立日期")),
                ("told_up_to", models.BigIntegerField(default=0, verbose_name="已告知到的批次")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("email", ""), _negated=True),
                        fields=("email", "kind"),
                        name="push_profile_once_by_mail",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("outside_id", ""), _negated=True),
                        fields=("outside_id", "kind"),
                        name="push_profile_once_by_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("email", ""), _negated=True),
                            models.Q(("mobile", ""), _negated=True),
                            models.Q(("outside_id", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="push_profile_can_be_reached",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="consents", to="push.profile"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[("push", "向我推送可能符合的政策"), ("grant", "符合免申即享的，直接列入名单")],
                        max_length=8,
                        verbose_name="目的",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[("self", "本人在本网站同意"), ("import", "来源单位取得的同意")],
                        max_length=8,
                        verbose_name="取得方式",
                    ),
                ),
                ("since", models.DateTimeField(verbose_name="同意时间")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="撤回时间")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("profile", "purpose"),
                        name="push_one_consent_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Entrance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("person", "个人"), ("enterprise", "企业")], max_length=10)),
                ("email", models.EmailField(max_length=200)),
                ("digest", models.CharField(blank=True, db_index=True, max_length=64)),
                ("until", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="FrequencyLimit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "channel",
                    models.CharField(
                        choices=[("mail", "邮件"), ("sms", "短信"), ("portal", "一网通办主页")],
                        max_length=8,
                        verbose_name="渠道",
                    ),
                ),
                ("most", models.PositiveSmallIntegerField(verbose_name="最多条数")),
                ("days", models.PositiveSmallIntegerField(verbose_name="天数")),
                ("valid_from", models.DateField(verbose_name="启用日期")),
                ("source", models.CharField(max_length=200, verbose_name="依据")),
                ("set_by", models.CharField(max_length=200, verbose_name="设定人")),
            ],
            options={
                "ordering": ["-valid_from"],
                "constraints": [
                    models.UniqueConstraint(fields=("channel", "valid_from"), name="push_limit_once_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="ProfileImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
                ("by", models.CharField(max_length=200, verbose_name="经办")),
                (
                    "kind",
                    models.CharField(
                        choices=[("person", "个人"), ("enterprise", "企业")], max_length=10, verbose_name="类型"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="文件名")),
                ("source", models.CharField(max_length=100, verbose_name="来源")),
                ("sheet", models.BinaryField(verbose_name="表格")),
                ("headings", models.JSONField(default=list, verbose_name="表头")),
                ("means", models.JSONField(default=list, verbose_name="对应栏目")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("mapping", "待对应栏目"),
                            ("checking", "正在试算"),
                            ("checked", "试算完成，待导入"),
                            ("importing", "正在导入"),
                            ("done", "已导入"),
                            ("dropped", "已放弃"),
                        ],
                        default="mapping",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("rows", models.PositiveIntegerField(null=True, verbose_name="行数")),
                ("at", models.PositiveIntegerField(default=0, verbose_name="进度")),
                ("good", models.PositiveIntegerField(default=0, verbose_name="可以导入的行")),
                ("known", models.PositiveIntegerField(default=0, verbose_name="其中已有画像的行")),
                ("bad", models.PositiveIntegerField(default=0, verbose_name="有错的行")),
                ("added", models.PositiveIntegerField(default=0, verbose_name="新增画像")),
                ("updated", models.PositiveIntegerField(default=0, verbose_name="更新画像")),
                ("made_at", models.DateTimeField(verbose_name="上传时间")),
                ("moved_at", models.DateTimeField(verbose_name="最近进展")),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["done", "dropped"]), _negated=True),
                            ("sheet", b""),
                            _connector="OR",
                        ),
                        name="push_import_over_keeps_no_sheet",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportFault",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="faults", to="push.profileimport"
                    ),
                ),
                ("line", models.PositiveIntegerField(verbose_name="行")),
                ("message", models.CharField(max_length=200, verbose_name="问题")),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Response",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="responses", to="push.profile"
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="push_responses", to="policies.policy"
                    ),
                ),
                ("opened_at", models.DateTimeField(verbose_name="打开时间")),
                ("useful", models.BooleanField(null=True, verbose_name="有用")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="评价时间")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("profile", "policy"), name="push_response_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("useful", None)),
                            models.Q(("answered_at__isnull", False), ("useful__isnull", False)),
                            _connector="OR",
                        ),
                        name="push_answer_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="push_rules", to="policies.policy"
                    ),
                ),
                (
                    "of",
                    models.CharField(
                        choices=[("person", "个人"), ("enterprise", "企业")], max_length=10, verbose_name="面向"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="版本")),
                ("tree", models.JSONField(default=dict, verbose_name="条件")),
                ("benefit", models.CharField(blank=True, max_length=200, verbose_name="享受什么")),
                ("apply_until", models.DateField(blank=True, null=True, verbose_name="申请截止日期")),
                ("grants", models.BooleanField(default=False, verbose_name="免申即享")),
                ("valid_from", models.DateField(null=True, verbose_name="启用日期")),
                ("valid_until", models.DateField(null=True, verbose_name="停用日期")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "起草中"),
                            ("approved", "已批准"),
                            ("replaced", "已被替换"),
                            ("dropped", "已撤销"),
                        ],
                        default="draft",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="push_rule",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(fields=("policy", "of", "number"), name="push_rule_version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "draft")),
                        fields=("policy", "of"),
                        name="push_one_draft_rule_at_a_time",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "approved")),
                        fields=("policy", "of", "valid_from"),
                        name="push_one_rule_from_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "dropped"]), ("valid_from__isnull", False), _connector="OR"
                        ),
                        name="push_rule_dated",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BackTest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="back_tests", to="push.rule"
                    ),
                ),
                ("title", models.CharField(max_length=100, verbose_name="名单")),
                ("made_at", models.DateTimeField(verbose_name="时间")),
                ("made_by", models.CharField(max_length=200, verbose_name="办理人")),
                ("fits", models.PositiveIntegerField(verbose_name="符合")),
                ("unknown", models.PositiveIntegerField(verbose_name="还差信息")),
                ("fails", models.PositiveIntegerField(verbose_name="不符合")),
                ("misses", models.JSONField(default=list, verbose_name="被哪一行排除")),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Example",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="examples", to="push.rule"
                    ),
                ),
                ("title", models.CharField(max_length=100, verbose_name="例子")),
                ("values", models.JSONField(default=dict, verbose_name="画像")),
                (
                    "wanted",
                    models.CharField(
                        choices=[("fits", "符合"), ("unknown", "还差信息"), ("not", "不符合")],
                        max_length=8,
                        verbose_name="应当得出",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="grants", to="policies.policy"
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="grants_made", to="push.rule"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
                ("made_on", models.DateField(verbose_name="名单日期")),
                ("number", models.PositiveIntegerField(default=0, verbose_name="人数或者户数")),
                ("left_out", models.PositiveIntegerField(default=0, verbose_name="没有同意的")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grant",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="GrantRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "grant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="push.grant"
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="grant_rows", to="push.profile"
                    ),
                ),
                ("reasons", models.BigIntegerField(default=0)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("grant", "profile"), name="push_grant_row_once")],
            },
        ),
        migrations.CreateModel(
            name="Sent",
            fields=[
                ("key", models.CharField(max_length=80, primary_key=True, serialize=False)),
                (
                    "profile",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="sent", to="push.profile"
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[("mail", "邮件"), ("sms", "短信"), ("portal", "一网通办主页")],
                        max_length=8,
                        verbose_name="渠道",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("sending", "正在发送"), ("sent", "已发出"), ("failed", "没有发出")],
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("policies", models.PositiveSmallIntegerField(default=0, verbose_name="政策件数")),
                ("at", models.DateTimeField(verbose_name="时间")),
            ],
            options={
                "indexes": [models.Index(fields=["profile", "channel", "at"], name="push_sent_to")],
            },
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=200, verbose_name="邮箱")),
                (
                    "by",
                    models.CharField(
                        choices=[
                            ("tag", "标签"),
                            ("theme", "主题分类"),
                            ("unit", "发布单位"),
                            ("stage", "政策环节"),
                            ("all", "全部政策"),
                        ],
                        max_length=8,
                        verbose_name="按什么",
                    ),
                ),
                ("topic", models.CharField(blank=True, max_length=100, verbose_name="内容")),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            ("immediate", "有新的就告诉我"),
                            ("daily", "每天汇总一次"),
                            ("weekly", "每周汇总一次"),
                        ],
                        default="weekly",
                        max_length=10,
                        verbose_name="频率",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="提出时间")),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="确认时间")),
                ("told_on", models.DateField(null=True, verbose_name="已告知到")),
            ],
            options={
                "indexes": [models.Index(fields=["rhythm", "by", "topic"], name="push_subscribers")],
                "constraints": [
                    models.UniqueConstraint(fields=("email", "by", "topic"), name="push_subscription_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="push_batches", to="policies.policy"
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="batches", to="push.rule"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("by", models.CharField(max_length=200, verbose_name="办理人")),
                ("matched", models.PositiveIntegerField(default=0, verbose_name="符合")),
                ("written", models.PositiveIntegerField(default=0, verbose_name="新告知")),
                ("asked", models.PositiveIntegerField(default=0, verbose_name="可能符合")),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "profile_id", "policy_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="push.profile",
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="policies.policy",
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="push.batch",
                    ),
                ),
                ("reasons", models.BigIntegerField(default=0, verbose_name="符合的条件")),
            ],
        ),
        migrations.CreateModel(
            name="EnterpriseFacts",
            fields=[
                ("open", models.BooleanField(default=False, verbose_name="同意推送")),
                (
                    "profile",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="enterprise_facts",
                        serialize=False,
                        to="push.profile",
                    ),
                ),
                ("section", models.CharField(blank=True, max_length=12, null=True, verbose_name="行业门类")),
                ("division", models.CharField(blank=True, max_length=12, null=True, verbose_name="行业大类")),
                ("size", models.CharField(blank=True, max_length=12, null=True, verbose_name="企业规模")),
                ("place", models.CharField(blank=True, max_length=12, null=True, verbose_name="注册地")),
                ("park", models.CharField(blank=True, max_length=12, null=True, verbose_name="所在园区")),
                ("employees", models.IntegerField(blank=True, null=True, verbose_name="从业人数")),
                ("revenue", models.BigIntegerField(blank=True, null=True, verbose_name="上年度营业收入")),
                ("capital", models.BigIntegerField(blank=True, null=True, verbose_name="注册资本")),
                ("research", models.BigIntegerField(blank=True, null=True, verbose_name="上年度研发费用")),
                ("tax", models.BigIntegerField(blank=True, null=True, verbose_name="上年度纳税额")),
                ("disabled_staff", models.IntegerField(blank=True, null=True, verbose_name="安置残疾职工")),
                ("founded_on", models.DateField(blank=True, null=True, verbose_name="成立日期")),
                ("high_tech", models.BooleanField(blank=True, null=True, verbose_name="高新技术企业")),
                ("special_new", models.BooleanField(blank=True, null=True, verbose_name="专精特新企业")),
                ("tech_sme", models.BooleanField(blank=True, null=True, verbose_name="科技型中小企业")),
                ("listed", models.BooleanField(blank=True, null=True, verbose_name="上市企业")),
                ("foreign_funded", models.BooleanField(blank=True, null=True, verbose_name="外商投资企业")),
                ("headquarters", models.BooleanField(blank=True, null=True, verbose_name="总部企业")),
                ("credit_ok", models.BooleanField(blank=True, null=True, verbose_name="无严重失信记录")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PersonFacts",
            fields=[
                ("open", models.BooleanField(default=False, verbose_name="同意推送")),
                (
                    "profile",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="person_facts",
                        serialize=False,
                        to="push.profile",
                    ),
                ),
                ("born_on", models.DateField(blank=True, null=True, verbose_name="出生日期")),
                ("street", models.CharField(blank=True, max_length=12, null=True, verbose_name="居住地")),
                ("hukou", models.CharField(blank=True, max_length=12, null=True, verbose_name="户籍")),
                ("employment", models.CharField(blank=True, max_length=12, null=True, verbose_name="就业状况")),
                ("education", models.CharField(blank=True, max_length=12, null=True, verbose_name="学历")),
                ("sex", models.CharField(blank=True, max_length=12, null=True, verbose_name="性别")),
                ("graduated_on", models.DateField(blank=True, null=True, verbose_name="毕业日期")),
                ("household", models.IntegerField(blank=True, null=True, verbose_name="家庭人数")),
                ("children", models.IntegerField(blank=True, null=True, verbose_name="未成年子女数")),
                ("social_insurance", models.IntegerField(blank=True, null=True, verbose_name="缴纳社会保险月数")),
                ("low_income", models.BooleanField(blank=True, null=True, verbose_name="低保或者低收入家庭")),
                ("disabled", models.BooleanField(blank=True, null=True, verbose_name="持有残疾人证")),
                ("veteran", models.BooleanField(blank=True, null=True, verbose_name="退役军人")),
                ("alone", models.BooleanField(blank=True, null=True, verbose_name="独居")),
                ("renting", models.BooleanField(blank=True, null=True, verbose_name="租房居住")),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
