"""写信: the form with what was answered before, the receipt, the state of a letter and its clock, rating, asking on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mingzheng.core import codes, timekeeping, ways_out
from mingzheng.core.procedures.clocks import reckoning_of
from mingzheng.core.submissions.public import PublicForm, QueryForm, SolvedForm
from mingzheng.design.parts import Pair, TimelineEntry, pairs_of
from mingzheng.participation.letters import answering, clocks, dated, intake, presenting, queries
from mingzheng.participation.letters.finding import WORD
from mingzheng.participation.letters.forms.writing import (
    AskOnForm,
    ReachForm,
    WriteForm,
    portal_channels,
)
from mingzheng.participation.letters.models import Letter, Round
from mingzheng.policy.questions.registering import KIND_WORD, MESSAGE_WORD
from mingzheng.portal import letters_related, posting, structure, visitor
from mingzheng.portal.page import draw
from mingzheng.portal.views.letters import crumbs
from mingzheng.portal.views.signing_in import to_sign_in
from mingzheng.search.queries import Hit, search

OFFERED = 3
LOOKED_AT = 6
NOT_SENT_ON = ("looked", "question")


@posting.public
def write(request: HttpRequest) -> HttpResponse:
    """The form; what is posted becomes a letter once. Before the first sending, what was answered already is offered."""
    if request.method != "POST":
        wanted = request.GET.get("channel", "")
        start = wanted if wanted in dict(portal_channels()) else None
        return _form_page(request, WriteForm(initial=visitor.start(request, {"channel": start})))
    if request.POST.get("go") == "identity":
        return to_sign_in(request)
    form = WriteForm(request.POST)
    if form.is_valid() and not form.cleaned_data["looked"]:
        offers = answered_before(form.cleaned_data["title"])
        running = letters_related.open_on(form.cleaned_data["title"])
        if offers or running:
            return _form_page(request, form, offers, running)
    made = posting.take(request, form, "letters.write", lambda data: _submit(request, data))
    if made is None:
        return _form_page(request, form)
    visitor.sent(request)
    key = queries.receipt_key(made)
    return redirect("portal:letter-receipt", key=key) if key else redirect("portal:letter-query")


def _submit(request: HttpRequest, data: dict[str, Any]) -> int:
    values = {name: value for name, value in data.items() if name not in NOT_SENT_ON}
    return intake.submit(values, visitor.sending(request)).pk


def answered_before(title: str) -> list[Hit]:
    """Published letters, board messages and answers on the same; the question is not noted among what people look for."""
    found: list[Hit] = []
    for kind in (WORD, KIND_WORD, MESSAGE_WORD):
        found += search(title[:60], filters={"kind": kind}, note=False).hits[:LOOKED_AT]
    return [hit for at in range(LOOKED_AT) for hit in _nth(found, at)][:OFFERED]


def _nth(found: list[Hit], at: int) -> list[Hit]:
    """The hits that stand at a place within their kind, so that no kind hides another."""
    seen: dict[str, int] = {}
    chosen = []
    for hit in found:
        place = seen.get(hit.record.kind, 0)
        seen[hit.record.kind] = place + 1
        if place == at:
            chosen.append(hit)
    return chosen


def _form_page(
    request: HttpRequest,
    form: WriteForm,
    offers: list[Hit] | None = None,
    running: list[letters_related.Onward] | None = None,
) -> HttpResponse:
    terms = queries.terms(timekeeping.today())
    return draw(
        request,
        "portal/letters/write.html",
        column=structure.find("letters"),
        crumbs=crumbs(_("写信")),
        form=form,
        offers=offers or [],
        running=running or [],
        with_identity=visitor.WITH in request.POST,
        looked="1" if offers or running or form["looked"].value() else "",
        channels=[(label, dated.channels()[code].about, terms.get(code, [])) for code, label in portal_channels()],
    )


@never_cache
@require_safe
def receipt(request: HttpRequest, key: str) -> HttpResponse:
    """Number and query code, for a day; its address is a secret of whoever posted it."""
    found = queries.by_key(key, timekeeping.now() - intake.RECEIPT)
    if found is None or found.key is None:
        return redirect("portal:letter-query")
    clock = clocks.latest(found)
    return draw(
        request,
        "portal/letters/receipt.html",
        column=structure.find("letters"),
        crumbs=crumbs(_("已收到")),
        letter=found,
        code=codes.in_groups(intake.code_of(found.key)),
        due=clock.due_on if clock else None,
        days=dated.value("follow_up_days", timekeeping.today()),
    )


# --- for who knows the code ------------------------------------------------------------------------------------------


@posting.public
def query(request: HttpRequest) -> HttpResponse:
    """The state of a letter, for who knows its number and query code; both are posted, so that no address holds them."""
    form = QueryForm(request.POST) if request.method == "POST" else QueryForm()
    return _query_page(request, form, _sought(request, form) if request.method == "POST" else None)


def _sought(request: HttpRequest, form: QueryForm) -> Letter | None:
    return posting.look_up(
        request,
        form,
        "letters.query",
        lambda: answering.by_code(form.cleaned_data["number"], form.cleaned_data["code"]),
    )


def own_letter(request: HttpRequest, found: Letter) -> HttpResponse:
    """For who sent it verified. Rating and asking on are forms that carry the query code: they are not offered here."""
    return _query_page(request, QueryForm(), found, by_code=False)


def _query_page(
    request: HttpRequest,
    form: QueryForm,
    found: Letter | None = None,
    typed: PublicForm | None = None,
    *,
    left: str = "",
    by_code: bool = True,
) -> HttpResponse:
    """``typed``: the form that is drawn again with what is wrong in it."""
    context: dict[str, Any] = {}
    if found is not None:
        latest = found.round
        clock = clocks.latest(found)
        waiting = found.case is not None and found.case.closed_at is None
        context = {
            "facts": _facts(found),
            "rounds": [one for one in found.rounds.select_related("unit") if one.replied_on or one.serial > 1],
            "waiting": waiting,
            "reach_form": _again(ReachForm, typed, offered=waiting and by_code),
            "due": clock.due_on if clock is not None else None,
            "reckoning": reckoning_of(clock) if clock is not None else None,
            "extensions": found.extensions.filter(granted=True),
            "onward": letters_related.onward(found),
            "life": _life(found),
            "rating_form": _again(SolvedForm, typed, offered=by_code and _may_rate(latest)),
            "asking_form": _again(AskOnForm, typed, offered=by_code and answering.may_ask_on(found)),
            "rated": latest.stars,
            "left": left,
            "told": bool(left) and ways_out.reaches(left),
        }
    return draw(
        request,
        "portal/letters/query.html",
        column=structure.find("letters"),
        crumbs=crumbs(_("查询办理情况")),
        form=form,
        letter=found,
        by_code=by_code,
        **context,
    )


def _again(kind: type[PublicForm], typed: PublicForm | None, *, offered: bool) -> PublicForm | None:
    return typed if isinstance(typed, kind) else kind() if offered else None


def _may_rate(latest: Round) -> bool:
    return latest.replied_on is not None and latest.stars is None


def _facts(found: Letter) -> list[Pair]:
    return pairs_of(
        [
            Pair(_("编号"), found.number, nobreak=True),
            Pair(_("渠道"), presenting.channel_words(found)),
            Pair(_("性质"), found.get_kind_display() if found.classified_on else ""),
            Pair(_("办理单位"), found.unit.name),
            Pair(_("单位电话"), found.unit.phone, nobreak=True),
            Pair(_("是否同意选登"), _("同意") if found.consent else _("不同意")),
            Pair(_("进展"), answering.state_word(found)),
        ]
    )


def _life(found: Letter) -> list[TimelineEntry]:
    """What the author may know of the way of the letter, with the reasons; not what was said inside."""
    told: list[tuple[dt.date, int, TimelineEntry]] = []

    def note(order: int, day: dt.date | None, what: str, why: str = "") -> None:
        if day is not None:
            told.append((day, order, TimelineEntry(what, day, note=why)))

    note(0, found.received_on, _("收到来信"))
    for move in found.moves.select_related("source", "target"):
        units = {"how": move.get_how_display(), "source": move.source.short, "target": move.target.short}
        note(1, move.moved_on, _("%(how)s：%(source)s转到%(target)s") % units, move.reason)
    for spoken in found.contacts.all():
        note(2, spoken.contacted_on, _("先行联系"), spoken.get_how_display())
    for more in found.extensions.filter(granted=True):
        note(3, more.decided_on, _("批准延期 %(n)s 个工作日") % {"n": more.days}, more.reason)
    for one in found.rounds.all():
        note(4, one.asked_on if one.serial > 1 else None, one.get_why_display())
        note(5, one.replied_on, _("答复"))
        note(6, one.rated_on, _("您的评价"))
    return [entry for _day, _order, entry in sorted(told, key=lambda row: row[:2])]


@posting.public
def rate(request: HttpRequest) -> HttpResponse:
    """Once for each round, by who holds the query code."""
    return _with_code(
        request, "letters.rate", SolvedForm, lambda one, said: answering.rate(one, said["stars"], said["rating"])
    )


@posting.public
def ask_on(request: HttpRequest) -> HttpResponse:
    """追问, by who holds the query code."""
    return _with_code(request, "letters.ask_on", AskOnForm, lambda one, said: answering.ask_on(one, said["text"]))


@posting.public
def leave_reach(request: HttpRequest) -> HttpResponse:
    """A way to be reached, left afterwards by who holds the query code."""
    return _with_code(request, "letters.reach", ReachForm, lambda one, said: answering.leave_reach(one, said["reach"]))


def _with_code(
    request: HttpRequest, purpose: str, kind: type[PublicForm], act: Callable[[Letter, dict[str, Any]], Model]
) -> HttpResponse:
    """Two forms in one: the number and the code, and what is added to the letter that they lead to."""
    if request.method != "POST":
        return redirect("portal:letter-query")
    asked, form = QueryForm(request.POST), kind(request.POST)
    found = _sought(request, asked)
    if found is None:
        return _query_page(request, asked)
    if posting.take(request, form, f"{purpose}:{found.pk}", partial(_added, found, act)) is None:
        return _query_page(request, asked, found, form)
    now = Letter.objects.select_related("unit", "case").get(pk=found.pk)
    return _query_page(request, asked, now, left=form.cleaned_data.get("reach", ""))


def _added(found: Letter, act: Callable[[Letter, dict[str, Any]], Model], said: dict[str, Any]) -> int:
    return int(act(found, said).pk)
