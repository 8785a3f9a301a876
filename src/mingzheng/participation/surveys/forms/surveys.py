"""A survey as its office composes it: facts, dates, the texts that people wrote, the result."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingzheng.core import timekeeping
from mingzheng.core.privacy.public_text import PublicTextForm, check_public
from mingzheng.core.procedures.models import Case
from mingzheng.core.submissions.fields import day, offer, text
from mingzheng.core.submissions.keys import KeyField
from mingzheng.participation.surveys import questionnaire
from mingzheng.participation.surveys.forms.admission import ways
from mingzheng.participation.surveys.models import Admission, OpenText, Survey

OPEN = _("不核实身份：谁都可以答，一张表一份；有人多次打开会答多份，结果页会写明")
ANSWERING = {
    Admission.OPEN: OPEN,
    Admission.VERIFIED: _("每个邮箱一份：向邮箱发一次性链接，只记“已答”，不记谁答了什么"),
    Admission.IDENTITY: _("实名核验，每人一份：在统一身份认证登录后答，只记“已答”，不记谁答了什么"),
}
EMBEDDED = {Admission.OPEN: OPEN, Admission.CODED: _("每个签到码一份：凭报名或签到时给的码进入")}


class SurveyForm(PublicTextForm):
    """What the public reads above the questions."""

    own = {"about": frozenset({"landline", "address"})}

    title = forms.CharField(label=_("名称"), max_length=120, error_messages={"required": _("请填写名称。")})
    purpose = forms.ChoiceField(label=_("类别"), choices=Survey.Purpose.choices)
    about = text(_("说明"), _("为什么调查、结果用在哪里、大约几分钟答完。"), most=2000, rows=4)
    opens_on = day(_("开始日期"), required=True)
    closes_on = day(_("截止日期"), _("当天仍可以答。"), required=True)
    answering = forms.ChoiceField(label=_("答卷方式"), widget=forms.RadioSelect)

    def clean(self) -> dict[str, Any]:
        held = super().clean()
        opens, closes = held.get("opens_on"), held.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", _("截止日期不能早于开始日期。"))
        return held


class NewSurveyForm(SurveyForm):
    """Sent twice, it makes one. ``like``: whose questions to take."""

    form_key = KeyField()
    like = forms.ModelChoiceField(
        label=_("照抄题目"),
        queryset=Survey.objects.none(),
        required=False,
        empty_label=_("不照抄，从空白开始"),
        help_text=_("抄来的题目可以再改；原来的问卷不受影响。"),
    )

    def __init__(self, *args: Any, sources: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "like", sources)
        offer(self, "answering", ways(ANSWERING))
        self.initial.setdefault("answering", Admission.OPEN.value)


class EditSurveyForm(SurveyForm):
    wants_case = True

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        survey: Survey = case.subject
        offer(self, "answering", ways(EMBEDDED if survey.embedded else ANSWERING, survey.answering))
        for name in SURVEY_TYPED:
            self.initial.setdefault(name, getattr(survey, name))


SURVEY_TYPED = ("title", "purpose", "about", "opens_on", "closes_on", "answering")


class ComposeForm(forms.Form):
    """The questions as the composing page sends them: one JSON value."""

    questions = forms.CharField(widget=forms.HiddenInput, max_length=200_000)
    said = forms.CharField(widget=forms.HiddenInput, required=False, max_length=120)

    def clean_questions(self) -> dict[str, Any]:
        try:
            found = questionnaire.from_data(json.loads(self.cleaned_data["questions"]))
        except (ValueError, RecursionError):
            raise forms.ValidationError(_("题目没有送到，请回到编题页再改一次。")) from None
        if len(found.pages) > questionnaire.MOST_PAGES:
            raise forms.ValidationError(_("最多 %(n)s 页。") % {"n": questionnaire.MOST_PAGES})
        if sum(1 for _one in found.questions()) > questionnaire.MOST_QUESTIONS:
            raise forms.ValidationError(_("最多 %(n)s 题。") % {"n": questionnaire.MOST_QUESTIONS})
        return questionnaire.to_data(found)


class ExtendForm(PublicTextForm):
    """A longer period and why; both are published."""

    wants_case = True
    closes_on = day(_("新的截止日期"), required=True)
    reason = text(_("理由"), _("与新的日期一起公布。"), most=300, rows=2)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.survey: Survey = case.subject

    def clean_closes_on(self) -> Any:
        wanted = self.cleaned_data["closes_on"]
        if wanted <= max(self.survey.closes_on, timekeeping.today()):
            raise forms.ValidationError(_("应晚于现在的截止日期，也晚于今天。"))
        return wanted


class StopForm(PublicTextForm):
    reason = text(_("停止的理由"), _("在页面上公布。"), most=300, rows=2)


class ScreenTextsForm(forms.Form):
    """One decision about one or several texts; what is to be shown must hold no personal data."""

    wants_case = True
    SHOW, HOLD = "show", "hold"

    texts = forms.ModelMultipleChoiceField(
        label=_("文字"),
        queryset=OpenText.objects.none(),
        error_messages={"required": _("请先选择文字。"), "list": _("请先选择文字。")},
    )
    decision = forms.ChoiceField(label=_("决定"), choices=[(SHOW, _("公开")), (HOLD, _("不公开"))])
    public_text = text(
        _("公开的文字"),
        _("隐去姓名、电话、住址等；一次公开几条的，按原文公开。"),
        most=questionnaire.LONGEST_TEXT,
        required=False,
    )
    reason = forms.CharField(label=_("不公开的理由"), required=False, max_length=200)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "texts", case.subject.texts.all())

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        texts = list(held.get("texts") or [])
        if held.get("decision") == self.HOLD and not held.get("reason", "").strip():
            self.add_error("reason", _("请写明不公开的理由，理由会在结果页上按类列出。"))
        if held.get("decision") == self.SHOW and texts and "public_text" not in self.errors:
            self._check(held, texts)
        return held

    def _check(self, held: dict[str, Any], texts: list[OpenText]) -> None:
        own = held.get("public_text", "").strip()
        held["shown"] = {one.pk: own if len(texts) == 1 and own else one.text for one in texts}
        for words in held["shown"].values():
            try:
                check_public(words)
            except forms.ValidationError as error:
                self.add_error("public_text", error)
                return


class ReportForm(PublicTextForm):
    """What was found and what came of it."""

    wants_case = True
    own = {"feedback": frozenset({"landline", "address"})}
    findings = text(_("结果说明"), _("用几句话说明主要结果；图表由系统按公布规则生成。"), most=4000, rows=6)
    feedback = text(
        _("采纳和落实情况"),
        _("哪些意见采纳了、怎样落实；没有采纳的写明原因。没有人回答的，写明“收到 0 份”和下一步打算。"),
        most=4000,
        rows=6,
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        survey: Survey = case.subject
        self.initial.setdefault("findings", survey.findings)
        self.initial.setdefault("feedback", survey.feedback)


class CheckTextsForm(forms.Form):
    """The second look at texts that somebody else masked."""

    wants_case = True
    FIT, BACK = "fit", "back"

    texts = forms.ModelMultipleChoiceField(
        label=_("文字"),
        queryset=OpenText.objects.none(),
        error_messages={"required": _("请先选择文字。"), "list": _("请先选择文字。")},
    )
    decision = forms.ChoiceField(label=_("决定"), choices=[(FIT, _("可以公开")), (BACK, _("退回重新审核"))])
    reason = forms.CharField(label=_("退回的理由"), required=False, max_length=200)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = case.subject.texts.filter(state=OpenText.State.SHOWN, checked_on=None)
        offer(self, "texts", rows)

    def clean(self) -> dict[str, Any]:
        held = super().clean() or {}
        if held.get("decision") == self.BACK and not held.get("reason", "").strip():
            self.add_error("reason", _("请写明哪里还要隐去。"))
        return held
