import uuid

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
            name="Call",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="idea_calls",
                        to="units.unit",
                        verbose_name="主办单位",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("needs", "政策需求征集"),
                            ("projects", "实事项目征集"),
                            ("suggestions", "人民建议专项征集"),
                            ("themes", "政府开放活动主题征集"),
                        ],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="名称")),
                ("about", models.TextField(max_length=4000, verbose_name="议题")),
                ("ways", models.TextField(max_length=1000, verbose_name="途径和方式")),
                ("opens_on", models.DateField(verbose_name="开始日期")),
                ("closes_on", models.DateField(verbose_name="截止日期")),
                ("supports", models.BooleanField(default=False, verbose_name="可以点赞")),
                (
                    "rule",
                    models.CharField(
                        blank=True,
                        choices=[("approval", "赞成票"), ("ranked", "排序票")],
                        max_length=10,
                        verbose_name="投票方式",
                    ),
                ),
                ("votes_from", models.DateField(blank=True, null=True, verbose_name="投票开始")),
                ("votes_until", models.DateField(blank=True, null=True, verbose_name="投票截止")),
                ("most", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="每张票最多选几项")),
                ("places", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="入选名额")),
                ("verified", models.BooleanField(default=True, verbose_name="每个邮箱一票")),
                ("owner_kind", models.CharField(blank=True, max_length=40)),
                ("owner_id", models.CharField(blank=True, max_length=20)),
                ("released_on", models.DateField(null=True, verbose_name="发布日期")),
                ("extended_why", models.CharField(blank=True, max_length=300, verbose_name="延期理由")),
                ("stopped_why", models.CharField(blank=True, max_length=300, verbose_name="停止理由")),
                ("listed_on", models.DateField(null=True, verbose_name="候选项公布日期")),
                ("summary", models.TextField(blank=True, max_length=4000, verbose_name="征集情况")),
                ("feedback", models.TextField(blank=True, max_length=4000, verbose_name="采纳和落实情况")),
                ("result", models.JSONField(null=True, verbose_name="投票结果")),
                ("results_on", models.DateField(null=True, verbose_name="反馈日期")),
                ("forgotten_on", models.DateField(null=True, verbose_name="删除联系方式的日期")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="idea_call",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-opens_on", "-id"],
                "indexes": [models.Index(fields=["-opens_on", "-id"], name="idea_call_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("closes_on__gte", models.F("opens_on"))), name="idea_call_span"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("rule", ""), ("votes_from", None), ("votes_until", None)),
                            models.Q(
                                models.Q(("rule", ""), _negated=True),
                                ("most__gte", 1),
                                ("votes_from__gt", models.F("closes_on")),
                                ("votes_until__gte", models.F("votes_from")),
                            ),
                            _connector="OR",
                        ),
                        name="idea_call_ballot_after_the_end",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("released_on", None),
                            models.Q(("about", ""), ("ways", ""), _connector="OR", _negated=True),
                            _connector="OR",
                        ),
                        name="idea_call_article_8",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("results_on", None),
                            models.Q(
                                ("result__isnull", False),
                                ("results_on__gt", models.F("closes_on")),
                                models.Q(("feedback", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="idea_call_answered_after_the_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Ballot",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ballots", to="surveys.call"
                    ),
                ),
                ("choices", models.JSONField()),
                ("day", models.DateField()),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Follower",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("record_kind", models.CharField(max_length=40)),
                ("record_id", models.CharField(max_length=20)),
                ("email", models.EmailField(max_length=200, verbose_name="邮箱")),
                ("asked_on", models.DateField(verbose_name="提出日期")),
                ("confirmed", models.BooleanField(default=False, verbose_name="已确认")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("record_kind", "record_id", "email"), name="survey_follower_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="IdeaGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="groups", to="surveys.call"
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="归纳")),
                ("summary", models.CharField(blank=True, max_length=500, verbose_name="说明")),
                ("candidate", models.PositiveSmallIntegerField(null=True, verbose_name="候选项编号")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("adopted", "采纳"), ("partly", "部分采纳"), ("not", "不采纳"), ("later", "留作参考")],
                        max_length=10,
                        verbose_name="处理",
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=1000, verbose_name="处理说明")),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("candidate__isnull", False)),
                        fields=("call", "candidate"),
                        name="idea_candidate_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outcome", ""), models.Q(("answer", ""), _negated=True), _connector="OR"),
                        name="idea_group_outcome_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Idea",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ideas", to="surveys.call"
                    ),
                ),
                ("number", models.CharField(max_length=20, unique=True, verbose_name="编号")),
                ("code_digest", models.CharField(max_length=64, null=True, unique=True)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("web", "网上"),
                            ("letter", "来信"),
                            ("phone", "电话"),
                            ("meeting", "调研座谈"),
                            ("visit", "走访"),
                            ("data", "大数据分析"),
                        ],
                        max_length=10,
                        verbose_name="渠道",
                    ),
                ),
                ("topic", models.CharField(max_length=80, verbose_name="主题")),
                ("reason", models.TextField(blank=True, max_length=1000, verbose_name="事由")),
                ("proposal", models.TextField(max_length=2000, verbose_name="对策")),
                ("received_on", models.DateField(verbose_name="收到日期")),
                ("late", models.BooleanField(default=False, verbose_name="逾期收到")),
                ("entered_how", models.CharField(blank=True, max_length=200, verbose_name="来源说明")),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "待审核"), ("shown", "公开"), ("held", "不公开")],
                        default="waiting",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("held_why", models.CharField(blank=True, max_length=300, verbose_name="不公开的理由")),
                ("public_topic", models.CharField(blank=True, max_length=80, verbose_name="公开的主题")),
                ("public_reason", models.TextField(blank=True, max_length=1000, verbose_name="公开的事由")),
                ("public_proposal", models.TextField(blank=True, max_length=2000, verbose_name="公开的对策")),
                (
                    "group",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ideas",
                        to="surveys.ideagroup",
                    ),
                ),
                ("supports", models.PositiveIntegerField(default=0, verbose_name="点赞")),
            ],
            options={
                "ordering": ["id"],
                "indexes": [models.Index(fields=["call", "state", "-id"], name="idea_of_call")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "shown"), _negated=True),
                            models.Q(
                                models.Q(("public_topic", ""), _negated=True),
                                models.Q(("public_proposal", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="idea_shown_is_moderated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "held"), _negated=True),
                            models.Q(("held_why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="idea_held_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("channel", "web"), models.Q(("entered_how", ""), _negated=True), _connector="OR"
                        ),
                        name="idea_entered_says_where_from",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IdeaContact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "idea",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="contact", to="surveys.idea"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=40, verbose_name="称呼")),
                ("email", models.EmailField(blank=True, max_length=200, verbose_name="邮箱")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="电话")),
            ],
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("record_kind", models.CharField(max_length=40)),
                ("record_id", models.CharField(max_length=20)),
                ("digest", models.CharField(max_length=64)),
                ("email", models.EmailField(blank=True, max_length=200, verbose_name="邮箱")),
                ("token_digest", models.CharField(max_length=64, null=True, unique=True)),
                ("until", models.DateTimeField(null=True, verbose_name="链接有效至")),
                ("done", models.BooleanField(default=False, verbose_name="已答")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("record_kind", "record_id", "digest"), name="survey_participant_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("digest", ""), _negated=True), models.Q(("token_digest", ""), _negated=True)
                        ),
                        name="survey_participant_is_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done", False), models.Q(("email", ""), ("token_digest", None)), _connector="OR"
                        ),
                        name="survey_participant_done_forgets_the_address",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Survey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="surveys",
                        to="units.unit",
                        verbose_name="主办单位",
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("poll", "民意调查"),
                            ("needs", "政策需求调查"),
                            ("satisfaction", "满意度调查"),
                            ("event", "活动问卷"),
                        ],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="名称")),
                ("about", models.TextField(max_length=2000, verbose_name="说明")),
                ("opens_on", models.DateField(verbose_name="开始日期")),
                ("closes_on", models.DateField(verbose_name="截止日期")),
                (
                    "answering",
                    models.CharField(
                        choices=[("open", "不核实身份"), ("verified", "每个邮箱一份"), ("coded", "每个签到码一份")],
                        default="open",
                        max_length=10,
                        verbose_name="答卷方式",
                    ),
                ),
                ("owner_kind", models.CharField(blank=True, max_length=40)),
                ("owner_id", models.CharField(blank=True, max_length=20)),
                ("questions", models.JSONField(verbose_name="题目")),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="题目的校验值")),
                ("released_on", models.DateField(null=True, verbose_name="发布日期")),
                ("extended_why", models.CharField(blank=True, max_length=300, verbose_name="延期理由")),
                ("stopped_why", models.CharField(blank=True, max_length=300, verbose_name="停止理由")),
                ("findings", models.TextField(blank=True, max_length=4000, verbose_name="结果说明")),
                ("feedback", models.TextField(blank=True, max_length=4000, verbose_name="采纳和落实情况")),
                ("results", models.JSONField(null=True, verbose_name="结果")),
                ("results_on", models.DateField(null=True, verbose_name="结果公布日期")),
                ("forgotten_on", models.DateField(null=True, verbose_name="删除答卷标记的日期")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="survey",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-opens_on", "-id"],
                "indexes": [models.Index(fields=["-opens_on", "-id"], name="survey_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("closes_on__gte", models.F("opens_on"))), name="survey_span"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("released_on", None), models.Q(("sha256", ""), _negated=True), _connector="OR"
                        ),
                        name="survey_released_is_frozen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("results_on", None),
                            models.Q(
                                ("results__isnull", False),
                                ("results_on__gt", models.F("closes_on")),
                                models.Q(("feedback", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="survey_result_after_the_end_with_feedback",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answering", "coded"), _negated=True),
                            models.Q(("owner_kind", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="survey_codes_have_an_owner",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("owner_kind", ""), _negated=True),
                        fields=("owner_kind", "owner_id"),
                        name="survey_one_for_each_owner",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Response",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="responses", to="surveys.survey"
                    ),
                ),
                ("answers", models.JSONField()),
                ("day", models.DateField()),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="OpenText",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="texts", to="surveys.survey"
                    ),
                ),
                ("question", models.CharField(max_length=12)),
                ("text", models.CharField(max_length=500, verbose_name="原文")),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "待审核"), ("shown", "公开"), ("held", "不公开")],
                        default="waiting",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("public_text", models.CharField(blank=True, max_length=500, verbose_name="公开的文字")),
                ("held_why", models.CharField(blank=True, max_length=200, verbose_name="不公开的理由")),
                ("checked_on", models.DateField(null=True, verbose_name="复核日期")),
                ("sent_back_why", models.CharField(blank=True, max_length=200, verbose_name="退回的理由")),
            ],
            options={
                "ordering": ["id"],
                "indexes": [models.Index(fields=["survey", "state"], name="survey_text_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "shown"), _negated=True),
                            models.Q(("public_text", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="survey_text_shown_is_masked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "held"), _negated=True),
                            models.Q(("held_why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="survey_text_held_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("checked_on", None), ("state", "shown"), _connector="OR"),
                        name="survey_text_checked_is_shown",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="drafts", to="surveys.survey"
                    ),
                ),
                ("key_digest", models.CharField(max_length=64, unique=True)),
                ("answers", models.JSONField(default=dict)),
                ("day", models.DateField()),
                (
                    "participant",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="surveys.participant",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("key_digest", ""), _negated=True), name="survey_draft_has_a_key"
                    )
                ],
            },
        ),
    ]
