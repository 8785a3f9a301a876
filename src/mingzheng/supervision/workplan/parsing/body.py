"""The notice itself: who issued it, when, to whom, its chapters and numbered points."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from .model import Line, Part, Point
from .paragraphs import ITEM, PART, POINT, Paragraph, reflow
from .words import cn_int, cn_year, squeeze

_NUMBER = re.compile(
    r"(?P<who>[\u4e00-\u9fff]{2,12})\s*[〔\[［【（(﹝]\s*(?P<y>20\d\d)\s*[〕\]］】）)﹞]\s*第?\s*(?P<n>\d{1,4})\s*号"
)
_DATE = re.compile(
    r"(?P<y>20\d\d|二[〇○零Oo0][〇○零Oo0一二三四五六七八九十]{2})年(?P<m>\d{1,2}|[一二三四五六七八九十]{1,2})月"
    r"(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})日"
)
_MEETING = re.compile(r"已?经(?P<m>[^，。；、经]{2,45}?会议?)(?:审议|研究|讨论)*(?:并)?(?:通过|同意|审定)")
_ADDRESS = re.compile(r"^[^。；]{3,200}[：:]$")
_CLOSING = re.compile(
    r"^(?:附\s*[件表]|抄送|主送|抄报|特此通知|[（(]此件|[（(]联系人|联系人[:：])|.{4,30}20\d\d年.{2,8}印发$"
)
_DUTY_BRACKET = re.compile(
    r"[（(〔\[【［](?:(?:责任|牵头|完成|配合|主办|时限)[^）)〕\]】］]*|[^（(〔\[【［。]*(?:牵头|负责|配合|落实)[^）)〕\]】］。]*)[）)〕\]】］]?$"
)
_PLAN_TITLE = re.compile(
    r"(?:工作要点|(?:工作|要点|公开|任务|重点)[^，。：]{0,8}(?:分解表?|方案|计划|清单|安排|任务表|一览表|台账))[》]?$"
)
_ORGAN = re.compile(r"(?:人民政府|办公室|委员会|管委会|[^、，。]{2,}(?:局|委|办|中心|领导小组))$")


@dataclass
class Body:
    """What the text outside the task table says."""

    title: str = ""
    issuer: str = ""
    number: str = ""
    year: int = 0
    dated: date | None = None
    meeting: str = ""
    addressees: str = ""
    preamble: str = ""
    parts: list[Part] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    loose: list[Paragraph] = field(default_factory=list)


@dataclass
class Block:
    """A numbered block of the outline with the paragraphs under it. level: part, point or item."""

    level: str
    label: str
    value: int
    paragraphs: list[Paragraph]
    part: Block | None = None
    point: Block | None = None

    @property
    def title(self) -> str:
        return title_of(self.paragraphs)

    @property
    def text(self) -> str:
        return "".join(p.text for p in self.paragraphs)


def read_body(lines: tuple[Line, ...] | list[Line], annex: list[str] | None = None) -> Body:
    """Read the head and the outline from the lines outside the table.

    annex: lines between the mark of the annex and the table's header; its title helps where the
    notice is missing.
    """
    lines = [ln for ln in lines if not re.fullmatch(r"\d{1,3}", ln.text)]  # page numbers
    paragraphs = reflow(lines)
    first = next((i for i, p in enumerate(paragraphs) if _opens_outline(p.text)), len(paragraphs))
    body = Body()
    _read_head(body, paragraphs[:first], [squeeze(ln.text) for ln in lines], " ".join(p.text for p in paragraphs))
    body.blocks = outline(paragraphs[first:])
    body.loose = [p for p in paragraphs[:first] if _is_prose(p.text)]
    _read_outline(body)
    if body.dated is None:
        body.dated = _date_in(paragraphs[::-1], alone=True)
    body.issuer = body.issuer or _signature([p.text for p in paragraphs[first:]], strict=True)
    above_table = "".join(re.sub(r"^附\s*[件表]\s*\d{0,2}\s*(?:[：:]|$)", "", squeeze(t)) for t in annex or [])
    body.title = body.title or above_table
    named = re.search(r"(20\d\d)年", body.title or above_table)
    body.issuer = body.issuer or _issuer(body.title, [])
    body.year = (
        body.year or (int(named[1]) if named else 0) or (body.dated.year if body.dated else _commonest_year(paragraphs))
    )
    return body


def _opens_outline(text: str) -> bool:
    for pattern in (PART, POINT, ITEM):
        match = pattern.match(text)
        if match:
            return cn_int(match["label"]) == 1
    return False


def _read_head(body: Body, head: list[Paragraph], raw: list[str], whole: str) -> None:
    text = "\n".join(p.text for p in head)
    body.title = _title(raw)
    body.number = _number(raw, body.title)
    match = _MEETING.search(whole)
    body.meeting = match["m"] if match else ""
    body.addressees = next((p.text.rstrip("：:") for p in head if _is_address(p.text)), "")
    body.dated = _date_in(head, alone=True)
    body.issuer = _issuer(body.title, [p.text for p in head])
    year = re.search(r"(20\d\d)\s*年", body.title) or re.search(r"^.{0,12}(20\d\d)年.{0,30}要点", text, re.M)
    body.year = int(year[1]) if year else 0
    body.preamble = _preamble(head)


def _is_prose(text: str) -> bool:
    """A paragraph that may set a task: not the notice's own phrases."""
    return (
        bool(re.search("[。；）)】〕]$", text))
        and len(text) >= 8
        and not (_CLOSING.match(text) or re.search("现印发给你们|特此通知|同意，|审议通过", text))
    )


def _is_address(text: str) -> bool:
    return (
        bool(_ADDRESS.match(text))
        and not re.match("附件|标题|发文|索引|重点做好", text)
        and bool(re.search("各|委|局|政府|单位|部门|街道|镇", text))
        and "工作" not in text
    )


def _title(raw: list[str]) -> str:
    """The title may be broken over lines: 关于 … 的通知 without a stop inside."""
    for size in range(1, 6):
        for i in range(min(len(raw), 40)):
            text = "".join(raw[i : i + size])
            text = re.sub(r"^.*?文件", "", text) if "文件" in text[:30] and "关于" in text else text
            if re.fullmatch(r"[^。；：:]{0,40}?关于[^。；]{4,80}的?(?:通知|意见|方案|函)", text) and _whole_title(
                raw, i, size
            ):
                return text
    for text in raw[:40]:
        if len(text) < 50 and _PLAN_TITLE.search(text):
            return text.lstrip("# ")
    return ""


def _whole_title(raw: list[str], start: int, size: int) -> bool:
    """The line before may be the issuer's name, broken off from 关于…"""
    first = raw[start]
    return not first.startswith("关于") or size == 1 or bool(first)


def _number(raw: list[str], title: str) -> str:
    best = ""
    for text in raw[:60]:
        match = _NUMBER.search(text)
        if match is None or re.search("《|》|根据|按照|有关", text):
            continue
        alone = len(text) <= len(match[0]) + 14
        if alone:
            return _tidy_number(match)
        best = best or (_tidy_number(match) if text == title else "")
    return best


def _tidy_number(match: re.Match[str]) -> str:
    who = re.sub("^(?:发?文字?号|文号|文件编号)", "", match["who"])
    return f"{who}〔{match['y']}〕{int(match['n'])}号"


def _issuer(title: str, head: list[str]) -> str:
    name = title.partition("关于")[0] if "关于" in title else ""
    if not name:
        name = _signature(head)
    if not name and title:
        match = re.match(r"(.{2,24}?(?:人民政府办公室|人民政府|办公室|局|委员会))(?=\d{4}年)", title)
        name = match[1] if match else ""
    name = re.sub(r"^[（(].*?[）)]|文件$", "", name)
    return re.sub("(?<=办公室)(?=[^、]{2,}(?:办公室|政府|委员会|局)$)", "、", name)


def _signature(head: list[str], *, strict: bool = False) -> str:
    """The line before the date, else (not strict) the organ that stands alone at the head (…文件)."""
    for before, after in itertools.pairwise(head):
        if _DATE.match(after) and _ORGAN.search(before) and len(before) <= 40 and "：" not in before:
            return before
    if strict:
        return ""
    for text in head:
        match = re.match(r"(.{4,30}?)\s*(.{4,30})?20\d\d年.{1,6}月.{1,4}日(?:印发)?$", text)
        if match and _ORGAN.search(match[1]):
            return match[1]
        if re.fullmatch(r".{4,26}(?:人民政府|办公室|委员会|局)文件", text):
            return text[:-2]
    return next((t for t in head if len(t) <= 26 and re.search("(?:人民政府|办公室)$", t)), "")


def _date_in(paragraphs: list[Paragraph], *, alone: bool) -> date | None:
    for p in paragraphs:
        match = _DATE.search(p.text)
        if match is None or (alone and len(p.text) > len(match[0]) + 24) or re.search("[，。《]", p.text):
            continue
        year = cn_year(re.sub("[Oo0○零]", "〇", match["y"]) if not match["y"].isdigit() else match["y"])
        try:
            return date(year or 0, cn_int(match["m"]) or 0, cn_int(match["d"]) or 0)
        except ValueError:
            continue
    return None


def _commonest_year(paragraphs: list[Paragraph]) -> int:
    years = Counter(int(y) for p in paragraphs for y in re.findall(r"(20\d\d)年", p.text))
    return years.most_common(1)[0][0] if years else 0


def _preamble(head: list[Paragraph]) -> str:
    """What stands between the plan's own title and the first chapter."""
    out: list[str] = []
    for p in reversed(head):
        if not re.search("[。：:]$", p.text) or _DATE.match(p.text) or re.match("特此通知|附件", p.text):
            break
        out.append(p.text)
    text = "".join(reversed(out))
    return "" if _is_address(text) else text


def outline(paragraphs: list[Paragraph]) -> list[Block]:
    """Cut the text into numbered blocks; a mark out of sequence does not open one."""
    blocks: list[Block] = []
    last = {"part": 0, "point": 0, "item": 0}
    part: Block | None = None
    point: Block | None = None
    closed = False
    for i, p in enumerate(paragraphs):
        level, label, value = _mark(p.text)
        closed = (closed and not level) or bool(_CLOSING.match(p.text))
        if level and _follows(level, value, last):
            block = Block(level, label, value, [_unmarked(p, level)])
            if level == "part":
                part, point = block, None
                last["part"] = value
            elif level == "point":
                point = block
                block.part = part
                last["point"] = value
            else:
                block.part, block.point = part, point
                last["item"] = value
            blocks.append(block)
        elif (
            blocks
            and not closed
            and not _is_signature(p.text, paragraphs[i + 1].text if i + 1 < len(paragraphs) else "")
        ):
            blocks[-1].paragraphs.append(p)
    return blocks


def _is_signature(text: str, following: str) -> bool:
    """A date, an office's name alone in its line, or any organ's name just above the date."""
    if len(text) > 40 or re.search("[，。；：]", text):
        return False
    return bool(
        _DATE.fullmatch(text)
        or re.fullmatch("[^，。；：]{4,30}(?:人民政府|办公室)", text)
        or (_DATE.fullmatch(following) and _ORGAN.search(text))
    )


def _mark(text: str) -> tuple[str, str, int]:
    for level, pattern in (("part", PART), ("point", POINT), ("item", ITEM)):
        match = pattern.match(text)
        value = cn_int(match["label"]) if match else None
        if match and value:
            label = {"part": match["label"], "point": f"（{match['label']}）", "item": f"{match['label']}."}[level]
            return level, label, value
    return "", "", 0


def _follows(level: str, value: int, last: dict[str, int]) -> bool:
    """Numbers go on by one (a slip of up to three is allowed) or begin again at one."""
    return value == 1 or last[level] < value <= last[level] + 4 or (value == last[level] and value > 0)


def _unmarked(p: Paragraph, level: str) -> Paragraph:
    pattern = {"part": PART, "point": POINT, "item": ITEM}[level]
    match = pattern.match(p.text)
    return Paragraph((match["text"] or "") if match else p.text, p.first, p.last)


def through_numbered(blocks: list[Block]) -> bool:
    """Whether 1. 2. 3. run through the whole text, over the headings above them: then they are the points."""
    items = [b for b in blocks if b.level == "item"]
    values = [b.value for b in items]
    over = {id(b.point or b.part) for b in items}
    return len(items) > 1 and len(over) > 1 and all(b > a for a, b in itertools.pairwise(values))


def title_of(paragraphs: list[Paragraph]) -> str:
    """Title of a block: its first sentence, or its first line where that has no stop; never the
    bracket after it.
    """
    text = next((p.text for p in paragraphs if p.text), "")
    sentence = re.split("[。；]", text, maxsplit=1)[0]
    if len(sentence) > 60 and "：" in sentence:
        sentence = sentence.partition("：")[0]
    return _DUTY_BRACKET.sub("", sentence).strip("：: ")


def _read_outline(body: Body) -> None:
    body.parts = [Part(b.label, b.title) for b in body.blocks if b.level == "part"]
    levels = {b.level for b in body.blocks}
    level = "point" if "point" in levels else "item" if "item" in levels else ""
    if through_numbered(body.blocks):
        level = "item"
    for i, block in enumerate(body.blocks):
        if block.level != level:
            continue
        text = block.text
        for later in body.blocks[i + 1 :]:
            if later.level in (level, "part"):
                break
            text += later.label + later.text
        body.points.append(Point(block.label, block.title, block.part.label if block.part else "", text))
