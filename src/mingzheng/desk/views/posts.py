"""My posts, and lending them to a colleague during an absence."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mingzheng.core import timekeeping
from mingzheng.core.dates import chinese_day
from mingzheng.core.errors import Refused
from mingzheng.core.units import commands as units
from mingzheng.core.units.models import Delegation, PostHolding
from mingzheng.desk.access import StaffRequest, staff_required
from mingzheng.desk.forms import DelegateForm, holding_label

# The names that units.commands gives to fields of this form.
FIELDS = {"delegate": "to"}


@staff_required
@require_http_methods(["GET", "POST"])
def my_posts(request: StaffRequest) -> HttpResponse:
    """What I hold, what I lent and what was lent to me; a form to lend a post."""
    today = timekeeping.today()
    form = DelegateForm(request.POST if request.method == "POST" else None, person=request.user, today=today)
    if request.method == "POST" and form.is_valid() and _delegated(request, form):
        return redirect("desk:my-posts")
    alive = Delegation.objects.filter(valid_to__gte=today).select_related(
        "holding__unit", "holding__person", "delegate"
    )
    context = {
        "form": form,
        "holdings": [
            (holding_label(item), item)
            for item in PostHolding.objects.filter(person=request.user)
            .filter(Q(valid_to=None) | Q(valid_to__gte=today))
            .select_related("unit")
        ],
        "lent": [(holding_label(item.holding), item) for item in alive.filter(holding__person=request.user)],
        "borrowed": [(holding_label(item.holding), item) for item in alive.filter(delegate=request.user)],
    }
    return render(request, "desk/my_posts.html", context)


def _delegated(request: StaffRequest, form: DelegateForm) -> bool:
    held = form.cleaned_data
    try:
        made = units.delegate(
            held["holding"],
            held["to"],
            request.actor,
            since=held["since"],
            until=held["until"],
            reason=held["reason"],
        )
    except Refused as refused:
        field = FIELDS.get(refused.field, refused.field)
        form.add_error(field if field in form.fields else None, str(refused))
        return False
    said = _("已将%(post)s委托%(name)s代理。每一步都会同时记下您和代理人的姓名。")
    messages.success(request, said % {"post": holding_label(made.holding), "name": made.delegate.name})
    return True


def _mine(request: StaffRequest, pk: int) -> Delegation:
    """A loan of the person's own posts."""
    rows = Delegation.objects.select_related("holding", "delegate")
    return get_object_or_404(rows, pk=pk, holding__person=request.user)


@staff_required(opens=_mine)
@require_POST
def end_delegation(request: StaffRequest, made: Delegation) -> HttpResponse:
    """End a loan of mine early: yesterday is its last day; one that has not begun is withdrawn."""
    yesterday = timekeeping.today() - dt.timedelta(days=1)
    begun = made.valid_from <= yesterday
    units.end_delegation(made, yesterday, request.actor)
    said = _("对%(name)s的委托已结束，最后一天是%(day)s。") if begun else _("对%(name)s的委托已撤回。")
    messages.success(request, said % {"name": made.delegate.name, "day": chinese_day(yesterday)})
    return redirect("desk:my-posts")
