"""What comes of a session: questions with their answers, and pictures that those who are on them agreed to."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mingzheng.core.files.models import StoredFile
from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.participation.open_days.models.sessions import OpenDay

QUESTION_CODE = "mingzheng.open_days.question"


class Question(models.Model):
    """A question raised before, at or after a session, without who asked; answered by the unit, published after review."""

    class Source(models.TextChoices):
        PORTAL = "portal", "网上"
        SPOT = "spot", "现场"

    open_day = models.ForeignKey(OpenDay, on_delete=models.PROTECT, related_name="questions")
    unit = models.ForeignKey(Unit, verbose_name="答复单位", on_delete=models.PROTECT, related_name="+")
    source = models.CharField("来源", max_length=8, choices=Source.choices)
    code_digest = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - NULL: asked on the spot
    text = models.CharField("问题", max_length=500)
    raised_on = models.DateField("提出日期")
    shown = models.CharField("公开的问题", max_length=500, blank=True)
    answer = models.TextField("答复", max_length=2000, blank=True)
    answered_on = models.DateField("答复日期", null=True)
    published = models.BooleanField("公开", default=False)
    kept_why = models.CharField("不公开的理由", max_length=300, blank=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="open_day_question")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on=None) | ~Q(answer=""), name="open_question_answered_with_words"
            ),
            models.CheckConstraint(
                condition=Q(published=False) | (Q(answered_on__isnull=False) & ~Q(shown="")),
                name="open_question_published_is_answered",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def ref(self) -> RecordRef:
        return RecordRef("open_days.question", str(self.pk))


class Photo(models.Model):
    """A picture of a session. ``who``: may anybody be recognised on it, and did they agree? ``consent`` says how."""

    class Who(models.TextChoices):
        NOBODY = "nobody", "没有人，或者认不出是谁"
        STAFF = "staff", "只有工作人员，本人同意"
        AGREED = "agreed", "有群众，本人（未成年人由监护人）同意"

    open_day = models.ForeignKey(OpenDay, on_delete=models.PROTECT, related_name="photos")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    alt = models.CharField("图上有什么", max_length=200)
    who = models.CharField("图上的人", max_length=8, choices=Who.choices)
    consent = models.CharField("怎样同意的", max_length=200, blank=True)
    added_on = models.DateField("登记日期")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(alt=""), name="photo_says_what_it_shows"),
            models.CheckConstraint(condition=Q(who="nobody") | ~Q(consent=""), name="photo_of_people_says_consent"),
        ]

    def __str__(self) -> str:
        return self.alt

    def get_absolute_url(self) -> str:
        return self.file.get_absolute_url()
