"""发收费通知: the fee is reckoned and shown before anything is sent."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.permission import why_not
from mingzheng.desk.access import StaffRequest, staff_required
from mingzheng.desk.pills import pills
from mingzheng.desk.views.cases import crumbs, find_case
from mingzheng.requests.foi import queries
from mingzheng.requests.foi.forms.asking import ChargeForm
from mingzheng.requests.foi.law.fees import Fee, fee
from mingzheng.requests.foi.models.applications import KIND

COMMAND = "charge"


class SumForm(forms.Form):
    """The two facts on which the fee depends."""

    tariff = ChargeForm.base_fields["tariff"]
    n = ChargeForm.base_fields["n"]


@staff_required(opens=find_case)
@require_GET
def charge(request: StaffRequest, case: Case) -> HttpResponse:
    """Reckon (GET), look, then send the notice by the step's own page."""
    if case.procedure != KIND or case.subject is None:
        raise Http404
    form = SumForm(request.GET) if "n" in request.GET else SumForm()
    due: Fee | None = None
    if form.is_bound and form.is_valid():
        try:
            due = fee(form.cleaned_data["tariff"], form.cleaned_data["n"], timekeeping.today())
        except Refused as refused:
            form.add_error("n", str(refused))
    context = {
        "case": case,
        "form": form,
        "due": due,
        "how": ChargeForm()["how"],
        "chosen": form.cleaned_data if due else {},
        "this_month": queries.of_this_month(case.subject),
        "refusal": why_not(case.table, case.table.step(COMMAND, case.state), COMMAND, case, request.actor),
        "pill": pills([case])[case.pk],
        "crumbs": crumbs(case, _("发收费通知")),
    }
    return render(request, "desk/foi/fee.html", context)
