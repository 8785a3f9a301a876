"""What visitors and staff fill in. Errors say what to do; nothing typed is lost."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.procedures.models import Case
from mingzheng.core.submissions.fields import day, offer, text
from mingzheng.core.submissions.public import PublicForm, QueryForm
from mingzheng.core.units.models import Unit, held_on
from mingzheng.supervision.inspections.models import ErrorReport

LONGEST = 2000


class ReasonForm(forms.Form):
    reason = text(_("理由"), _("写明事实和理由。"), most=500, lacking=_("请写明理由。"))


class MendedForm(forms.Form):
    how = forms.CharField(
        label=_("改了什么"),
        help_text=_("写明改了哪里；没有改页面而是补了记录的，写明记录的编号。"),
        min_length=4,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("请写明改了什么。"), "min_length": _("写得太短，核实的人看不出改了什么。")},
    )


class RemarkForm(forms.Form):
    remark = text(_("说明"), most=500, rows=2, required=False)


class TransferForm(forms.Form):
    wants_case = True

    unit = forms.ModelChoiceField(
        label=_("转给"),
        queryset=Unit.objects.none(),
        empty_label=_("请选择单位"),
        error_messages={"required": _("请选择单位。"), "invalid_choice": _("没有这个单位，请重新选择。")},
    )
    reason = text(
        _("说明"), _("写明为什么由对方办理。期限仍从收到之日起算。"), most=500, lacking=_("请写明为什么由对方办理。")
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Unit.objects.filter(held_on(timekeeping.today())).exclude(pk=case.unit_id)
        offer(self, "unit", rows)


class AnswerForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("核实结果"),
        choices=[choice for choice in ErrorReport.Outcome.choices if choice[0] != ErrorReport.Outcome.NOT_ERROR.value],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择核实结果。")},
    )
    answer = forms.CharField(
        label=_("答复"),
        help_text=_("来信人凭查询码能看到这段话：写明核实情况、改了什么、何时改好。"),
        min_length=10,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("请填写答复。"),
            "min_length": _("答复太短，只说“已收悉”不够。请写明核实情况和处理结果。"),
        },
    )


class NotErrorForm(forms.Form):
    answer = forms.CharField(
        label=_("说明"),
        help_text=_("来信人能看到这段话：写明为什么页面没有错；属于咨询、投诉的，告诉他向哪里提出。"),
        min_length=10,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("请填写说明。"), "min_length": _("说明太短。请写明为什么不属于页面错误。")},
    )


class CloseForm(forms.Form):
    mended_on = day(_("改正日期"), _("页面实际改好的日期；不需要改的留空。"))
    remark = text(_("说明"), most=500, required=False)

    def clean_mended_on(self) -> Any:
        day = self.cleaned_data["mended_on"]
        if day is not None and day > timekeeping.today():
            raise forms.ValidationError(_("改正日期在今天之后。请填写已经改好的日期。"))
        return day


class ReportForm(PublicForm):
    """The public form."""

    page = forms.CharField(
        label=_("哪个页面"),
        required=False,
        max_length=500,
        help_text=_("从页脚点进来的，已经替您填好；也可以粘贴页面的网址。"),
    )
    kind = forms.ChoiceField(
        label=_("是什么问题"),
        choices=ErrorReport.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择是什么问题。"), "invalid_choice": _("请从列出的问题中选一种。")},
    )
    text = forms.CharField(
        label=_("错在哪里"),
        help_text=_("请写明出错的位置和原来的文字；知道正确内容的，也请写上。请不要写身份证号等个人信息。"),
        min_length=5,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("请写明错在哪里。"),
            "min_length": _("写得太短，我们找不到错处。请写明位置和原来的文字。"),
            "max_length": _("最多 2000 字。请写最要紧的内容。"),
        },
    )
    name = forms.CharField(label=_("怎样称呼您"), required=False, max_length=40)
    reach = forms.CharField(
        label=_("手机或邮箱"),
        required=False,
        max_length=120,
        help_text=_("可以不留。留了只有办理人员看得到，只用于核实这件事，办结后到期删除。"),
    )

    def clean_reach(self) -> str:
        typed = "".join(self.cleaned_data["reach"].split())
        if typed and "@" not in typed and sum(char.isdigit() for char in typed) < 7:
            raise forms.ValidationError(_("看不出是手机或邮箱。请核对，或者不留。"))
        return typed

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("name") and not data.get("reach") and "reach" not in self.errors:
            data["name"] = ""  # a name alone reaches nobody and is not kept
        return data


class ReportQueryForm(QueryForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].help_text = _("如 JC20230620-0001")
        self.fields["code"].help_text = _("提交后页面上给您的 8 位字母和数字")
