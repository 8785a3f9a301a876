"""登录 and 离开: what is asked and kept, the way to the provider and back, and what is said when it fails."""

from __future__ import annotations

import time
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mingzheng.core.errors import Refused
from mingzheng.core.identity import commands as identity
from mingzheng.core.identity.people import Verified, pseudonyms
from mingzheng.core.oidc import client as oidc
from mingzheng.core.oidc.client import Begun, Told
from mingzheng.core.oidc.provider import Provider
from mingzheng.design.parts import Crumb
from mingzheng.portal import guarding, posting, visitor
from mingzheng.portal.access import private
from mingzheng.portal.page import draw
from mingzheng.portal.views.foi import visiting

MOST_FLOWS, FLOW_LASTS = 5, 900  # tabs that sign in at once; seconds for it
MANY = 600  # sign-ins begun from one address within ten minutes
INSIDE = ("/desk/", "/account/", "/denglu/", "/moni-denglu/")


def _page(request: HttpRequest, template: str, title: str, *, status: int = 200, **context: Any) -> HttpResponse:
    answer = draw(
        request, f"portal/sign_in/{template}.html", crumbs=[Crumb(_("首页"), "/"), Crumb(title)], title=title, **context
    )
    answer.status_code = status
    return private(answer)


def _provider(request: HttpRequest) -> Provider:
    found = visitor.provider_for(request)
    if found is None:
        raise Http404
    return found


def back_of(request: HttpRequest, typed: str) -> str:
    """The page of the portal to return to: never another site, never the desk."""
    inside = url_has_allowed_host_and_scheme(typed, allowed_hosts=None) and typed.startswith("/")
    return typed if inside and not typed.startswith(INSIDE) and len(typed) < 300 else reverse("portal:my-matters")


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """From a form that is being filled in, to the sign-in and back; what was typed stays."""
    guarding.from_here(request, _("请打开本网站的页面填写。"))
    visitor.keep_typed(request)
    return redirect(f"{reverse('portal:sign-in')}?{urlencode({'hui': request.path})}")


@posting.public
def door(request: HttpRequest) -> HttpResponse:
    """What the provider will tell, what is kept of it; the button goes there."""
    provider = _provider(request)
    back = back_of(request, request.GET.get("hui", ""))
    if request.method != "POST":
        # A page that itself asks for a sign-in would lead straight back to this one.
        stay = "" if back == reverse("portal:my-matters") else back
        return _page(request, "door", _("登录"), provider=provider, back=back, stay=stay)
    try:
        begun = _begun(request, provider)
    except Refused as refused:
        return _failed(request, refused, back)
    now = int(time.time())
    alive = [
        (state, one) for state, one in request.session.get(visitor.FLOWS, {}).items() if one["at"] > now - FLOW_LASTS
    ]
    flow = {"nonce": begun.nonce, "verifier": begun.verifier, "back": back, "at": now}
    request.session[visitor.FLOWS] = dict([*alive[-(MOST_FLOWS - 1) :], (begun.state, flow)])
    visitor.short(request)
    return _going(request, begun.url, provider.name)


def _begun(request: HttpRequest, provider: Provider) -> Begun:
    guarding.from_here(request, _("请打开本网站的页面登录。"))
    if not guarding.few(request, "sign_in", MANY):
        raise Refused(_("这个网络地址登录得太频繁。"), remedy=_("请过十分钟再试；不登录也可以办理。"), code="often")
    return oidc.begin(provider, _returning(request))


def _going(request: HttpRequest, url: str, name: str = "") -> HttpResponse:
    """A page that goes on by itself: a form may not lead to another site (CSP), and a cookie that is only ours comes along."""
    return _page(request, "going", _("正在前往"), url=url, name=name)


def _returning(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("portal:sign-in-back"))


def _failed(request: HttpRequest, refused: Refused, back: str) -> HttpResponse:
    status = {"provider_down": 503, "often": 429, "elsewhere": 403, "cancelled": 200}.get(refused.code, 400)
    typed = bool(request.session.get(visitor.TYPED)) or back.startswith(visiting.PATH)
    return _page(request, "failed", _("没有登录"), status=status, refused=refused, back=back, typed=typed)


@never_cache
@require_safe
def come_back(request: HttpRequest) -> HttpResponse:
    """From the provider, with a code for the state that this very browser left with."""
    provider = _provider(request)
    flow = _flow_of(request)
    back = flow["back"] if flow else reverse("portal:my-matters")
    try:
        verified = verified_of(provider, _told(request, provider, flow))
    except Refused as refused:
        return _failed(request, refused, back)
    identity.carry_over(verified)
    visitor.begin(request, verified)
    return _going(request, back)


def _flow_of(request: HttpRequest) -> dict[str, Any] | None:
    """What this browser left with under the state that came back; used up, whatever comes of it."""
    flows = request.session.get(visitor.FLOWS, {})
    flow: dict[str, Any] | None = flows.pop(request.GET.get("state", ""), None)
    if flow is not None:
        request.session[visitor.FLOWS] = flows
    return flow if flow is not None and flow["at"] > time.time() - FLOW_LASTS else None


def _told(request: HttpRequest, provider: Provider, flow: dict[str, Any] | None) -> Told:
    if flow is None:
        raise Refused(
            _("登录没有完成：等得太久，或者不是从这个浏览器开始的。"), remedy=_("请重新登录一次。"), code="state"
        )
    if request.GET.get("error"):
        raise Refused(_("您没有在认证页面完成登录。"), remedy=_("可以再试一次；不登录也可以办理。"), code="cancelled")
    said = request.GET.dict()
    return oidc.finish(provider, said, nonce=flow["nonce"], verifier=flow["verifier"], back=_returning(request))


def verified_of(provider: Provider, told: Told) -> Verified:
    """What this house takes from what the provider told: nothing else is looked at."""
    enterprise = told.said(provider, "kind") in provider.enterprises
    return Verified(
        provider=provider.name,
        kind="enterprise" if enterprise else "person",
        name=told.said(provider, "name")[:100],
        number=told.said(provider, "number")[:40].upper(),
        mobile=told.said(provider, "mobile")[:30],
        pseudonyms=pseudonyms(told.issuer, told.subject),
    )


@posting.public
def leave(request: HttpRequest) -> HttpResponse:
    """Here at once; then at the provider, so that the next person at this computer is not taken for this one."""
    if request.method != "POST":
        return redirect("portal:sign-in-left")
    try:
        guarding.from_here(request, _("请打开本网站的页面操作。"))
    except Refused as refused:
        return _failed(request, refused, "/")
    provider = visitor.provider_for(request)
    visitor.end(request)
    url = oidc.leaving(provider, request.build_absolute_uri(reverse("portal:sign-in-left"))) if provider else ""
    return _going(request, url, provider.name) if url and provider else redirect("portal:sign-in-left")


@never_cache
@require_safe
def left(request: HttpRequest) -> HttpResponse:
    return _page(request, "left", _("已经离开"))
