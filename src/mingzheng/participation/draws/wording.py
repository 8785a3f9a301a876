"""What is drawn, in words: people, unless the room that draws says something else. Keyed by the kind of the owner."""

from __future__ import annotations

from dataclasses import dataclass

from mingzheng.participation.draws.models import Draw


@dataclass(frozen=True)
class Words:
    """``unit``: 人, 件, 组. ``each``: 每人, 每件, 每组. ``who``: how the chances are headed. ``note``: what stands below a result."""

    unit: str
    each: str
    who: str
    note: str


PEOPLE = Words("人", "每人", "每个人的机会", "名单和结果只写代码，不写姓名。每个人凭自己的查询码可以看到自己的代码。")
RECORDS = Words(
    "件", "每件", "每件记录的机会", "名单和结果只写代码，不写记录的名称；代码对应哪件记录，冻结时已经存证。"
)
PARTIES = Words(
    "组",
    "每组",
    "每组的机会",
    "一次报名的人是一组；名单和结果只写报名号，不写姓名。这里的名额是不论抽到哪些组都放得下的组数，"
    "放得下的，按抽出的次序接着录取。",
)
_words: dict[str, Words] = {}


def say(owner_kind: str, words: Words) -> None:
    """What the draws of this kind of owner draw. Called from ``AppConfig.ready``."""
    _words[owner_kind] = words


def of(draw: Draw) -> Words:
    return _words.get(draw.owner_kind, PEOPLE)
