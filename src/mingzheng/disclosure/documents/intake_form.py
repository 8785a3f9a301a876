"""What was read from a file, as a form: each proposal beside the words from which it was read; doubtful ones are ticked off."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.submissions.fields import day, text
from mingzheng.disclosure.documents import rules
from mingzheng.disclosure.documents.bringing_in import Reading
from mingzheng.disclosure.documents.forms import EMPTY, NamesField, WordsField
from mingzheng.disclosure.documents.intake.sheet import Doubt, Proposal
from mingzheng.disclosure.documents.vocabulary import Attribute, Genre

KEEP = [
    ("internal", _("保留，只供内部查阅")),
    ("public", _("保留，随文公开（公众可以下载原文件）")),
    ("no", _("不保留")),
]
GENRE_OF = {str(label): code for code, label in Genre.choices} | {
    "命令": Genre.ORDER.value,
    "令": Genre.ORDER.value,
    "纪要": Genre.MINUTES.value,
}
ATTRIBUTE_OF = {str(label): code for code, label in Attribute.choices}


@dataclass(frozen=True)
class Line:
    """One field beside its source: the words, how sure, what speaks against it; ``check`` is the tick that is asked for."""

    field: forms.BoundField
    proposal: Proposal | None
    doubts: list[Doubt]
    check: forms.BoundField | None


class ConfirmForm(forms.Form):
    """The header fields that a text gives away. All else is filled in later, in the draft."""

    title = forms.CharField(label=_("标题"), max_length=300, error_messages={"required": _("请填写标题。")})
    doc_number = forms.CharField(label=_("发文字号"), max_length=64, required=False)
    issuer = forms.CharField(label=_("发文机关"), max_length=128, required=False)
    co_issuers = NamesField(label=_("联合发文机关"), required=False, help_text=_("几个机关用顿号隔开。"))
    genre = forms.ChoiceField(label=_("体裁（文种）"), required=False, choices=[*EMPTY, *Genre.choices])
    normative = forms.BooleanField(label=_("行政规范性文件"), required=False)
    formed_on = day(_("成文日期"), _("20个工作日的公开期限从这一天起算。"))
    printed_on = day(_("印发日期"))
    effective_on = day(_("施行日期"))
    expires_on = day(_("有效期至"))
    attribute = forms.ChoiceField(label=_("公开属性"), required=False, choices=[*EMPTY, *Attribute.choices])
    addressee = text(_("主送"), most=500, rows=2, required=False)
    signature = forms.CharField(label=_("署名"), max_length=200, required=False)
    keywords = WordsField(label=_("关键词"), required=False, help_text=_("用顿号隔开。"))
    keep_original = forms.ChoiceField(
        label=_("上传的原文件"), choices=KEEP, initial="internal", widget=forms.RadioSelect, required=False
    )

    def __init__(
        self, data: Any = None, *, reading: Reading, has_file: bool, unit_name: str, typed: Any = None
    ) -> None:
        first = {"issuer": unit_name, **_proposed(reading)}
        super().__init__(data, initial={**first, **(typed or {})})
        self.reading = reading
        if not has_file:
            del self.fields["keep_original"]
        for name in self._to_check():
            self.fields[f"ok_{name}"] = forms.BooleanField(
                label=_("%(field)s已对照原文核对") % {"field": self.fields[name].label},
                required=True,
                error_messages={"required": _("请对照原文核对后勾选。")},
            )

    def _to_check(self) -> list[str]:
        """Fields whose proposal is weak, or against which something in the text speaks."""
        doubted = {doubt.field for doubt in self.reading.found.doubts}
        weak = {name for name, one in self.reading.found.proposals.items() if one.sure == "low" and one.value}
        return [name for name in self.fields if name in doubted | (weak - {"keywords"})]

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        for problem in rules.problems({**held, "today": timekeeping.today()}, rules.Stage.SAVE):
            if problem.field in self.fields and problem.field not in self.errors:
                self.add_error(problem.field, str(problem))
        return held

    def values(self) -> dict[str, Any]:
        """The header fields as ``commands.begin`` takes them."""
        kept = {name: value for name, value in self.cleaned_data.items() if name in rules.FIELDS}
        kept["official"] = bool(kept.get("doc_number"))
        return kept

    @property
    def lines(self) -> list[Line]:
        found = self.reading.found
        return [
            Line(
                self[name],
                found.proposals.get(name),
                [doubt for doubt in found.doubts if doubt.field == name],
                self[f"ok_{name}"] if f"ok_{name}" in self.fields else None,
            )
            for name in self.fields
            if not name.startswith("ok_") and name != "keep_original"
        ]

    @property
    def other_doubts(self) -> list[Doubt]:
        """Contradictions that belong to no field of this form."""
        return [doubt for doubt in self.reading.found.doubts if doubt.field not in self.fields]


def _proposed(reading: Reading) -> dict[str, Any]:
    return {
        name: value
        for name, one in reading.found.proposals.items()
        if (value := _as_typed(name, one.value)) not in ("", None, [])
    }


def _as_typed(name: str, value: Any) -> Any:
    if name == "genre":
        return GENRE_OF.get(str(value), Genre.OTHER.value if value else "")
    if name == "attribute":
        return ATTRIBUTE_OF.get(str(value), "")
    if name == "signature" and isinstance(value, tuple):
        return "、".join(value)
    if isinstance(value, tuple):
        return list(value)
    return value if isinstance(value, bool | dt.date) else str(value)
