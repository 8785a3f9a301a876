"""A file that belongs to a record. Its bytes lie in the default storage under a name that says nothing."""

from __future__ import annotations

import uuid

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mingzheng.core.files.types import INLINE, TYPES, FileType
from mingzheng.core.records import RecordRef


def storage_key(identity: uuid.UUID) -> str:
    """files/ab/cd/<uuid>: spread over folders, no name and no extension."""
    name = str(identity)
    return f"files/{name[:2]}/{name[2:4]}/{name}"


class StoredFile(models.Model):
    """Never changed after it is stored, except that it is marked as kept. The address is unguessable and still checked."""

    class TextStatus(models.TextChoices):
        READ = "read", _("已提取文字")
        EMPTY = "empty", _("没有文字（可能是扫描件）")
        IMAGE = "image", _("图片，不提取文字")
        UNREADABLE = "unreadable", _("这种格式不能提取文字")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("文件名"), max_length=200)
    label = models.CharField(_("名称"), max_length=200, blank=True)
    type = models.CharField(_("类型"), max_length=16)
    mime = models.CharField(_("媒体类型"), max_length=100)
    size = models.PositiveBigIntegerField(_("大小（字节）"))
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)
    owner_kind = models.CharField(_("所属记录种类"), max_length=48)
    owner_id = models.CharField(_("所属记录编号"), max_length=48)
    uploaded_by = models.BigIntegerField(_("上传人编号"))
    uploaded_by_text = models.CharField(_("上传人"), max_length=250)
    uploaded_at = models.DateTimeField(_("上传时间"))
    kept_at = models.DateTimeField(_("归入事项时间"), null=True, blank=True)
    pages = models.PositiveIntegerField(_("页数"), default=0)
    text = models.TextField(_("文字"), blank=True)
    text_status = models.CharField(_("文字提取"), max_length=16, choices=TextStatus)
    hidden_findings = models.JSONField(_("隐藏信息"), default=list, blank=True)

    class Meta:
        verbose_name = _("文件")
        verbose_name_plural = _("文件")
        ordering = ["uploaded_at", "id"]
        indexes = [models.Index(fields=["owner_kind", "owner_id", "uploaded_at"], name="files_owner")]
        constraints = [
            models.CheckConstraint(condition=models.Q(size__gt=0), name="stored_file_not_empty"),
            models.UniqueConstraint(
                fields=["owner_kind", "owner_id", "sha256", "name"], name="stored_file_once_per_record"
            ),
        ]

    def __str__(self) -> str:
        return self.label or self.name

    def get_absolute_url(self) -> str:
        return reverse("files:download", args=[self.pk])

    @property
    def owner(self) -> RecordRef:
        return RecordRef(self.owner_kind, self.owner_id)

    @property
    def key(self) -> str:
        return storage_key(self.pk)

    @property
    def file_type(self) -> FileType:
        return TYPES[self.type]

    @property
    def viewable(self) -> bool:
        """May a browser show it in place?"""
        return self.type in INLINE

    @property
    def serious_findings(self) -> list[dict[str, str | bool]]:
        """Hidden content that must be cleared before publication."""
        return [finding for finding in self.hidden_findings if finding.get("serious")]
