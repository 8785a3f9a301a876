"""What case pages, portal and papers say of a consultation: facts, and the one adoption table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from mingzheng.core import timekeeping
from mingzheng.core.dates import chinese_date
from mingzheng.participation.consultations import dated, queries
from mingzheng.participation.consultations.models import AuthorKind, Consultation, Hearing, Opinion, State
from mingzheng.participation.consultations.phases import Phase

NOBODY = "收到意见 0 条"


@dataclass(frozen=True)
class Row:
    """One distinct opinion.

    Args:
        number: its place in the table, from 1. ``article``: 第三条, or 整个草案.
        raw: how many put it. ``who``: 个人 20、企业 3, or the name as it is published when one put it.
    """

    number: int
    group: int
    article: str
    headline: str
    who: str
    raw: int
    state: str
    label: str
    answer: str
    concentrated: bool


@dataclass(frozen=True)
class AdoptionTable:
    """Opinions and what came of them, with the raw and the distinct count side by side.

    Args:
        by_state: (label, raw, distinct) for each state that occurs.
        published: what was published; False: a preview of what is drafted.
        concentrated: rows that many put and that were not adopted.
        divided: opinions with several points, each answered alone: the rows add up to more than ``raw``.
    """

    rows: Sequence[Row]
    raw: int
    distinct: int
    by_state: Sequence[tuple[str, int, int]]
    published: bool
    held_back: int
    summary: str
    not_adopted: str
    divided: int = 0

    @property
    def concentrated(self) -> list[Row]:
        return [row for row in self.rows if row.concentrated and row.state == State.NOT_ADOPTED]

    @property
    def empty(self) -> bool:
        return self.raw == 0


def adoption(consultation: Consultation, *, preview: bool = False) -> AdoptionTable:
    """The adoption table as it was published; with ``preview`` as it is drafted, for those who work on it."""
    rows: Any = consultation.groups.select_related("article").annotate(
        n=queries.put_by(),
        held=queries.put_by(~Q(opinions__held_back="") | Q(opinions__publish=False)),
        **{kind.value: queries.put_by(Q(opinions__author_kind=kind.value)) for kind in AuthorKind},
    )
    rows = rows.filter(n__gt=0) if preview else rows.filter(published_on__isnull=False)
    limit = dated.value("concentrated", timekeeping.today())
    names = _names(consultation)
    found = [_row(number, group, limit, names, preview) for number, group in enumerate(rows, 1)]
    received = consultation.opinions.count() if preview else consultation.public_raw
    if received is None:  # published before the number was kept
        received = sum(row.raw for row in found)
    return AdoptionTable(
        rows=found,
        raw=received,
        distinct=len(found) + (queries.ungrouped(consultation) if preview else 0),
        divided=consultation.opinions.filter(divided=True).count(),
        by_state=_by_state(found),
        published=not preview,
        held_back=consultation.opinions.exclude(held_back="").count(),
        summary=consultation.summary,
        not_adopted=consultation.not_adopted,
    )


def _row(number: int, group: Any, limit: int, names: dict[int, str], preview: bool) -> Row:
    state, answer = (group.state, group.answer) if preview else (group.public_state, group.public_answer)
    raw = group.n if preview else group.public_raw
    counts = [(kind.label, getattr(group, kind.value)) for kind in AuthorKind]
    many = "、".join(f"{label} {n}" for label, n in counts if n)
    return Row(
        number=number,
        group=group.pk,
        article=group.article.label if group.article else "整个草案",
        # What no author wants published, or what may not be, is counted and answered without its words.
        headline="（提出人不同意公布或者不宜公布的意见）" if group.held == group.n else group.headline,
        who=names.get(group.pk, many) if group.n == 1 else many,
        raw=raw,
        state=state,
        label=State(state).label if state else "待处理",
        answer=answer,
        concentrated=raw >= limit,
    )


def _names(consultation: Consultation) -> dict[int, str]:
    """How the one author of a group is called in public."""
    alone = consultation.groups.annotate(n=queries.put_by()).filter(n=1).values("pk")
    rows = Opinion.handled.filter(group__in=alone).order_by()
    return dict(rows.values_list("group", "shown_as"))


def _by_state(rows: Iterable[Row]) -> list[tuple[str, int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for row in rows:
        raw, distinct = found.get(row.state, (0, 0))
        found[row.state] = raw + row.raw, distinct + 1
    order = [*State.values, ""]
    return [(State(state).label if state else "待处理", *found[state]) for state in order if state in found]


def concentrated_not_adopted(consultation: Consultation) -> list[Row]:
    """Drafted as not adopted although many put it."""
    return adoption(consultation, preview=True).concentrated


def first_summary(consultation: Consultation) -> str:
    """The sentence with which the summary begins; the unit writes on."""
    received = queries.received(consultation)
    period = f"{chinese_date(consultation.opens_on)}至{chinese_date(consultation.closes_on)}公开征求意见"
    if not received.raw:
        return f"{period}，{NOBODY}。"
    ways = "、".join(f"{label} {n} 条" for label, n in received.by_channel)
    return f"{period}，收到意见 {received.raw} 条（{ways}），归并为 {queries.distinct(consultation)} 项不同意见。"


# --- the case page ---------------------------------------------------------------------------------------------------

Fact = tuple[str, Any]


def consultation_facts(found: Consultation) -> list[Fact]:
    stands = queries.standing(found, timekeeping.today())
    missing = "、".join(kind.label for kind in queries.unheard(found))
    return [
        ("种类", found.get_kind_display()),
        ("阶段", stands.phase.label),
        ("征集期限", f"{chinese_date(found.opens_on)} 至 {chinese_date(found.closes_on)}（{found.days} 日）"),
        ("缩短期限的理由", found.shortened_why),
        (
            "涉及企业",
            ("是" + (f"，还没有听取{missing}的意见" if missing else "，已听取企业和协会的意见"))
            if found.for_enterprises
            else "否",
        ),
        ("收到意见", f"{stands.raw} 条，归并为 {stands.distinct} 项"),
        ("还没有处理", _open(found, stands.phase)),
        ("决定日期", found.decided_on),
        ("正式文件", str(found.document) if found.document else found.no_document_why),
        ("反馈日期", found.answered_on),
        ("更正日期", found.corrected_on),
        ("终止的理由", found.stopped_why),
    ]


def _open(found: Consultation, phase: Phase) -> str:
    """What stands between the consultation and its feedback."""
    if phase not in (Phase.CLOSED, Phase.DECIDED):
        return ""
    waiting, doubtful = queries.unanswered(found), queries.doubtful(found).count()
    said = [f"{waiting} 项意见" if waiting else "", f"{doubtful} 条意见待审核" if doubtful else ""]
    return "，".join(part for part in said if part)


def hearing_facts(found: Hearing) -> list[Fact]:
    return [
        ("征求意见", found.consultation.title),
        ("时间", found.starts_at),
        ("地点", found.place),
        ("名额", f"{found.places} 人，已报名 {found.sign_ups.exclude(status='cancelled').count()} 人"),
        ("报名截止", found.sign_up_until),
        ("公告日期", found.announced_on),
        ("公布参加人", found.selected_on),
        (
            "送达材料",
            f"{chinese_date(found.material_on)}（提前 {found.material_days} 日）" if found.material_on else "",
        ),
        ("举行日期", found.held_on),
        ("取消的理由", found.cancelled_why),
    ]
