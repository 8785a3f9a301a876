"""What a person fills in for a step of an assignment. Errors say what to do; nothing typed is lost."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.dates import chinese_date
from mingzheng.core.files.fields import UploadField
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.proof_field import ProofField, no_proof_of_itself
from mingzheng.core.submissions.fields import day, number, offer, text

if TYPE_CHECKING:
    pass

LONGEST = 4000
LONGEST_EXTENSION = 2  # years after the plan's own: later is a slip of the pen


class ReasonForm(forms.Form):
    reason = text(_("理由"), _("对方会看到这段话，请写明事实和要求。"), most=LONGEST)


class RemarkForm(forms.Form):
    remark = text(_("意见"), _("可以不填。"), required=False, rows=3, most=LONGEST)


class AssignmentForm(forms.Form):
    """A form that looks at the assignment behind the case."""

    wants_case = True

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        self.assignment = case.subject


class ProgressForm(AssignmentForm):
    text = text(_("做了什么"), _("写事实：何时、做了什么、结果如何。"), most=LONGEST)
    done_on = day(_("完成日期"), required=True)
    counts_for = forms.ChoiceField(
        label=_("对应期次"), required=False, help_text=_("报的是哪一期就选哪一期；不选，这一期仍算未报。")
    )
    times = number(_("计入次数"), least=0, most=50, required=False, help_text=_("本次进展算作几次；不计次数请留空。"))
    record = ProofField(help_text=_("可以不填。把平台里能证明进展的事项页面地址粘贴在这里，系统会建立关联。"))
    evidence = UploadField(
        label=_("证明材料"), required=False, help_text=_("可以不附。支持 Word、Excel、PDF、OFD 和图片。")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        no_proof_of_itself(self, "record", self.case)
        self.fields["done_on"].initial = timekeeping.today()
        task = self.assignment.task
        if not task.periodic:
            del self.fields["counts_for"]
        else:
            done = set(self.assignment.progress.values_list("counts_for", flat=True))
            left = [point["label"] for point in task.due_points if point["label"] not in done]
            offer(self, "counts_for", [("", _("不对应期次")), *[(label, label) for label in left]])
        if task.count_target is None:
            del self.fields["times"]

    def clean_done_on(self) -> Any:
        day = self.cleaned_data["done_on"]
        if day > timekeeping.today():
            raise forms.ValidationError(_("完成日期在今天之后。请填写已经发生的日期。"))
        year = self.assignment.task.plan.year
        if day.year < year:
            raise forms.ValidationError(_("完成日期早于要点的年度（%(year)s年）。请核对年份。") % {"year": year})
        return day


class SubmitForm(RemarkForm):
    remark = text(_("办结说明"), _("说明任务完成的结果；证明材料已在进展中附上的不必重复。"), most=LONGEST)


class ExtensionForm(AssignmentForm):
    until = day(_("申请延期至"), required=True)
    reason = text(_("延期理由"), most=LONGEST)

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        due = self.assignment.extension_to or self.assignment.task.due_on
        if until <= due:
            raise forms.ValidationError(_("延期日期应晚于现在的期限%(due)s。") % {"due": chinese_date(due)})
        last = dt.date(self.assignment.task.plan.year + LONGEST_EXTENSION, 12, 31)
        if until > last:
            raise forms.ValidationError(_("延期不能超过 %(last)s。请核对年份。") % {"last": chinese_date(last)})
        return until


class LetterForm(forms.Form):
    text = text(_("督办要求"), _("写明存在的问题、要求和应提交的材料。"), most=LONGEST)


class AnswerForm(forms.Form):
    answer = text(_("答复"), _("逐条说明整改情况。"), most=LONGEST)


class AttestForm(forms.Form):
    statement = text(_("情况说明"), _("写明时间、内容、参加人员或结果。"), most=LONGEST)
    dated = day(_("事实发生日期"), required=True)
    proof = UploadField(label=_("证明材料"), help_text=_("如会议纪要、演练记录。必须附上。"))

    def clean_dated(self) -> Any:
        day = self.cleaned_data["dated"]
        if day > timekeeping.today():
            raise forms.ValidationError(_("日期在今天之后。请填写已经发生的日期。"))
        return day
