"""Forms of a case, printed as it stands: 申请表, 登记表, 送达回证. Never kept; for those who write to and serve people."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from mingzheng.design.downloads import file_response
from mingzheng.desk.access import StaffRequest, post_required
from mingzheng.desk.views.foi import TAKERS
from mingzheng.papers import foi_forms
from mingzheng.papers.forms import Sheet
from mingzheng.requests.foi.models import Application, Letter
from mingzheng.requests.foi.queries import CONTACT

ENDINGS = ("pdf", "docx")
SHEETS: dict[str, Callable[[Application], Sheet]] = {
    "application": foi_forms.application_form,
    "registration": foi_forms.registration,
}


def _application(request: StaffRequest, pk: int) -> Application:
    here = request.actor.unit_id
    wanted = Q(unit_id=here)
    if request.actor.post in TAKERS:
        wanted |= Q(taken_at_id=here, case__state="incoming")
    return get_object_or_404(Application.objects.select_related("unit", "case", "applicant"), wanted, pk=pk)


@post_required(*CONTACT, opens=_application)
@require_GET
def of_application(request: StaffRequest, found: Application, code: str, ending: str) -> HttpResponse:
    """申请表 or 登记表 of an application of the own unit; 申请表 also where it was taken in, until its unit has registered it."""
    if code not in SHEETS or ending not in ENDINGS:
        raise Http404
    if found.unit_id != request.actor.unit_id and code != "application":
        raise Http404
    return _file(SHEETS[code](found), ending, str(found))


def _letter(request: StaffRequest, pk: int) -> Letter:
    rows = Letter.objects.select_related("unit", "application")
    return get_object_or_404(rows, pk=pk, unit_id=request.actor.unit_id)


@post_required(*CONTACT, opens=_letter)
@require_GET
def return_receipt(request: StaffRequest, found: Letter, ending: str) -> HttpResponse:
    """送达回证 for the service of a letter that is under way, or for the next one."""
    if ending not in ENDINGS:
        raise Http404
    under_way = found.deliveries.filter(failed_on=None).order_by("-pk").first()
    return _file(foi_forms.return_receipt(found, under_way), ending, str(found))


def _file(sheet: Sheet, ending: str, of: str) -> HttpResponse:
    return file_response(foi_forms.rendered(sheet, ending), f"{sheet.title}{of}.{ending}", inline=True)
