import django.db.models.deletion
from django.db import migrations, models

from mingzheng.core.first_tables import FirstTables


class Migration(FirstTables):
    dependencies = [
        ("files", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Redaction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("owner_kind", models.CharField(max_length=48, verbose_name="所属记录种类")),
                ("owner_id", models.CharField(max_length=48, verbose_name="所属记录编号")),
                (
                    "original",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="redactions",
                        to="files.storedfile",
                        verbose_name="原件",
                    ),
                ),
                (
                    "copy",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="copy_of",
                        to="files.storedfile",
                        verbose_name="副本",
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[("boxes", "遮盖"), ("cleaning", "清除隐藏内容")],
                        default="boxes",
                        max_length=8,
                        verbose_name="方式",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "遮盖中"),
                            ("making", "正在生成和核验"),
                            ("made", "已生成，核验通过"),
                            ("void", "已作废"),
                        ],
                        default="draft",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("pages", models.PositiveIntegerField(default=1, verbose_name="页数")),
                ("steps_done", models.PositiveIntegerField(default=0, verbose_name="进度")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                ("begun_by", models.BigIntegerField(verbose_name="开始人编号")),
                ("begun_by_text", models.CharField(max_length=250, verbose_name="开始人")),
                ("begun_at", models.DateTimeField(verbose_name="开始时间")),
                ("made_by", models.BigIntegerField(null=True, verbose_name="生成人编号")),
                ("made_by_text", models.CharField(blank=True, max_length=250, verbose_name="生成人")),
                ("made_at", models.DateTimeField(null=True, verbose_name="生成时间")),
                ("verified_at", models.DateTimeField(null=True, verbose_name="核验时间")),
                ("report", models.JSONField(blank=True, default=dict, verbose_name="核验结果")),
                ("failure", models.CharField(blank=True, max_length=300, verbose_name="未通过的原因")),
                ("voided_at", models.DateTimeField(null=True, verbose_name="作废时间")),
                ("void_reason", models.CharField(blank=True, max_length=200, verbose_name="作废原因")),
            ],
            options={
                "verbose_name": "遮盖件",
                "verbose_name_plural": "遮盖件",
                "ordering": ["begun_at", "id"],
                "indexes": [models.Index(fields=["owner_kind", "owner_id"], name="redaction_owner")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["draft", "making"])),
                        fields=("owner_kind", "owner_id", "original"),
                        name="redaction_one_open_per_file",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "made"), _negated=True),
                            models.Q(
                                ("copy__isnull", False),
                                ("made_at__isnull", False),
                                ("made_by__isnull", False),
                                ("verified_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="redaction_made_is_verified",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("copy", None), models.Q(("copy", models.F("original")), _negated=True), _connector="OR"
                        ),
                        name="redaction_copy_is_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["made", "void"]), ("copy", None), _connector="OR"),
                        name="redaction_draft_has_no_copy",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["draft", "making", "made", "void"])), name="redaction_status"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "void"), _negated=True), ("voided_at__isnull", False), _connector="OR"
                        ),
                        name="redaction_void_dated",
                    ),
                    models.CheckConstraint(condition=models.Q(("pages__gte", 1)), name="redaction_has_pages"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "redaction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="proposals", to="redaction.redaction"
                    ),
                ),
                ("page", models.PositiveIntegerField(verbose_name="页")),
                ("place", models.CharField(max_length=64)),
                ("rects", models.JSONField(default=list)),
                ("label", models.CharField(max_length=40, verbose_name="种类")),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "待决定"), ("accepted", "已遮盖"), ("dismissed", "不遮盖")],
                        default="open",
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                ("decided_by_text", models.CharField(blank=True, max_length=250, verbose_name="决定人")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="决定时间")),
            ],
            options={
                "verbose_name": "建议遮盖的地方",
                "verbose_name_plural": "建议遮盖的地方",
                "ordering": ["page", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("redaction", "page", "place"), name="proposal_once"),
                    models.CheckConstraint(
                        condition=models.Q(("status", "open"), ("decided_at__isnull", False), _connector="OR"),
                        name="proposal_decision_dated",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Box",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "redaction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="boxes", to="redaction.redaction"
                    ),
                ),
                ("page", models.PositiveIntegerField(verbose_name="页")),
                ("x0", models.FloatField()),
                ("y0", models.FloatField()),
                ("x1", models.FloatField()),
                ("y1", models.FloatField()),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("C1", "C1 属于国家秘密"),
                            ("C2", "C2 其他法律、行政法规禁止公开"),
                            ("C3", "C3 危及国家安全、公共安全、经济安全、社会稳定"),
                            ("C4", "C4 商业秘密、个人隐私等第三方合法权益"),
                            ("C5", "C5 人事管理、后勤管理、内部工作流程等内部事务信息"),
                            ("C6", "C6 讨论记录、过程稿、磋商信函、请示报告等过程性信息"),
                            ("C7", "C7 行政执法案卷信息"),
                        ],
                        max_length=2,
                        verbose_name="理由",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=100, verbose_name="内部说明")),
                ("drawn_by", models.BigIntegerField(verbose_name="遮盖人编号")),
                ("drawn_by_text", models.CharField(max_length=250, verbose_name="遮盖人")),
                ("drawn_at", models.DateTimeField(verbose_name="遮盖时间")),
            ],
            options={
                "verbose_name": "遮盖框",
                "verbose_name_plural": "遮盖框",
                "ordering": ["page", "y0", "x0", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("x0__gte", 0),
                            ("x0__lt", models.F("x1")),
                            ("x1__lte", 1),
                            ("y0__gte", 0),
                            ("y0__lt", models.F("y1")),
                            ("y1__lte", 1),
                        ),
                        name="box_lies_on_its_page",
                    ),
                    models.CheckConstraint(condition=models.Q(("page__gte", 1)), name="box_has_a_page"),
                    models.CheckConstraint(
                        condition=models.Q(("ground__in", ["C1", "C2", "C3", "C4", "C5", "C6", "C7"])),
                        name="box_ground_known",
                    ),
                    models.UniqueConstraint(fields=("redaction", "page", "x0", "y0", "x1", "y1"), name="box_once"),
                ],
            },
        ),
    ]
