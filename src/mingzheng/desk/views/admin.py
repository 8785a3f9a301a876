"""Pages of the system administrator: side effects, the journal's proof, units and posts. Nothing here acts on cases."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.journal import queries as journal
from mingzheng.core.journal.commands import seal_all
from mingzheng.core.journal.models import Entry, Unsealed
from mingzheng.core.outbox import commands as outbox_commands
from mingzheng.core.outbox import queries as outbox_queries
from mingzheng.core.outbox.models import Message
from mingzheng.core.outbox.registry import topic_of
from mingzheng.core.units.models import PostHolding, Unit, held_on
from mingzheng.desk.access import StaffRequest, every, post_required

SHOWN = 100
VERIFY_MOST = 50_000

admin_required = post_required(Post.ADMIN)


@admin_required
@require_GET
def outbox(request: StaffRequest) -> HttpResponse:
    """How the side effects stand, and those that went wrong."""
    counts = outbox_queries.counts()
    labels = dict(Message.Status.choices)
    context = {
        "counts": [(status, labels[status], counts[status]) for status in Message.Status.values],
        "behind": outbox_queries.behind(),
        "oldest_minutes": int(outbox_queries.oldest_wait().total_seconds() // 60),
        "troubled": [(message, _topic(message)) for message in outbox_queries.troubled()[:SHOWN]],
    }
    return render(request, "desk/outbox.html", context)


def _topic(message: Message) -> str:
    topic = topic_of(message.topic)
    return topic.label if topic else message.topic


@post_required(Post.ADMIN, opens=every(Message.objects.all))
@require_POST
def outbox_retry(request: StaffRequest, message: Message) -> HttpResponse:
    if outbox_commands.retry(message.pk):
        messages.success(request, _("第 %(pk)s 号事项已重新排队，后台会马上再试。") % {"pk": message.pk})
    else:
        messages.info(request, _("第 %(pk)s 号事项已不在失败之列，没有改动。") % {"pk": message.pk})
    return redirect("desk:outbox")


@admin_required
@require_http_methods(["GET", "POST"])
def journal_page(request: StaffRequest) -> HttpResponse:
    """Where the chain ends; POST seals what waits and recomputes the whole chain, when it is short enough for a page."""
    entries = Entry.objects.count()
    report = None
    if request.method == "POST" and entries <= VERIFY_MOST:
        seal_all()
        report = journal.verify()
    head = journal.head()
    context: dict[str, Any] = {
        "head": head,
        "entries": entries,
        "waiting": Unsealed.objects.count(),
        "report": report,
        "too_many": entries > VERIFY_MOST,
        "most": VERIFY_MOST,
    }
    return render(request, "desk/journal.html", context)


@admin_required
@require_GET
def units(request: StaffRequest) -> HttpResponse:
    """Units and who holds which post in them today; to be read, not edited (the units sheet is imported)."""
    today, text = timekeeping.today(), request.GET.get("text", "").strip()[:50]
    found = Unit.objects.filter(held_on(today))
    if text:
        names = Q(name__icontains=text) | Q(short__icontains=text) | Q(names__text__icontains=text)
        found = found.filter(names | Q(holdings__person__name__icontains=text)).distinct()
    held: dict[int, list[PostHolding]] = {}
    for holding in PostHolding.objects.filter(held_on(today)).select_related("person").order_by("id"):
        held.setdefault(holding.unit_id, []).append(holding)
    context = {"rows": [(unit, held.get(unit.pk, [])) for unit in found], "text": text}
    return render(request, "desk/units.html", context)
