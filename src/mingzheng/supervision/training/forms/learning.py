"""The library and quizzes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core.errors import Refused
from mingzheng.core.files.fields import UploadsField
from mingzheng.core.privacy.public_text import PublicTextForm
from mingzheng.core.procedures.models import Case
from mingzheng.core.submissions.fields import line, number, text
from mingzheng.core.submissions.keys import KeyField
from mingzheng.disclosure.documents.rules import SERVICE
from mingzheng.supervision.training import quiz_text
from mingzheng.supervision.training.models import Question, Quiz
from mingzheng.supervision.training.models.sessions import FieldOfWork

ITEM_FACTS = ("field", "title", "about", "url", "minutes")
HOW = _("题目写一行，下面每行一个选项：正确的前面写 *，其他的写 -。多选题标几个 * 就要选对几个。")


class ItemForm(PublicTextForm):
    own = {"url": frozenset({"landline", "address"})}

    field = forms.ChoiceField(label=_("领域"), choices=FieldOfWork.choices)
    title = line(_("名称"), most=120)
    about = text(_("内容"), _("要点写在这里；长的材料作为附件上传。"), most=8000, rows=8)
    url = line(_("网址"), _("公开的法规、课程等，https:// 开头；没有的留空。"), most=500, required=False)
    minutes = number(_("学习用时"), least=1, most=600, help_text=_("单位：分钟。"))
    materials = UploadsField(label=_("附件"), required=False)

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"].strip()
        if url and not SERVICE.fullmatch(url):
            raise forms.ValidationError(_("网址写法不对，请写 https:// 开头的网址。"))
        return url


class NewItemForm(ItemForm):
    form_key = KeyField()


class EditItemForm(ItemForm):
    wants_case = True

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(case.subject, name) for name in ITEM_FACTS}
        super().__init__(*args, **kwargs)


class QuizForm(forms.Form):
    """``questions`` as text; cleaned to ``quiz_text.Written``."""

    title = line(_("名称"), most=120)
    pass_mark = number(_("合格线（%）"), least=1, most=100)
    questions = text(_("题目"), HOW, most=40_000, rows=14)

    def clean_questions(self) -> list[quiz_text.Written]:
        try:
            return quiz_text.read(self.cleaned_data["questions"])
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused


class NewQuizForm(QuizForm):
    form_key = KeyField()


class EditQuizForm(QuizForm):
    """Only whoever may change the questions draws this form: it holds the key."""

    wants_case = True

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        quiz: Quiz = case.subject
        kwargs["initial"] = {"title": quiz.title, "pass_mark": quiz.pass_mark, "questions": quiz_text.write(_of(quiz))}
        super().__init__(*args, **kwargs)


def _of(quiz: Quiz) -> list[quiz_text.Written]:
    return [quiz_text.Written(one.text, tuple(one.options), tuple(one.key)) for one in quiz.questions.all()]


class AnswerForm(forms.Form):
    """The questions without their key: one field a question."""

    form_key = KeyField()

    def __init__(self, *args: Any, quiz: Quiz, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in quiz.questions.all():
            self.fields[f"q{question.place}"] = _asked(question)

    def answers(self) -> dict[int, list[int]]:
        """Place of the question → places of the options that were chosen."""
        found = {}
        for name, value in self.cleaned_data.items():
            if name.startswith("q"):
                found[int(name[1:])] = sorted(map(int, value if isinstance(value, list) else [value]))
        return found


def _asked(question: Question) -> forms.Field:
    choices = [(str(place), option) for place, option in enumerate(question.options)]
    label = f"{question.place}. {question.text}"
    missing = {"required": _("请作答。")}
    if question.several:
        label = f"{label}（多选）"
        return forms.MultipleChoiceField(
            label=label, choices=choices, widget=forms.CheckboxSelectMultiple, error_messages=missing
        )
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, error_messages=missing)
