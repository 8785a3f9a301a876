"""The unit's letters, what it registers, what it proposes for publication; 区府办 sees all units'."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from mingzheng.core import keyset, timekeeping
from mingzheng.design.parts import Crumb, pairs_of
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, post_required, staff_required
from mingzheng.desk.pills import pills
from mingzheng.desk.state_tabs import chosen, tabs
from mingzheng.desk.taking import take
from mingzheng.participation.letters import dated, handing_in, intake, presenting, queries, selecting
from mingzheng.participation.letters.forms.handling import RegisterForm
from mingzheng.participation.letters.forms.selecting import ProposeForm
from mingzheng.participation.letters.models import Letter, Selection
from mingzheng.participation.letters.models.letter import Channel
from mingzheng.participation.letters.tables import TRIAGE, WRITERS

SIZE = 20
NEWEST = keyset.Order("received_on", descending=True)
NEWEST_SELECTION = keyset.Order("proposed_on", descending=True)

TABS: dict[str, tuple[Any, Q]] = {
    "": (gettext_lazy("在办"), Q(case__isnull=False, case__closed_at=None)),
    "triage": (gettext_lazy("待分办"), Q(case__state="triage")),
    "received": (gettext_lazy("待受理"), Q(case__state="received")),
    "working": (gettext_lazy("办理中"), Q(case__state__in=["working", "extending", "joined"])),
    "checking": (gettext_lazy("待审核"), Q(case__state="checking")),
    "urgent": (gettext_lazy("紧急"), Q(urgent=True, case__closed_at=None, case__isnull=False)),
    "closed": (gettext_lazy("已办结"), Q(case__closed_at__isnull=False) | Q(case=None)),
}
SELECTION_TABS: dict[str, tuple[Any, Q]] = {
    "": (gettext_lazy("在办"), Q(case__closed_at=None)),
    "masking": (gettext_lazy("待隐名"), Q(case__state="masking")),
    "checking": (gettext_lazy("待批准"), Q(case__state="checking")),
    "published": (gettext_lazy("已选登"), Q(published_on__isnull=False)),
    "closed": (gettext_lazy("不选登和撤下"), Q(case__state__in=["dropped", "hidden"])),
}


def _words(request: StaffRequest) -> str:
    return request.GET.get("q", "").strip()[:100]


@staff_required
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Letters that the unit answers, handed out or is asked about; overdue ones counted above."""
    rows, today = queries.letters_for(request.actor).defer("text"), timekeeping.today()
    states = {**TABS, "overdue": (gettext_lazy("逾期"), Q(case__due_on__lt=today, case__closed_at=None))}
    now, q, channel = chosen(request, states), _words(request), request.GET.get("channel", "")
    wanted = rows.filter(states[now][1])
    if q:
        wanted = wanted.filter(Q(title__icontains=q) | Q(number__icontains=q) | Q(source_ref=q))
    if channel in Channel.values:
        wanted = wanted.filter(channel=channel)
    page = keyset.page(wanted, NEWEST, request.GET, SIZE)
    clocks = pills([row.case for row in page.rows if row.case is not None])
    context = {
        "tabs": tabs(request, rows, states, now),
        "chosen": now,
        "q": q,
        "channel": channel,
        "channels": Channel.choices,
        "page": page,
        "rows": [(row, clocks.get(row.case_id)) for row in page.rows],
        "title": _("来信办理"),
        "may_register": request.actor.post in TRIAGE,
        "may_import": request.actor.post in TRIAGE and bool(handing_in.channels_of(request.actor)),
        "crumbs": [Crumb(_("来信办理"))],
    }
    return render(request, "desk/letters/index.html", context)


@post_required(*TRIAGE)
@require_http_methods(["GET", "POST"])
def register(request: StaffRequest) -> HttpResponse:
    """A letter that came on paper, at a visit or from a national site."""
    form = RegisterForm(request.POST if request.method == "POST" else None)
    made = take(request, form, "letters.register", lambda data: intake.register(data, request.actor).case_id)
    if made is not None:
        messages.success(request, _("已登记，请分办。"))
        return redirect("desk:case", pk=made)
    mine = [
        Channel(row.code).label
        for row in dated.channels().values()
        if (unit := dated.intake(row.code)) is not None and unit.pk == request.actor.unit_id
    ]
    context = {
        "form": form,
        "mine": mine,
        "may_import": bool(handing_in.channels_of(request.actor)),
        "crumbs": [Crumb(_("来信办理"), reverse("desk:letters")), Crumb(_("登记来信"))],
    }
    return render(request, "desk/letters/register.html", context)


def _found(request: StaffRequest, pk: int) -> Letter:
    found = queries.letter_for(request.actor, pk)
    if found is None:
        raise Http404
    return found


@staff_required(opens=_found)
@require_GET
def letter(request: StaffRequest, found: Letter) -> HttpResponse:
    """A letter that was taken over answered; one that is handled here has its case."""
    if found.case_id is not None:
        return redirect("desk:case", pk=found.case_id)
    context = {
        "letter": found,
        "facts": pairs_of(presenting.letter_facts(found)),
        "crumbs": [Crumb(_("来信办理"), reverse("desk:letters")), Crumb(found.number)],
    }
    return render(request, "desk/letters/letter.html", context)


@post_required(*WRITERS, opens=_found)
@require_http_methods(["GET", "POST"])
def select(request: StaffRequest, found: Letter) -> HttpResponse:
    """推荐选登, by the unit that answered."""
    if found.unit_id != request.actor.unit_id:
        raise Http404
    form = ProposeForm(request.POST if request.method == "POST" else None, initial={"title": found.title})
    made = take(
        request, form, f"letters.select:{found.pk}", lambda data: selecting.propose(found, data, request.actor).case_id
    )
    if made is not None:
        return redirect("desk:case", pk=made)
    context = {
        "form": form,
        "letter": found,
        "crumbs": [Crumb(_("来信办理"), reverse("desk:letters")), Crumb(_("推荐选登"))],
    }
    return render(request, "desk/letters/select.html", context)


@staff_required
@require_GET
def selections(request: StaffRequest) -> HttpResponse:
    rows = queries.selections_for(request.actor)
    now, q = chosen(request, SELECTION_TABS), _words(request)
    wanted: QuerySet[Selection] = rows.filter(SELECTION_TABS[now][1])
    if q:
        wanted = wanted.filter(Q(title__icontains=q) | Q(letter__number__icontains=q))
    page = keyset.page(wanted, NEWEST_SELECTION, request.GET, SIZE)
    context = {
        "tabs": tabs(request, rows, SELECTION_TABS, now),
        "chosen": now,
        "q": q,
        "page": page,
        "rows": page.rows,
        "title": _("留言选登"),
        "office": request.actor.post in OFFICE_POSTS,
        "crumbs": [Crumb(_("留言选登"))],
    }
    return render(request, "desk/letters/selections.html", context)
