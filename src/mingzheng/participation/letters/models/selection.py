"""留言选登: what the public reads of a letter and its reply."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.participation.letters.models.letter import Letter


class Selection(models.Model):
    """Proposed by one person, masked, approved by another. The original stays in the letter.

    Args:
        consented: the author agreed, as the letter says.
        rewritten: told in other words so that nobody is recognised (匿名化); the only way without consent.
    """

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="selections")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField("标题", max_length=80)
    text = models.TextField("公开的来信", max_length=5000, blank=True)
    reply = models.TextField("公开的答复", max_length=5000, blank=True)
    consented = models.BooleanField("来信人同意")
    rewritten = models.BooleanField("改写匿名", default=False)
    why = models.CharField("推荐理由", max_length=200)
    proposed_on = models.DateField("推荐日期")
    published_on = models.DateField("选登日期", null=True)
    hidden_why = models.CharField("撤下理由", max_length=300, blank=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="letter_selection")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_on=None) | ((Q(consented=True) | Q(rewritten=True)) & ~Q(text="") & ~Q(reply="")),
                name="letter_public_with_consent",
            ),
            models.UniqueConstraint(
                fields=["letter"], condition=Q(published_on__isnull=False), name="letter_published_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["-published_on", "-id"], name="letter_selected", condition=Q(published_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("portal:letter", args=[self.pk])

    @property
    def ref(self) -> RecordRef:
        return RecordRef("letters.selection", str(self.pk))
