"""From answers to what may be published: counts with small cells kept back, nowhere to be worked out. Pure.

Text answers are not here: they are published one by one after moderation (``OpenText``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Any

from mingzheng.participation.surveys import cells
from mingzheng.participation.surveys.questionnaire import Answers, Kind, Question, Questionnaire, applies

UNANSWERED = "没有回答"
MERGED_COLUMN, MERGED_ROW = "其余各组合计", "其余选项合计"
TOO_FEW = "回答的人太少，不公布。"
GIVES_AWAY = "由此可以推算出前面没有公布的数，不公布。"


@dataclass(frozen=True)
class Cell:
    """``count`` None: kept back."""

    text: str
    count: int | None


@dataclass(frozen=True)
class Line:
    """One line of counts: a question, or a row of a matrix. ``mean``: of a scale, when nothing is kept back."""

    label: str
    cells: list[Cell]
    mean: float | None = None


@dataclass(frozen=True)
class QuestionResult:
    """``base``: of how many people it was asked; None where that itself is kept back. ``withheld``: why nothing is shown."""

    key: str
    number: int
    kind: str
    text: str
    base: int | None
    lines: list[Line] = field(default_factory=list)
    withheld: str = ""
    condition: str = ""


@dataclass(frozen=True)
class GroupTable:
    """A question by groups: ``rows`` are options, ``columns`` groups with their sizes; the totals of the rows last."""

    key: str
    number: int
    text: str
    columns: list[Cell]
    rows: list[tuple[str, list[int | None], int]]


@dataclass(frozen=True)
class Results:
    responses: int
    threshold: int
    questions: list[QuestionResult] = field(default_factory=list)
    breakdown: str = ""
    groups: list[GroupTable] = field(default_factory=list)

    def to_data(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Results:
        """What ``to_data`` wrote and JSON kept."""
        return cls(
            data["responses"],
            data["threshold"],
            [_question_read(one) for one in data["questions"]],
            data["breakdown"],
            [_group_read(one) for one in data["groups"]],
        )


def _question_read(data: Mapping[str, Any]) -> QuestionResult:
    lines = [Line(one["label"], [Cell(**cell) for cell in one["cells"]], one["mean"]) for one in data["lines"]]
    return QuestionResult(**{**data, "lines": lines})


def _group_read(data: Mapping[str, Any]) -> GroupTable:
    rows = [(label, list(counts), total) for label, counts, total in data["rows"]]
    return GroupTable(**{**data, "columns": [Cell(**cell) for cell in data["columns"]], "rows": rows})


def of(questionnaire: Questionnaire, answers: Sequence[Answers], threshold: int) -> Results:
    """Everything that may be published of these answers, question by question and by groups.

    Raises:
        ValueError: a threshold that hides nothing.
    """
    held: dict[str, QuestionResult] = {}
    for question in questionnaire.questions():
        if question.kind is not Kind.TEXT:
            held[question.key] = _result(questionnaire, question, answers, threshold, held)
    groups = _groups(questionnaire, answers, threshold)
    return Results(len(answers), threshold, list(held.values()), questionnaire.breakdown if groups else "", groups)


def _result(
    questionnaire: Questionnaire,
    question: Question,
    answers: Sequence[Answers],
    threshold: int,
    before: Mapping[str, QuestionResult],
) -> QuestionResult:
    asked = [one for one in answers if applies(question, one)]
    why, hides_base = _why_withheld(questionnaire, question, len(asked), threshold, before)
    condition = condition_text(questionnaire, question)
    base = None if hides_base else len(asked)
    number = questionnaire.number_of(question.key)
    lines = [] if why else _lines(question, asked, threshold)
    if not why and not lines:
        why = TOO_FEW
    return QuestionResult(
        question.key, number, question.kind.value, question.text, base, [] if why else lines, why, condition
    )


def _why_withheld(
    questionnaire: Questionnaire,
    question: Question,
    base: int,
    threshold: int,
    before: Mapping[str, QuestionResult],
) -> tuple[str, bool]:
    """Why a question is not shown, and whether even the number of those asked would give something away."""
    if question.only_if is not None:
        parent = before[question.only_if.question]
        if parent.withheld or _leans_on_hidden(questionnaire, question, parent):
            return GIVES_AWAY, True
    return (TOO_FEW, question.only_if is not None) if 0 < base < threshold else ("", False)


def _leans_on_hidden(questionnaire: Questionnaire, question: Question, parent: QuestionResult) -> bool:
    above = questionnaire.question(parent.key)
    if above is None or question.only_if is None:
        return True
    counts = {one.key: cell.count for one, cell in zip(above.options, parent.lines[0].cells, strict=False)}
    return any(counts.get(key) is None for key in question.only_if.options)


def condition_text(questionnaire: Questionnaire, question: Question) -> str:
    """“第 2 题选「经常」的人” in words; "" for a question that everybody is asked."""
    condition = question.only_if
    if condition is None:
        return ""
    above = questionnaire.question(condition.question)
    if above is None:
        return ""
    chosen = "、".join(f"「{one.text}」" for key in condition.options if (one := above.option(key)))
    return f"只问第 {questionnaire.number_of(above.key)} 题选{chosen}的人"


# --- the lines of each kind ----------------------------------------------------------------------------------------


def _lines(question: Question, asked: Sequence[Answers], threshold: int) -> list[Line]:
    return _BY_KIND[question.kind](question, [one.get(question.key) for one in asked], threshold)


def _single(question: Question, given: Sequence[Any], threshold: int) -> list[Line]:
    labels = [(one.key, one.text) for one in question.options]
    found = _line("", labels, given, threshold)
    return [found] if found else []


def _scale(question: Question, given: Sequence[Any], threshold: int) -> list[Line]:
    labels = [(value, scale_label(question, value)) for value in range(1, question.top + 1)]
    found = _line("", labels, given, threshold)
    if found is None:
        return []
    values = [one for one in given if isinstance(one, int)]
    whole = all(cell.count is not None for cell in found.cells)
    return [Line("", found.cells, round(sum(values) / len(values), 2) if whole and values else None)]


def scale_label(question: Question, value: int) -> str:
    end = {1: question.low, question.top: question.high}.get(value, "")
    return f"{value}（{end}）" if end else str(value)


def _matrix(question: Question, given: Sequence[Any], threshold: int) -> list[Line]:
    labels = [(one.key, one.text) for one in question.options]
    found = []
    for row in question.rows:
        one = _line(row.text, labels, [(answer or {}).get(row.key) for answer in given], threshold)
        if one is None:
            return []
        found.append(one)
    return found


def _number(question: Question, given: Sequence[Any], threshold: int) -> list[Line]:
    bands = number_bands(question)
    labels = [(at, text) for at, (_low, text) in enumerate(bands)]
    found = _line("", labels, [None if one is None else _band(bands, Decimal(str(one))) for one in given], threshold)
    return [found] if found else []


def number_bands(question: Question) -> list[tuple[int, str]]:
    """Lower bound and words of each range in which numbers are published."""
    bounds = [question.least, *(one for one in question.bands if question.least < one <= question.largest)]
    unit = question.unit
    texts = [f"{low} 到不足 {high} {unit}".strip() for low, high in pairwise(bounds)]
    return list(zip(bounds, [*texts, f"{bounds[-1]} {unit}及以上".replace(" 及", "及")], strict=True))


def _band(bands: Sequence[tuple[int, str]], value: Decimal) -> int:
    return max(at for at, (low, _text) in enumerate(bands) if at == 0 or value >= low)


def _line(label: str, labels: Sequence[tuple[Any, str]], given: Sequence[Any], threshold: int) -> Line | None:
    counted = Counter(given)
    counts = [counted[key] for key, _text in labels]
    texts = [text for _key, text in labels]
    if counted[None]:
        counts.append(counted[None])
        texts.append(UNANSWERED)
    kept = cells.line(counts, threshold)
    if kept.withheld:
        return None
    return Line(label, [Cell(text, count) for text, count in zip(texts, kept.shown, strict=True)])


def _multiple(question: Question, given: Sequence[Any], threshold: int) -> list[Line]:
    """Each option for itself: how many chose it, of how many. A few who did not are as telling as a few who did."""
    base = len(given)
    counted = Counter(key for one in given for key in one or ())
    counts = [counted[one.key] for one in question.options]
    hidden = {at for at, n in enumerate(counts) if 0 < n < threshold or 0 < base - n < threshold}
    if len(hidden) == 1:  # everybody chose at least one: the others would bound it
        others = sorted((n, at) for at, n in enumerate(counts) if n and at not in hidden)
        if not others:
            return []
        hidden.add(others[0][1])
    return [
        Line(
            "",
            [Cell(one.text, None if at in hidden else counts[at]) for at, one in enumerate(question.options)],
        )
    ]


_BY_KIND: dict[Kind, Callable[[Question, Sequence[Any], int], list[Line]]] = {
    Kind.SINGLE: _single,
    Kind.MULTIPLE: _multiple,
    Kind.SCALE: _scale,
    Kind.MATRIX: _matrix,
    Kind.NUMBER: _number,
}


# --- by groups -----------------------------------------------------------------------------------------------------


def _groups(questionnaire: Questionnaire, answers: Sequence[Answers], threshold: int) -> list[GroupTable]:
    by = questionnaire.question(questionnaire.breakdown)
    if by is None:
        return []
    columns = _parts(by, answers, threshold, MERGED_COLUMN)
    if columns is None or len(columns) < 2:
        return []
    found = []
    for question in questionnaire.questions():
        if question.kind in (Kind.SINGLE, Kind.SCALE) and question.only_if is None and question.key != by.key:
            table = _group_table(questionnaire, question, (by, columns), answers, threshold)
            if table is not None:
                found.append(table)
    return found


Parts = list[tuple[str, frozenset[Any]]]


def _parts(question: Question, answers: Sequence[Answers], threshold: int, merged: str) -> Parts | None:
    """Options whose own count is public, each for itself, the others as one: so that every total of the table is public."""
    keys: list[tuple[Any, str]] = (
        [(value, scale_label(question, value)) for value in range(1, question.top + 1)]
        if question.kind is Kind.SCALE
        else [(one.key, one.text) for one in question.options]
    )
    counted = Counter(one.get(question.key) for one in answers)
    if counted[None]:
        keys.append((None, UNANSWERED))
    kept = cells.line([counted[key] for key, _text in keys], threshold)
    if kept.withheld:
        return None
    hidden = frozenset(key for (key, _text), count in zip(keys, kept.shown, strict=True) if count is None)
    parts: Parts = [(text, frozenset({key})) for key, text in keys if key not in hidden]
    return [*parts, (merged, hidden)] if hidden else parts


def _group_table(
    questionnaire: Questionnaire,
    question: Question,
    by: tuple[Question, Parts],
    answers: Sequence[Answers],
    threshold: int,
) -> GroupTable | None:
    rows = _parts(question, answers, threshold, MERGED_ROW)
    if rows is None:
        return None
    pairs = Counter((one.get(question.key), one.get(by[0].key)) for one in answers)
    counts = [[sum(pairs[r, c] for r in row for c in column) for _text, column in by[1]] for _name, row in rows]
    shown = cells.table(counts, threshold)
    if shown is None:
        return None
    sizes = [Cell(text, sum(row[at] for row in counts)) for at, (text, _keys) in enumerate(by[1])]
    lines = [(text, shown[at], sum(counts[at])) for at, (text, _keys) in enumerate(rows)]
    return GroupTable(question.key, questionnaire.number_of(question.key), question.text, sizes, lines)
