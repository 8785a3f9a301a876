"""What a draft will do to other documents once it is released, and the note of a correction."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core.submissions.fields import day, text
from mingzheng.disclosure.documents.models import Effect

KINDS = (
    Effect.Kind.REPEAL,
    Effect.Kind.INVALIDATE,
    Effect.Kind.AMEND,
    Effect.Kind.PARTIAL,
    Effect.Kind.EXTEND,
    Effect.Kind.INTERPRET,
)
NEEDS_ARTICLE = (Effect.Kind.PARTIAL, Effect.Kind.AMEND)


class PlanEffectForm(forms.Form):
    """One effect on one document; ``target`` is chosen before."""

    kind = forms.ChoiceField(label=_("效力变动"), choices=[(kind.value, kind.label) for kind in KINDS])
    effective_on = day(_("自哪一天起"), _("从这一天起发生效力；一般为本文件的施行日期。"), required=True)
    article = forms.CharField(
        label=_("涉及条款"),
        max_length=200,
        required=False,
        help_text=_("修改、部分失效的必填，如 第三条、第七条第二款。"),
    )
    new_expiry = day(_("新的有效期至"), _("延长有效期的必填，写有效期的最后一天。"))
    note = text(_("说明"), most=500, rows=2, required=False)

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        kind, until, since = held.get("kind"), held.get("new_expiry"), held.get("effective_on")
        if kind == Effect.Kind.EXTEND and until is None and "new_expiry" not in self.errors:
            self.add_error("new_expiry", _("延长有效期的，请填写新的有效期至。"))
        if kind != Effect.Kind.EXTEND:
            held["new_expiry"] = None
        elif until and since and until < since:
            self.add_error("new_expiry", _("新的有效期早于起始日。请核对两个日期。"))
        if kind in NEEDS_ARTICLE and not held.get("article", "").strip():
            self.add_error("article", _("请写明涉及哪些条款。"))
        return held


class CorrectForm(forms.Form):
    change_note = text(_("更正说明"), _("会公开显示，写明改了什么。正文在下一页修改，重新审查后代替现在的版本。"))
