"""Document numbers, index numbers, dates: their forms, as pages write them. Pure."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from mingzheng.core.units.org_codes import org_code_check_digit
from mingzheng.supervision.inspections.reading.labels import tight

OPEN, CLOSE = "〔[［【(（﹝{", "〕]］】)）﹞}"
# GB/T 9704: sign of the office, year in 〔〕, number without leading zero, 号.
GOOD_NUMBER = re.compile(r"[\u4e00-\u9fa5]{2,20}〔(\d{4})〕[1-9]\d{0,4}号")
# Orders and announcements are numbered without brackets.
ORDER = re.compile(
    r"[\u4e00-\u9fa5]{0,20}(令|公告|通告)?(\d{4}年)?第\d{1,5}号|[\u4e00-\u9fa5]{2,20}(公告|通告|令)\d{4}年第?\d{1,5}号"
)
# A sign is short: longer, it is a title that happens to stand before its number.
LOOSE = re.compile(
    rf"([\u4e00-\u9fa5]{{2,12}}?)\s*[{re.escape(OPEN)}]\s*(\d{{2,4}})\s*年?\s*[{re.escape(CLOSE)}]\s*第?\s*0*(\d{{1,5}})\s*号"
)
INDEX = re.compile(r"SY([0-9A-Z]{9})([01])(\d{4})(\d{5})")
OTHER_INDEX = (
    re.compile(r"\d{9}/\d{4}-\d{4,6}"),
    re.compile(r"[0-9A-Z]{18}/\d{4}-\d+"),
    re.compile(r"X?[A-Z][A-Z0-9][01239]?\d{4,6}-(19|20)\d\d-\d{3}"),
)
CN_DIGITS = {char: str(value) for value, char in enumerate("〇一二三四五六七八九")} | {
    "○": "0",
    "零": "0",
    "Ｏ": "0",
    "O": "0",
}
CN = "〇○零Ｏ一二三四五六七八九"
DATE = re.compile(r"((?:19|20)\d\d)\s*(?:年|[-./])\s*(\d{1,2})\s*(?:月|[-./])\s*(\d{1,2})(?!\d)\s*日?")
COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
CN_DATE = re.compile(rf"([{CN}]{{4}})年([一二三四五六七八九十]{{1,3}})月([一二三四五六七八九十]{{1,3}})日")


@dataclass(frozen=True)
class Number:
    """A document number as written and in its parts."""

    written: str
    sign: str
    year: int
    serial: int

    @property
    def key(self) -> tuple[str, int, int]:
        return self.sign, self.year, self.serial

    @property
    def proper(self) -> str:
        return f"{self.sign}〔{self.year}〕{self.serial}号"


def parse_number(text: str) -> Number | None:
    """The number that a text is, however its brackets are written; None when it is none (an order, words)."""
    hit = LOOSE.fullmatch(tight(text))
    return _number(hit) if hit else None


def _number(hit: re.Match[str]) -> Number:
    year = int(hit[2])
    return Number(hit[0], hit[1], year if year > 99 else 2000 + year, int(hit[3]))


def well_formed(text: str) -> bool:
    written = text.strip()
    return bool(GOOD_NUMBER.fullmatch(written) or ORDER.fullmatch(tight(written)))


def index_faults(text: str) -> str:
    """What is wrong with an index number of Shanghai: "form", "digit", or "" ("other" for a form used elsewhere)."""
    value = unicodedata.normalize("NFKC", tight(text)).upper()
    hit = INDEX.fullmatch(value)
    if hit is None:
        return "other" if any(form.fullmatch(value) for form in OTHER_INDEX) else "form"
    return "" if org_code_check_digit(hit[1][:8]) == hit[1][8] else "digit"


def index_parts(text: str) -> tuple[str, int] | None:
    """(organisation code, year) of an index number of the right form."""
    hit = INDEX.fullmatch(unicodedata.normalize("NFKC", tight(text)).upper())
    return (hit[1], int(hit[3])) if hit else None


def parse_date(text: str) -> dt.date | None:
    """The first date in a text, in any of the usual spellings; None when there is none or it is no day."""
    text = unicodedata.normalize("NFKC", text)
    hit = DATE.search(text)
    if hit:
        return _day(hit[1], hit[2], hit[3])
    spelled = CN_DATE.search(text)
    if spelled:
        year = "".join(CN_DIGITS.get(char, char) for char in spelled[1])
        return _day(year, _cn_number(spelled[2]), _cn_number(spelled[3]))
    compact = COMPACT.search(text)
    return _day(compact[1], compact[2], compact[3]) if compact else None


def is_date_line(text: str) -> bool:
    """A line that is a date and nothing else, as under a signature."""
    line = unicodedata.normalize("NFKC", tight(text)).strip("()。")
    return bool(re.fullmatch(DATE.pattern, line) or CN_DATE.fullmatch(line))


def _cn_number(text: str) -> str:
    """十 十一 二十 二十三 三 → its digits."""
    if "十" not in text:
        return CN_DIGITS.get(text, "0") if len(text) == 1 else "0"
    tens, _, ones = text.partition("十")
    return f"{CN_DIGITS.get(tens, '1') if tens else '1'}{CN_DIGITS.get(ones, '0') if ones else '0'}"


def _day(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
