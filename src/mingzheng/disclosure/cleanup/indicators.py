"""What clean-ups prove to the plan: results published, with their date."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.timezone import localtime

from mingzheng.core.dates import chinese_date
from mingzheng.core.grouping import same_for_all
from mingzheng.core.indicators import Figure, Indicator, Item, Scope, declare
from mingzheng.core.records import RecordRef
from mingzheng.disclosure.cleanup.models import Campaign

POINT_13 = "政务公开工作要点第十三点（推进政策集中发布）"


def _launched(scope: Scope) -> QuerySet[Campaign]:
    return Campaign.objects.filter(launched_at__date__lte=scope.day, launched_at__year=scope.day.year).exclude(
        case__state="cancelled"
    )


def _measure(scope: Scope) -> Figure:
    return Figure(_launched(scope).filter(published_at__date__lte=scope.day).count())


def _items(scope: Scope) -> list[Item]:
    return [_item(row, scope) for row in _launched(scope)]


def _item(row: Campaign, scope: Scope) -> Item:
    out = row.published_at is not None and localtime(row.published_at).date() <= scope.day
    note = f"{chinese_date(localtime(row.published_at))} 公布" if out and row.published_at else "还没有公布结果"
    return Item(RecordRef("cleanup.campaign", str(row.pk)), row.title, out, note)


def declare_all() -> None:
    """Make this room's indicators known."""
    declare(
        Indicator(
            "cleanup.published",
            "已公布的清理结果",
            "本年启动并已公布结果的文件清理次数；每次的公布日期见明细。",
            POINT_13,
            "次",
            _measure,
            _items,
            target=1,
            by_unit=lambda scope: same_for_all(_measure(scope)),
        )
    )
