"""Receipt and registration."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.dates import chinese_date
from mingzheng.core.files.fields import UploadsField
from mingzheng.core.submissions.fields import PastDay, line, text
from mingzheng.core.units.models import Unit, held_on
from mingzheng.requests.foi.forms.fields import CaseForm

PAPERS = ("经申请人核对签名的申请表", "来件原件", "身份证明", "授权委托书")


class ConfirmForm(CaseForm):
    received_on = PastDay(
        _("收到日期"), _("网上、传真和平常信函，以与申请人双方确认之日为收到日期（条例第三十一条）。")
    )
    how = line(_("怎样确认的"), _("如：电话联系申请人确认；写方式，不写号码。"), most=200)

    def clean_received_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["received_on"]
        if day < self.application.submitted_on:
            raise forms.ValidationError(
                _("收到日期早于提交日期 %(day)s。请核对。") % {"day": chinese_date(self.application.submitted_on)}
            )
        return day


class NotApplicationForm(forms.Form):
    KINDS = [
        ("consult", _("咨询")),
        ("petition", _("信访、投诉、举报，没有申请公开政府信息")),
        ("suggest", _("意见建议")),
        ("elsewhere", _("其他不属于政府信息公开申请的")),
    ]

    kind = forms.ChoiceField(label=_("属于"), choices=KINDS)
    reason = text(_("说明"), _("告诉来信人为什么不按政府信息公开申请办理。"), most=500)
    pointer = text(_("可以怎样办"), _("写明渠道和联系方式，如 12345 热线、信访窗口、办事窗口。"), most=500)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        values["kind_label"] = str(dict(self.KINDS).get(values.get("kind", ""), ""))
        return values


class TransferForm(CaseForm):
    unit = forms.ModelChoiceField(
        label=_("转送到"),
        queryset=Unit.objects.none(),
        empty_label=_("请选择"),
        error_messages={"required": _("请选择单位。"), "invalid_choice": _("没有这个单位。请从列表中选择。")},
    )
    reason = text(_("理由"), _("为什么由该单位负责公开（条例第十条）；不写个人信息。"), most=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units: Any = self.fields["unit"]
        units.queryset = Unit.objects.filter(held_on(timekeeping.today())).exclude(pk=self.application.unit_id)


class PapersForm(forms.Form):
    """What belongs to the application and comes after it was registered."""

    what = forms.ChoiceField(
        label=_("是什么"),
        choices=[(one, one) for one in PAPERS],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择。")},
    )
    papers = UploadsField(label=_("扫描件"), error_messages={"required": _("请选择要上传的文件。")})
