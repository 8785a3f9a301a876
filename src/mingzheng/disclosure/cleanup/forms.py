"""What a person fills in for a step of a clean-up."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.dates import chinese_date
from mingzheng.core.procedures.models import Case
from mingzheng.core.submissions.fields import day, offer, text
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.cleanup.models import Line, Outcome
from mingzheng.disclosure.documents.rules import NUMBER


class LaunchForm(forms.Form):
    """A new campaign."""

    title = forms.CharField(label=_("清理名称"), max_length=200, error_messages={"required": _("请填写清理名称。")})
    basis = forms.CharField(
        label=_("清理依据"),
        max_length=300,
        help_text=_("如《上海市行政规范性文件管理规定》和上级的清理通知。"),
        error_messages={"required": _("请填写清理依据。")},
    )
    unit = forms.ModelChoiceField(
        label=_("范围"), queryset=Unit.objects.all(), required=False, empty_label=_("全区各单位")
    )
    normative_only = forms.BooleanField(label=_("只清理行政规范性文件"), required=False, initial=True)
    as_of = day(_("清理截止日"), _("这一天以前公开、现行有效的文件列入清理。"), required=True)
    due_on = day(_("各单位报送期限"), required=True)

    def clean_due_on(self) -> dt.date:
        due: dt.date = self.cleaned_data["due_on"]
        if due < timekeeping.today():
            raise forms.ValidationError(_("报送期限已经过去。请改为今天以后的日期。"))
        return due


class LinesForm(forms.Form):
    """One decision about one or several lines."""

    wants_case = True

    lines = forms.MultipleChoiceField(
        label=_("文件"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请选择文件。"), "invalid_choice": _("列表已变化，请刷新页面后再选。")},
    )
    outcome = forms.ChoiceField(
        label=_("结果"),
        choices=[("", _("请选择")), *Outcome.choices],
        error_messages={"required": _("请选择清理结果。")},
    )
    new_expiry = day(_("新的有效期至"), _("继续有效并延长有效期的填写；不延长的留空。"))
    reason = text(_("理由"))

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "lines", [(str(line.pk), line_label(line)) for line in self.rows(case)])

    @staticmethod
    def rows(case: Case) -> QuerySet[Line]:
        """The lines that may be chosen: those of the share, or of the whole campaign."""
        share = Q(share__case=case)
        return Line.objects.filter(share | Q(share__campaign__case=case)).select_related("document")

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        expiry = held.get("new_expiry")
        if expiry and held.get("outcome") != Outcome.CONTINUE:
            self.add_error("new_expiry", _("只有继续有效的才填新的有效期。"))
        elif expiry and expiry <= timekeeping.today():
            self.add_error("new_expiry", _("新的有效期应在今天以后。"))
        return held


def line_label(line: Line) -> str:
    """《标题》（文号，有效期至…），and what stands in it so far."""
    facts = [line.document.doc_number]
    if line.document.validity_until:
        until = line.document.validity_until
        facts.append(f"有效期至{chinese_date(until)}")
    chosen = line.get_decision_display() or line.get_proposal_display()
    label = f"《{line.document.title}》（{'，'.join(fact for fact in facts if fact)}）"
    return f"{label} — {chosen}" if chosen else label


class PublishForm(forms.Form):
    number = forms.CharField(
        label=_("结果的文号"), max_length=64, required=False, help_text=_("另发文件公布结果的填写。")
    )
    effective_on = day(_("施行日期"), _("废止、失效自这一天起算。"), required=True)

    def clean_number(self) -> str:
        number: str = self.cleaned_data["number"].strip()
        if number and not NUMBER.fullmatch(number):
            raise forms.ValidationError(_("文号的写法不对。应如 长府办〔2023〕36号，用六角括号。"))
        return number
