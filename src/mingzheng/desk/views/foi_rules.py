"""依申请公开规则 and 机关代字: what holds, what came before, and a new version with the day from which it holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.units.models import Unit
from mingzheng.core.units.queries import units_on
from mingzheng.design.parts import Crumb
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, post_required
from mingzheng.desk.kept_typing import keeps_typing
from mingzheng.desk.taking import saving_page
from mingzheng.requests.foi import keeping, retention
from mingzheng.requests.foi.forms.keeping import ChannelsForm, Dated, PrefixForm, SameForm, TermForm
from mingzheng.requests.foi.models import KeptRule, NumberPrefix, RetentionTerm

PAGE = "desk/foi/rule.html"
SETTERS = (Post.HEAD, *OFFICE_POSTS)


@dataclass(frozen=True)
class Version:
    """``lines``: what it says. ``status``: current, coming or past."""

    valid_from: dt.date | None
    lines: Sequence[str]
    source: str
    set_by: str
    status: str


def versions(rows: Iterable[Version], today: dt.date) -> list[Version]:
    """The newest first; the first that has begun is the one that holds."""
    found, held = [], False
    for row in rows:
        begun = row.valid_from is None or row.valid_from <= today
        status = "coming" if not begun else "past" if held else "current"
        held = held or begun
        found.append(Version(row.valid_from, row.lines, row.source, row.set_by, status))
    return found


@dataclass(frozen=True)
class Kind:
    """One rule of the office: its page, its form, and who may add a version."""

    title: str
    lead: str
    form: type[Dated]
    posts: tuple[Post, ...]
    rows: Callable[[], list[Version]]
    start: Callable[[], dict[str, Any]]
    save: Callable[[dict[str, Any], Actor], Any]


def _kept(kind: KeptRule.Kind, said: Callable[[Any], list[str]]) -> Callable[[], list[Version]]:
    def rows() -> list[Version]:
        own = KeptRule.objects.filter(kind=kind).order_by("-valid_from")
        found = [Version(one.valid_from, said(one.value), one.source, one.set_by, "") for one in own]
        return [*found, Version(None, said(keeping.shipped(kind)), _("随系统装入"), "", "")]

    return rows


def _terms() -> list[Version]:
    own = [
        Version(one.valid_from, [_("%(n)s 年") % {"n": one.years}], one.source, one.set_by, "")
        for one in RetentionTerm.objects.order_by("-valid_from")
    ]
    shipped = [
        Version(row["valid_from"], [_("%(n)s 年") % {"n": row["years"]}], _("随系统装入"), "", "")
        for row in reversed(retention.shipped())
    ]
    return sorted(own + shipped, key=lambda one: one.valid_from or dt.date.min, reverse=True)


def _said_same(value: dict[str, Any]) -> list[str]:
    return [
        _("相似程度 %(n)s") % {"n": value["alike"]},
        _("比对最近 %(n)s 个月收到的") % {"n": value["months"]},
        _("至少 %(n)s 个申请人") % {"n": value["applicants"]},
        _("不足 %(n)s 字的不比对") % {"n": value["shortest"]},
        _("套话：%(words)s") % {"words": "、".join(value["fillers"])},
    ]


def _said_channels(value: list[dict[str, str]]) -> list[str]:
    return [f"{row['name']}：{row['fit']}" for row in value]


def _start_same() -> dict[str, Any]:
    value = keeping.value_on(KeptRule.Kind.SAME, timekeeping.today())
    return {**value, "fillers": "、".join(value["fillers"])}


def _start_channels() -> dict[str, Any]:
    return {"channels": "\n".join(_said_channels(keeping.value_on(KeptRule.Kind.CHANNELS, timekeeping.today())))}


def _dated(data: dict[str, Any]) -> dict[str, Any]:
    return {name: data[name] for name in ("valid_from", "source")}


def _save_same(data: dict[str, Any], actor: Actor) -> int:
    value = {name: data[name] for name in ("alike", "months", "applicants", "shortest", "fillers")}
    return keeping.add_rule(KeptRule.Kind.SAME, value, actor, **_dated(data)).pk


def _save_channels(data: dict[str, Any], actor: Actor) -> int:
    return keeping.add_rule(KeptRule.Kind.CHANNELS, data["channels"], actor, **_dated(data)).pk


def _kinds() -> dict[str, Kind]:
    same, channels = KeptRule.Kind.SAME, KeptRule.Kind.CHANNELS
    return {
        "retention": Kind(
            _("个人信息保存年限"),
            _("归档满年限的申请，系统清除申请人的个人信息、申请内容和全部文件，只留统计事实。由区府办负责人确定。"),
            TermForm,
            (Post.OFFICE_HEAD,),
            _terms,
            lambda: {"years": retention.years_on(timekeeping.today())},
            lambda data, actor: retention.set_term(data["years"], actor, **_dated(data)).pk,
        ),
        "same": Kind(
            same.label,
            _("系统每天比对申请内容，不同申请人要求同一信息的，提示办理单位研究转为主动公开（条例第四十四条）。"),
            SameForm,
            OFFICE_POSTS,
            _kept(same, _said_same),
            _start_same,
            _save_same,
        ),
        "channels": Kind(
            channels.label,
            _("登记沟通时可以选的渠道。改动不影响已登记的记录。"),
            ChannelsForm,
            OFFICE_POSTS,
            _kept(channels, _said_channels),
            _start_channels,
            _save_channels,
        ),
    }


def _back() -> list[Crumb]:
    return [Crumb(_("依申请公开规则"), reverse("desk:foi-rules"))]


@post_required(*OFFICE_POSTS)
@require_GET
def rules(request: StaffRequest) -> HttpResponse:
    """Every rule with the version that holds and the one to come."""
    today = timekeeping.today()
    rows = [(code, kind, versions(kind.rows(), today)) for code, kind in _kinds().items()]
    shown = [
        (
            code,
            kind.title,
            next(one for one in found if one.status == "current"),
            next((one for one in reversed(found) if one.status == "coming"), None),
        )
        for code, kind, found in rows
    ]
    return render(request, "desk/foi/rules.html", {"rows": shown})


@keeps_typing
@post_required(*OFFICE_POSTS)
@require_http_methods(["GET", "POST"])
def rule(request: StaffRequest, code: str) -> HttpResponse:
    """One rule: its versions, and a new one."""
    kind = _kinds().get(code)
    if kind is None:
        raise Http404
    page = {
        "title": kind.title,
        "kicker": _("依申请公开规则"),
        "lead": kind.lead,
        "versions": versions(kind.rows(), timekeeping.today()),
        "crumbs": [*_back(), Crumb(kind.title)],
        "back": reverse("desk:foi-rules"),
        "may": request.actor.post in kind.posts,
        "who": "、".join(post.label for post in kind.posts),
    }
    return _page(request, kind.form, kind.start, lambda data: kind.save(data, request.actor), page)


def _page(
    request: StaffRequest,
    form_class: type[Dated],
    start: Callable[[], dict[str, Any]],
    save: Callable[[dict[str, Any]], object],
    page: dict[str, Any],
) -> HttpResponse:
    form = form_class(request.POST) if request.method == "POST" else form_class(initial=start())
    return saving_page(
        request,
        form,
        save,
        said=_("新版已登记。"),
        onward=lambda _result: request.path,
        page=page,
        template=PAGE,
    )


@post_required(*SETTERS)
@require_GET
def prefixes(request: StaffRequest) -> HttpResponse:
    """区府办: every unit with what its numbers begin with; a unit's head: the own unit."""
    if request.actor.post not in OFFICE_POSTS:
        return redirect("desk:foi-prefix", request.actor.unit_id)
    today, own = timekeeping.today(), _own_prefixes()
    rows = [(unit, _holding(own.get(unit.pk, []), today)) for unit in units_on(today)]
    return render(request, "desk/foi/prefixes.html", {"rows": rows})


def _own_prefixes() -> dict[int, list[NumberPrefix]]:
    found: dict[int, list[NumberPrefix]] = {}
    for one in NumberPrefix.objects.order_by("-valid_from"):
        found.setdefault(one.unit_id, []).append(one)
    return found


def _holding(rows: list[NumberPrefix], today: dt.date) -> tuple[NumberPrefix | None, NumberPrefix | None]:
    """The one that holds, and the next to come."""
    current = next((one for one in rows if one.valid_from <= today), None)
    coming = next((one for one in reversed(rows) if one.valid_from > today), None)
    return current, coming


def _settable(request: StaffRequest, pk: int) -> Unit:
    unit = get_object_or_404(Unit, pk=pk)
    if not keeping.may_set_prefix(unit, request.actor):
        raise Http404
    return unit


@keeps_typing
@post_required(*SETTERS, opens=_settable)
@require_http_methods(["GET", "POST"])
def prefix(request: StaffRequest, unit: Unit) -> HttpResponse:
    """What letter numbers of one unit begin with, and from when."""
    own = NumberPrefix.objects.filter(unit=unit).order_by("-valid_from")
    rows = [Version(one.valid_from, [one.prefix], one.source, one.set_by, "") for one in own]
    rows.append(Version(None, [unit.short], _("没有登记时用单位简称"), "", ""))
    now = keeping.prefix_on(unit, timekeeping.today())
    office = request.actor.post in OFFICE_POSTS
    page = {
        "title": _("机关代字"),
        "kicker": unit.short,
        "lead": _(
            "编在文书文号的最前面，现在的文号形如“%(prefix)s公复〔%(year)s〕1号”。已经签发的文书不变，顺序号接着编。"
        )
        % {"prefix": now, "year": timekeeping.today().year},
        "versions": versions(rows, timekeeping.today()),
        "crumbs": [Crumb(_("机关代字"), reverse("desk:foi-prefixes")), Crumb(unit.short)] if office else [],
        "back": reverse("desk:foi-prefixes" if office else "desk:foi"),
        "may": True,
    }

    def save(data: dict[str, Any]) -> int:
        return keeping.set_prefix(unit, data["agency_code"], request.actor, **_dated(data)).pk

    return _page(request, PrefixForm, lambda: {"agency_code": now}, save, page)
