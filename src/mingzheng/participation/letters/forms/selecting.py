"""Choosing what is published, and what stays of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.privacy.public_text import PublicTextForm, check_public
from mingzheng.core.procedures.models import Case
from mingzheng.core.submissions.fields import text as area
from mingzheng.core.submissions.keys import KeyField
from mingzheng.participation.letters import dated, selecting
from mingzheng.participation.letters.models import Selection


class ProposeForm(forms.Form):
    form_key = KeyField()
    title = forms.CharField(
        label=_("公开的标题"),
        max_length=60,
        help_text=_("不写能认出来信人的地址和名称。"),
        error_messages={"required": _("请写标题。")},
    )
    why = area(_("推荐理由"), _("例如：问的人多，答复讲清了怎样办理。"), most=200, rows=2)

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"]
        check_public(title)
        return title


class MaskForm(PublicTextForm):
    """What the public reads; it begins with the texts from which the machine took what it recognised."""

    wants_case = True
    own = {"reply": frozenset({"landline"})}
    title = forms.CharField(label=_("公开的标题"), max_length=60, error_messages={"required": _("请写标题。")})
    text = area(_("公开的来信"), _("隐去姓名、单位、住址、少见的经历等能认出来信人的内容。"), most=5000, rows=8)
    reply = area(_("公开的答复"), _("隐去同样的内容；办公电话可以保留。"), most=5000, rows=8)
    rewritten = forms.BooleanField(
        label=_("已经改写，认不出来信人"),
        required=False,
        help_text=_("来信人不同意选登的，只有用别的话概括、谁也认不出来时才能公开。"),
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        self.selection: Selection = case.subject
        held = {name: getattr(self.selection, name) for name in ("title", "text", "reply", "rewritten")}
        kwargs["initial"] = {**held, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        letter = self.selection.letter
        if selecting.name_stands_in(letter, [str(data.get(name, "")) for name in ("title", "text", "reply")]):
            self.add_error("text", _("公开的文字里有来信人的称呼，请删去。"))
        for name in ("title", "text", "reply"):
            if selecting.home_stands_in(letter, str(data.get(name, ""))):
                self.add_error(name, _("这里有来信里写的住址，请删去。"))
        if not self.selection.consented and data.get("text"):
            self._told_anew(data)
        return data

    def _told_anew(self, data: dict[str, Any]) -> None:
        if not data.get("rewritten"):
            self.add_error("rewritten", _("来信人不同意选登。请改写成认不出来信人的概括，并在这里确认。"))
            return
        most = dated.value("told_anew", timekeeping.today())
        alike = selecting.too_like(data["text"], self.selection.letter.text)
        if alike > most:
            self.add_error(
                "text",
                _("与原信的相似程度为 %(alike)d，超过 %(most)d：还不是改写。请用自己的话概括。")
                % {"alike": alike, "most": most},
            )
