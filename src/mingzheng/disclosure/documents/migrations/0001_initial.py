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
            name="IndexCounter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("unit", "year"), name="index_counter_once")],
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="documents", to="units.unit"
                    ),
                ),
                ("index_number", models.CharField(max_length=64, null=True, unique=True, verbose_name="索引号")),
                ("opened_at", models.DateTimeField(verbose_name="立项时间")),
                ("first_published_at", models.DateTimeField(null=True, verbose_name="首次公开时间")),
                ("listed", models.BooleanField(default=False, verbose_name="现向社会公开")),
                ("title", models.CharField(max_length=300, verbose_name="标题")),
                ("doc_number", models.CharField(blank=True, max_length=64, verbose_name="发文字号")),
                ("genre", models.CharField(blank=True, max_length=16, verbose_name="体裁")),
                ("theme", models.CharField(blank=True, max_length=64, verbose_name="主题分类")),
                ("theme_class", models.CharField(blank=True, max_length=32, verbose_name="主题一级类")),
                ("normative", models.BooleanField(default=False, verbose_name="行政规范性文件")),
                ("formed_on", models.DateField(null=True, verbose_name="成文日期")),
                ("published_on", models.DateField(null=True, verbose_name="公开日期")),
                ("year", models.PositiveSmallIntegerField(null=True, verbose_name="年份")),
                (
                    "validity",
                    models.CharField(
                        choices=[
                            ("pending", "尚未施行"),
                            ("valid", "现行有效"),
                            ("partial", "部分失效"),
                            ("amended", "已修改"),
                            ("repealed", "已废止"),
                            ("expired", "已失效"),
                        ],
                        default="valid",
                        max_length=10,
                        verbose_name="有效性",
                    ),
                ),
                ("validity_until", models.DateField(null=True, verbose_name="有效期至")),
                ("validity_on", models.DateField(null=True, verbose_name="有效性核算日")),
                ("source_key", models.CharField(max_length=128, null=True, unique=True, verbose_name="迁移来源编号")),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("listed", True)), fields=["-published_on", "-id"], name="document_newest"
                    ),
                    models.Index(
                        condition=models.Q(("listed", True)),
                        fields=["unit", "-published_on", "-id"],
                        name="document_unit",
                    ),
                    models.Index(
                        condition=models.Q(("listed", True)),
                        fields=["theme_class", "-published_on", "-id"],
                        name="document_theme",
                    ),
                    models.Index(
                        condition=models.Q(("listed", True)),
                        fields=["year", "-published_on", "-id"],
                        name="document_year",
                    ),
                    models.Index(
                        condition=models.Q(("listed", True)),
                        fields=["genre", "-published_on", "-id"],
                        name="document_genre",
                    ),
                    models.Index(
                        condition=models.Q(("listed", True)),
                        fields=["validity", "-published_on", "-id"],
                        name="document_validity",
                    ),
                    models.Index(
                        condition=models.Q(("listed", True)),
                        fields=["normative", "-published_on", "-id"],
                        name="document_normative",
                    ),
                    models.Index(fields=["doc_number"], name="document_number"),
                    models.Index(fields=["unit", "-id"], name="document_of_unit"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="editions", to="documents.document"
                    ),
                ),
                ("serial", models.PositiveSmallIntegerField(verbose_name="版次")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="edition",
                        to="procedures.case",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "办理中"),
                            ("live", "已公开"),
                            ("superseded", "历史版本"),
                            ("withdrawn", "已撤下"),
                            ("registered", "已登记（不公开）"),
                            ("dropped", "已作废"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="标题")),
                ("doc_number", models.CharField(blank=True, max_length=64, verbose_name="发文字号")),
                ("issuer", models.CharField(blank=True, max_length=128, verbose_name="发文机关")),
                ("co_issuers", models.JSONField(blank=True, default=list, verbose_name="联合发文机关")),
                ("official", models.BooleanField(default=True, verbose_name="公文")),
                (
                    "genre",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("order", "命令（令）"),
                            ("decision", "决定"),
                            ("announcement", "公告"),
                            ("proclamation", "通告"),
                            ("notice", "通知"),
                            ("circular", "通报"),
                            ("motion", "议案"),
                            ("report", "报告"),
                            ("asking", "请示"),
                            ("reply", "批复"),
                            ("opinion", "意见"),
                            ("letter", "函"),
                            ("minutes", "会议纪要"),
                            ("other", "其他"),
                        ],
                        max_length=16,
                        verbose_name="体裁",
                    ),
                ),
                ("theme", models.CharField(blank=True, max_length=64, verbose_name="主题分类")),
                (
                    "group",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("organisation", "机构职能"),
                            ("regulation", "政策法规"),
                            ("planning", "规划计划"),
                            ("administration", "行政事务"),
                            ("personnel", "人事人才"),
                            ("finance", "财务审计"),
                            ("assets", "国资管理"),
                            ("statistics", "统计信息"),
                            ("service", "便民信息"),
                            ("other", "其它"),
                        ],
                        max_length=16,
                        verbose_name="组配分类",
                    ),
                ),
                ("normative", models.BooleanField(default=False, verbose_name="行政规范性文件")),
                ("decision_draft", models.BooleanField(default=False, verbose_name="重大决定草案")),
                ("party", models.BooleanField(default=False, verbose_name="党政混合")),
                (
                    "secrecy",
                    models.CharField(
                        choices=[("none", "非密"), ("secret", "秘密"), ("confidential", "机密"), ("top", "绝密")],
                        default="none",
                        max_length=14,
                        verbose_name="密级",
                    ),
                ),
                ("formed_on", models.DateField(blank=True, null=True, verbose_name="成文日期")),
                ("printed_on", models.DateField(blank=True, null=True, verbose_name="印发日期")),
                ("effective_on", models.DateField(blank=True, null=True, verbose_name="施行日期")),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="有效期至")),
                (
                    "attribute",
                    models.CharField(
                        blank=True,
                        choices=[("proactive", "主动公开"), ("on_request", "依申请公开"), ("withheld", "不予公开")],
                        max_length=12,
                        verbose_name="公开属性",
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("state_secret", "属于国家秘密"),
                            ("forbidden", "法律、行政法规禁止公开"),
                            ("three_safeties", "公开后可能危及国家安全、公共安全、经济安全、社会稳定"),
                            ("trade_secret", "涉及商业秘密"),
                            ("privacy", "涉及个人隐私"),
                            ("internal", "内部事务信息（人事管理、后勤管理、内部工作流程）"),
                            ("process", "过程性信息（讨论记录、过程稿、磋商信函、请示报告）"),
                            ("enforcement", "行政执法案卷信息"),
                            ("on_request", "可以依申请提供"),
                        ],
                        max_length=16,
                        verbose_name="不公开理由",
                    ),
                ),
                ("ground_note", models.CharField(blank=True, max_length=300, verbose_name="理由说明")),
                (
                    "scope",
                    models.CharField(
                        choices=[("public", "向社会公开"), ("targeted", "定向公开")],
                        default="public",
                        max_length=10,
                        verbose_name="公开范围",
                    ),
                ),
                ("carriers", models.JSONField(blank=True, default=list, verbose_name="公开载体")),
                ("addressee", models.CharField(blank=True, max_length=500, verbose_name="主送")),
                ("signature", models.CharField(blank=True, max_length=200, verbose_name="署名")),
                ("relays", models.CharField(blank=True, max_length=300, verbose_name="转发的文件")),
                ("keywords", models.JSONField(blank=True, default=list, verbose_name="关键词")),
                ("tags", models.JSONField(blank=True, default=list, verbose_name="标签")),
                ("audience", models.JSONField(blank=True, default=list, verbose_name="受众")),
                ("summary", models.TextField(blank=True, verbose_name="内容概述")),
                ("columns", models.JSONField(blank=True, default=list, verbose_name="栏目")),
                ("service_url", models.CharField(blank=True, max_length=300, verbose_name="办理入口")),
                ("release_plan", models.TextField(blank=True, verbose_name="发布预案")),
                ("body", models.TextField(blank=True, verbose_name="正文")),
                ("original_id", models.UUIDField(blank=True, null=True, verbose_name="原文件")),
                ("change_note", models.CharField(blank=True, max_length=500, verbose_name="更正说明")),
                ("urgent", models.BooleanField(default=False, verbose_name="应急快速通道")),
                ("checked_at", models.DateTimeField(null=True, verbose_name="公开属性核对时间")),
                ("secrecy_reviewed_at", models.DateTimeField(null=True, verbose_name="保密审查时间")),
                ("privacy_reviewed_at", models.DateTimeField(null=True, verbose_name="隐私商密审查时间")),
                ("signed_at", models.DateTimeField(null=True, verbose_name="签发时间")),
                ("forced_at", models.DateTimeField(null=True, verbose_name="紧急公开时间")),
                ("forced_reason", models.CharField(blank=True, max_length=500, verbose_name="紧急公开理由")),
                ("adopted_from", models.CharField(blank=True, max_length=200, verbose_name="迁入来源")),
                ("release_at", models.DateTimeField(null=True, verbose_name="定时公开时间")),
                ("published_at", models.DateTimeField(null=True, verbose_name="公开时间")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="结束公开时间")),
                ("withdrawal", models.CharField(blank=True, max_length=500, verbose_name="撤下说明")),
            ],
            options={
                "ordering": ["document", "serial"],
                "indexes": [
                    models.Index(fields=["status", "release_at"], name="edition_status"),
                    models.Index(fields=["doc_number"], name="edition_number"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("document", "serial"), name="edition_serial"),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "draft")), fields=("document",), name="edition_one_draft"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "live")), fields=("document",), name="edition_one_live"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["live", "superseded", "withdrawn"]), _negated=True),
                            models.Q(
                                ("attribute", "proactive"),
                                ("published_at__isnull", False),
                                ("secrecy", "none"),
                                models.Q(
                                    models.Q(
                                        ("privacy_reviewed_at__isnull", False), ("secrecy_reviewed_at__isnull", False)
                                    ),
                                    models.Q(("adopted_from", ""), _negated=True),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="edition_published_was_reviewed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "registered"), _negated=True),
                            ("attribute__in", ["on_request", "withheld"]),
                            _connector="OR",
                        ),
                        name="edition_registered_is_not_public",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expires_on", None),
                            ("effective_on", None),
                            ("expires_on__gte", models.F("effective_on")),
                            _connector="OR",
                        ),
                        name="edition_expires_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BroughtIn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
                ("name", models.CharField(max_length=200, verbose_name="名称")),
                ("file_id", models.UUIDField(blank=True, null=True, verbose_name="原文件")),
                ("pasted", models.TextField(blank=True, verbose_name="粘贴的正文")),
                ("typed", models.JSONField(blank=True, default=dict, verbose_name="填写的内容")),
                ("received_at", models.DateTimeField(verbose_name="读入时间")),
                ("received_by", models.CharField(max_length=200, verbose_name="读入人")),
                (
                    "edition",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="brought_in",
                        to="documents.edition",
                    ),
                ),
                ("dropped_at", models.DateTimeField(null=True, verbose_name="放弃时间")),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("file_id__isnull", False), models.Q(("pasted", ""), _negated=True), _connector="OR"
                        ),
                        name="brought_in_is_a_file_or_a_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("edition", None), ("dropped_at", None), _connector="OR"),
                        name="brought_in_confirmed_or_dropped",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attachments", to="documents.edition"
                    ),
                ),
                ("file_id", models.UUIDField(verbose_name="文件")),
                (
                    "role",
                    models.CharField(
                        choices=[("attachment", "附件"), ("picture", "正文图片"), ("original", "原文件")],
                        default="attachment",
                        max_length=12,
                        verbose_name="用途",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="名称")),
                ("alt", models.CharField(blank=True, max_length=300, verbose_name="替代文字")),
                ("order", models.PositiveSmallIntegerField(default=0)),
                ("public", models.BooleanField(default=True, verbose_name="随文公开")),
            ],
            options={
                "ordering": ["order", "id"],
                "constraints": [models.UniqueConstraint(fields=("edition", "file_id"), name="attachment_once")],
            },
        ),
        migrations.CreateModel(
            name="Effect",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="effects", to="documents.document"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("repeal", "废止"),
                            ("invalidate", "宣布失效"),
                            ("amend", "修改"),
                            ("partial", "部分失效"),
                            ("extend", "延长有效期"),
                            ("continue", "继续有效"),
                            ("interpret", "解释"),
                        ],
                        max_length=10,
                        verbose_name="效力变动",
                    ),
                ),
                ("effective_on", models.DateField(verbose_name="自")),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="caused",
                        to="documents.document",
                    ),
                ),
                (
                    "source_edition",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="effects",
                        to="documents.edition",
                    ),
                ),
                ("source_text", models.CharField(blank=True, max_length=300, verbose_name="依据文件")),
                ("article", models.CharField(blank=True, max_length=200, verbose_name="涉及条款")),
                ("new_expiry", models.DateField(blank=True, null=True, verbose_name="新的有效期至")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="说明")),
                ("merged", models.BooleanField(default=False, verbose_name="已并入正文")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "随文待生效"),
                            ("proposed", "待确认"),
                            ("recorded", "已登记"),
                            ("refused", "未确认"),
                            ("revoked", "已撤销"),
                        ],
                        default="proposed",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="validity_effect",
                        to="procedures.case",
                    ),
                ),
                ("recorded_at", models.DateTimeField(null=True, verbose_name="登记时间")),
            ],
            options={
                "ordering": ["effective_on", "id"],
                "indexes": [models.Index(fields=["target", "status", "effective_on"], name="effect_target")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source", None), models.Q(("source", models.F("target")), _negated=True), _connector="OR"
                        ),
                        name="effect_not_on_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "extend"), _negated=True), ("new_expiry__isnull", False), _connector="OR"
                        ),
                        name="effect_extension_has_a_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source__isnull", False),
                            ("source_edition__isnull", False),
                            models.Q(("source_text", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="effect_has_a_source",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExpiryReminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reminders", to="documents.document"
                    ),
                ),
                ("months", models.PositiveSmallIntegerField(verbose_name="提前月数")),
                ("until", models.DateField(verbose_name="有效期至")),
                ("made_at", models.DateTimeField(verbose_name="提醒时间")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("document", "months", "until"), name="expiry_reminder_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="findings", to="documents.edition"
                    ),
                ),
                ("fingerprint", models.CharField(max_length=64)),
                (
                    "kind",
                    models.CharField(
                        choices=[("secrecy", "保密"), ("privacy", "个人信息和商业秘密")],
                        max_length=8,
                        verbose_name="类别",
                    ),
                ),
                ("type", models.CharField(max_length=32, verbose_name="问题")),
                ("label", models.CharField(max_length=100, verbose_name="问题")),
                ("place", models.CharField(max_length=200, verbose_name="位置")),
                ("excerpt", models.CharField(blank=True, max_length=300, verbose_name="摘录（已遮盖）")),
                ("advice", models.CharField(blank=True, max_length=300, verbose_name="处理建议")),
                ("serious", models.BooleanField(default=False, verbose_name="必须先处理")),
                ("hidden", models.BooleanField(default=False, verbose_name="藏在文件里")),
                ("gone", models.BooleanField(default=False, verbose_name="现稿中已没有")),
                ("found_at", models.DateTimeField(verbose_name="发现时间")),
                (
                    "resolution",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "待处理"),
                            ("removed", "已删除或遮盖"),
                            ("lawful", "依法可以公开"),
                            ("false", "不是问题"),
                        ],
                        max_length=8,
                        verbose_name="处理",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="理由")),
                ("resolved_by", models.CharField(blank=True, max_length=200, verbose_name="处理人")),
                ("resolved_at", models.DateTimeField(null=True, verbose_name="处理时间")),
            ],
            options={
                "ordering": ["kind", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("edition", "fingerprint"), name="finding_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("resolution", ""),
                            models.Q(models.Q(("reason", ""), _negated=True), ("resolved_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="finding_resolved_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="grants", to="documents.edition"
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=[("unit", "单位"), ("group", "单位组"), ("code", "查阅码")], max_length=6),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unitgroup"
                    ),
                ),
                ("code_hash", models.CharField(blank=True, max_length=128)),
                ("label", models.CharField(blank=True, max_length=100, verbose_name="说明")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "unit"), ("unit__isnull", False)),
                            models.Q(("group__isnull", False), ("kind", "group")),
                            models.Q(("kind", "code"), models.Q(("code_hash", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="grant_names_somebody",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="documents.edition"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("check", "公开属性核对"),
                            ("secrecy", "保密审查"),
                            ("privacy", "个人隐私和商业秘密审查"),
                        ],
                        max_length=8,
                        verbose_name="种类",
                    ),
                ),
                ("person_id", models.BigIntegerField(verbose_name="审查人编号")),
                ("person", models.CharField(max_length=200, verbose_name="审查人")),
                ("opinion", models.CharField(blank=True, max_length=500, verbose_name="意见")),
                ("content_hash", models.CharField(max_length=64, verbose_name="所审内容指纹")),
                ("at", models.DateTimeField(verbose_name="审查时间")),
                ("forced", models.BooleanField(default=False, verbose_name="紧急公开时由负责人审查")),
                ("after", models.BooleanField(default=False, verbose_name="公开后补审")),
                ("voided_at", models.DateTimeField(null=True, verbose_name="作废时间")),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="DocumentTag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tag_rows", to="documents.document"
                    ),
                ),
                ("tag", models.CharField(max_length=32)),
            ],
            options={
                "indexes": [models.Index(fields=["tag", "document"], name="document_tag")],
                "constraints": [models.UniqueConstraint(fields=("document", "tag"), name="document_tag_once")],
            },
        ),
        migrations.AddField(
            model_name="Document",
            name="live",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.edition"
            ),
        ),
        migrations.AddConstraint(
            model_name="Document",
            constraint=models.CheckConstraint(
                condition=models.Q(("listed", False), ("live__isnull", False), _connector="OR"),
                name="document_listed_is_live",
            ),
        ),
        migrations.AddConstraint(
            model_name="Document",
            constraint=models.CheckConstraint(
                condition=models.Q(("live", None), ("index_number__isnull", False), _connector="OR"),
                name="document_live_has_index_number",
            ),
        ),
    ]
