"""The desk's pages of corners: the unit's own, 区府办 all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mingzheng.core.errors import Refused
from mingzheng.core.files.queries import files_of
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.core.records import RecordRef
from mingzheng.core.submissions.acting import once, say_no
from mingzheng.design.parts import Crumb, Pair, pairs_of
from mingzheng.desk.access import StaffRequest, own_unit, staff_required
from mingzheng.desk.taking import take
from mingzheng.disclosure.corners import commands, forms, queries
from mingzheng.disclosure.corners.models import Activity, Consultation, Corner


@staff_required
@require_GET
def corners(request: StaffRequest) -> HttpResponse:
    """Each corner that the unit keeps, and what was delivered to archives and libraries."""
    context = {
        "rows": queries.desk_rows(request.actor),
        "deliveries": queries.deliveries_for(request.actor),
        "may_add": queries.may_keep(request.actor, request.actor.unit_id),
        "office": request.actor.post in OFFICE_POSTS,
        "crumbs": [Crumb(_("政务公开专区"))],
    }
    return render(request, "desk/corners/index.html", context)


def _find(request: StaffRequest, pk: int) -> Corner:
    """404 for a corner of another unit, whether it exists or not."""
    return get_object_or_404(queries.corners_for(request.actor), pk=pk)


@staff_required(opens=_find)
@require_GET
def corner(request: StaffRequest, found: Corner) -> HttpResponse:
    """One corner: what is said of it, its activities, its consultations."""
    context = {
        "corner": found,
        "facts": _facts(found),
        "now": queries.now_of(found),
        "closures": found.closures.all()[:5],
        "activities": list(found.activities.all()[:30]),
        "consultations": queries.consultations_of(found),
        "may_keep": queries.may_keep(request.actor, found.unit_id),
        "may_register": queries.may_register(request.actor, found),
        "crumbs": _crumbs(found),
    }
    return render(request, "desk/corners/corner.html", context)


def _facts(found: Corner) -> list[Pair]:
    return pairs_of(
        [
            Pair(_("所属单位"), found.unit.short),
            Pair(_("场所类别"), found.get_kind_display()),
            Pair(_("地址"), f"{found.address}，{found.place}"),
            Pair(_("咨询电话"), found.phone),
            Pair(_("开放时间"), "；".join(found.hours_text.splitlines())),
            Pair(_("法定节假日"), found.get_holiday_rule_display()),
            Pair(_("设施"), "、".join(found.held)),
            Pair(_("无障碍设施"), "、".join(found.accessible)),
            Pair(_("停用日期"), found.closed_on),
        ]
    )


def _crumbs(found: Corner | None = None, last: str = "") -> list[Crumb]:
    steps = [Crumb(_("政务公开专区"), reverse("desk:corners"))]
    if found is not None:
        steps.append(Crumb(found.name, reverse("desk:corner", args=[found.pk]) if last else ""))
    return [*steps, Crumb(last)] if last else steps


def _form_page(
    request: StaffRequest,
    form: django_forms.BaseForm,
    save: Callable[[dict[str, Any]], str],
    *,
    title: str,
    action: str,
    crumbs: list[Crumb],
    back: str,
    lead: str = "",
) -> HttpResponse:
    """Show a form, save it, say what was saved; what is refused stands at its field and nothing typed is lost."""
    if request.method == "POST" and form.is_valid():
        try:
            said = _saved(request, form, save)
        except Refused as refused:
            say_no(form, refused)
        else:
            messages.success(request, said)
            return redirect(back)
    context = {"form": form, "title": title, "action": action, "crumbs": crumbs, "back": back, "lead": lead}
    return render(request, "desk/corners/form.html", context)


def _saved(request: StaffRequest, form: django_forms.BaseForm, save: Callable[[dict[str, Any]], str]) -> str:
    """Save once where the form has a key; what is only changed may be saved twice."""
    if "form_key" not in form.fields:
        return save(form.cleaned_data)
    said = _("已经登记过，没有重复登记。")

    def act(data: dict[str, Any]) -> str:
        nonlocal said
        said = save(data)
        return ""

    once(form, request.path, act, holder=str(request.actor))
    return said


@staff_required
@require_http_methods(["GET", "POST"])
def corner_new(request: StaffRequest) -> HttpResponse:
    if not queries.may_keep(request.actor, request.actor.unit_id):
        raise Http404
    unit = own_unit(request)
    start = {"opened_on": None, "address": unit.address, "area": unit.pk if unit.kind in ("street", "town") else None}
    form = forms.CornerForm(request.POST or None, initial=start)
    return _form_page(
        request,
        form,
        lambda data: _("已登记专区「%(name)s」。") % {"name": commands.open_corner(unit, request.actor, data).name},
        title=_("登记专区"),
        action=_("登记专区"),
        crumbs=_crumbs(last=_("登记专区")),
        back=reverse("desk:corners"),
        lead=_("登记后，公众可以在“政务公开专区”页面查到。"),
    )


def _kept(request: StaffRequest, pk: int) -> Corner:
    """A corner that the actor may write about."""
    found = _find(request, pk)
    if not queries.may_keep(request.actor, found.unit_id):
        raise Http404
    return found


@staff_required(opens=_kept)
@require_http_methods(["GET", "POST"])
def corner_edit(request: StaffRequest, found: Corner) -> HttpResponse:
    form = forms.CornerForm(request.POST or None, instance=found)

    def save(data: dict[str, Any]) -> str:
        commands.change_corner(found, request.actor, data)
        return _("专区信息已更新，公众页面随即更新。")

    return _form_page(
        request,
        form,
        save,
        title=_("更改专区信息"),
        action=_("保存"),
        crumbs=_crumbs(Corner.objects.get(pk=found.pk), _("更改")),
        back=reverse("desk:corner", args=[found.pk]),
    )


@staff_required(opens=_kept)
@require_http_methods(["GET", "POST"])
def closure_new(request: StaffRequest, found: Corner) -> HttpResponse:

    def save(data: dict[str, Any]) -> str:
        commands.close_for(found, request.actor, **data)
        return _("已登记暂停开放，公众页面会说明。")

    return _form_page(
        request,
        forms.ClosureForm(request.POST or None),
        save,
        title=_("暂停开放"),
        action=_("登记"),
        crumbs=_crumbs(found, _("暂停开放")),
        back=reverse("desk:corner", args=[found.pk]),
    )


@staff_required(opens=_kept)
@require_http_methods(["GET", "POST"])
def activity_new(request: StaffRequest, found: Corner) -> HttpResponse:

    def save(data: dict[str, Any]) -> str:
        made = commands.plan_activity(found, request.actor, data)
        return _("已预告活动「%(topic)s」。举办后请登记结果。") % {"topic": made.topic}

    return _form_page(
        request,
        forms.ActivityForm(request.POST or None),
        save,
        title=_("预告活动"),
        action=_("预告"),
        crumbs=_crumbs(found, _("预告活动")),
        back=reverse("desk:corner", args=[found.pk]),
        lead=_("预告会列在公众页面和专区的查询机上。补登已经举办的活动，也先在这里登记。"),
    )


def _activity(request: StaffRequest, pk: int) -> Activity:
    found = get_object_or_404(Activity.objects.select_related("corner__unit"), pk=pk)
    _find(request, found.corner_id)
    return found


@staff_required(opens=_activity)
@require_GET
def activity(request: StaffRequest, found: Activity) -> HttpResponse:
    """What is known of one activity."""
    context = {
        "activity": found,
        "questions": list(found.questions.all()),
        "files": list(files_of(RecordRef("corners.activity", str(found.pk)))),
        "may_keep": queries.may_keep(request.actor, found.corner.unit_id),
        "crumbs": _crumbs(found.corner, found.topic),
    }
    return render(request, "desk/corners/activity.html", context)


@staff_required(opens=_activity)
@require_http_methods(["GET", "POST"])
def activity_record(request: StaffRequest, found: Activity) -> HttpResponse:
    _kept(request, found.corner_id)
    start = {
        "participants": found.participants,
        "summary": found.summary,
        "questions": "\n".join(
            f"{row.text}｜{row.answer}" if row.answer else row.text for row in found.questions.all()
        ),
    }
    sent = request.method == "POST"

    def save(data: dict[str, Any]) -> str:
        made = commands.record_activity(found, request.actor, data)
        return _("已登记「%(topic)s」：%(n)s 人参加。") % {"topic": made.topic, "n": made.participants}

    return _form_page(
        request,
        forms.RecordForm(request.POST if sent else None, request.FILES if sent else None, initial=start),
        save,
        title=_("登记活动结果：%(topic)s") % {"topic": found.topic},
        action=_("登记"),
        crumbs=_crumbs(found.corner, _("登记活动结果")),
        back=reverse("desk:corner-activity", args=[found.pk]),
    )


@staff_required(opens=_activity)
@require_http_methods(["GET", "POST"])
def activity_cancel(request: StaffRequest, found: Activity) -> HttpResponse:
    _kept(request, found.corner_id)

    def save(data: dict[str, Any]) -> str:
        commands.cancel_activity(found, request.actor, reason=data["reason"][:200])
        return _("活动已取消。")

    return _form_page(
        request,
        forms.ReasonForm(request.POST or None),
        save,
        title=_("取消活动：%(topic)s") % {"topic": found.topic},
        action=_("取消这次活动"),
        crumbs=_crumbs(found.corner, _("取消活动")),
        back=reverse("desk:corner-activity", args=[found.pk]),
    )


@staff_required(opens=_find)
@require_http_methods(["GET", "POST"])
def consultation_new(request: StaffRequest, found: Corner) -> HttpResponse:
    """A question put at the desk; on success its case is opened and shown."""
    if not queries.may_register(request.actor, found):
        raise Http404
    form = forms.ConsultationForm(request.POST or None)
    done = take(
        request,
        form,
        f"corners.consultation:{found.pk}",
        lambda data: commands.register_consultation(found, request.actor, data).pk,
    )
    if done is not None:
        made = Consultation.objects.get(pk=done)
        messages.success(request, _("已登记 %(number)s。可以当场答复，也可以转办窗口。") % {"number": made.number})
        return redirect("desk:case", pk=made.case_id)
    context = {
        "form": form,
        "title": _("登记咨询"),
        "action": _("登记"),
        "crumbs": _crumbs(found, _("登记咨询")),
        "back": reverse("desk:corner", args=[found.pk]),
        "lead": _("只登记办事需要的内容。称呼和电话只在需要回复时填写，办结后即从系统中删除。"),
    }
    return render(request, "desk/corners/form.html", context)


@staff_required
@require_http_methods(["GET", "POST"])
def delivery_new(request: StaffRequest) -> HttpResponse:
    if not queries.may_keep(request.actor, request.actor.unit_id):
        raise Http404
    unit = own_unit(request)

    def save(data: dict[str, Any]) -> str:
        made = commands.record_delivery(unit, request.actor, data)
        return _("已登记向%(name)s的送交。") % {"name": made.corner.name}

    return _form_page(
        request,
        forms.DeliveryForm(request.POST or None),
        save,
        title=_("登记信息送交"),
        action=_("登记"),
        crumbs=_crumbs(last=_("登记信息送交")),
        back=reverse("desk:corners"),
        lead=_("《政府信息公开条例》第二十五条：行政机关应当及时向国家档案馆、公共图书馆提供主动公开的政府信息。"),
    )
