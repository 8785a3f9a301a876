from django.db import migrations, models


class Migration(migrations.Migration):
    """The link's digest is no key any more: it is made when the mail is written."""

    dependencies = [("policies", "0001_initial"), ("push", "0002_delivery")]

    operations = [
        migrations.DeleteModel(name="Entrance"),
        migrations.CreateModel(
            name="Entrance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("person", "个人"), ("enterprise", "企业")], max_length=10)),
                ("email", models.EmailField(max_length=200)),
                ("digest", models.CharField(blank=True, db_index=True, max_length=64)),
                ("until", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.AddIndex(
            model_name="delivery", index=models.Index(fields=["batch", "profile"], name="push_delivery_batch")
        ),
    ]
