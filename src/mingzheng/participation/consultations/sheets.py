"""A sheet of offline opinions, row by row: what each says, what is wrong with it, which row the ledger has already."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.crypto import salted_hmac

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.files import sheets
from mingzheng.core.files.sheets import Bad, Line
from mingzheng.core.ways_out import way_to
from mingzheng.participation.consultations import queries, screening
from mingzheng.participation.consultations.models import AuthorKind, Channel, Consultation

MOST = 2000
WHOLE = "整个草案"
NOTHING = "无意见"
SAMPLE = "（示例，请改写）"
HEADINGS = {
    "渠道": "channel",
    "征集点": "point",
    "提出人": "author_kind",
    "姓名或者名称": "name",
    "同意公布名称": "named",
    "联系方式": "reach",
    "收到日期": "received_on",
    "针对": "article",
    "意见": "text",
    "同意公布意见": "publish",
    "凭据": "proof",
    "补录的理由": "added_why",
}
NEEDED = ("渠道", "提出人", "收到日期", "意见", "凭据")
LONGEST = {"text": 5000, "proof": 300, "name": 100, "reach": 120, "added_why": 300}
YES, NO = ("是", "同意", "yes", "1", "True"), ("否", "不同意", "no", "0", "False")
WORDS = {name: heading for heading, name in HEADINGS.items()}
CHANNELS = {str(one.label): one for one in Channel if one is not Channel.WEB}
KINDS = {str(one.label): one for one in AuthorKind}


@dataclass(frozen=True)
class Row:
    """One opinion of the sheet; ``digest`` tells it from every other row of this consultation."""

    line: int
    facts: dict[str, Any]
    digest: str


@dataclass
class Tried:
    """``fresh``: rows that can be taken; ``known``: how many the ledger has already; ``bad``: every reason with its line."""

    fresh: list[Row] = field(default_factory=list)
    known: int = 0
    bad: list[Bad] = field(default_factory=list)

    @property
    def bad_lines(self) -> int:
        return len({one.line for one in self.bad})


def try_out(found: Consultation, data: bytes, name: str) -> Tried:
    """Judge every row; nothing is written.

    Raises:
        Refused: the file is no table, a heading is missing or unknown, or there are too many rows.
    """
    tried, rows, seen = Tried(), [], Counter[str]()
    judge = _Judge(found)
    for line in sheets.lines(data, name, HEADINGS, NEEDED, MOST):
        facts, faults = judge.read(line)
        tried.bad += [Bad(line.number, fault) for fault in faults]
        if not faults:
            said = _said(facts)
            seen[said] += 1
            rows.append(Row(line.number, facts, digest(found, said, seen[said])))
    if not rows and not tried.bad:
        raise Refused("表里只有表头，没有内容。", remedy="请填好后再上传。", field="file")
    held = set(found.opinions.filter(row_digest__in=[row.digest for row in rows]).values_list("row_digest", flat=True))
    tried.fresh = [row for row in rows if row.digest not in held]
    tried.known = len(rows) - len(tried.fresh)
    return tried


def _said(facts: Mapping[str, Any]) -> str:
    """What makes a row this row: the reason for a late entry and the ticks may be corrected without making another of it."""
    kept = ("channel", "author_kind", "name", "received_on", "text", "proof")
    article, point = facts["article"], facts["point"]
    parts = [str(facts[name]) for name in kept]
    parts += [str(article.place if article else 0), str(point.pk if point else 0)]
    return "\x1f".join(" ".join(part.split()) for part in parts)


def digest(found: Consultation, said: str, nth: int) -> str:
    """Keyed, for there are names in it. ``nth``: the same card a hundred times is a hundred opinions, in this sheet and the next."""
    return salted_hmac("mingzheng.consultations.row", f"{found.pk}|{nth}|{said}", algorithm="sha256").hexdigest()


class _Judge:
    """What is allowed in the rows of one consultation, looked up once."""

    def __init__(self, found: Consultation) -> None:
        self.found, self.today = found, timekeeping.today()
        self.articles = {one.label: one for one in found.articles.all()}
        self.points = {one.name: one for one in queries.points(self.today)}

    def read(self, line: Line) -> tuple[dict[str, Any], list[str]]:
        said = {name: line.said.get(name, "") for name in WORDS}
        facts: dict[str, Any] = {
            "channel": CHANNELS.get(said["channel"]),
            "author_kind": KINDS.get(said["author_kind"]),
            "received_on": sheets.day(said["received_on"]),
            "article": self.articles.get(said["article"]),
            "point": self.points.get(said["point"]),
            "named": said["named"] in YES,
            "publish": said["publish"] not in NO,
            "verified": False,
            **{name: said[name] for name in ("text", "proof", "name", "reach", "added_why")},
        }
        return facts, [*self._choices(said, facts), *self._days(facts), *self._words(facts)]

    def _choices(self, said: Mapping[str, str], facts: Mapping[str, Any]) -> Iterator[str]:
        if facts["channel"] is None:
            yield f"「渠道」应为：{'、'.join(CHANNELS)}。"
        if facts["author_kind"] is None:
            yield f"「提出人」应为：{'、'.join(KINDS)}。"
        if said["article"] not in ("", WHOLE) and facts["article"] is None:
            yield f"「针对」没有这一条；照草案写“第三条”，对整个草案的写“{WHOLE}”或者不填。"
        if facts["channel"] is Channel.POINT and facts["point"] is None:
            yield "「征集点」应写已登记的征集点名称。"
        for name in ("named", "publish"):
            if said[name] not in ("", *YES, *NO):
                yield f"「{WORDS[name]}」应为：是、否。"

    def _days(self, facts: Mapping[str, Any]) -> Iterator[str]:
        received: dt.date | None = facts["received_on"]
        if received is None:
            yield "「收到日期」应写成 2023-06-30。"
        elif received > self.today:
            yield "「收到日期」在今天之后。"
        if self.today > self.found.closes_on and not facts["added_why"]:
            yield "征集已经截止，「补录的理由」要填写。"

    def _words(self, facts: dict[str, Any]) -> Iterator[str]:
        if SAMPLE in facts["text"] or SAMPLE in facts["proof"]:
            yield "这是模板里的示例行，请改写或者删去。"
        if not facts["text"]:
            yield f"「意见」是空的；对方表示没有意见的，写“{NOTHING}”。"
        if not facts["proof"]:
            yield "「凭据」是空的；写来信编号、通话登记号，或者会议纪要的名称和日期。"
        if facts["reach"] and not way_to(facts["reach"]):
            yield "「联系方式」应为 11 位手机号或者电子邮箱。"
        for name, most in LONGEST.items():
            if len(facts[name]) > most:
                yield f"「{WORDS[name]}」超过 {most} 字。"
        try:
            facts["doubt"] = screening.screen(facts["text"], "text")
        except Refused as refused:
            yield f"{refused.message}请从意见里删去；联系方式写在「联系方式」一列。"


def template(found: Consultation) -> str:
    """An empty sheet with every heading and two rows that show what is expected, as csv text."""
    article = found.articles.first()
    day = max(found.opens_on, min(timekeeping.today(), found.closes_on)).isoformat()
    letter, meeting = str(Channel.LETTER.label), str(Channel.MEETING.label)
    person, firm = str(AuthorKind.PERSON.label), str(AuthorKind.ENTERPRISE.label)
    label = article.label if article else WHOLE
    return sheets.as_csv(
        [
            list(HEADINGS),
            [letter, "", person, "", "", "", day, label, f"{SAMPLE}建议写明期限。", "是", "来信登记簿第1号", ""],
            [meeting, "", firm, "某某有限公司", "否", "", day, WHOLE, NOTHING, "是", f"{SAMPLE}座谈会纪要", ""],
        ]
    )
