"""Questions as they are typed: a line for the question, below it its options, the right ones with ``*`` in front. Pure.

答复期限是多少个工作日？
- 15
* 20
- 30
"""

from __future__ import annotations

from dataclasses import dataclass

from mingzheng.core.errors import Refused

MOST = 50
MOST_OPTIONS = 8
RIGHT, WRONG = ("*", "＊", "√"), ("-", "－", "—", "·", "•")


@dataclass(frozen=True)
class Written:
    """``key``: places of the right options, counted from 0."""

    text: str
    options: tuple[str, ...]
    key: tuple[int, ...]


def read(typed: str) -> list[Written]:
    """The questions of a text.

    Raises:
        Refused: naming the line and what to do about it.
    """
    found: list[Written] = []
    text, options, key, began = "", [], [], 0  # type: ignore[var-annotated]
    for number, raw in enumerate([*typed.splitlines(), ""], 1):
        line = raw.strip()
        if line[:1] in RIGHT or line[:1] in WRONG:
            _require(bool(text), number, "选项前面没有题目", "请先写一行题目。")
            option = line[1:].strip()
            _require(0 < len(option) <= 200, number, "选项是空的或太长", "请写明选项，不超过 200 字。")
            _require(option not in options, number, f"选项「{option}」写了两次", "请改成不同的选项。")
            if line[0] in RIGHT:
                key.append(len(options))
            options.append(option)
        elif line or number > len(typed.splitlines()):
            if text:
                found.append(_finished(text, options, key, began))
            text, options, key, began = line, [], [], number
            _require(len(line) <= 500, number, "题目太长", "请缩短到 500 字以内。")
    if not found:
        raise Refused("还没有题目。", remedy="请按说明写题目和选项。", field="questions", code="no_questions")
    if len(found) > MOST:
        raise Refused(f"题目超过 {MOST} 道。", remedy="请分成几份测验。", field="questions", code="too_many")
    return found


def write(questions: list[Written]) -> str:
    """What ``read`` reads."""
    blocks = []
    for one in questions:
        lines = [f"{'*' if at in one.key else '-'} {option}" for at, option in enumerate(one.options)]
        blocks.append("\n".join([one.text, *lines]))
    return "\n\n".join(blocks)


def _finished(text: str, options: list[str], key: list[int], began: int) -> Written:
    _require(2 <= len(options) <= MOST_OPTIONS, began, "题目的选项应有 2 至 8 个", "请在题目下面每行写一个选项。")
    _require(bool(key), began, "题目没有标出正确选项", "请在正确选项前写 *。")
    _require(len(key) < len(options), began, "全部选项都标成正确", "至少要有一个错误选项。")
    return Written(text, tuple(options), tuple(key))


def _require(holds: bool, line: int, why: str, remedy: str) -> None:
    if not holds:
        raise Refused(f"第 {line} 行：{why}。", remedy=remedy, field="questions", code="quiz_text")
