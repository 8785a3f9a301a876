"""What a person fills in for a monthly filing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core.procedures.models import Case
from mingzheng.disclosure.filing import monthly


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("理由"),
        max_length=500,
        help_text=_("写明缺了什么、要改什么；报送单位会看到。"),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("请填写理由。")},
    )


class SubmitForm(forms.Form):
    """Asks what the month needs: a nil month is confirmed, errors and documents in hand are explained."""

    wants_case = True

    nil = forms.BooleanField(
        label=_("本月没有形成公文"), required=False, error_messages={"required": _("请确认本月没有形成公文。")}
    )
    remark = forms.CharField(
        label=_("说明"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("有差错或没有入库的公文，请说明原因和何时改正。")},
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = monthly.content(case.subject.unit, case.subject.month)
        wrong = len(found.faulty) + found.unfiled
        if found.rows or found.secret:
            del self.fields["nil"]
        else:
            self.fields["nil"].required = True
        self.fields["remark"].required = bool(wrong)
        if wrong:
            said = {"faulty": len(found.faulty), "unfiled": found.unfiled}
            self.fields["remark"].help_text = (
                _("有差错的 %(faulty)s 件，没有入库的 %(unfiled)s 件，请说明原因和何时改正；改正后请补报。") % said
            )


class SupplementForm(forms.Form):
    remark = forms.CharField(
        label=_("补报说明"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("请说明为什么补报。")},
    )
