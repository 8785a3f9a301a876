"""Finding a time limit inside a sentence: 于3月31日前, 6月底前完成, 按季度, 每年至少听取1次."""

from __future__ import annotations

import re

_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_Y = r"(?:(?:20\d\d|今|本|当|明|次)年(?:度)?)?"
_DATED = re.compile(
    rf"{_Y}{_N}月{_N}[日号](?:之?前|以前)|{_Y}{_N}月份?(?:底|末)(?:之?前|以前)?|{_Y}{_N}月份?(?:之?前|以前)(?=完成|[，。；,;]|$)"
    rf"|{_Y}{_N}月份?(?=完成|组织完成|启动)|{_Y}(?:上半年|下半年)|{_Y}第?[1-4一二三四]季度(?:内|末|底前?|前)?(?=完成|组织|开展|启动|[，。；,;]|$)"
    rf"|20\d\d年(?:年?底|末)(?:之?前|以前)?"
)
_COUNTED = re.compile(
    r"(?:每年|年内|全年|每月|每个?季度|每季|每半年|按季度)度?(?:至少|不少于|不低于|不得少于)[^，。；、]{0,8}?"
    r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})\s*(?:次|场|期|轮|批)"
)
_FREQUENT = re.compile(r"每个?月|每个?季度|每季|按季度?|按月|逐月|逐季|每半年|分季度")
_YEAR_END = re.compile(r"年底(?:之?前|以前)|年末前|年内|全年")
_QUOTED = re.compile(r"《[^》]*》|“[^”]*”")


def find_due(sentence: str, year: int = 0) -> str:
    """The time limit a sentence carries, as written; empty when it carries none.

    Args:
        sentence: squeezed text.
        year: year of the plan; a date of an earlier year is history, not a limit. 0 = not known.
    """
    plain = _QUOTED.sub(lambda m: "□" * len(m[0]), sentence)
    for pattern in (_DATED, _COUNTED, _FREQUENT, _YEAR_END):
        for match in pattern.finditer(plain):
            if not _past(match[0], year) and not _stale(plain, match):
                return match[0]
    return ""


def _past(phrase: str, year: int) -> bool:
    match = re.match(r"(20\d\d)年", phrase)
    return bool(match and year and int(match[1]) < year)


def _stale(text: str, match: re.Match[str]) -> bool:
    """截至…底 tells how far a report reaches, 自…起 when something begins."""
    return bool(re.search("(?:截至|截止|自|从)$", text[: match.start()]))
