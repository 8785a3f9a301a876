import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

from mingzheng.core.first_tables import FirstTables


class Migration(FirstTables):
    dependencies = [
        ("documents", "0001_initial"),
        ("procedures", "0001_initial"),
        ("units", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CollectionPoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="collection_points", to="units.unit"
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="名称")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="地址")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="电话")),
                ("since", models.DateField(verbose_name="设立日期")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="撤销日期")),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Consultation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="consultations", to="units.unit"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("decision", "重大行政决策草案"),
                            ("normative", "行政规范性文件草案"),
                            ("policy", "政策措施草案"),
                            ("plan", "规划计划草案"),
                            ("other", "其他事项"),
                        ],
                        max_length=12,
                        verbose_name="种类",
                    ),
                ),
                ("draft", models.TextField(max_length=200000, verbose_name="草案全文")),
                ("note", models.TextField(max_length=20000, verbose_name="起草说明")),
                ("ways", models.TextField(max_length=1000, verbose_name="其他提出意见的途径")),
                ("opens_on", models.DateField(verbose_name="开始日期")),
                ("closes_on", models.DateField(verbose_name="截止日期")),
                ("days", models.PositiveSmallIntegerField(verbose_name="天数")),
                ("shortened_why", models.CharField(blank=True, max_length=500, verbose_name="缩短期限的理由")),
                ("for_enterprises", models.BooleanField(default=False, verbose_name="涉及企业")),
                ("announced_on", models.DateField(null=True, verbose_name="公布日期")),
                ("opened_on", models.DateField(null=True)),
                ("closed_on", models.DateField(null=True)),
                ("stopped_on", models.DateField(null=True, verbose_name="终止日期")),
                ("stopped_why", models.CharField(blank=True, max_length=500, verbose_name="终止的理由")),
                ("decided_on", models.DateField(null=True, verbose_name="决定日期")),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultations",
                        to="documents.document",
                        verbose_name="正式文件",
                    ),
                ),
                ("no_document_why", models.CharField(blank=True, max_length=500, verbose_name="没有形成文件的说明")),
                ("summary", models.TextField(blank=True, max_length=5000, verbose_name="采纳情况说明")),
                (
                    "not_adopted",
                    models.TextField(blank=True, max_length=5000, verbose_name="较为集中意见不予采纳的原因"),
                ),
                ("public_raw", models.PositiveIntegerField(null=True, verbose_name="公布的收到条数")),
                ("answered_on", models.DateField(null=True, verbose_name="反馈日期")),
                ("corrected_on", models.DateField(null=True, verbose_name="更正日期")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="public_consultation",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["unit", "-opens_on"], name="consultation_of_unit"),
                    models.Index(
                        condition=models.Q(("announced_on__isnull", False)),
                        fields=["closes_on"],
                        name="consultation_closing",
                    ),
                    models.Index(
                        condition=models.Q(("decided_on__isnull", False)),
                        fields=["decided_on"],
                        name="consultation_decided",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("closes_on__gt", models.F("opens_on"))), name="consultation_period"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("days__gte", 30), models.Q(("shortened_why", ""), _negated=True), _connector="OR"
                        ),
                        name="consultation_thirty_days_or_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_on", None), ("decided_on__gt", models.F("closes_on")), _connector="OR"
                        ),
                        name="consultation_decided_afterwards",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_on", None),
                            ("document__isnull", False),
                            models.Q(("no_document_why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="consultation_decided_as_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answered_on", None), ("decided_on__isnull", False), _connector="OR"),
                        name="consultation_answered_when_decided",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stopped_on", None), models.Q(("stopped_why", ""), _negated=True), _connector="OR"
                        ),
                        name="consultation_stopped_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Article",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="articles",
                        to="consultations.consultation",
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(verbose_name="次序")),
                ("label", models.CharField(max_length=40, verbose_name="条")),
                ("heading", models.CharField(blank=True, max_length=100, verbose_name="章节")),
                ("text", models.TextField(verbose_name="条文")),
            ],
            options={
                "ordering": ["place"],
                "constraints": [models.UniqueConstraint(fields=("consultation", "place"), name="article_place_once")],
            },
        ),
        migrations.CreateModel(
            name="Extension",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extensions",
                        to="consultations.consultation",
                    ),
                ),
                ("before", models.DateField(verbose_name="原截止日期")),
                ("until", models.DateField(verbose_name="延长至")),
                ("reason", models.CharField(max_length=500, verbose_name="理由")),
                ("day", models.DateField(verbose_name="决定日期")),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("before"))), name="extension_later"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="extension_has_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FinalArticle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="final_articles",
                        to="consultations.consultation",
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(verbose_name="次序")),
                ("label", models.CharField(max_length=40, verbose_name="条")),
                ("heading", models.CharField(blank=True, max_length=100, verbose_name="章节")),
                ("text", models.TextField(verbose_name="条文")),
            ],
            options={
                "ordering": ["place"],
                "constraints": [
                    models.UniqueConstraint(fields=("consultation", "place"), name="final_article_place_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Group",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="groups",
                        to="consultations.consultation",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="groups",
                        to="consultations.article",
                    ),
                ),
                ("headline", models.CharField(max_length=300, verbose_name="意见")),
                ("tags", models.JSONField(blank=True, default=list, verbose_name="关键词")),
                (
                    "state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("adopted", "采纳"),
                            ("partly", "部分采纳"),
                            ("not_adopted", "不采纳"),
                            ("stance", "仅表态"),
                            ("outside", "不属本次征集"),
                        ],
                        max_length=12,
                        verbose_name="处理",
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=2000, verbose_name="答复")),
                ("drafted_by", models.CharField(blank=True, max_length=200, verbose_name="拟写人")),
                ("drafted_at", models.DateTimeField(null=True, verbose_name="拟写时间")),
                (
                    "public_state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("adopted", "采纳"),
                            ("partly", "部分采纳"),
                            ("not_adopted", "不采纳"),
                            ("stance", "仅表态"),
                            ("outside", "不属本次征集"),
                        ],
                        max_length=12,
                        verbose_name="公布的处理",
                    ),
                ),
                ("public_answer", models.TextField(blank=True, max_length=2000, verbose_name="公布的答复")),
                ("public_raw", models.PositiveIntegerField(default=0, verbose_name="公布的条数")),
                ("published_on", models.DateField(null=True, verbose_name="公布日期")),
            ],
            options={
                "ordering": ["article__place", "id"],
                "indexes": [models.Index(fields=["consultation", "article"], name="group_of_article")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["partly", "not_adopted", "outside"]), _negated=True),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="group_answer_reasoned",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_on", None), models.Q(("public_state", ""), _negated=True), _connector="OR"
                        ),
                        name="group_published_has_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("public_state__in", ["partly", "not_adopted", "outside"]), _negated=True),
                            models.Q(("public_answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="group_public_reasoned",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Hearing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hearings",
                        to="consultations.consultation",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="hearings", to="units.unit"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="名称")),
                ("about", models.TextField(max_length=3000, verbose_name="听证事项")),
                ("place", models.CharField(max_length=200, verbose_name="地点")),
                ("starts_at", models.DateTimeField(verbose_name="时间")),
                ("places", models.PositiveSmallIntegerField(verbose_name="听证参加人名额")),
                ("sign_up_until", models.DateField(verbose_name="报名截止日期")),
                ("rule", models.TextField(max_length=1000, verbose_name="遴选办法")),
                ("announced_on", models.DateField(null=True, verbose_name="公告日期")),
                ("selected_on", models.DateField(null=True, verbose_name="公布参加人日期")),
                ("material_on", models.DateField(null=True, verbose_name="送达材料日期")),
                ("material_days", models.PositiveSmallIntegerField(null=True, verbose_name="提前天数")),
                ("held_on", models.DateField(null=True, verbose_name="举行日期")),
                ("record", models.TextField(blank=True, max_length=20000, verbose_name="听证笔录")),
                ("result", models.TextField(blank=True, max_length=5000, verbose_name="听证意见和处理")),
                ("cancelled_why", models.CharField(blank=True, max_length=500, verbose_name="取消的理由")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hearing",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-starts_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("held_on", None), ("material_days__gte", 7), _connector="OR"),
                        name="hearing_material_seven_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("held_on", None), ("selected_on__isnull", False), _connector="OR"),
                        name="hearing_participants_published",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("held_on", None), models.Q(("record", ""), _negated=True), _connector="OR"),
                        name="hearing_recorded",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HearingSignUp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "hearing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sign_ups", to="consultations.hearing"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "个人"),
                            ("enterprise", "企业"),
                            ("association", "行业协会商会"),
                            ("other", "其他组织"),
                        ],
                        max_length=12,
                        verbose_name="身份",
                    ),
                ),
                ("shown_as", models.CharField(max_length=100, verbose_name="公布的称呼")),
                (
                    "stance",
                    models.CharField(
                        choices=[("for", "赞成"), ("against", "反对"), ("other", "有修改意见")],
                        max_length=8,
                        verbose_name="立场",
                    ),
                ),
                ("view", models.TextField(max_length=1000, verbose_name="主要观点")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("in", "已报名"),
                            ("selected", "参加人"),
                            ("alternate", "候补"),
                            ("not", "未选上"),
                            ("cancelled", "已取消"),
                        ],
                        default="in",
                        max_length=10,
                        verbose_name="结果",
                    ),
                ),
                ("lot", models.CharField(blank=True, max_length=32, verbose_name="抽签代码")),
                ("rank", models.PositiveIntegerField(default=0, verbose_name="次序")),
                ("signed_at", models.DateTimeField(verbose_name="报名时间")),
                ("attended", models.BooleanField(null=True, verbose_name="到会")),
                ("name", models.CharField(blank=True, max_length=60, verbose_name="姓名")),
                ("reach", models.CharField(blank=True, max_length=120, verbose_name="手机或者电子邮箱")),
                ("remove_after", models.DateField(db_index=True, null=True, verbose_name="保留至")),
                ("code_digest", models.CharField(max_length=64, unique=True)),
            ],
            options={
                "ordering": ["id"],
                "indexes": [models.Index(fields=["hearing", "status"], name="hearing_sign_ups")],
            },
        ),
        migrations.CreateModel(
            name="SheetImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="consultations.consultation",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="表格")),
                ("sha256", models.CharField(max_length=64, verbose_name="表格校验值")),
                ("sheet", models.BinaryField(blank=True)),
                (
                    "status",
                    models.CharField(
                        choices=[("tried", "已试算，待确认"), ("done", "已导入"), ("dropped", "已放弃")],
                        default="tried",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("good", models.PositiveIntegerField(default=0, verbose_name="可以导入")),
                ("known", models.PositiveIntegerField(default=0, verbose_name="台账里已有")),
                ("bad", models.PositiveIntegerField(default=0, verbose_name="有错")),
                ("added", models.PositiveIntegerField(default=0, verbose_name="导入")),
                ("by", models.CharField(max_length=250, verbose_name="上传")),
                ("made_at", models.DateTimeField(verbose_name="上传时间")),
                ("done_at", models.DateTimeField(null=True, verbose_name="办结时间")),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status", "tried"), ("sheet", b""), _connector="OR"),
                        name="opinion_sheet_goes_when_over",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Opinion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinions",
                        to="consultations.consultation",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinions",
                        to="consultations.article",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("web", "网上"),
                            ("letter", "来信、邮件"),
                            ("phone", "电话"),
                            ("meeting", "座谈会"),
                            ("hearing", "听证会"),
                            ("visit", "实地走访"),
                            ("poll", "民意调查"),
                            ("point", "涉企意见征集点"),
                        ],
                        max_length=8,
                        verbose_name="渠道",
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinions",
                        to="consultations.collectionpoint",
                    ),
                ),
                (
                    "author_kind",
                    models.CharField(
                        choices=[
                            ("person", "个人"),
                            ("enterprise", "企业"),
                            ("association", "行业协会商会"),
                            ("other", "其他组织"),
                        ],
                        max_length=12,
                        verbose_name="提出人",
                    ),
                ),
                ("shown_as", models.CharField(blank=True, max_length=100, verbose_name="公布的称呼")),
                ("text", models.TextField(max_length=5000, verbose_name="意见")),
                ("publish", models.BooleanField(default=True, verbose_name="同意公布")),
                ("verified", models.BooleanField(default=False, verbose_name="已核实身份")),
                ("received_on", models.DateField(verbose_name="收到日期")),
                ("entered_at", models.DateTimeField(verbose_name="登记时间")),
                ("entered_by", models.CharField(blank=True, max_length=250, verbose_name="登记人")),
                ("proof", models.CharField(blank=True, max_length=300, verbose_name="凭据")),
                ("added", models.BooleanField(default=False, verbose_name="补录")),
                ("added_why", models.CharField(blank=True, max_length=300, verbose_name="补录的理由")),
                ("late", models.BooleanField(default=False, verbose_name="逾期收到")),
                (
                    "group",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinions",
                        to="consultations.group",
                    ),
                ),
                ("held_back", models.CharField(blank=True, max_length=300, verbose_name="不公布的理由")),
                ("doubt", models.CharField(blank=True, max_length=100, verbose_name="待审核")),
                ("code_digest", models.CharField(max_length=64, null=True, unique=True)),
                (
                    "sheet",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinions",
                        to="consultations.sheetimport",
                    ),
                ),
                ("row_digest", models.CharField(max_length=64, null=True, unique=True)),
                ("divided", models.BooleanField(default=False, verbose_name="分为几点")),
                (
                    "part_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts_every",
                        to="consultations.opinion",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "base_manager_name": "every",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["consultation", "id"], name="opinion_ledger"),
                    models.Index(
                        condition=models.Q(("group", None)),
                        fields=["consultation", "article"],
                        name="opinion_ungrouped",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("divided", False), models.Q(("group", None), ("part_of", None)), _connector="OR"
                        ),
                        name="opinion_divided_is_answered_by_its_parts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("part_of", None), models.Q(("code_digest", None), ("row_digest", None)), _connector="OR"
                        ),
                        name="opinion_part_is_no_opinion",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("channel", "web"),
                            models.Q(
                                models.Q(("entered_by", ""), _negated=True), models.Q(("proof", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="opinion_offline_has_proof",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("added", False), models.Q(("added_why", ""), _negated=True), _connector="OR"
                        ),
                        name="opinion_added_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("late", False), ("added", True), _connector="OR"),
                        name="opinion_late_is_added",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("channel", "point"), _negated=True), ("point__isnull", False), _connector="OR"
                        ),
                        name="opinion_of_point_names_it",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("every", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="OpinionAuthor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "opinion",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="author", to="consultations.opinion"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=100, verbose_name="姓名或者名称")),
                ("reach", models.CharField(blank=True, max_length=120, verbose_name="手机或者电子邮箱")),
                ("remove_after", models.DateField(db_index=True, null=True, verbose_name="保留至")),
            ],
        ),
        migrations.CreateModel(
            name="Told",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "opinion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="told", to="consultations.opinion"
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("held_back", "不公布的理由"),
                            ("answered", "采纳情况"),
                            ("corrected", "采纳情况的更正"),
                            ("stopped", "征集终止"),
                        ],
                        max_length=12,
                        verbose_name="事项",
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("mail", "电子邮件"),
                            ("sms", "短信"),
                            ("code", "凭查询码查看"),
                            ("none", "没有留下联系方式"),
                        ],
                        max_length=8,
                        verbose_name="方式",
                    ),
                ),
                ("failed", models.CharField(blank=True, max_length=200, verbose_name="没有送达的原因")),
                ("at", models.DateTimeField(verbose_name="时间")),
            ],
            options={
                "ordering": ["id"],
                "indexes": [models.Index(fields=["opinion", "what"], name="told_once")],
            },
        ),
    ]
