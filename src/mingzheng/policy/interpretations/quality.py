"""Is an interpretation good: each finding with its reason, and who judges it. Pure: plain texts in, findings out.

Copied sentences are found by shingles: runs of so many characters (signs and blanks left out) that stand in the document too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data" / "quality.yaml"
_SENTENCE = re.compile(r"[^。！？；!?;\n]+[。！？；!?;]?")
_SIGNS = re.compile(r"[^\w]|_", re.UNICODE)
_QUOTED = re.compile(r"《[^》]{1,120}》|〔\d{4}〕\d+号")
MOST_PLACES = 8


class Judge(StrEnum):
    """Who can say whether it is so: the machine alone, the machine as a hint to a person, or only a person."""

    MACHINE = "machine"
    PARTLY = "partly"
    PERSON = "person"

    @property
    def label(self) -> str:
        return {"machine": "机器判定", "partly": "机器提示，由人判断", "person": "由人判断"}[self.value]


class Weight(StrEnum):
    """GOOD: as it should be. LOOK: a person looks. MEND: should be changed. STOP: must not be submitted."""

    GOOD = "good"
    LOOK = "look"
    MEND = "mend"
    STOP = "stop"

    @property
    def label(self) -> str:
        return {"good": "符合", "look": "请看一下", "mend": "建议修改", "stop": "不能提交"}[self.value]


@dataclass(frozen=True)
class Finding:
    """``said``: what was found and on what it rests. ``remedy``: what to do. ``places``: where, in the text's own words."""

    code: str
    label: str
    judge: Judge
    weight: Weight
    said: str
    remedy: str = ""
    places: Sequence[str] = field(default_factory=tuple)

    def as_row(self) -> dict[str, Any]:
        return {**asdict(self), "judge": self.judge.value, "weight": self.weight.value, "places": list(self.places)}

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> Finding:
        return cls(
            **{**row, "judge": Judge(row["judge"]), "weight": Weight(row["weight"]), "places": tuple(row["places"])}
        )


@dataclass(frozen=True)
class Asked:
    """What is checked.

    Args:
        text: the interpretation as plain text, a line for each block. ``source``: the document's.
        parts: must all required parts be there (an outline of its own)? False for a report of the press or an expert's view.
        names: title and number of the document, one of which the text should name.
        late: working days since the document was published; 0 when it goes out with it; None when that is not known.
        private: labels of personal data and secret marks found in it, with masked words. ``secret``: a mark of secrecy among them.
    """

    text: str
    source: str = ""
    parts: bool = True
    names: Sequence[str] = field(default_factory=tuple)
    late: int | None = 0
    private: Sequence[str] = field(default_factory=tuple)
    secret: bool = False


@cache
def standard() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return found


def check(asked: Asked) -> list[Finding]:
    """Every finding, in the order in which a reviewer asks."""
    found = [*_copied(asked), *(_parts(asked.text) if asked.parts else ()), *_reading(asked.text), *_linked(asked)]
    return [*found, *_delay(asked), *_private(asked), *BY_PEOPLE]


BY_PEOPLE = (
    Finding("true", "与文件一致", Judge.PERSON, Weight.LOOK, "口径、数字、日期是否与文件一致，只有人能判断。", "请对照文件核对。"),
    Finding("plain", "读者看得懂", Judge.PERSON, Weight.LOOK, "是否说清楚了读者要做什么、能得到什么，只有人能判断。", "请以不熟悉这项政策的人来读。"),
)  # fmt: skip


# --- copied from the document -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Copied:
    """``percent`` of the characters stand in runs that the document has too; ``sentences`` wholly or nearly so."""

    percent: float
    sentences: Sequence[str]


def copied(text: str, source: str, *, run: int, sentence: int) -> Copied:
    """How much of ``text`` was copied.

    Args:
        run: so many equal characters in a row count as copied.
        sentence: shorter sentences are not named.
    """
    shingles = _shingles(_bare(source), run)
    total = held = 0
    named = []
    for match in _SENTENCE.finditer(text):
        bare = _bare(_QUOTED.sub("", match.group()))  # names and numbers of papers must be written as they are
        marks = bytearray(len(bare))
        for place in range(len(bare) - run + 1):
            if bare[place : place + run] in shingles:
                marks[place : place + run] = b"\1" * run
        same = sum(marks)
        total, held = total + len(bare), held + same
        if len(bare) >= sentence and same >= 0.8 * len(bare):
            named.append(match.group().strip())
    return Copied(100 * held / total if total else 0.0, named)


def _bare(text: str) -> str:
    return _SIGNS.sub("", text)


def _shingles(bare: str, run: int) -> frozenset[str]:
    return frozenset(bare[place : place + run] for place in range(len(bare) - run + 1))


def _copied(asked: Asked) -> list[Finding]:
    if not asked.source:
        return []
    limits = standard()["copied"]
    found = copied(asked.text, asked.source, run=limits["shingle"], sentence=limits["sentence"])
    said = f"{found.percent:.0f}% 的文字与文件连续 {limits['shingle']} 字以上相同（不超过 {limits['most']}% 为宜）。"
    if found.percent > limits["most"]:
        remedy = "请用读者的话重写列出的句子；必须引用原文的，说明是引用。"
        return [_finding("copied", "照抄文件", Judge.MACHINE, Weight.MEND, said, remedy, found.sentences)]
    if found.sentences:
        said += f"有 {len(found.sentences)} 句与文件基本相同。"
        remedy = "请看这些句子是否必须引用原文。"
        return [_finding("copied", "照抄文件", Judge.PARTLY, Weight.LOOK, said, remedy, found.sentences)]
    return [_finding("copied", "照抄文件", Judge.MACHINE, Weight.GOOD, said)]


def _finding(
    code: str, label: str, judge: Judge, weight: Weight, said: str, remedy: str = "", places: Sequence[str] = ()
) -> Finding:
    return Finding(code, label, judge, weight, said, remedy, tuple(one[:160] for one in places[:MOST_PLACES]))


# --- required parts ---------------------------------------------------------------------------------------------


def missing_parts(text: str) -> list[str]:
    """Labels of the required parts that no word of theirs announces."""
    return [part["label"] for part in standard()["parts"] if not any(word in text for word in part["words"])]


def _parts(text: str) -> list[Finding]:
    missing = missing_parts(text)
    every = len(standard()["parts"])
    if not missing:
        return [_finding("parts", "应写内容", Judge.MACHINE, Weight.GOOD, f"{every} 项应写的内容都写到了。")]
    said = f"没有找到：{'、'.join(missing)}（{every} 项中缺 {len(missing)} 项）。"
    remedy = "请补写；确实没有的（如没有旧政策、不需要申请），写一句说明。"
    return [_finding("parts", "应写内容", Judge.PARTLY, Weight.MEND, said, remedy)]


# --- reading ease -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ease:
    """``average``: characters of a sentence. ``long``: sentences beyond the limit. ``hard``: (word, plainer word) found."""

    average: float
    long: Sequence[str]
    hard: Sequence[tuple[str, str]]
    dense: float


def ease(text: str) -> Ease:
    """How hard a text is to read."""
    limits = standard()["reading"]
    sentences = [one.strip() for one in _SENTENCE.findall(text) if len(_bare(one)) > 1]
    lengths = [len(_bare(one)) for one in sentences]
    hard = [(word, plain) for word, plain in standard()["hard"].items() if word in text]
    count = sum(text.count(word) for word, _plain in hard)
    total = sum(lengths)
    return Ease(
        total / len(lengths) if lengths else 0.0,
        [one for one, length in zip(sentences, lengths, strict=True) if length > limits["longest"]],
        hard,
        100 * count / total if total else 0.0,
    )


def _reading(text: str) -> list[Finding]:
    limits, found = standard()["reading"], ease(text)
    longish = found.average > limits["average"] or bool(found.long)
    said = f"平均每句 {found.average:.0f} 字（不超过 {limits['average']} 字为宜）"
    said += f"，{len(found.long)} 句超过 {limits['longest']} 字。" if found.long else "。"
    lines = [
        _finding(
            "sentences", "句子长短", Judge.MACHINE, Weight.MEND if longish else Weight.GOOD, said,
            "请把长句拆成几句，一句说一件事。" if longish else "", found.long,
        )
    ]  # fmt: skip
    if found.hard:
        words = "、".join(f"「{word}」可写成「{plain}」" for word, plain in found.hard)
        weight = Weight.MEND if found.dense > limits["dense"] else Weight.LOOK
        said = f"有 {len(found.hard)} 个公文用语，每百字 {found.dense:.1f} 个。"
        lines.append(_finding("words", "用语", Judge.PARTLY, weight, said, f"{words}。"))
    else:
        lines.append(_finding("words", "用语", Judge.MACHINE, Weight.GOOD, "没有发现已知的公文套话。"))
    return lines


# --- links, delay, personal data --------------------------------------------------------------------------------


def _linked(asked: Asked) -> list[Finding]:
    if not asked.names:
        return []
    bare = _bare(asked.text)
    if any(_bare(name) in bare for name in asked.names if name):
        return [_finding("linked", "互相链接", Judge.MACHINE, Weight.GOOD, "正文写明了文件；发布时两边自动互链。")]
    remedy = "请在正文里写明文件的名称或文号。发布时两边会自动互链。"
    return [_finding("linked", "互相链接", Judge.MACHINE, Weight.MEND, "正文没有写明解读的是哪份文件。", remedy)]


def _delay(asked: Asked) -> list[Finding]:
    limit = standard()["delay"]["workdays"]
    if asked.late is None:
        return []
    if asked.late == 0:
        return [_finding("delay", "发布时间", Judge.MACHINE, Weight.GOOD, "与文件同时发布。")]
    said = f"文件公开已 {asked.late} 个工作日（应在 {limit} 个工作日内解读）。"
    late = asked.late > limit
    return [
        _finding(
            "delay",
            "发布时间",
            Judge.MACHINE,
            Weight.MEND if late else Weight.GOOD,
            said,
            "请尽快发布。" if late else "",
        )
    ]


def _private(asked: Asked) -> list[Finding]:
    if asked.secret:
        remedy = "请删去后再提交；确已解密的，先修改词库或文件。"
        said = "正文有涉密或内部标志、敏感词。"
        return [_finding("private", "个人信息和涉密", Judge.MACHINE, Weight.STOP, said, remedy, asked.private)]
    if asked.private:
        remedy = "请删去；属于应当公开的（如办公电话、专家姓名），审核时写明理由。"
        said = f"有 {len(asked.private)} 处像个人信息。"
        return [_finding("private", "个人信息和涉密", Judge.PARTLY, Weight.LOOK, said, remedy, asked.private)]
    return [_finding("private", "个人信息和涉密", Judge.MACHINE, Weight.GOOD, "没有发现个人信息和涉密标志。")]


def to_mend(rows: Sequence[Mapping[str, Any]]) -> int:
    """How many findings of a stored check ask for a change."""
    return sum(row["weight"] in (Weight.MEND, Weight.STOP) for row in rows)
