"""What documents prove to the plan: how their attribute was determined, when they were published, who reviewed them.

All figures look at the year of the day asked for, up to that day. What was moved in from an older system is left out: its
steps lie there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from mingzheng.core.dates import chinese_date, date_or_unset
from mingzheng.core.grouping import Grouped, numbers, pairs, ratio, shares
from mingzheng.core.indicators import Figure, Indicator, Item, Scope, declare
from mingzheng.core.procedures.models import Case, Clock, Contribution
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit, held_on
from mingzheng.disclosure.catalogue.models import Placement
from mingzheng.disclosure.documents.models import Document, Edition, Finding, Review

POINT_8 = "政务公开工作要点第八点（规范发布公开政府信息）"
POINT_13 = "政务公开工作要点第十三点（推进政策集中发布）"
NORMATIVE_COLUMN = "zcwj-gfxwj"
PROCEDURE_TAG = "公开属性认定"  # the tag of a unit's published procedure for determining attributes (task 1)


@dataclass(frozen=True)
class Share:
    """Rows, and which of them count. ``note`` says of a row why."""

    rows: Callable[[Scope], QuerySet[Edition]]
    good: Callable[[Scope], Q]
    note: Callable[[Edition, bool], str]

    def measure(self, scope: Scope) -> Figure:
        rows = self.rows(scope)
        return Figure(rows.filter(self.good(scope)).count(), rows.count())

    def by_unit(self, scope: Scope) -> Grouped:
        return shares(self.rows(scope), self.good(scope), "document__unit_id")

    def items(self, scope: Scope) -> list[Item]:
        rows = self.rows(scope)
        counted = set(rows.filter(self.good(scope)).values_list("pk", flat=True))
        return [
            Item(
                row.ref, f"{row.document.unit.short}　{row.title}", row.pk in counted, self.note(row, row.pk in counted)
            )
            for row in rows.select_related("document__unit").order_by("document__unit__order", "pk")
        ]


def _signed(scope: Scope) -> QuerySet[Edition]:
    """Signed this year, public or not."""
    return Edition.objects.filter(
        scope.of_unit("document__unit_id"), adopted_from="", signed_at__date__range=scope.so_far
    )


def _published(scope: Scope) -> QuerySet[Edition]:
    return Edition.objects.filter(
        scope.of_unit("document__unit_id"), adopted_from="", published_at__date__range=scope.so_far
    )


def _three_steps(scope: Scope) -> Q:
    """Proposed at drafting, checked by somebody else, decided by the signer: not all by the head in an emergency."""
    checked = Review.objects.filter(edition=OuterRef("pk"), kind=Review.Kind.CHECK, forced=False, voided_at=None)
    return ~Q(attribute="") & Q(Exists(checked))


def _reviewed_by_others(scope: Scope) -> Q:
    """Both reviews stand, and neither was made by somebody who contributed before the release."""
    own = Contribution.objects.filter(case=OuterRef("edition__case"), person_id=OuterRef("person_id")).exclude(
        command="force"
    )
    fair = Review.objects.filter(edition=OuterRef("pk"), voided_at=None, after=False).filter(~Exists(own))
    return Q(Exists(fair.filter(kind=Review.Kind.SECRECY))) & Q(Exists(fair.filter(kind=Review.Kind.PRIVACY)))


DETERMINED = Share(_signed, _three_steps, lambda row, good: row.get_attribute_display() if good else "属性没有经过核对")
REVIEWED = Share(
    _published,
    _reviewed_by_others,
    lambda row, good: ("紧急公开，由负责人审查" if row.forced_at else "两项审查齐全") if good else "缺少由他人作的审查",
)


# --- twenty working days ---------------------------------------------------------------------------------------


def _due(scope: Scope) -> QuerySet[Clock]:
    """The newest publication clock of each edition: stopped by the release this year, or run out unmet by the day."""
    newest = Clock.objects.filter(case=OuterRef("case"), name="publish").order_by("-pk").values("pk")[:1]
    rows = Clock.objects.filter(name="publish", case__procedure="documents.release", pk=Subquery(newest))
    public_or_waiting = Q(case__state__in=_PUBLIC_STATES) | Q(met_on=None) | Q(met_on__gt=scope.day)
    rows = rows.filter(scope.met_or_missed(), public_or_waiting).exclude(case__state="dropped")
    return rows.filter(scope.of_unit("case__unit_id"))


_PUBLIC_STATES = ("published", "superseded", "withdrawn", "forced", "forced_privacy", "forced_secrecy")
_MET = Q(met_on__lte=F("due_on"))


def _measure_in_time(scope: Scope) -> Figure:
    rows = _due(scope)
    return Figure(rows.filter(_MET).count(), rows.count())


def _in_time_items(scope: Scope) -> list[Item]:
    rows = _due(scope).select_related("case__unit").order_by("case__unit__order", "pk")
    return [_in_time_item(clock, clock.case, scope.day) for clock in rows]


def _in_time_item(clock: Clock, case: Case, day: dt.date) -> Item:
    met = clock.met_on is not None and clock.due_on is not None and clock.met_on <= clock.due_on
    if met:
        note = f"{date_or_unset(clock.met_on)} 公开，期限 {date_or_unset(clock.due_on)}"
    elif clock.due_on is not None:
        late = ((clock.met_on or day) - clock.due_on).days
        note = f"期限 {chinese_date(clock.due_on)}，{'公开时' if clock.met_on else '至今'}已过 {late} 日"
    else:
        note = "期限未定"
    return Item(case.ref, f"{case.unit.short}　{case.title}", met, note)


# --- findings ---------------------------------------------------------------------------------------------------


def _findings(scope: Scope) -> QuerySet[Finding]:
    """Found this year in what was not dropped: what nobody publishes has nothing to be settled."""
    rows = Finding.objects.filter(found_at__date__range=scope.so_far).exclude(edition__status=Edition.Status.DROPPED)
    return rows.filter(scope.of_unit("edition__document__unit_id"))


_SETTLED = ~Q(resolution="") | Q(gone=True)


def _measure_findings(scope: Scope) -> Figure:
    rows = _findings(scope)
    return Figure(rows.filter(_SETTLED).count(), rows.count())


def _finding_items(scope: Scope) -> list[Item]:
    rows = Edition.objects.filter(findings__in=_findings(scope)).select_related("document__unit")
    waiting = Count("findings", filter=Q(findings__resolution="", findings__gone=False), distinct=True)
    counted = rows.annotate(waiting=waiting, all=Count("findings", distinct=True)).order_by(
        "document__unit__order", "pk"
    )
    return [
        Item(
            row.ref,
            f"{row.document.unit.short}　{row.title}",
            row.waiting == 0,
            f"{row.all} 处，待处理 {row.waiting} 处",
        )
        for row in counted
    ]


# --- units with a published procedure -----------------------------------------------------------------------------


def _units(scope: Scope) -> QuerySet[Unit]:
    kinds = [Unit.Kind.DEPARTMENT, Unit.Kind.STREET, Unit.Kind.TOWN]
    rows = Unit.objects.filter(held_on(scope.day), kind__in=kinds)
    return rows.filter(scope.of_unit("pk"))


def _with_procedure(scope: Scope) -> set[int]:
    rows = Document.objects.filter(listed=True, published_on__lte=scope.day, tag_rows__tag=PROCEDURE_TAG)
    return set(rows.filter(unit__in=_units(scope)).values_list("unit_id", flat=True))


def _measure_procedures(scope: Scope) -> Figure:
    return Figure(len(_with_procedure(scope)), _units(scope).count())


def _procedures_by_unit(scope: Scope) -> Grouped:
    have = _with_procedure(scope)
    return pairs((unit.pk, unit.pk in have) for unit in _units(scope))


def _procedure_items(scope: Scope) -> list[Item]:
    have = _with_procedure(scope)
    return [
        Item(
            RecordRef("units.unit", str(unit.pk)),
            unit.short,
            unit.pk in have,
            "已公开" if unit.pk in have else "还没有公开",
        )
        for unit in _units(scope)
    ]


# --- normative documents ----------------------------------------------------------------------------------------


def _normative(scope: Scope) -> QuerySet[Document]:
    rows = Document.objects.filter(listed=True, normative=True, published_on__lte=scope.day)
    return rows.filter(scope.of_unit())


def _in_column(scope: Scope) -> QuerySet[Document]:
    placed = Placement.objects.filter(column__code=NORMATIVE_COLUMN, record_kind="documents.document")
    return _normative(scope).filter(pk__in=[int(one) for one in placed.values_list("record_id", flat=True)])


def _marked(scope: Scope) -> QuerySet[Document]:
    """Official version with its number, and dates from which the validity of any day follows."""
    return (
        _normative(scope)
        .exclude(doc_number="")
        .filter(live__effective_on__isnull=False, live__expires_on__isnull=False)
    )


def _documents(
    good: Callable[[Scope], QuerySet[Document]], yes: str, no: str
) -> tuple[Callable[[Scope], Figure], Callable[[Scope], list[Item]]]:
    def measure(scope: Scope) -> Figure:
        return Figure(good(scope).count(), _normative(scope).count())

    def items(scope: Scope) -> list[Item]:
        counted = set(good(scope).values_list("pk", flat=True))
        rows = _normative(scope).select_related("unit").order_by("unit__order", "pk")
        return [
            Item(row.ref, f"{row.unit.short}　{row.title}", row.pk in counted, yes if row.pk in counted else no)
            for row in rows
        ]

    return measure, items


def declare_all() -> None:
    """Make this room's indicators known."""
    in_column, in_column_items = _documents(_in_column, "已列入专栏", "没有列入专栏")
    marked, marked_items = _documents(_marked, "文号、施行日期和有效期齐全", "缺少文号、施行日期或有效期")
    for indicator in (
        Indicator(
            "documents.determined",
            "公开属性经三步认定的比例",
            "本年签发的文稿中，起草时提出属性、由他人核对、由负责人签发的件数 ÷ 本年签发的全部文稿。迁入的历史文件不计。",
            POINT_8,
            "件",
            DETERMINED.measure,
            DETERMINED.items,
            target=100,
            by_unit=DETERMINED.by_unit,
        ),
        Indicator(
            "documents.procedure_published",
            "公开属性认定流程已公开的单位",
            f"有带“{PROCEDURE_TAG}”标签的公开文件的单位数 ÷ 委办局和街镇总数。",
            POINT_8,
            "个单位",
            _measure_procedures,
            _procedure_items,
            target=100,
            by_unit=_procedures_by_unit,
            grows=True,
        ),
        Indicator(
            "documents.in_time",
            "20个工作日内公开率",
            "本年公开或者到期应公开的文稿中，主动公开期限届满前公开的件数 ÷ 全部件数；逾期的逐件列出天数。",
            f"{POINT_8}；《政府信息公开条例》第二十六条",
            "件",
            _measure_in_time,
            _in_time_items,
            target=100,
            by_unit=lambda scope: shares(_due(scope), _MET, "case__unit_id"),
        ),
        Indicator(
            "documents.reviewed",
            "经他人保密审查和隐私审查的比例",
            "本年公开的文稿中，保密审查和隐私、商业秘密审查都由没有参与起草的人作出的件数 ÷ 本年公开的全部文稿。",
            f"{POINT_8}；《政府信息公开条例》第十七条",
            "件",
            REVIEWED.measure,
            REVIEWED.items,
            target=100,
            by_unit=REVIEWED.by_unit,
        ),
        Indicator(
            "documents.findings_settled",
            "审查问题处理率",
            "本年机器检查出的问题中，已逐项写明理由或已从文稿中删除的处数 ÷ 全部处数；作废的文稿不计。",
            f"{POINT_8}；《政府信息公开条例》第十七条（一事一审）",
            "处",
            _measure_findings,
            _finding_items,
            target=100,
            by_unit=lambda scope: shares(_findings(scope), _SETTLED, "edition__document__unit_id"),
            inner=True,
        ),
        Indicator(
            "documents.normative_in_column",
            "列入规范性文件专栏的比例",
            "现已公开的行政规范性文件中，列入“行政规范性文件”栏目的件数 ÷ 全部件数。",
            POINT_13,
            "件",
            in_column,
            in_column_items,
            target=100,
            by_unit=lambda scope: ratio(numbers(_in_column(scope)), numbers(_normative(scope))),
        ),
        Indicator(
            "documents.normative_marked",
            "规范性文件要素和有效性齐全率",
            "现已公开的行政规范性文件中，文号、施行日期、有效期齐全（因而任何一天的有效性都可以算出）的件数 ÷ 全部件数。",
            POINT_13,
            "件",
            marked,
            marked_items,
            target=100,
            by_unit=lambda scope: ratio(numbers(_marked(scope)), numbers(_normative(scope))),
        ),
    ):
        declare(indicator)
