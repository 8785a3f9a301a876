"""The reply: drafting, sending, serving, ending."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.files.fields import UploadField, UploadsField
from mingzheng.core.submissions.fields import PastDay, line, text
from mingzheng.requests.foi.forms.fields import CaseForm
from mingzheng.requests.foi.law import outcomes
from mingzheng.requests.foi.models import Application, Delivery, Letter, Outcome
from mingzheng.requests.redaction import queries as redactions


class ProposeForm(CaseForm):
    """One choice, then what the choice demands. Every field is always there, so that it works without JavaScript."""

    leaf = forms.ChoiceField(label=_("办理结果"), error_messages={"required": _("请选择办理结果。")})
    reason = text(
        _("事实和理由"),
        _("写进答复书“经审查”之后。选定办理结果后，条款和救济途径由系统写入。"),
        rows=5,
        most=4000,
        required=False,
    )
    supplied = text(
        _("提供的信息"), _("予以公开、部分公开时：提供哪些文件，可以写文号和标题。"), most=2000, required=False
    )
    given = forms.MultipleChoiceField(
        label=_("提供的遮盖副本"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("在事项页面遮盖并核验通过的副本。"),
    )
    withheld = forms.MultipleChoiceField(
        label=_("不予公开部分的情形"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("部分公开时选择。"),
    )
    pointer = text(
        _("获取的方式、途径，或者可以反映的渠道"),
        _("已主动公开的写网址或者地点；信访、查询、公开出版物写渠道。"),
        most=1000,
        required=False,
    )
    agency = line(_("负责公开的机关"), _("非本机关负责公开，且知道由谁负责时填写。"), most=200, required=False)
    agency_contact = line(_("该机关的联系方式"), most=200, required=False)
    overruled = text(
        _("不采纳第三方意见、决定公开的理由"),
        _("第三方不同意公开，但不公开可能对公共利益造成重大影响的（条例第三十二条）。"),
        most=1000,
        required=False,
    )
    papers = UploadsField(label=_("随答复提供的文件"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = timekeeping.today()
        leaf: Any = self.fields["leaf"]
        leaf.choices = [("", _("请选择")), *grouped(day)]
        withheld: Any = self.fields["withheld"]
        withheld.choices = [(code, outcomes.leaf(code).name) for code in outcomes.WITHHOLDING]
        given: Any = self.fields["given"]
        given.choices = [(str(one.pk), one.name) for one in redactions.copies(self.application.ref)]
        before = Outcome.objects.filter(application=self.application).first()
        if before is not None:
            for name in ("leaf", "reason", "supplied", "given", "withheld", "pointer", "agency", "agency_contact"):
                self.fields[name].initial = getattr(before, name)


def grouped(day: Any) -> list[tuple[str, list[tuple[str, str]]]]:
    """The leaves that may be chosen by an officer, under their headings; lapses are recorded by steps of their own."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for leaf in outcomes.on(day):
        if leaf.code in outcomes.LAPSES:
            continue
        groups.setdefault(leaf.heading, []).append((leaf.code, f"{leaf.name}（{leaf.article}）"))
    return list(groups.items())


class SendForm(forms.Form):
    way = forms.ChoiceField(label=_("送达方式"), choices=Delivery.Way.choices)
    sent_on = PastDay(_("发出日期"), _("答复期限算到这一天。"))
    tracking = line(_("邮件号码"), most=60, required=False)
    signed_copy = UploadField(label=_("盖章件扫描件"), required=False)


class SignedCopyForm(CaseForm):
    letter = forms.TypedChoiceField(label=_("哪一份文书"), coerce=int, error_messages={"required": _("请选择文书。")})
    signed_copy = UploadField(label=_("盖章件扫描件"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        letter: Any = self.fields["letter"]
        signed = self.application.letters.filter(status=Letter.Status.SIGNED).order_by("-id")
        letter.choices = [(one.pk, one.full_title) for one in signed]


class ServedForm(forms.Form):
    delivered_on = PastDay(_("送达日期"), _("申请人的救济期限从这一天起算。"))
    receiver = line(_("签收人"), _("本人签收写“本人”。"), most=60, required=False)
    proof = UploadField(label=_("送达凭证"), required=False)


class FailedForm(forms.Form):
    failed_on = PastDay(_("退回日期"))
    reason = line(_("未送达的原因"), most=200)


class MergeForm(CaseForm):
    into = forms.ModelChoiceField(
        label=_("并入"),
        queryset=Application.objects.none(),
        empty_label=_("请选择"),
        help_text=_("同一申请人就同一内容提出、本单位正在办理的另一件申请。"),
        error_messages={"required": _("请选择。"), "invalid_choice": _("没有这件申请，或者它已经办结。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others: Any = self.fields["into"]
        others.queryset = (
            Application.objects.filter(unit=self.application.unit_id, leaf="", counted=True)
            .exclude(pk=self.application.pk)
            .exclude(number="")
            .order_by("-pk")
        )


class WithdrawForm(forms.Form):
    how = line(_("撤回的方式"), _("如：书面、当面、网上；附材料的上传在下面。"), most=100)
    papers = UploadsField(label=_("撤回材料"), required=False)


class RedoForm(forms.Form):
    """What a decision that orders a new answer says. ``until``: the last day of the period that it sets itself."""

    ordered_on = forms.DateField(label=_("决定、判决日期"))
    told_on = forms.DateField(label=_("收到决定书、判决生效的日期"))
    until = forms.DateField(label=_("指定期限届满之日"), required=False)
    clock_note = forms.CharField(label=_("期限说明"), max_length=300, required=False)
