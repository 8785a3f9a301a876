"""Signing in by the government's directory of staff, where one is set up. It links an account, it never makes one."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mingzheng.core.errors import Refused
from mingzheng.core.oidc import client as oidc
from mingzheng.core.oidc import configured
from mingzheng.core.oidc.provider import Provider
from mingzheng.core.units.models import Person
from mingzheng.core.units.queries import person_of_directory
from mingzheng.desk.access import without_sign_in

FLOW = "staff_sign_in"
LASTS = 900  # seconds
WHY = "工作人员还没有登录，要从这里进来"


def _provider() -> Provider:
    found = configured.staff()
    if found is None:
        raise Http404
    return found


def _back(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("desk:directory-back"))


@without_sign_in(WHY)
@never_cache
@require_POST
def go(request: HttpRequest) -> HttpResponse:
    """To the directory; a page that goes on by itself, since a form may not lead to another site (CSP)."""
    provider, wanted = _provider(), request.POST.get("next", "")
    inside = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/desk/")
    try:
        begun = oidc.begin(provider, _back(request))
    except Refused as refused:
        return _failed(request, refused)
    flow = {"state": begun.state, "nonce": begun.nonce, "verifier": begun.verifier, "at": int(time.time())}
    request.session[FLOW] = {**flow, "next": wanted if inside else reverse("desk:home")}
    return render(request, "desk/directory_going.html", {"url": begun.url, "name": provider.name})


@without_sign_in(WHY)
@never_cache
@require_safe
def come_back(request: HttpRequest) -> HttpResponse:
    """From the directory: the account whose identifier it is goes on as after a right password, second factor included."""
    provider, flow = _provider(), request.session.pop(FLOW, None)
    try:
        person = _person(request, provider, flow)
    except Refused as refused:
        return _failed(request, refused)
    record_authentication(request, person, method="directory")
    answer: HttpResponse = perform_login(request, person, email_verification="none", redirect_url=flow["next"])
    return answer


def _person(request: HttpRequest, provider: Provider, flow: dict[str, Any] | None) -> Person:
    state = request.GET.get("state", "")
    if flow is None or not state or flow["state"] != state or flow["at"] < time.time() - LASTS:
        raise Refused(_("登录没有完成：等得太久，或者不是从这个浏览器开始的。"), remedy=_("请重新登录。"), code="state")
    if request.GET.get("error"):
        raise Refused(_("您没有在人员目录完成登录。"), remedy=_("请再试一次，或者用账号和密码登录。"), code="cancelled")
    said = request.GET.dict()
    told = oidc.finish(provider, said, nonce=flow["nonce"], verifier=flow["verifier"], back=_back(request))
    found = person_of_directory(told.said(provider, "identifier"))
    if found is None:
        raise Refused(
            _("您在人员目录里的身份没有对应的工作台账号。"),
            remedy=_("请联系系统管理员登记您的目录标识；系统不会自动开设账号。"),
            code="no_account",
        )
    return found


def _failed(request: HttpRequest, refused: Refused) -> HttpResponse:
    status = {"provider_down": 503, "no_account": 403, "cancelled": 200}.get(refused.code, 400)
    return render(request, "desk/directory_failed.html", {"refused": refused}, status=status)
