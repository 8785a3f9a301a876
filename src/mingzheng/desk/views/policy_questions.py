"""The unit's knowledge base, messages, hand-overs and frequent questions; 区府办 sees all units'."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from mingzheng.core import keyset, timekeeping
from mingzheng.core.numbers import whole
from mingzheng.design.parts import Crumb
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, own_unit, post_required, staff_required
from mingzheng.desk.pills import pills
from mingzheng.desk.state_tabs import States, chosen, tabs
from mingzheng.desk.taking import begun
from mingzheng.policy.questions import forms, knowledge, marks, queries
from mingzheng.policy.questions.models import Entry
from mingzheng.policy.questions.tables import WRITERS

SIZE = 20
NEWEST = keyset.Order("id", descending=True)

ENTRY_TABS: dict[str, tuple[Any, Q]] = {
    "": (gettext_lazy("全部"), Q()),
    "due": (gettext_lazy("待复核"), Q(case__state="due")),
    "checking": (gettext_lazy("待审核"), Q(case__state="checking")),
    "drafting": (gettext_lazy("起草"), Q(case__state="drafting")),
    "published": (gettext_lazy("已发布"), Q(case__state="published")),
    "often": (gettext_lazy("常见问题"), Q(often=True, retired_on=None)),
    "retired": (gettext_lazy("已停用"), Q(case__state="retired")),
}
MESSAGE_TABS: dict[str, tuple[Any, Q]] = {
    "": (gettext_lazy("在办"), Q(case__closed_at=None)),
    "received": (gettext_lazy("待审核"), Q(case__state="received")),
    "working": (gettext_lazy("待答复"), Q(case__state__in=["working", "checking"])),
    "answered": (gettext_lazy("待决定公开"), Q(case__state="answered")),
    "closed": (gettext_lazy("已办结"), Q(case__closed_at__isnull=False)),
}
HANDOVER_TABS: dict[str, tuple[Any, Q]] = {
    "": (gettext_lazy("在办"), Q(case__closed_at=None)),
    "sent": (gettext_lazy("待制定单位答复"), Q(case__state="sent")),
    "answered": (gettext_lazy("待窗口回复"), Q(case__state="answered")),
    "told": (gettext_lazy("已回复"), Q(case__state="told")),
}
OFTEN_TABS: dict[str, tuple[Any, Q]] = {
    "": (gettext_lazy("待形成"), Q(case__closed_at=None)),
    "formed": (gettext_lazy("已形成"), Q(case__state="formed")),
    "declined": (gettext_lazy("不形成"), Q(case__state="declined")),
}


def _list(
    request: StaffRequest,
    rows: QuerySet[Any],
    states: States,
    *,
    title: str,
    template: str,
    search: Callable[[str], Q],
    **context: Any,
) -> HttpResponse:
    """One page of a list, by state and by words."""
    now, q = chosen(request, states), request.GET.get("q", "").strip()[:100]
    wanted = rows.filter(states[now][1])
    if q:
        wanted = wanted.filter(search(q))
    page = keyset.page(wanted, NEWEST, request.GET, SIZE)
    clocks = pills([row.case for row in page.rows if row.case is not None])
    context |= {
        "title": title,
        "tabs": tabs(request, rows, states, now),
        "chosen": now,
        "q": q,
        "page": page,
        "rows": [(row, clocks.get(row.case_id)) for row in page.rows],
        "office": request.actor.post in OFFICE_POSTS,
        "crumbs": [Crumb(title)],
    }
    return render(request, template, context)


@staff_required
@require_GET
def entries(request: StaffRequest) -> HttpResponse:
    """The knowledge base as its unit keeps it."""
    today = timekeeping.today()

    def words(q: str) -> Q:
        wanted = Q(question__contains=q) | Q(answer__contains=q)
        number = whole(q)
        return wanted if number is None else wanted | Q(pk=number)

    return _list(
        request,
        queries.entries_for(request.actor),
        ENTRY_TABS,
        title=_("政策知识库"),
        template="desk/questions/entries.html",
        search=words,
        mark_of=lambda entry: marks.mark(entry, today),
        may_write=request.actor.post in WRITERS,
    )


@post_required(*WRITERS)
@require_http_methods(["GET", "POST"])
def entry_new(request: StaffRequest) -> HttpResponse:
    """A new question with its standard answer; it goes to review from its own page."""
    form = forms.NewEntryForm(request.POST or None)
    made = begun(
        request,
        form,
        "questions.entry",
        lambda data: knowledge.begin(own_unit(request), request.actor, data).case_id,
        _("已存为草稿。核对后请提交审核。"),
    )
    if made is not None:
        return made
    context = {
        "form": form,
        "title": _("新增知识条目"),
        "lead": _("一条一个问题；由没有参与起草的同事审核后，公众和窗口才能看到。"),
        "action": _("存为草稿"),
        "back": reverse("desk:questions-entries"),
        "crumbs": [Crumb(_("政策知识库"), reverse("desk:questions-entries")), Crumb(_("新增"))],
    }
    return render(request, "desk/questions/form.html", context)


@staff_required
@require_GET
def messages_page(request: StaffRequest) -> HttpResponse:
    return _list(
        request,
        queries.messages_for(request.actor),
        MESSAGE_TABS,
        title=_("政策留言"),
        template="desk/questions/messages.html",
        search=lambda q: Q(topic__contains=q) | Q(text__contains=q) | Q(number=q.upper()),
    )


@staff_required
@require_GET
def handovers(request: StaffRequest) -> HttpResponse:
    return _list(
        request,
        queries.handovers_for(request.actor),
        HANDOVER_TABS,
        title=_("窗口转办"),
        template="desk/questions/handovers.html",
        search=lambda q: Q(text__contains=q) | Q(number=q.upper()),
    )


@staff_required
@require_GET
def often(request: StaffRequest) -> HttpResponse:
    return _list(
        request,
        queries.often_for(request.actor).order_by(),
        OFTEN_TABS,
        title=_("高频问题"),
        template="desk/questions/often.html",
        search=lambda q: Q(topic__contains=q),
    )


def similar(text: str, limit: int = 5) -> list[Entry]:
    """Published entries that may answer a question, for whoever writes the answer."""
    from mingzheng.desk.views.policy_questions_window import find

    return [found.entry for found in find(text[:80])[0][:limit]]
