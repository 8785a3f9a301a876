from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("surveys", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="survey",
            name="answering",
            field=models.CharField(
                choices=[
                    ("open", "不核实身份"),
                    ("verified", "每个邮箱一份"),
                    ("coded", "每个签到码一份"),
                    ("identity", "实名核验，每人一份"),
                ],
                default="open",
                max_length=10,
                verbose_name="答卷方式",
            ),
        ),
    ]
