"""What a person fills in for issues, their distribution, and steps of the procedure."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.procedures.models import Case
from mingzheng.core.submissions.fields import day, number, text
from mingzheng.disclosure.gazette.models import Recipient


class ReasonForm(forms.Form):
    reason = text(_("理由"), most=500)


class RemarkForm(forms.Form):
    remark = text(_("意见"), _("可以不填。"), most=500, required=False)


class IssueForm(forms.Form):
    """Numbers of a new issue; proposed, and confirmed by a person."""

    year = forms.IntegerField(label=_("年份"), min_value=1949, max_value=2200)
    number = forms.IntegerField(label=_("期数"), min_value=1, max_value=400)
    total = forms.IntegerField(label=_("总期数"), min_value=1, max_value=100_000, help_text=_("创刊以来的累计期数。"))
    doc_number = forms.RegexField(
        r"^\S{1,20}〔\d{4}〕\d{1,4}号$",
        label=_("公报编号"),
        max_length=64,
        help_text=_("如：长宁公报〔2023〕2号。年份用六角括号〔〕，序号不加“第”，不补零。"),
        error_messages={"invalid": _("公报编号请写成 长宁公报〔2023〕2号 的样式。")},
    )
    name = forms.CharField(label=_("刊名"), max_length=100)
    organiser = forms.CharField(label=_("主办单位"), max_length=100)
    dated = day(_("预定出版日期"), _("出版时以当天为准。"), required=True)
    note = text(_("编者按"), _("可以不填；印在目录之后。"), most=500, rows=2, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        year, written = data.get("year"), data.get("doc_number") or ""
        if year and written and f"〔{year}〕" not in written:
            self.add_error("doc_number", _("公报编号里的年份与年份不一致，请核对。"))
        return data


class EditIssueForm(IssueForm):
    """The same of an issue that is being composed, as it stands."""

    wants_case = True

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.initial = getattr(case.subject, name)


class PlanForm(forms.Form):
    year = number(_("年份"), least=1949, most=2200)
    planned = number(_("计划期数"), least=1, most=400)


class RecipientForm(forms.ModelForm):
    class Meta:
        model = Recipient
        fields = ["name", "kind", "unit", "address", "copies", "active"]
        help_texts = {"name": _("单位或场所的名称，不登记个人。"), "copies": _("每期默认发出的份数，发出时可以改。")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        copies = self.fields["copies"]
        assert isinstance(copies, forms.IntegerField)  # noqa: S101 - for the type checker
        copies.min_value, copies.max_value = 1, 2000
        copies.validators += [*forms.IntegerField(min_value=1, max_value=2000).validators]


class ReceiptForm(forms.Form):
    received_on = day(_("签收日期"), required=True)
    received_copies = number(_("签收份数"), least=0, most=2000)

    def clean_received_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["received_on"]
        if day > timekeeping.today():
            raise forms.ValidationError(_("签收日期在今天之后。请填写已经发生的日期。"))
        return day
