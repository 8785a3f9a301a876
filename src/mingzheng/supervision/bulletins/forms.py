"""Editing a bulletin, approving it, signing for it, correcting it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core import cells
from mingzheng.core.privacy.public_text import PublicTextForm
from mingzheng.core.procedures.models import Case
from mingzheng.core.submissions.fields import text
from mingzheng.core.submissions.keys import KeyField
from mingzheng.supervision.bulletins.models import QUARTERS, Bulletin
from mingzheng.supervision.workplan.models import Plan

HOW = _("数字请从页面上方的数字清单引用，如 {{ shares.red }}；直接打的数字会与记录核对。")


class SectionsForm(PublicTextForm):
    """Each section: keep the machine's text or not, and what a person adds."""

    wants_case = True

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bulletin: Bulletin = case.subject
        for section in self.bulletin.sections.all():
            self.fields[f"keep_{section.key}"] = forms.BooleanField(
                label=_("%(heading)s：保留机器文字") % {"heading": section.heading},
                required=False,
                initial=section.uses_machine,
                help_text=cells.draw(section.machine, self.bulletin.held),
            )
            field = text(_("%(heading)s：补充的文字") % {"heading": section.heading}, HOW, most=6000, rows=4)
            field.required, field.initial = False, section.written
            self.fields[f"text_{section.key}"] = field

    def clean(self) -> dict[str, Any]:
        held, known = super().clean(), self.bulletin.held
        for name, value in list(held.items()):
            missing = cells.unknown(value, known) if name.startswith("text_") and value else []
            if missing:
                self.add_error(name, _("没有这些数字：%(names)s。请从数字清单里选用。") % {"names": "、".join(missing)})
        return held


class ApproveForm(forms.Form):
    to_public = forms.BooleanField(
        label=_("同时向社会公开"),
        required=False,
        help_text=_("不勾选的，只发给各单位；勾选的，在门户网站“工作要点”下公布。"),
    )


class SignForm(PublicTextForm):
    remark = text(_("意见"), _("可以不填。"), most=500, required=False)


class CorrectForm(PublicTextForm):
    reason = text(_("更正原因"), _("哪里不对、怎么发现的。新的版次会写明。"), most=300)


class BeginForm(forms.Form):
    """Begin or compose the bulletin of a quarter."""

    quarter = forms.TypedChoiceField(
        label=_("季度"),
        coerce=int,
        choices=[(number, f"第{word}季度") for number, word in QUARTERS.items()],
        error_messages={"required": _("请选择季度。")},
    )
    form_key = KeyField()

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quarter"].label = _("%(year)s 年") % {"year": plan.year}
