"""我要提问: the form, and before anything is sent what is published already. What was typed goes to no log and no address."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from mingzheng.policy.questions import board, offering, queries
from mingzheng.policy.questions.forms import AskForm, OfferForm
from mingzheng.policy.questions.models import Entry
from mingzheng.policy.questions.offering import What
from mingzheng.policy.questions.registering import KIND_WORD
from mingzheng.portal import posting, structure
from mingzheng.portal.page import draw
from mingzheng.portal.views.questions import found_ids, queries_document, shown
from mingzheng.portal.views.questions_board import crumbs
from mingzheng.search.queries import search

SALT = "portal.questions.offered"
OFFER_AGE = 24 * 3600  # seconds within which an offered answer counts as seen
Offered = list[int]


@posting.public
def ask(request: HttpRequest) -> HttpResponse:
    """The form; what is posted becomes a message once, unless an answer that nobody was offered yet is published already."""
    if request.method != "POST":
        start = queries_document(request.GET.get("document", "")[:64])
        return _form_page(request, AskForm(initial={"document": start}))
    form = AskForm(request.POST)
    if form.is_valid():
        seen = _seen(form.cleaned_data["offered"])
        fresh = [entry for entry in _offers(form.cleaned_data) if entry.pk not in seen]
        if fresh:
            offering.count([entry.pk for entry in fresh], What.SHOWN)
            return _form_page(request, form, fresh, [*seen, *(entry.pk for entry in fresh)])
    made = posting.take(request, form, "questions.message", _submit)
    if made is None:
        return _form_page(request, form)
    key = queries.receipt_key(made)
    return redirect("portal:message-receipt", key=key) if key else redirect("portal:message-query")


def _submit(data: dict[str, Any]) -> int:
    return board.submit({name: value for name, value in data.items() if name != "offered"}).pk


def _offers(data: dict[str, Any]) -> list[Entry]:
    """The question is not noted among what people look for."""
    document = data["document"]
    found = search(data["topic"], filters={"kind": KIND_WORD}, note=False)
    return offering.offered(found_ids(hit.record.key for hit in found.hits), document.pk if document else None)


def _seen(token: str) -> Offered:
    """What this form offered already; nothing, for a token that is none of ours or too old."""
    try:
        return [int(pk) for pk in signing.loads(token, salt=SALT, max_age=OFFER_AGE)] if token else []
    except signing.BadSignature:
        return []


def _form_page(
    request: HttpRequest, form: AskForm, fresh: list[Entry] | None = None, seen: Offered | None = None
) -> HttpResponse:
    offers = [
        {
            "one": one,
            "open": OfferForm(auto_id=f"kan{one.entry.pk}_%s"),
            "this": OfferForm(auto_id=f"jiu{one.entry.pk}_%s"),
        }
        for one in shown(fresh or [])
    ]
    return draw(
        request,
        "portal/questions/ask.html",
        column=structure.find("messages"),
        crumbs=crumbs(_("我要提问")),
        form=form,
        offers=offers,
        offered=signing.dumps(seen, salt=SALT) if seen else form["offered"].value() or "",
        days=queries.reply_days(),
    )


@posting.public
def offer(request: HttpRequest, what: str) -> HttpResponse:
    """An offered answer is opened (``kan``), or it is what was wanted (``jiushi``): counted, then shown."""
    if request.method != "POST":
        return redirect("portal:ask")
    form = OfferForm(request.POST)
    entry = queries.public_entry(form.cleaned_data["entry"]) if form.is_valid() else None
    if entry is None:
        raise Http404
    found, counted = entry.pk, What.OPENED if what == "kan" else What.AVOIDED

    def act(_data: dict[str, Any]) -> int:
        offering.count([found], counted)
        return found

    # Beyond so many from one address nothing is counted any more; the answer is shown all the same.
    posting.take(request, form, f"questions.offer_{counted.value}:{found}", act)
    if counted is What.OPENED:
        return redirect("portal:answer", pk=found)
    return draw(
        request,
        "portal/questions/settled.html",
        column=structure.find("messages"),
        crumbs=crumbs(_("已有答复")),
        one=shown([entry])[0],
    )
