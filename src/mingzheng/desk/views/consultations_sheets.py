"""Offline opinions by sheet: the empty sheet, a trial of every row with its reasons, the import. No cell is shown."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from mingzheng.core.errors import Refused
from mingzheng.core.files.queries import files_of
from mingzheng.core.files.sheets import faults_csv
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.permission import allows
from mingzheng.design.downloads import csv_response
from mingzheng.design.parts import Crumb, Pair
from mingzheng.desk.access import StaffRequest, staff_required
from mingzheng.desk.taking import take
from mingzheng.desk.views.consultations import crumb_of, crumbs_to, find
from mingzheng.participation.consultations import handing_in, sheets
from mingzheng.participation.consultations.forms.ledger import SheetForm
from mingzheng.participation.consultations.models import Consultation, SheetImport

SHOWN = 50
FAULTS = 100


@staff_required(opens=find)
@never_cache
@require_http_methods(["GET", "POST"])
def index(request: StaffRequest, found: Consultation) -> HttpResponse:
    """The sheets of a consultation, and the form for another one."""
    form = SheetForm(request.POST, request.FILES) if request.method == "POST" else SheetForm()
    made = take(request, form, f"consultations.sheet:{found.pk}", lambda data: _begin(request, found, data).pk)
    if made is not None:
        return redirect("desk:consultation-sheet", pk=made)
    context = {
        "found": found,
        "form": form,
        "may": allows(found.case, request.actor, "enter_sheet"),
        "rows": found.sheets.all()[:SHOWN],
        "rules": _rules(),
        "crumbs": _crumbs(found, _("导入线下意见表")),
    }
    return render(request, "desk/consultations/sheets.html", context, status=422 if form.errors else 200)


def _rules() -> list[Pair]:
    """How a sheet is written."""
    heads = [f"{one}{_('（必填）')}" if one in sheets.NEEDED else one for one in sheets.HEADINGS]
    return [
        Pair(_("表头"), "、".join(heads)),
        Pair(_("渠道"), "、".join(sheets.CHANNELS)),
        Pair(_("提出人"), "、".join(sheets.KINDS)),
        Pair(_("针对"), _("照草案写“第三条”；对整个草案的不填。")),
        Pair(_("重复"), _("同一张表再导入一次不会重复；同样内容的几行，每行算一条。")),
    ]


def _begin(request: StaffRequest, found: Consultation, data: dict[str, Any]) -> SheetImport:
    upload = data["file"]
    return handing_in.begin(found, request.actor, upload.data, upload.name, data["proofs"] or ())


def _crumbs(found: Consultation, *more: Crumb | str) -> list[Crumb]:
    ledger = Crumb(_("意见台账"), reverse("desk:consultation-ledger", args=[found.pk]))
    return crumbs_to(crumb_of(found), ledger, *more)


def _find(request: StaffRequest, pk: int) -> SheetImport:
    """By the same question as the consultation; 404 for everybody else."""
    held = get_object_or_404(SheetImport.objects.select_related("consultation"), pk=pk)
    find(request, held.consultation_id)
    return held


@staff_required(opens=find)
@require_GET
def template(request: StaffRequest, found: Consultation) -> HttpResponse:
    """The empty sheet of this consultation."""
    return csv_response(sheets.template(found), f"opinions-{found.pk}.csv")


@staff_required(opens=_find)
@never_cache
@require_http_methods(["GET", "POST"])
def one(request: StaffRequest, held: SheetImport) -> HttpResponse:
    """A sheet as it stands: what the trial found, row by row, or what came of it."""
    found = find(request, held.consultation_id)
    if request.method == "POST":
        try:
            _do(request, found, held)
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("desk:consultation-sheet", pk=held.pk)
    tried, refusal = _tried(found, held)
    context = {
        "found": found,
        "held": held,
        "tried": tried,
        "refusal": refusal,
        "faults": tried.bad[:FAULTS] if tried else [],
        "most": FAULTS,
        "may": allows(found.case, request.actor, "enter_sheet"),
        "files": files_of(held.ref),
        "crumbs": _crumbs(
            found,
            Crumb(_("导入线下意见表"), reverse("desk:consultation-sheets", args=[found.pk])),
            held.name,
        ),
    }
    return render(request, "desk/consultations/sheet.html", context)


def _tried(found: Consultation, held: SheetImport) -> tuple[sheets.Tried | None, Refused | None]:
    """The rows judged again: the ledger may have grown and the period may have ended since."""
    if held.status != SheetImport.Status.TRIED:
        return None, None
    try:
        return sheets.try_out(found, bytes(held.sheet), held.name), None
    except Refused as refused:
        return None, refused


def _do(request: StaffRequest, found: Consultation, held: SheetImport) -> None:
    wanted = request.POST.get("do")
    if wanted == "import" and found.case is not None:
        entry = act(found.case, "enter_sheet", request.actor, {"sheet": str(held.pk)})
        messages.success(request, _("已登记：%(what)s。") % {"what": entry.summary})
    elif wanted == "drop":
        handing_in.drop(held, request.actor)
        messages.info(request, _("已放弃，上传的表格已经删除。"))
    else:
        raise Http404


@staff_required(opens=_find)
@require_GET
def errors(request: StaffRequest, held: SheetImport) -> HttpResponse:
    """Every faulty row with its reasons, as csv."""
    tried, _refusal = _tried(held.consultation, held)
    if tried is None:
        raise Http404
    return csv_response(faults_csv(tried.bad), f"errors-{held.pk}.csv")
