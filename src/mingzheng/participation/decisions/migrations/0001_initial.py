import django.db.models.deletion
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
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decision_proposals", to="units.unit"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="事项名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("policy", "重大公共政策和措施"),
                            ("planning", "重要规划"),
                            ("resources", "开发利用、保护重要资源和文化资源"),
                            ("project", "重大公共建设项目"),
                            ("other", "其他对经济社会发展有重大影响的事项"),
                        ],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                ("about", models.TextField(max_length=1000, verbose_name="主要内容")),
                ("planned_by", models.DateField(verbose_name="计划完成时间")),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("leader", "决策机关领导人员提出"),
                            ("unit", "所属部门或者下一级政府提出"),
                            ("delegates", "人大代表建议、政协提案"),
                            ("citizens", "公民、法人或者其他组织书面建议"),
                        ],
                        max_length=12,
                        verbose_name="建议来源",
                    ),
                ),
                ("grounds", models.TextField(max_length=1000, verbose_name="理由和依据")),
                ("answer", models.CharField(blank=True, max_length=300, verbose_name="区府办意见")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision_proposal",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["year", "unit"], name="decision_proposal_of_year")],
            },
        ),
        migrations.CreateModel(
            name="Part",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("draft", "决策草案"),
                            ("note", "起草说明"),
                            ("interpretation", "草案解读"),
                            ("legality", "合法性审查"),
                            ("discussion", "集体讨论决定"),
                            ("opinions", "公众意见收集及采纳"),
                            ("result", "决策结果"),
                            ("risk", "风险评估"),
                            ("experts", "专家论证"),
                            ("competition", "公平竞争审查"),
                            ("evaluation", "效果评估"),
                        ],
                        max_length=16,
                        verbose_name="部分",
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(verbose_name="轮次")),
                ("day", models.DateField(verbose_name="日期")),
                ("title", models.CharField(max_length=200, verbose_name="名称")),
                ("by", models.CharField(blank=True, max_length=200, verbose_name="作出或者听取的对象")),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("meeting", "座谈会"),
                            ("hearing", "听证会"),
                            ("visit", "实地走访"),
                            ("written", "书面征求意见"),
                            ("survey", "问卷调查"),
                            ("poll", "民意调查"),
                            ("point", "涉企意见征集点"),
                            ("talks", "协商协调"),
                        ],
                        max_length=10,
                        verbose_name="方式",
                    ),
                ),
                ("count", models.PositiveIntegerField(null=True, verbose_name="意见条数")),
                ("text", models.TextField(blank=True, max_length=30000, verbose_name="公开的内容")),
                ("inside", models.TextField(blank=True, max_length=10000, verbose_name="内部记录")),
                ("file_id", models.UUIDField(null=True, verbose_name="附件")),
                ("inside_file", models.UUIDField(null=True, verbose_name="内部材料")),
                ("withheld_why", models.CharField(blank=True, max_length=300, verbose_name="不公开的理由")),
                ("made_by", models.BigIntegerField()),
                ("made_by_text", models.CharField(max_length=200, verbose_name="登记人")),
                ("made_at", models.DateTimeField(verbose_name="登记时间")),
                ("shown_on", models.DateField(null=True, verbose_name="公开日期")),
                ("shown_by", models.BigIntegerField(null=True)),
                ("replaced", models.BooleanField(default=False, verbose_name="已被替代")),
                ("dropped_on", models.DateField(null=True, verbose_name="作废日期")),
                ("dropped_why", models.CharField(blank=True, max_length=300, verbose_name="作废理由")),
            ],
            options={
                "ordering": ["day", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("dropped_on", None), ("dropped_why", "")),
                            models.Q(
                                ("dropped_on__isnull", False),
                                ("replaced", True),
                                models.Q(("dropped_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="decision_part_dropped_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("shown_by", None), ("shown_on", None)),
                            models.Q(
                                ("shown_by__isnull", False),
                                ("shown_on__isnull", False),
                                models.Q(("shown_by", models.F("made_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="decision_part_two_persons",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("withheld_why", ""), ("shown_on", None), _connector="OR"),
                        name="decision_part_withheld_is_not_shown",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Argument",
            fields=[
                (
                    "part",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="argument",
                        serialize=False,
                        to="decisions.part",
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[("meeting", "论证会"), ("written", "书面咨询"), ("commission", "委托咨询论证")],
                        max_length=12,
                        verbose_name="形式",
                    ),
                ),
                ("adopted", models.TextField(max_length=3000, verbose_name="研究采纳情况")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("adopted", ""), _negated=True), name="decision_argument_says_adoption"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Evaluation",
            fields=[
                (
                    "part",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="evaluation",
                        serialize=False,
                        to="decisions.part",
                    ),
                ),
                (
                    "trigger",
                    models.CharField(
                        choices=[
                            ("missed", "实施后明显未达到预期效果"),
                            ("opinions", "公民、法人或者其他组织对实施提出较多意见"),
                            ("needed", "决策机关认为有必要"),
                        ],
                        max_length=10,
                        verbose_name="评估缘由",
                    ),
                ),
                (
                    "advice",
                    models.CharField(
                        choices=[("keep", "继续执行"), ("change", "调整"), ("stop", "停止执行")],
                        max_length=8,
                        verbose_name="评估建议",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Legality",
            fields=[
                (
                    "part",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="legality",
                        serialize=False,
                        to="decisions.part",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                        verbose_name="审查单位",
                    ),
                ),
                ("handed_on", models.DateField(verbose_name="送交日期")),
                ("given_on", models.DateField(verbose_name="出具日期")),
                ("early_why", models.CharField(blank=True, max_length=300, verbose_name="少于规定时间的理由")),
                ("authority", models.TextField(max_length=2000, verbose_name="是否符合法定权限")),
                ("procedure", models.TextField(max_length=2000, verbose_name="草案的形成是否履行法定程序")),
                (
                    "content",
                    models.TextField(max_length=2000, verbose_name="草案内容是否符合法律、法规、规章和国家政策"),
                ),
                (
                    "conclusion",
                    models.CharField(
                        choices=[
                            ("lawful", "符合规定，可以提请讨论"),
                            ("mend", "应当修改或者补正后再送审"),
                            ("unlawful", "不符合规定，不得提请讨论"),
                        ],
                        max_length=10,
                        verbose_name="结论",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("given_on__gte", models.F("handed_on"))), name="decision_legality_days"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("authority", ""), _negated=True),
                            models.Q(("procedure", ""), _negated=True),
                            models.Q(("content", ""), _negated=True),
                        ),
                        name="decision_legality_three_contents",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "part",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="meeting",
                        serialize=False,
                        to="decisions.part",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("standing", "政府常务会议"),
                            ("plenary", "政府全体会议"),
                            ("office", "局长（主任）办公会议"),
                            ("collective", "领导班子会议"),
                        ],
                        max_length=12,
                        verbose_name="会议",
                    ),
                ),
                ("number", models.CharField(max_length=80, verbose_name="会议名称或者次数")),
                ("head_last", models.BooleanField(verbose_name="行政首长最后发表意见")),
                ("dissent", models.TextField(blank=True, max_length=3000, verbose_name="不同意见")),
                ("against_why", models.TextField(blank=True, max_length=1000, verbose_name="与多数人意见不一致的理由")),
                (
                    "outcome",
                    models.CharField(
                        choices=[("passed", "通过"), ("again", "再次讨论"), ("refused", "不予通过")],
                        max_length=8,
                        verbose_name="结果",
                    ),
                ),
                (
                    "legality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="meetings", to="decisions.legality"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("head_last", True)), name="decision_meeting_head_last")
                ],
            },
        ),
        migrations.CreateModel(
            name="Result",
            fields=[
                (
                    "part",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="result",
                        serialize=False,
                        to="decisions.part",
                    ),
                ),
                ("channels", models.JSONField(default=list, verbose_name="公布渠道")),
                ("public_views", models.TextField(blank=True, max_length=3000, verbose_name="公众意见采纳情况")),
                ("expert_views", models.TextField(blank=True, max_length=3000, verbose_name="专家论证意见采纳情况")),
                ("reported_on", models.DateField(verbose_name="向同级党委请示报告日期")),
                ("reported_number", models.CharField(max_length=100, verbose_name="请示报告文号或者会议")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reported_number", ""), _negated=True), name="decision_result_reported"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Risk",
            fields=[
                (
                    "part",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="risk",
                        serialize=False,
                        to="decisions.part",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("low", "低风险（可控）"),
                            ("middle", "中风险（采取措施后可控）"),
                            ("high", "高风险（不可控）"),
                        ],
                        max_length=8,
                        verbose_name="结论",
                    ),
                ),
                ("points", models.TextField(max_length=3000, verbose_name="风险点")),
                ("measures", models.TextField(max_length=3000, verbose_name="防控措施")),
                ("plan", models.TextField(max_length=3000, verbose_name="处置预案")),
                ("reused", models.BooleanField(default=False, verbose_name="采用已有的评估，不重复评估")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("points", ""), _negated=True),
                            models.Q(("measures", ""), _negated=True),
                            models.Q(("plan", ""), _negated=True),
                        ),
                        name="decision_risk_whole",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Expert",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "argument",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="experts", to="decisions.argument"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="姓名")),
                ("field", models.CharField(max_length=120, verbose_name="单位和专业")),
                ("signed", models.BooleanField(verbose_name="已签署论证意见")),
                ("disinterested", models.BooleanField(verbose_name="没有利害关系")),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("disinterested", True), ("signed", True)),
                        name="decision_expert_signed_without_interest",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Matter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "scope",
                    models.CharField(
                        choices=[("district", "区政府"), ("unit", "本单位")], max_length=10, verbose_name="决策机关"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision_matters",
                        to="units.unit",
                        verbose_name="承办单位",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="事项名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("policy", "重大公共政策和措施"),
                            ("planning", "重要规划"),
                            ("resources", "开发利用、保护重要资源和文化资源"),
                            ("project", "重大公共建设项目"),
                            ("other", "其他对经济社会发展有重大影响的事项"),
                        ],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                ("about", models.TextField(blank=True, max_length=1000, verbose_name="主要内容")),
                ("planned_by", models.DateField(verbose_name="计划完成时间")),
                ("listed_on", models.DateField(verbose_name="列入目录日期")),
                ("touches_market", models.BooleanField(default=False, verbose_name="涉及市场主体经济活动")),
                ("group_rights", models.BooleanField(default=False, verbose_name="与企业或者特定群体利益密切相关")),
                ("round", models.PositiveSmallIntegerField(default=1, verbose_name="轮次")),
                ("started_on", models.DateField(null=True, verbose_name="启动日期")),
                ("handed_on", models.DateField(null=True, verbose_name="送交合法性审查日期")),
                ("decided_on", models.DateField(null=True, verbose_name="决定日期")),
                ("published_on", models.DateField(null=True, verbose_name="公布日期")),
                ("archived_on", models.DateField(null=True, verbose_name="归档日期")),
                ("archive_number", models.CharField(blank=True, max_length=80, verbose_name="档号")),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="documents.document",
                        verbose_name="决策文件",
                    ),
                ),
                ("over_on", models.DateField(null=True, verbose_name="结束日期")),
                ("over_why", models.CharField(blank=True, max_length=300, verbose_name="结束原因")),
                ("suspended_on", models.DateField(null=True, verbose_name="中止执行日期")),
                ("suspended_why", models.CharField(blank=True, max_length=300, verbose_name="中止执行原因")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision_matter",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "scope", "id"],
                "indexes": [models.Index(fields=["year", "scope", "unit"], name="decision_of_year")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_on", None),
                            models.Q(("decided_on__gte", models.F("started_on")), ("started_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="decision_decided_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_on", None),
                            models.Q(("decided_on__isnull", False), ("published_on__gte", models.F("decided_on"))),
                            _connector="OR",
                        ),
                        name="decision_published_after_decision",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("over_on", None), models.Q(("over_why", ""), _negated=True), _connector="OR"
                        ),
                        name="decision_over_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("suspended_on", None), models.Q(("suspended_why", ""), _negated=True), _connector="OR"
                        ),
                        name="decision_suspended_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Waiver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="waivers", to="decisions.matter"
                    ),
                ),
                ("code", models.CharField(max_length=16, verbose_name="环节")),
                ("reason", models.CharField(max_length=300, verbose_name="理由")),
                ("proposed_by", models.BigIntegerField()),
                ("proposed_by_text", models.CharField(max_length=200, verbose_name="提出人")),
                ("proposed_on", models.DateField(verbose_name="提出日期")),
                ("confirmed_by", models.BigIntegerField(null=True)),
                ("confirmed_by_text", models.CharField(blank=True, max_length=200, verbose_name="认定人")),
                ("confirmed_on", models.DateField(null=True, verbose_name="认定日期")),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("matter", "code"), name="decision_waiver_once"),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="decision_waiver_has_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_by", None), ("confirmed_on", None)),
                            models.Q(
                                ("confirmed_by__isnull", False),
                                ("confirmed_on__isnull", False),
                                models.Q(("confirmed_by", models.F("proposed_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="decision_waiver_two_persons",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Catalogue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "scope",
                    models.CharField(
                        choices=[("district", "区政府"), ("unit", "本单位")], max_length=10, verbose_name="范围"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decision_catalogues", to="units.unit"
                    ),
                ),
                ("published_on", models.DateField(null=True, verbose_name="首次公布日期")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decision_catalogue",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "scope", "unit__order", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("year", "scope", "unit"), name="decision_catalogue_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("scope", "district")),
                        fields=("year",),
                        name="decision_catalogue_one_district",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "catalogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="decisions.catalogue"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="版次")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="调整理由")),
                ("made_by", models.BigIntegerField(verbose_name="编制人")),
                ("made_by_text", models.CharField(max_length=200, verbose_name="编制人")),
                ("consent_body", models.CharField(blank=True, max_length=100, verbose_name="同意的党委（党组）")),
                ("consent_on", models.DateField(null=True, verbose_name="同意日期")),
                ("consent_number", models.CharField(blank=True, max_length=100, verbose_name="文号或者会议")),
                ("consent_by", models.CharField(blank=True, max_length=200, verbose_name="登记人")),
                ("consent_file", models.UUIDField(null=True, verbose_name="证明材料")),
                ("published_on", models.DateField(null=True, verbose_name="公布日期")),
                ("published_by", models.BigIntegerField(null=True)),
                ("published_by_text", models.CharField(blank=True, max_length=200, verbose_name="公布人")),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("catalogue", "number"), name="decision_version_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("published_on", None)),
                        fields=("catalogue",),
                        name="decision_version_one_draft",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_on", None),
                            models.Q(
                                ("consent_on__isnull", False),
                                ("consent_on__lte", models.F("published_on")),
                                models.Q(("consent_number", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="decision_version_public_with_consent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number", 1), models.Q(("reason", ""), _negated=True), _connector="OR"),
                        name="decision_version_change_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_by", None), ("published_on", None)),
                            models.Q(
                                ("published_by__isnull", False),
                                ("published_on__isnull", False),
                                models.Q(("published_by", models.F("made_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="decision_version_two_persons",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="decisions.version"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="序号")),
                ("title", models.CharField(max_length=200, verbose_name="事项名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("policy", "重大公共政策和措施"),
                            ("planning", "重要规划"),
                            ("resources", "开发利用、保护重要资源和文化资源"),
                            ("project", "重大公共建设项目"),
                            ("other", "其他对经济社会发展有重大影响的事项"),
                        ],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                        verbose_name="承办单位",
                    ),
                ),
                ("about", models.TextField(blank=True, max_length=1000, verbose_name="主要内容")),
                ("planned_by", models.DateField(verbose_name="计划完成时间")),
                ("dropped", models.BooleanField(default=False, verbose_name="调出目录")),
                ("why", models.CharField(blank=True, max_length=300, verbose_name="调整说明")),
                (
                    "matter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="decisions.matter",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="decisions.proposal",
                    ),
                ),
            ],
            options={
                "ordering": ["order", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("dropped", False), models.Q(("why", ""), _negated=True), _connector="OR"),
                        name="decision_line_dropped_has_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("matter__isnull", False)),
                        fields=("version", "matter"),
                        name="decision_line_matter_once",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="Part",
            name="matter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="decisions.matter"
            ),
        ),
        migrations.AddIndex(
            model_name="Part",
            index=models.Index(fields=["matter", "code"], name="decision_part_of_matter"),
        ),
        migrations.AddField(
            model_name="Matter",
            name="catalogue",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="matters", to="decisions.catalogue"
            ),
        ),
        migrations.AddField(
            model_name="Catalogue",
            name="live",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="decisions.version"
            ),
        ),
        migrations.AddConstraint(
            model_name="Catalogue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("live", None), ("published_on", None)),
                    models.Q(("live__isnull", False), ("published_on__isnull", False)),
                    _connector="OR",
                ),
                name="decision_catalogue_live_is_published",
            ),
        ),
    ]
