"""The kiosk of a corner: large type, few choices, no way out of it, and an end of its own.

Nothing of a visitor is kept: no search words, no sign-in; ending clears the look. Without a script the page goes back to the
start after a while by itself; with one it waits as long as somebody touches it, and warns before it ends.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mingzheng.core import searchable
from mingzheng.core.numbers import pk_of
from mingzheng.design.preferences import COOKIE
from mingzheng.design.qr import code_of
from mingzheng.disclosure.catalogue.models import Placement
from mingzheng.disclosure.corners import queries
from mingzheng.disclosure.corners.models import Corner
from mingzheng.disclosure.documents import queries as documents
from mingzheng.disclosure.documents.texts import plain_text
from mingzheng.portal import content

IDLE_SECONDS = 120
WARN_SECONDS = 20
LISTED = 8

PARTS = {
    "latest": (gettext_lazy("最新公开"), "file-text", gettext_lazy("最近公开的文件和信息")),
    "activities": (gettext_lazy("现场活动"), "calendar-event", gettext_lazy("解读会、咨询日的时间和主题")),
    "ask": (gettext_lazy("咨询和办事"), "messages", gettext_lazy("问工作人员，转到服务窗口")),
    "apply": (gettext_lazy("申请公开"), "send", gettext_lazy("没有公开的信息怎样申请")),
    "here": (gettext_lazy("本专区"), "map-pin", gettext_lazy("开放时间、设施和电话")),
}


def _corner(pk: int) -> Corner:
    found = queries.public_corner(pk)
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, template: str, corner: Corner, **context: Any) -> HttpResponse:
    context |= {
        "corner": corner,
        "idle": IDLE_SECONDS,
        "warn": WARN_SECONDS,
        "choices": [(key, *words) for key, words in PARTS.items()],
    }
    return render(request, f"portal/corners/{template}.html", context)


@require_safe
@never_cache
def home(request: HttpRequest, pk: int) -> HttpResponse:
    found = _corner(pk)
    return _page(request, "kiosk_home", found, now=queries.now_of(found), code=code_of(request, "/"))


@require_safe
@never_cache
def part(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """One of the choices."""
    found = _corner(pk)
    if part not in PARTS:
        raise Http404
    title = str(PARTS[part][0])
    return _page(request, f"kiosk_{part}", found, title=title, part=part, **_READERS[part](request, found))


def _latest(request: HttpRequest, corner: Corner) -> dict[str, Any]:
    """What was published last, once each, as far as it can be read here."""
    rows = Placement.objects.order_by("-published_on", "-id")[: LISTED * 4]
    found = {f"{row.record_kind}:{row.record_id}": row for row in reversed(rows)}
    newest = sorted(found.items(), key=lambda item: (item[1].published_on, item[1].pk), reverse=True)
    return {"rows": [(key, row) for key, row in newest if searchable.kind_of(row.record_kind)][:LISTED]}


def _activities(request: HttpRequest, corner: Corner) -> dict[str, Any]:
    return {"coming": queries.coming(corner), "past": queries.past(corner, 3)}


def _apply(request: HttpRequest, corner: Corner) -> dict[str, Any]:
    return {"text": content.load("apply"), "code": code_of(request, "/zfxxgk/yishenqing/")}


def _here(request: HttpRequest, corner: Corner) -> dict[str, Any]:
    return {"now": queries.now_of(corner), "week": queries.week_of(corner)}


_READERS = {
    "latest": _latest,
    "activities": _activities,
    "ask": lambda request, corner: {"now": queries.now_of(corner)},
    "apply": _apply,
    "here": _here,
}


@require_safe
@never_cache
def read(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One public record as plain text, with a code that takes it home on a telephone."""
    found = _corner(pk)
    code, _colon, number = name.rpartition(":")
    kind = searchable.kind_of(code)
    chosen = pk_of(number)
    entry = kind.entry_of(chosen) if kind is not None and chosen is not None else None
    if entry is None or chosen is None:
        raise Http404
    body = _text_of(code, chosen) or entry.body
    lines = [line.strip() for line in body.splitlines() if line.strip()]
    facts = [entry.agency, entry.number, entry.published_on]
    return _page(
        request,
        "kiosk_read",
        found,
        entry=entry,
        lines=lines,
        facts=[fact for fact in facts if fact],
        code=code_of(request, entry.url),
        title=_("最新公开"),
    )


def _text_of(code: str, number: int) -> str:
    """The text of a document as it is read; the index's own text carries key words besides."""
    if code != "documents.document":
        return ""
    found = documents.public().select_related("live").filter(pk=number).first()
    return plain_text(found.live.body) if found is not None and found.live is not None else ""


@require_safe
@never_cache
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget the look that the visitor chose, and begin anew."""
    response = redirect("portal:kiosk", pk=_corner(pk).pk)
    response.delete_cookie(COOKIE)
    return response
