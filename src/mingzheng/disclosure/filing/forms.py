"""What a person fills in for a monthly filing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core.procedures.models import Case
from mingzheng.core.submissions.fields import text
from mingzheng.disclosure.filing import monthly


class ReasonForm(forms.Form):
    reason = text(_("理由"), _("写明缺了什么、要改什么；报送单位会看到。"), most=500, rows=4)


class SubmitForm(forms.Form):
    """Asks what the month needs: a nil month is confirmed, errors and documents in hand are explained."""

    wants_case = True

    nil = forms.BooleanField(
        label=_("本月没有形成公文"), required=False, error_messages={"required": _("请确认本月没有形成公文。")}
    )
    remark = text(_("说明"), most=500, required=False, lacking=_("有差错或没有入库的公文，请说明原因和何时改正。"))

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
    remark = text(_("补报说明"), most=500, lacking=_("请说明为什么补报。"))
