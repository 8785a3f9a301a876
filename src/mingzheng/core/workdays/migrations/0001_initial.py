import django.db.models.deletion
from django.db import migrations, models

from mingzheng.core.first_tables import FirstTables


class Migration(FirstTables):
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="CalendarYear",
            fields=[
                ("year", models.PositiveSmallIntegerField(primary_key=True, serialize=False, verbose_name="年份")),
                ("papers", models.JSONField(default=list, verbose_name="依据文件")),
                (
                    "digest",
                    models.CharField(help_text="SHA-256；内容相同则相同", max_length=64, verbose_name="内容摘要"),
                ),
                ("source_name", models.CharField(max_length=200, verbose_name="导入文件")),
                ("imported_at", models.DateTimeField(verbose_name="导入时间")),
                ("imported_by", models.CharField(max_length=200, verbose_name="导入人")),
            ],
            options={
                "ordering": ["year"],
            },
        ),
        migrations.CreateModel(
            name="CalendarDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "year",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="days", to="workdays.calendaryear"
                    ),
                ),
                ("date", models.DateField(unique=True, verbose_name="日期")),
                ("name", models.CharField(max_length=64, verbose_name="节日")),
                ("off", models.BooleanField(verbose_name="放假")),
            ],
            options={
                "ordering": ["date"],
            },
        ),
    ]
