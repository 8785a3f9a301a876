"""What was read in and waits for a confirmation."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents.models.edition import Edition


class BroughtIn(models.Model):
    """A file or pasted text that was read and waits for a person to confirm what was found; no document exists yet.

    The file itself is ``files.StoredFile``, owned by this record. ``typed``: what the person last wrote into the form.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("名称", max_length=200)
    file_id = models.UUIDField("原文件", null=True, blank=True)
    pasted = models.TextField("粘贴的正文", blank=True)
    typed = models.JSONField("填写的内容", default=dict, blank=True)
    received_at = models.DateTimeField("读入时间")
    received_by = models.CharField("读入人", max_length=200)
    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, null=True, related_name="brought_in")
    dropped_at = models.DateTimeField("放弃时间", null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(file_id__isnull=False) | ~Q(pasted=""), name="brought_in_is_a_file_or_a_text"
            ),
            models.CheckConstraint(
                condition=Q(edition=None) | Q(dropped_at=None), name="brought_in_confirmed_or_dropped"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> RecordRef:
        return RecordRef("documents.brought_in", str(self.pk))

    @property
    def waiting(self) -> bool:
        return self.edition_id is None and self.dropped_at is None
