import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from mingzheng.core.first_tables import FirstTables


class Migration(FirstTables):
    dependencies = [
        ("procedures", "0001_initial"),
        ("units", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Draw",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("owner_kind", models.CharField(max_length=48)),
                ("owner_id", models.CharField(max_length=64)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draws",
                        to="units.unit",
                        verbose_name="单位",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="名称")),
                ("places", models.JSONField(verbose_name="名额")),
                ("alternates", models.PositiveIntegerField(verbose_name="每类候补人数")),
                ("people", models.PositiveIntegerField(verbose_name="名单人数")),
                ("seed_source", models.CharField(max_length=200, verbose_name="种子来源")),
                ("seed_on", models.DateField(verbose_name="种子日期")),
                ("list_text", models.TextField(verbose_name="名单文件")),
                ("list_sha256", models.CharField(max_length=64, verbose_name="名单哈希")),
                ("frozen_at", models.DateTimeField(verbose_name="冻结时间")),
                ("seed", models.CharField(blank=True, max_length=200, verbose_name="种子")),
                (
                    "typed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("drawn_at", models.DateTimeField(null=True, verbose_name="抽签时间")),
                ("voided_why", models.CharField(blank=True, max_length=300, verbose_name="作废原因")),
                ("voided_at", models.DateTimeField(null=True, verbose_name="作废时间")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draw",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-frozen_at", "-id"],
                "indexes": [models.Index(fields=["owner_kind", "owner_id"], name="draw_owner")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("drawn_at", None),
                            models.Q(
                                models.Q(("seed", ""), _negated=True),
                                ("confirmed_by__isnull", False),
                                ("typed_by__isnull", False),
                                models.Q(("typed_by", models.F("confirmed_by")), _negated=True),
                                ("voided_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="draw_two_people_vouch",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("seed", ""), ("typed_by__isnull", False), _connector="OR"),
                        name="draw_seed_was_typed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("voided_at", None), models.Q(("voided_why", ""), _negated=True), _connector="OR"
                        ),
                        name="draw_void_says_why",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("voided_at", None)),
                        fields=("owner_kind", "owner_id"),
                        name="draw_once_for_each_owner",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Lot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "draw",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lots", to="draws.draw"
                    ),
                ),
                ("code", models.CharField(max_length=32, verbose_name="代码")),
                (
                    "kind",
                    models.CharField(
                        choices=[("place", "名额"), ("alternate", "候补")], max_length=10, verbose_name="结果"
                    ),
                ),
                ("rank", models.PositiveIntegerField(verbose_name="次序")),
                ("category", models.CharField(blank=True, max_length=300, verbose_name="类别")),
            ],
            options={
                "ordering": ["category", "-kind", "rank"],
                "constraints": [
                    models.UniqueConstraint(fields=("draw", "code"), name="lot_once_for_each_code"),
                    models.UniqueConstraint(fields=("draw", "category", "kind", "rank"), name="lot_rank_once"),
                ],
            },
        ),
    ]
