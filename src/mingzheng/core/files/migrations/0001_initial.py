import uuid

from django.db import migrations, models

from mingzheng.core.first_tables import FirstTables


class Migration(FirstTables):
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=200, verbose_name="文件名")),
                ("label", models.CharField(blank=True, max_length=200, verbose_name="名称")),
                ("type", models.CharField(max_length=16, verbose_name="类型")),
                ("mime", models.CharField(max_length=100, verbose_name="媒体类型")),
                ("size", models.PositiveBigIntegerField(verbose_name="大小（字节）")),
                ("sha256", models.CharField(db_index=True, max_length=64, verbose_name="SHA-256")),
                ("owner_kind", models.CharField(max_length=48, verbose_name="所属记录种类")),
                ("owner_id", models.CharField(max_length=48, verbose_name="所属记录编号")),
                ("uploaded_by", models.BigIntegerField(verbose_name="上传人编号")),
                ("uploaded_by_text", models.CharField(max_length=250, verbose_name="上传人")),
                ("uploaded_at", models.DateTimeField(verbose_name="上传时间")),
                ("kept_at", models.DateTimeField(blank=True, null=True, verbose_name="归入事项时间")),
                ("pages", models.PositiveIntegerField(default=0, verbose_name="页数")),
                ("text", models.TextField(blank=True, verbose_name="文字")),
                (
                    "text_status",
                    models.CharField(
                        choices=[
                            ("read", "已提取文字"),
                            ("empty", "没有文字（可能是扫描件）"),
                            ("image", "图片，不提取文字"),
                            ("unreadable", "这种格式不能提取文字"),
                        ],
                        max_length=16,
                        verbose_name="文字提取",
                    ),
                ),
                ("hidden_findings", models.JSONField(blank=True, default=list, verbose_name="隐藏信息")),
            ],
            options={
                "verbose_name": "文件",
                "verbose_name_plural": "文件",
                "ordering": ["uploaded_at", "id"],
                "indexes": [models.Index(fields=["owner_kind", "owner_id", "uploaded_at"], name="files_owner")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("size__gt", 0)), name="stored_file_not_empty"),
                    models.UniqueConstraint(
                        fields=("owner_kind", "owner_id", "sha256", "name"), name="stored_file_once_per_record"
                    ),
                ],
            },
        ),
    ]
