"""Topic subscriptions: asked for here, confirmed and ended from the mailbox."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from mingzheng.policy.policies import queries as policies
from mingzheng.policy.push import subscribing
from mingzheng.policy.push.models import Subscription
from mingzheng.policy.push.portal_forms import SubscribeForm
from mingzheng.portal import posting
from mingzheng.portal.access import private as never_kept
from mingzheng.portal.views.push_visiting import page, private, said

MANY = 30  # letters asked for from one address before the plain question


def _groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """What can be subscribed to: what public policies carry today."""
    held: dict[str, set[str]] = {}
    for policy in policies.public():
        for by, topic in subscribing.topics_of(policy):
            held.setdefault(by, set()).add(topic)
    By = Subscription.By  # noqa: N806 - a class
    return [
        (str(by.label), [(f"{by.value}:{topic}", topic) for topic in sorted(held.get(by.value, ()))])
        for by in (By.TAG, By.THEME, By.UNIT)
        if held.get(by.value)
    ]


@private
def subscribe(request: HttpRequest) -> HttpResponse:
    """The form; its answer is the same whether the address has subscribed before or not."""
    form = SubscribeForm(
        _groups(),
        request.POST if request.method == "POST" else None,
        initial={"topic": request.GET.get("topic", "")[:110]},
    )
    if request.method != "POST" or posting.take(request, form, "push.subscribe", _ask, many=MANY) is None:
        return page(request, "subscribe", _("订阅政策"), 422 if form.is_bound else 200, column="subscribe", form=form)
    return said(request, _("确认信已经发出。"), _("请到邮箱里点开链接，订阅才开始；7 天内不确认，这次订阅作废。"))


def _ask(data: dict[str, Any]) -> str:
    by, _colon, topic = data["topic"].partition(":")
    subscribing.ask(data["email"], by, topic, data["rhythm"])
    return topic[:60]


@private
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    found = subscribing.of_question(token)
    if found is None:
        return said(request, _("这个链接已经失效。"), _("请重新订阅。"), status=404)
    one, rhythm = found
    if request.method != "POST":
        return page(request, "subscribe_confirm", _("确认订阅"), topic=subscribing.topic_text(one))
    subscribing.confirm(one, rhythm)
    return said(request, _("订阅已经开始。"), _("每封信里都有退订的链接。"))


@csrf_exempt  # one click in a mail programme (RFC 8058); the link itself is the secret
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, token: str) -> HttpResponse:
    found = subscribing.of_end(token)
    if found is None:
        return never_kept(said(request, _("这项订阅已经退订，不会再发信。")))
    if request.method != "POST":
        return never_kept(page(request, "subscribe_end", _("退订"), topic=subscribing.topic_text(found)))
    subscribing.end(found)
    return never_kept(said(request, _("已经退订，不会再发信。")))
