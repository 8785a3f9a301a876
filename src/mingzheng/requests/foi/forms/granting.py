"""查阅授权."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.submissions.fields import day, text
from mingzheng.core.submissions.keys import KeyField
from mingzheng.core.units.models import Person
from mingzheng.requests.foi import commands


class GrantForm(forms.Form):
    """Whom, why, until when; the longest span is the command's to say."""

    form_key = KeyField()
    person = forms.ModelChoiceField(
        label=_("授权给"),
        queryset=Person.objects.none(),
        empty_label=_("请选择"),
        error_messages={"required": _("请选择授权给谁。"), "invalid_choice": _("请从列表中选择区府办的工作人员。")},
    )
    reason = text(_("查阅理由"), _("如：复议案件核对、投诉核查。会显示在事项中，并写入日志；不写个人信息。"), most=300)
    until = day(_("截止日期"), _("当天仍可以查阅；最长31天。"), required=True, lacking=_("请选择截止日期。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["person"]
        people.queryset = commands.of_office(timekeeping.today())
