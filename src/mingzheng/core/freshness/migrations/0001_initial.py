from django.db import migrations, models

from mingzheng.core.first_tables import FirstTables


class Migration(FirstTables):
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Stamp",
            fields=[
                ("tag", models.CharField(max_length=96, primary_key=True, serialize=False)),
                ("version", models.PositiveBigIntegerField(default=1)),
                ("touched_at", models.DateTimeField(db_index=True)),
            ],
        ),
    ]
