import datetime

import django.contrib.auth.models
import django.contrib.auth.validators
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import mingzheng.core.units.models
from mingzheng.core.first_tables import FirstTables


class Migration(FirstTables):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                ("date_joined", models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined")),
                ("name", models.CharField(max_length=64, verbose_name="姓名")),
                ("phone", models.CharField(blank=True, max_length=32, verbose_name="电话")),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
                "abstract": False,
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        max_length=32,
                        unique=True,
                        validators=[django.core.validators.RegexValidator("^[a-z][a-z0-9_-]*$")],
                        verbose_name="代码",
                    ),
                ),
                ("name", models.CharField(max_length=128, unique=True, verbose_name="全称")),
                ("short", models.CharField(max_length=64, unique=True, verbose_name="简称")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("gov_office", "区政府办公室"),
                            ("department", "委办局"),
                            ("street", "街道办事处"),
                            ("town", "镇政府"),
                            ("institution", "事业单位"),
                            ("vertical", "垂直管理单位"),
                        ],
                        max_length=16,
                        verbose_name="类别",
                    ),
                ),
                (
                    "org_code",
                    models.CharField(
                        blank=True,
                        max_length=9,
                        validators=[mingzheng.core.units.models.check_org_code],
                        verbose_name="组织机构代码",
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=64, verbose_name="电话")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="地址")),
                ("valid_from", models.DateField(default=datetime.date(2000, 1, 1), verbose_name="设立日期")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="撤销日期")),
                ("order", models.PositiveIntegerField(default=0, verbose_name="排序")),
            ],
            options={
                "ordering": ["order", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("org_code", ""), _negated=True),
                        fields=("org_code",),
                        name="unit_org_code_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="unit_span",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PostHolding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holdings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="holdings", to="units.unit"
                    ),
                ),
                (
                    "post",
                    models.CharField(
                        choices=[
                            ("officer", "信息员"),
                            ("reviewer", "审核人"),
                            ("secrecy", "保密审查员"),
                            ("legal", "法制审核员"),
                            ("head", "单位负责人"),
                            ("office_clerk", "区府办经办"),
                            ("office_head", "区府办负责人"),
                            ("window", "窗口"),
                            ("hotline", "热线"),
                            ("assessor", "评估员"),
                            ("admin", "系统管理员"),
                        ],
                        max_length=24,
                        verbose_name="岗位",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="自")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="至")),
            ],
            options={
                "ordering": ["id"],
                "indexes": [models.Index(fields=["unit", "post"], name="holding_unit_post")],
                "constraints": [
                    models.UniqueConstraint(fields=("person", "unit", "post", "valid_from"), name="holding_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="holding_span",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=32, unique=True, verbose_name="代码")),
                ("name", models.CharField(max_length=64, unique=True, verbose_name="名称")),
                ("aliases", models.JSONField(default=list, verbose_name="其他写法")),
                ("kinds", models.JSONField(default=list, verbose_name="包括的单位类别")),
                ("open", models.BooleanField(default=False, verbose_name="须由人指定成员")),
                ("note", models.TextField(blank=True, verbose_name="说明")),
                ("plus", models.ManyToManyField(blank=True, related_name="+", to="units.unit")),
                ("minus", models.ManyToManyField(blank=True, related_name="+", to="units.unit")),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="UnitName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="names", to="units.unit"
                    ),
                ),
                ("text", models.CharField(max_length=128, unique=True, verbose_name="名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[("alias", "别名"), ("merged", "合署或挂牌")], default="alias", max_length=8
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Delegation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "holding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="delegations", to="units.postholding"
                    ),
                ),
                (
                    "delegate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="自")),
                ("valid_to", models.DateField(verbose_name="至")),
                ("reason", models.CharField(max_length=200, verbose_name="事由")),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("valid_to__gte", models.F("valid_from"))), name="delegation_span"
                    )
                ],
            },
        ),
    ]
