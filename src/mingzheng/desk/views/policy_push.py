"""Precise pushing on the desk: rules, what became of what was pushed, channels, lists of 免申即享."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.core.submissions.acting import say_no
from mingzheng.core.submissions.fields import offer
from mingzheng.design.downloads import file_response
from mingzheng.design.parts import Crumb
from mingzheng.desk.access import StaffRequest, among, post_required, staff_required
from mingzheng.desk.taking import form_page
from mingzheng.policy.push import channels, drafting, limits, queries
from mingzheng.policy.push.columns import Who
from mingzheng.policy.push.forms import LimitForm
from mingzheng.policy.push.models import Grant, Rule

SHOWN = 200


@staff_required
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Rules of the own unit (区府办: all) and how their policies were received."""
    actor = request.actor
    rules = list(queries.rules_seen_by(actor)[:SHOWN])
    reach = queries.reach({rule.policy_id for rule in rules})
    units = queries.by_unit(reach)
    grants = Grant.objects.filter(unit_id=actor.unit_id).select_related("policy", "case")
    context = {
        "rules": rules,
        "reach": reach,
        "units": units if len(units) > 1 else [],
        "channels": channels.statuses(),
        "grants": list(grants[:50]) if actor.post in queries.LIST_READERS else [],
        "may_begin": actor.post is Post.OFFICER,
        "may_import": actor.post in queries.IMPORTERS,
        "office": actor.post in OFFICE_POSTS,
        "crumbs": [Crumb(_("精准推送"))],
    }
    return render(request, "desk/push/index.html", context)


class BeginForm(forms.Form):
    policy: Any = forms.ModelChoiceField(
        label=_("政策"),
        queryset=None,
        empty_label=_("请选择"),
        error_messages={"required": _("请选择政策。"), "invalid_choice": _("请从列表里选择本单位的政策。")},
    )
    of = forms.ChoiceField(
        label=_("面向"),
        choices=[(who.value, who.label) for who in Who],
        widget=forms.RadioSelect,
        initial=Who.ENTERPRISE.value,
    )


@post_required(Post.OFFICER)
@require_http_methods(["GET", "POST"])
def begin(request: StaffRequest) -> HttpResponse:
    form = BeginForm(request.POST or None)
    offer(form, "policy", queries.pushable(request.actor))
    if request.method == "POST" and form.is_valid():
        try:
            rule = drafting.begin(form.cleaned_data["policy"], Who(form.cleaned_data["of"]), request.actor)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("desk:push-rule", rule.pk)
    crumbs = [Crumb(_("精准推送"), reverse("desk:push")), Crumb(_("写推送条件"))]
    return render(request, "desk/push/begin.html", {"form": form, "crumbs": crumbs, "back": reverse("desk:push")})


@post_required(Post.OFFICER, opens=among(queries.rules_seen_by))
@require_POST
def make_list(request: StaffRequest, rule: Rule) -> HttpResponse:
    """Who certainly qualifies today becomes a list."""
    try:
        grant = drafting.make_list(rule, request.actor)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk:push-rule", rule.pk)
    messages.success(request, _("名单已生成，等单位负责人审核。"))
    return redirect("desk:case", grant.case_id)


def _grant(request: StaffRequest, pk: int) -> Grant:
    found = Grant.objects.select_related("policy__unit", "rule", "case").filter(pk=pk).first()
    if found is None or not queries.sees_grant(found, request.actor):
        raise Http404
    return found


@staff_required(opens=_grant)
@require_http_methods(["GET", "POST"])
def export(request: StaffRequest, grant: Grant) -> HttpResponse:
    """Hand out a list: for the unit's officer after the head's approval; the step is written down, no file is kept."""
    if request.method == "GET":
        crumbs = [Crumb(_("精准推送"), reverse("desk:push")), Crumb(_("导出兑现"))]
        return render(request, "desk/push/export.html", {"grant": grant, "crumbs": crumbs})
    data = drafting.export(grant, request.actor)
    return file_response(data, f"grant-{grant.pk}-{timekeeping.today()}.xlsx")


def find_rule(request: StaffRequest, pk: int) -> Rule:
    """404 for a rule of another unit, whether it exists or not."""
    return get_object_or_404(queries.rules_seen_by(request.actor), pk=pk)


@post_required(*OFFICE_POSTS)
@require_http_methods(["GET", "POST"])
def limit(request: StaffRequest) -> HttpResponse:
    """How often one person or enterprise may be written to, by channel, from a day on."""
    form = LimitForm(request.POST if request.method == "POST" else None, initial={"valid_from": timekeeping.today()})
    if request.method == "POST" and form.is_valid():
        try:
            made = limits.set_limit(request.actor, form.cleaned_data)
        except Refused as refused:
            say_no(form, refused)
        else:
            messages.success(request, _("已设定：%(limit)s。") % {"limit": made})
            return redirect("desk:push")
    title, back = _("设定推送频次"), reverse("desk:push")
    lead = _("每个人、每家企业在一段时间内最多收到几条。以前设定的保留，仍用于以前的日子。")
    return form_page(request, form, title, _("设定"), back, [Crumb(_("精准推送"), back), Crumb(title)], lead=lead)
