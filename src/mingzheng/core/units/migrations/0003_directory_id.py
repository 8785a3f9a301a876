from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("units", "0002_person_is_system"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="directory_id",
            field=models.CharField(blank=True, max_length=120, null=True, unique=True, verbose_name="人员目录标识"),
        ),
    ]
