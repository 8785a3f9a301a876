"""Who may be told of a policy: whom to reach (Profile) apart from what rules ask (facts), and the consent to either."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mingzheng.core.records import RecordRef
from mingzheng.policy.push.columns import Who

WHO = [(who.value, who.label) for who in Who]


class Rhythm(models.TextChoices):
    """How often somebody wants to hear."""

    IMMEDIATE = "immediate", "有新的就告诉我"
    DAILY = "daily", "每天汇总一次"
    WEEKLY = "weekly", "每周汇总一次"


class Profile(models.Model):
    """A person or an enterprise, as far as it must be reached. What conditions ask stands in the facts, without a name.

    Args:
        email: in lower case; a person and an enterprise may share one. "" when only a number is known.
        outside_id: the number under which a source (一网通办) knows the subject; matches an import with what is here.
        told_up_to: the last batch of deliveries of which a digest told.
    """

    kind = models.CharField("类型", max_length=10, choices=WHO)
    name = models.CharField("姓名或者名称", max_length=100, blank=True)
    email = models.EmailField("邮箱", max_length=200, blank=True)
    mobile = models.CharField("手机号码", max_length=20, blank=True)
    outside_id = models.CharField("来源系统编号", max_length=64, blank=True)
    rhythm = models.CharField("接收频率", max_length=10, choices=Rhythm.choices, default=Rhythm.WEEKLY)
    by_mail = models.BooleanField("邮件", default=True)
    by_sms = models.BooleanField("短信", default=False)
    by_portal = models.BooleanField("一网通办主页", default=False)
    made_on = models.DateField("建立日期")
    told_up_to = models.BigIntegerField("已告知到的批次", default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["email", "kind"], condition=~Q(email=""), name="push_profile_once_by_mail"),
            models.UniqueConstraint(
                fields=["outside_id", "kind"], condition=~Q(outside_id=""), name="push_profile_once_by_source"
            ),
            models.CheckConstraint(
                condition=~Q(email="") | ~Q(mobile="") | ~Q(outside_id=""), name="push_profile_can_be_reached"
            ),
        ]

    def __str__(self) -> str:
        # Never a name: this is what a log line or a debugger would show.
        return f"画像 {self.pk}"

    @property
    def ref(self) -> RecordRef:
        return RecordRef("push.profile", str(self.pk))

    @property
    def who(self) -> Who:
        return Who(self.kind)


class Facts(models.Model):
    """What conditions may ask. ``None``: nobody knows. No name, no address: matching reads nothing else.

    ``open`` says whether the subject agreed to be pushed to, kept in step with ``Consent`` by the commands.
    """

    open = models.BooleanField("同意推送", default=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"画像 {self.pk}"


def _choice(label: str) -> models.CharField:
    return models.CharField(label, max_length=12, null=True, blank=True)


def _number(label: str) -> models.BigIntegerField:
    return models.BigIntegerField(label, null=True, blank=True)


def _small(label: str) -> models.IntegerField:
    return models.IntegerField(label, null=True, blank=True)


def _flag(label: str) -> models.BooleanField:
    return models.BooleanField(label, null=True, blank=True)


class PersonFacts(Facts):
    profile = models.OneToOneField(Profile, on_delete=models.CASCADE, primary_key=True, related_name="person_facts")
    born_on = models.DateField("出生日期", null=True, blank=True)
    street = _choice("居住地")
    hukou = _choice("户籍")
    employment = _choice("就业状况")
    education = _choice("学历")
    sex = _choice("性别")
    graduated_on = models.DateField("毕业日期", null=True, blank=True)
    household = _small("家庭人数")
    children = _small("未成年子女数")
    social_insurance = _small("缴纳社会保险月数")
    low_income = _flag("低保或者低收入家庭")
    disabled = _flag("持有残疾人证")
    veteran = _flag("退役军人")
    alone = _flag("独居")
    renting = _flag("租房居住")


class EnterpriseFacts(Facts):
    """Money in whole yuan."""

    profile = models.OneToOneField(Profile, on_delete=models.CASCADE, primary_key=True, related_name="enterprise_facts")
    section = _choice("行业门类")
    division = _choice("行业大类")
    size = _choice("企业规模")
    place = _choice("注册地")
    park = _choice("所在园区")
    employees = _small("从业人数")
    revenue = _number("上年度营业收入")
    capital = _number("注册资本")
    research = _number("上年度研发费用")
    tax = _number("上年度纳税额")
    disabled_staff = _small("安置残疾职工")
    founded_on = models.DateField("成立日期", null=True, blank=True)
    high_tech = _flag("高新技术企业")
    special_new = _flag("专精特新企业")
    tech_sme = _flag("科技型中小企业")
    listed = _flag("上市企业")
    foreign_funded = _flag("外商投资企业")
    headquarters = _flag("总部企业")
    credit_ok = _flag("无严重失信记录")


def facts_model(who: Who) -> type[PersonFacts] | type[EnterpriseFacts]:
    return PersonFacts if who is Who.PERSON else EnterpriseFacts


class Consent(models.Model):
    """A consent to one purpose, from a day, until it is withdrawn (个人信息保护法 Arts 14–16). Rows stay as proof."""

    class Purpose(models.TextChoices):
        PUSH = "push", "向我推送可能符合的政策"
        GRANT = "grant", "符合免申即享的，直接列入名单"

    class Source(models.TextChoices):
        SELF = "self", "本人在本网站同意"
        IMPORT = "import", "来源单位取得的同意"

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField("目的", max_length=8, choices=Purpose.choices)
    source = models.CharField("取得方式", max_length=8, choices=Source.choices)
    since = models.DateTimeField("同意时间")
    ended_at = models.DateTimeField("撤回时间", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "purpose"], condition=Q(ended_at=None), name="push_one_consent_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.profile_id}"


class Entrance(models.Model):
    """Somebody asked for a link: it lets one browser in once, within minutes. Only the link's digest is kept.

    ``digest`` is "" until the mail is written: the link itself stands in the mail alone, not in the outbox.
    """

    kind = models.CharField(max_length=10, choices=WHO)
    email = models.EmailField(max_length=200)
    digest = models.CharField(max_length=64, blank=True, db_index=True)
    # Real time: a link lives for real minutes.
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.kind} until {self.until}"
