"""The daily check of columns and catalogue, and the records whose class waits for a person."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.submissions.acting import say_no
from mingzheng.core.submissions.fields import offer
from mingzheng.design.parts import Crumb, LineChart, Series, Tab
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, every, post_required, staff_required
from mingzheng.desk.views.columns import office_required
from mingzheng.disclosure.catalogue import checking, classifying, commands, standard, suggesting
from mingzheng.disclosure.catalogue.models import CheckFinding, CheckRun, Column, Placement, StandardItem
from mingzheng.disclosure.catalogue.queries import column_choices

DAYS, SHOWN, EACH = 30, 300, 20
REGISTRARS = tuple(post for post in commands.REGISTRARS if post is not Post.SYSTEM)


@staff_required
@require_GET
def findings(request: StaffRequest) -> HttpResponse:
    """What the newest check found; a unit sees its own first, 区府办 all."""
    run = CheckRun.objects.first()
    mine = request.GET.get("mine", "0" if request.actor.post in OFFICE_POSTS else "1") == "1"
    kind = request.GET.get("kind", "")
    rows = run.findings.select_related("column", "item__catalogue", "unit") if run else CheckFinding.objects.none()
    if mine:
        rows = rows.filter(unit_id=request.actor.unit_id)
    counts = {code: rows.filter(kind=code).count() for code in CheckFinding.Kind.values}
    shown = rows.filter(kind=kind) if kind in CheckFinding.Kind.values else rows
    base = reverse("desk:checks")
    flag = "1" if mine else "0"
    tabs = [Tab(_("全部"), f"{base}?mine={flag}", kind not in counts, sum(counts.values()))]
    tabs += [
        Tab(str(CheckFinding.Kind(code).label), f"{base}?mine={flag}&kind={code}", code == kind, number)
        for code, number in counts.items()
        if number
    ]
    context = {
        "run": run,
        "rows": shown.order_by("days", "id")[:SHOWN],
        "tabs": tabs,
        "mine": mine,
        "chart": _chart(),
        "office": request.actor.post in OFFICE_POSTS,
        "crumbs": [Crumb(_("目录检查"))],
    }
    return render(request, "desk/catalogue/checks.html", context)


def _chart() -> LineChart | None:
    runs = list(CheckRun.objects.order_by("-day")[:DAYS])[::-1]
    if len(runs) < 2:
        return None
    good = [round(100 * run.columns_good / run.columns) if run.columns else None for run in runs]
    return LineChart(
        _("更新合格的栏目"),
        [f"{run.day.month}/{run.day.day}" for run in runs],
        [Series(_("合格率"), good)],
        sentence=_("最近一次：%(good)d 个栏目合格，共 %(all)d 个。")
        % {"good": runs[-1].columns_good, "all": runs[-1].columns},
        unit="%",
    )


@office_required
@require_POST
def run_now(request: StaffRequest) -> HttpResponse:
    """Check again now; today's findings are replaced."""
    run = checking.check()
    messages.success(
        request,
        _("已检查 %(columns)d 个栏目、%(items)d 个目录事项、%(links)d 条链接。")
        % {"columns": run.columns, "items": run.items, "links": run.links},
    )
    return redirect("desk:checks")


class ClassForm(forms.Form):
    group = forms.ChoiceField(label=gettext_lazy("组配分类"))
    theme = forms.ChoiceField(label=gettext_lazy("主题分类"))
    column = forms.ChoiceField(label=gettext_lazy("应列栏目"))
    item = forms.ChoiceField(label=gettext_lazy("目录事项"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "group", list(suggesting.group_labels().items()))
        offer(self, "theme", [(code, code) for code in suggesting.listed()["theme"]])
        offer(self, "column", column_choices())
        catalogue = standard.live()
        items = [(str(item.pk), str(item)) for item in catalogue.items.all()] if catalogue else []
        offer(self, "item", [("", _("（没有对应事项）")), *items])


@post_required(*REGISTRARS)
@require_GET
def classify(request: StaffRequest) -> HttpResponse:
    """Public records whose class nobody confirmed, each with what the machine suggests and why."""
    unit_id = None if request.actor.post in OFFICE_POSTS else request.actor.unit_id
    waiting = classifying.waiting(unit_id=unit_id)
    rows = [(row, _best(classifying.suggest(classifying.text_of(row.ref), row.title))) for row in waiting[:EACH]]
    context = {
        "rows": rows,
        "left": waiting.count(),
        "tally": classifying.tally(),
        "crumbs": [Crumb(_("分类确认"))],
    }
    return render(request, "desk/catalogue/classify.html", context)


def _best(found: list[suggesting.Suggestion]) -> list[tuple[str, suggesting.Suggestion]]:
    first: dict[str, suggesting.Suggestion] = {}
    for one in found:
        first.setdefault(one.facet, one)
    return [(suggesting.FACET_LABELS[facet], one) for facet, one in first.items()]


@post_required(*REGISTRARS, opens=every(Placement.objects.select_related("column", "unit").all))
@require_http_methods(["GET", "POST"])
def classify_one(request: StaffRequest, row: Placement) -> HttpResponse:
    """Decide on one record. The suggestions stand beside the form; what is confirmed is the person's choice."""
    suggested = classifying.suggest(classifying.text_of(row.ref), row.title)
    first = {facet: one.code for facet, one in ((one.facet, one) for one in reversed(suggested))}
    initial = {**first, "column": first.get("column", row.column.code)}
    form = ClassForm(request.POST) if request.method == "POST" else ClassForm(initial=initial)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            classifying.confirm(
                row.ref,
                title=row.title,
                unit_id=row.unit_id,
                group=facts["group"],
                theme=facts["theme"],
                column=Column.objects.get(code=facts["column"]),
                item=StandardItem.objects.filter(pk=facts["item"]).first() if facts["item"] else None,
                suggested=suggested,
                actor=request.actor,
            )
        except Refused as refused:
            say_no(form, refused)
        else:
            messages.success(request, _("已确认《%(title)s》的分类。") % {"title": row.title})
            return redirect("desk:classify")
    context = {
        "row": row,
        "form": form,
        "suggested": [(suggesting.FACET_LABELS[one.facet], one) for one in suggested],
        "crumbs": [Crumb(_("分类确认"), reverse("desk:classify")), Crumb(row.title)],
    }
    return render(request, "desk/catalogue/classify_one.html", context)
