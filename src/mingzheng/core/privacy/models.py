"""The lexicon that an office edits. Words are switched off, never deleted, so that old journal entries keep their subject."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.privacy.lexicon import MAX_WORD, Word


class LexiconWord(models.Model):
    """A secret mark or a sensitive word. ``revision`` rises with every change of any word: it versions the matcher."""

    class Kind(models.TextChoices):
        SECRET_MARK = "secret_mark", _("涉密或内部标志")
        SENSITIVE = "sensitive", _("敏感词")

    class Mode(models.TextChoices):
        ANYWHERE = "anywhere", _("出现即提示")
        MARK = "mark", _("仅作为标志出现时提示")

    word = models.CharField(_("词"), max_length=MAX_WORD, unique=True)
    kind = models.CharField(_("类别"), max_length=16, choices=Kind)
    mode = models.CharField(_("方式"), max_length=16, choices=Mode, default=Mode.ANYWHERE)
    exceptions = models.JSONField(_("例外短语"), default=list, blank=True)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    added_by = models.CharField(_("添加人"), max_length=64)
    active = models.BooleanField(_("启用"), default=True)
    updated_at = models.DateTimeField(_("更新时间"))
    revision = models.PositiveBigIntegerField(_("版本"), default=0, db_index=True)

    class Meta:
        verbose_name = _("词条")
        verbose_name_plural = _("词库")
        ordering = ["kind", "word"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(word=""), name="lexicon_word_not_empty"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["secret_mark", "sensitive"]), name="lexicon_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.word

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Stamps the time and a new revision, whoever saves."""
        latest: int | None = LexiconWord.objects.aggregate(latest=Max("revision"))["latest"]
        self.revision = (latest or 0) + 1
        self.updated_at = timekeeping.now()
        super().save(*args, **kwargs)

    def as_word(self) -> Word:
        return Word(self.word, self.kind, self.mode, tuple(self.exceptions), self.note)
