"""With what a letter is linked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core.procedures.models import Case
from mingzheng.core.records import Record
from mingzheng.core.submissions.fields import offer
from mingzheng.core.submissions.fields import text as area
from mingzheng.participation.letters import related
from mingzheng.participation.letters.models import Letter


def _pairs(rows: list[Record]) -> list[tuple[str, str]]:
    return [(str(one.ref), one.title) for one in rows]


class RelateForm(forms.Form):
    """What the words of the letter point at stands first."""

    wants_case = True
    target = forms.ChoiceField(
        label=_("政策或者意见征集"),
        help_text=_("来信人凭查询码看得到；选登后大家看得到。正在征集意见的，来信人可以到那里提。"),
        error_messages={
            "required": _("请选择政策或者意见征集。"),
            "invalid_choice": _("这一项现在不能关联，请重选。"),
        },
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        letter: Letter = case.subject
        running, policies = related.open_consultations(letter), related.policies(letter)
        likely = related.likely(letter, [*running, *policies])
        groups = [(_("来信说到的"), likely), (_("正在征集意见"), running), (_("政策"), policies)]
        seen: set[Any] = set()
        choices: list[tuple[Any, Any]] = [("", _("请选择"))]
        for label, rows in groups:
            fresh = [one for one in rows if one.ref not in seen]
            seen.update(one.ref for one in fresh)
            choices += [(label, _pairs(fresh))] if fresh else []
        offer(self, "target", choices)


class UnrelateForm(forms.Form):
    wants_case = True
    target = forms.ChoiceField(
        label=_("取消哪一项关联"),
        error_messages={"required": _("请选择一项。"), "invalid_choice": _("已经没有这项关联，请重选。")},
    )
    reason = area(_("理由"), _("写入办理记录；不要写个人信息。"), most=300, rows=2)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "target", [("", _("请选择")), *_pairs(related.of(case.subject))])
