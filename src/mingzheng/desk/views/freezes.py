"""Freezes on the desk: 区府办 freezes the figures with a reason, keeps the full file, and compares it with the database."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingzheng.core.dates import chinese_moment
from mingzheng.core.journal import queries as journal
from mingzheng.core.privacy.public_text import PublicTextForm
from mingzheng.core.submissions.fields import text
from mingzheng.core.submissions.keys import KeyField
from mingzheng.design.downloads import file_response
from mingzheng.design.parts import Crumb, Pair
from mingzheng.design.templatetags.design_text import cn_date
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, every, post_required, refused_page
from mingzheng.desk.taking import saving_page
from mingzheng.supervision.open_data import commands, queries
from mingzheng.supervision.open_data.models import Freeze
from mingzheng.supervision.open_data.verifying import verify_freeze
from mingzheng.supervision.workplan.queries import plan_of

office_required = post_required(*OFFICE_POSTS)
SHOWN = 200
CHECK_MOST = 50_000  # journal entries that a page recomputes; beyond, the command line does


class AskForm(PublicTextForm):
    reason = text(
        gettext_lazy("理由"),
        gettext_lazy("例如：半年工作总结引用的数字。记入工作日志；冻结后随即公布，不能撤回、不能修改。"),
        most=300,
        rows=2,
        lacking=gettext_lazy("请写明为什么冻结。"),
    )
    form_key = KeyField()


def crumbs(*labels: str) -> list[Crumb]:
    return [
        Crumb(_("指标怎么算"), reverse("desk:figures")),
        Crumb(_("冻结的数字"), reverse("desk:freezes")),
        *(Crumb(one) for one in labels),
    ]


@office_required
@require_GET
def freezes(request: StaffRequest) -> HttpResponse:
    """Every freeze, the newest first."""
    plan = plan_of()
    context = {
        "rows": queries.freezes()[:SHOWN],
        "may": plan is not None and plan.issued_at is not None,
        "crumbs": [*crumbs()[:1], Crumb(_("冻结的数字"))],
    }
    return render(request, "desk/freezes/list.html", context)


@office_required
@require_http_methods(["GET", "POST"])
def ask(request: StaffRequest) -> HttpResponse:
    """Freeze the figures of the running plan as they stand today."""
    plan = plan_of()
    if plan is None or plan.issued_at is None:
        return refused_page(request, _("还没有下达工作要点。"), _("请先导入并下达要点。"))
    return saving_page(
        request,
        AskForm(request.POST if request.method == "POST" else None),
        lambda data: commands.ask(plan, request.actor, data["reason"]).pk,
        said=_("已冻结并公布。请下载完整文件，存到别的地方。"),
        onward=lambda made: reverse("desk:freeze", args=[made]),
        page={
            "title": _("冻结现在的数字"),
            "action": _("冻结"),
            "lead": _("%(title)s到今天为止登记的全部数字。一年结束后系统会自动作年度冻结。") % {"title": plan.title},
            "back": reverse("desk:freezes"),
            "crumbs": crumbs(_("冻结现在的数字")),
        },
    )


def _page(request: StaffRequest, found: Freeze, **more: object) -> HttpResponse:
    place = _("第 %(n)s 号 %(hash)s") % {"n": found.journal_position, "hash": found.journal_hash}
    context = {
        "found": found,
        "facts": [
            Pair(_("工作要点"), found.plan.title, url=reverse("desk:plan")),
            Pair(_("数字截至"), cn_date(found.day)),
            Pair(_("最近一次登记"), cn_date(found.figures_on)),
            Pair(_("冻结"), f"{found.made_by} {chinese_moment(localtime(found.made_at))}"),
            *([Pair(_("理由"), found.reason)] if found.reason else []),
            Pair(_("公开文件哈希"), found.sha256),
            Pair(_("完整文件哈希"), found.inner_sha256),
            Pair(_("日志链头"), place),
        ],
        "too_many": journal.head().position > CHECK_MOST,
        "crumbs": crumbs(str(found)),
        **more,
    }
    return render(request, "desk/freezes/freeze.html", context)


@post_required(*OFFICE_POSTS, opens=every(queries.freezes))
@require_GET
def freeze(request: StaffRequest, found: Freeze) -> HttpResponse:
    """What was frozen and what proves it; the files."""
    return _page(request, found)


@post_required(*OFFICE_POSTS, opens=every(Freeze.objects.select_related("plan").all))
@never_cache
@require_POST
def check(request: StaffRequest, found: Freeze) -> HttpResponse:
    """Compare it with the journal and the readings as they stand now; every difference is named."""
    if journal.head().position > CHECK_MOST:
        return _page(request, found)
    return _page(request, found, verdict=verify_freeze(found))


@post_required(*OFFICE_POSTS, opens=every(Freeze.objects.select_related("plan").all))
@never_cache
@require_GET
def full(request: StaffRequest, found: Freeze) -> HttpResponse:
    """The full file with the figures of units, byte for byte."""
    return file_response(found.inner_text, queries.file_name(found, inner=True))
