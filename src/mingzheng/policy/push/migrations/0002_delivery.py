import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Apart from the first, so that the pair of keys stands in the table from its beginning."""

    dependencies = [("policies", "0001_initial"), ("push", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "profile_id", "policy_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reasons", models.BigIntegerField(default=0, verbose_name="符合的条件")),
                (
                    "batch",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="push.batch",
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="policies.policy",
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="push.profile",
                    ),
                ),
            ],
        ),
    ]
