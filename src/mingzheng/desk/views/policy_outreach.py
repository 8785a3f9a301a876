"""Lectures and visits, courseware, partners and relays on the desk: lists, beginning, the door, the last mile."""

from __future__ import annotations

import io
from typing import Any

import segno
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.identity.queries import marked
from mingzheng.core.journal import commands as journal
from mingzheng.core.submissions.acting import say_no
from mingzheng.design.parts import Crumb
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, own_unit, post_required, refused_page, staff_required
from mingzheng.desk.taking import begun, form_page
from mingzheng.policy.outreach import commands, presenting, queries
from mingzheng.policy.outreach.forms.material import NewCoursewareForm, PartnerForm, RelayForm
from mingzheng.policy.outreach.forms.sessions import NewSessionForm
from mingzheng.policy.outreach.models import Partner, Session

SHOWN = 200


def _crumbs(root: tuple[Any, str], *labels: str) -> list[Crumb]:
    return [Crumb(str(root[0]), reverse(root[1])), *(Crumb(one) for one in labels)]


# --- sessions ----------------------------------------------------------------------------------------------------


@staff_required
@require_GET
def sessions(request: StaffRequest) -> HttpResponse:
    """Lectures and visits of the own unit, 区府办 all; the year in four figures."""
    rows = queries.staff_sessions(request.actor)
    year = timekeeping.today().year
    held = rows.filter(held_at__isnull=False, starts_at__year=year)
    context = {
        "rows": [(row, presenting.when(row)) for row in rows[:SHOWN]],
        "held": held.count(),
        "visits": held.filter(kind__in=Session.VISITS).count(),
        "people": sum(row.people or 0 for row in held),
        "score": queries.score(held),
        "may_begin": request.actor.post is Post.OFFICER,
        "office": request.actor.post in OFFICE_POSTS,
        "crumbs": [Crumb(_("政策宣讲"))],
    }
    return render(request, "desk/outreach/sessions.html", context)


SESSIONS = (gettext_lazy("政策宣讲"), "desk:outreach")


@post_required(Post.OFFICER)
@require_http_methods(["GET", "POST"])
def session_new(request: StaffRequest) -> HttpResponse:
    unit = own_unit(request)
    form = NewSessionForm(request.POST if request.method == "POST" else None, unit=unit)
    made = begun(
        request,
        form,
        "outreach.session",
        lambda data: commands.begin_session(unit, request.actor, data).case_id,
        _("已建立。提交审核、公布后接受报名。"),
    )
    title = _("筹备宣讲")
    return made or form_page(request, form, title, _("建立"), reverse("desk:outreach"), _crumbs(SESSIONS, title))


def _session(request: StaffRequest, pk: int) -> Session:
    found = queries.staff_sessions(request.actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@staff_required(opens=_session)
@never_cache
@require_GET
def door(request: StaffRequest, found: Session) -> HttpResponse:
    """The QR codes to hang at the door, and, for the unit's own officers, who has signed up. The look is journalled."""
    if not queries.keeps_door(found, request.actor):
        return refused_page(
            request, _("签到名单只给主办单位的信息员和负责人看。"), _("请切换到该单位的岗位。"), status=403
        )
    rows = list(found.sign_ups.exclude(status="cancelled"))
    if rows:
        journal.append(
            action="outreach.list_read",
            actor=request.actor,
            subject=found.ref,
            case_id=found.case_id,
            summary=f"查看报名名单（{len(rows)} 条）",
        )
    context = {
        "session": found,
        "when": presenting.when(found),
        "rows": rows,
        "verified": marked("outreach.sign_up", [row.pk for row in rows]),
        "places": queries.places(found),
        "check_in": _address(request, "portal:session-check-in", found),
        "rate": _address(request, "portal:session-rate", found),
        "crumbs": _crumbs(SESSIONS, found.title, _("签到")),
    }
    return render(request, "desk/outreach/door.html", context)


def _address(request: StaffRequest, name: str, found: Session) -> str:
    return request.build_absolute_uri(reverse(name, args=[found.pk, found.door]))


@staff_required(opens=_session)
@require_GET
def door_qr(request: StaffRequest, found: Session, what: str) -> HttpResponse:
    """The address as a picture."""
    names = {"qiandao": "portal:session-check-in", "pingjia": "portal:session-rate"}
    if what not in names or not queries.keeps_door(found, request.actor):
        raise Http404
    code = segno.make(_address(request, names[what], found), error="m", micro=False)
    out = io.BytesIO()
    code.save(out, kind="svg", border=2, light="white", scale=8)
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")


# --- courseware --------------------------------------------------------------------------------------------------


@staff_required
@require_GET
def courseware(request: StaffRequest) -> HttpResponse:
    context = {
        "rows": queries.staff_courseware(request.actor)[:SHOWN],
        "may_begin": request.actor.post is Post.OFFICER,
        "office": request.actor.post in OFFICE_POSTS,
        "crumbs": [Crumb(_("辅导课件"))],
    }
    return render(request, "desk/outreach/coursewares.html", context)


@post_required(Post.OFFICER)
@require_http_methods(["GET", "POST"])
def courseware_new(request: StaffRequest) -> HttpResponse:
    unit = own_unit(request)
    form = NewCoursewareForm(request.POST if request.method == "POST" else None, unit=unit)
    made = begun(
        request,
        form,
        "outreach.courseware",
        lambda data: commands.begin_courseware(unit, request.actor, data).case_id,
        _("已建立。请写明适用对象、标准和步骤。"),
    )
    title, root = _("编写课件"), (_("辅导课件"), "desk:outreach-courseware")
    return made or form_page(request, form, title, _("建立"), reverse(root[1]), _crumbs(root, title))


# --- partners and relays -----------------------------------------------------------------------------------------


@staff_required
@require_GET
def partners(request: StaffRequest) -> HttpResponse:
    """Every partner of the district; whom to call there is for who works with them."""
    context = {
        "rows": [
            (row, request.actor.post in OFFICE_POSTS or row.unit_id == request.actor.unit_id)
            for row in Partner.objects.select_related("unit")[:SHOWN]
        ],
        "may": request.actor.post in commands.KEEPERS,
        "crumbs": [Crumb(_("接力伙伴"))],
    }
    return render(request, "desk/outreach/partners.html", context)


def _partner(request: StaffRequest, pk: int) -> Partner | HttpResponse:
    held = get_object_or_404(Partner, pk=pk)
    if request.actor.post not in OFFICE_POSTS and held.unit_id != request.actor.unit_id:
        return refused_page(request, _("这个伙伴由另一个单位联系。"), _("请与该单位商量，或由区府办更改。"), status=403)
    return held


@post_required(*commands.KEEPERS, opens=_partner)
@require_http_methods(["GET", "POST"])
def partner(request: StaffRequest, held: Partner | None = None) -> HttpResponse:
    start = {name: getattr(held, name) for name in commands.PARTNER_FACTS} if held else {"since": timekeeping.today()}
    form = PartnerForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            commands.keep_partner(held, own_unit(request), request.actor, form.cleaned_data)
        except Refused as refused:
            say_no(form, refused)
        else:
            messages.success(request, _("已登记。"))
            return redirect("desk:outreach-partners")
    title, root = (held.name if held else _("登记伙伴")), (_("接力伙伴"), "desk:outreach-partners")
    return form_page(request, form, title, _("登记"), reverse(root[1]), _crumbs(root, title))


@staff_required
@require_GET
def relays(request: StaffRequest) -> HttpResponse:
    """Relays with their last mile."""
    rows = list(queries.staff_relays(request.actor)[:SHOWN])
    context = {
        "rows": [(row, queries.last_mile([row.pk])) for row in rows],
        "mile": queries.last_mile([row.pk for row in rows]),
        "may_begin": request.actor.post is Post.OFFICER,
        "office": request.actor.post in OFFICE_POSTS,
        "crumbs": [Crumb(_("推送接力"))],
    }
    return render(request, "desk/outreach/relays.html", context)


@post_required(Post.OFFICER)
@require_http_methods(["GET", "POST"])
def relay_new(request: StaffRequest) -> HttpResponse:
    unit = own_unit(request)
    form = RelayForm(request.POST if request.method == "POST" else None, unit=unit)
    made = begun(
        request,
        form,
        "outreach.relay",
        lambda data: commands.begin_relay(unit, request.actor, data).case_id,
        _("已建立。审核后送出，每个伙伴有一个专用网址。"),
    )
    title, root = _("准备接力"), (_("推送接力"), "desk:outreach-relays")
    return made or form_page(request, form, title, _("建立"), reverse(root[1]), _crumbs(root, title))
