import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from mingzheng.core.first_tables import FirstTables


class Migration(FirstTables):
    dependencies = [
        ("files", "0001_initial"),
        ("procedures", "0001_initial"),
        ("units", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Application",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="foi_applications",
                        to="units.unit",
                        verbose_name="办理单位",
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=40, verbose_name="申请号")),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("portal", "申请人在网站提交"),
                            ("desk", "工作人员登记"),
                            ("import", "导入的往年申请"),
                        ],
                        max_length=8,
                        verbose_name="来源",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("in_person", "当面提交"),
                            ("signed_post", "邮寄（挂号、特快专递）"),
                            ("ordinary_mail", "邮寄（平常信函）"),
                            ("internet", "网上提交（含电子邮件）"),
                            ("fax", "传真"),
                        ],
                        max_length=16,
                        verbose_name="提交渠道",
                    ),
                ),
                (
                    "applicant_kind",
                    models.CharField(
                        choices=[
                            ("natural", "自然人"),
                            ("business", "商业企业"),
                            ("research", "科研机构"),
                            ("welfare", "社会公益组织"),
                            ("legal", "法律服务机构"),
                            ("other", "其他"),
                        ],
                        max_length=8,
                        verbose_name="申请人类别",
                    ),
                ),
                ("wanted", models.TextField(blank=True, verbose_name="申请公开的信息")),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("paper", "纸质"),
                            ("electronic", "电子文档"),
                            ("disk", "光盘等介质"),
                            ("view", "查阅、抄录"),
                        ],
                        default="electronic",
                        max_length=12,
                        verbose_name="提供形式",
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("post", "邮寄"),
                            ("email", "电子邮件"),
                            ("online", "网上获取"),
                            ("pickup", "自行领取"),
                            ("fax", "传真"),
                        ],
                        default="email",
                        max_length=8,
                        verbose_name="获取方式",
                    ),
                ),
                ("submitted_on", models.DateField(verbose_name="提交日期")),
                ("received_on", models.DateField(blank=True, null=True, verbose_name="收到日期")),
                ("receipt_how", models.CharField(blank=True, max_length=200, verbose_name="收到的确认方式")),
                ("helped", models.BooleanField(default=False, verbose_name="由工作人员代为填写")),
                (
                    "taken_at",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                        verbose_name="代收单位",
                    ),
                ),
                ("counted", models.BooleanField(default=True, verbose_name="计入年报")),
                ("leaf", models.CharField(blank=True, max_length=4, verbose_name="办理结果")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="办结日期")),
                ("delivered_on", models.DateField(blank=True, null=True, verbose_name="答复送达日期")),
                ("redo_ordered_on", models.DateField(blank=True, null=True, verbose_name="责令重新答复日期")),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="foi.application",
                    ),
                ),
                ("query_hash", models.CharField(blank=True, db_index=True, max_length=64, verbose_name="查询码指纹")),
                ("purged_on", models.DateField(blank=True, null=True, verbose_name="个人信息清除日期")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="foi_application",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "verbose_name": "政府信息公开申请",
                "indexes": [
                    models.Index(fields=["unit", "received_on", "applicant_kind"], name="foi_received"),
                    models.Index(fields=["closed_on", "unit", "leaf", "applicant_kind"], name="foi_closed"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("unit", "number"),
                        name="foi_number_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_on", None), ("leaf", "")),
                            models.Q(("closed_on__isnull", False), models.Q(("leaf", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="foi_closed_with_leaf",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on", None),
                            ("received_on__isnull", True),
                            ("closed_on__gte", models.F("received_on")),
                            _connector="OR",
                        ),
                        name="foi_closed_after_receipt",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("purged_on", None),
                            models.Q(("wanted", ""), ("case__isnull", False)),
                            ("origin", "import"),
                            _connector="OR",
                        ),
                        name="foi_purged_clean",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Applicant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="applicant", to="foi.application"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="姓名或者名称")),
                (
                    "id_kind",
                    models.CharField(
                        choices=[
                            ("resident", "居民身份证"),
                            ("passport", "护照"),
                            ("hk_macao", "港澳居民来往内地通行证"),
                            ("taiwan", "台湾居民来往大陆通行证"),
                            ("uscc", "统一社会信用代码"),
                            ("other", "其他证件"),
                        ],
                        max_length=12,
                        verbose_name="证件种类",
                    ),
                ),
                ("id_number", models.CharField(max_length=40, verbose_name="证件号码")),
                ("representative", models.CharField(blank=True, max_length=60, verbose_name="法定代表人或者负责人")),
                ("contact", models.CharField(blank=True, max_length=60, verbose_name="联系人")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="联系电话")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="电子邮箱")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="通信地址")),
                ("postcode", models.CharField(blank=True, max_length=10, verbose_name="邮政编码")),
            ],
            options={
                "verbose_name": "申请人",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("address", ""), ("email", ""), ("phone", ""), _negated=True),
                        name="foi_applicant_reachable",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ClosingFigures",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="foi_closing",
                        to="units.unit",
                        verbose_name="单位",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("regulations", models.PositiveIntegerField(default=0, verbose_name="规章现行有效件数")),
                ("normative", models.PositiveIntegerField(default=0, verbose_name="行政规范性文件现行有效件数")),
                ("carried_out", models.JSONField(verbose_name="结转下年度继续办理")),
                ("source", models.CharField(max_length=200, verbose_name="来源")),
                ("entered_on", models.DateField(verbose_name="登记日期")),
            ],
            options={
                "verbose_name": "上年结转数",
                "ordering": ["-year", "unit__order"],
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "year"), name="foi_closing_once"),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 2008), ("year__lte", 2100)), name="foi_closing_year"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="foi_closing_source"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Conference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                        verbose_name="召集单位",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("case", "疑难案件会商"), ("exchange", "业务交流")], max_length=8, verbose_name="种类"
                    ),
                ),
                ("topic", models.CharField(max_length=120, verbose_name="议题")),
                ("held_on", models.DateField(verbose_name="日期")),
                ("minutes", models.TextField(verbose_name="纪要")),
                ("people", models.PositiveSmallIntegerField(verbose_name="参加人数")),
                ("units", models.ManyToManyField(related_name="+", to="units.unit", verbose_name="参加单位")),
                (
                    "applications",
                    models.ManyToManyField(related_name="conferences", to="foi.application", verbose_name="涉及的申请"),
                ),
            ],
            options={
                "verbose_name": "会商和交流",
                "ordering": ["-held_on", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("minutes", ""), _negated=True), name="foi_conference_minutes"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Consultation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="consultations", to="foi.application"
                    ),
                ),
                ("ref", models.CharField(max_length=8, verbose_name="编号")),
                (
                    "kind",
                    models.CharField(
                        choices=[("third_party", "第三方"), ("co_agency", "共同制作机关")],
                        max_length=12,
                        verbose_name="征求对象",
                    ),
                ),
                ("party", models.CharField(max_length=100, verbose_name="名称")),
                ("contact", models.CharField(blank=True, max_length=200, verbose_name="联系方式")),
                ("content", models.TextField(verbose_name="征求意见的内容")),
                ("sent_on", models.DateField(verbose_name="发出日期")),
                ("delivered_on", models.DateField(null=True, verbose_name="收到日期")),
                ("due_on", models.DateField(null=True, verbose_name="答复期限届满之日")),
                ("ended_on", models.DateField(null=True, verbose_name="征求意见结束之日")),
                ("answered_on", models.DateField(null=True, verbose_name="答复日期")),
                (
                    "position",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agree", "同意公开"),
                            ("partly", "同意部分公开"),
                            ("object", "不同意公开"),
                            ("silent", "逾期未答复"),
                        ],
                        max_length=8,
                        verbose_name="意见",
                    ),
                ),
                ("reasons", models.TextField(blank=True, verbose_name="理由")),
                ("overruled", models.TextField(blank=True, verbose_name="不采纳其意见、决定公开的理由")),
            ],
            options={
                "verbose_name": "征求意见",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("application", "ref"), name="foi_consultation_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_on", None), ("position", "")),
                            models.Q(("ended_on__isnull", False), models.Q(("position", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="foi_consultation_ended_with_position",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Conversation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="conversations", to="foi.application"
                    ),
                ),
                ("talked_on", models.DateField(verbose_name="日期")),
                (
                    "way",
                    models.CharField(
                        choices=[("phone", "电话"), ("in_person", "当面"), ("mail", "电子邮件"), ("letter", "信函")],
                        max_length=12,
                        verbose_name="方式",
                    ),
                ),
                ("summary", models.TextField(blank=True, verbose_name="沟通内容")),
                ("suggested", models.CharField(blank=True, max_length=200, verbose_name="建议的渠道")),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("explained", "已说明办理情况"),
                            ("cleared", "明确了申请内容"),
                            ("solved", "诉求已通过其他渠道解决"),
                            ("pointed", "已指引其他渠道"),
                            ("unreached", "没有联系上"),
                        ],
                        max_length=12,
                        verbose_name="结果",
                    ),
                ),
                ("person", models.CharField(max_length=60, verbose_name="沟通人")),
            ],
            options={
                "verbose_name": "沟通记录",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="correction", to="foi.application"
                    ),
                ),
                ("items", models.TextField(verbose_name="需要补正的事项")),
                ("period_days", models.PositiveSmallIntegerField(verbose_name="补正期限（工作日）")),
                ("asked_on", models.DateField(verbose_name="告知日期")),
                ("delivered_on", models.DateField(null=True, verbose_name="告知书送达日期")),
                ("due_on", models.DateField(null=True, verbose_name="补正期限届满之日")),
                ("received_on", models.DateField(null=True, verbose_name="收到补正日期")),
                ("answer", models.TextField(blank=True, verbose_name="补正内容")),
                ("lapsed_on", models.DateField(null=True, verbose_name="视为放弃日期")),
            ],
            options={
                "verbose_name": "补正",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("period_days__gte", 1), ("period_days__lte", 60)),
                        name="foi_correction_period",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("received_on", None), ("lapsed_on", None), _connector="OR"),
                        name="foi_correction_one_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Counter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
                ("series", models.CharField(max_length=40)),
                ("last", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("unit", "series"), name="foi_counter_once")],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code_hash", models.CharField(blank=True, max_length=64, verbose_name="草稿码指纹")),
                ("sealed", models.TextField(blank=True, verbose_name="加密的内容")),
                ("made_on", models.DateField(verbose_name="开始填写日期")),
                ("expires_on", models.DateField(db_index=True, verbose_name="清除日期")),
            ],
            options={
                "verbose_name": "申请草稿",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("code_hash", ""), _negated=True),
                        fields=("code_hash",),
                        name="foi_draft_code_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_on__gte", models.F("made_on"))), name="foi_draft_span"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Explanation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="explanation", to="foi.application"
                    ),
                ),
                ("asked_on", models.DateField(verbose_name="要求说明理由日期")),
                ("why", models.TextField(verbose_name="数量、频次明显超过合理范围的情况")),
                ("answered_on", models.DateField(null=True, verbose_name="说明日期")),
                ("answer", models.TextField(blank=True, verbose_name="申请人说明的理由")),
                ("reasonable", models.BooleanField(null=True, verbose_name="理由是否合理")),
                ("until", models.DateField(null=True, verbose_name="确定的答复日期")),
            ],
            options={
                "verbose_name": "说明理由",
            },
        ),
        migrations.CreateModel(
            name="Extension",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="extensions", to="foi.application"
                    ),
                ),
                ("days", models.PositiveSmallIntegerField(verbose_name="延长的工作日数")),
                ("reason", models.CharField(max_length=500, verbose_name="理由")),
                ("asked_on", models.DateField(verbose_name="提出日期")),
                ("approved_on", models.DateField(null=True, verbose_name="批准日期")),
                ("refused_on", models.DateField(null=True, verbose_name="不批准日期")),
                ("decision", models.CharField(blank=True, max_length=500, verbose_name="负责人意见")),
            ],
            options={
                "verbose_name": "延期",
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("days__gte", 1), ("days__lte", 20)), name="foi_extension_days"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("approved_on", None), ("refused_on", None)),
                        fields=("application",),
                        name="foi_extension_one_pending",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("approved_on", None), ("refused_on", None), _connector="OR"),
                        name="foi_extension_one_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Fee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="fee", to="foi.application"
                    ),
                ),
                (
                    "tariff",
                    models.CharField(
                        choices=[("count", "按件计收"), ("pages", "按量计收")], max_length=8, verbose_name="收费方式"
                    ),
                ),
                ("n", models.PositiveIntegerField(verbose_name="件数或者页数")),
                ("amount", models.PositiveIntegerField(verbose_name="金额（元）")),
                ("how", models.CharField(max_length=300, verbose_name="缴纳方式")),
                ("noticed_on", models.DateField(verbose_name="通知日期")),
                ("delivered_on", models.DateField(null=True, verbose_name="通知送达日期")),
                ("due_on", models.DateField(null=True, verbose_name="缴费期限届满之日")),
                ("paid_on", models.DateField(null=True, verbose_name="缴费日期")),
                ("receipt", models.CharField(blank=True, max_length=60, verbose_name="缴款凭证号")),
                ("lapsed_on", models.DateField(null=True, verbose_name="视为放弃日期")),
            ],
            options={
                "verbose_name": "信息处理费",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="foi_fee_positive"),
                    models.CheckConstraint(
                        condition=models.Q(("paid_on", None), ("lapsed_on", None), _connector="OR"),
                        name="foi_fee_one_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="grants", to="foi.application"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="查阅理由")),
                ("granted_on", models.DateField(verbose_name="查阅日期")),
                ("until", models.DateField(verbose_name="截止日期")),
            ],
            options={
                "verbose_name": "查阅授权",
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["person", "until"], name="foi_grant_person")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="foi_grant_reason"),
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("granted_on"))), name="foi_grant_span"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KeptRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("same", "查找多人申请的同一信息"), ("channels", "沟通时可以建议的渠道")],
                        max_length=12,
                        verbose_name="规则",
                    ),
                ),
                ("value", models.JSONField(verbose_name="内容")),
                ("valid_from", models.DateField(verbose_name="启用日期")),
                ("source", models.CharField(max_length=200, verbose_name="依据")),
                ("set_by", models.CharField(max_length=60, verbose_name="确定人")),
            ],
            options={
                "verbose_name": "依申请公开规则",
                "ordering": ["kind", "-valid_from"],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "valid_from"), name="foi_rule_begins_once"),
                    models.CheckConstraint(condition=models.Q(("source", ""), _negated=True), name="foi_rule_source"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="letters", to="foi.application"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
                ("kind", models.CharField(max_length=24, verbose_name="文书种类")),
                ("ref", models.CharField(blank=True, max_length=8, verbose_name="对应的事项")),
                ("word", models.CharField(blank=True, max_length=16, verbose_name="机关代字")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年份")),
                ("serial", models.PositiveIntegerField(null=True, verbose_name="序号")),
                ("title", models.CharField(max_length=120, verbose_name="标题")),
                ("addressee", models.CharField(blank=True, max_length=100, verbose_name="受送达人")),
                ("paragraphs", models.JSONField(default=list, verbose_name="正文")),
                ("remedy", models.TextField(blank=True, verbose_name="救济途径")),
                ("signed_on", models.DateField(verbose_name="落款日期")),
                ("signed_by", models.CharField(max_length=60, verbose_name="签发人")),
                ("texts", models.JSONField(default=dict, verbose_name="所用文本的版本")),
                (
                    "status",
                    models.CharField(
                        choices=[("signed", "已签发"), ("void", "已作废")],
                        default="signed",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                (
                    "pdf",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                (
                    "word_file",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                (
                    "signed_copy",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                ("attachments", models.ManyToManyField(related_name="+", to="files.storedfile")),
            ],
            options={
                "verbose_name": "文书",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "word", "year", "serial"), name="foi_letter_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("serial", None), ("word", "")),
                            models.Q(models.Q(("word", ""), _negated=True), ("serial__isnull", False)),
                            _connector="OR",
                        ),
                        name="foi_letter_word_with_serial",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="deliveries", to="foi.letter"
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("hand", "直接送达"),
                            ("post", "邮寄送达"),
                            ("online", "网上送达"),
                            ("email", "电子邮件送达"),
                            ("fax", "传真送达"),
                            ("left", "留置送达"),
                            ("notice", "公告送达"),
                        ],
                        max_length=8,
                        verbose_name="送达方式",
                    ),
                ),
                ("sent_on", models.DateField(verbose_name="发出日期")),
                ("tracking", models.CharField(blank=True, max_length=60, verbose_name="邮件号码")),
                ("delivered_on", models.DateField(null=True, verbose_name="送达日期")),
                ("receiver", models.CharField(blank=True, max_length=60, verbose_name="签收人")),
                ("failed_on", models.DateField(null=True, verbose_name="退回日期")),
                ("failure", models.CharField(blank=True, max_length=200, verbose_name="未送达的原因")),
                (
                    "proof",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
            ],
            options={
                "verbose_name": "送达",
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("delivered_on", None), ("failed_on", None), _connector="OR"),
                        name="foi_delivery_one_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("delivered_on", None), ("delivered_on__gte", models.F("sent_on")), _connector="OR"
                        ),
                        name="foi_delivered_after_sent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Acknowledgement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "letter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="acknowledgement", to="foi.letter"
                    ),
                ),
                ("said_on", models.DateField(verbose_name="申请人确认收到日期")),
            ],
            options={
                "verbose_name": "申请人确认收到",
            },
        ),
        migrations.CreateModel(
            name="LetterText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=48, verbose_name="用处")),
                ("version", models.PositiveSmallIntegerField(verbose_name="版本")),
                ("title", models.CharField(blank=True, max_length=120, verbose_name="标题")),
                ("body", models.TextField(verbose_name="文本")),
                ("valid_from", models.DateField(verbose_name="启用日期")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="停用日期")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="来源")),
            ],
            options={
                "verbose_name": "文书文本",
                "ordering": ["key", "-version"],
                "constraints": [
                    models.UniqueConstraint(fields=("key", "version"), name="foi_text_version"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="foi_text_span",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NumberPrefix",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                        verbose_name="单位",
                    ),
                ),
                ("prefix", models.CharField(max_length=20, verbose_name="机关代字")),
                ("valid_from", models.DateField(verbose_name="启用日期")),
                ("source", models.CharField(max_length=200, verbose_name="依据")),
                ("set_by", models.CharField(max_length=60, verbose_name="确定人")),
            ],
            options={
                "verbose_name": "机关代字",
                "ordering": ["-valid_from"],
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "valid_from"), name="foi_prefix_begins_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("prefix", ""), _negated=True), models.Q(("source", ""), _negated=True)
                        ),
                        name="foi_prefix_filled",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="日期")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                        verbose_name="公开信息的单位",
                    ),
                ),
                ("shown", models.PositiveIntegerField(default=0, verbose_name="推荐次数")),
                ("opened", models.PositiveIntegerField(default=0, verbose_name="打开次数")),
                ("avoided", models.PositiveIntegerField(default=0, verbose_name="因此不必申请的次数")),
            ],
            options={
                "verbose_name": "申请前推荐",
                "constraints": [models.UniqueConstraint(fields=("day", "unit"), name="foi_offer_once")],
            },
        ),
        migrations.CreateModel(
            name="Outcome",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="outcome", to="foi.application"
                    ),
                ),
                ("leaf", models.CharField(max_length=4, verbose_name="办理结果")),
                ("withheld", models.JSONField(blank=True, default=list, verbose_name="不予公开部分的情形")),
                ("reason", models.TextField(blank=True, verbose_name="事实和理由")),
                ("pointer", models.TextField(blank=True, verbose_name="获取的方式、途径或者可以反映的渠道")),
                ("agency", models.CharField(blank=True, max_length=200, verbose_name="负责公开的机关")),
                ("agency_contact", models.CharField(blank=True, max_length=200, verbose_name="该机关的联系方式")),
                ("supplied", models.TextField(blank=True, verbose_name="提供的信息")),
                ("given", models.JSONField(blank=True, default=list, verbose_name="随答复提供的遮盖副本")),
                ("drafted_on", models.DateField(verbose_name="拟稿日期")),
                ("drafted_by", models.CharField(max_length=60, verbose_name="拟稿人")),
            ],
            options={
                "verbose_name": "拟答复",
            },
        ),
        migrations.CreateModel(
            name="OwnFigures",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="foi_figures",
                        to="units.unit",
                        verbose_name="单位",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("licences", models.PositiveIntegerField(verbose_name="行政许可处理决定数量")),
                ("penalties", models.PositiveIntegerField(verbose_name="行政处罚处理决定数量")),
                ("coercive", models.PositiveIntegerField(verbose_name="行政强制处理决定数量")),
                (
                    "fees_wan",
                    models.DecimalField(
                        decimal_places=4,
                        max_digits=14,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="行政事业性收费金额（万元）",
                    ),
                ),
                ("source", models.CharField(max_length=300, verbose_name="来源说明")),
                ("entered_on", models.DateField(verbose_name="登记日期")),
            ],
            options={
                "verbose_name": "主动公开数据",
                "ordering": ["-year", "unit__order"],
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "year"), name="foi_own_once"),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 2008), ("year__lte", 2100)), name="foi_own_year"
                    ),
                    models.CheckConstraint(condition=models.Q(("fees_wan__gte", 0)), name="foi_own_fees"),
                    models.CheckConstraint(condition=models.Q(("source", ""), _negated=True), name="foi_own_source"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rating", to="foi.application"
                    ),
                ),
                ("stars", models.PositiveSmallIntegerField(verbose_name="满意度")),
                ("text", models.TextField(blank=True, verbose_name="意见")),
                ("said_on", models.DateField(verbose_name="评价日期")),
            ],
            options={
                "verbose_name": "满意度评价",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("stars__gte", 1), ("stars__lte", 5)), name="foi_rating_range"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RetentionTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("years", models.PositiveSmallIntegerField(verbose_name="保存年限")),
                ("valid_from", models.DateField(unique=True, verbose_name="启用日期")),
                ("source", models.CharField(max_length=200, verbose_name="依据")),
                ("set_by", models.CharField(max_length=60, verbose_name="确定人")),
            ],
            options={
                "verbose_name": "个人信息保存年限",
                "ordering": ["-valid_from"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("years__gte", 1), ("years__lte", 50)), name="foi_term_years"
                    ),
                    models.CheckConstraint(condition=models.Q(("source", ""), _negated=True), name="foi_term_source"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SameInformation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
                ("topic", models.CharField(max_length=200, verbose_name="信息")),
                ("suggested_by_applicant", models.BooleanField(default=False, verbose_name="申请人建议")),
                ("found_on", models.DateField(verbose_name="发现日期")),
                ("accepted_on", models.DateField(null=True, verbose_name="决定转主动公开日期")),
                ("declined_on", models.DateField(null=True, verbose_name="决定不转日期")),
                ("reason", models.TextField(blank=True, verbose_name="不转主动公开的理由")),
                ("document", models.CharField(blank=True, max_length=32, verbose_name="公开的文件（索引号）")),
                ("published_on", models.DateField(null=True, verbose_name="公开日期")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="foi_same_information",
                        to="procedures.case",
                    ),
                ),
                ("applications", models.ManyToManyField(related_name="same_information", to="foi.application")),
            ],
            options={
                "verbose_name": "转主动公开",
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("document", ""), ("published_on", None)),
                            models.Q(("published_on__isnull", False), models.Q(("document", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="foi_same_published_with_document",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_on", None),
                            models.Q(("accepted_on__isnull", False), ("declined_on", None)),
                            _connector="OR",
                        ),
                        name="foi_same_published_when_accepted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("declined_on", None), ("reason", "")),
                            models.Q(("declined_on__isnull", False), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="foi_same_declined_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Search",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="searches", to="foi.application"
                    ),
                ),
                ("searched_on", models.DateField(verbose_name="检索日期")),
                ("place", models.CharField(max_length=200, verbose_name="检索范围")),
                ("person", models.CharField(max_length=60, verbose_name="检索人")),
                ("words", models.CharField(max_length=300, verbose_name="检索词和方法")),
                ("found", models.BooleanField(verbose_name="有无")),
                ("result", models.TextField(verbose_name="检索结果")),
            ],
            options={
                "verbose_name": "检索记录",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Supplement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="supplements", to="foi.application"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("correction", "补正"),
                            ("material", "补充说明或材料"),
                            ("withdrawal", "撤回申请"),
                            ("help", "需要的帮助"),
                        ],
                        max_length=12,
                        verbose_name="种类",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="内容")),
                ("handed_in_on", models.DateField(verbose_name="提交日期")),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "待确认"), ("taken", "已确认"), ("declined", "未采用")],
                        default="waiting",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("settled_on", models.DateField(blank=True, null=True, verbose_name="确认日期")),
                ("settled_by", models.CharField(blank=True, max_length=120, verbose_name="确认人")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="给申请人的说明")),
            ],
            options={
                "verbose_name": "申请人补充",
                "ordering": ["id"],
                "indexes": [models.Index(fields=["application", "state"], name="foi_supplement_waiting")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_on", None), ("state", "waiting")),
                            models.Q(models.Q(("state", "waiting"), _negated=True), ("settled_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="foi_supplement_settled",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TypicalCase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
                (
                    "application",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="typical_cases",
                        to="foi.application",
                    ),
                ),
                ("leaf", models.CharField(max_length=4, verbose_name="办理结果")),
                ("title", models.CharField(max_length=120, verbose_name="标题")),
                ("facts", models.TextField(verbose_name="案情")),
                ("question", models.TextField(verbose_name="争议焦点")),
                ("handling", models.TextField(verbose_name="处理")),
                ("lesson", models.TextField(verbose_name="启示")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "待审核"), ("shared", "已入库"), ("dropped", "不采用")],
                        default="draft",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("drafted_on", models.DateField(verbose_name="提交日期")),
                ("drafted_by", models.BigIntegerField(verbose_name="提交人")),
                ("checked_on", models.DateField(null=True, verbose_name="审核日期")),
                ("checked_by", models.BigIntegerField(null=True, verbose_name="审核人")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="foi_typical_case",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "verbose_name": "典型案例",
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["status", "-checked_on", "-id"], name="foi_typical_shared")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "draft"),
                            models.Q(
                                ("checked_on__isnull", False),
                                models.Q(("checked_by", models.F("drafted_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="foi_typical_checked_by_another",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key_hash", models.CharField(max_length=64, unique=True, verbose_name="标识指纹")),
                (
                    "draft",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="visits", to="foi.draft"
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="visits",
                        to="foi.application",
                    ),
                ),
                ("fresh_code", models.TextField(blank=True, verbose_name="加密的查询码")),
                ("seen_at", models.DateTimeField(db_index=True, verbose_name="最近使用")),
            ],
            options={
                "verbose_name": "访问",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("application", None), ("draft__isnull", False), ("fresh_code", "")),
                            models.Q(("application__isnull", False), ("draft", None)),
                            _connector="OR",
                        ),
                        name="foi_visit_one_thing",
                    )
                ],
            },
        ),
    ]
