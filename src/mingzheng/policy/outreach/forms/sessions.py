"""Lectures and visits: what staff and what participants fill in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.privacy.public_text import PublicTextForm, check_public
from mingzheng.core.procedures.models import Case
from mingzheng.core.submissions.fields import MobileField, moment, number, offer, text
from mingzheng.core.submissions.keys import KeyField
from mingzheng.core.submissions.public import CodeField, PublicForm
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents.rules import SERVICE
from mingzheng.policy.outreach.models import Brand, Need, Partner, Session
from mingzheng.policy.policies.models import Policy

OFFERED = 60


class SessionForm(PublicTextForm):
    """A lecture or a visit as it will be announced."""

    own = {"place": frozenset({"address"}), "online_url": frozenset({"landline", "address"})}

    kind = forms.ChoiceField(label=_("形式"), choices=Session.Kind.choices)
    brand = forms.ModelChoiceField(
        label=_("品牌"), queryset=Brand.objects.none(), required=False, empty_label=_("不属于品牌")
    )
    theme = forms.ChoiceField(label=_("主题"), choices=Session.Theme.choices)
    title = forms.CharField(label=_("名称"), max_length=120, error_messages={"required": _("请填写名称。")})
    about = text(_("内容"), _("讲哪些政策、适合谁来听、带什么材料。"), most=2000, rows=5)
    speaker = forms.CharField(label=_("主讲"), max_length=100, required=False, help_text=_("单位和职务即可。"))
    place = forms.CharField(label=_("地点"), max_length=200, required=False, help_text=_("写到房间；线上的留空。"))
    online_url = forms.CharField(label=_("线上地址"), max_length=300, required=False)
    starts_at = moment(_("开始时间"))
    ends_at = moment(_("结束时间"))
    seats = number(
        _("名额"), least=1, required=False, help_text=_("不限的留空。满额后报名的列为候补，有人取消时依次递补。")
    )
    sign_up_until = moment(_("报名截止"), _("不填就到开始为止。"), required=False)
    policies = forms.ModelMultipleChoiceField(
        label=_("讲解的政策"),
        queryset=Policy.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("选中的政策，生命线上会有这场活动。"),
    )
    partner = forms.ModelChoiceField(
        label=_("合作伙伴"), queryset=Partner.objects.none(), required=False, empty_label=_("没有")
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timekeeping.today()
        offer(self, "brand", Brand.objects.filter(unit=unit, ended_on=None))
        offer(self, "partner", Partner.objects.filter(since__lte=today, ended_on=None))
        own = Policy.objects.filter(unit=unit, document__listed=True).order_by("-issued_on", "-id")
        offer(self, "policies", Policy.objects.filter(pk__in=list(own.values_list("pk", flat=True)[:OFFERED])))

    def clean_online_url(self) -> str:
        url: str = self.cleaned_data["online_url"].strip()
        if url and not SERVICE.fullmatch(url):
            raise forms.ValidationError(_("网址写法不对，请写 https:// 开头的网址。"))
        return url

    def clean(self) -> dict[str, Any]:
        held = super().clean()
        begins, ends = held.get("starts_at"), held.get("ends_at")
        if begins and ends and ends <= begins:
            self.add_error("ends_at", _("结束时间应在开始时间之后。"))
        held["sign_up_until"] = held.get("sign_up_until") or begins
        if begins and held["sign_up_until"] > begins:
            self.add_error("sign_up_until", _("报名截止不能晚于开始时间。"))
        if held.get("kind") == Session.Kind.ONLINE:
            if not held.get("online_url") and "online_url" not in self.errors:
                self.add_error("online_url", _("云课堂要有线上地址。"))
        elif not held.get("place") and "place" not in self.errors:
            self.add_error("place", _("请填写地点。"))
        return held


class NewSessionForm(SessionForm):
    """Sent twice, it makes one."""

    form_key = KeyField()


class EditSessionForm(SessionForm):
    """Before it is announced everything may change; afterwards too, and those who signed up read the new words."""

    wants_case = True

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, unit=case.unit, **kwargs)
        session: Session = case.subject
        names = [name for name in self.fields if name != "policies"]
        self.initial = {
            **{name: getattr(session, name) for name in names},
            "policies": list(session.policies.values_list("pk", flat=True)),
            **self.initial,
        }


class CancelForm(PublicTextForm):
    reason = text(_("取消原因"), _("公开显示；已报名的人会看到。"), most=300)


class HoldForm(PublicTextForm):
    """What became of it. ``raised``: one question a line, “问题｜回答”."""

    wants_case = True

    people = number(_("参加人数"))
    enterprises = number(_("参加企业数"), required=False)
    summary = text(_("情况"), _("讲了什么、大家关心什么。"), most=2000, rows=5)
    raised = text(
        _("现场提问"),
        _("每行一个：问题｜回答。没有当场回答的，只写问题；会进入政策咨询，由单位补答。"),
        most=8000,
        rows=6,
        required=False,
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        session: Session = case.subject
        signed = sum(row.people for row in session.sign_ups.filter(attended_at__isnull=False))
        self.initial = {"people": signed + session.walk_ins, **self.initial}

    def clean_raised(self) -> list[tuple[str, str]]:
        found = []
        for place, line in enumerate(filter(None, map(str.strip, self.cleaned_data["raised"].splitlines())), 1):
            question, _bar, answer = line.replace("|", "｜", 1).partition("｜")
            if len(question) > 500 or len(answer) > 1000:
                raise forms.ValidationError(
                    _("第 %(n)s 行太长：问题不超过 500 字，回答不超过 1000 字。") % {"n": place}
                )
            found.append((question.strip(), answer.strip()))
        return found

    def clean(self) -> dict[str, Any]:
        held = super().clean()
        try:
            check_public("\n".join(f"{one}\n{two}" for one, two in held.get("raised") or []))
        except forms.ValidationError as error:
            self.add_error("raised", error)
        return held


class NeedForm(PublicTextForm):
    """Something that somebody still needs."""

    private = frozenset({"contact"})

    need = text(_("需求"), _("写清要解决什么；不写个人信息。"), most=500)
    contact = forms.CharField(
        label=_("联系方式"), max_length=60, required=False, help_text=_("办结后立即删除，不公开。")
    )


class SettleForm(forms.Form):
    outcome = forms.ChoiceField(label=_("结果"), choices=Need.Outcome.choices)
    answer = text(_("办理情况"), _("答复了什么、怎样解决的。登记后，联系方式即删除。"), most=1000)


class PassOnForm(forms.Form):
    unit = forms.ModelChoiceField(
        label=_("转给"), queryset=Unit.objects.all(), error_messages={"required": _("请选择单位。")}
    )
    reason = text(_("理由"), most=300, rows=2)


# --- what participants fill in ------------------------------------------------------------------------------------


class SignUpForm(PublicForm):
    """Name, mobile number, organisation; nothing else is asked."""

    name = forms.CharField(
        label=_("怎样称呼您"), max_length=30, error_messages={"required": _("请填写称呼，如“张女士”。")}
    )
    phone = MobileField(help_text=_("只用于这场活动的通知，活动结束三十日后删除。"))
    organisation = forms.CharField(label=_("单位"), max_length=100, required=False)
    people = number(_("人数"), least=1, most=5)


class CodeForm(PublicForm):
    code = CodeField(label=_("报名码"), help_text=_("报名后给您的 12 位字符，横线可写可不写。"))


class WalkInForm(PublicForm):
    """Came without having signed up."""

    people = number(_("人数"), least=1, most=5)


class RatingForm(PublicForm, PublicTextForm):
    """体验评价, and what is still needed."""

    private = frozenset({"contact", "code", "website"})

    useful = forms.TypedChoiceField(
        label=_("对您有用吗"),
        coerce=int,
        choices=[(5, _("很有用")), (4, _("有用")), (3, _("一般")), (2, _("用处不大")), (1, _("没有用"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择一项。")},
    )
    comment = text(_("想说的话"), most=500, required=False)
    need = text(_("还有什么需要我们跟进"), _("填写后由单位跟进，10 个工作日内办结。"), most=500, required=False)
    contact = forms.CharField(
        label=_("怎样联系您"), max_length=60, required=False, help_text=_("只在需要跟进时填写；办结后立即删除。")
    )
    code = forms.CharField(
        label=_("报名码（没有报名的留空）"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        held = super().clean()
        if held.get("need") and not held.get("contact"):
            self.add_error("contact", _("请留下联系方式，否则没有办法答复您。"))
        return held
