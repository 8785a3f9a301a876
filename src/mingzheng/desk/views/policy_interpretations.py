"""政策解读 on the desk: what lacks one, what is in hand, what is out; opening a task."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from mingzheng.core import keyset
from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.models import Case
from mingzheng.design.parts import Crumb, Tab
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, own_unit, post_required, staff_required
from mingzheng.desk.kept_typing import keeps_typing, typed_before
from mingzheng.desk.pills import Pill, pills
from mingzheng.desk.taking import begun
from mingzheng.desk.views.documents import find_document
from mingzheng.disclosure.documents.models import Document, Edition
from mingzheng.policy.interpretations import commands, queries
from mingzheng.policy.interpretations.forms import BeforeForm, DeclareForm, RulebookForm
from mingzheng.policy.interpretations.models import Interpretation, Task
from mingzheng.policy.interpretations.quality import to_mend

PAGE_SIZE = 20
TABS = {
    "lacking": gettext_lazy("应解读、还没有解读"),
    "tasks": gettext_lazy("解读任务"),
    "open": gettext_lazy("在办的解读"),
    "out": gettext_lazy("已发布"),
}
OPENERS = (Post.OFFICER, Post.REVIEWER, Post.HEAD)


@dataclass(frozen=True)
class Lacking:
    """A document that needs an interpretation. ``why``: on what rule; ``next``: what is to be done now."""

    edition: Edition
    task: Task | None
    why: str
    next: str
    pill: Pill | None


@staff_required
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """The list in one of its tabs: the unit's own, 区府办 all."""
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else "lacking"
    rows, page = _rows(request, tab)
    context = {
        "tab": tab,
        "tabs": _tabs(request, tab),
        "rows": rows,
        "page": page,
        "all_units": request.actor.post in OFFICE_POSTS,
        "may_open": request.actor.post is Post.OFFICER,
        "office": request.actor.post in OFFICE_POSTS,
        "rulebook": queries.rulebook(),
        "crumbs": [Crumb(_("政策解读"))],
    }
    return render(request, "desk/interpretations/list.html", context)


def _tabs(request: StaffRequest, current: str) -> list[Tab]:
    actor = request.actor
    counts = {
        "lacking": queries.lacking(actor).count(),
        "tasks": _open_tasks(request).count(),
        "open": _in_hand(request).count(),
    }
    base = reverse("desk:interpretations")
    return [
        Tab(str(label), base if code == "lacking" else f"{base}?tab={code}", code == current, counts.get(code))
        for code, label in TABS.items()
    ]


def _open_tasks(request: StaffRequest) -> Any:
    return queries.tasks_seen_by(request.actor).filter(case__closed_at=None)


def _in_hand(request: StaffRequest) -> Any:
    return queries.seen_by(request.actor).filter(case__closed_at=None)


def _rows(request: StaffRequest, tab: str) -> tuple[list[Any], keyset.Page | None]:
    if tab == "lacking":
        return _lacking(request), None
    rows, order = {
        "tasks": (_open_tasks(request), keyset.Order("opened_at", descending=True)),
        "open": (_in_hand(request), keyset.Order("pk", descending=True)),
        "out": (
            queries.seen_by(request.actor).filter(status=Interpretation.Status.RELEASED),
            keyset.Order("published_at", descending=True),
        ),
    }[tab]
    if tab == "open":
        return [(one, pill, to_mend(one.quality)) for one, pill in _with_pills(list(rows.order_by("-pk")[:200]))], None
    page = keyset.page(rows, order, request.GET, PAGE_SIZE)
    return [(one, pill, 0) for one, pill in _with_pills(page.rows)], page


def _with_pills(rows: list[Any]) -> list[tuple[Any, Pill | None]]:
    held = pills([one.case for one in rows if one.case is not None])
    return [(one, held.get(one.case_id)) for one in rows]


def _lacking(request: StaffRequest) -> list[Lacking]:
    editions = list(queries.lacking(request.actor)[:200])
    tasks = queries.tasks_of([edition.document_id for edition in editions])
    held = pills([task.case for task in tasks.values() if task.case is not None])
    return [_line(edition, tasks.get(edition.document_id), held) for edition in editions]


def _line(edition: Edition, task: Task | None, held: dict[int, Pill]) -> Lacking:
    need = queries.need_of(edition)
    if task is None or task.case is None:
        following = _("编制解读方案")
    else:
        drafts = [one for one in queries.alive(task).select_related("case") if one.case is not None]
        following = drafts[0].case.state_now.label if drafts and drafts[0].case else task.case.state_now.label
    pill = held.get(task.case_id) if task is not None and task.case_id else None
    return Lacking(edition, task, need.label if need else _("起草人申报"), following, pill)


@keeps_typing
@staff_required(opens=find_document)
@require_http_methods(["GET", "POST"])
def of_document(request: StaffRequest, document: Document) -> HttpResponse:
    """The document's task; when there is none yet: why it needs one, and the way to open it."""
    task = queries.with_task(document)
    if task is not None:
        return redirect("desk:case", pk=task.case_id)
    edition = queries.newest_edition(document)
    need = queries.need_of(edition) if edition is not None else None
    demanded = need is not None and not need.advised
    form = DeclareForm(request.POST if request.method == "POST" else typed_before(request))
    if demanded:
        del form.fields["reason"]
    answer = begun(
        request,
        form,
        request.path,
        lambda data: commands.begin_task(document, request.actor, reason=data.get("reason", "")).case_id,
        _("已立项解读。"),
    )
    if answer is not None:
        return answer
    context = {
        "document": document,
        "need": need,
        "demanded": demanded,
        "form": form,
        "may_open": request.actor.post in OPENERS and request.actor.unit_id == document.unit_id,
        "crumbs": _crumbs(document.doc_number or document.title[:16]),
    }
    return render(request, "desk/interpretations/of_document.html", context)


def _crumbs(last: str) -> list[Crumb]:
    return [Crumb(_("政策解读"), reverse("desk:interpretations")), Crumb(last)]


@keeps_typing
@post_required(Post.OFFICER)
@require_http_methods(["GET", "POST"])
def before_new(request: StaffRequest) -> HttpResponse:
    """预解读 of a draft on which opinions are sought."""
    form = BeforeForm(request.POST if request.method == "POST" else typed_before(request))
    unit = own_unit(request)

    def save(data: dict[str, Any]) -> int | None:
        draft = commands.Draft(data["draft_title"], data["draft_url"])
        return commands.begin_before(unit, request.actor, draft, reason=data["reason"]).case_id

    return begun(request, form, request.path, save, _("已立项预解读。请编制解读方案。")) or _form(
        request,
        form,
        _("草案预解读"),
        _("公开征求意见的草案，解读与草案同时给公众看，说明为什么、改什么、影响谁。"),
    )


@keeps_typing
@post_required(Post.OFFICER, opens=find_document)
@require_http_methods(["GET", "POST"])
def again(request: StaffRequest, document: Document) -> HttpResponse:
    """二次解读 of a published document."""
    form = DeclareForm(request.POST if request.method == "POST" else typed_before(request))
    made = begun(
        request,
        form,
        request.path,
        lambda data: commands.begin_again(document, request.actor, reason=data["reason"]).case_id,
        _("已立项二次解读。请编制解读方案。"),
    )
    return made or _form(request, form, _("二次解读"), document.title)


@post_required(*OFFICE_POSTS)
@require_http_methods(["GET", "POST"])
def rulebook(request: StaffRequest) -> HttpResponse:
    """区府办 marks the published 政策解读实施办法."""
    form = RulebookForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        found: Document = form.cleaned_data["document"]
        try:
            commands.mark_rulebook(found, request.actor)
        except Refused as refused:
            form.add_error("document", str(refused))
        else:
            messages.success(request, _("已标注《%(title)s》为政策解读实施办法。") % {"title": found.title})
            return redirect("desk:interpretations")
    return _form(
        request, form, _("标注解读实施办法"), _("填写已公开的实施办法的发文字号或索引号。公开日期计入任务进度。")
    )


def _form(request: StaffRequest, form: forms.Form, title: str, lead: str) -> HttpResponse:
    context = {"form": form, "title": title, "lead": lead, "crumbs": _crumbs(title)}
    return render(request, "desk/interpretations/form.html", context)


def case_of(one: Interpretation) -> Case:
    """404 for what has no case (yet)."""
    if one.case is None:
        raise Http404
    return one.case


def find_interpretation(request: StaffRequest, pk: int) -> Interpretation:
    """For its unit and 区府办; 404 for everybody else, whether it exists or not."""
    found = queries.seen_by(request.actor).filter(pk=pk).first()
    if found is None or found.case is None:
        raise Http404
    return found
