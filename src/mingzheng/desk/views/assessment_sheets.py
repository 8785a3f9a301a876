"""A unit's sheet on the desk: filling an item, settling it, appealing against it, the sheet as a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mingzheng.core.errors import Refused
from mingzheng.core.procedures.commands import FormRefused, act, bind_form
from mingzheng.core.procedures.permission import why_not
from mingzheng.core.submissions.acting import say_no
from mingzheng.design.downloads import file_response
from mingzheng.design.parts import Crumb
from mingzheng.desk.access import StaffRequest, refused_status, staff_required
from mingzheng.desk.forms import shut
from mingzheng.desk.kept_typing import keeps_typing, typed_before
from mingzheng.desk.views.assessment import crumbs
from mingzheng.papers import assessment_report
from mingzheng.papers.assessment_xlsx import sheet_workbook
from mingzheng.supervision.assessment import commands, presenting, scoring, visibility
from mingzheng.supervision.assessment.forms import AppealForm
from mingzheng.supervision.assessment.formulas import plain
from mingzheng.supervision.assessment.models import CHECKED, TYPED, Score, Sheet

ENDINGS = ("pdf", "docx")


def _sheet(request: StaffRequest, pk: int) -> Sheet:
    found = visibility.sheets_for(request.actor).filter(pk=pk).first()
    if found is None or found.case is None:
        raise Http404
    return found


def _score(request: StaffRequest, pk: int) -> Score:
    rows = Score.objects.filter(sheet__in=visibility.sheets_for(request.actor))
    found = rows.select_related("item", "sheet__case", "sheet__unit", "sheet__round__case").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _first(sheet: Sheet, ways: tuple[str, ...], **empty: Any) -> Score | None:
    rows = sheet.scores.filter(item__way__in=ways).order_by("item__order", "pk")
    return rows.filter(**empty).first() or rows.first()


@staff_required(opens=_sheet)
@require_GET
def next_item(request: StaffRequest, sheet: Sheet) -> HttpResponse:
    """The first item that the unit has not scored yet."""
    found = _first(sheet, TYPED, self_score=None)
    if found is None:
        messages.info(request, _("这张考核表没有要自评的项目。"))
        return redirect("desk:case", pk=sheet.case_id)
    return redirect("desk:assessment-fill", pk=found.pk)


@staff_required(opens=_sheet)
@require_GET
def next_check(request: StaffRequest, sheet: Sheet) -> HttpResponse:
    """The first item that 区府办 has not settled yet."""
    found = _first(sheet, CHECKED, checked=None)
    if found is None:
        messages.info(request, _("这张考核表没有要核定的项目。"))
        return redirect("desk:case", pk=sheet.case_id)
    return redirect("desk:assessment-check", pk=found.pk)


@keeps_typing
@staff_required(opens=_score)
@require_http_methods(["GET", "POST"])
def fill(request: StaffRequest, score: Score) -> HttpResponse:
    """One item of the own sheet: score, what was done, what proves it."""
    if score.item.way not in TYPED:
        raise Http404
    start = {"value": plain(score.self_score), "note": score.self_note}
    return _item(request, score, "fill", start, score.sheet.scores.filter(item__way__in=TYPED, self_score=None))


@keeps_typing
@staff_required(opens=_score)
@require_http_methods(["GET", "POST"])
def check(request: StaffRequest, score: Score) -> HttpResponse:
    """One item as 区府办 settles it, beside what the unit said."""
    if score.item.way not in CHECKED:
        raise Http404
    value = score.checked if score.checked is not None else score.self_score
    left = score.sheet.scores.filter(item__way__in=TYPED, checked=None)
    return _item(request, score, "check", {"value": plain(value), "note": score.checked_note}, left)


def _item(request: StaffRequest, score: Score, command: str, start: dict[str, Any], left: Any) -> HttpResponse:
    case = score.sheet.case
    if case is None:
        raise Http404
    step = case.table.step(command, case.state) or next(row for row in case.table.steps if row.command == command)
    refusal = why_not(case.table, case.table.step(command, case.state), command, case, request.actor)
    form = bind_form(step, case, typed_before(request))
    form.initial.update({"score": score.pk, **start})
    if request.method == "POST":
        data = request.POST.copy()
        data["score"] = str(score.pk)
        try:
            entry = act(case, command, request.actor, data, files=request.FILES)
        except FormRefused as refused:
            form, refusal = refused.form, None
        except Refused as refused:
            form = bind_form(step, case, data, request.FILES)
            form.is_valid()
            if refused.field in form.fields:
                say_no(form, refused)
            else:
                refusal = refused
        else:
            messages.success(request, entry.summary)
            return _onward(request, score, command, left)
    if refusal is not None and not form.is_bound:
        shut(form)
    return _item_page(request, score, command, form, refusal)


def _onward(request: StaffRequest, score: Score, command: str, left: Any) -> HttpResponse:
    following = left.exclude(pk=score.pk).order_by("item__order", "pk").first() if "next" in request.POST else None
    if following is not None:
        return redirect(f"desk:assessment-{command}", pk=following.pk)
    return redirect("desk:case", pk=score.sheet.case_id)


def _item_page(
    request: StaffRequest, score: Score, command: str, form: forms.Form, refusal: Refused | None
) -> HttpResponse:
    rows = [row for group in presenting.sheet_rows(score.sheet, request.actor) for row in group.rows]
    context = {
        "score": score,
        "sheet": score.sheet,
        "row": next(row for row in rows if row.score.pk == score.pk),
        "command": command,
        "form": form,
        "refusal": refusal,
        "title": _("填写自评") if command == "fill" else _("核定"),
        "crumbs": crumbs(
            Crumb(score.sheet.unit.short, reverse("desk:case", args=[score.sheet.case_id])), Crumb(score.item.name)
        ),
    }
    return render(request, "desk/assessment/item.html", context, status=refused_status(request, refusal))


@keeps_typing
@staff_required(opens=_score)
@require_http_methods(["GET", "POST"])
def appeal(request: StaffRequest, score: Score) -> HttpResponse:
    """The unit does not accept the score of one item."""
    refusal = commands.why_not_appeal(score, request.actor)
    form = AppealForm(request.POST if request.method == "POST" else typed_before(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = commands.appeal(score.pk, form.cleaned_data, request.actor)
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("已提出申诉，由没有评过这一项的人处理。"))
            return redirect("desk:case", pk=made.case_id)
    rows = [row for group in presenting.sheet_rows(score.sheet, request.actor) for row in group.rows]
    context = {
        "score": score,
        "sheet": score.sheet,
        "row": next(row for row in rows if row.score.pk == score.pk),
        "command": "appeal",
        "form": form,
        "refusal": refusal,
        "title": _("提出申诉"),
        "crumbs": crumbs(
            Crumb(score.sheet.unit.short, reverse("desk:case", args=[score.sheet.case_id])), Crumb(_("提出申诉"))
        ),
    }
    return render(request, "desk/assessment/item.html", context, status=refused_status(request, refusal))


@staff_required(opens=_score)
@require_GET
def records_behind(request: StaffRequest, score: Score) -> HttpResponse:
    """The records behind a machine score, as they stood on the day of the figure; from the feedback on."""
    if score.figure_day is None or not visibility.sees_scores(score.sheet, request.actor):
        raise Http404
    rows = presenting.kept_records(score, request.actor)
    context = {
        "score": score,
        "sheet": score.sheet,
        "rows": rows,
        "how": presenting.explained(scoring.line_of(score)),
        "more": max(0, presenting.counted(score) - len(rows)),
        "crumbs": crumbs(
            Crumb(score.sheet.unit.short, reverse("desk:case", args=[score.sheet.case_id])), Crumb(score.item.name)
        ),
    }
    return render(request, "desk/assessment/records.html", context)


@staff_required(opens=_sheet)
@require_GET
def workbook(request: StaffRequest, sheet: Sheet) -> HttpResponse:
    """The sheet in the columns of the scheme, as far as the reader may see it."""
    name = f"assessment-{sheet.round.year}-{sheet.unit.code}.xlsx"
    return file_response(sheet_workbook(sheet, request.actor), name)


@staff_required(opens=_sheet)
@require_GET
def report(request: StaffRequest, sheet: Sheet, ending: str) -> HttpResponse:
    """The feedback to the unit as PDF or Word; from the feedback on."""
    if ending not in ENDINGS or not visibility.sees_scores(sheet, request.actor):
        raise Http404
    try:
        data = assessment_report.rendered(sheet, request.actor, ending)
    except Refused:
        ending, data = "docx", assessment_report.rendered(sheet, request.actor, "docx")  # a name that no face draws
    return file_response(data, f"assessment-{sheet.round.year}-{sheet.unit.code}.{ending}")
