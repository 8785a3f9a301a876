"""One question, and a page, as they are composed on the desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core.privacy.public_text import PublicTextForm
from mingzheng.core.submissions.fields import number, offer, text
from mingzheng.participation.surveys import questionnaire
from mingzheng.participation.surveys.questionnaire import (
    CHOOSING,
    MOST_OPTIONS,
    MOST_ROWS,
    Condition,
    Kind,
    Question,
    Questionnaire,
    choices_from,
)

FIELDS: dict[Kind, tuple[str, ...]] = {
    Kind.SINGLE: ("options",),
    Kind.MULTIPLE: ("options", "most"),
    Kind.SCALE: ("top", "low", "high"),
    Kind.MATRIX: ("rows", "options"),
    Kind.TEXT: (),
    Kind.NUMBER: ("unit", "least", "largest", "bands"),
}
OF_KINDS = {name for names in FIELDS.values() for name in names}


def lines(label: Any, help_text: Any) -> forms.CharField:
    return text(label, help_text, most=4000, rows=6)


class QuestionForm(PublicTextForm):
    """A question of one kind; what does not belong to the kind is not asked."""

    text = text(_("题目"), most=200, rows=2)
    help = forms.CharField(label=_("提示"), max_length=200, required=False, help_text=_("写在题目下面的小字。"))
    required = forms.BooleanField(label=_("必答"), required=False)
    rows = lines(_("各行"), _("一行写一个要评的方面。"))
    options = lines(_("选项"), _("一行写一个，按行的先后排列。改字不影响已经设好的条件。"))
    most = number(_("最多选几项"), least=2, most=MOST_OPTIONS, required=False, help_text=_("不填就不限。"))
    top = number(_("量表到几分"), least=3, most=10, help_text=_("从 1 分起，常用 5 分或者 10 分。"))
    low = forms.CharField(label=_("1 分表示"), max_length=20, required=False)
    high = forms.CharField(label=_("最高分表示"), max_length=20, required=False)
    unit = forms.CharField(label=_("单位"), max_length=10, required=False, help_text=_("例如：次、元、公里。"))
    least = number(_("最小值"), least=-1_000_000, most=100_000_000)
    largest = number(_("最大值"), least=-1_000_000, most=1_000_000_000)
    bands = forms.CharField(
        label=_("公布时分段"),
        max_length=200,
        required=False,
        help_text=_("写各段的起点，用顿号隔开，例如 5、10、20。数字只按段公布，不公布单个数和平均数。"),
    )
    only_if = forms.MultipleChoiceField(
        label=_("只问选了下列答案的人"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("不选就人人都问。只能用前面各页的一道选择题；多选题只能用一个选项。"),
    )

    def __init__(
        self, *args: Any, questions: Questionnaire, kind: Kind, page: int, key: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions, self.kind, self.key = questions, kind, key
        for name in OF_KINDS - set(FIELDS[kind]):
            del self.fields[name]
        found = [
            (f"{one.key}:{option.key}", f"第 {questions.number_of(one.key)} 题 {one.text}：{option.text}")
            for before in questions.pages[:page]
            for one in before.questions
            if one.kind in CHOOSING
            for option in one.options
        ]
        offer(self, "only_if", found)
        if not found:
            del self.fields["only_if"]
        self._start(questions.question(key))

    def _start(self, held: Question | None) -> None:
        if held is None:
            self.initial.update({"required": self.kind is not Kind.TEXT, "top": 5, "least": 0, "largest": 1000})
            return
        for name in ("text", "help", "required", "most", "top", "low", "high", "unit", "least", "largest"):
            self.initial.setdefault(name, getattr(held, name))
        self.initial["options"] = "\n".join(one.text for one in held.options)
        self.initial["rows"] = "\n".join(one.text for one in held.rows)
        self.initial["bands"] = "、".join(map(str, held.bands))
        if held.only_if:
            self.initial["only_if"] = [f"{held.only_if.question}:{one}" for one in held.only_if.options]

    def clean_options(self) -> list[str]:
        return self._lines("options", MOST_OPTIONS, 2)

    def clean_rows(self) -> list[str]:
        return self._lines("rows", MOST_ROWS, 1)

    def _lines(self, name: str, most: int, least: int) -> list[str]:
        found = [line.strip()[:100] for line in self.cleaned_data[name].splitlines() if line.strip()]
        if len(set(found)) < len(found):
            raise forms.ValidationError(_("有两行相同，请改成不同的。"))
        if not least <= len(found) <= most:
            raise forms.ValidationError(_("请写 %(least)s 到 %(most)s 行。") % {"least": least, "most": most})
        return found

    def clean_bands(self) -> tuple[int, ...]:
        words = self.cleaned_data["bands"].replace(",", "、").replace("，", "、").split("、")
        try:
            return tuple(sorted({int(one) for one in words if one.strip()}))
        except ValueError:
            raise forms.ValidationError(_("请只写整数，用顿号隔开。")) from None

    def clean_only_if(self) -> Condition | None:
        chosen = [one.split(":", 1) for one in self.cleaned_data["only_if"]]
        if not chosen:
            return None
        of = {question for question, _option in chosen}
        if len(of) > 1:
            raise forms.ValidationError(_("只能用一道题的选项，请去掉另一道的。"))
        question = self.questions.question(of.pop())
        if question is not None and question.kind is Kind.MULTIPLE and len(chosen) > 1:
            raise forms.ValidationError(_("以多选题为条件时只能用一个选项。"))
        return Condition(chosen[0][0], tuple(option for _question, option in chosen))

    def clean(self) -> dict[str, Any]:
        held = super().clean()
        least, largest = held.get("least"), held.get("largest")
        if self.kind is Kind.NUMBER and least is not None and largest is not None and least >= largest:
            self.add_error("largest", _("最大值应大于最小值。"))
        if held.get("most") and held.get("options") and held["most"] > len(held["options"]):
            self.add_error("most", _("不能多于选项数。"))
        return held

    def question(self) -> Question:
        """The question as it was typed; called when the form is valid."""
        held, before = self.cleaned_data, self.questions.question(self.key)
        facts = {name: held[name] for name in ("text", "help", "required")}
        for name in ("most", "top", "low", "high", "unit", "least", "largest", "bands", "only_if"):
            if name in self.fields:
                facts[name] = held[name]
        for name in ("options", "rows"):
            if name in self.fields:
                facts[name] = choices_from(held[name], getattr(before, name) if before else ())
        return Question(self.key or questionnaire.next_key(self.questions), self.kind, **facts)


class PageTextForm(PublicTextForm):
    """What stands above the questions of a page."""

    title = forms.CharField(label=_("页标题"), max_length=60, required=False)
    about = text(_("说明"), most=500, rows=2, required=False)
