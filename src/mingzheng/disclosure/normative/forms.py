"""What a person fills in after the release of a normative document."""

from __future__ import annotations

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.files.fields import UploadField
from mingzheng.core.procedures.models import Case
from mingzheng.core.submissions.fields import day, text
from mingzheng.disclosure.normative.models import Evaluation


class FilingForm(forms.Form):
    wants_case = True

    organ = forms.CharField(
        label=_("备案机关"),
        max_length=100,
        help_text=_("区政府的文件报市政府，部门和街镇的报区政府。"),
        error_messages={"required": _("请填写备案机关。")},
    )
    number = forms.CharField(
        label=_("备案号"), max_length=64, error_messages={"required": _("请填写备案机关给的备案号。")}
    )
    filed_on = day(_("报送备案日期"), required=True)

    def __init__(self, *args: object, case: Case, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.document = case.subject.document

    def clean_filed_on(self) -> dt.date:
        filed: dt.date = self.cleaned_data["filed_on"]
        if filed > timekeeping.today():
            raise forms.ValidationError(_("报送日期在今天之后。请填写已经报送的日期。"))
        published = self.document.published_on
        if published and filed < published:
            raise forms.ValidationError(_("报送日期早于公开日期。请核对。"))
        return filed


class EvaluationForm(forms.Form):
    conclusion = forms.ChoiceField(label=_("评估结论"), choices=Evaluation.Conclusion.choices)
    summary = text(_("评估情况"), _("实施效果、存在问题、各方意见和处理建议。会公开显示。"), most=4000, rows=6)
    report = UploadField(label=_("评估报告"), required=False)
