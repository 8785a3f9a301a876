"""What came of a statement."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core.privacy.public_text import PublicTextForm
from mingzheng.core.procedures.models import Case
from mingzheng.core.submissions.fields import text
from mingzheng.core.units.models import Unit
from mingzheng.participation.delegates.models import Statement


class EditStatementForm(PublicTextForm):
    wants_case = True

    text = text(_("意见"), _("公开显示，只标代表的类别。"), most=1000, rows=4)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"text": case.subject.text, **self.initial}


class AnswerForm(PublicTextForm):
    """Adopted or not, and how or why."""

    wants_case = True

    outcome = forms.ChoiceField(
        label=_("结果"),
        choices=[("", _("请选择")), *Statement.Outcome.choices],
        error_messages={"required": _("请选择结果。")},
    )
    answer = text(
        _("怎样采纳或者为什么不采纳"),
        _("审核后公开。写明落在哪份文件、哪项工作，或者不采纳的理由。"),
        most=1000,
        rows=4,
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        statement: Statement = case.subject
        self.initial = {"outcome": statement.outcome, "answer": statement.answer, **self.initial}

    def clean_answer(self) -> str:
        said: str = self.cleaned_data["answer"].strip()
        if len(said) < 10:
            raise forms.ValidationError(_("太短了。请写明怎样采纳，或者不采纳的理由。"))
        return said


class PassOnForm(forms.Form):
    unit = forms.ModelChoiceField(
        label=_("转给"),
        queryset=Unit.objects.filter(valid_to=None),
        empty_label=_("请选择"),
        error_messages={"required": _("请选择单位。")},
    )
    reason = text(_("理由"), most=300, rows=2)
