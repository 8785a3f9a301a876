from django.db import migrations, models

from mingzheng.core.first_tables import FirstTables


class Migration(FirstTables):
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("topic", models.CharField(max_length=64, verbose_name="事项")),
                (
                    "lane",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "即时"), (1, "批量")], default=0, verbose_name="队列"
                    ),
                ),
                ("key", models.CharField(max_length=128, null=True, unique=True, verbose_name="去重键")),
                ("payload", models.JSONField(default=dict, verbose_name="内容")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "待处理"),
                            ("running", "处理中"),
                            ("done", "已完成"),
                            ("given_up", "多次失败，待人工处理"),
                        ],
                        default="waiting",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="已试次数")),
                ("due_at", models.DateTimeField(verbose_name="下次处理时间")),
                ("taken_at", models.DateTimeField(null=True, verbose_name="开始处理时间")),
                ("done_at", models.DateTimeField(null=True, verbose_name="完成时间")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="提出时间")),
                ("last_error", models.TextField(blank=True, verbose_name="最近一次错误")),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "waiting")), fields=["lane", "due_at", "id"], name="outbox_next"
                    ),
                    models.Index(condition=models.Q(("status", "running")), fields=["taken_at"], name="outbox_running"),
                    models.Index(fields=["status", "topic"], name="outbox_status"),
                ],
            },
        ),
    ]
