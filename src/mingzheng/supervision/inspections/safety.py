"""Task 8: is the portal itself safe to visit, and how often signing in failed (points 8 and 9: own probes)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet, Sum

from mingzheng.core.dates import chinese_date
from mingzheng.core.grouping import same_for_all
from mingzheng.core.indicators import Figure, Indicator, Item, Scope, declare
from mingzheng.core.records import RecordRef
from mingzheng.supervision.inspections import commands
from mingzheng.supervision.inspections.models import Finding, InspectionRun, SignInDay

POINT_10 = "政务公开工作要点第十点（加强政务公开平台和渠道建设）、任务8"
# What is looked at → in words, when nothing is wrong with it (rules of the groups site and login).
LOOKED_AT = {
    "site.certificate": "安全证书有效",
    "site.certificate_soon": "安全证书不会很快到期",
    "site.plain": "访问都加密",
    "site.header": "保护访问者的五个响应头都有",
    "site.version": "响应头不透露软件版本",
    "login.plain": "登录页面加密",
    "login.back_office": "公开页面上没有网站后台的入口",
}
NEEDS_ENCRYPTION = ("site.certificate", "site.certificate_soon")


def _run(day: dt.date) -> InspectionRun | None:
    """The newest inspection of our own portal that was carried out to its end by the day."""
    rows = InspectionRun.objects.filter(status=InspectionRun.Status.DONE, day__lte=day, outside=None)
    return rows.order_by("-day", "-pk").first()


def _standing(run: InspectionRun, day: dt.date) -> QuerySet[Finding]:
    """What is wrong with the site on the day; a false alarm is nothing."""
    seen = Finding.objects.filter(source=run.source, rule__in=list(LOOKED_AT), first_seen__lte=day)
    return seen.filter(Q(gone_on=None) | Q(gone_on__gt=day)).exclude(state=Finding.State.FALSE).order_by("pk")


def _lines(scope: Scope) -> list[Item]:
    run = _run(scope.day)
    if run is None:
        return []
    wrong: dict[str, str] = {}
    if run.source.startswith("http:"):
        wrong = dict.fromkeys(NEEDS_ENCRYPTION, "网站没有证书，打开时不加密。")
    for finding in _standing(run, scope.day):
        wrong[finding.rule] = finding.evidence
    ref = RecordRef("inspections.run", str(run.pk))
    return [
        Item(ref, label, code not in wrong, wrong.get(code, f"{chinese_date(run.day)} 检查"))
        for code, label in LOOKED_AT.items()
    ]


def _safe(scope: Scope) -> Figure:
    lines = _lines(scope)
    return Figure(sum(one.counts for one in lines), len(lines))


def _days(scope: Scope) -> QuerySet[SignInDay]:
    return SignInDay.objects.filter(day__year=scope.day.year, day__lte=scope.day, failed__gt=0)


def _failed(scope: Scope) -> Figure:
    return Figure(_days(scope).aggregate(total=Sum("failed"))["total"] or 0)


def _day_items(scope: Scope) -> list[Item]:
    return [
        Item(RecordRef("inspections.sign_ins", str(row.pk)), str(row), True, f"暂停登录 {row.locked} 次")
        for row in _days(scope)
    ]


def sign_in_failed(**_told: Any) -> None:
    """Receiver of Django's ``user_login_failed``."""
    commands.count_sign_ins(failed=1)


def locked_out(**_told: Any) -> None:
    """Receiver of axes' ``user_locked_out``."""
    commands.count_sign_ins(locked=1)


def declare_all() -> None:
    """Make the figures of task 8 known."""
    declare(
        Indicator(
            "inspections.site_safe",
            "门户安全检查合格率",
            "最近一次完成的门户检查后没有问题的安全项目 ÷ 检查的七项（证书有效、证书不会很快到期、访问都加密、五个响应头、"
            "不透露软件版本、登录页面加密、没有后台入口）；认定误报的不算问题，不加密的网站证书两项不合格。",
            POINT_10,
            "项",
            _safe,
            _lines,
            target=100,
            by_unit=lambda scope: same_for_all(_safe(scope)),
            of_units=False,
        )
    )
    declare(
        Indicator(
            "inspections.failed_sign_ins",
            "登录失败次数",
            "本年度工作人员登录页上登录失败的次数（按天累计，不记人和地址；连续失败而暂停登录的次数写在每天的明细里）。",
            POINT_10,
            "次",
            _failed,
            _day_items,
            by_unit=lambda scope: same_for_all(_failed(scope)),
            inner=True,
            of_units=False,
        )
    )
