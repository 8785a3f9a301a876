"""A questionnaire: pages of questions, some of them asked only after a certain answer. Pure.

It is kept as one JSON value, so that what people answer is exactly what was reviewed: its hash is frozen with the release.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

MOST_PAGES, MOST_QUESTIONS, MOST_OPTIONS, MOST_ROWS = 12, 60, 30, 15
LONGEST_TEXT = 500  # of an open answer, in characters


class Kind(StrEnum):
    SINGLE = "single"
    MULTIPLE = "multiple"
    SCALE = "scale"
    MATRIX = "matrix"
    TEXT = "text"
    NUMBER = "number"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Kind.SINGLE: "单选",
    Kind.MULTIPLE: "多选",
    Kind.SCALE: "量表",
    Kind.MATRIX: "矩阵单选",
    Kind.TEXT: "开放文字",
    Kind.NUMBER: "数字",
}
CHOOSING = (Kind.SINGLE, Kind.MULTIPLE)


@dataclass(frozen=True)
class Choice:
    """One option of a question, or one row of a matrix. ``key`` stays when the words are corrected."""

    key: str
    text: str


@dataclass(frozen=True)
class Condition:
    """Asked only of those who chose one of ``options`` at ``question``, which stands on an earlier page."""

    question: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """One question.

    Args:
        options: of a choice or a matrix; ``rows`` of a matrix.
        most: how many options a multiple choice may take; None: all.
        top: a scale runs from 1 to it; ``low`` and ``high`` name its ends.
        bands: lower bounds of the ranges in which numbers are published, ascending. Numbers below the first and from the
            last on make two more.
        least, largest: what a number may be.
    """

    key: str
    kind: Kind
    text: str
    help: str = ""
    required: bool = True
    options: tuple[Choice, ...] = ()
    rows: tuple[Choice, ...] = ()
    most: int | None = None
    top: int = 5
    low: str = ""
    high: str = ""
    bands: tuple[int, ...] = ()
    least: int = 0
    largest: int = 1_000_000
    unit: str = ""
    only_if: Condition | None = None

    def option(self, key: str) -> Choice | None:
        return next((one for one in self.options if one.key == key), None)


@dataclass(frozen=True)
class Page:
    title: str = ""
    about: str = ""
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Questionnaire:
    """``breakdown``: key of the question by whose groups results are also shown; "" for none."""

    pages: tuple[Page, ...] = field(default=(Page(),))
    breakdown: str = ""

    def questions(self) -> Iterator[Question]:
        for page in self.pages:
            yield from page.questions

    def question(self, key: str) -> Question | None:
        return next((one for one in self.questions() if one.key == key), None)

    def page_of(self, key: str) -> int:
        """The place of the page on which a question stands; -1 for none."""
        return next((at for at, page in enumerate(self.pages) if any(one.key == key for one in page.questions)), -1)

    def number_of(self, key: str) -> int:
        """The number under which people read a question, from 1; 0 for none."""
        return next((at for at, one in enumerate(self.questions(), 1) if one.key == key), 0)


Answers = Mapping[str, Any]


def applies(question: Question, answers: Answers) -> bool:
    """Is the question asked, after these answers?"""
    if question.only_if is None:
        return True
    given = answers.get(question.only_if.question)
    chosen = given if isinstance(given, list) else [given]
    return any(key in chosen for key in question.only_if.options)


def asked(questionnaire: Questionnaire, page: int, answers: Answers) -> list[Question]:
    """The questions of a page that are asked after these answers."""
    return [one for one in questionnaire.pages[page].questions if applies(one, answers)]


def settled(questionnaire: Questionnaire, answers: Answers) -> dict[str, Any]:
    """The answers that count: those to questions that are asked, page by page."""
    kept: dict[str, Any] = {}
    for question in questionnaire.questions():
        if question.key in answers and applies(question, kept):
            kept[question.key] = answers[question.key]
    return kept


def missing(questionnaire: Questionnaire, answers: Answers) -> int | None:
    """The first page that still lacks a required answer; None when nothing is missing."""
    kept = settled(questionnaire, answers)
    for at in range(len(questionnaire.pages)):
        if any(one.required and one.key not in kept for one in asked(questionnaire, at, kept)):
            return at
    return None


def step_from(questionnaire: Questionnaire, page: int, answers: Answers, by: int) -> int:
    """The next page (``by`` 1) or the one before (-1) on which something is asked.

    Returns:
        its place; ``len(pages)`` after the last, -1 before the first.
    """
    at = page + by
    while 0 <= at < len(questionnaire.pages) and not asked(questionnaire, at, answers):
        at += by
    return at


# --- what is wrong with one ----------------------------------------------------------------------------------------


def faults(questionnaire: Questionnaire) -> list[str]:
    """Everything that keeps a questionnaire from being submitted, one sentence each; says where and what to do."""
    found: list[str] = []
    questions = list(questionnaire.questions())
    if not questions:
        return ["还没有题目。请先加一题。"]
    if not any(one.only_if is None for one in questionnaire.pages[0].questions):
        found.append("第 1 页至少要有一道人人都答的题。")
    for at, page in enumerate(questionnaire.pages, 1):
        if not page.questions:
            found.append(f"第 {at} 页没有题目。请加题或者删去这一页。")
    for number, question in enumerate(questions, 1):
        found += [f"第 {number} 题：{why}" for why in _faults_of(questionnaire, question)]
    return found + _breakdown_faults(questionnaire)


def _faults_of(questionnaire: Questionnaire, question: Question) -> list[str]:
    found = []
    if not question.text.strip():
        found.append("没有写题目。")
    if question.kind in (*CHOOSING, Kind.MATRIX) and len(question.options) < 2:
        found.append("至少要有两个选项。")
    if question.kind is Kind.MATRIX and not question.rows:
        found.append("矩阵至少要有一行。")
    if question.most is not None and not 1 <= question.most <= len(question.options):
        found.append("最多可选的个数应在 1 和选项数之间。")
    if question.kind is Kind.NUMBER and question.least >= question.largest:
        found.append("最大值应大于最小值。")
    return found + _condition_faults(questionnaire, question)


def _condition_faults(questionnaire: Questionnaire, question: Question) -> list[str]:
    condition = question.only_if
    if condition is None:
        return []
    before = questionnaire.question(condition.question)
    if before is None or before.kind not in CHOOSING:
        return ["作为条件的题目已经没有了，或者不是选择题。请重选条件。"]
    if questionnaire.page_of(before.key) >= questionnaire.page_of(question.key):
        return ["作为条件的题目应在前面的页上。请把本题移到后一页。"]
    if not condition.options or any(before.option(key) is None for key in condition.options):
        return ["作为条件的选项已经没有了。请重选条件。"]
    if before.kind is Kind.MULTIPLE and len(condition.options) > 1:
        return ["以多选题为条件时只能用一个选项，否则公布结果会推出同时选了几项的人数。"]
    return []


def _breakdown_faults(questionnaire: Questionnaire) -> list[str]:
    if not questionnaire.breakdown:
        return []
    question = questionnaire.question(questionnaire.breakdown)
    if question is None or question.kind is not Kind.SINGLE or question.only_if or not question.required:
        return ["分组统计只能用人人必答的单选题。请重选分组题。"]
    return []


# --- as it is kept -------------------------------------------------------------------------------------------------


def to_data(questionnaire: Questionnaire) -> dict[str, Any]:
    """Plain values for JSON."""
    return {
        "pages": [
            {"title": page.title, "about": page.about, "questions": [_question_data(one) for one in page.questions]}
            for page in questionnaire.pages
        ],
        "breakdown": questionnaire.breakdown,
    }


def _question_data(question: Question) -> dict[str, Any]:
    data: dict[str, Any] = {name: getattr(question, name) for name in PLAIN}
    data |= {
        "kind": question.kind.value,
        "options": [[one.key, one.text] for one in question.options],
        "rows": [[one.key, one.text] for one in question.rows],
        "bands": list(question.bands),
    }
    condition = question.only_if
    data["only_if"] = {"question": condition.question, "options": list(condition.options)} if condition else None
    return data


PLAIN = ("key", "text", "help", "required", "most", "top", "low", "high", "least", "largest", "unit")


def from_data(data: Mapping[str, Any]) -> Questionnaire:
    """What ``to_data`` wrote.

    Raises:
        ValueError: it is no questionnaire.
    """
    try:
        pages = tuple(
            Page(str(one["title"]), str(one["about"]), tuple(map(_question_from, one["questions"])))
            for one in data["pages"]
        )
        return Questionnaire(pages or (Page(),), str(data.get("breakdown", "")))
    except (KeyError, TypeError, IndexError) as error:
        raise ValueError("not a questionnaire") from error


def _question_from(data: Mapping[str, Any]) -> Question:
    condition = data.get("only_if")
    return Question(
        kind=Kind(data["kind"]),
        options=tuple(Choice(str(key), str(text)) for key, text in data["options"]),
        rows=tuple(Choice(str(key), str(text)) for key, text in data["rows"]),
        bands=tuple(int(one) for one in data["bands"]),
        only_if=Condition(str(condition["question"]), tuple(map(str, condition["options"]))) if condition else None,
        **{name: data[name] for name in PLAIN},
    )


def sha256(questionnaire: Questionnaire) -> str:
    """Of its canonical JSON: the same questions in the same order have the same."""
    text = json.dumps(to_data(questionnaire), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


# --- changing it ---------------------------------------------------------------------------------------------------


def next_key(questionnaire: Questionnaire) -> str:
    taken = [int(one.key[1:]) for one in questionnaire.questions() if one.key[1:].isdigit()]
    return f"q{max(taken, default=0) + 1}"


def choices_from(texts: Sequence[str], before: Sequence[Choice]) -> tuple[Choice, ...]:
    """Options from lines of text. A line that was there keeps its key; so does one whose words were corrected in place."""
    held = {one.text: one.key for one in before}
    kept = {held[text] for text in texts if text in held}
    number = max((int(one.key[1:]) for one in before if one.key[1:].isdigit()), default=0)
    found = []
    for at, text in enumerate(texts):
        key = held.get(text, "")
        if not key and at < len(before) and before[at].key not in kept:
            key = before[at].key
        if not key:
            number += 1
            key = f"o{number}"
        found.append(Choice(key, text))
    return tuple(found)


def with_question(questionnaire: Questionnaire, question: Question, page: int) -> Questionnaire:
    """The question put at the end of a page, or in place of the one with its key when it stands there."""
    pages = list(questionnaire.pages)
    at = questionnaire.page_of(question.key)
    if at == page:
        kept = tuple(question if one.key == question.key else one for one in pages[at].questions)
        pages[at] = replace(pages[at], questions=kept)
        return replace(questionnaire, pages=tuple(pages))
    pages = [replace(one, questions=tuple(q for q in one.questions if q.key != question.key)) for one in pages]
    pages[page] = replace(pages[page], questions=(*pages[page].questions, question))
    return replace(questionnaire, pages=tuple(pages))


def depending(questionnaire: Questionnaire, keys: Collection[str]) -> list[int]:
    """The numbers of the other questions that are asked only after an answer to one of ``keys``."""
    return [
        number
        for number, one in enumerate(questionnaire.questions(), 1)
        if one.key not in keys and one.only_if is not None and one.only_if.question in keys
    ]


def without(questionnaire: Questionnaire, key: str) -> Questionnaire:
    pages = tuple(
        replace(page, questions=tuple(one for one in page.questions if one.key != key)) for page in questionnaire.pages
    )
    breakdown = "" if questionnaire.breakdown == key else questionnaire.breakdown
    return replace(questionnaire, pages=pages, breakdown=breakdown)


def moved(questionnaire: Questionnaire, key: str, by: int) -> Questionnaire:
    """One place up (-1) or down (1); at the edge of a page to the neighbouring page."""
    at = questionnaire.page_of(key)
    if at < 0:
        return questionnaire
    questions = list(questionnaire.pages[at].questions)
    place = next(n for n, one in enumerate(questions) if one.key == key)
    pages = list(questionnaire.pages)
    if 0 <= place + by < len(questions):
        questions[place], questions[place + by] = questions[place + by], questions[place]
        pages[at] = replace(pages[at], questions=tuple(questions))
    elif 0 <= at + by < len(pages):
        one = questions.pop(place)
        pages[at] = replace(pages[at], questions=tuple(questions))
        beside = pages[at + by].questions
        pages[at + by] = replace(pages[at + by], questions=(one, *beside) if by > 0 else (*beside, one))
    return replace(questionnaire, pages=tuple(pages))


def with_page(questionnaire: Questionnaire) -> Questionnaire:
    return replace(questionnaire, pages=(*questionnaire.pages, Page()))


def without_page(questionnaire: Questionnaire, at: int) -> Questionnaire:
    """The page and its questions gone; the last page that is left is emptied instead."""
    pages = [page for place, page in enumerate(questionnaire.pages) if place != at] or [Page()]
    left = replace(questionnaire, pages=tuple(pages))
    return left if not left.breakdown or left.question(left.breakdown) else replace(left, breakdown="")
