import django.db.models.deletion
from django.db import migrations, models

from mingzheng.core.first_tables import FirstTables


class Migration(FirstTables):
    dependencies = [
        ("units", "0001_initial"),
        ("workplan", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Binding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bindings",
                        to="workplan.plantask",
                        verbose_name="任务",
                    ),
                ),
                ("indicator", models.CharField(max_length=64, verbose_name="指标")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="次序")),
                (
                    "state",
                    models.CharField(
                        choices=[("suggested", "待确认"), ("confirmed", "已确认"), ("ended", "不采用")],
                        default="suggested",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[("year", "上一年要点"), ("data", "对应表"), ("person", "人工指定")],
                        max_length=8,
                        verbose_name="来源",
                    ),
                ),
                ("likeness", models.PositiveSmallIntegerField(default=0, verbose_name="相似度")),
                ("likened_to", models.TextField(blank=True, verbose_name="相似的任务")),
                ("target", models.FloatField(null=True, verbose_name="目标")),
                ("target_why", models.CharField(blank=True, max_length=300, verbose_name="目标的理由")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="理由")),
                ("decided_by", models.CharField(blank=True, max_length=64, verbose_name="确认人")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="确认时间")),
            ],
            options={
                "ordering": ["task__number", "order", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("task", "indicator"), name="binding_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("target", None), models.Q(("target_why", ""), _negated=True), _connector="OR"
                        ),
                        name="binding_target_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "suggested"), ("decided_at__isnull", False), _connector="OR"),
                        name="binding_decided_has_moment",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="readings", to="workplan.plantask"
                    ),
                ),
                ("indicator", models.CharField(max_length=64, verbose_name="指标")),
                ("day", models.DateField(verbose_name="日期")),
                ("numerator", models.PositiveIntegerField()),
                ("denominator", models.PositiveIntegerField(null=True)),
            ],
            options={
                "ordering": ["day"],
                "indexes": [models.Index(fields=["day", "task"], name="reading_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("task", "indicator", "day"), name="reading_once_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitReading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="unit_readings",
                        to="workplan.plantask",
                    ),
                ),
                ("indicator", models.CharField(max_length=64, verbose_name="指标")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="readings", to="units.unit"
                    ),
                ),
                ("day", models.DateField(verbose_name="日期")),
                ("numerator", models.PositiveIntegerField()),
                ("denominator", models.PositiveIntegerField(null=True)),
            ],
            options={
                "ordering": ["day"],
                "constraints": [
                    models.UniqueConstraint(fields=("day", "task", "indicator", "unit"), name="unit_reading_once_a_day")
                ],
            },
        ),
    ]
