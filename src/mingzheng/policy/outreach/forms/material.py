"""Courseware, partners and relays: what staff and what partners fill in."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.privacy.public_text import PublicTextForm
from mingzheng.core.procedures.models import Case
from mingzheng.core.submissions.fields import day, number, offer, text
from mingzheng.core.submissions.keys import KeyField
from mingzheng.core.submissions.public import PublicForm
from mingzheng.core.units.models import Unit
from mingzheng.policy.outreach.forms.sessions import OFFERED
from mingzheng.policy.outreach.models import Courseware, Partner
from mingzheng.policy.policies.models import Policy

WORDS = ("title", "who", "standards", "steps", "papers", "tips")


def own_policies(unit: Unit) -> Any:
    """The unit's public policies, the newest first."""
    own = Policy.objects.filter(unit=unit, document__listed=True).order_by("-issued_on", "-id")
    return Policy.objects.filter(pk__in=list(own.values_list("pk", flat=True)[:OFFERED])).order_by("-issued_on")


class NewCoursewareForm(PublicTextForm):
    """Sent twice, it makes one."""

    form_key = KeyField()
    policy = forms.ModelChoiceField(
        label=_("政策"),
        queryset=Policy.objects.none(),
        help_text=_("本单位已公开的政策。"),
        error_messages={"required": _("请选择政策。")},
    )
    title = forms.CharField(label=_("课件名称"), max_length=120, error_messages={"required": _("请填写课件名称。")})

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "policy", own_policies(unit))


class CoursewareForm(PublicTextForm):
    """The words of the courseware."""

    wants_case = True

    title = forms.CharField(label=_("课件名称"), max_length=120, error_messages={"required": _("请填写课件名称。")})
    who = text(_("适用对象"), _("谁可以申请，谁不可以。"), most=1000, required=False)
    standards = text(_("适用标准"), _("每行一条，如“补贴标准：每人 1000 元”。"), most=2000, rows=4, required=False)
    steps = text(_("办理步骤"), _("每行一步，如“登录：打开一网通办……”。"), most=3000, rows=6, required=False)
    papers = text(_("材料清单"), _("每行一份，写明份数和从哪里取得。"), most=2000, rows=4, required=False)
    tips = text(_("常见错误和提示"), _("每行一条。"), most=2000, rows=3, required=False)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row: Courseware = case.subject
        self.initial = {**{name: getattr(row, name) for name in WORDS}, **self.initial}


class PartnerForm(PublicTextForm):
    private = frozenset({"contact"})

    name = forms.CharField(label=_("名称"), max_length=100, error_messages={"required": _("请填写名称。")})
    kind = forms.ChoiceField(label=_("类别"), choices=Partner.Kind.choices)
    area = forms.CharField(
        label=_("服务范围"),
        max_length=200,
        help_text=_("行业、街镇或者园区。"),
        error_messages={"required": _("请填写服务范围。")},
    )
    members = number(_("联系的企业数"), required=False)
    contact = forms.CharField(
        label=_("联系人和电话"), max_length=100, required=False, help_text=_("只给工作人员看，不公开。")
    )
    since = day(_("加入日期"), required=True)
    ended_on = day(_("退出日期"))

    def clean(self) -> dict[str, Any]:
        held = super().clean()
        if held.get("since") and held["since"] > timekeeping.today():
            self.add_error("since", _("加入日期在今天之后，请核对。"))
        if held.get("ended_on") and held.get("since") and held["ended_on"] < held["since"]:
            self.add_error("ended_on", _("退出日期早于加入日期。"))
        return held


class RelayForm(PublicTextForm):
    """What goes out to partners."""

    form_key = KeyField()
    policy = forms.ModelChoiceField(
        label=_("政策"), queryset=Policy.objects.none(), error_messages={"required": _("请选择政策。")}
    )
    title = forms.CharField(label=_("名称"), max_length=120, error_messages={"required": _("请填写名称。")})
    message = text(
        _("请伙伴转达的话"), _("讲给谁听、关键的几点、到哪里办。文件、解读、课件的链接会自动附上。"), most=2000, rows=5
    )
    report_by = day(_("反馈期限"), required=True)
    partners = forms.ModelMultipleChoiceField(
        label=_("伙伴"),
        queryset=Partner.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选择一个伙伴。")},
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "policy", own_policies(unit))
        offer(self, "partners", Partner.objects.filter(since__lte=timekeeping.today(), ended_on=None))

    def clean_report_by(self) -> dt.date:
        found: dt.date = self.cleaned_data["report_by"]
        if found <= timekeeping.today():
            raise forms.ValidationError(_("反馈期限应在今天以后。"))
        return found


class ReachForm(PublicTextForm):
    """What a partner reports; an officer may write it down for them."""

    passed_on = day(_("转达日期"), required=True)
    how = forms.CharField(
        label=_("转达方式"),
        max_length=200,
        help_text=_("如：会员群通知、园区公告栏、座谈会。"),
        error_messages={"required": _("请填写转达方式。")},
    )
    enterprises = number(_("触达企业数"))
    people = number(_("触达人数"))
    asked = text(_("企业反映的问题"), _("不写企业和个人的名字。"), most=500, required=False)

    def clean_passed_on(self) -> dt.date:
        found: dt.date = self.cleaned_data["passed_on"]
        if found > timekeeping.today():
            raise forms.ValidationError(_("转达日期在今天之后，请核对。"))
        return found


class PartnerReachForm(PublicForm, ReachForm):
    """The partner's own, under its address."""


class LineReachForm(ReachForm):
    """The same, with the partner chosen: the officer's step."""

    wants_case = True

    line = forms.ChoiceField(label=_("伙伴"), error_messages={"required": _("请选择伙伴。")})
    field_order = ("line",)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = case.subject.lines.select_related("partner")
        offer(self, "line", [(str(one.pk), one.partner.name) for one in lines])
