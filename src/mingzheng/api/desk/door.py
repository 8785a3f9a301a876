"""Who comes in at ``/api/v1/desk/``: a token that opens something today, within its rate."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from mingzheng.api.problems import Problem
from mingzheng.api.rates import COUNTER, Standing, household
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.machines.systems import queries
from mingzheng.machines.systems.commands import note_use
from mingzheng.machines.systems.models import Operation, System, Token


class SystemRequest(HttpRequest):
    """A request that passed the door. ``standing``: what is left of its rate."""

    token: Token
    system: System
    actor: Actor
    standing: Standing | None


class Door(HttpBearer):
    """``Authorization: Bearer mz_…``, with a token for the operation: before anything of what was sent is read."""

    openapi_description = "系统管理员在工作台“外部系统”页面签发的令牌，以 `mz_` 开头。"

    def __init__(self, needs: Operation | None = None) -> None:
        super().__init__()
        self.needs = needs

    def __call__(self, request: HttpRequest) -> Token:
        found = enter(request)
        if self.needs is not None:
            require(request, self.needs)
        return found

    def authenticate(self, request: HttpRequest, token: str) -> Token:
        return self(request)


def enter(request: HttpRequest) -> Token:
    """The token of a request; the request then knows who acts.

    Raises:
        Problem: 401 without a token that opens something today, 429 past the rate.
    """
    scheme, _blank, text = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not text.strip():
        _count_failure(request)
        raise _unknown(_("请在 Authorization 中写 Bearer 和令牌。"), "invalid_request")
    try:
        found = queries.opened_by(text.strip())
    except Refused as refused:
        _count_failure(request)
        raise _unknown(str(refused), "invalid_token") from refused
    seen = cast(SystemRequest, request)
    seen.token, seen.system, seen.actor = found, found.system, found.system.actor
    seen.standing = COUNTER.count(f"token:{found.pk}", settings.MINGZHENG_TOKEN_PER_MINUTE)
    if seen.standing is not None and not seen.standing.let_through:
        raise Problem(429)
    note_use(found)
    return found


def require(request: HttpRequest, operation: Operation) -> None:
    """Raises:
    Problem: 403, the token was not issued for this operation.
    """
    if operation not in cast(SystemRequest, request).token.operations:
        detail = _("这个令牌不能用于“%(what)s”。需要时请系统管理员另行签发。") % {"what": Operation(operation).label}
        raise Problem(403, detail, headers=_challenge("insufficient_scope"))


def _count_failure(request: HttpRequest) -> None:
    """Guessing is slow: what does not open counts against the address."""
    standing = COUNTER.count(household(request.META.get("REMOTE_ADDR", "")), settings.MINGZHENG_API_PER_MINUTE)
    if standing is not None and not standing.let_through:
        cast(SystemRequest, request).standing = standing
        raise Problem(429)


def _unknown(detail: str, error: str) -> Problem:
    return Problem(401, detail, headers=_challenge(error))


def _challenge(error: str) -> dict[str, str]:
    return {"WWW-Authenticate": f'Bearer realm="mingzheng", error="{error}"'}
