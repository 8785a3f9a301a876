"""What somebody who answers fills in: one form for each page, made from its questions."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core.errors import Refused
from mingzheng.core.submissions.public import PublicForm
from mingzheng.participation.surveys import calling, questionnaire
from mingzheng.participation.surveys.questionnaire import Answers, Kind, Question, Questionnaire
from mingzheng.participation.surveys.results import scale_label

NO_ANSWER = ("", _("不回答"))
EMAIL_WRONG = {"required": _("请填写邮箱。"), "invalid": _("邮箱写法不对，例如 name@example.com。")}


class StartForm(PublicForm):
    """A button; its key becomes the key of the draft."""


class CodeForm(PublicForm):
    """Where a room gave out codes."""

    code = forms.CharField(
        label=_("签到码"),
        max_length=40,
        help_text=_("在报名回执或者签到页上。"),
        error_messages={"required": _("请填写签到码。")},
    )


class EmailForm(PublicForm):
    """An address to which a link or word of the result goes."""

    email = forms.EmailField(
        label=_("邮箱"),
        max_length=200,
        error_messages=EMAIL_WRONG,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class SendForm(PublicForm):
    """The last button. It holds nothing that was answered."""


class PageForm(forms.Form):
    """The questions of one page that are asked after the answers so far; ``values`` is what was answered validly."""

    def __init__(self, form: Questionnaire, page: int, answers: Answers, data: Any = None) -> None:
        super().__init__(data)
        self.questions = questionnaire.asked(form, page, answers)
        self.numbers = {one.key: form.number_of(one.key) for one in self.questions}
        for question in self.questions:
            _ADD[question.kind](self, question, answers.get(question.key))
            if question.kind is not Kind.MATRIX:
                self.fields[question.key].label = f"{self.numbers[question.key]}. {question.text}"

    def blocks(self) -> list[tuple[Question, int, list[Any]]]:
        """Each question with its number and its fields, in order."""
        return [
            (one, self.numbers[one.key], [self[name] for name in self.fields if name.split("__")[0] == one.key])
            for one in self.questions
        ]

    def values(self) -> dict[str, Any]:
        """Answers by key, of the fields that are right; called after ``is_valid`` whatever it said."""
        return {one.key: self._value(one) for one in self.questions}

    def _value(self, question: Question) -> Any:
        held = self.cleaned_data
        if question.kind is Kind.MATRIX:
            given = {row.key: held.get(f"{question.key}__{row.key}") for row in question.rows}
            return {row: value for row, value in given.items() if value}
        value = held.get(question.key)
        if question.kind is Kind.SCALE:
            return int(value) if value else None
        if question.kind is Kind.NUMBER:
            return f"{value.normalize():f}" if isinstance(value, Decimal) else None
        return value.strip() if isinstance(value, str) else value

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        for question in self.questions:
            if question.kind is Kind.TEXT and held.get(question.key):
                try:
                    calling.refuse_own_data(held[question.key], question.key, apart=False)
                except Refused as refused:
                    self.add_error(question.key, str(refused))
        return held


def _required(question: Question, say: Any) -> dict[str, Any]:
    return {
        "required": question.required,
        "label": question.text,
        "help_text": question.help,
        "error_messages": {"required": say, "invalid_choice": _("请从列出的选项里选。")},
    }


def _radio(question: Question, options: list[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    return options if question.required else [*options, NO_ANSWER]


def _single(form: PageForm, question: Question, given: Any) -> None:
    options = _radio(question, [(one.key, one.text) for one in question.options])
    form.fields[question.key] = forms.ChoiceField(
        choices=options, widget=forms.RadioSelect, initial=given, **_required(question, _("请选一项。"))
    )


def _multiple(form: PageForm, question: Question, given: Any) -> None:
    facts = _required(question, _("请至少选一项。"))
    most = question.most
    if most and most < len(question.options):
        facts["help_text"] = " ".join(str(one) for one in (question.help, _("最多选 %(n)s 项。") % {"n": most}) if one)
    field = forms.MultipleChoiceField(
        choices=[(one.key, one.text) for one in question.options],
        widget=forms.CheckboxSelectMultiple,
        initial=given,
        **facts,
    )
    if most:
        field.validators.append(_at_most(most))
    form.fields[question.key] = field


def _at_most(most: int) -> Any:
    def check(chosen: list[str]) -> None:
        if len(chosen) > most:
            raise forms.ValidationError(_("最多选 %(n)s 项，请去掉几项。") % {"n": most})

    return check


def _scale(form: PageForm, question: Question, given: Any) -> None:
    options = _radio(question, [(str(one), scale_label(question, one)) for one in range(1, question.top + 1)])
    form.fields[question.key] = forms.ChoiceField(
        choices=options,
        widget=forms.RadioSelect,
        initial=str(given) if given else None,
        **_required(question, _("请选一项。")),
    )


def _matrix(form: PageForm, question: Question, given: Any) -> None:
    options = _radio(question, [(one.key, one.text) for one in question.options])
    for row in question.rows:
        facts = _required(question, _("请选一项。")) | {"label": row.text, "help_text": ""}
        form.fields[f"{question.key}__{row.key}"] = forms.ChoiceField(
            choices=options, widget=forms.RadioSelect, initial=(given or {}).get(row.key), **facts
        )


def _text(form: PageForm, question: Question, given: Any) -> None:
    facts = _required(question, _("请填写。"))
    facts["help_text"] = " ".join(
        str(one) for one in (question.help, _("请不要写姓名、电话、住址。审核、隐去个人信息后才会公开。")) if one
    )
    form.fields[question.key] = forms.CharField(
        max_length=questionnaire.LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4}), initial=given, **facts
    )


def _number(form: PageForm, question: Question, given: Any) -> None:
    facts = _required(question, _("请填写数字。"))
    facts["error_messages"] |= {
        "invalid": _("请只填数字。"),
        "min_value": _("不能小于 %(limit_value)s。"),
        "max_value": _("不能大于 %(limit_value)s，请核对。"),
        "max_decimal_places": _("最多两位小数。"),
    }
    if question.unit:
        facts["help_text"] = " ".join(
            str(one) for one in (question.help, _("单位：%(unit)s。") % {"unit": question.unit}) if one
        )
    form.fields[question.key] = forms.DecimalField(
        min_value=question.least,
        max_value=question.largest,
        decimal_places=2,
        max_digits=14,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        initial=given,
        **facts,
    )


_ADD = {
    Kind.SINGLE: _single,
    Kind.MULTIPLE: _multiple,
    Kind.SCALE: _scale,
    Kind.MATRIX: _matrix,
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
}


def answer_text(question: Question, value: Any) -> str:
    """An answer in words, for who looks it over before sending; "" for none."""
    if value in (None, "", [], {}):
        return ""
    words = {one.key: one.text for one in question.options}
    if question.kind is Kind.SINGLE:
        return words.get(value, "")
    if question.kind is Kind.MULTIPLE:
        return "、".join(words[one] for one in value if one in words)
    if question.kind is Kind.SCALE:
        return scale_label(question, value)
    if question.kind is Kind.MATRIX:
        return "；".join(f"{row.text}：{words.get(value[row.key], '')}" for row in question.rows if row.key in value)
    return f"{value} {question.unit}".strip() if question.kind is Kind.NUMBER else str(value)
