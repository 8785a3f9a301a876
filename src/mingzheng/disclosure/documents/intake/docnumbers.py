"""发文字号: found in a text whatever brackets it wears, and written in the one right form. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from mingzheng.disclosure.documents.intake.dates import half_width, small_number

_OPEN, _CLOSE = "〔[［【(（「{〈﹝《<＜﹙", "〕]］】)）」}〉﹞》>＞﹚"
_SPACE = r"[ \u3000\t]*"
_NUMBER = re.compile(
    rf"([\u4e00-\u9fff]{{1,16}}(?:[（(][\u4e00-\u9fff]{{1,4}}[)）])?[\u4e00-\u9fff]{{0,4}}?){_SPACE}"
    rf"([{re.escape(_OPEN)}]){_SPACE}((?:19|20)\d{{2}})[年]?{_SPACE}([{re.escape(_CLOSE)}]){_SPACE}"
    rf"(第?){_SPACE}(\d{{1,5}}){_SPACE}号"
)
_ORDER = re.compile(
    r"([\u4e00-\u9fff]{0,16}?(?:人民政府|政府|府|国务院|部|局|委员会)令)[ \u3000]*第?[ \u3000]*(\d{1,4}|[一二三四五六七八九十]{1,4})[ \u3000]*号"
)
# Words that stand before a number in running text and are no part of it.
_LEADS = re.compile(
    r".*(?:根据|按照|依据|依照|按|以及|关于|印发|废止|转发|执行|参照|贯彻|落实|经由|详见|参见|文件|通知|意见|办法|规定|精神|原|见|和|与|及|或|的|以|号|为|对|将|由|在|了|是|请)"
)
_REGIONS = "沪国长中京闵徐黄静普虹杨浦宝嘉金松青奉崇苏浙"


@dataclass(frozen=True)
class DocNumber:
    """``text`` in the right form; ``faults`` what the form on paper had wrong; ``code`` is the 机关代字."""

    text: str
    code: str
    year: int
    serial: int
    raw: str
    start: int
    end: int
    faults: tuple[str, ...] = ()

    @property
    def normative(self) -> bool:
        """Does the 机关代字 mark a normative document?"""
        return "规" in self.code


def find(text: str) -> list[DocNumber]:
    """Every number of a text, in order."""
    flat = half_width(text)
    found = [*_usual(flat), *_orders(flat)]
    as_written = [replace(number, raw=text[number.start : number.end]) for number in found]
    return sorted(as_written, key=lambda number: number.start)


def whole(text: str) -> DocNumber | None:
    """The number when the line is nothing else (brackets around it and 签发人 after it allowed)."""
    line = re.sub(r"签[ \u3000]*发[ \u3000]*人[：:].*$", "", text).strip(" \u3000\t")
    bare = line[1:-1] if len(line) > 2 and line[0] in "（(" and line[-1] in "）)" else line
    for found in find(bare):
        if found.raw == bare:
            return found
    return None


def _usual(text: str) -> Iterator[DocNumber]:
    for match in _NUMBER.finditer(text):
        code = _own_code(match.group(1))
        start = match.start() + len(match.group(1)) - len(code)
        clean = re.sub(r"[（(]", "（", re.sub(r"[)）]", "）", code))
        year, serial = int(match.group(3)), int(match.group(6))
        raw = text[start : match.end()]
        faults = tuple(_faults(match, raw))
        yield DocNumber(f"{clean}〔{year}〕{serial}号", clean, year, serial, raw, start, match.end(), faults)


def _faults(match: re.Match[str], raw: str) -> Iterator[str]:
    if match.group(2) + match.group(4) != "〔〕":
        yield f"年份用了{match.group(2)}{match.group(4)}，应当用六角括号〔〕"
    if match.group(5):
        yield "序号前不加「第」"
    if len(match.group(6)) > 1 and match.group(6).startswith("0"):
        yield "序号不编虚位（不用 0 开头）"
    if re.search(r"[ \u3000\t]", raw):
        yield "字号中间有空格"


def _own_code(words: str) -> str:
    """The 机关代字 alone: what stands before it in running text is cut off."""
    lead = _LEADS.match(words)
    code = words[lead.end() :] if lead else words
    if not code:
        code = words[-1:]
    bracket = code.rfind("（") if "（" in code else len(code)
    if bracket > 6 or len(code) > 7:
        heads = [place for place, letter in enumerate(code[:bracket]) if letter in _REGIONS and len(code) - place <= 8]
        if heads:
            return code[heads[0] :]
    return code


def _orders(text: str) -> Iterator[DocNumber]:
    for match in _ORDER.finditer(text):
        code = _own_code(match.group(1)[:-1]) + "令" if len(match.group(1)) > 1 else match.group(1)
        start = match.start(1) + len(match.group(1)) - len(code)
        serial = small_number(match.group(2))
        yield DocNumber(f"{code}第{serial}号", code, 0, serial, text[start : match.end()], start, match.end())
