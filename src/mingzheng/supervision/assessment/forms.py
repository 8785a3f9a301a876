"""What people fill in. Errors say what to do; nothing typed is lost."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.files.fields import UploadField, UploadsField
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.proof_field import ProofField, no_proof_of_itself
from mingzheng.core.submissions.fields import day, offer, text
from mingzheng.core.units.models import Unit
from mingzheng.supervision.assessment.formulas import plain
from mingzheng.supervision.assessment.models import CHECKED, TYPED, Mark, Round, Score, System

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LONGEST = 2000


def _points(label: _StrPromise, help_text: _StrPromise | str = "", *, required: bool = True) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        help_text=help_text,
        required=required,
        min_value=Decimal(0),
        max_digits=7,
        decimal_places=3,
        widget=forms.NumberInput(attrs={"step": "0.001", "inputmode": "decimal"}),
        error_messages={
            "required": _("请填写分数。"),
            "invalid": _("请填写数字，如 1.5。"),
            "min_value": _("分数不能小于 0。"),
            "max_decimal_places": _("小数最多三位。"),
        },
    )


class ReasonForm(forms.Form):
    reason = text(_("理由"), _("写明事实和理由。"))


class RemarkForm(forms.Form):
    remark = text(_("意见"), _("可以不填。"), required=False)


class SystemForm(forms.Form):
    """A new system, from a workbook."""

    year = forms.IntegerField(
        label=_("年度"),
        min_value=2000,
        max_value=2100,
        error_messages={"required": _("请填写年度。"), "invalid": _("年度请写四位数字，如 2023。")},
    )
    title = forms.CharField(
        label=_("名称"), max_length=120, error_messages={"required": _("请填写名称，如“2023年度政务公开考核指标”。")}
    )
    whole = _points(_("总分"), _("各项（加分、扣分除外）合计必须正好等于总分。"))
    note = text(_("说明"), _("可以不填。会和指标一起公布。"), required=False)
    file = UploadField(label=_("指标表"), help_text=_("xlsx 或 csv。列名见下面的说明；可以先导出一份再改。"))

    def clean_whole(self) -> Decimal:
        whole: Decimal = self.cleaned_data["whole"]
        if whole <= 0:
            raise forms.ValidationError(_("总分要大于 0。"))
        return whole


class SheetFileForm(forms.Form):
    file = UploadField(label=_("指标表"), help_text=_("xlsx 或 csv。新表全部替换现在的项目。"))


class RoundForm(forms.Form):
    """A new round on a published system."""

    system = forms.ModelChoiceField(
        label=_("指标体系"),
        queryset=System.objects.none(),
        empty_label=_("请选择"),
        help_text=_("只列出已经公布的。"),
        error_messages={"required": _("请选择指标体系。"), "invalid_choice": _("请从列出的指标体系中选一个。")},
    )
    title = forms.CharField(
        label=_("名称"), max_length=120, error_messages={"required": _("请填写名称，如“2023年度政务公开考核”。")}
    )
    kinds = forms.MultipleChoiceField(
        label=_("考核哪些单位"),
        choices=Unit.Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("不同类别的单位分组排名。"),
        error_messages={"required": _("请至少选一类单位。")},
    )
    as_of = day(_("数据截至"), _("机器评分和抽样用这一天的数据。"), required=True)
    self_due = day(_("自评期限"), required=True)
    mark_due = day(_("评分期限"), _("评估员评分到这一天。"), required=True)
    appeal_due = day(_("申诉期限"), required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "system", System.objects.filter(case__state="published"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        days = [data.get(name) for name in ("self_due", "mark_due", "appeal_due")]
        if days[0] and days[0] < timekeeping.today():
            self.add_error("self_due", _("自评期限已经过去。请选择今天或者以后的日期。"))
        for before, after, name in ((days[0], days[1], "mark_due"), (days[1], days[2], "appeal_due")):
            if before and after and after < before:
                self.add_error(name, _("要在前一个期限之后。"))
        if data.get("as_of") and days[1] and data["as_of"] > days[1]:
            self.add_error("as_of", _("数据日期要在评分期限之前。"))
        return data


class SeedForm(forms.Form):
    """Where the seed of the sample will come from."""

    seed_source = forms.CharField(
        label=_("种子来源"),
        max_length=200,
        help_text=_("任何人都查得到、现在还没有产生的数字，如“福利彩票双色球第2023072期开奖号码”。"),
        error_messages={"required": _("请写明种子来自哪里。")},
    )
    seed_on = day(_("种子产生的日期"), _("必须在今天以后。"), required=True)

    def clean_seed_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["seed_on"]
        if day <= timekeeping.today():
            raise forms.ValidationError(_("种子必须在名单冻结之后才产生。请选择明天或者以后的日期。"))
        return day


class CorrectForm(ReasonForm):
    """Why an approved result is corrected, and until when units may appeal against what the correction says."""

    appeal_due = day(_("申诉期限"), _("反馈更正后的得分以后，各单位在这一天以前可以申诉。"), required=True)

    def clean_appeal_due(self) -> dt.date:
        day: dt.date = self.cleaned_data["appeal_due"]
        if day <= timekeeping.today():
            raise forms.ValidationError(_("请选择明天或者以后的日期。"))
        return day


class ApproveForm(forms.Form):
    audience = forms.ChoiceField(
        label=_("结果告诉谁"),
        choices=Round.Audience.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择结果告诉谁。"), "invalid_choice": _("请从列出的里面选一个。")},
    )


class SheetForm(forms.Form):
    """A form about one item of the sheet behind the case."""

    wants_case = True
    ways: tuple[str, ...] = ()

    score = forms.ModelChoiceField(
        label=_("项目"),
        queryset=Score.objects.none(),
        widget=forms.HiddenInput,
        error_messages={"required": _("请选择项目。"), "invalid_choice": _("这个项目不在本单位的考核表里。")},
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        rows = Score.objects.filter(sheet=case.subject, item__way__in=self.ways).select_related("item")
        offer(self, "score", rows)

    def within(self, value: Decimal | None) -> Decimal | None:
        """No more than the item is worth."""
        score = self.cleaned_data.get("score")
        if score is not None and value is not None and value > score.item.points:
            most = plain(score.item.points)
            raise forms.ValidationError(_("这一项最多 %(most)s 分。") % {"most": most})
        return value


class FillForm(SheetForm):
    ways = TYPED

    value = _points(_("自评分"))
    note = text(_("考核填报"), _("写事实：做了什么、何时、结果如何。"), most=LONGEST)
    record = ProofField(help_text=_("可以不填。把平台里能证明的事项页面地址粘贴在这里。"))
    attachments = UploadsField(
        label=_("附件"), required=False, help_text=_("可以不附。支持 Word、Excel、PDF、OFD 和图片，可以一次选几个。")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        no_proof_of_itself(self, "record", self.case)

    def clean_value(self) -> Decimal | None:
        return self.within(self.cleaned_data["value"])


class CheckForm(SheetForm):
    ways = CHECKED

    value = _points(_("核定分"))
    note = text(_("核定理由"), _("与自评不同的、扣分的，必须写明理由；单位会看到。"), required=False)

    def clean_value(self) -> Decimal | None:
        return self.within(self.cleaned_data["value"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        score, value = data.get("score"), data.get("value")
        if score is None or value is None or data.get("note"):
            return data
        deducts = score.item.way not in TYPED and value > 0
        differs = score.item.way in TYPED and value != score.self_score
        if deducts or differs:
            self.add_error("note", _("请写明理由。"))
        return data


class MarkForm(forms.Form):
    value = forms.ChoiceField(
        label=_("评定"),
        choices=Mark.Value.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择评定。"), "invalid_choice": _("请从列出的里面选一个。")},
    )
    reason = text(_("理由"), _("部分符合、不符合的，写明缺什么、错在哪里。"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("value") in ("0", "0.5") and not data.get("reason"):
            self.add_error("reason", _("请写明缺什么、错在哪里。"))
        return data


class AppealForm(forms.Form):
    reason = text(_("申诉理由"), _("写明事实和依据。"), most=LONGEST)
    wanted = _points(_("认为应得分"), _("可以不填。"), required=False)


class DecideForm(forms.Form):
    wants_case = True

    value = _points(_("调整为"))
    reason = text(_("理由"), _("写明事实和理由，单位会看到。"))

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = case.subject.score.item

    def clean_value(self) -> Decimal:
        value: Decimal = self.cleaned_data["value"]
        if value > self.item.points:
            raise forms.ValidationError(_("这一项最多 %(most)s 分。") % {"most": plain(self.item.points)})
        return value
