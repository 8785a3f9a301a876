"""An application, and, in a row of its own that is removed on schedule, the person who made it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit

KIND = "foi.application"


class Application(models.Model):
    """What is kept for ever: the statistical facts. ``wanted`` and the applicant go when the file is purged.

    ``closed_on`` with ``leaf`` is the 办理结果 of table 3; ``delivered_on`` is when the remedy's time begins.
    """

    class Kind(models.TextChoices):
        """The six columns of table 3."""

        NATURAL = "natural", "自然人"
        BUSINESS = "business", "商业企业"
        RESEARCH = "research", "科研机构"
        WELFARE = "welfare", "社会公益组织"
        LEGAL = "legal", "法律服务机构"
        OTHER = "other", "其他"

    class Channel(models.TextChoices):
        """Art. 31: each has its own rule for the day of receipt."""

        IN_PERSON = "in_person", "当面提交"
        SIGNED_POST = "signed_post", "邮寄（挂号、特快专递）"
        ORDINARY_MAIL = "ordinary_mail", "邮寄（平常信函）"
        INTERNET = "internet", "网上提交（含电子邮件）"
        FAX = "fax", "传真"

    class Origin(models.TextChoices):
        PORTAL = "portal", "申请人在网站提交"
        DESK = "desk", "工作人员登记"
        SYSTEM = "system", "其他系统送来"
        IMPORT = "import", "导入的往年申请"

    class Form(models.TextChoices):
        PAPER = "paper", "纸质"
        ELECTRONIC = "electronic", "电子文档"
        DISK = "disk", "光盘等介质"
        VIEW = "view", "查阅、抄录"

    class Way(models.TextChoices):
        POST = "post", "邮寄"
        EMAIL = "email", "电子邮件"
        ONLINE = "online", "网上获取"
        PICKUP = "pickup", "自行领取"
        FAX = "fax", "传真"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="foi_applications", verbose_name="办理单位")
    number = models.CharField("申请号", max_length=40, blank=True)
    origin = models.CharField("来源", max_length=8, choices=Origin.choices)
    channel = models.CharField("提交渠道", max_length=16, choices=Channel.choices)
    applicant_kind = models.CharField("申请人类别", max_length=8, choices=Kind.choices)
    wanted = models.TextField("申请公开的信息", blank=True)
    form = models.CharField("提供形式", max_length=12, choices=Form.choices, default=Form.ELECTRONIC)
    way = models.CharField("获取方式", max_length=8, choices=Way.choices, default=Way.EMAIL)
    submitted_on = models.DateField("提交日期")
    received_on = models.DateField("收到日期", null=True, blank=True)
    receipt_how = models.CharField("收到的确认方式", max_length=200, blank=True)
    helped = models.BooleanField("由工作人员代为填写", default=False)
    taken_at = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="代收单位"
    )
    counted = models.BooleanField("计入年报", default=True)
    leaf = models.CharField("办理结果", max_length=4, blank=True)
    closed_on = models.DateField("办结日期", null=True, blank=True)
    delivered_on = models.DateField("答复送达日期", null=True, blank=True)
    redo_ordered_on = models.DateField("责令重新答复日期", null=True, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")
    query_hash = models.CharField("查询码指纹", max_length=64, blank=True, db_index=True)
    purged_on = models.DateField("个人信息清除日期", null=True, blank=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, related_name="foi_application")

    class Meta:
        verbose_name = "政府信息公开申请"
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], condition=~Q(number=""), name="foi_number_once"),
            models.CheckConstraint(
                condition=Q(closed_on=None, leaf="") | (Q(closed_on__isnull=False) & ~Q(leaf="")),
                name="foi_closed_with_leaf",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(received_on__isnull=True) | Q(closed_on__gte=F("received_on")),
                name="foi_closed_after_receipt",
            ),
            models.CheckConstraint(
                condition=Q(purged_on=None) | (Q(wanted="") & Q(case__isnull=False)) | Q(origin="import"),
                name="foi_purged_clean",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "received_on", "applicant_kind"], name="foi_received"),
            models.Index(fields=["closed_on", "unit", "leaf", "applicant_kind"], name="foi_closed"),
        ]

    def __str__(self) -> str:
        return self.number or f"申请 {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("desk:case", args=[self.case_id]) if self.case_id else ""

    @property
    def ref(self) -> RecordRef:
        return RecordRef(KIND, str(self.pk))

    @property
    def title(self) -> str:
        """What lists and the journal may say: never who asked or for what."""
        return f"{self.get_applicant_kind_display()}的政府信息公开申请 · {self.get_channel_display()}"


class Applicant(models.Model):
    """Who asks (Art. 29 (1)). Removed as a whole when the file is purged."""

    class IdKind(models.TextChoices):
        RESIDENT = "resident", "居民身份证"
        PASSPORT = "passport", "护照"
        HK_MACAO = "hk_macao", "港澳居民来往内地通行证"
        TAIWAN = "taiwan", "台湾居民来往大陆通行证"
        USCC = "uscc", "统一社会信用代码"
        OTHER = "other", "其他证件"

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="applicant")
    name = models.CharField("姓名或者名称", max_length=100)
    id_kind = models.CharField("证件种类", max_length=12, choices=IdKind.choices)
    id_number = models.CharField("证件号码", max_length=40)
    representative = models.CharField("法定代表人或者负责人", max_length=60, blank=True)
    contact = models.CharField("联系人", max_length=60, blank=True)
    phone = models.CharField("联系电话", max_length=30, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    address = models.CharField("通信地址", max_length=200, blank=True)
    postcode = models.CharField("邮政编码", max_length=10, blank=True)

    class Meta:
        verbose_name = "申请人"
        constraints = [
            models.CheckConstraint(condition=~Q(phone="", email="", address=""), name="foi_applicant_reachable")
        ]

    def __str__(self) -> str:
        return "申请人"


class Counter(models.Model):
    """The last serial of a series of numbers of a unit: 申请号 of a day, letters of a word and year."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    series = models.CharField(max_length=40)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "series"], name="foi_counter_once")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.series} {self.last}"
