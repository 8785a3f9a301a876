"""The draft with its note and its period; what of it may be changed while it runs."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core import records, timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.files.extraction import extract_text
from mingzheng.core.files.fields import UploadField
from mingzheng.core.privacy.public_text import PublicTextForm
from mingzheng.core.procedures.clocks import rule_on
from mingzheng.core.procedures.models import Case
from mingzheng.core.submissions.fields import day, text
from mingzheng.core.submissions.keys import KeyField
from mingzheng.participation.consultations.models import Consultation

LONGEST_DRAFT = 200_000


def least_days() -> int:
    """Days that a consultation lasts unless a published reason shortens it, by the rule in force today."""
    return rule_on("consultations.period", timekeeping.today()).length or 0


class DraftForm(PublicTextForm):
    """A draft as it will be published. An uploaded file takes the place of the pasted text."""

    own = {
        "ways": frozenset({"landline", "address", "email"}),
        "note": frozenset({"landline", "address"}),
        "draft": frozenset({"landline", "address"}),
    }

    title = forms.CharField(
        label=_("名称"),
        max_length=200,
        error_messages={"required": _("请填写名称。")},
        help_text=_("写草案的名称，例如：长宁区促进商业发展若干措施（征求意见稿）。"),
    )
    kind = forms.ChoiceField(label=_("种类"), choices=Consultation.Kind.choices)
    draft = text(
        _("草案全文"),
        _("粘贴全文。有“第X条”的按条分开，没有的按“一、二、”分开；公众可以对一条提意见。"),
        most=LONGEST_DRAFT,
        rows=14,
        required=False,
    )
    draft_file = UploadField(
        label=_("或者上传草案"), required=False, help_text=_("Word、PDF 或文本文件；上传后以文件中的文字为准。")
    )
    note = text(
        _("起草说明"), _("背景、依据、主要内容、与原来相比改了什么、哪些问题特别想听意见。"), most=20_000, rows=8
    )
    ways = text(
        _("其他提出意见的途径"), _("通信地址、电子邮箱、办公电话；不方便上网的人按这些联系。"), most=1000, rows=3
    )
    for_enterprises = forms.BooleanField(
        label=_("涉及企业"),
        required=False,
        help_text=_("制定涉企政策应当听取企业和行业协会商会的意见；两类意见都有记录后，才能登记决定。"),
    )
    opens_on = day(_("开始日期"), required=True)
    closes_on = day(_("截止日期"), _("一般不少于30日，开始当天不计算在内。"), required=True)
    shortened_why = text(
        _("缩短期限的理由"), _("不足30日时必须填写，与草案一起公布。"), most=500, rows=2, required=False
    )

    def clean(self) -> dict[str, Any]:
        held = super().clean()
        self._take_file(held)
        if not held.get("draft", "").strip() and "draft" not in self.errors and "draft_file" not in self.errors:
            self.add_error("draft", _("请粘贴草案全文，或者上传文件。"))
        opens, closes = held.get("opens_on"), held.get("closes_on")
        if opens and closes:
            self._judge_period(opens, closes, held.get("shortened_why", ""))
        return held

    def _take_file(self, held: dict[str, Any]) -> None:
        upload = held.pop("draft_file", None)
        if upload is None:
            return
        try:
            found = extract_text(upload.data, upload.name).text.strip()
        except Refused as refused:
            self.add_error("draft_file", str(refused))
            return
        if not found or len(found) > LONGEST_DRAFT:
            self.add_error("draft_file", _("文件里没有读到文字，或者文字过多。请粘贴草案全文。"))
            return
        held["draft"] = found

    def _judge_period(self, opens: dt.date, closes: dt.date, why: str) -> None:
        if closes <= opens:
            self.add_error("closes_on", _("截止日期应当晚于开始日期。"))
        elif (closes - opens).days < least_days() and not why.strip():
            wanted = opens + dt.timedelta(days=least_days())
            self.add_error(
                "closes_on",
                _("不足 %(days)s 日：最早到 %(day)s。确需缩短的，请写明理由，理由会公布。")
                % {"days": least_days(), "day": wanted},
            )


class NewConsultationForm(DraftForm):
    """Sent twice, it makes one."""

    form_key = KeyField()


class EditConsultationForm(DraftForm):
    wants_case = True

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        found: Consultation = case.subject
        names = ("title", "kind", "draft", "note", "ways", "for_enterprises", "opens_on", "closes_on", "shortened_why")
        kwargs["initial"] = {**{name: getattr(found, name) for name in names}, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


class ExtendForm(PublicTextForm):
    wants_case = True

    until = day(_("延长至"), _("晚于现在的截止日期。"), required=True)
    reason = text(_("理由"), _("与新的期限一起公布。"))

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class PublicReasonForm(PublicTextForm):
    reason = text(_("理由"), _("公众会看到这段话，请写明事实。"))


class RelateForm(forms.Form):
    """A policy of the unit, by the registry of records: this wing knows no policies."""

    wants_case = True
    policy = forms.ChoiceField(label=_("属于哪项政策"), error_messages={"required": _("请选择政策。")})

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = records.kind_of("policies.policy").model._default_manager.filter(unit_id=case.unit_id, ended_on=None)
        chosen: Any = self.fields["policy"]
        chosen.choices = [("", _("请选择")), *((str(row.pk), str(row)) for row in rows.order_by("-pk")[:200])]
