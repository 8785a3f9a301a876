"""Lost second factors: an administrator asks for one to be revoked; what waits for somebody else's decision."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.submissions.acting import say_no
from mingzheng.desk import factor_reset
from mingzheng.desk.access import StaffRequest, post_required
from mingzheng.desk.factor_reset import AskForm
from mingzheng.desk.models import FactorReset

SHOWN = 50


@post_required(*factor_reset.POSTS)
@require_http_methods(["GET", "POST"])
def page(request: StaffRequest) -> HttpResponse:
    """What was asked, the newest first; the form is for administrators."""
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _asked(request, form):
        return redirect("desk:second-factors")
    rows = FactorReset.objects.select_related("person", "case").order_by("-pk")[:SHOWN]
    asks = request.actor.post is Post.ADMIN
    status = 422 if form.is_bound else 200
    return render(request, "desk/second_factors.html", {"form": form, "rows": rows, "asks": asks}, status=status)


def _asked(request: StaffRequest, form: AskForm) -> bool:
    try:
        factor_reset.ask(form.cleaned_data["account"], form.cleaned_data["reason"], request.actor)
    except Refused as refused:
        say_no(form, refused)
        return False
    messages.success(request, _("已经提出，等另一位系统管理员或者区府办负责人批准。"))
    return True
