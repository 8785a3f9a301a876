"""Answering a survey page by page: it works without JavaScript, back and reload lose nothing, nothing points at a person."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.records import RecordRef
from mingzheng.core.submissions.public import PublicForm
from mingzheng.design.parts import Crumb
from mingzheng.participation.surveys import answering, figures, gate, queries, questionnaire, telling
from mingzheng.participation.surveys.forms.answering import (
    CodeForm,
    EmailForm,
    PageForm,
    SendForm,
    StartForm,
    answer_text,
)
from mingzheng.participation.surveys.models import Admission, Call, Draft, Participant, Survey
from mingzheng.portal import entering, guarding, posting
from mingzheng.portal.entering import MANY
from mingzheng.portal.page import draw
from mingzheng.portal.views.surveys import crumbs, found_or_404


def _page(
    request: HttpRequest, found: Survey, template: str, last: str, *, status: int = 200, **more: Any
) -> HttpResponse:
    response = draw(
        request,
        f"portal/surveys/{template}.html",
        crumbs=crumbs("surveys", Crumb(found.title, found.get_absolute_url()), last),
        survey=found,
        title=last,
        **more,
    )
    response.status_code = status
    return response


def _closed(request: HttpRequest, found: Survey) -> HttpResponse | None:
    """A page that says why it cannot be answered now; None when it can."""
    try:
        answering.require_open(found)
    except Refused as refused:
        return _page(request, found, "closed", _("填写问卷"), refused=refused)
    return None


# --- getting in ----------------------------------------------------------------------------------------------------


@posting.public
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """What is promised, and the way in: a button, a link to an address, a code."""
    found = found_or_404(pk)
    closed = _closed(request, found)
    if closed is not None:
        return closed
    make: dict[str, Callable[[HttpRequest, Survey], HttpResponse]] = {
        Admission.OPEN: _start_open,
        Admission.VERIFIED: _start_verified,
        Admission.CODED: _start_coded,
        Admission.IDENTITY: _start_identity,
    }
    return make[found.answering](request, found)


def _draw_start(request: HttpRequest, found: Survey, form: PublicForm, **more: Any) -> HttpResponse:
    hours = figures.value("link_hours", timekeeping.today())
    days = figures.value("draft_days", timekeeping.today())
    pages = len(found.form.pages)
    return _page(request, found, "start", _("填写问卷"), form=form, hours=hours, days=days, pages=pages, **more)


def _start_open(request: HttpRequest, found: Survey) -> HttpResponse:
    form = StartForm(request.POST if request.method == "POST" else None)
    return _begun(request, found, form, lambda: None) or _draw_start(request, found, form)


def _begun(
    request: HttpRequest, found: Survey, form: PublicForm, let_in: Callable[[], Participant | None]
) -> HttpResponse | None:
    """The first page of the draft under the form's key; None when the form has to be drawn."""
    if request.method != "POST":
        return None

    def act(_data: dict[str, Any]) -> int:
        answering.start(found, form.cleaned_data["form_key"], let_in())
        return found.pk

    if posting.take(request, form, f"surveys.start:{found.pk}", act, many=MANY) is None:
        return None
    return redirect("portal:survey-page", pk=found.pk, key=form.cleaned_data["form_key"], number=1)


def _start_verified(request: HttpRequest, found: Survey) -> HttpResponse:
    form = EmailForm(request.POST if request.method == "POST" else None)
    sent = entering.link_sent(request, form, found.ref)
    return _draw_start(request, found, form, sent=sent)


def _start_coded(request: HttpRequest, found: Survey) -> HttpResponse:
    form = CodeForm(request.POST if request.method == "POST" else None)
    owner = RecordRef(found.owner_kind, found.owner_id)
    if request.method == "POST":
        person = posting.look_up(
            request,
            form,
            f"surveys.code:{found.pk}",
            lambda: gate.by_code(found.ref, owner, form.cleaned_data["code"]),
            many=MANY,
        )
        if person is not None:
            answering.start(found, form.cleaned_data["form_key"], person)
            return redirect("portal:survey-page", pk=found.pk, key=form.cleaned_data["form_key"], number=1)
    return _draw_start(request, found, form)


def _start_identity(request: HttpRequest, found: Survey) -> HttpResponse:
    """One answer for each person who signed in; who has answered is told so, whoever has not signed in is asked to."""
    form = StartForm(request.POST if request.method == "POST" else None)
    if entering.has_answered(request, found.ref):
        return _draw_start(request, found, StartForm(), done=True)
    begun = _begun(request, found, form, lambda: entering.signed_in(request, found.ref))
    return begun or _draw_start(request, found, form)


@posting.public
def enter(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """What the letter's link opens. Looking at it uses nothing up: programs that look at letters do that too."""
    found = found_or_404(pk)
    closed = _closed(request, found)
    if closed is not None:
        return closed
    person = gate.by_token(found.ref, token)
    if person is None:
        return _draw_start(request, found, EmailForm(), void=True)
    form = StartForm(request.POST if request.method == "POST" else None)
    return _begun(request, found, form, lambda: person) or _draw_start(request, found, form, entered=True)


# --- the pages -----------------------------------------------------------------------------------------------------


def _gone(request: HttpRequest, found: Survey) -> HttpResponse:
    refused = Refused(
        _("没有这份草稿：已经提交，或者超过保留期限删除了。"), remedy=_("没有交过的，请重新填写。"), code="gone"
    )
    return _page(request, found, "closed", _("填写问卷"), refused=refused, again=True, status=410)


def _address(found: Survey, key: str, place: int) -> str:
    """Of the page at a place; after the last, of the look over."""
    if place >= len(found.form.pages):
        return reverse("portal:survey-check", args=[found.pk, key])
    return reverse("portal:survey-page", args=[found.pk, key, place + 1])


@posting.public
def page(request: HttpRequest, pk: int, key: str, number: int) -> HttpResponse:
    """One page. Going on wants what is required; going back keeps what is right and asks nothing."""
    found = found_or_404(pk)
    draft = answering.draft_of(found, key)
    if draft is None:
        return _gone(request, found)
    closed = _closed(request, found)
    if closed is not None:
        return closed
    questions, at = found.form, number - 1
    if not 0 <= at < len(questions.pages) or not questionnaire.asked(questions, at, draft.answers):
        raise Http404
    if request.method != "POST":
        return _draw_page(request, found, draft, key, at, PageForm(questions, at, draft.answers))
    form = PageForm(questions, at, draft.answers, request.POST)
    return _posted(request, found, draft, key, at, form)


def _posted(request: HttpRequest, found: Survey, draft: Draft, key: str, at: int, form: PageForm) -> HttpResponse:
    right, back = form.is_valid(), request.POST.get("go") == "back"
    try:
        guarding.from_here(request, _("请打开本网站的页面填写。"))
        draft = answering.keep_page(draft, at, form.values())
    except Refused as refused:
        form.add_error(None, str(refused))
        right = back = False
    if not right and not back:
        return _draw_page(request, found, draft, key, at, form)
    place = questionnaire.step_from(found.form, at, draft.answers, -1 if back else 1)
    return redirect(_address(found, key, max(place, 0)))


def _draw_page(request: HttpRequest, found: Survey, draft: Draft, key: str, at: int, form: PageForm) -> HttpResponse:
    questions = found.form
    return _page(
        request,
        found,
        "page",
        _("填写问卷"),
        form=form,
        blocks=form.blocks(),
        now=questions.pages[at],
        number=at + 1,
        pages=len(questions.pages),
        first=questionnaire.step_from(questions, at, draft.answers, -1) < 0,
        days=figures.value("draft_days", timekeeping.today()),
    )


@posting.public
def check(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Everything once more before it is sent; afterwards it cannot be changed, because nobody knows whose it is."""
    found = found_or_404(pk)
    draft = answering.draft_of(found, key)
    form = SendForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        sent = posting.take(
            request, form, f"surveys.send:{found.pk}", lambda _data: answering.send(found, key), many=MANY
        )
        if sent is not None:
            return redirect("portal:survey-thanks", pk=found.pk)
    if draft is None:
        return _gone(request, found)
    closed = _closed(request, found)
    if closed is not None:
        return closed
    return _page(
        request,
        found,
        "check",
        _("核对并提交"),
        form=form,
        rows=_rows(found, draft, key),
        back=_back(found, draft, key),
    )


def _rows(found: Survey, draft: Draft, key: str) -> list[dict[str, Any]]:
    questions = found.form
    answers = questionnaire.settled(questions, draft.answers)
    return [
        {
            "number": questions.number_of(one.key),
            "text": one.text,
            "answer": answer_text(one, answers.get(one.key)),
            "missing": one.required and one.key not in answers,
            "url": f"{_address(found, key, at)}#q-{one.key}",
        }
        for at in range(len(questions.pages))
        for one in questionnaire.asked(questions, at, answers)
    ]


def _back(found: Survey, draft: Draft, key: str) -> str:
    questions = found.form
    return _address(found, key, max(questionnaire.step_from(questions, len(questions.pages), draft.answers, -1), 0))


@require_safe
def thanks(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, found_or_404(pk), "thanks", _("已收到"))


# --- to be told ----------------------------------------------------------------------------------------------------


@posting.public
def follow(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Leave an address for the result: confirmed from its mailbox, kept apart from every answer, deleted once told."""
    found: Survey | Call | None = queries.public_survey(pk) if kind == "survey" else queries.public_call(pk)
    if found is None or found.results_on is not None:
        raise Http404
    form = EmailForm(request.POST if request.method == "POST" else None)
    sent = False
    if request.method == "POST":

        def act(data: dict[str, Any]) -> int:
            telling.follow(found.ref, data["email"])
            return found.pk

        sent = posting.take(request, form, f"surveys.follow:{kind}{found.pk}", act) is not None
    return draw(
        request,
        "portal/surveys/follow.html",
        crumbs=crumbs(f"{kind}s", Crumb(found.title, found.get_absolute_url()), _("结果通知")),
        record=found,
        form=form,
        sent=sent,
    )


@posting.public
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The mailbox's answer; a press, because programs that look at letters open links too."""
    row = telling.of_question(token)
    record = telling.record_of(row) if row else None
    done = False
    if row is not None and request.method == "POST":
        telling.confirm(row)
        done = True
    return draw(
        request, "portal/surveys/confirm.html", record=record, done=done, crumbs=crumbs("surveys", _("结果通知"))
    )
