"""政策留言板: the list, the receipt, the state of a message and its clock, the rating, what is published."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mingzheng.core import codes, keyset, timekeeping
from mingzheng.core.procedures.clocks import reckoning_of
from mingzheng.core.submissions.public import QueryForm, SolvedForm
from mingzheng.design.parts import Crumb, Pair, TimelineEntry, pairs_of
from mingzheng.policy.questions import board, queries
from mingzheng.policy.questions.models import Message
from mingzheng.portal import posting, structure
from mingzheng.portal.meta import of_article
from mingzheng.portal.page import draw
from mingzheng.portal.views.questions import queries_document

PAGE = 20
READS = ("document", "after")


def crumbs(last: str) -> list[Crumb]:
    return structure.crumbs(structure.find("messages"), last)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What is published, the newest first, and what the board says of itself."""
    document = queries_document(request.GET.get("document", "")[:64])
    rows = queries.public_messages()
    if document is not None:
        rows = rows.filter(document=document)
    page = keyset.page(rows, keyset.Order("published_on", descending=True), request.GET, PAGE)
    return draw(
        request,
        "portal/questions/board.html",
        column=structure.find("messages"),
        shows=["questions", *([f"document:{document.pk}"] if document else [])],
        reads=READS,
        moment=True,  # it also counts messages that are not published
        document=document,
        rows=page.rows,
        following=page.following,
        counts=queries.counts(timekeeping.today()),
    )


@require_safe
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """A published message: received, answered, by whom."""
    found = queries.public_message(pk)
    if found is None:
        raise Http404
    column = structure.find("messages")
    facts = [
        Pair(_("编号"), found.number, nobreak=True),
        Pair(_("答复单位"), found.unit.name),
        Pair(_("收到日期"), found.received_on),
        Pair(_("答复日期"), found.answered_on),
        Pair(_("公开日期"), found.published_on),
    ]
    return draw(
        request,
        "portal/questions/message.html",
        column=column,
        meta=of_article(
            column, found.topic, published=found.published_on, source=found.unit.name, about=found.public_answer
        ),
        crumbs=crumbs(found.topic),
        shows=[f"message:{pk}", *([f"document:{found.document_id}"] if found.document_id else [])],
        message=found,
        document=found.document if found.document is not None and found.document.listed else None,
        facts=facts,
    )


@never_cache
@require_safe
def receipt(request: HttpRequest, key: str) -> HttpResponse:
    """Number and query code, for a day; its address is a secret of whoever posted it."""
    found = queries.message_by_key(key, timekeeping.now() - board.RECEIPT)
    if found is None or found.key is None:
        return redirect("portal:message-query")
    return draw(
        request,
        "portal/questions/receipt.html",
        column=structure.find("messages"),
        crumbs=crumbs(_("已收到")),
        message=found,
        code=codes.in_groups(board.code_of(found.key)),
    )


@posting.public
def query(request: HttpRequest) -> HttpResponse:
    """The state of a message, for who knows its number and query code; both are posted, so that no address holds them."""
    form = QueryForm(request.POST) if request.method == "POST" else QueryForm()
    return _query_page(request, form, _sought(request, form) if request.method == "POST" else None)


def _sought(request: HttpRequest, form: QueryForm) -> Message | None:
    return posting.look_up(
        request,
        form,
        "questions.query",
        lambda: queries.message_by_code(form.cleaned_data["number"], form.cleaned_data["code"]),
    )


def _query_page(
    request: HttpRequest, form: QueryForm, found: Message | None = None, *, rating: SolvedForm | None = None
) -> HttpResponse:
    may_rate = found is not None and found.answered_on is not None and found.stars is None
    return draw(
        request,
        "portal/questions/query.html",
        column=structure.find("messages"),
        crumbs=crumbs(_("查询答复")),
        form=form,
        message=found,
        facts=_facts(found) if found else [],
        reckoning=_reckoning(found) if found else None,
        life=_life(found) if found else [],
        rating_form=(rating or SolvedForm()) if may_rate else None,
    )


def _facts(found: Message) -> list[Pair]:
    return pairs_of(
        [
            Pair(_("编号"), found.number, nobreak=True),
            Pair(_("标题"), found.topic),
            Pair(_("办理单位"), found.unit.name),
            Pair(_("单位电话"), found.unit.phone, nobreak=True),
            Pair(_("是否同意公开"), _("同意") if found.consent else _("不同意")),
            Pair(_("进展"), found.case.state_now.label if found.case else ""),
            Pair(_("延期理由"), found.extended_why),
        ]
    )


def _reckoning(found: Message) -> Any:
    """The clock line by line: from when, which days do not count, until when."""
    clock = found.case.clocks.filter(name="reply").order_by("-pk").first() if found.case else None
    return reckoning_of(clock) if clock is not None else None


def _life(found: Message) -> list[TimelineEntry]:
    days: list[tuple[str, dt.date | None]] = [
        (_("收到留言"), found.received_on),
        (_("答复"), found.answered_on),
        (_("公开"), found.published_on),
        (_("您的评价"), found.rated_on),
    ]
    return [TimelineEntry(what, day) for what, day in days if day is not None]


@posting.public
def rate(request: HttpRequest) -> HttpResponse:
    """Once, by who holds the query code."""
    if request.method != "POST":
        return redirect("portal:message-query")
    asked, form = QueryForm(request.POST), SolvedForm(request.POST)
    found = _sought(request, asked)
    if found is None:
        return _query_page(request, asked)
    held = found

    def act(data: dict[str, Any]) -> int:
        board.rate(held, data["stars"], data["rating"])
        return held.pk

    if posting.take(request, form, f"questions.rate:{found.pk}", act) is None:
        return _query_page(request, asked, found, rating=form)
    found.refresh_from_db()
    return _query_page(request, asked, found)
