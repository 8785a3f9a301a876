"""Dividing one opinion into its points, and taking that back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mingzheng.core.errors import Refused
from mingzheng.core.submissions.acting import say_no
from mingzheng.design.parts import Crumb
from mingzheng.desk.access import StaffRequest, refused_page, staff_required
from mingzheng.desk.views.consultations import crumb_of, crumbs_to, find
from mingzheng.participation.consultations import dividing, queries
from mingzheng.participation.consultations.forms.ledger import DivideForm
from mingzheng.participation.consultations.models import Opinion


def _opinion(request: StaffRequest, pk: int) -> Opinion:
    found = Opinion.objects.select_related("consultation__case", "article").filter(pk=pk).first()
    if found is None or not queries.sees_opinion(found, request.actor):
        raise Http404
    return found


@staff_required(opens=_opinion)
@require_http_methods(["GET", "POST"])
def divide(request: StaffRequest, row: Opinion) -> HttpResponse:
    """The original above, its points below; what the author numbered is filled in."""
    found = find(request, row.consultation_id)
    if not queries.may_handle(found, request.actor):
        return refused_page(
            request,
            _("意见由征集单位的信息员、审核人和负责人处理。"),
            _("请切换到征集单位的信息员、审核人或者负责人。"),
            status=403,
        )
    form = DivideForm(request.POST or None, opinion=row, initial=_initial(row))
    if request.method == "POST":
        try:
            if _done(request, row, form):
                return redirect("desk:consultation-opinion", pk=row.pk)
        except Refused as refused:
            if request.POST.get("do") == "unite":
                messages.error(request, str(refused))
                return redirect("desk:consultation-opinion", pk=row.pk)
            say_no(form, refused)
    opinion = Crumb(_("意见 %(n)s") % {"n": row.pk}, reverse("desk:consultation-opinion", args=[row.pk]))
    context = {
        "row": row,
        "found": found,
        "form": form,
        "pairs": [(form[f"text_{at}"], form[f"article_{at}"]) for at in range(1, form.MOST + 1)],
        "back": reverse("desk:consultation-opinion", args=[row.pk]),
        "crumbs": crumbs_to(crumb_of(found), opinion, _("分为几点")),
    }
    return render(request, "desk/consultations/divide.html", context, status=422 if form.errors else 200)


def _initial(row: Opinion) -> dict[str, object]:
    held: dict[str, object] = {f"article_{at}": row.article_id for at in range(1, DivideForm.MOST + 1)}
    for at, words in enumerate(dividing.proposed(row.text, DivideForm.MOST), 1):
        held[f"text_{at}"] = words
    return held


def _done(request: StaffRequest, row: Opinion, form: DivideForm) -> bool:
    if request.POST.get("do") == "unite":
        dividing.unite(row, request.actor)
        messages.success(request, _("已合回一条，需要重新处理。"))
        return True
    if not form.is_valid():
        return False
    made = dividing.divide(row, form.points, request.actor)
    messages.success(request, _("已分为 %(n)s 点，逐点归并和处理；原文不变，仍算一条。") % {"n": len(made)})
    return True
