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
            name="AnnualReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="annual_reports",
                        to="units.unit",
                        verbose_name="单位",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("district", models.BooleanField(default=False, verbose_name="区政府的报告")),
                (
                    "origin",
                    models.CharField(
                        choices=[("platform", "本平台编制"), ("import", "往年报告导入")],
                        default="platform",
                        max_length=8,
                        verbose_name="来源",
                    ),
                ),
                ("texts", models.JSONField(blank=True, default=dict, verbose_name="文字")),
                ("tables", models.JSONField(blank=True, default=dict, verbose_name="表格")),
                ("cells", models.JSONField(blank=True, default=dict, verbose_name="可引用的数")),
                ("found", models.JSONField(blank=True, default=dict, verbose_name="取数时的检查")),
                ("taken", models.JSONField(blank=True, default=dict, verbose_name="取数")),
                ("reasons", models.JSONField(blank=True, default=dict, verbose_name="说明的理由")),
                ("correcting", models.CharField(blank=True, max_length=500, verbose_name="更正理由")),
                ("due_on", models.DateField(verbose_name="公布期限")),
                ("published_on", models.DateField(null=True, verbose_name="首次公布日期")),
                ("reminded_on", models.DateField(null=True, verbose_name="最近提醒")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="annual_report",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "verbose_name": "年度报告",
                "ordering": ["-year", "-district", "unit__order", "id"],
                "indexes": [models.Index(fields=["year", "published_on"], name="annual_report_by_year")],
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "year", "district"), name="annual_report_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("district", True)), fields=("year",), name="annual_report_district_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 2008), ("year__lte", 2100)), name="annual_report_year"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AnnualEdition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="annual_report.annualreport",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(default=1, verbose_name="版次")),
                ("published_on", models.DateField(verbose_name="公布日期")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="更正理由")),
                ("content", models.JSONField(verbose_name="内容")),
                ("sha256", models.CharField(max_length=64, verbose_name="内容指纹")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="来源")),
                ("kept_at", models.DateTimeField(verbose_name="登记时间")),
            ],
            options={
                "verbose_name": "年度报告版本",
                "ordering": ["report", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("report", "number"), name="annual_edition_once"),
                    models.CheckConstraint(
                        condition=models.Q(("number", 1), models.Q(("reason", ""), _negated=True), _connector="OR"),
                        name="annual_correction_has_reason",
                    ),
                ],
            },
        ),
    ]
