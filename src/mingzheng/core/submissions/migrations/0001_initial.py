from django.db import migrations, models

from mingzheng.core.first_tables import FirstTables


class Migration(FirstTables):
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("key", models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="表单标识")),
                ("digest", models.CharField(max_length=64, verbose_name="内容摘要")),
                ("result", models.CharField(blank=True, max_length=64, verbose_name="结果")),
                ("made_at", models.DateTimeField(db_index=True, verbose_name="提交时间")),
            ],
        ),
    ]
