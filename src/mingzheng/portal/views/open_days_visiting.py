"""What a visitor does: signing up, looking it up, giving it back, the ticket, a question."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mingzheng.core import codes, gathering, timekeeping
from mingzheng.core.errors import Refused
from mingzheng.design.parts import Crumb
from mingzheng.design.qr import code_of
from mingzheng.participation.open_days import checking, commands, presenting, queries, satisfaction, signing
from mingzheng.participation.open_days.forms.visitors import AskForm, CodeForm, SignUpForm
from mingzheng.participation.open_days.models import OpenDay, Question, SignUp
from mingzheng.portal import posting, visitor
from mingzheng.portal.page import draw
from mingzheng.portal.views.open_days import crumbs, found_or_404
from mingzheng.portal.views.signing_in import to_sign_in

CODE = "mingzheng.open_days.code_of_form"


def _page(request: HttpRequest, template: str, title: str, day: OpenDay | None, **context: Any) -> HttpResponse:
    steps = [Crumb(day.title, day.get_absolute_url())] if day else []
    response = draw(
        request, f"portal/open_days/{template}.html", crumbs=crumbs(*steps, title), day=day, title=title, **context
    )
    response["X-Robots-Tag"] = "noindex"
    return response


@posting.public
def sign_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Posted twice, it signs up once and shows the same code."""
    found = found_or_404(pk)
    if request.method == "POST" and request.POST.get("go") == "identity":
        return to_sign_in(request)
    start = visitor.start(request, visitor.known(request))
    form = SignUpForm(request.POST if request.method == "POST" else None, most=found.party_most, initial=start)
    if request.method == "POST":
        taken = posting.take(
            request, form, f"open_days.sign_up:{found.pk}", lambda data: _sign_up(request, form, found, data)
        )
        if taken is not None:
            visitor.sent(request)
            return redirect("portal:open-day-receipt", pk=found.pk, key=form.cleaned_data["form_key"])
    return _page(
        request,
        "sign_up",
        _("报名"),
        found,
        form=form,
        phase=presenting.phase(found),
        when=presenting.when(found),
        window=presenting.window(found),
        rule=presenting.rule(found),
        days=gathering.KEPT_DAYS,
        with_identity=visitor.WITH in request.POST,
    )


def _sign_up(request: HttpRequest, form: SignUpForm, found: OpenDay, data: dict[str, Any]) -> int:
    code = codes.code_for(CODE, form.cleaned_data["form_key"])
    row, _code = signing.sign_up(found, data, code, visitor.sending(request))
    return row.pk


@never_cache
@require_safe
def receipt(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Of a sign-up or a question: the query code, for a day; the address is a secret of whoever sent it."""
    found = found_or_404(pk)
    code = posting.receipt_code(key, CODE)
    row = _sought(code) if code else None
    if row is None or row.open_day_id != found.pk:
        return redirect("portal:open-day-look-up")
    shown = codes.in_groups(code)
    if isinstance(row, Question):
        return _page(request, "asked", _("已收到您的问题"), found, code=shown, question=row)
    return _page(request, "signed", _("已报名"), found, row=row, code=shown, when=presenting.when(found))


@posting.public
def look_up(request: HttpRequest) -> HttpResponse:
    """A sign-up or a question as it stands, for who knows its code; and giving a place back."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    found = None
    if request.method == "POST":
        found = posting.look_up(request, form, "open_days.look_up", lambda: _sought(form.cleaned_data["code"]))
    if isinstance(found, Question):
        return _page(request, "question", _("您的问题"), found.open_day, question=found)
    if not isinstance(found, SignUp):
        return _page(request, "look_up", _("查询报名和提问"), None, form=form)
    said = ""
    if request.POST.get("do") == "give_back":
        try:
            found = signing.give_back(found)
            said = _("已退出。您的称呼和联系方式已经删除；空出的名额给下一位。")
        except Refused as refused:
            said = str(refused)
    return _status(request, form, found, said)


def _sought(code: str) -> SignUp | Question | None:
    return queries.by_code(code) or queries.question_by_code(code)


def _status(request: HttpRequest, form: CodeForm, row: SignUp, said: str) -> HttpResponse:
    day = row.open_day
    came_in = row.status == SignUp.Status.IN and not day.cancelled
    ticket = reverse("portal:open-day-ticket", args=[row.ticket])
    return _page(
        request,
        "status",
        _("报名情况"),
        day,
        form=form,
        row=row,
        said=said,
        when=presenting.when(day),
        draw=queries.draw_of(day),
        before=_before(row),
        entered=row.scans.filter(outcome="in").order_by("pk").first(),
        may_give_back=presenting.may_give_back(row),
        ticket=code_of(request, ticket) if came_in else None,
        number=codes.in_groups(row.ticket),
        opens=checking.OPENS_BEFORE,
        survey=satisfaction.questionnaire(day),
        promote_until=presenting.moment(day.promote_until) if day.promote_until else "",
        promoted_no_more=day.promote_until is not None and day.promote_until < timekeeping.now(),
    )


def _before(row: SignUp) -> int:
    """How many parties wait before this one."""
    if row.status != SignUp.Status.WAITING:
        return 0
    return row.open_day.sign_ups.filter(status=SignUp.Status.WAITING, rank__lt=row.rank).count()


@never_cache
@require_safe
def ticket(request: HttpRequest, ticket: str) -> HttpResponse:
    """What the QR code on a ticket opens: staff go on to the door; anybody else reads what it is, and of which session."""
    row = queries.by_ticket(ticket)
    if row is None:
        raise Http404
    if request.user.is_authenticated:
        return redirect("desk:open-day-ticket", ticket)
    return _page(request, "ticket", _("入场券"), row.open_day, row=row, when=presenting.when(row.open_day))


@posting.public
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """A question to the unit, before, at or after the session."""
    found = found_or_404(pk)
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        taken = posting.take(request, form, f"open_days.ask:{found.pk}", lambda data: _ask(form, found, data))
        if taken is not None:
            return redirect("portal:open-day-receipt", pk=found.pk, key=form.cleaned_data["form_key"])
    return _page(request, "ask", _("提问"), found, form=form, when=presenting.when(found))


def _ask(form: AskForm, found: OpenDay, data: dict[str, Any]) -> int:
    code = codes.code_for(CODE, form.cleaned_data["form_key"])
    return commands.raise_question(found, data["text"], Question.Source.PORTAL, code=code).pk
