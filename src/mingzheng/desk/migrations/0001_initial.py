import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from mingzheng.core.first_tables import FirstTables


class Migration(FirstTables):
    dependencies = [
        ("procedures", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Announced",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="procedures.case"
                    ),
                ),
                (
                    "light",
                    models.CharField(choices=[("amber", "临期"), ("red", "逾期")], max_length=8, verbose_name="灯"),
                ),
                ("due_on", models.DateField(verbose_name="期限")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("case", "light", "due_on"), name="announced_once")],
            },
        ),
        migrations.CreateModel(
            name="Notification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notifications",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("text", models.CharField(max_length=500, verbose_name="内容")),
                (
                    "case",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="procedures.case"
                    ),
                ),
                ("url", models.CharField(blank=True, max_length=300, verbose_name="地址")),
                ("created_at", models.DateTimeField(verbose_name="时间")),
                ("read_at", models.DateTimeField(null=True, verbose_name="已读时间")),
                ("key", models.CharField(max_length=160, unique=True, verbose_name="去重键")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["person", "-created_at", "-id"], name="notice_person"),
                    models.Index(condition=models.Q(("read_at", None)), fields=["person"], name="notice_unread"),
                ],
            },
        ),
    ]
