"""Addresses that are told of public facts: for the administrator. A secret is shown once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.design.parts import Crumb, Pair
from mingzheng.desk import once_shown
from mingzheng.desk.access import StaffRequest, every, post_required
from mingzheng.desk.machines_forms import SubscriptionForm
from mingzheng.desk.taking import take
from mingzheng.desk.views.machines import admin_required, with_reason
from mingzheng.machines.webhooks import commands, queries, signing
from mingzheng.machines.webhooks.events import KINDS
from mingzheng.machines.webhooks.models import Subscription
from mingzheng.machines.webhooks.noting import TEST

opens_subscription = post_required(Post.ADMIN, opens=every(queries.subscriptions))


@admin_required
@require_http_methods(["GET", "POST"])
def subscriptions(request: StaffRequest) -> HttpResponse:
    """Who is told of what, and a form for another."""
    form = SubscriptionForm(request.POST or None)
    made = take(request, form, "machines.subscription", lambda data: _subscribe(request, data))
    if made is not None:
        return redirect("desk:webhook", pk=made)
    return render(request, "desk/machines/webhooks.html", {"rows": queries.subscriptions(), "form": form})


def _subscribe(request: StaffRequest, data: dict[str, Any]) -> int:
    made, secret = commands.subscribe(data["name"], data["address"], data["kinds"], data["unit"], request.actor)
    once_shown.put(request, f"webhook.{made.pk}", secret)
    return made.pk


@opens_subscription
@require_GET
def subscription(request: StaffRequest, found: Subscription) -> HttpResponse:
    """One address with its newest messages; a fresh secret stands here once."""
    secret = once_shown.take(request, f"webhook.{found.pk}")
    labels = {TEST: _("测试"), **{code: kind.label for code, kind in KINDS.items()}}
    context = {
        "found": found,
        "secret": f"{signing.PREFIX}{secret}" if secret else "",
        "rows": [(one, labels.get(one.kind, one.kind)) for one in queries.newest_deliveries(found)],
        "facts": [
            Pair(_("接收地址"), found.address),
            Pair(_("事件"), "、".join(labels[one] for one in found.kinds)),
            Pair(_("范围"), found.unit.short if found.unit else _("全区")),
        ],
        "crumbs": [Crumb(_("事件推送"), reverse("desk:webhooks")), Crumb(str(found))],
    }
    return render(request, "desk/machines/webhook.html", context)


def _rotate(request: StaffRequest, found: Subscription) -> str:
    once_shown.put(request, f"webhook.{found.pk}", commands.rotate(found, request.actor))
    return _("已更换密钥。原密钥三天内仍然有效，请尽快换上新的。")


def _test(request: StaffRequest, found: Subscription) -> str:
    commands.test(found, request.actor)
    return _("测试消息已排队，几秒后刷新本页看结果。")


def _pause(request: StaffRequest, found: Subscription) -> str:
    commands.pause(found, _("系统管理员暂停"), request.actor)
    return _("已暂停。其间的事件会留着，恢复后再送。")


def _resume(request: StaffRequest, found: Subscription) -> str:
    return _("已恢复，%(n)s 条消息重新排队。") % {"n": commands.resume(found, request.actor)}


ACTS: dict[str, Callable[[StaffRequest, Subscription], str]] = {
    "rotate": _rotate,
    "test": _test,
    "pause": _pause,
    "resume": _resume,
}


@opens_subscription
@require_POST
def act(request: StaffRequest, found: Subscription, command: str) -> HttpResponse:
    """One of the buttons on the page of a subscription."""
    if command not in ACTS:
        raise Http404
    try:
        messages.success(request, ACTS[command](request, found))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk:webhook", pk=found.pk)


@opens_subscription
@require_http_methods(["GET", "POST"])
def end(request: StaffRequest, found: Subscription) -> HttpResponse:
    """Ask for the reason, then tell the address nothing any more; what waits for it goes."""
    back = reverse("desk:webhook", args=[found.pk])
    title = _("停用“%(name)s”的推送") % {"name": found}
    return with_reason(request, title, back, lambda why: commands.end(found, why, request.actor))
