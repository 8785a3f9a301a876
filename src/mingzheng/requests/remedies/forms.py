"""What a person fills in for a remedy and a warning sheet."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mingzheng.core.dates import date_or_unset
from mingzheng.core.files.fields import UploadField, UploadsField
from mingzheng.core.submissions.fields import PastDay, line, number, text
from mingzheng.core.submissions.keys import KeyField
from mingzheng.requests.remedies.models import RemedyCase, WarningSheet


class RemedyForm(forms.Form):
    """A remedy as it becomes known."""

    form_key = KeyField()
    kind = forms.ChoiceField(label=_("种类"), choices=RemedyCase.Kind.choices)
    organ = line(_("复议机关、法院"))
    number = line(_("案号"), most=80, required=False)
    filed_on = PastDay(_("申请、起诉日期"))
    received_on = PastDay(_("收到副本日期"), _("收到复议申请书或者起诉状副本的日期；答复、答辩期限从次日起算。"))
    simplified = forms.BooleanField(label=_("适用简易程序"), required=False)
    claim = text(_("请求"), most=2000, required=False)
    papers = UploadsField(label=_("申请书、起诉状副本"), required=False)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        filed, received = values.get("filed_on"), values.get("received_on")
        if filed and received and received < filed:
            self.add_error("received_on", _("收到副本日期早于申请、起诉日期。请核对。"))
        return values


class EvidenceForm(forms.Form):
    name = line(_("证据名称"), most=200)
    source = line(_("来源"), most=200)
    proves = line(_("证明的事实"), most=500)
    pages = number(_("页数"), least=1, most=9999, required=False)
    paper = UploadField(label=_("证据"), required=False)


class AnswerForm(forms.Form):
    answered_on = PastDay(_("提交日期"))
    papers = UploadsField(label=_("答复书、答辩状"), required=False)


class ConcludeForm(forms.Form):
    concluded_on = PastDay(_("审结日期"), _("决定书、判决书的日期。"))
    result = forms.ChoiceField(
        label=_("结果"),
        choices=RemedyCase.Result.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择结果。")},
        help_text=_("维持、驳回为“维持”；撤销、变更、确认违法、责令履行为“纠正”；终止、撤回等为“其他”。"),
    )
    cause = forms.ChoiceField(
        label=_("被纠正的原因"),
        choices=[("", _("没有被纠正")), *RemedyCase.Cause.choices],
        required=False,
    )
    redo = forms.BooleanField(
        label=_("责令重新答复"),
        required=False,
        help_text=_("勾选后，原申请随即重新办理，答复期限自动起算。"),
    )
    told_on = PastDay(
        _("收到决定书、判决生效的日期"), _("责令重新答复的填写；重新答复的期限从次日起算。"), required=False
    )
    redo_days = number(
        _("决定、判决指定的重新答复期限"),
        least=1,
        most=365,
        required=False,
        help_text=_("没有指定的留空，按20个工作日计算。"),
    )
    redo_unit = forms.ChoiceField(
        label=_("期限的单位"), choices=RemedyCase.PeriodUnit.choices, required=False, widget=forms.RadioSelect
    )
    decision = text(_("决定、判决要点"), most=4000)
    papers = UploadsField(label=_("决定书、判决书"), required=False)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        corrected = values.get("result") == RemedyCase.Result.CORRECTED
        if corrected and not values.get("cause"):
            self.add_error("cause", _("被纠正的，请选择原因。"))
        if not corrected and (values.get("cause") or values.get("redo")):
            self.add_error("cause", _("没有被纠正的，不选原因，也不勾选重新答复。"))
        return self._period(values)

    def _period(self, values: dict[str, Any]) -> dict[str, Any]:
        """The period stands with the order: without one, what was typed for it would say nothing."""
        told, ended = values.get("told_on"), values.get("concluded_on")
        if not values.get("redo"):
            if values.get("redo_days"):
                self.add_error("redo", _("填写了重新答复的期限，请勾选“责令重新答复”。"))
            return values | {"told_on": None, "redo_days": None, "redo_unit": ""}
        if told is None and "told_on" not in self.errors:
            self.add_error("told_on", _("责令重新答复的，请填写收到决定书、判决生效的日期。"))
        if told and ended and told < ended:
            self.add_error("told_on", _("早于审结日期。请核对。"))
        if values.get("redo_days") and not values.get("redo_unit") and "redo_unit" not in self.errors:
            self.add_error("redo_unit", _("请选择期限的单位。"))
        if not values.get("redo_days"):
            values["redo_unit"] = ""
        return values


class LessonForm(forms.Form):
    lesson = text(_("经验教训"), _("哪里做得不够，以后怎样避免；不写申请人的个人信息。"), rows=4, most=2000)


class ChoiceOfRemedies(forms.ModelMultipleChoiceField):
    """By dates and result only: who issues a sheet does not read the cases."""

    def label_from_instance(self, obj: RemedyCase) -> str:
        cause = f"（{obj.get_cause_display()}）" if obj.cause else ""
        return f"{obj.get_kind_display()}，{date_or_unset(obj.concluded_on)} 审结，{obj.get_result_display()}{cause}"


class WarnForm(forms.Form):
    """提示单、警示单: what was found and what is demanded."""

    form_key = KeyField()
    kind = forms.ChoiceField(
        label=_("种类"),
        choices=WarningSheet.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择种类。")},
        help_text=_("个别问题发提示单；多次被纠正、败诉或者不整改的发警示单。"),
    )
    remedies = ChoiceOfRemedies(
        label=_("涉及的案件"),
        queryset=RemedyCase.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("所选案件不属于这个单位。"), "invalid_pk_value": _("所选案件不存在。")},
    )
    facts = text(_("情况"), _("查明的问题和次数；不写申请人的个人信息。"), rows=4, most=2000)
    demands = text(_("要求"), _("要整改什么、反馈什么。单位应在10个工作日内反馈。"), rows=4, most=2000)

    def __init__(self, *args: Any, choices: QuerySet[RemedyCase], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["remedies"]
        assert isinstance(field, ChoiceOfRemedies)  # noqa: S101 - declared above
        field.queryset = choices
        if not choices:
            del self.fields["remedies"]


class MendForm(forms.Form):
    answer = text(_("整改情况"), _("查明的原因、已经和将要采取的措施；不写申请人的个人信息。"), rows=5, most=4000)


class ReasonForm(forms.Form):
    reason = text(_("理由"), _("哪里还不够、要补什么。"), most=500)
