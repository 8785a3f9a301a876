"""Composing a questionnaire by rows: add, change, move, copy, look at it as the public will. Works without scripts."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mingzheng.core.errors import Refused
from mingzheng.core.numbers import whole
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.permission import allows
from mingzheng.core.submissions.acting import say_no
from mingzheng.design.parts import Crumb
from mingzheng.desk.access import StaffRequest, staff_required
from mingzheng.desk.taking import form_page
from mingzheng.desk.views.surveys import crumbs, find
from mingzheng.participation.surveys import questionnaire
from mingzheng.participation.surveys.forms.answering import PageForm
from mingzheng.participation.surveys.forms.composing import PageTextForm, QuestionForm
from mingzheng.participation.surveys.models import Survey
from mingzheng.participation.surveys.questionnaire import Kind, Questionnaire
from mingzheng.participation.surveys.results import condition_text


def _keep(request: StaffRequest, survey: Survey, questions: Questionnaire, said: str) -> None:
    """One change, as a step of the case: who wrote a question does not review it.

    Raises:
        Refused: the table does not allow it now.
    """
    if survey.case is None:
        raise Http404
    data = {"questions": json.dumps(questionnaire.to_data(questions)), "said": said[:120]}
    act(survey.case, "compose", request.actor, data)


def _crumbs(survey: Survey, *labels: str) -> list[Crumb]:
    case = Crumb(survey.title, reverse("desk:case", args=[survey.case_id]))
    compose = Crumb(_("编写题目"), reverse("desk:survey-compose", args=[survey.pk]) if labels else "")
    return crumbs(case, compose, *labels)


@staff_required(opens=find)
@require_http_methods(["GET", "POST"])
def compose(request: StaffRequest, survey: Survey) -> HttpResponse:
    """The whole questionnaire; each button is one change."""
    if request.method == "POST":
        return _pressed(request, survey)
    questions = survey.form
    by = [one for one in questions.questions() if one.kind is Kind.SINGLE and one.required and one.only_if is None]
    context = {
        "survey": survey,
        "pages": [
            (at, page, [(one, questions.number_of(one.key), condition_text(questions, one)) for one in page.questions])
            for at, page in enumerate(questions.pages)
        ],
        "kinds": [(one.value, one.label) for one in Kind],
        "faults": questionnaire.faults(questions),
        "total": len(list(questions.questions())),
        "by": by,
        "breakdown": questions.breakdown,
        "allowed": allows(survey.case, request.actor, "compose"),
        "sources": Survey.objects.filter(Q(released_on__isnull=False) | Q(unit=survey.unit)).exclude(pk=survey.pk)[:60],
        "crumbs": _crumbs(survey),
    }
    return render(request, "desk/surveys/compose.html", context)


def _pressed(request: StaffRequest, survey: Survey) -> HttpResponse:
    """One button's change. Who moved a question or added a page comes back to it; of all else the page says what was done."""
    back = reverse("desk:survey-compose", args=[survey.pk])
    try:
        changed, said = _changed(request, survey)
        _keep(request, survey, changed, said)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(back)
    do, _mark, what = request.POST.get("do", "").partition(":")
    if do in ("up", "down"):
        return redirect(f"{back}#{what}" if changed.question(what) else back)
    if do == "page":
        return redirect(f"{back}#p{len(changed.pages) - 1}")
    messages.success(request, _("已保存：%(said)s。") % {"said": said})
    return redirect(back)


def _changed(request: StaffRequest, survey: Survey) -> tuple[Questionnaire, str]:
    """What the button asks for.

    Raises:
        Refused: it asks for nothing that can be done.
    """
    do, _mark, what = request.POST.get("do", "").partition(":")
    questions = survey.form
    deeds: dict[str, Callable[[], tuple[Questionnaire, str]]] = {
        "up": lambda: (questionnaire.moved(questions, what, -1), _("上移一题")),
        "down": lambda: (questionnaire.moved(questions, what, 1), _("下移一题")),
        "drop": lambda: _without(questions, what),
        "page": lambda: (questionnaire.with_page(questions), _("加一页")),
        "drop_page": lambda: _without_page(questions, _place(what, questions)),
        "breakdown": lambda: (replace(questions, breakdown=_by(request, questions)), _("分组题")),
        "copy": lambda: (_copied(request, survey), _("照抄题目")),
    }
    if do not in deeds:
        raise Refused(_("没有这个操作。"), remedy=_("请用页面上的按钮。"), code="unknown")
    return deeds[do]()


def _without(questions: Questionnaire, key: str) -> tuple[Questionnaire, str]:
    gone = questions.question(key)
    if gone is None:
        raise Refused(_("没有这一题。"), remedy=_("请刷新页面。"), code="no_question")
    _insist_free(questions, {key})
    return questionnaire.without(questions, key), _("删去题目：%(text)s") % {"text": gone.text}


def _without_page(questions: Questionnaire, at: int) -> tuple[Questionnaire, str]:
    _insist_free(questions, {one.key for one in questions.pages[at].questions})
    return questionnaire.without_page(questions, at), _("删去第 %(n)s 页") % {"n": at + 1}


def _insist_free(questions: Questionnaire, keys: set[str]) -> None:
    """What other questions wait for does not go before them: their conditions would have to be made again one by one.

    Raises:
        Refused: a question that stays is asked only after an answer to one of ``keys``.
    """
    waiting = questionnaire.depending(questions, keys)
    if waiting:
        numbers = "、".join(str(one) for one in waiting)
        raise Refused(
            _("第 %(numbers)s 题只问选了其中答案的人，现在不能删。") % {"numbers": numbers},
            remedy=_("请先改这几题的条件，或者先删这几题。"),
            code="asked_after",
        )


def _place(what: str, questions: Questionnaire) -> int:
    at = whole(what)
    if at is None or not 0 <= at < len(questions.pages):
        raise Refused(_("没有这一页。"), remedy=_("请刷新页面。"), code="no_page")
    return at


def _by(request: StaffRequest, questions: Questionnaire) -> str:
    key = request.POST.get("breakdown", "")
    return key if questions.question(key) is not None else ""


def _copied(request: StaffRequest, survey: Survey) -> Questionnaire:
    pk = whole(request.POST.get("like", ""), 9)
    rows = Survey.objects.filter(Q(released_on__isnull=False) | Q(unit=survey.unit))
    like = rows.filter(pk=pk).first() if pk is not None else None
    if like is None:
        raise Refused(_("请先选一份问卷。"), code="no_source")
    if any(survey.form.questions()) and "replace" not in request.POST:
        raise Refused(_("照抄会替换现有的题目。"), remedy=_("确要替换的，请勾选后再按。"), code="would_replace")
    return like.form


# --- one question, one page ----------------------------------------------------------------------------------------


@staff_required(opens=find)
@require_http_methods(["GET", "POST"])
def add(request: StaffRequest, survey: Survey, page: int, kind: str) -> HttpResponse:
    if kind not in [one.value for one in Kind] or not 0 <= page < len(survey.form.pages):
        raise Http404
    return _question(request, survey, Kind(kind), page, "")


@staff_required(opens=find)
@require_http_methods(["GET", "POST"])
def question(request: StaffRequest, survey: Survey, key: str) -> HttpResponse:
    held = survey.form.question(key)
    if held is None:
        raise Http404
    return _question(request, survey, held.kind, survey.form.page_of(key), key)


def _question(request: StaffRequest, survey: Survey, kind: Kind, page: int, key: str) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = QuestionForm(data, questions=survey.form, kind=kind, page=page, key=key)
    if request.method == "POST" and form.is_valid():
        made = form.question()
        said = (_("改题：%(text)s") if key else _("加题：%(text)s")) % {"text": made.text}
        answer = _try(request, survey, form, questionnaire.with_question(survey.form, made, page), said)
        if answer is not None:
            return answer
    title = _("第 %(page)s 页，%(kind)s题") % {"page": page + 1, "kind": kind.label}
    return _form(request, survey, form, title)


@staff_required(opens=find)
@require_http_methods(["GET", "POST"])
def page_text(request: StaffRequest, survey: Survey, page: int) -> HttpResponse:
    questions = survey.form
    if not 0 <= page < len(questions.pages):
        raise Http404
    held = questions.pages[page]
    form = PageTextForm(request.POST if request.method == "POST" else None, initial=vars(held))
    if request.method == "POST" and form.is_valid():
        pages = list(questions.pages)
        pages[page] = replace(held, title=form.cleaned_data["title"], about=form.cleaned_data["about"])
        answer = _try(request, survey, form, replace(questions, pages=tuple(pages)), _("改页标题"))
        if answer is not None:
            return answer
    return _form(request, survey, form, _("第 %(n)s 页的标题和说明") % {"n": page + 1})


def _try(
    request: StaffRequest, survey: Survey, form: forms.Form, questions: Questionnaire, said: str
) -> HttpResponse | None:
    try:
        _keep(request, survey, questions, said)
    except Refused as refused:
        say_no(form, refused)
        return None
    messages.success(request, _("已保存。"))
    return redirect("desk:survey-compose", pk=survey.pk)


def _form(request: StaffRequest, survey: Survey, form: forms.Form, title: str) -> HttpResponse:
    back = reverse("desk:survey-compose", args=[survey.pk])
    return form_page(request, form, title, _("保存"), back, _crumbs(survey, title))


@staff_required(opens=find)
@require_GET
def preview(request: StaffRequest, survey: Survey) -> HttpResponse:
    """Every page as the public will see it, questions with a condition marked; nothing can be sent."""
    questions = survey.form
    pages: list[dict[str, Any]] = []
    for at, page in enumerate(questions.pages):
        everybody = replace(questions, pages=tuple(_unconditional(one) for one in questions.pages))
        form = PageForm(everybody, at, {})
        blocks = [
            (one, number, fields, condition_text(questions, questions.question(one.key) or one))
            for one, number, fields in form.blocks()
        ]
        pages.append({"page": page, "number": at + 1, "blocks": blocks})
    context = {"survey": survey, "pages": pages, "crumbs": _crumbs(survey, _("预览"))}
    return render(request, "desk/surveys/preview.html", context)


def _unconditional(page: questionnaire.Page) -> questionnaire.Page:
    return replace(page, questions=tuple(replace(one, only_if=None) for one in page.questions))
