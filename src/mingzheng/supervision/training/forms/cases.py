"""Nominating a case and judging it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core.files.fields import UploadsField
from mingzheng.core.privacy.public_text import PublicTextForm
from mingzheng.core.procedures.models import Case
from mingzheng.core.submissions.fields import line, number, text
from mingzheng.core.submissions.keys import KeyField
from mingzheng.supervision.training.models.sessions import FieldOfWork

FACTS = ("field", "title", "summary", "background", "practice", "effect")


class CaseForm(PublicTextForm):
    """Everything of it becomes public when the case is chosen; the material stays with those who judge."""

    field = forms.ChoiceField(label=_("领域"), choices=FieldOfWork.choices)
    title = line(_("案例名称"), most=120)
    summary = line(_("一句话说明"), _("做了什么、见了什么效。"), most=200)
    background = text(_("背景"), _("遇到什么问题。"), most=3000, rows=4)
    practice = text(_("做法"), _("怎样做的，别的单位照着能做。"), most=6000, rows=8)
    effect = text(_("成效"), _("写得出数字的写数字和来源。"), most=3000, rows=4)
    materials = UploadsField(label=_("佐证材料"), required=False, help_text=_("只供评审查看，不公开。"))


class NewCaseForm(CaseForm):
    form_key = KeyField()


class EditCaseForm(CaseForm):
    wants_case = True

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(case.subject, name) for name in FACTS}
        super().__init__(*args, **kwargs)


class OpinionForm(forms.Form):
    recommends = forms.TypedChoiceField(
        label=_("意见"),
        choices=[("yes", _("推荐")), ("no", _("不推荐"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择一项。")},
        empty_value=None,
    )
    score = number(_("评分"), least=1, most=100)
    text = text(_("评审意见"), _("好在哪里，还缺什么。推荐单位看得到意见。"), most=500)
