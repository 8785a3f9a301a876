import uuid

from django.db import migrations, models

from mingzheng.core.first_tables import FirstTables


class Migration(FirstTables):
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Building",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("node", models.CharField(max_length=120, unique=True, verbose_name="节点")),
                ("started_at", models.DateTimeField(verbose_name="开始时间")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="完成时间")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="已完成")),
                ("total", models.PositiveIntegerField(default=0, verbose_name="总数")),
                ("dictionary", models.PositiveIntegerField(default=0, verbose_name="词典版本")),
            ],
        ),
        migrations.CreateModel(
            name="SynonymGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.JSONField(default=list, verbose_name="同义词")),
                ("active", models.BooleanField(default=True, verbose_name="启用")),
                ("added_by", models.CharField(max_length=64, verbose_name="添加人")),
                ("updated_at", models.DateTimeField(verbose_name="更新时间")),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Asked",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="日期")),
                ("query", models.CharField(max_length=60, verbose_name="查询")),
                ("times", models.PositiveIntegerField(default=0, verbose_name="次数")),
                ("empty", models.PositiveIntegerField(default=0, verbose_name="没有找到的次数")),
                ("found", models.PositiveIntegerField(default=0, verbose_name="最近一次找到的条数")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("day", "query"), name="search_asked_once_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(("empty__lte", models.F("times"))), name="search_empty_among_times"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DictionaryTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=20, unique=True, verbose_name="词语")),
                ("active", models.BooleanField(default=True, verbose_name="启用")),
                ("added_by", models.CharField(max_length=64, verbose_name="添加人")),
                ("updated_at", models.DateTimeField(verbose_name="更新时间")),
            ],
            options={
                "ordering": ["word"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("word", ""), _negated=True), name="search_term_not_empty"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FoundRecord",
            fields=[
                ("key", models.CharField(max_length=96, primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=64)),
                ("position", models.PositiveBigIntegerField(unique=True)),
                ("gone", models.BooleanField(default=False)),
                ("kind", models.CharField(blank=True, max_length=40, verbose_name="种类")),
                ("title", models.CharField(blank=True, max_length=500, verbose_name="标题")),
                ("body", models.TextField(blank=True, verbose_name="正文")),
                ("url", models.CharField(blank=True, max_length=500, verbose_name="地址")),
                ("number", models.CharField(blank=True, max_length=120, verbose_name="发文字号")),
                ("index_number", models.CharField(blank=True, max_length=120, verbose_name="索引号")),
                ("number_key", models.CharField(blank=True, max_length=80)),
                ("index_key", models.CharField(blank=True, max_length=80)),
                ("agency", models.CharField(blank=True, max_length=120, verbose_name="发文机关")),
                ("theme", models.CharField(blank=True, max_length=120, verbose_name="主题分类")),
                ("genre", models.CharField(blank=True, max_length=60, verbose_name="体裁")),
                ("published_on", models.DateField(null=True, verbose_name="发布日期")),
                ("validity", models.CharField(blank=True, max_length=12, verbose_name="有效性")),
                ("tags", models.JSONField(blank=True, default=list, verbose_name="标签")),
                ("weight", models.FloatField(default=1.0)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("number_key", ""), _negated=True),
                        fields=["number_key"],
                        name="search_number",
                    ),
                    models.Index(
                        condition=models.Q(("index_key", ""), _negated=True),
                        fields=["index_key"],
                        name="search_index_number",
                    ),
                    models.Index(fields=["code", "key"], name="search_code"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Log",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.UUIDField(default=uuid.uuid4)),
                ("position", models.PositiveBigIntegerField(default=0)),
                ("dictionary", models.PositiveIntegerField(default=0, verbose_name="词典版本")),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="search_log_one_row")],
            },
        ),
    ]
