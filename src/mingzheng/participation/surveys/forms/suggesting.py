"""What the public fills in for a call: a suggestion, a query, a press of support, a ballot."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core.submissions.fields import text
from mingzheng.core.submissions.public import PublicForm
from mingzheng.participation.surveys.counting import Rule
from mingzheng.participation.surveys.forms.answering import EMAIL_WRONG
from mingzheng.participation.surveys.models import Call

MOBILE = re.compile(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}", re.ASCII)


class IdeaForm(PublicForm):
    """主题、事由、对策、基本信息 (《上海市人民建议征集若干规定》第十条)."""

    topic = forms.CharField(
        label=_("主题"),
        max_length=80,
        help_text=_("一句话说明建议什么。"),
        error_messages={"required": _("请用一句话写明建议什么。")},
    )
    reason = text(_("事由"), _("遇到什么情况、问题在哪里。"), most=1000, rows=4, required=False)
    proposal = text(_("对策"), _("建议怎样做。"), most=2000, rows=5)
    name = forms.CharField(label=_("称呼"), max_length=40, required=False)
    email = forms.EmailField(
        label=_("邮箱"),
        max_length=200,
        required=False,
        help_text=_("审核和反馈时发信告诉您。"),
        error_messages=EMAIL_WRONG,
    )
    phone = forms.CharField(label=_("电话"), max_length=20, required=False, help_text=_("只在需要核实情况时联系。"))

    def clean_phone(self) -> str:
        typed: str = self.cleaned_data["phone"].replace(" ", "")
        if typed and not MOBILE.fullmatch(typed):
            raise forms.ValidationError(_("电话写法不对，请写 11 位手机号或者 021-12345678。"))
        return typed


class SupportForm(PublicForm):
    """A button."""


class BallotForm(PublicForm):
    """Approval: boxes. Ranked: one choice for each place. ``choices`` in ``cleaned_data`` is the ballot."""

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rule, self.most = Rule(call.rule), call.most or 1
        rows = call.groups.filter(candidate__isnull=False).order_by("candidate")
        named = [(str(one.candidate), f"{one.candidate}. {one.title}") for one in rows]
        if self.rule is Rule.APPROVAL:
            self.fields["choices"] = forms.MultipleChoiceField(
                label=_("候选项"),
                choices=named,
                widget=forms.CheckboxSelectMultiple,
                help_text=_("最多选 %(n)s 项。") % {"n": self.most},
                error_messages={"required": _("请至少选一项。"), "invalid_choice": _("请从列出的候选项里选。")},
            )
            return
        for place in range(1, min(self.most, len(named)) + 1):
            self.fields[f"place_{place}"] = forms.ChoiceField(
                label=_("第 %(n)s 位") % {"n": place},
                choices=[("", _("不选")), *named],
                required=place == 1,
                error_messages={"required": _("请至少选出第 1 位。")},
            )

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        if self.rule is Rule.APPROVAL:
            chosen = [int(one) for one in held.get("choices") or []]
            if len(chosen) > self.most:
                self.add_error("choices", _("最多选 %(n)s 项，请去掉几项。") % {"n": self.most})
        else:
            places = [name for name in self.fields if name.startswith("place_")]
            chosen = [int(held[name]) for name in places if held.get(name)]
            if len(set(chosen)) < len(chosen):
                again = next(name for at, name in enumerate(places) if held.get(name) in _before(held, places[:at]))
                self.add_error(again, _("这一项前面已经选过，请换一项。"))
        held["choices"] = chosen
        return held


def _before(held: dict[str, Any], names: list[str]) -> set[str]:
    return {held[name] for name in names if held.get(name)}
