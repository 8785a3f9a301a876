"""What a person fills in for a policy's life. Errors stand in place; nothing typed is lost."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.dates import chinese_date
from mingzheng.core.files.fields import UploadField
from mingzheng.core.procedures.models import Case
from mingzheng.core.submissions.fields import day, number, offer, text
from mingzheng.core.submissions.keys import KeyField
from mingzheng.disclosure.documents.models import Document, Edition
from mingzheng.policy.policies.models import Note, Policy
from mingzheng.policy.policies.stages import LABELS, Stage
from mingzheng.policy.tags.texts import check_private

PICK = ("", _("请选择"))
KINDS = {
    Stage.BREWING: ("survey", "meeting", "data", "suggestion", "demand"),
    Stage.MAKING: ("drafting", "opinions", "experts", "competition", "legality", "decision"),
    Stage.EVALUATING: ("review", "third_party", "satisfaction"),
}


class PublicTexts(forms.Form):
    """Every text of these fields is looked at for personal data."""

    public_texts: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        for name in self.public_texts:
            try:
                check_private(str(held.get(name) or ""))
            except forms.ValidationError as error:
                self.add_error(name, error)
        return held


class CaseForm(PublicTexts):
    wants_case = True

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.policy: Policy = case.subject
        self.offer()

    def offer(self) -> None:
        """Fill choices and initial values from the policy."""


def past_day(label: Any, help_text: Any = "") -> forms.DateField:
    return day(label, help_text, required=True)


def not_ahead(value: dt.date) -> dt.date:
    if value > timekeeping.today():
        raise forms.ValidationError(_("日期在今天之后。请填写已经发生的日期。"))
    return value


class BeginForm(PublicTexts):
    """A policy of the actor's unit, before there is a document."""

    public_texts = ("title",)
    form_key = KeyField()
    title = forms.CharField(
        label=_("政策名称"),
        max_length=300,
        help_text=_("还没有定名的，写暂定名称；公开后以文件标题为准。"),
        error_messages={"required": _("请填写政策名称。")},
    )
    begun_on = past_day(_("启动日期"), _("开始酝酿的日期，如收集需求、列入计划的日期。"))
    for_enterprises = forms.BooleanField(label=_("涉及企业"), required=False)
    pays = forms.BooleanField(label=_("有可以申请、要兑现的事项"), required=False)
    foreign = forms.BooleanField(label=_("涉及外贸、外资"), required=False)

    def clean_begun_on(self) -> dt.date:
        return not_ahead(self.cleaned_data["begun_on"])


class DescribeForm(CaseForm):
    """Name while it is not issued, its marks, the English summary."""

    public_texts = ("title", "english")
    title = forms.CharField(label=_("政策名称"), max_length=300, error_messages={"required": _("请填写政策名称。")})
    for_enterprises = forms.BooleanField(
        label=_("涉及企业"), required=False, help_text=_("涉及企业的，要有推送的记录。")
    )
    pays = forms.BooleanField(
        label=_("有可以申请、要兑现的事项"), required=False, help_text=_("有的，要按期填报兑现数字。")
    )
    foreign = forms.BooleanField(label=_("涉及外贸、外资"), required=False, help_text=_("涉及的，要有英文摘要。"))
    english = text(
        _("英文摘要"),
        _("用英文写明适用对象、内容、期限和办理方式；公开后另有英文页面。"),
        most=3000,
        rows=8,
        required=False,
    )

    def offer(self) -> None:
        if self.policy.issued_on:
            del self.fields["title"]  # an issued policy is called as its document
        self.initial = {**{name: getattr(self.policy, name) for name in self.fields}, **self.initial}


class NoteForm(CaseForm):
    stage = Stage.BREWING
    public_texts = ("title", "who", "text")
    kind = forms.ChoiceField(label=_("方式"), error_messages={"required": _("请选择方式。")})
    day = past_day(_("日期"))
    title = forms.CharField(label=_("名称"), max_length=200, error_messages={"required": _("请填写名称。")})
    who = forms.CharField(
        label=_("对象"), max_length=200, required=False, help_text=_("听取了谁的意见、和谁商量，写类别，不写个人姓名。")
    )
    text = text(_("情况"), _("主要内容和结果，几句话。"), most=4000, rows=5)
    public = forms.BooleanField(label=_("向社会公开"), required=False, initial=True)
    material = UploadField(label=_("材料"), required=False, help_text=_("可以不附；公开的记录，材料一起公开。"))

    def offer(self) -> None:
        labels = dict(Note.Kind.choices)
        offer(self, "kind", [PICK, *((code, labels[code]) for code in KINDS[self.stage])])

    def clean_day(self) -> dt.date:
        return not_ahead(self.cleaned_data["day"])


class NeedForm(NoteForm):
    """酝酿: a need was gathered."""

    def clean_day(self) -> dt.date:
        found = super().clean_day()
        if self.policy.issued_on and found > self.policy.issued_on:
            raise forms.ValidationError(_("日期在政策发布之后，不是酝酿环节的记录。"))
        return found


class MakingForm(NeedForm):
    """制订: a step of the making outside this platform."""

    stage = Stage.MAKING


class EvaluationForm(NoteForm):
    """评价 after the issue."""

    stage = Stage.EVALUATING

    def clean_day(self) -> dt.date:
        found = super().clean_day()
        if self.policy.issued_on and found < self.policy.issued_on:
            raise forms.ValidationError(_("日期在政策发布之前，不是评价环节的记录。"))
        return found


class DraftForm(CaseForm):
    """Which draft the policy will be issued as: of the own unit, not yet tied to another policy."""

    edition = forms.ChoiceField(
        label=_("文稿"),
        help_text=_("只列本单位正在起草、审查的文稿。文稿公开时，政策同时转为已发布。"),
        error_messages={"required": _("请选择文稿。"), "invalid_choice": _("没有这份文稿，或它已经公开。请重新选择。")},
    )

    def offer(self) -> None:
        rows = Edition.objects.filter(
            document__unit_id=self.policy.unit_id,
            document__live=None,
            status=Edition.Status.DRAFT,
            document__policy=None,
            document__policy_to_be=None,
        ).select_related("document")
        choices = [
            (str(one.document_id), f"{one.title}{f'（{one.doc_number}）' if one.doc_number else ''}")
            for one in rows[:200]
        ]
        offer(self, "edition", [PICK, *choices])


class PaymentForm(CaseForm):
    """Figures of a period; nobody is named."""

    public_texts = ("note",)
    since = day(_("期间自"), required=True)
    until = day(_("期间至"), required=True)
    applications = number(_("申请件数"), least=0, most=9_999_999)
    approved = number(_("通过件数"), least=0, most=9_999_999)
    at_once = number(_("其中免申即享"), least=0, most=9_999_999, required=False, help_text=_("没有的留空。"))
    amount = forms.DecimalField(
        label=_("兑现金额（元）"),
        min_value=Decimal(0),
        max_digits=16,
        decimal_places=2,
        help_text=_("以元为单位；不是发钱的政策填 0。"),
    )
    enterprises = number(_("惠及企业数（家）"), least=0, most=9_999_999, required=False)
    households = number(_("惠及户数或人数"), least=0, most=99_999_999, required=False)
    note = text(_("说明"), _("口径、未兑现的原因等，会公开。"), most=500, rows=2, required=False)

    def clean(self) -> dict[str, Any]:
        held = super().clean()
        for name in ("at_once", "enterprises", "households"):
            held[name] = held.get(name) or 0
        self._in_order(held)
        self._free(held)
        return held

    def _in_order(self, held: dict[str, Any]) -> None:
        since, until = held.get("since"), held.get("until")
        if since and until and until < since:
            self.add_error("until", _("期间的结束早于开始。"))
        if until and until > timekeeping.today():
            self.add_error("until", _("期间还没有结束。请填写已经过去的期间。"))
        if since and self.policy.issued_on and since < self.policy.issued_on:
            self.add_error("since", _("期间早于政策发布（%(day)s）。") % {"day": chinese_date(self.policy.issued_on)})
        applications, approved = held.get("applications"), held.get("approved")
        if applications is not None and approved is not None:
            if approved > applications:
                self.add_error("approved", _("通过件数多于申请件数。免申即享的，申请件数按通过件数计。"))
            if held["at_once"] > approved:
                self.add_error("at_once", _("免申即享件数多于通过件数。"))

    def _free(self, held: dict[str, Any]) -> None:
        """A period is reported once; two reports do not overlap, so that their sum is the whole."""
        since, until = held.get("since"), held.get("until")
        if not (since and until):
            return
        other = self.policy.payments.filter(since__lte=until, until__gte=since).first()
        if other is not None:
            self.add_error("since", _("与已填报的期间 %(other)s 重叠。") % {"other": other})


class WaiveForm(CaseForm):
    public_texts = ("reason",)
    stage = forms.ChoiceField(label=_("环节"), error_messages={"required": _("请选择环节。")})
    reason = text(_("为什么不适用"), _("会公开显示在政策生命线上。"), most=300)

    def offer(self) -> None:
        done = set(self.policy.not_needed.values_list("stage", flat=True))
        open_ones = [(one.value, LABELS[one]) for one in Stage if one is not Stage.ISSUING and one.value not in done]
        offer(self, "stage", [PICK, *open_ones])


class UnwaiveForm(CaseForm):
    stage = forms.ChoiceField(label=_("环节"), error_messages={"required": _("请选择环节。")})
    reason = text(_("为什么恢复"), most=300)

    def offer(self) -> None:
        rows = self.policy.not_needed.values_list("stage", flat=True)
        offer(self, "stage", [PICK, *((one, LABELS[Stage(one)]) for one in rows)])


class RemoveNoteForm(CaseForm):
    """A record written by mistake goes; the journal keeps that it was there."""

    note = forms.ChoiceField(label=_("记录"), error_messages={"required": _("请选择记录。")})
    reason = text(_("理由"), most=300, rows=2)

    def offer(self) -> None:
        rows = [(str(one.pk), f"{chinese_date(one.day)} {one}") for one in self.policy.notes.all()]
        offer(self, "note", [PICK, *rows])


class IssueForm(forms.Form):
    """By the machine: the public document."""

    document: forms.ModelChoiceField[Document] = forms.ModelChoiceField(queryset=Document.objects.exclude(live=None))


class PublicReasonForm(PublicTexts):
    public_texts = ("reason",)
    reason = text(_("理由"), _("会公开显示。"), most=300)
