"""Correction, consultations, search, reasons, fee and extension."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.files.fields import UploadsField
from mingzheng.core.procedures.clocks import rule_on
from mingzheng.core.submissions.fields import PastDay, day, line, number, text
from mingzheng.core.units.models import Unit, held_on
from mingzheng.requests.foi.channels import channels
from mingzheng.requests.foi.forms.fields import CaseForm, SuggestInput
from mingzheng.requests.foi.models import Consultation, Conversation


class AskCorrectionForm(forms.Form):
    items = text(_("需要补正的事项"), _("一次性写全：哪里不明确，请申请人补充什么。"), rows=5, most=2000)
    period_days = number(
        _("补正期限（工作日）"), least=1, most=60, help_text=_("合理的期限；从申请人收到告知书的次日起算。")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period_days"].initial = _usual_period()


def _usual_period() -> int | None:
    try:
        return rule_on("foi.correction", timekeeping.today()).length
    except Refused:
        return None


class DeliveredForm(forms.Form):
    delivered_on = PastDay(_("送达日期"), _("签收、当面领取或者双方确认收到的日期。"))


class CorrectForm(CaseForm):
    received_on = PastDay(_("收到补正的日期"))
    answer = text(_("补正的内容"), rows=5, most=4000)
    wanted = text(
        _("补正后的申请内容"),
        _("补正改变了申请内容的，写补正后的全文；没有变的不填。"),
        rows=4,
        most=4000,
        required=False,
    )
    papers = UploadsField(label=_("补正材料"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """What the applicant handed in online stands there already; with the step it is confirmed, its files are taken."""
        super().__init__(*args, **kwargs)
        waiting = self.application.supplements.filter(kind="correction", state="waiting")
        self.fields["answer"].initial = "\n\n".join(one.text for one in waiting if one.text)


class ConsultForm(forms.Form):
    kind = forms.ChoiceField(label=_("征求对象"), choices=Consultation.Kind.choices)
    party = line(_("名称"), _("第三方的姓名或者名称，或者共同制作机关的名称。"))
    contact = line(_("联系方式"), most=200, required=False)
    content = text(_("征求意见的内容"), _("哪些信息、为什么涉及其权益；不透露申请人的身份。"), rows=5, most=2000)
    sent_on = PastDay(_("发出日期"), _("从这一天起，征求意见所需时间不计入答复期限。"))


class WhichForm(CaseForm):
    """One of the consultations that run."""

    ref = forms.ChoiceField(label=_("哪一份征求意见书"), error_messages={"required": _("请选择。")})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        running = self.application.consultations.filter(ended_on=None)
        ref: Any = self.fields["ref"]
        ref.choices = [(one.ref, f"{one.get_kind_display()}　{one.party}（{one.ref}）") for one in running]


class ConsultDeliveredForm(WhichForm):
    delivered_on = PastDay(_("对方收到日期"), _("答复期限15个工作日，从次日起算。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        running = self.application.consultations.filter(ended_on=None, delivered_on=None)
        ref: Any = self.fields["ref"]
        ref.choices = [(one.ref, f"{one.get_kind_display()}　{one.party}（{one.ref}）") for one in running]


class ConsultAnsweredForm(WhichForm):
    answered_on = PastDay(_("收到意见的日期"))
    position = forms.ChoiceField(
        label=_("意见"),
        choices=[choice for choice in Consultation.Position.choices if choice[0] != Consultation.Position.SILENT],
    )
    reasons = text(_("理由"), _("不同意公开的，须有合理理由（条例第三十二条）。"), most=2000, required=False)
    papers = UploadsField(label=_("意见原件"), required=False)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("position") in ("object", "partly") and not values.get("reasons"):
            self.add_error("reasons", _("请写明对方不同意公开的理由；对方没有写理由的，写“未说明理由”。"))
        return values


class AttachForm(forms.Form):
    papers = UploadsField(label=_("材料"), error_messages={"required": _("请选择要上传的文件。")})


class SearchForm(forms.Form):
    searched_on = PastDay(_("检索日期"))
    place = line(_("检索范围"), _("如：本机关档案室、办公系统、业务数据库；写起止年份。"), most=200)
    person = line(_("检索人"), most=60)
    words = line(_("检索词和方法"), most=300)
    found = forms.TypedChoiceField(
        label=_("有没有"),
        choices=[("yes", _("检索到")), ("no", _("没有检索到"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择。")},
    )
    result = text(_("检索结果"), _("检索到什么；没有的，说明可能的原因。"), most=2000)


class TalkForm(forms.Form):
    talked_on = PastDay(_("日期"))
    way = forms.ChoiceField(label=_("方式"), choices=Conversation.Way.choices)
    summary = text(_("沟通内容"), _("说了什么、对方要什么。"), rows=4, most=2000)
    suggested = line(_("建议的渠道"), _("建议走其他渠道的，写渠道；输入时列出常用渠道。"), most=200, required=False)
    result = forms.ChoiceField(label=_("结果"), choices=Conversation.Result.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["suggested"].widget = SuggestInput("foi-channels", [one.name for one in channels()])


class AskReasonsForm(forms.Form):
    why = text(_("申请数量、频次的情况"), _("写明期间和件数，为什么明显超过合理范围（条例第三十五条）。"), most=1000)


class ReasonsGivenForm(forms.Form):
    answered_on = PastDay(_("说明日期"))
    answer = text(_("申请人说明的理由"), rows=4, most=2000)
    reasonable = forms.TypedChoiceField(
        label=_("认定"),
        choices=[("yes", _("理由合理")), ("no", _("理由不合理"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择。")},
    )
    until = day(
        _("确定的答复日期"),
        _("理由合理，但在法定期限内确实不能答复的，确定合理的答复日期并告知申请人；能按期答复的不填。"),
    )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        until = values.get("until")
        if until and not values.get("reasonable"):
            self.add_error("until", _("理由不合理的，不确定延迟答复的日期，可以不予处理。"))
        elif until and until <= timekeeping.today():
            self.add_error("until", _("答复日期应在今天之后。"))
        return values


class ChargeForm(forms.Form):
    tariff = forms.ChoiceField(label=_("收费方式"), choices=[("count", _("按件计收")), ("pages", _("按量计收"))])
    n = number(
        _("件数或者页数"), least=1, most=100000, help_text=_("按件：该申请人本月的申请件数；按量：这次提供的页数。")
    )
    how = text(_("缴纳方式"), _("缴款单位、账号或者网址、地点。"), most=300)


class PayForm(forms.Form):
    paid_on = PastDay(_("缴费日期"))
    receipt = line(_("缴款凭证号"), most=60)


class ExtensionForm(forms.Form):
    days = number(_("延长的工作日数"), least=1, most=20, help_text=_("最长20个工作日。"))
    reason = text(_("理由"), _("会写进告知书。"), most=500)


class DecisionForm(forms.Form):
    decision = line(_("意见"), most=300, required=False)


class ReasonForm(forms.Form):
    reason = text(_("理由"), _("写明原因；不写申请人的个人信息。"), most=500)


class LapsedForm(ReasonForm):
    notify = forms.BooleanField(
        label=_("制作不再处理告知书"),
        required=False,
        help_text=_("条例没有要求告知；告知的，写明救济途径，送达申请人。"),
    )


class AssistForm(CaseForm):
    unit = forms.ModelChoiceField(
        label=_("协办单位"),
        queryset=Unit.objects.none(),
        empty_label=_("请选择"),
        error_messages={"required": _("请选择协办单位。"), "invalid_choice": _("没有这个单位。请从列表中选择。")},
    )
    content = text(_("请其协助的事项"), _("查找什么、说明什么、提供什么；不透露申请人的身份。"), rows=5, most=2000)
    until = day(_("请于何日前回复"), _("协办所需时间仍计入答复期限，请留出余地。"), required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        unit.queryset = Unit.objects.filter(held_on(timekeeping.today())).exclude(pk=self.application.unit_id)

    def clean_until(self) -> dt.date:
        day: dt.date = self.cleaned_data["until"]
        if day < timekeeping.today():
            raise forms.ValidationError(_("请选择今天或者以后的日期。"))
        return day
