"""What interpretations prove to tasks 25 to 28 of the plan. All look at the year of the day asked for, up to that day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localtime

from mingzheng.core.dates import chinese_date, date_or_unset
from mingzheng.core.grouping import Grouped, numbers, pairs, ratio, same_for_all, shares
from mingzheng.core.indicators import Figure, Indicator, Item, Scope, declare
from mingzheng.disclosure.documents.models import Document
from mingzheng.policy.interpretations import needs
from mingzheng.policy.interpretations.models import Interpretation, Rulebook, Task
from mingzheng.policy.interpretations.quality import to_mend

POINT_14 = "政务公开工作要点第十四点（提高政策解读质量）"
RELEASED = (Interpretation.Status.RELEASED, Interpretation.Status.WITHDRAWN)


def _needing(scope: Scope) -> QuerySet[Document]:
    """Documents published this year that need an interpretation, by a rule or by the drafter's word."""
    free = Task.objects.filter(document=OuterRef("pk"), kind=Task.Kind.WITH, case__state="exempt")
    said = Task.objects.filter(document=OuterRef("pk"), kind=Task.Kind.WITH, declared=True)
    rows = Document.objects.filter(
        needs.needing(scope.day, "live__") | Q(Exists(said)),
        ~Exists(free),
        listed=True,
        live__adopted_from="",
        first_published_at__date__range=scope.so_far,
    )
    return rows.filter(scope.of_unit())


def _released(scope: Scope) -> QuerySet[Interpretation]:
    rows = Interpretation.objects.filter(status__in=RELEASED, published_at__date__range=scope.so_far)
    return rows.filter(scope.of_unit())


def _first(scope: Scope) -> QuerySet[Interpretation]:
    """The first interpretation of a document (``OuterRef``) that went out by the day."""
    own = Interpretation.objects.filter(document=OuterRef("pk"), published_at__date__lte=scope.day)
    return own.order_by("published_at", "pk")


def _explained(scope: Scope) -> Q:
    return Q(Exists(_first(scope)))


def _together(scope: Scope) -> Q:
    return Q(first_published_at=Subquery(_first(scope).values("published_at")[:1]))


@dataclass(frozen=True)
class OfDocuments:
    """A share of the documents that need one. ``good``: which count."""

    good: Callable[[Scope], Q]

    def measure(self, scope: Scope) -> Figure:
        rows = _needing(scope)
        return Figure(rows.filter(self.good(scope)).count(), rows.count())

    def by_unit(self, scope: Scope) -> Grouped:
        return shares(_needing(scope), self.good(scope))

    def items(self, scope: Scope) -> list[Item]:
        rows = _needing(scope)
        counted = set(rows.filter(self.good(scope)).values_list("pk", flat=True))
        found = list(rows.select_related("unit").order_by("unit__order", "pk"))
        own = Interpretation.objects.filter(document__in=found, published_at__date__lte=scope.day)
        moments: dict[int | None, dt.datetime | None] = {}
        for document, moment in own.order_by("-published_at").values_list("document", "published_at"):
            moments[document] = moment
        return [
            Item(row.ref, f"{row.unit.short}　{row.title}", row.pk in counted, _when(row, moments.get(row.pk)))
            for row in found
        ]


def _when(row: Document, moment: dt.datetime | None) -> str:
    if moment is None:
        return f"{date_or_unset(row.published_on)} 公开，还没有解读"
    same = "，与文件同一时刻" if moment == row.first_published_at else ""
    return f"解读发布于 {chinese_date(localtime(moment))} {localtime(moment):%H:%M:%S}{same}"


EXPLAINED, TOGETHER = OfDocuments(_explained), OfDocuments(_together)


def _several(scope: Scope) -> QuerySet[Document]:
    rows = _needing(scope).filter(_explained(scope))
    return rows.annotate(used=Count("interpretations__form", filter=_out(scope), distinct=True)).filter(used__gte=2)


def _forms_measure(scope: Scope) -> Figure:
    return Figure(_several(scope).count(), _needing(scope).filter(_explained(scope)).count())


def _forms_by_unit(scope: Scope) -> Grouped:
    """Counted twice over: documents, then their units, since the forms of each are counted on the way."""
    several = Document.objects.filter(pk__in=_several(scope).values("pk"))
    return ratio(numbers(several), numbers(_needing(scope).filter(_explained(scope))))


def _out(scope: Scope) -> Q:
    return Q(interpretations__status__in=RELEASED, interpretations__published_at__date__lte=scope.day)


def _forms_items(scope: Scope) -> list[Item]:
    found = []
    for row in _needing(scope).filter(_explained(scope)).select_related("unit").order_by("unit__order", "pk"):
        own = row.interpretations.filter(status__in=RELEASED, published_at__date__lte=scope.day)
        names = list(dict.fromkeys(one.get_form_display() for one in own))
        found.append(Item(row.ref, f"{row.unit.short}　{row.title}", len(names) >= 2, "、".join(names)))
    return found


def _quality_measure(scope: Scope) -> Figure:
    rows = list(_released(scope).values_list("quality", flat=True))
    return Figure(sum(to_mend(row) == 0 for row in rows), len(rows))


def _quality_by_unit(scope: Scope) -> Grouped:
    rows = _released(scope).values_list("unit_id", "quality")
    return pairs((unit, to_mend(quality) == 0) for unit, quality in rows)


def _quality_items(scope: Scope) -> list[Item]:
    return [
        Item(one.ref, f"{one.unit.short}　{one.title}", to_mend(one.quality) == 0, _mend_words(one))
        for one in _released(scope).select_related("unit").order_by("unit__order", "pk")
    ]


def _mend_words(one: Interpretation) -> str:
    labels = [row["label"] for row in one.quality if row["weight"] == "mend"]
    return f"建议修改：{'、'.join(labels)}" if labels else "没有建议修改的"


def _before(scope: Scope) -> QuerySet[Task]:
    rows = Task.objects.filter(kind=Task.Kind.BEFORE, opened_at__date__range=scope.so_far).exclude(case__state="closed")
    return rows.filter(scope.of_unit())


def _after(scope: Scope) -> QuerySet[Task]:
    kinds = [Task.Kind.FOLLOW, Task.Kind.SECOND]
    rows = Task.objects.filter(kind__in=kinds, opened_at__date__range=scope.so_far).exclude(case__state="closed")
    return rows.filter(scope.of_unit())


def _of_tasks(
    rows: Callable[[Scope], QuerySet[Task]],
) -> tuple[Callable[[Scope], Figure], Callable[[Scope], list[Item]], Callable[[Scope], Grouped]]:
    """Tasks of which an interpretation is public ÷ all; withdrawn proposals (closed with a reason) left out."""

    def out(scope: Scope) -> Q:
        own = Interpretation.objects.filter(task=OuterRef("pk"), status__in=RELEASED, published_at__date__lte=scope.day)
        return Q(Exists(own))

    def measure(scope: Scope) -> Figure:
        return Figure(rows(scope).filter(out(scope)).count(), rows(scope).count())

    def items(scope: Scope) -> list[Item]:
        counted = set(rows(scope).filter(out(scope)).values_list("pk", flat=True))
        return [
            Item(task.ref, f"{task.unit.short}　{task}", task.pk in counted, task.reason)
            for task in rows(scope).select_related("unit", "document").order_by("unit__order", "pk")
        ]

    return measure, items, lambda scope: shares(rows(scope), out(scope))


def _rulebooks(scope: Scope) -> QuerySet[Rulebook]:
    return Rulebook.objects.filter(document__listed=True, document__published_on__range=scope.so_far)


def _rulebook_items(scope: Scope) -> list[Item]:
    rows = _rulebooks(scope).select_related("document")
    return [
        Item(row.document.ref, row.document.title, True, f"{date_or_unset(row.document.published_on)} 公开")
        for row in rows
    ]


def declare_all() -> None:
    """Make this room's indicators known."""
    before, after = _of_tasks(_before), _of_tasks(_after)
    rows: tuple[tuple[str, str, str, str, Callable[[Scope], Figure], Callable[[Scope], list[Item]], Callable[[Scope], Grouped], float | None], ...] = (
        ("rulebook", "政策解读实施办法公布", "本年公开、由区府办标注为政策解读实施办法的文件件数；打开可见公开日期。", "件",
         lambda scope: Figure(_rulebooks(scope).count()), _rulebook_items, lambda scope: same_for_all(Figure(_rulebooks(scope).count())), 1),
        ("explained", "应解读文件解读率", "本年公开、应当解读的文件（规范性文件、重大决策、重要政策、起草人申报的，免于解读的除外）中，已有解读发布的件数 ÷ 全部件数。",
         "件", EXPLAINED.measure, EXPLAINED.items, EXPLAINED.by_unit, 100),
        ("together", "解读与文件同时发布率", "同上文件中，第一份解读与文件的发布时间完全相同的件数 ÷ 全部件数。", "件",
         TOGETHER.measure, TOGETHER.items, TOGETHER.by_unit, 100),
        ("several_forms", "多形式解读率", "本年公开、已解读的应解读文件中，用了两种以上形式的件数 ÷ 已解读件数。", "件",
         _forms_measure, _forms_items, _forms_by_unit, None),
        ("quality", "解读质量检查通过率", "本年发布的解读中，审核时质量检查没有“建议修改”的份数 ÷ 全部份数。", "份",
         _quality_measure, _quality_items, _quality_by_unit, None),
        ("before", "草案预解读发布率", "本年立项的预解读任务中，预解读已发布的 ÷ 全部（征求意见的草案由起草单位立项）。", "项", *before, None),
        ("after", "跟踪和二次解读完成率", "本年立项的跟踪解读、二次解读中，解读已发布的 ÷ 全部（写明理由关闭的除外）。", "项", *after, None),
    )  # fmt: skip
    for code, label, how, unit, measure, items, by_unit, target in rows:
        declare(
            Indicator(f"interpretations.{code}", label, how, POINT_14, unit, measure, items, target, by_unit=by_unit)
        )
