import django.db.models.deletion
from django.db import migrations, models

from mingzheng.core.first_tables import FirstTables


class Migration(FirstTables):
    dependencies = [
        ("files", "0001_initial"),
        ("foi", "0001_initial"),
        ("procedures", "0001_initial"),
        ("units", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="RemedyCase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="remedies", to="foi.application"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                        verbose_name="被申请人、被告",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("reconsideration", "行政复议"),
                            ("direct_suit", "未经复议直接起诉"),
                            ("suit_after_reconsideration", "复议后起诉"),
                        ],
                        max_length=28,
                        verbose_name="种类",
                    ),
                ),
                ("organ", models.CharField(blank=True, max_length=100, verbose_name="复议机关、法院")),
                ("number", models.CharField(blank=True, max_length=80, verbose_name="案号")),
                ("claim", models.TextField(blank=True, verbose_name="请求")),
                ("filed_on", models.DateField(verbose_name="申请、起诉日期")),
                ("received_on", models.DateField(null=True, verbose_name="收到申请书、起诉状副本日期")),
                ("accepted_on", models.DateField(null=True, verbose_name="受理、立案日期")),
                ("simplified", models.BooleanField(default=False, verbose_name="简易程序")),
                ("answered_on", models.DateField(null=True, verbose_name="提交答复、答辩日期")),
                ("concluded_on", models.DateField(null=True, verbose_name="审结日期")),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[("upheld", "结果维持"), ("corrected", "结果纠正"), ("other", "其他结果")],
                        max_length=10,
                        verbose_name="结果",
                    ),
                ),
                (
                    "cause",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("facts", "事实不清"),
                            ("search", "检索不充分"),
                            ("article", "适用条款错误"),
                            ("procedure", "程序违法"),
                            ("late", "逾期答复"),
                            ("unclear", "答复不明确、不完整"),
                            ("other", "其他"),
                        ],
                        max_length=10,
                        verbose_name="被纠正的原因",
                    ),
                ),
                ("decision", models.TextField(blank=True, verbose_name="决定、判决要点")),
                ("lesson", models.TextField(blank=True, verbose_name="经验教训")),
                ("redo", models.BooleanField(default=False, verbose_name="责令重新答复")),
                ("told_on", models.DateField(null=True, verbose_name="收到决定书、判决生效日期")),
                ("redo_days", models.PositiveSmallIntegerField(null=True, verbose_name="指定的重新答复期限")),
                (
                    "redo_unit",
                    models.CharField(
                        blank=True,
                        choices=[("workday", "个工作日"), ("day", "日")],
                        max_length=8,
                        verbose_name="期限单位",
                    ),
                ),
                (
                    "before",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="after",
                        to="remedies.remedycase",
                    ),
                ),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remedy",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "verbose_name": "复议诉讼",
                "ordering": ["-filed_on", "-id"],
                "indexes": [
                    models.Index(fields=["concluded_on", "unit", "kind", "result"], name="remedy_concluded"),
                    models.Index(fields=["filed_on", "unit", "kind"], name="remedy_filed"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("concluded_on", None), ("result", "")),
                            models.Q(("concluded_on__isnull", False), models.Q(("result", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="remedy_concluded_with_result",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("concluded_on", None), ("concluded_on__gte", models.F("filed_on")), _connector="OR"
                        ),
                        name="remedy_concluded_after_filing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("result", "corrected"), _negated=True),
                            models.Q(("cause", ""), _negated=True),
                            ("case", None),
                            _connector="OR",
                        ),
                        name="remedy_corrected_has_cause",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "remedy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="evidence", to="remedies.remedycase"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="证据名称")),
                ("source", models.CharField(max_length=200, verbose_name="来源")),
                ("proves", models.CharField(max_length=500, verbose_name="证明的事实")),
                ("pages", models.PositiveSmallIntegerField(null=True, verbose_name="页数")),
                (
                    "paper",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                        verbose_name="文件",
                    ),
                ),
            ],
            options={
                "verbose_name": "证据",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="WarningSheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="foi_warnings",
                        to="units.unit",
                        verbose_name="送达单位",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("hint", "提示单"), ("warning", "警示单")], max_length=8, verbose_name="种类"
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=60, verbose_name="编号")),
                ("facts", models.TextField(verbose_name="情况")),
                ("demands", models.TextField(verbose_name="要求")),
                ("issued_on", models.DateField(verbose_name="发出日期")),
                ("answer", models.TextField(blank=True, verbose_name="整改情况")),
                ("answered_on", models.DateField(null=True, verbose_name="反馈日期")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="foi_warning",
                        to="procedures.case",
                    ),
                ),
                ("remedies", models.ManyToManyField(related_name="warnings", to="remedies.remedycase")),
            ],
            options={
                "verbose_name": "提示警示单",
                "ordering": ["-issued_on", "-id"],
            },
        ),
    ]
