"""The ledger of opinions: one table whatever way they came; who put them is kept apart."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.participation.consultations.models.consultation import Article, Consultation
from mingzheng.participation.consultations.models.group import Group
from mingzheng.participation.consultations.models.sheet import SheetImport


class Channel(models.TextChoices):
    WEB = "web", "网上"
    LETTER = "letter", "来信、邮件"
    PHONE = "phone", "电话"
    MEETING = "meeting", "座谈会"
    HEARING = "hearing", "听证会"
    VISIT = "visit", "实地走访"
    POLL = "poll", "民意调查"
    POINT = "point", "涉企意见征集点"


class AuthorKind(models.TextChoices):
    PERSON = "person", "个人"
    ENTERPRISE = "enterprise", "企业"
    ASSOCIATION = "association", "行业协会商会"
    OTHER = "other", "其他组织"


class CollectionPoint(models.Model):
    """涉企意见征集点: where opinions of enterprises are gathered (要点第十八点: four of them)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="collection_points")
    name = models.CharField("名称", max_length=100, unique=True)
    place = models.CharField("地址", max_length=200, blank=True)
    phone = models.CharField("电话", max_length=40, blank=True)
    since = models.DateField("设立日期")
    ended_on = models.DateField("撤销日期", null=True, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> RecordRef:
        return RecordRef("consultations.point", str(self.pk))


class WholeManager(models.Manager["Opinion"]):
    """Opinions as they came in: what is counted, listed and told. Parts are none."""

    def get_queryset(self) -> models.QuerySet[Opinion]:
        return super().get_queryset().filter(part_of=None)


class HandledManager(models.Manager["Opinion"]):
    """What is grouped and answered: opinions of one point, and the parts of those that were divided."""

    def get_queryset(self) -> models.QuerySet[Opinion]:
        return super().get_queryset().filter(divided=False)


class Opinion(models.Model):
    """One opinion as it came in. It is never deleted and never changed; what the public may not read is held back.

    One that says several things may be divided: each part is a row of its own that points at the opinion (``part_of``), with
    words of the original, and is grouped and answered alone. The opinion itself stays as it is and is counted once.

    Args:
        shown_as: how the public reads who put it (张某某, 某企业, or the organisation's name where it agreed).
        publish: the author agrees that the text is published; it counts either way.
        entered_by: who wrote an offline opinion down; ``proof``: where that can be checked (a letter's number, minutes).
        added: 补录, written down after the period; ``added_why`` says why. ``late``: it came after the period.
        group: the distinct opinion to which it belongs; what that was answered is its answer.
        held_back: why its text is not shown; the author is told.
        sheet: the handed-in sheet in which it stood; ``row_digest`` tells its row from every other, so that it comes in once.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="opinions")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, null=True, related_name="opinions")
    channel = models.CharField("渠道", max_length=8, choices=Channel.choices)
    point = models.ForeignKey(CollectionPoint, on_delete=models.PROTECT, null=True, related_name="opinions")
    author_kind = models.CharField("提出人", max_length=12, choices=AuthorKind.choices)
    shown_as = models.CharField("公布的称呼", max_length=100, blank=True)
    text = models.TextField("意见", max_length=5000)
    publish = models.BooleanField("同意公布", default=True)
    verified = models.BooleanField("已核实身份", default=False)
    received_on = models.DateField("收到日期")
    entered_at = models.DateTimeField("登记时间")
    entered_by = models.CharField("登记人", max_length=250, blank=True)
    proof = models.CharField("凭据", max_length=300, blank=True)
    added = models.BooleanField("补录", default=False)
    added_why = models.CharField("补录的理由", max_length=300, blank=True)
    late = models.BooleanField("逾期收到", default=False)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, related_name="opinions")
    held_back = models.CharField("不公布的理由", max_length=300, blank=True)
    doubt = models.CharField("待审核", max_length=100, blank=True)
    code_digest = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - NULL: offline, no code was given
    sheet = models.ForeignKey(SheetImport, on_delete=models.PROTECT, null=True, related_name="opinions")
    row_digest = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - NULL: did not come by a sheet
    divided = models.BooleanField("分为几点", default=False)
    part_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts_every")

    objects = WholeManager()
    handled = HandledManager()
    every: models.Manager[Opinion] = models.Manager()

    class Meta:
        ordering = ["id"]
        default_manager_name = "objects"
        base_manager_name = "every"
        constraints = [
            models.CheckConstraint(
                condition=Q(divided=False) | Q(group=None, part_of=None),
                name="opinion_divided_is_answered_by_its_parts",
            ),
            models.CheckConstraint(
                condition=Q(part_of=None) | Q(code_digest=None, row_digest=None), name="opinion_part_is_no_opinion"
            ),
            models.CheckConstraint(
                condition=Q(channel="web") | (~Q(entered_by="") & ~Q(proof="")), name="opinion_offline_has_proof"
            ),
            models.CheckConstraint(condition=Q(added=False) | ~Q(added_why=""), name="opinion_added_has_reason"),
            models.CheckConstraint(condition=Q(late=False) | Q(added=True), name="opinion_late_is_added"),
            models.CheckConstraint(
                condition=~Q(channel="point") | Q(point__isnull=False), name="opinion_of_point_names_it"
            ),
        ]
        indexes = [
            models.Index(fields=["consultation", "id"], name="opinion_ledger"),
            models.Index(fields=["consultation", "article"], name="opinion_ungrouped", condition=Q(group=None)),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def ref(self) -> RecordRef:
        return RecordRef("consultations.opinion", str(self.pk))

    @property
    def whole(self) -> int:
        """The id of the opinion as it came in."""
        return self.part_of_id or self.pk

    @property
    def parts(self) -> models.QuerySet[Opinion]:
        """The points into which it was divided, in the order of the text; empty for one that was not."""
        return Opinion.every.filter(part_of=self).select_related("article", "group").order_by("pk")

    @property
    def state(self) -> str:
        """What was published of it; "" before, and for one that was divided: each part has its own."""
        return self.group.public_state if self.group else ""

    @property
    def answer(self) -> str:
        return self.group.public_answer if self.group else ""


class OpinionAuthor(models.Model):
    """Who put an opinion, and how they are told; removed after the day that the feedback sets."""

    opinion = models.OneToOneField(Opinion, on_delete=models.CASCADE, related_name="author")
    name = models.CharField("姓名或者名称", max_length=100, blank=True)
    reach = models.CharField("手机或者电子邮箱", max_length=120, blank=True)
    remove_after = models.DateField("保留至", null=True, db_index=True)

    def __str__(self) -> str:
        return str(self.opinion_id)


class Told(models.Model):
    """The author of an opinion was told something, or why that was not possible. Without address and text."""

    class What(models.TextChoices):
        HELD_BACK = "held_back", "不公布的理由"
        ANSWERED = "answered", "采纳情况"
        CORRECTED = "corrected", "采纳情况的更正"
        STOPPED = "stopped", "征集终止"

    class Way(models.TextChoices):
        MAIL = "mail", "电子邮件"
        SMS = "sms", "短信"
        CODE = "code", "凭查询码查看"
        NONE = "none", "没有留下联系方式"

    opinion = models.ForeignKey(Opinion, on_delete=models.CASCADE, related_name="told")
    what = models.CharField("事项", max_length=12, choices=What.choices)
    way = models.CharField("方式", max_length=8, choices=Way.choices)
    failed = models.CharField("没有送达的原因", max_length=200, blank=True)
    at = models.DateTimeField("时间")

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["opinion", "what"], name="told_once")]

    def __str__(self) -> str:
        return f"{self.opinion_id} {self.what}"
