"""The workbench of opinions: article → groups of what says the same → key words; one answer for many."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingzheng.core.errors import Refused
from mingzheng.core.numbers import pk_of, whole
from mingzheng.core.procedures.commands import FormRefused, act
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.permission import why_not
from mingzheng.core.submissions.acting import say_no
from mingzheng.design.parts import Crumb, Tab
from mingzheng.desk import numbered
from mingzheng.desk.access import StaffRequest, staff_required
from mingzheng.desk.views.consultations import crumb_of, crumbs_to, find
from mingzheng.participation.consultations import queries, sorting
from mingzheng.participation.consultations.forms.answering import AnswerForm
from mingzheng.participation.consultations.forms.groups import DescribeForm
from mingzheng.participation.consultations.models import Consultation, Group, Opinion, State
from mingzheng.participation.consultations.novelty import novelties

SIZE = 50
SAMPLES = 100
WHOLE = "0"

STATES: dict[str, tuple[str, Q]] = {
    "": ("全部", Q()),
    "open": ("待处理", Q(state="")),
    **{one.value: (one.label, Q(state=one.value)) for one in State},
}


@staff_required(opens=find)
@require_GET
def workbench(request: StaffRequest, found: Consultation) -> HttpResponse:
    return _page(request, found, AnswerForm())


def _page(request: StaffRequest, found: Consultation, form: AnswerForm, *, status: int = 200) -> HttpResponse:
    rows = found.groups.annotate(n=queries.put_by()).filter(n__gt=0).select_related("article")
    chosen = _chosen(request)
    ordered = _narrowed(rows, chosen).order_by("article__place", "-n", "pk")
    page = numbered.page(ordered, request.GET, SIZE)
    url = reverse("desk:consultation-groups", args=[found.pk])
    ticked = {str(one) for one in request.POST.getlist("groups")} if request.method == "POST" else set()
    context = {
        "found": found,
        "case": found.case,
        "rows": [(one, str(one.pk) in ticked) for one in page.rows],
        "page": page,
        "articles": _articles(found, rows),
        "tabs": [
            Tab(label, _address(url, {**chosen, "state": key}), chosen["state"] == key, rows.filter(wanted).count())
            for key, (label, wanted) in STATES.items()
        ],
        "words": _words(rows),
        "chosen": chosen,
        "here": _address(url, chosen),
        "form": form,
        "ungrouped": queries.ungrouped(found),
        "handles": queries.may_handle(found, request.actor) and _state(found) in queries.HANDLED,
        "refusal": _answer_refusal(found, request),
        "crumbs": crumbs_to(crumb_of(found), _("分组和处理")),
    }
    return render(request, "desk/consultations/groups.html", context, status=status)


def _case(found: Consultation) -> Case:
    if found.case is None:
        raise Http404
    return found.case


def _state(found: Consultation) -> str:
    return _case(found).state


def _answer_refusal(found: Consultation, request: StaffRequest) -> Refused | None:
    case = _case(found)
    return why_not(case.table, case.table.step("answer", case.state), "answer", case, request.actor)


def _chosen(request: StaffRequest) -> dict[str, str]:
    asked = {name: request.GET.get(name, "")[:40] for name in ("state", "article", "word")}
    asked["state"] = asked["state"] if asked["state"] in STATES else ""
    asked["article"] = asked["article"] if whole(asked["article"], 9) is not None else ""
    return asked


def _narrowed(rows: QuerySet[Any], chosen: dict[str, str]) -> QuerySet[Any]:
    rows = rows.filter(STATES[chosen["state"]][1])
    if chosen["article"]:
        place = int(chosen["article"])
        rows = rows.filter(article__place=place) if place else rows.filter(article=None)
    if chosen["word"]:
        # A list of words as JSON: both databases find a word by its quoted form.
        wanted = [one.pk for one in rows if chosen["word"] in one.tags]
        rows = rows.filter(pk__in=wanted)
    return rows


def _articles(found: Consultation, rows: QuerySet[Any]) -> list[tuple[str, str, int]]:
    """(value, label, groups) of each part that opinions are about."""
    counted = dict(rows.order_by().values_list("article").annotate(g=Count("pk", distinct=True)))
    named = [(str(one.place), one.label, counted[one.pk]) for one in found.articles.all() if one.pk in counted]
    return [*([(WHOLE, _("整个草案"), counted[None])] if None in counted else []), *named]


def _words(rows: QuerySet[Any]) -> list[tuple[str, int]]:
    found: dict[str, int] = {}
    for tags in rows.order_by().values_list("tags", flat=True):
        for word in tags:
            found[word] = found.get(word, 0) + 1
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:30]


def _address(url: str, chosen: dict[str, str]) -> str:
    kept = {name: value for name, value in chosen.items() if value}
    return f"{url}?{urlencode(kept)}" if kept else url


# --- acting ----------------------------------------------------------------------------------------------------------


@staff_required(opens=find)
@require_POST
def do(request: StaffRequest, found: Consultation) -> HttpResponse:
    """Answer, merge, or group again; everything ticked and typed stays on the page when it is refused."""
    wanted = request.POST.get("do", "")
    ids = [number for one in request.POST.getlist("groups") if (number := pk_of(one)) is not None]
    form = AnswerForm()
    try:
        if wanted == "answer":
            entry = act(_case(found), "answer", request.actor, request.POST)
            messages.success(request, _("已登记：%(what)s。反馈审核后一起公布。") % {"what": entry.summary})
        elif wanted == "merge":
            sorting.merge(found, ids, request.actor)
            messages.success(request, _("已合并。合并后的意见需要重新处理。"))
        elif wanted == "group":
            placed = sorting.group(found, request.actor) if _small(found) else _later(found, request)
            messages.success(request, placed if isinstance(placed, str) else _("已归并 %(n)s 条意见。") % {"n": placed})
        else:
            raise Http404
    except FormRefused as refused:
        form = refused.form  # type: ignore[assignment]
        return _page(request, found, form)
    except Refused as refused:
        messages.error(request, str(refused))
        return _page(request, found, AnswerForm(request.POST) if wanted == "answer" else form, status=409)
    where = {**_chosen(request), "page": request.GET.get("page", "")[:6]}
    return redirect(_address(reverse("desk:consultation-groups", args=[found.pk]), where))


AT_ONCE = 500


def _small(found: Consultation) -> bool:
    return found.opinions.count() <= AT_ONCE


def _later(found: Consultation, request: StaffRequest) -> str:
    if not queries.may_handle(found, request.actor):
        raise Refused("意见由征集单位的信息员、审核人和负责人处理。", remedy="请切换岗位。", code="wrong_post")
    sorting.owe_grouping(found)
    return _("意见较多，正在后台归并，几秒钟后刷新本页。")


def _group(request: StaffRequest, pk: int) -> Group:
    """By the same question as the consultation."""
    held = get_object_or_404(Group.objects.select_related("article"), pk=pk)
    find(request, held.consultation_id)
    return held


@staff_required(opens=_group)
@require_http_methods(["GET", "POST"])
def group(request: StaffRequest, held: Group) -> HttpResponse:
    """One group: every opinion in it, what each adds, taking one out, the sentence and the key words."""
    found = find(request, held.consultation_id)
    form = DescribeForm(initial={"headline": held.headline, "tags": "、".join(held.tags)})
    if request.method == "POST":
        form = DescribeForm(request.POST)
        try:
            if "take_out" in request.POST:
                row = Opinion.handled.filter(group=held, pk=pk_of(request.POST["take_out"]) or 0).first()
                if row is None:
                    raise Http404
                made = sorting.take_out(row, request.actor)
                messages.success(request, _("已单独成组。"))
                return redirect("desk:consultation-group", pk=made.pk)
            if form.is_valid():
                sorting.describe(held, request.actor, form.cleaned_data["headline"], form.cleaned_data["tags"])
                messages.success(request, _("已保存。"))
                return redirect("desk:consultation-group", pk=held.pk)
        except Refused as refused:
            say_no(form, refused)
    members = Opinion.handled.filter(group=held)
    page = numbered.page(members.select_related("point").order_by("pk"), request.GET, SAMPLES)
    rows = page.rows
    context = {
        "found": found,
        "group": held,
        "rows": list(zip(rows, novelties(held.headline, [one.text for one in rows]), strict=True)),
        "count": members.count(),
        "page": page,
        "form": form,
        "handles": queries.may_handle(found, request.actor) and _state(found) in queries.HANDLED,
        "crumbs": crumbs_to(
            crumb_of(found),
            Crumb(_("分组和处理"), reverse("desk:consultation-groups", args=[found.pk])),
            held.headline[:20],
        ),
    }
    return render(request, "desk/consultations/group.html", context)
