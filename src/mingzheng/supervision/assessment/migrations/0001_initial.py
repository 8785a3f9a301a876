from decimal import Decimal

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
            name="System",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("edition", models.PositiveSmallIntegerField(default=1, verbose_name="版次")),
                ("title", models.CharField(max_length=120, verbose_name="名称")),
                (
                    "whole",
                    models.DecimalField(decimal_places=3, default=Decimal("100"), max_digits=7, verbose_name="总分"),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="说明")),
                ("example", models.BooleanField(default=False, verbose_name="示例")),
                ("adopted_on", models.DateField(null=True, verbose_name="审定日期")),
                ("published_at", models.DateTimeField(null=True, verbose_name="公布时间")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessment_system",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "-edition"],
                "constraints": [
                    models.UniqueConstraint(fields=("year", "edition"), name="assessment_system_once"),
                    models.CheckConstraint(condition=models.Q(("whole__gt", 0)), name="assessment_system_whole"),
                    models.CheckConstraint(
                        condition=models.Q(("published_at", None), ("adopted_on__isnull", False), _connector="OR"),
                        name="assessment_published_was_adopted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "system",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rounds", to="assessment.system"
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="名称")),
                ("year", models.PositiveSmallIntegerField(verbose_name="考核年度")),
                ("as_of", models.DateField(verbose_name="数据截至")),
                ("self_due", models.DateField(verbose_name="自评期限")),
                ("mark_due", models.DateField(verbose_name="评分期限")),
                ("appeal_due", models.DateField(verbose_name="申诉期限")),
                ("opened_at", models.DateTimeField(verbose_name="启动时间")),
                ("scored_on", models.DateField(null=True, verbose_name="机器评分日期")),
                ("candidates_sha256", models.CharField(blank=True, max_length=64, verbose_name="名单对照表的哈希")),
                ("sampled_on", models.DateField(null=True, verbose_name="抽样日期")),
                (
                    "audience",
                    models.CharField(
                        blank=True,
                        choices=[("public", "向社会公布"), ("units", "只告知各单位")],
                        max_length=8,
                        verbose_name="结果公布范围",
                    ),
                ),
                ("settled_at", models.DateTimeField(null=True, verbose_name="结果批准时间")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessment_round",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("self_due__lte", models.F("mark_due")), ("mark_due__lte", models.F("appeal_due"))
                        ),
                        name="assessment_round_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("settled_at", None), models.Q(("audience", ""), _negated=True), _connector="OR"
                        ),
                        name="assessment_result_for_whom",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sheets", to="assessment.round"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="assessment_sheets", to="units.unit"
                    ),
                ),
                ("lapsed", models.BooleanField(default=False, verbose_name="没有按期自评")),
                ("total", models.DecimalField(decimal_places=3, max_digits=7, null=True, verbose_name="得分")),
                ("low", models.DecimalField(decimal_places=3, max_digits=7, null=True, verbose_name="区间下限")),
                ("high", models.DecimalField(decimal_places=3, max_digits=7, null=True, verbose_name="区间上限")),
                ("best", models.PositiveSmallIntegerField(null=True, verbose_name="名次自")),
                ("worst", models.PositiveSmallIntegerField(null=True, verbose_name="名次至")),
                ("among", models.PositiveSmallIntegerField(null=True, verbose_name="同组单位")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessment_sheet",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["unit__order", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "unit"), name="assessment_sheet_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("total", None),
                            models.Q(
                                ("best__lte", models.F("worst")),
                                ("high__gte", models.F("total")),
                                ("low__lte", models.F("total")),
                            ),
                            _connector="OR",
                        ),
                        name="assessment_result_within",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SystemItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "system",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="items", to="assessment.system"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="次序")),
                ("group", models.CharField(max_length=100, verbose_name="指标")),
                ("name", models.CharField(max_length=200, verbose_name="具体项目")),
                ("points", models.DecimalField(decimal_places=3, max_digits=7, verbose_name="分值")),
                ("explanation", models.TextField(blank=True, verbose_name="评分说明")),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("machine", "机器计算"),
                            ("self", "自评核定"),
                            ("sample", "抽样评分"),
                            ("bonus", "加分"),
                            ("deduction", "扣分"),
                        ],
                        max_length=10,
                        verbose_name="评分方式",
                    ),
                ),
                ("kinds", models.JSONField(default=list, verbose_name="适用单位")),
                ("figure", models.CharField(blank=True, max_length=64, verbose_name="数据")),
                ("formula", models.CharField(blank=True, max_length=60, verbose_name="计算办法")),
                ("sample", models.PositiveSmallIntegerField(default=0, verbose_name="抽样数")),
                ("assessors", models.PositiveSmallIntegerField(default=1, verbose_name="评估人数")),
            ],
            options={
                "ordering": ["order", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("system", "group", "name"), name="assessment_item_once"),
                    models.CheckConstraint(condition=models.Q(("points__gt", 0)), name="assessment_item_points"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("way", "machine"), _negated=True),
                            models.Q(models.Q(("figure", ""), _negated=True), models.Q(("formula", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="assessment_machine_says_how",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("way", "sample"), _negated=True),
                            models.Q(models.Q(("figure", ""), _negated=True), ("sample__gt", 0)),
                            _connector="OR",
                        ),
                        name="assessment_sample_says_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("assessors__gte", 1), ("assessors__lte", 2)), name="assessment_one_or_two"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Score",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="scores", to="assessment.sheet"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="scores", to="assessment.systemitem"
                    ),
                ),
                ("self_score", models.DecimalField(decimal_places=3, max_digits=7, null=True, verbose_name="自评分")),
                ("self_note", models.TextField(blank=True, verbose_name="考核填报")),
                ("numerator", models.BigIntegerField(null=True)),
                ("denominator", models.BigIntegerField(null=True)),
                ("figure_day", models.DateField(null=True, verbose_name="数据日期")),
                ("records", models.JSONField(default=list, verbose_name="数据背后的记录")),
                ("machine", models.DecimalField(decimal_places=3, max_digits=7, null=True, verbose_name="机器评分")),
                ("population", models.PositiveIntegerField(null=True, verbose_name="可抽记录数")),
                ("checked", models.DecimalField(decimal_places=3, max_digits=7, null=True, verbose_name="核定分")),
                ("checked_note", models.CharField(blank=True, max_length=500, verbose_name="核定理由")),
                (
                    "checked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decided", models.DecimalField(decimal_places=3, max_digits=7, null=True, verbose_name="申诉后的分")),
                ("decided_note", models.CharField(blank=True, max_length=500, verbose_name="申诉处理理由")),
            ],
            options={
                "ordering": ["item__order", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("sheet", "item"), name="assessment_score_once"),
                    models.CheckConstraint(
                        condition=models.Q(("self_score", None), ("self_score__gte", 0), _connector="OR"),
                        name="assessment_self_least",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("checked", None),
                            models.Q(("checked__gte", 0), ("checked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="assessment_checked_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided", None),
                            models.Q(("decided__gte", 0), models.Q(("decided_note", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="assessment_decided_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Candidate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "score",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="candidates", to="assessment.score"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="candidates", to="assessment.round"
                    ),
                ),
                ("code", models.CharField(max_length=32, verbose_name="代码")),
                ("ref_kind", models.CharField(max_length=48)),
                ("ref_id", models.CharField(max_length=64)),
                ("title", models.CharField(max_length=300, verbose_name="名称")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="摘要")),
                ("drawn", models.BooleanField(default=False, verbose_name="抽中")),
            ],
            options={
                "ordering": ["score__item__order", "code"],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "code"), name="assessment_code_once"),
                    models.UniqueConstraint(fields=("score", "ref_kind", "ref_id"), name="assessment_candidate_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Appeal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "score",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="appeal", to="assessment.score"
                    ),
                ),
                ("reason", models.TextField(verbose_name="申诉理由")),
                ("wanted", models.DecimalField(decimal_places=3, max_digits=7, null=True, verbose_name="认为应得分")),
                ("stood_at", models.DecimalField(decimal_places=3, max_digits=7, null=True, verbose_name="申诉时的分")),
                ("made_at", models.DateTimeField(verbose_name="申诉时间")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("kept", "维持原分"), ("changed", "调整得分")],
                        max_length=8,
                        verbose_name="处理结果",
                    ),
                ),
                ("decision", models.CharField(blank=True, max_length=500, verbose_name="处理理由")),
                ("decided_on", models.DateField(null=True, verbose_name="处理日期")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessment_appeal",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome", ""),
                            models.Q(models.Q(("decision", ""), _negated=True), ("decided_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="assessment_appeal_reasoned",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Mark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "candidate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="marks", to="assessment.candidate"
                    ),
                ),
                (
                    "assessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "value",
                    models.CharField(
                        choices=[("1", "符合"), ("0.5", "部分符合"), ("0", "不符合")], max_length=3, verbose_name="评定"
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="理由")),
                ("marked_at", models.DateTimeField(verbose_name="评分时间")),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("candidate", "assessor"), name="assessment_mark_once"),
                    models.CheckConstraint(
                        condition=models.Q(("value", "1"), models.Q(("reason", ""), _negated=True), _connector="OR"),
                        name="assessment_mark_reasoned",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value__in", ["0", "0.5", "1"])), name="assessment_mark_value"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "score",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="evidence", to="assessment.score"
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="名称")),
                ("ref_kind", models.CharField(blank=True, max_length=48)),
                ("ref_id", models.CharField(blank=True, max_length=64)),
                (
                    "file",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                ("added_at", models.DateTimeField(verbose_name="添加时间")),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("file__isnull", False), ("ref_kind", "")),
                            models.Q(
                                ("file", None),
                                models.Q(("ref_kind", ""), _negated=True),
                                models.Q(("ref_id", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="assessment_evidence_of_something",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ref_kind", ""), _negated=True),
                        fields=("score", "ref_kind", "ref_id"),
                        name="assessment_evidence_once",
                    ),
                ],
            },
        ),
    ]
