"""Taking profiles in from a table: upload, what each column means, a trial of every row, the import. No cell is shown."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from mingzheng.core.errors import Refused
from mingzheng.core.numbers import pk_of
from mingzheng.design.downloads import csv_response
from mingzheng.design.parts import Crumb
from mingzheng.desk.access import StaffRequest, post_required
from mingzheng.desk.taking import take
from mingzheng.policy.push import importing, queries, staging, tables
from mingzheng.policy.push.columns import Who
from mingzheng.policy.push.forms import ImportForm, MeaningsForm
from mingzheng.policy.push.models import ProfileImport

SHOWN = 50
FAULTS = 50


def _crumbs(*more: Crumb) -> list[Crumb]:
    here = Crumb(_("导入画像"), reverse("desk:push-imports") if more else "")
    return [Crumb(_("精准推送"), reverse("desk:push")), here, *more]


@post_required(*queries.IMPORTERS)
@never_cache
@require_http_methods(["GET", "POST"])
def index(request: StaffRequest) -> HttpResponse:
    """The unit's tables, and the form for another one."""
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    made = take(request, form, "push.import", lambda data: _begin(request, data).pk)
    if made is not None:
        return redirect("desk:push-import", int(made))
    context = {
        "form": form,
        "rows": list(queries.imports_of(request.actor)[:SHOWN]),
        "crumbs": _crumbs(),
        "templates": [(who.label, reverse("desk:push-import-template", args=[who.value])) for who in Who],
    }
    return render(request, "desk/push/imports.html", context)


def _begin(request: StaffRequest, data: dict[str, Any]) -> ProfileImport:
    upload = data["file"]
    return staging.begin(request.actor, Who(data["of"]), upload.data, upload.name, str(data["source"]))


@post_required(*queries.IMPORTERS)
@require_GET
def template(request: StaffRequest, of: str) -> HttpResponse:
    """The empty table."""
    text = tables.template(Who(of))
    return csv_response(text, f"profiles-{of}.csv")


def _find(request: StaffRequest, pk: int) -> ProfileImport:
    """404 for a table of another unit, whether it exists or not."""
    return get_object_or_404(queries.imports_of(request.actor), pk=pk)


@post_required(*queries.IMPORTERS, opens=_find)
@never_cache
@require_http_methods(["GET", "POST"])
def one(request: StaffRequest, found: ProfileImport) -> HttpResponse:
    """One table as it stands: what its columns mean, how far the run is, what was found, what came of it."""
    form = MeaningsForm(found.headings, found.means, found.who, request.POST if _tries(request) else None)
    if request.method == "POST":
        try:
            if _did(request, found, form):
                return redirect("desk:push-import", found.pk)
        except Refused as refused:
            if form.is_bound:
                form.add_error(None, str(refused))
            else:
                messages.error(request, str(refused))
                return redirect("desk:push-import", found.pk)
    after = pk_of(request.GET.get("after", "")) or 0
    faults = list(found.faults.filter(pk__gt=after)[: FAULTS + 1])
    context = {
        "found": found,
        "form": form,
        "faults": faults[:FAULTS],
        "following": f"?after={faults[FAULTS - 1].pk}#faults" if len(faults) > FAULTS else "",
        "first": f"{request.path}#faults" if after else "",
        "crumbs": _crumbs(Crumb(found.name)),
    }
    return render(request, "desk/push/import.html", context, status=422 if form.errors else 200)


def _tries(request: StaffRequest) -> bool:
    return request.method == "POST" and request.POST.get("do") == "try"


def _did(request: StaffRequest, found: ProfileImport, form: MeaningsForm) -> bool:
    """Whether something was done; False: the form says what is wrong."""
    do = request.POST.get("do")
    if do == "try":
        if not form.is_valid():
            return False
        staging.try_out(found, request.actor, form.means)
    elif do == "import":
        if request.POST.get("agreed") != "on":
            raise Refused(_("还没有确认取得同意。"), remedy=_("请勾选后再导入。"))
        staging.confirm(found, request.actor)
    elif do == "drop":
        staging.drop(found, request.actor)
        messages.info(request, _("已放弃，上传的表格已经删除。"))
    return True


@post_required(*queries.IMPORTERS, opens=_find)
@require_GET
def errors(request: StaffRequest, found: ProfileImport) -> HttpResponse:
    """Every faulty row with its reasons, as csv."""
    return csv_response(importing.error_sheet(found.faults.values_list("line", "message")), f"errors-{found.pk}.csv")
