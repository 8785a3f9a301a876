"""Notices without a table: tasks from numbered paragraphs, with responsibility in brackets, in lines
of its own, or nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from .body import Block, Body, through_numbered
from .due import looks_like_due
from .duephrase import find_due
from .model import RawRow
from .paragraphs import Paragraph
from .unitnames import ROLE_LABEL, has_verb, looks_like_unit, split_units, surely_unit
from .words import CLOSING, OPENING, depth_at_end, split_top

_DUE_LABEL = re.compile(
    r"(?:(?:完成|办结|落实|推进|实施|工作)?(?:时限|期限|时间节点|时间要求|时限要求|进度安排|时间安排|时间|节点)|完成日期)(?:要求)?\s*[:：]"
)
_PERSON_LABEL = re.compile(r"(?:(?:责任|分管|牵头|包保|主管|挂钩)(?:领导|人员?)|联系人|联系电话|经办人)\s*[:：]")
_ANY_LABEL = re.compile(
    f"(?:{ROLE_LABEL.pattern.replace('(?P<role>', '(?:')})|(?:{_DUE_LABEL.pattern})|(?:{_PERSON_LABEL.pattern})"
)
_GENERAL = re.compile(
    "(?:总体(?:要求|目标|思路|考虑)|指导思想|(?:基本|工作)原则|(?:工作|主要)目标|工作思路|有关背景|[和与及、，])+"
)
_TAIL_LABEL = re.compile(
    f"(?<=[。；;])(?:(?:{_ANY_LABEL.pattern})[^。]{{1,300}}(?:。|$))+"
)  # …。责任单位：甲。时限：乙。
_UNITISH_END = re.compile("(?:中心|局|委|办|院|处|政府|街道|镇)$")


@dataclass(frozen=True)
class Duty:
    """Who and until when, as one bracket or one line says."""

    units: str = ""
    due: str = ""


@dataclass
class Inline:
    """Tasks found in the text. how: brackets, or none when no responsibility stands anywhere."""

    rows: list[RawRow] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    with_duty: int = 0


def rows_in_text(body: Body, known: Collection[str] = ()) -> Inline:
    """Take tasks from the numbered blocks.

    Every responsibility ends a task; a leaf block without one is a task whose units a person must
    give. Sentences are the
    tasks where nothing is numbered.
    """
    out = Inline()
    leaves, inherited = _leaves(body.blocks)
    duties = {id(b): _pieces(b, known) for b in leaves}
    out.with_duty = sum(d != Duty() for b in leaves for _, d, _ in duties[id(b)])
    through = _numbered_through(leaves)
    for block in leaves:
        above = inherited.get(id(block.point)) or inherited.get(id(block.part)) or Duty()
        for i, (text, duty, where) in enumerate(duties[id(block)]):
            own = block.value if through and i == 0 else None
            _add(out, body, block, (text, duty, where), above, first=i == 0, own=own)
    if any(row.number is None for row in out.rows):
        for row in out.rows:  # a printed number that serves two tasks can number neither
            row.number = None
    if not body.blocks:
        _sentences(out, body)
    return out


def _add(
    out: Inline,
    body: Body,
    block: Block,
    piece: tuple[str, Duty, str],
    above: Duty,
    *,
    first: bool,
    own: int | None,
) -> None:
    text, duty, where = piece
    group, content = _group_and_content(block, text, first, through_numbered(body.blocks))
    content = content.strip().rstrip("。；;，,：: ")
    if not content or (duty == Duty() and _is_general(block)):
        return
    cells = {"group": group, "content": content}
    if duty.units:
        cells["units"] = duty.units
    due = duty.due or find_due(content, body.year)
    if due:
        cells["due"] = due
    notes: dict[str, str] = {}
    if not duty.units and not above.units:
        _said_in_sentence(content, cells, notes)
    for name, value, label in (("units", above.units, "责任单位"), ("due", above.due, "完成时限")):
        if value and name not in cells:
            cells[name] = value
            notes[name] = f"这一段没有写{label}，按所在标题后面写的“{value}”填写，请确认。"
    out.rows.append(RawRow(own, cells, f"{where}：{text}", notes=notes))


def _said_in_sentence(content: str, cells: dict[str, str], notes: dict[str, str]) -> None:
    """…，由区府办牵头 names a unit in the sentence itself."""
    match = re.search("由([^，。；由]{2,40}?)(?:牵头|负责|具体负责|组织实施|统筹)", content)
    if match is None:
        return
    found = split_units(match[1])
    if found.units and all(surely_unit(u) for u in found.units):
        cells["units"] = match[1]
        notes["units"] = f"责任单位取自任务内容中的“{match[0]}”，请确认。"


def _is_general(block: Block) -> bool:
    """总体要求, 指导思想, 工作目标: chapters that set no task."""
    return any(_GENERAL.fullmatch(b.title) for b in (block, block.part, block.point) if b is not None)


def _leaves(blocks: list[Block]) -> tuple[list[Block], dict[int, Duty]]:
    """Blocks that hold tasks: those with no numbered block under them, or whose own text has a duty.

    A heading with a duty and no text of its own gives the duty to the blocks under it: the second
    result, by id.
    """
    parents = {id(p) for b in blocks for p in (b.part, b.point) if p is not None}
    out, inherited = [], {}
    for block in blocks:
        if id(block) not in parents:
            out.append(block)
            continue
        own = [(text, duty) for text, duty, _ in _pieces(block, ()) if duty != Duty()]
        if len(own) == 1 and own[0][0].strip("。； ") == block.title:
            inherited[id(block)] = own[0][1]
        elif own:
            out.append(block)
    return out, inherited


def _numbered_through(leaves: list[Block]) -> bool:
    """Whether the printed numbers run once through the whole text and can serve as task numbers."""
    values = [b.value for b in leaves]
    levels = {b.level for b in leaves}
    return len(levels) == 1 and len(set(values)) == len(values) and values == sorted(values) and bool(values)


def _group_and_content(block: Block, text: str, first: bool, through: bool) -> tuple[str, str]:
    """The heading over a task, and the task's own words."""
    above = block.point.title if block.point else block.part.title if block.part else ""
    if block.level == "item" and block.point is not None and not through:
        return above, text
    title = block.title
    if not first:
        return title if _is_heading(block) else above or title, text
    if _is_heading(block) and text.startswith(title):
        rest = text[len(title) :].lstrip("。；：: ")
        return (title, rest) if rest else (above or title, title)
    return (title if block.level == "part" else above or title), text


def _is_heading(block: Block) -> bool:
    """A short first sentence followed by more text, or alone in its line above the text."""
    title = block.title
    rest = block.text[len(title) :].lstrip("。；：: ")
    rest = _strip_duties(rest)
    return len(title) <= 45 and len(rest) >= 4 and (block.text[len(title) : len(title) + 1] in "。：:" or _alone(block))


def _alone(block: Block) -> bool:
    first = block.paragraphs[0].text
    return (
        len(block.paragraphs) > 1
        and not re.search("[。；]", first)
        and len(first) <= 45
        and (duty_of_line(block.paragraphs[1].text) is None)
    )


def _strip_duties(text: str) -> str:
    pieces = cut_at_duties(text, ())
    return "".join(t for t, _ in pieces).strip("。； ")


def _pieces(block: Block, known: Collection[str]) -> list[tuple[str, Duty, str]]:
    """The block's text cut after each responsibility, with the place of each piece."""
    out: list[tuple[str, Duty, str]] = []
    pending: list[Paragraph] = []
    for paragraph in (p for p in block.paragraphs if not _names_a_person(p.text)):
        alone = duty_of_line(paragraph.text)
        if alone is not None:
            text = "".join(p.text for p in pending)
            if text:
                out.append((text, alone, _where([*pending, paragraph])))
                pending = []
            elif out:
                text, duty, where = out[-1]
                out[-1] = (text, _merge(duty, alone), where)
            continue
        pieces = cut_at_duties(paragraph.text, known)
        for text, duty in pieces:
            here = Paragraph(text, paragraph.first, paragraph.last)
            if duty == Duty():
                pending.append(here)
                continue
            if not text.strip("。； ") and not pending and out:
                out[-1] = (out[-1][0], _merge(out[-1][1], duty), out[-1][2])
                continue
            pending.append(here)
            out.append(("".join(p.text for p in pending), duty, _where(pending)))
            pending = []
    if not out and block.level == "part" and _alone(block):
        return [(p.text, Duty(), p.where) for p in block.paragraphs[1:]]
    rest = "".join(p.text for p in pending)
    if rest.strip("。； "):
        out.append((rest, Duty(), _where(pending)))
    return _duty_beside_heading(block, out)


def _names_a_person(text: str) -> bool:
    return len(text) < 40 and bool(_PERSON_LABEL.match(text))


def _duty_beside_heading(block: Block, pieces: list[tuple[str, Duty, str]]) -> list[tuple[str, Duty, str]]:
    """（一）标题（责任单位：…） with the text below: the bracket is for the text."""
    if (
        block.level == "item"
        or len(pieces) < 2
        or pieces[0][0].strip("。； ") != block.title
        or any(d != Duty() for _, d, _ in pieces[1:])
    ):
        return pieces
    text = block.title + "。" + "".join(t for t, _, _ in pieces[1:])
    return [(text, pieces[0][1], f"{pieces[0][2]}、{pieces[-1][2]}")]


def _where(paragraphs: list[Paragraph]) -> str:
    first, last = paragraphs[0].first, paragraphs[-1].last
    return f"第{first}行" if first == last else f"第{first}—{last}行"


def _merge(one: Duty, other: Duty) -> Duty:
    return Duty("；".join(u for u in (one.units, other.units) if u), one.due or other.due)


def duty_of_line(text: str) -> Duty | None:
    """A paragraph that is only a responsibility: 责任单位：区府办、各街镇."""
    plain = text.strip("。； ")
    if plain[:1] in OPENING and plain[-1:] in CLOSING and _matching(plain, 0) == len(plain) - 1:
        plain = plain[1:-1]
    if len(plain) > 400 or not _ANY_LABEL.match(plain):
        return None
    duty = _labelled(plain)
    return duty if duty != Duty() else None


def cut_at_duties(text: str, known: Collection[str]) -> list[tuple[str, Duty]]:
    """Cut a paragraph after each bracket that names units or a limit; the brackets are taken out."""
    out: list[tuple[str, Duty]] = []
    text = _TAIL_LABEL.sub(lambda m: f"（{m[0]}）" if depth_at_end(text[: m.start()]) == 0 else m[0], text)
    start = i = 0
    while i < len(text):
        if text[i] in "（(〔[【［":
            end = _matching(text, i)
            if end is None:
                i += 1
                continue
            duty = _duty_in(text[i + 1 : end], text[start:i], text[end + 1 :], known)
            if duty is not None:
                after = re.match("[。；;，,]*", text[end + 1 :])
                out.append((text[start:i], duty))
                i = start = end + 1 + (after.end() if after else 0)
                continue
            i = end + 1
            continue
        i += 1
    if text[start:].strip():
        out.append((text[start:], Duty()))
    return out


def _matching(text: str, at: int) -> int | None:
    depth = 0
    for i in range(at, min(len(text), at + 600)):
        if text[i] in "（(〔[【［":
            depth += 1
            if depth > 6:
                return None
        elif text[i] in "）)〕]】］":
            depth -= 1
            if depth == 0:
                return i
    return None


def _duty_in(inner: str, before: str, after: str, known: Collection[str]) -> Duty | None:
    if _ANY_LABEL.match(inner.strip()):
        duty = _labelled(inner)
        return duty if duty != Duty() else None
    label = _ANY_LABEL.search(inner)
    if label and inner[: label.start()].rstrip().endswith(("，", ",", "；", ";", "。")):
        first = _bare(inner[: label.start()].rstrip("，,；;。 "), before, known)
        return _merge(first, _labelled(inner[label.start() :])) if first else None
    ends = not after.strip("。；;，, ") or after[:1] in "。；" or before.rstrip().endswith(("。", "；"))
    return _bare(inner, before, known) if ends else None


def _labelled(inner: str) -> Duty:
    """责任单位：A、B，完成时限：全年 — in any order; an unlabelled limit at the end counts too."""
    marks = [(m.start(), m.end(), m[0]) for m in _ANY_LABEL.finditer(inner)]
    units: list[str] = []
    due = ""
    for k, (_, begin, label) in enumerate(marks):
        value = inner[begin : marks[k + 1][0] if k + 1 < len(marks) else len(inner)].strip("，,；;。、 ")
        if _PERSON_LABEL.fullmatch(label):
            continue  # persons are not units
        if _DUE_LABEL.fullmatch(label):
            due = due or value
            continue
        names = []
        for piece in split_top(value, "，,；;"):
            if not due and looks_like_due(piece):
                due = piece
            else:
                names.append(piece)
        if names:
            units.append("，".join(names))
    return Duty("；".join(units), due)


def _bare(inner: str, before: str, known: Collection[str]) -> Duty | None:
    """（区府办牵头，各街镇配合）, （区府办，6月底前）: every piece must be a unit or a limit."""
    if len(inner) > 300 or re.search("[《“：:]", inner):
        return None
    dues: list[str] = []
    names: list[str] = []
    for piece in split_top(inner, "，,；;。"):
        (dues if looks_like_due(piece) else names).append(piece)
    if not names:
        return Duty("", _bare_due(dues[0])) if dues and not before.endswith(("年", "月")) else None
    found = split_units("，".join(names), known)
    if not found.units or found.strange:
        return None
    verbs = has_verb("，".join(names))
    if not verbs and not all(surely_unit(u, known) for u in found.units):
        return None
    if not verbs and len(found.units) == 1 and _UNITISH_END.search(before) and looks_like_unit(found.units[0], known):
        return None  # the second name of the unit just named: 区城运中心（区大数据中心）
    return Duty("，".join(names), _bare_due(dues[0]) if dues else "")


def _bare_due(text: str) -> str:
    """10月底前完成 → 10月底前: the verb belongs to the sentence, not to the limit."""
    plain = re.sub("^(?:于|在|力争)", "", text)
    shorter = re.sub("(?:完成|办结|落实到位)$", "", plain)
    return shorter if looks_like_due(shorter) else plain


def _sentences(out: Inline, body: Body) -> None:
    """Nothing is numbered: every sentence of the text is offered as a task."""
    for paragraph in body.loose:
        pieces = cut_at_duties(paragraph.text, ())
        if all(duty == Duty() for _, duty in pieces):
            pieces = [(s, Duty()) for s in re.split("(?<=。)", paragraph.text)]
        for text, duty in pieces:
            content = text.strip("。； ")
            if len(content) < 6 or re.match("为.*制定本|现就|现将", content):
                continue
            cells = {"group": "", "content": content}
            if duty.units:
                cells["units"] = duty.units
            due = duty.due or find_due(content, body.year)
            if due:
                cells["due"] = due
            out.with_duty += duty != Duty()
            out.rows.append(RawRow(None, cells, f"{paragraph.where}：{text}"))
