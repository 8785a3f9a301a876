"""What an applicant handed in online besides the application: an officer or the window says what becomes of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mingzheng.core.errors import Refused
from mingzheng.desk.access import StaffRequest, post_required
from mingzheng.desk.views.foi import TAKERS
from mingzheng.requests.foi import filing
from mingzheng.requests.foi.models import Supplement


@post_required(*TAKERS)
@require_POST
def settle(request: StaffRequest, pk: int) -> HttpResponse:
    """Taken, or not taken with a reason that the applicant reads."""
    rows = Supplement.objects.select_related("application")
    found = rows.filter(pk=pk, application__unit_id=request.actor.unit_id).first()
    if found is None:
        raise Http404
    taken, note = request.POST.get("do") == "take", request.POST.get("note", "").strip()
    try:
        filing.settle_supplement(found, request.actor, taken=taken, note=note)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("已采用，文件归入这件申请。") if taken else _("已告知申请人不采用的原因。"))
    return redirect("desk:case", pk=found.application.case_id)
