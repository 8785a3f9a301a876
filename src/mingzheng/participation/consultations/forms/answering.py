"""Answers, the decision, the feedback."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.dates import chinese_date
from mingzheng.core.privacy.public_text import PublicTextForm
from mingzheng.core.procedures.models import Case
from mingzheng.core.submissions.fields import day, text
from mingzheng.disclosure.documents.document_field import DocumentField
from mingzheng.participation.consultations import presenting
from mingzheng.participation.consultations.forms.fields import NumbersField
from mingzheng.participation.consultations.models import Consultation, State
from mingzheng.participation.consultations.models.group import REASONED


class AnswerForm(PublicTextForm):
    """One answer for several groups."""

    groups = NumbersField(label=_("意见"))
    state = forms.ChoiceField(
        label=_("处理"), choices=[("", _("请选择")), *State.choices], error_messages={"required": _("请选择处理。")}
    )
    answer = text(
        _("答复"),
        _("采纳的写改在哪一条；部分采纳、不采纳、不属本次征集的必须写理由。公众会看到。"),
        most=2000,
        rows=4,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        held = super().clean()
        if held.get("state") in REASONED and not held.get("answer", "").strip() and "answer" not in self.errors:
            self.add_error("answer", _("“%(state)s”要写明理由。") % {"state": State(held["state"]).label})
        return held


class DecideForm(PublicTextForm):
    """决策出台."""

    wants_case = True
    private = frozenset({"final_text"})

    decided_on = day(_("决定日期"), _("决策出台之日；10个工作日从第二天起算。"), required=True)
    document = DocumentField(label=_("正式文件"))
    no_document_why = text(
        _("没有形成文件的说明"), _("决定不出台，或者文件不公开的，写明情况；公众会看到。"), rows=2, required=False
    )
    final_text = text(
        _("最终文本"),
        _("用来与草案逐条对照。填写了正式文件的可以留空，取文件正文。"),
        most=200_000,
        rows=6,
        required=False,
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.consultation: Consultation = case.subject

    def clean(self) -> dict[str, Any]:
        held = super().clean()
        decided = held.get("decided_on")
        if decided and decided > timekeeping.today():
            self.add_error("decided_on", _("决定日期不能在今天之后。"))
        if decided and decided <= self.consultation.closes_on:
            self.add_error(
                "decided_on",
                _("征集到 %(day)s 才截止，决定应当在这以后。") % {"day": chinese_date(self.consultation.closes_on)},
            )
        if "document" in held and not held["document"] and not held.get("no_document_why", "").strip():
            self.add_error("document", _("请填写正式文件，或者写明为什么没有形成文件。"))
        return held


class FeedbackForm(PublicTextForm):
    """What the unit says of all opinions together."""

    wants_case = True

    summary = text(
        _("采纳情况说明"), _("概括收到的意见和总的处理；没有收到意见的，写明“收到意见0条”。"), most=5000, rows=5
    )
    not_adopted = text(
        _("较为集中意见不予采纳的原因"), _("有较为集中的意见没有采纳时必须填写。"), most=5000, rows=5, required=False
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        self.consultation: Consultation = case.subject
        names = ("summary", "not_adopted")
        start = {name: getattr(self.consultation, name) for name in names}
        start["summary"] = start["summary"] or presenting.first_summary(self.consultation)
        kwargs["initial"] = {**start, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        held = super().clean()
        concentrated = presenting.concentrated_not_adopted(self.consultation)
        if concentrated and not held.get("not_adopted", "").strip() and "not_adopted" not in self.errors:
            names = "；".join(f"“{one.headline[:30]}”（{one.raw} 条）" for one in concentrated[:3])
            self.add_error("not_adopted", _("有较为集中的意见没有采纳，请说明原因：%(names)s") % {"names": names})
        return held
