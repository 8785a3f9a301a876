"""Work orders of 12345 and the national site by sheet: an empty sheet, a trial, the import, every reason with its row."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from mingzheng.core.errors import Refused
from mingzheng.core.files.carried import carry
from mingzheng.core.files.sheets import as_csv
from mingzheng.core.submissions.acting import say_no
from mingzheng.design.downloads import csv_response
from mingzheng.design.parts import Crumb
from mingzheng.desk.access import StaffRequest, post_required
from mingzheng.participation.letters import handing_in, sheets
from mingzheng.participation.letters.forms.importing import PURPOSE, ImportForm
from mingzheng.participation.letters.importing import Report
from mingzheng.participation.letters.tables import TRIAGE

SHOWN = 200


@post_required(*TRIAGE)
@never_cache
@require_http_methods(["GET", "POST"])
def page(request: StaffRequest) -> HttpResponse:
    """The form, and under it what came of the sheet that was handed in last."""
    channels, person = handing_in.channels_of(request.actor), request.actor.person_id
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ImportForm(*sent, channels=channels, person=person)
    trial = request.POST.get("do") == "try"
    report = _taken(request, form, trial=trial) if form.is_bound and form.is_valid() else None
    fresh = ImportForm(initial=form.cleaned_data, channels=channels, person=person) if report else form
    context = {
        "form": fresh,
        "channel": form.cleaned_data["channel"] if report else "",
        "channels": channels,
        "report": report,
        "trial": trial,
        "tried": _tried(request, form) if report and trial and report.opened + report.added else "",
        "faults": report.refused[:SHOWN] if report else [],
        "most": SHOWN,
        "rows_at_once": handing_in.MOST,
        "headings": "、".join(sheets.headings()),
        "needed": "、".join(sheets.LABELS[one] for one in sheets.NEEDED),
        "crumbs": [Crumb(_("来信办理"), reverse("desk:letters")), Crumb(_("导入工单"))],
    }
    return render(request, "desk/letters/import.html", context, status=422 if form.errors else 200)


def _taken(request: StaffRequest, form: ImportForm, *, trial: bool) -> Report | None:
    upload, channel = form.cleaned_data["file"], form.cleaned_data["channel"]
    try:
        return handing_in.hand_in(upload.data, upload.name, channel, request.actor, trial=trial)
    except Refused as refused:
        say_no(form, refused)
        return None


def _tried(request: StaffRequest, form: ImportForm) -> str:
    """The sheet, for the button that imports what was tried."""
    return carry(form.cleaned_data["file"], PURPOSE, request.actor.person_id)


@post_required(*TRIAGE)
@require_GET
def template(request: StaffRequest) -> HttpResponse:
    """The empty sheet."""
    return csv_response(as_csv([sheets.headings()]), "gongdan.csv")
