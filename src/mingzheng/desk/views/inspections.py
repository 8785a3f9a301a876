"""What machine checks found: the list, one finding with its evidence, the judgement of a person, a run at once."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingzheng.core import keyset, timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.journal import queries as journal
from mingzheng.core.records import RecordRef
from mingzheng.core.submissions.fields import text
from mingzheng.design.downloads import file_response
from mingzheng.design.parts import Crumb, Pair, Tab, pairs_of
from mingzheng.design.templatetags.design_text import cn_date
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, post_required, refused_status, staff_required
from mingzheng.papers.findings_xlsx import findings_workbook
from mingzheng.supervision.inspections import commands, queries, sources, visibility
from mingzheng.supervision.inspections.models import Finding
from mingzheng.supervision.inspections.queries import Filter
from mingzheng.supervision.inspections.rules import GROUPS, TRUST, rules

PAGE = 30
MOST_ROWS = 5000
ORDER = keyset.Order("last_seen", descending=True)


class ReasonForm(forms.Form):
    reason = text(
        gettext_lazy("为什么是误报"),
        gettext_lazy("写明事实；同样的内容以后不再提示，内容变了会重新提示。"),
        most=500,
        required=False,
    )


@staff_required
@require_GET
def findings(request: StaffRequest) -> HttpResponse:
    """The unit's own findings, 区府办's all, by state, rule and unit."""
    actor, asked = request.actor, Filter.of(request.GET.dict())
    wide = visibility.sees_all(actor)
    context: dict[str, Any] = {
        "asked": asked,
        "tabs": _tabs(request, asked),
        "page": keyset.page(queries.findings(actor, asked), ORDER, request.GET, PAGE),
        "by_rule": queries.by_rule(actor),
        "by_unit": queries.by_unit(actor) if wide else [],
        "veto": queries.veto_lines() if wide else [],
        "reach": queries.reach() if wide else None,
        "run": queries.last_run(),
        "reports": queries.reports_for(actor),
        "office": actor.post in OFFICE_POSTS,
        "wide": wide,
        "export": urlencode([(key, value) for key, value in request.GET.items() if key not in ("after", "before")]),
        "groups": GROUPS.items(),
        "rules": rules().values(),
        "units": queries.units_with_findings(actor) if wide else [],
        "filtered": any((asked.group, asked.rule, asked.unit is not None, asked.unsure)),
        "own_site": sources.own_sitemap(),
        "crumbs": [Crumb(_("网站检查"))],
    }
    return render(request, "desk/inspections/findings.html", context)


def _tabs(request: StaffRequest, asked: Filter) -> list[Tab]:
    counts = queries.by_state(request.actor, asked)
    kept = [(key, value) for key, value in request.GET.items() if key not in ("state", "after", "before")]
    return [
        Tab(str(label), "?" + urlencode([*kept, ("state", state)]), state == asked.state, counts[state])
        for state, label in Finding.State.choices
    ]


@staff_required
@require_GET
def workbook(request: StaffRequest) -> HttpResponse:
    """The list as it is filtered, as a workbook: what the actor may see and no more."""
    asked = Filter.of(request.GET.dict())
    rows = list(
        queries.findings(request.actor, asked).order_by("unit__order", "rule", "-last_seen", "-id")[: MOST_ROWS + 1]
    )
    under = _("截至%(day)s　共 %(n)s 个") % {"day": cn_date(timekeeping.today()), "n": min(len(rows), MOST_ROWS)}
    if len(rows) > MOST_ROWS:
        under += _("（另有超出部分没有列出，请缩小范围）")
    title = _("网站检查问题清单（%(state)s）") % {"state": Finding.State(asked.state).label}
    return file_response(
        findings_workbook(title, under, rows[:MOST_ROWS]), f"findings-{timekeeping.today():%Y%m%d}.xlsx"
    )


def _finding(request: StaffRequest, pk: int) -> Finding:
    found = queries.finding_for(request.actor, pk)
    if found is None:
        raise Http404
    return found


@staff_required(opens=_finding)
@require_http_methods(["GET", "POST"])
def finding(request: StaffRequest, found: Finding) -> HttpResponse:
    """One finding; POST judges it (``do``: confirm, false, reopen)."""
    form = ReasonForm(request.POST if request.POST.get("do") == "false" else None)
    refusal = None
    if request.method == "POST":
        try:
            _judge(request, found, form)
        except Refused as refused:
            refusal = refused
            if refused.field == "reason" and form.is_bound:
                form.add_error("reason", str(refused))
        else:
            return redirect("desk:finding", pk=found.pk)
    found.refresh_from_db()
    may_not = commands.why_not_judge(found, request.actor)
    context = {
        "finding": found,
        "facts": _facts(found),
        "form": form,
        "refusal": None if form.errors else refusal,
        "may_judge": may_not is None,
        "history": journal.timeline(RecordRef("inspections.finding", str(found.pk))),
        "crumbs": [Crumb(_("网站检查"), reverse("desk:inspections")), Crumb(found.about.label)],
    }
    return render(request, "desk/inspections/finding.html", context, status=refused_status(request, context["refusal"]))


def _judge(request: StaffRequest, found: Finding, form: ReasonForm) -> None:
    wanted = request.POST.get("do", "")
    if wanted == "false":
        form.is_valid()
        commands.false_alarm(found, form.cleaned_data.get("reason", ""), request.actor)
        messages.info(request, _("已标为误报。内容不变就不再提示。"))
    elif wanted == "confirm":
        commands.confirm(found, request.actor)
        messages.info(request, _("已确认属实，交责任单位整改。改好后，下一次检查会自动消除。"))
    elif wanted == "reopen":
        commands.reopen(found, request.actor)
        messages.info(request, _("已重新列为待处理。"))
    else:
        raise Refused(_("没有这个动作。"), remedy=_("请从页面上的按钮操作。"))


def _facts(found: Finding) -> list[Pair]:
    about = found.about
    text, trust = _source(about.source)
    return pairs_of(
        [
            Pair(_("页面"), found.title, found.address if found.address.startswith(("http://", "https://")) else ""),
            Pair(_("地址"), found.address),
            Pair(_("责任单位"), found.unit.short if found.unit else _("还没有认定")),
            Pair(_("页面所写机关"), found.agency),
            Pair(_("程度"), about.severity.label),
            Pair(_("判定"), about.mark.label),
            Pair(_("规则"), f"{about.label}（{about.code}）"),
            Pair(_("出处"), f"{text}（{trust}）" if trust else text),
            Pair(_("首次发现"), found.first_seen),
            Pair(_("最近发现"), _("%(day)s，共 %(n)s 次") % {"day": cn_date(found.last_seen), "n": found.times}),
            Pair(_("消除日期"), found.gone_on),
            Pair(_("误报理由"), found.reason),
        ]
    )


def _source(text: str) -> tuple[str, str]:
    """The source without its mark, and the mark in words."""
    for mark, word in TRUST.items():
        if text.endswith((f" {mark}", f"）{mark}")):
            return text[: -len(mark)].rstrip(), word
        if text.startswith(f"{mark}："):
            return text[len(mark) + 1 :], word
    return text, ""


@post_required(*OFFICE_POSTS)
@require_POST
def start(request: StaffRequest) -> HttpResponse:
    """Inspect the own portal now."""
    try:
        commands.start_run(_own_site(), request.actor)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.info(request, _("已开始检查，在后台进行；刷新本页可以看到进度。"))
    return redirect("desk:inspections")


def _own_site() -> str:
    source = sources.own_sitemap()
    if not source:
        raise Refused(_("还没有设置本门户的网址，不能检查。"), remedy=_("请系统管理员设置 MINGZHENG_SITE_URL 后重启。"))
    return source
