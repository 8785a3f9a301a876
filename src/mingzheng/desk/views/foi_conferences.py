"""会商和交流: the list, one of them, recording and correcting."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mingzheng.core import keyset
from mingzheng.core.files.queries import files_of
from mingzheng.core.units.models import Unit
from mingzheng.design.parts import Crumb, Pair, Tab
from mingzheng.desk import foi_helping
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, staff_required
from mingzheng.desk.taking import saving_page
from mingzheng.requests.foi import conferences as room
from mingzheng.requests.foi import helping_queries as queries
from mingzheng.requests.foi.forms.helping import ConferenceForm
from mingzheng.requests.foi.models import Conference

PAGE_SIZE = 20
ORDER = keyset.Order("held_on", descending=True)


@staff_required
@require_GET
def conferences(request: StaffRequest) -> HttpResponse:
    """Those of the own unit and those it attended; 区府办 all."""
    kind = request.GET.get("kind", "")
    rows = room.seen_by(request.actor)
    if kind in Conference.Kind.values:
        rows = rows.filter(kind=kind)
    base = reverse("desk:foi-conferences")
    context = {
        "tabs": foi_helping.tabs("foi-conferences"),
        "kinds": [
            Tab(_("全部"), base, kind not in Conference.Kind.values),
            *(Tab(label, f"{base}?kind={code}", code == kind) for code, label in Conference.Kind.choices),
        ],
        "page": keyset.page(rows.prefetch_related("units"), ORDER, request.GET, PAGE_SIZE),
        "may_record": room.may_record(request.actor),
    }
    return render(request, "desk/foi/conferences.html", context)


def _find(request: StaffRequest, pk: int) -> Conference:
    return get_object_or_404(room.seen_by(request.actor), pk=pk)


@staff_required(opens=_find)
@require_GET
def conference(request: StaffRequest, found: Conference) -> HttpResponse:
    context = {
        "found": found,
        "facts": [
            Pair(_("种类"), found.get_kind_display()),
            Pair(_("召集单位"), found.unit.short),
            Pair(_("日期"), found.held_on),
            Pair(_("参加单位"), "、".join(unit.short for unit in found.units.order_by("order", "id"))),
            Pair(_("参加人数"), _("%(n)s 人") % {"n": found.people}),
        ],
        "applications": queries.pointers(found.applications.all(), request.actor),
        "files": files_of(found.ref),
        "may_change": room.may_change(found, request.actor),
        "crumbs": foi_helping.crumbs("foi-conferences", _("会商和交流"), found.topic),
    }
    return render(request, "desk/foi/conference.html", context)


@staff_required
@require_http_methods(["GET", "POST"])
def conference_new(request: StaffRequest) -> HttpResponse:
    if not room.may_record(request.actor):
        raise Http404
    unit = get_object_or_404(Unit, pk=request.actor.unit_id)
    start: dict[str, object] = {
        "kind": Conference.Kind.EXCHANGE if request.actor.post in OFFICE_POSTS else Conference.Kind.CASE,
        "units": [unit.pk],
        "numbers": request.GET.get("number", "")[:40],
    }
    return saving_page(
        request,
        _form(request, start),
        lambda data: room.record(unit, request.actor, data).pk,
        said=_("已登记。参加单位都看得到这份记录。"),
        onward=lambda made: reverse("desk:foi-conference", args=[made]),
        page={
            "title": _("登记会商或者交流"),
            "action": _("登记"),
            "lead": _("疑难申请怎样研究、业务交流讲了什么，开完后登记，写明参加单位和形成的意见。"),
            "back": reverse("desk:foi-conferences"),
            "crumbs": foi_helping.crumbs("foi-conferences", _("会商和交流"), _("登记")),
        },
    )


@staff_required(opens=_find)
@require_http_methods(["GET", "POST"])
def conference_edit(request: StaffRequest, found: Conference) -> HttpResponse:
    if not room.may_change(found, request.actor):
        raise Http404
    start = {name: getattr(found, name) for name in room.FIELDS}
    start["units"] = list(found.units.values_list("pk", flat=True))
    start["numbers"] = "\n".join(str(row) for row in found.applications.order_by("pk"))
    back = reverse("desk:foi-conference", args=[found.pk])
    return saving_page(
        request,
        _form(request, start),
        lambda data: room.change(found, request.actor, data).pk,
        said=_("记录已更改。"),
        onward=lambda _made: back,
        page={
            "title": _("更改会商和交流记录"),
            "action": _("保存"),
            "lead": "",
            "back": back,
            "crumbs": [
                Crumb(_("会商和交流"), reverse("desk:foi-conferences")),
                Crumb(found.topic, back),
                Crumb(_("更改")),
            ],
        },
    )


def _form(request: StaffRequest, start: dict[str, object]) -> ConferenceForm:
    sent = request.method == "POST"
    return ConferenceForm(request.POST if sent else None, request.FILES if sent else None, initial=start)
