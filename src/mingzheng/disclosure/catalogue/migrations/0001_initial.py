import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from mingzheng.core.first_tables import FirstTables


class Migration(FirstTables):
    dependencies = [
        ("units", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CheckRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(unique=True)),
                ("columns", models.PositiveIntegerField(verbose_name="栏目")),
                ("columns_good", models.PositiveIntegerField(verbose_name="栏目合格")),
                ("items", models.PositiveIntegerField(verbose_name="目录事项")),
                ("items_good", models.PositiveIntegerField(verbose_name="事项合格")),
                ("links", models.PositiveIntegerField(verbose_name="链接")),
                ("links_broken", models.PositiveIntegerField(verbose_name="打不开的链接")),
                ("at", models.DateTimeField(verbose_name="检查时间")),
            ],
            options={
                "ordering": ["-day"],
            },
        ),
        migrations.CreateModel(
            name="Column",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        max_length=48,
                        unique=True,
                        validators=[django.core.validators.RegexValidator("^[a-z][a-z0-9-]*$")],
                        verbose_name="代码",
                    ),
                ),
                ("title", models.CharField(max_length=64, verbose_name="名称")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="catalogue.column",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="columns", to="units.unit"
                    ),
                ),
                ("about", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                ("content_rule", models.CharField(blank=True, max_length=300, verbose_name="内容要求")),
                ("update_days", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="更新周期（日）")),
                ("update_note", models.CharField(blank=True, max_length=200, verbose_name="更新要求")),
                ("update_basis", models.CharField(blank=True, max_length=200, verbose_name="更新依据")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                ("opened_on", models.DateField(verbose_name="开设日期")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="停用日期")),
            ],
            options={
                "ordering": ["order", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("parent", models.F("id")), _negated=True), name="column_not_its_own_parent"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("update_days", None), ("update_days__gt", 0), _connector="OR"),
                        name="column_update_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on", None), ("closed_on__gte", models.F("opened_on")), _connector="OR"
                        ),
                        name="column_closed_after_opened",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LinkEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=300, verbose_name="标题")),
                ("url", models.CharField(max_length=300, verbose_name="地址")),
                (
                    "unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"),
                ),
                ("published_on", models.DateField(verbose_name="公开日期")),
                ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="撤下日期")),
                ("made_by", models.BigIntegerField(verbose_name="登记人")),
            ],
            options={
                "ordering": ["-published_on", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_on", None)), fields=("url", "title"), name="link_entry_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Placement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("record_kind", models.CharField(max_length=48)),
                ("record_id", models.CharField(max_length=48)),
                ("title", models.CharField(max_length=300, verbose_name="标题")),
                ("url", models.CharField(max_length=300, verbose_name="地址")),
                ("published_on", models.DateField(verbose_name="公开日期")),
                ("placed_at", models.DateTimeField(verbose_name="列入时间")),
                (
                    "unit",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"
                    ),
                ),
                (
                    "column",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="placements", to="catalogue.column"
                    ),
                ),
            ],
            options={
                "ordering": ["-published_on", "-id"],
                "indexes": [
                    models.Index(fields=["column", "-published_on", "-id"], name="placement_newest"),
                    models.Index(fields=["record_kind", "record_id"], name="placement_record"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("column", "record_kind", "record_id"), name="placement_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Product",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=64, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("map", "主题地图"), ("sheet", "一事一页"), ("calendar", "发布日历")], max_length=12
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="名称")),
                ("url", models.CharField(max_length=300, verbose_name="地址")),
                (
                    "unit",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"
                    ),
                ),
                ("published_on", models.DateField(verbose_name="发布日期")),
                ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="撤下日期")),
            ],
            options={
                "ordering": ["kind", "id"],
            },
        ),
        migrations.CreateModel(
            name="StandardCatalogue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="版本")),
                ("title", models.CharField(max_length=120, verbose_name="名称")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "草稿"), ("live", "现行"), ("past", "历史版本")],
                        default="draft",
                        max_length=8,
                    ),
                ),
                ("source_name", models.CharField(blank=True, max_length=200, verbose_name="来源文件")),
                ("made_at", models.DateTimeField(verbose_name="导入时间")),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="公布日期")),
            ],
            options={
                "ordering": ["-year", "-version"],
                "constraints": [
                    models.UniqueConstraint(fields=("year", "version"), name="standard_catalogue_version"),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "live")), fields=("status",), name="standard_catalogue_one_live"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status", "draft"), ("published_on__isnull", False), _connector="OR"),
                        name="standard_catalogue_published_on",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StandardItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "catalogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="catalogue.standardcatalogue",
                    ),
                ),
                ("field", models.CharField(max_length=31, verbose_name="领域")),
                ("serial", models.PositiveSmallIntegerField(verbose_name="序号")),
                ("level1", models.CharField(max_length=100, verbose_name="一级事项")),
                ("level2", models.CharField(max_length=100, verbose_name="二级事项")),
                ("content", models.TextField(max_length=2000, verbose_name="公开内容（要素）")),
                ("basis", models.TextField(max_length=2000, verbose_name="公开依据")),
                ("time_limit", models.TextField(max_length=500, verbose_name="公开时限")),
                ("subject", models.TextField(max_length=300, verbose_name="公开主体")),
                ("channels", models.TextField(max_length=500, verbose_name="公开渠道和载体")),
                ("audience", models.CharField(max_length=100, verbose_name="公开对象")),
                ("method", models.CharField(max_length=40, verbose_name="公开方式")),
                ("level", models.CharField(max_length=40, verbose_name="公开层级")),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="units.unit",
                    ),
                ),
                (
                    "column",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="catalogue.column",
                    ),
                ),
                ("update_days", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="更新周期（日）")),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("catalogue", "field", "serial"), name="standard_item_once"),
                    models.CheckConstraint(
                        condition=models.Q(("update_days", None), ("update_days__gt", 0), _connector="OR"),
                        name="standard_item_days",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("record_kind", models.CharField(max_length=48)),
                ("record_id", models.CharField(max_length=48)),
                ("title", models.CharField(max_length=300, verbose_name="标题")),
                ("url", models.CharField(max_length=300, verbose_name="地址")),
                ("published_on", models.DateField(verbose_name="公开日期")),
                ("placed_at", models.DateTimeField(verbose_name="列入时间")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="records", to="catalogue.standarditem"
                    ),
                ),
            ],
            options={
                "ordering": ["-published_on", "-id"],
                "indexes": [models.Index(fields=["record_kind", "record_id"], name="item_record_record")],
                "constraints": [
                    models.UniqueConstraint(fields=("item", "record_kind", "record_id"), name="item_record_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Classification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("record_kind", models.CharField(max_length=48)),
                ("record_id", models.CharField(max_length=48)),
                ("title", models.CharField(max_length=300, verbose_name="标题")),
                (
                    "unit",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"
                    ),
                ),
                ("group", models.CharField(blank=True, max_length=32, verbose_name="组配分类")),
                ("theme", models.CharField(blank=True, max_length=64, verbose_name="主题分类")),
                (
                    "column",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.column",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="catalogue.standarditem",
                    ),
                ),
                ("suggested", models.JSONField(default=dict, verbose_name="机器建议")),
                ("agreed", models.BooleanField(verbose_name="与首位建议一致")),
                ("confirmed_by", models.BigIntegerField(verbose_name="确认人")),
                ("confirmed_at", models.DateTimeField(verbose_name="确认时间")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("record_kind", "record_id"), name="classification_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="CheckFinding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="findings", to="catalogue.checkrun"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("empty", "没有内容"),
                            ("stale", "超过更新周期"),
                            ("near", "临近更新期限"),
                            ("link", "链接打不开"),
                            ("unbound", "没有对应栏目"),
                            ("misplaced", "栏目与分类不符"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "column",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="catalogue.column"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalogue.standarditem",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"
                    ),
                ),
                ("what", models.CharField(max_length=300, verbose_name="是什么")),
                ("advice", models.CharField(max_length=200, verbose_name="怎么办")),
                ("url", models.CharField(blank=True, max_length=300, verbose_name="地址")),
                ("days", models.SmallIntegerField(null=True, verbose_name="距期限（日）")),
            ],
            options={
                "ordering": ["id"],
                "indexes": [models.Index(fields=["run", "kind"], name="check_finding_kind")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("column__isnull", False), ("item__isnull", False), _connector="OR"),
                        name="check_finding_about_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Visits",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="visits", to="catalogue.product"
                    ),
                ),
                ("day", models.DateField()),
                ("count", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("product", "day"), name="visits_once")],
            },
        ),
    ]
