"""What an applicant handed in online besides the application: an officer or the window says what becomes of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mingzheng.desk.access import StaffRequest, post_required
from mingzheng.desk.views.foi import TAKERS
from mingzheng.requests.foi import filing
from mingzheng.requests.foi.models import Supplement


def _supplement(request: StaffRequest, pk: int) -> Supplement:
    """What was handed in on an application of the own unit."""
    rows = Supplement.objects.select_related("application")
    return get_object_or_404(rows, pk=pk, application__unit_id=request.actor.unit_id)


@post_required(*TAKERS, opens=_supplement)
@require_POST
def settle(request: StaffRequest, found: Supplement) -> HttpResponse:
    """Taken, or not taken with a reason that the applicant reads."""
    taken, note = request.POST.get("do") == "take", request.POST.get("note", "").strip()
    filing.settle_supplement(found, request.actor, taken=taken, note=note)
    messages.success(request, _("已采用，文件归入这件申请。") if taken else _("已告知申请人不采用的原因。"))
    return redirect("desk:case", pk=found.application.case_id)
