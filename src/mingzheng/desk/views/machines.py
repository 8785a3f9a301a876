"""Other systems and their tokens: for the administrator. A token is shown once, on the page after it was issued."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.submissions.acting import say_no
from mingzheng.design.parts import Crumb, Pair
from mingzheng.desk import once_shown
from mingzheng.desk.access import StaffRequest, every, post_required
from mingzheng.desk.machines_forms import RevokeForm, SystemForm, TokenForm
from mingzheng.desk.taking import take
from mingzheng.machines.systems import commands, queries
from mingzheng.machines.systems.models import System, Token

admin_required = post_required(Post.ADMIN)
opens_system = post_required(Post.ADMIN, opens=every(queries.systems))
opens_token = post_required(Post.ADMIN, opens=every(queries.tokens))


@admin_required
@require_http_methods(["GET", "POST"])
def systems(request: StaffRequest) -> HttpResponse:
    """The systems that are registered, and a form for another."""
    form = SystemForm(request.POST or None)
    made = take(request, form, "machines.system", lambda data: _register(request, data))
    if made is not None:
        messages.success(request, _("已登记。请签发令牌，交给对方。"))
        return redirect("desk:system", pk=made)
    today = timekeeping.today()
    rows = [(one, queries.closed(one), _live(one, today)) for one in queries.systems()]
    return render(request, "desk/machines/systems.html", {"rows": rows, "form": form})


def _register(request: StaffRequest, data: dict[str, Any]) -> int:
    post = Post(data["post"])
    return commands.register(data["name"], data["unit"], post, data["contact"], request.actor).pk


def _live(system: System, today: Any) -> int:
    return sum(token.live_on(today) for token in system.tokens.all())


@opens_system
@require_http_methods(["GET", "POST"])
def system(request: StaffRequest, found: System) -> HttpResponse:
    """One system: its tokens, and a form for another; the text of a fresh one stands here once."""
    form = TokenForm(request.POST or None, post=found.actor.post)
    if take(request, form, "machines.token", lambda data: _issue(request, found, data)) is not None:
        return redirect("desk:system", pk=found.pk)
    today = timekeeping.today()
    secret = once_shown.take(request, f"token.{found.pk}") if request.method == "GET" else ""
    context = {
        "found": found,
        "refusal": queries.closed(found),
        "secret": f"{queries.PREFIX}{secret}" if secret else "",
        "tokens": [(token, token.live_on(today)) for token in found.tokens.all()],
        "today": today,
        "form": form,
        "facts": [
            Pair(_("代表的单位"), found.holding.unit.name),
            Pair(_("岗位"), found.actor.post.label),
            Pair(_("联系人"), found.contact),
        ],
        "crumbs": [Crumb(_("外部系统"), reverse("desk:systems")), Crumb(str(found))],
    }
    return render(request, "desk/machines/system.html", context)


def _issue(request: StaffRequest, found: System, data: dict[str, Any]) -> int:
    token, text = commands.issue(found, data["operations"], data["last_day"], request.actor)
    once_shown.put(request, f"token.{found.pk}", text.removeprefix(queries.PREFIX))
    return token.pk


@opens_token
@require_http_methods(["GET", "POST"])
def revoke(request: StaffRequest, token: Token) -> HttpResponse:
    """Ask for the reason, then end the token at once."""
    back = reverse("desk:system", args=[token.system_id])
    title = _("吊销令牌 %(head)s…") % {"head": token.head}
    return with_reason(request, title, back, lambda why: commands.revoke(token, why, request.actor))


@opens_system
@require_http_methods(["GET", "POST"])
def close(request: StaffRequest, found: System) -> HttpResponse:
    """Ask for the reason, then end the system with all its tokens."""
    title = _("停用“%(name)s”") % {"name": found}
    back = reverse("desk:system", args=[found.pk])
    return with_reason(request, title, back, lambda why: commands.close(found, why, request.actor))


def with_reason(request: StaffRequest, title: str, back: str, act: Callable[[str], None]) -> HttpResponse:
    """A page that asks for the reason of what cannot be undone, and the act."""
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data["why"])
        except Refused as refused:
            say_no(form, refused)
        else:
            messages.success(request, _("已办理，从现在起不能再用。"))
            return redirect(back)
    context = {"form": form, "title": title, "back": back}
    return render(request, "desk/machines/reason.html", context)
