import django.db.models.deletion
from django.db import migrations, models

from mingzheng.core.first_tables import FirstTables


class Migration(FirstTables):
    dependencies = [
        ("procedures", "0001_initial"),
        ("units", "0001_initial"),
        ("workplan", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Bulletin",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="bulletins", to="workplan.plan"
                    ),
                ),
                ("quarter", models.PositiveSmallIntegerField(verbose_name="季度")),
                ("edition", models.PositiveSmallIntegerField(default=1, verbose_name="版次")),
                (
                    "corrects",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="bulletins.bulletin",
                    ),
                ),
                ("correction_why", models.CharField(blank=True, max_length=300, verbose_name="更正原因")),
                ("cells", models.JSONField(default=list, verbose_name="数字")),
                ("tables", models.JSONField(default=dict, verbose_name="表")),
                ("bars", models.JSONField(default=list, verbose_name="图")),
                ("figures_on", models.DateField(null=True, verbose_name="数字截至")),
                ("journal_position", models.PositiveBigIntegerField(null=True, verbose_name="日志位置")),
                ("journal_hash", models.CharField(blank=True, max_length=64)),
                ("serial", models.PositiveIntegerField(null=True)),
                ("to_public", models.BooleanField(default=False, verbose_name="向社会公开")),
                ("published_at", models.DateTimeField(null=True, verbose_name="印发时间")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bulletin",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-plan__year", "-quarter", "-edition"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "quarter", "edition"), name="bulletin_once"),
                    models.UniqueConstraint(fields=("plan", "serial"), name="bulletin_number"),
                    models.CheckConstraint(
                        condition=models.Q(("quarter__gte", 1), ("quarter__lte", 4)), name="bulletin_quarter"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_at", None),
                            models.Q(("figures_on__isnull", False), ("serial__isnull", False)),
                            _connector="OR",
                        ),
                        name="bulletin_published_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "bulletin",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="receipts", to="bulletins.bulletin"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="bulletin_receipts", to="units.unit"
                    ),
                ),
                ("sent_on", models.DateField(verbose_name="送达日期")),
                ("signed_on", models.DateField(null=True, verbose_name="签收日期")),
                ("signed_by", models.CharField(blank=True, max_length=64, verbose_name="签收人")),
                ("remark", models.CharField(blank=True, max_length=500, verbose_name="意见")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bulletin_receipt",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["unit__order", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("bulletin", "unit"), name="bulletin_receipt_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("signed_on", None), models.Q(("signed_by", ""), _negated=True), _connector="OR"
                        ),
                        name="bulletin_signed_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Section",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "bulletin",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sections", to="bulletins.bulletin"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                ("key", models.CharField(max_length=20)),
                ("heading", models.CharField(max_length=40, verbose_name="标题")),
                ("machine", models.TextField(blank=True, verbose_name="机器文字")),
                ("uses_machine", models.BooleanField(default=True, verbose_name="保留机器文字")),
                ("written", models.TextField(blank=True, max_length=6000, verbose_name="人写的文字")),
                ("tables", models.JSONField(default=list)),
            ],
            options={
                "ordering": ["place"],
                "constraints": [models.UniqueConstraint(fields=("bulletin", "key"), name="bulletin_section_once")],
            },
        ),
        migrations.CreateModel(
            name="UnitLetter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="unit_letters", to="workplan.plan"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="unit_letters", to="units.unit"
                    ),
                ),
                ("month", models.DateField(verbose_name="月份")),
                ("subject", models.CharField(max_length=120, verbose_name="标题")),
                ("text", models.TextField(verbose_name="内容")),
                ("made_on", models.DateField(verbose_name="生成日期")),
                ("sent_to", models.PositiveSmallIntegerField(null=True, verbose_name="收件人数")),
                ("sent_at", models.DateTimeField(null=True, verbose_name="寄出时间")),
            ],
            options={
                "ordering": ["-month", "unit__order"],
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "unit", "month"), name="unit_letter_once_a_month")
                ],
            },
        ),
    ]
