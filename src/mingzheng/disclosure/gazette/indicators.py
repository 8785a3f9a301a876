"""What the gazette proves to the plan: issues against the year's plan, documents in them, copies that arrived."""

from __future__ import annotations

from django.db.models import QuerySet, Sum

from mingzheng.core.dates import chinese_date
from mingzheng.core.grouping import counts, same_for_all
from mingzheng.core.indicators import Figure, Indicator, Item, Scope, declare
from mingzheng.core.records import RecordRef
from mingzheng.disclosure.gazette import queries
from mingzheng.disclosure.gazette.models import Dispatch, Issue
from mingzheng.disclosure.gazette.models import Item as Printed

POINT_10 = "政务公开工作要点第十点（政府公报）"


def _issues(scope: Scope) -> QuerySet[Issue]:
    return queries.published().filter(year=scope.day.year, dated__lte=scope.day).order_by("number")


def _measure_issues(scope: Scope) -> Figure:
    """Against the plan of the year; a plain count while none is entered."""
    plan = queries.plan_of(scope.day.year)
    done = _issues(scope).count()
    return Figure(done, max(plan.planned, done) if plan else None)


def _issue_items(scope: Scope) -> list[Item]:
    rows = list(_issues(scope))
    found = [Item(row.ref, str(row), counts=True, note=f"{chinese_date(row.dated)} 出版") for row in rows]
    plan = queries.plan_of(scope.day.year)
    for number in range(len(rows) + 1, (plan.planned if plan else 0) + 1):
        ref = RecordRef("gazette.plan", str(plan.pk if plan else 0))
        found.append(Item(ref, f"{scope.day.year}年计划的第 {number} 期", counts=False, note="尚未出版"))
    return found


def _printed(scope: Scope) -> QuerySet[Printed]:
    rows = Printed.objects.filter(issue__in=_issues(scope).values("pk")).select_related("issue", "document")
    return rows.filter(scope.of_unit("document__unit_id"))


def _measure_printed(scope: Scope) -> Figure:
    return Figure(_printed(scope).count())


def _printed_items(scope: Scope) -> list[Item]:
    rows = _printed(scope).order_by("issue__number", "order")
    return [Item(row.document.ref, row.title, counts=True, note=row.issue.label) for row in rows]


def _dispatches(scope: Scope) -> QuerySet[Dispatch]:
    rows = Dispatch.objects.filter(issue__year=scope.day.year, sent_on__lte=scope.day)
    return rows.select_related("issue", "recipient").order_by("issue__number", "recipient__kind", "recipient_id")


def _measure_copies(scope: Scope) -> Figure:
    sent = _dispatches(scope).aggregate(sum=Sum("copies"))["sum"] or 0
    arrived = _dispatches(scope).filter(received_on__lte=scope.day).aggregate(sum=Sum("received_copies"))["sum"] or 0
    return Figure(int(arrived), int(sent))


def _copy_items(scope: Scope) -> list[Item]:
    return [
        Item(
            row.issue.ref,
            f"{row.recipient.name}　{row.issue.label}",
            row.received_on is not None and row.received_on <= scope.day,
            f"发出 {row.copies} 份，"
            + (f"{chinese_date(row.received_on)} 签收 {row.received_copies} 份" if row.received_on else "未签收"),
        )
        for row in _dispatches(scope)
    ]


def declare_all() -> None:
    """Make this room's indicators known."""
    declare(
        Indicator(
            "gazette.issues",
            "公报按计划出版",
            "本年度已出版的期数 ÷ 年度计划期数；出版得比计划多时，按已出版期数算；没有登记年度计划时只报已出版的期数。",
            POINT_10,
            "期",
            _measure_issues,
            _issue_items,
            target=100,
            by_unit=lambda scope: same_for_all(_measure_issues(scope)),
            grows=True,
        )
    )
    declare(
        Indicator(
            "gazette.documents",
            "公报刊登的文件",
            "本年度已出版各期公报刊登的文件数（同一文件在两期刊登的计两次）。",
            POINT_10,
            "篇",
            _measure_printed,
            _printed_items,
            by_unit=lambda scope: counts(_printed(scope), "document__unit_id"),
        )
    )
    declare(
        Indicator(
            "gazette.copies",
            "公报赠阅签收",
            "本年度各期公报已签收的份数 ÷ 已发出的份数。",
            POINT_10,
            "份",
            _measure_copies,
            _copy_items,
            target=100,
            by_unit=lambda scope: same_for_all(_measure_copies(scope)),
        )
    )
