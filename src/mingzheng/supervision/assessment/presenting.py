"""What pages say of a system, a round, a sheet, an appeal."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from mingzheng.core import records
from mingzheng.core.actors import Actor
from mingzheng.core.dates import chinese_date
from mingzheng.core.indicators import Figure, indicator_of
from mingzheng.supervision.assessment import formulas, queries, scoring, visibility
from mingzheng.supervision.assessment.formulas import plain
from mingzheng.supervision.assessment.models import (
    TYPED,
    Appeal,
    Candidate,
    Round,
    Score,
    Sheet,
    System,
    SystemItem,
    Way,
)

HIDDEN = "反馈后可见"


def system_facts(system: System) -> list[tuple[str, Any]]:
    return [
        ("年度", f"{system.year}年，第 {system.edition} 版"),
        ("性质", "示例，不是正式文件" if system.example else ""),
        ("总分", plain(system.whole)),
        ("项目", f"{system.items.count()} 个"),
        ("审定日期", system.adopted_on),
        ("公布时间", system.published_at),
        ("说明", system.note),
    ]


def round_facts(round_: Round) -> list[tuple[str, Any]]:
    units = round_.sheets.count()
    handed = round_.sheets.exclude(case__state="filling").count()
    return [
        ("指标体系", str(round_.system)),
        ("更正", str(round_.corrects) if round_.corrects else ""),
        ("更正原因", round_.correction_why),
        ("数据截至", round_.as_of),
        ("自评期限", round_.self_due),
        ("评分期限", round_.mark_due),
        ("申诉期限", round_.appeal_due),
        ("已报送", f"{handed}/{units} 个单位"),
        ("机器评分", round_.scored_on),
        ("结果公布范围", round_.get_audience_display() if round_.audience else ""),
    ]


def sheet_facts(sheet: Sheet) -> list[tuple[str, Any]]:
    return [
        ("考核", str(sheet.round)),
        ("环节", sheet.round.case.state_now.label if sheet.round.case else ""),
        ("指标体系", str(sheet.round.system)),
        ("数据截至", sheet.round.as_of),
        ("申诉期限", sheet.round.appeal_due),
        *([("自评", "没有按期报送")] if sheet.lapsed else []),
    ]


def appeal_facts(appeal: Appeal) -> list[tuple[str, Any]]:
    score = appeal.score
    return [
        ("考核", str(score.sheet.round)),
        ("项目", f"{score.item.group}：{score.item.name}（{score.item.number} 分，{score.item.get_way_display()}）"),
        ("申诉时的分", plain(appeal.stood_at) or "不计分"),
        ("认为应得分", plain(appeal.wanted)),
        ("申诉理由", appeal.reason),
        ("处理结果", appeal.get_outcome_display()),
        ("处理理由", appeal.decision),
        ("处理日期", appeal.decided_on),
    ]


def figure_words(item: SystemItem) -> str:
    """按期答复率：按比例得分; empty for items without a figure."""
    indicator = indicator_of(item.figure) if item.figure else None
    if indicator is None:
        return item.figure
    if item.way == Way.SAMPLE:
        two = "，两人分别评" if item.assessors > 1 else ""
        return f"从“{indicator.label}”的记录中抽 {item.sample} 件{two}"
    return f"{indicator.label}：{item.formula}"


# --- a sheet, line by line --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Proof:
    """``url`` is empty where the reader may not open it."""

    title: str
    url: str


@dataclass(frozen=True)
class Row:
    """An item as one reader may see it. Texts are empty where there is nothing, ``HIDDEN`` where it is not to be seen yet."""

    score: Score
    item: SystemItem
    said: str
    note: str
    proofs: tuple[Proof, ...]
    value: str
    how: tuple[str, ...]
    appeal: Appeal | None
    may_appeal: bool

    @property
    def typed(self) -> bool:
        return self.item.way in TYPED


@dataclass(frozen=True)
class GroupRows:
    """``value``: 指标分, what its items came to; empty while hidden."""

    name: str
    rows: tuple[Row, ...]
    value: str


def sheet_rows(sheet: Sheet, actor: Actor | None) -> list[GroupRows]:
    """The sheet by 指标, as far as the reader may see it."""
    from mingzheng.supervision.assessment import commands

    result = scoring.result_of(sheet)
    shown = visibility.sees_scores(sheet, actor)
    appeals = {one.score_id: one for one in Appeal.objects.filter(score__sheet=sheet).select_related("case")}
    held: dict[str, list[tuple[Row, scoring.Line]]] = {}
    for line in result.lines:
        score = line.score
        score.sheet = sheet
        may = shown and actor is not None and score.pk not in appeals and commands.why_not_appeal(score, actor) is None
        row = Row(
            score=score,
            item=score.item,
            said=plain(score.self_score),
            note=score.self_note,
            proofs=tuple(_proof(one, actor) for one in score.evidence.all()),
            value=value_words(line) if shown else (HIDDEN if sheet.round.phase != "self" else ""),
            how=tuple(explained(line)) if shown else (),
            appeal=appeals.get(score.pk),
            may_appeal=may and not visibility.is_office(actor),
        )
        held.setdefault(score.item.group, []).append((row, line))
    return [
        GroupRows(name, tuple(row for row, _line in rows), _group_value([line for _row, line in rows]) if shown else "")
        for name, rows in held.items()
    ]


def _group_value(lines: list[scoring.Line]) -> str:
    known = [line for line in lines if line.counts and line.value is not None]
    return plain(sum((line.value for line in known if line.value is not None), Decimal(0))) if known else ""


def _proof(one: Any, actor: Actor | None) -> Proof:
    from django.urls import reverse

    if one.file_id is not None:
        return Proof(one.title, reverse("files:download", args=[one.file_id]))
    found = records.resolve(one.ref) if records.visible(one.ref, actor) else None
    return Proof(one.title, found.url if found else "")


def value_words(line: scoring.Line) -> str:
    """4.5; −2 for a deduction; 不计分; 待评."""
    if line.value is None:
        return "待评" if line.pending else "不计分"
    if line.score.item.way == Way.DEDUCTION:
        return f"−{plain(line.value)}" if line.value else "0"
    return plain(line.value)


def explained(line: scoring.Line) -> list[str]:
    """How the score came about, in sentences."""
    score, item = line.score, line.score.item
    found: list[str] = []
    if item.way == Way.MACHINE and score.figure_day is not None:
        figure = Figure(score.numerator or 0, score.denominator)
        found.append(f"{figure_words(item)}；{chinese_date(score.figure_day)} 的数据为 {figure.text}")
    if item.way == Way.SAMPLE and score.population is not None:
        found.append(
            f"{score.population} 件记录中抽评 {len(line.marks)} 件"
            if line.marks
            else f"可抽的记录 {score.population} 件"
        )
        if line.sampled:
            found.append(_interval(line))
        apart = sum(scoring.disagree(one) for one in score.candidates.all() if one.drawn)
        if apart:
            found.append(f"其中 {apart} 件两位评估员的评定不同，取平均；相差最大的由第三人再评，取中间")
    if score.checked_note:
        found.append(f"核定：{score.checked_note}")
    if score.decided is not None:
        found.append(f"申诉后调整：{score.decided_note}")
    if line.why:
        found.append(line.why)
    return found


@dataclass(frozen=True)
class Kept:
    """A record behind a figure as it stood; ``url`` is empty where the reader may not open it or it has no page."""

    title: str
    url: str
    counts: bool
    note: str


def kept_records(score: Score, actor: Actor | None) -> list[Kept]:
    """The records that were kept with a machine score."""
    rows = [(records.RecordRef(row["kind"], row["id"]), row) for row in score.records]
    seen = queries.visible_refs([ref for ref, _row in rows], actor)
    found = []
    for ref, row in rows:
        record = records.resolve(ref) if ref in seen else None
        found.append(Kept(row["title"], record.url if record else "", row["counts"], row["note"]))
    return found


def counted(score: Score) -> int:
    """How many records stand behind the figure: a share counts its whole."""
    return score.denominator if score.denominator is not None else score.numerator or 0


def _interval(line: scoring.Line) -> str:
    from mingzheng.supervision.assessment import ranking

    _mean, low, high = ranking.interval([float(mark) for mark in line.marks], line.score.population or len(line.marks))
    points = float(line.score.item.points)
    if low == high:
        return "全部记录都看过，没有抽样误差"
    return f"95%的区间 {points * low:.2f}—{points * high:.2f} 分"


def mark_words(candidate: Candidate) -> list[str]:
    """What each assessor said, without their names: for 区府办 and, after the feedback, the unit."""
    return [
        f"评估员{at}：{mark.get_value_display()}" + (f"（{mark.reason}）" if mark.reason else "")
        for at, mark in enumerate(candidate.marks.all(), 1)
    ]


def drawn_of(sheet: Sheet) -> list[tuple[Candidate, list[str]]]:
    """The records that were drawn of a unit, with what was said of each."""
    rows = Candidate.objects.filter(score__sheet=sheet, drawn=True).select_related("score__item")
    return [(one, mark_words(one)) for one in rows.prefetch_related("marks")]


@dataclass(frozen=True)
class Sum:
    """The foot of a sheet: what the whole comes to."""

    sentence: str
    total: str
    between: str
    place: str


def sheet_sum(sheet: Sheet, actor: Actor | None) -> Sum | None:
    """None while the reader may not see scores."""
    if not visibility.sees_scores(sheet, actor):
        return None
    result = scoring.result_of(sheet)
    total = result.total
    if total is None:
        return Sum("还没有可以合计的项目。", "", "", "")
    beside = ""
    if result.bonus:
        beside += f"，加 {plain(result.bonus)}"
    if result.deduction:
        beside += f"，扣 {plain(result.deduction)}"
    sentence = (
        f"适用且能评判的项目共 {plain(result.applicable)} 分，得 {plain(result.achieved)} 分，"
        f"折合 {plain(formulas.total(result.achieved * result.scale))} 分（满分 {plain(result.whole)}）{beside}。"
    )
    if result.pending:
        sentence += f"还有 {result.pending} 项没有得分。"
    placed = sheet.total is not None and visibility.sees_place(sheet, actor)
    between = f"{plain(sheet.low)}—{plain(sheet.high)}" if placed and sheet.low != sheet.high else ""
    place = f"{sheet.unit.get_kind_display()}组 {sheet.among} 个单位中{queries.place_words(sheet)}" if placed else ""
    return Sum(sentence, plain(total), between, place)
