"""A letter as it was written, who wrote it (kept apart), and each round of question and reply."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit


class Channel(models.TextChoices):
    """By what way a letter came. Policy questions have a board of their own (``policy.questions``)."""

    ONLINE = "online", "在线咨询"
    LEADER = "leader", "领导信箱"
    SUGGESTION = "suggestion", "人民建议征集信箱"
    HOTLINE = "hotline", "12345热线"
    NATIONAL = "national", "国家平台转办"


class Kind(models.TextChoices):
    """性质: what the letter wants."""

    CONSULT = "consult", "咨询"
    HELP = "help", "求助"
    COMPLAINT = "complaint", "投诉"
    REPORT = "report", "举报"
    ADVICE = "advice", "意见建议"
    PRAISE = "praise", "表扬"


class LikeGroup(models.Model):
    """Letters that say the same: several of one author, or of many. ``found_on``: when the second one came."""

    topic = models.CharField("事由", max_length=60)
    found_on = models.DateField("发现日期")

    def __str__(self) -> str:
        return self.topic


class Letter(models.Model):
    """One letter. ``title`` and ``text`` stay as they were written; the public reads a ``Selection``.

    Args:
        mailbox: whose mailbox, for the leaders' mailboxes.
        source_ref: number at the place from which it was taken over (12345, national site); nothing is taken over twice.
        kind, matter: 性质 and 事项; proposed by the machine until ``classified_on``.
        intake: the unit that hands the letter out and to which it returns.
        unit: the unit that answers it now.
        code_digest: of the query code; NULL for letters that came by another way.
        key: secret in the receipt's address; forgotten after a day.
        urgent_words: words of the lexicon that raised it, with what they mean.
        due_on, in_time, replied_on: of the first round, from its clock; what the counters count.
        joined_to: the letter that is answered for this one too (并案).
    """

    class Origin(models.TextChoices):
        PORTAL = "portal", "门户"
        IMPORT = "import", "导入"
        DESK = "desk", "登记"

    number = models.CharField("编号", max_length=20, unique=True)
    channel = models.CharField("渠道", max_length=12, choices=Channel.choices)
    mailbox = models.CharField("信箱", max_length=40, blank=True)
    source_ref = models.CharField("来源编号", max_length=64, blank=True)
    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.PORTAL)
    kind = models.CharField("性质", max_length=12, choices=Kind.choices)
    matter = models.CharField("事项", max_length=32, blank=True)
    classified_on = models.DateField("归类日期", null=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="letters")
    intake = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField("标题", max_length=80)
    text = models.TextField("内容", max_length=5000)
    consent = models.BooleanField("同意选登", default=False)
    received_at = models.DateTimeField("收到时间")
    received_on = models.DateField("收到日期")
    code_digest = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 - NULL: it has no query code
    key = models.CharField(max_length=40, unique=True, null=True)  # noqa: DJ001 - NULL: a day after it was received
    urgent = models.BooleanField("紧急", default=False)
    urgent_words = models.JSONField("紧急和安全词", default=list)
    supervised_on = models.DateField("督办日期", null=True)
    declined_why = models.CharField("不予受理的理由", max_length=300, blank=True)
    due_on = models.DateField("答复期限", null=True)
    replied_on = models.DateField("答复日期", null=True)
    in_time = models.BooleanField("按期", null=True)
    group = models.ForeignKey(LikeGroup, on_delete=models.SET_NULL, null=True, related_name="letters")
    joined_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="joined")
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="letter")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["channel", "source_ref"], condition=~Q(source_ref=""), name="letter_once"),
            models.CheckConstraint(
                condition=Q(replied_on=None, in_time=None) | Q(replied_on__isnull=False, in_time__isnull=False),
                name="letter_reply_is_judged",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-received_on"], name="letter_of_unit"),
            models.Index(fields=["-received_on", "-id"], name="letter_newest"),
            models.Index(fields=["matter", "-received_on"], name="letter_of_matter"),
            models.Index(  # the figures of a year are counted from it alone
                fields=["received_on", "channel", "unit", "in_time", "replied_on", "case"],
                name="letter_figures",
                condition=Q(declined_why=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> RecordRef:
        return RecordRef("letters.letter", str(self.pk))

    @property
    def round(self) -> Round:
        """The latest round: what waits for a reply, or was answered last."""
        return self.rounds.order_by("-serial")[0]


class LetterPerson(models.Model):
    """Who wrote and how to reach them; shown to those who handle the letter, removed after its term.

    Args:
        digest: keyed, of the way to reach them: tells repeated letters of one author without reading it.
    """

    letter = models.OneToOneField(Letter, on_delete=models.CASCADE, related_name="person")
    name = models.CharField("称呼", max_length=40, blank=True)
    reach = models.CharField("联系方式", max_length=120, blank=True)
    digest = models.CharField(max_length=64, blank=True, db_index=True)
    remove_after = models.DateField("保留至", null=True, db_index=True)

    def __str__(self) -> str:
        return str(self.letter.number)


class Round(models.Model):
    """A question and its reply. The first asks what the letter says; later ones ask on (追问) or open it again (重办).

    Args:
        asked: what was asked on; "" in the first round.
        findings: what the check said of the draft: ``[{kind, text}]``; ``findings_note``: why it is handed on all the same.
        drafted_by, approved_by: persons; never the same.
        stars: 1 to 5, by the author, once for each round.
    """

    class Why(models.TextChoices):
        FIRST = "first", "来信"
        FOLLOW_UP = "follow_up", "追问"
        REOPENED = "reopened", "重办"

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="rounds")
    serial = models.PositiveSmallIntegerField("第几轮", default=1)
    why = models.CharField(max_length=10, choices=Why.choices, default=Why.FIRST)
    asked = models.TextField("追问", max_length=2000, blank=True)
    asked_on = models.DateField("提出日期")
    reply = models.TextField("答复", max_length=5000, blank=True)
    basis = models.CharField("依据", max_length=300, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    findings = models.JSONField("检查结果", default=list)
    findings_note = models.CharField("对检查结果的说明", max_length=300, blank=True)
    drafted_by = models.BigIntegerField(null=True)
    approved_by = models.BigIntegerField(null=True)
    due_on = models.DateField("期限", null=True)
    replied_on = models.DateField("答复日期", null=True)
    stars = models.PositiveSmallIntegerField("评价", null=True)
    rating = models.CharField("评价内容", max_length=200, blank=True)
    rated_on = models.DateField("评价日期", null=True)

    class Meta:
        ordering = ["letter", "serial"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "serial"], name="letter_round_once"),
            models.CheckConstraint(condition=Q(stars=None) | Q(stars__range=(1, 5)), name="letter_stars"),
            models.CheckConstraint(condition=Q(replied_on=None) | ~Q(reply=""), name="letter_replied_with_words"),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=models.F("drafted_by")), name="letter_reply_two_people"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter_id}/{self.serial}"
