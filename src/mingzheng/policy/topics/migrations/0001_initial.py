import django.db.models.deletion
from django.db import migrations, models

from mingzheng.core.first_tables import FirstTables


class Migration(FirstTables):
    dependencies = [
        ("policies", "0001_initial"),
        ("procedures", "0001_initial"),
        ("units", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="topics",
                        to="units.unit",
                        verbose_name="牵头单位",
                    ),
                ),
                ("title", models.CharField(max_length=100, verbose_name="专题名称")),
                ("lead", models.CharField(blank=True, max_length=300, verbose_name="一句话说明")),
                ("office", models.CharField(blank=True, max_length=100, verbose_name="咨询科室")),
                ("phone", models.CharField(blank=True, max_length=60, verbose_name="咨询电话")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="咨询地点")),
                ("hours", models.CharField(blank=True, max_length=100, verbose_name="咨询时间")),
                ("update_days", models.PositiveSmallIntegerField(default=30, verbose_name="核对周期（日）")),
                ("no_entry", models.CharField(blank=True, max_length=200, verbose_name="没有办理入口的说明")),
                ("english_title", models.CharField(blank=True, max_length=200, verbose_name="英文名称")),
                ("english", models.TextField(blank=True, max_length=3000, verbose_name="英文摘要")),
                ("shown", models.JSONField(blank=True, default=dict, verbose_name="已公开的内容")),
                ("published_at", models.DateTimeField(null=True, verbose_name="公开时间")),
                ("renewed_on", models.DateField(null=True, verbose_name="最近核对日期")),
                ("changed_why", models.CharField(blank=True, max_length=300, verbose_name="需要核对的原因")),
                ("closing", models.CharField(blank=True, max_length=300, verbose_name="关闭说明")),
                ("closed_at", models.DateTimeField(null=True, verbose_name="关闭时间")),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="topic",
                        to="procedures.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("published_at", None), ("renewed_on__isnull", False), _connector="OR"),
                        name="topic_published_was_gone_through",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at", None), models.Q(("closing", ""), _negated=True), _connector="OR"
                        ),
                        name="topic_closed_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TopicItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="topics.topic"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("entry", "办理入口"), ("news", "工作动态"), ("event", "活动")],
                        max_length=6,
                        verbose_name="类别",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="名称")),
                ("url", models.CharField(blank=True, max_length=300, verbose_name="网址")),
                ("day", models.DateField(blank=True, null=True, verbose_name="日期")),
            ],
            options={
                "ordering": ["kind", "-day", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "entry"), _negated=True),
                            models.Q(("url", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="topic_entry_has_address",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "entry"), ("day__isnull", False), _connector="OR"),
                        name="topic_happening_has_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TopicPolicy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="bundle", to="topics.topic"
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="in_topics", to="policies.policy"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=120, verbose_name="一句话说明")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="次序")),
            ],
            options={
                "ordering": ["order", "id"],
                "constraints": [models.UniqueConstraint(fields=("topic", "policy"), name="topic_policy_once")],
            },
        ),
    ]
