"""That the sender of a record was verified: by whom, and under which pseudonym. Never a name or a number."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mingzheng.core.records import RecordRef


class Mark(models.Model):
    """A record was sent by somebody whose identity was verified. It goes when the record's personal data go.

    Args:
        pseudonym: HMAC of issuer and subject (``people.pseudonyms``): the same for all that one person sent.
        provider: its name as people call it, on that day.
        remove_after: as that of the author's other personal data; None while the matter is open.
    """

    class Kind(models.TextChoices):
        PERSON = "person", "个人"
        ENTERPRISE = "enterprise", "企业"

    record_kind = models.CharField(max_length=40)
    record_id = models.CharField(max_length=20)
    provider = models.CharField("核验机构", max_length=60)
    kind = models.CharField("主体", max_length=10, choices=Kind.choices)
    pseudonym = models.CharField("代号", max_length=64)
    day = models.DateField("提交日期")
    remove_after = models.DateField("保留至", null=True, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record_kind", "record_id"], name="identity_mark_once"),
            models.CheckConstraint(condition=~Q(pseudonym=""), name="identity_mark_is_somebody"),
        ]
        indexes = [models.Index(fields=["pseudonym", "-id"], name="identity_of_person")]

    def __str__(self) -> str:
        return f"{self.record_kind}:{self.record_id}"

    @property
    def ref(self) -> RecordRef:
        return RecordRef(self.record_kind, self.record_id)
