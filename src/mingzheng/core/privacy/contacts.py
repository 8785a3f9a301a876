"""Ways to reach a person: telephone and e-mail. Pure.

An office's own telephone is public (条例 第十二条、第二十条第二项), so landlines weigh less and a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingzheng.core.privacy import masks
from mingzheng.core.privacy.candidates import Candidate
from mingzheng.core.privacy.findings import Severity
from mingzheng.core.privacy.numbers import Page, Run

_OFFICE_NOTE = "机关办公电话可以公开；个人电话应当隐去"
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_MOBILE_SHAPES = {(11,), (3, 4, 4), (4, 4, 3), (4, 3, 4), (3, 8), (7, 4), (3, 3, 5), (1,) * 11}
_PHONE_WORD = re.compile(r"电话|手机|联系|号码|致电|TEL|MOBILE|PHONE|微信", re.IGNORECASE)
_HOTLINE = re.compile(r"(?<![0-9])[48]00[ -]?[0-9]{1,4}[ -]?[0-9]{3,4}(?:[ -]?[0-9]{2,4})?(?![0-9])")
_LANDLINE = re.compile(
    r"(?<![0-9A-Za-z])(?<![0-9]-)(?:\+?86[ -]?)?(?P<open>[(]?)(?P<area>010|02[0-9]|0[3-9][0-9]{2})(?P<gap>[)]?[ -]{0,2})"
    r"(?P<local>[2-9][0-9]{2,3}[ -]?[0-9]{4})(?P<ext>[ ]?(?:-|转|分机)[ ]?[0-9]{1,6})?(?![0-9])"
)
_OFFICE_LINE = re.compile(r"(?:电话|传真|座机|话机|TEL|FAX)[^0-9\n。；]{0,8}(?P<list>[0-9][0-9 \-()、,/;转]{6,60})")
_LOCAL = re.compile(r"(?<![0-9-])(?<![0-9] )[2-9][0-9]{3}[ -]?[0-9]{4}(?:-[0-9]{1,5}|转[0-9]{1,5})?(?![0-9])")
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z]{2,24}(?![A-Za-z0-9])"
)


def hotlines(page: Page) -> Iterator[Candidate]:
    """400 and 800 numbers are public service numbers: claimed, never findings."""
    for match in _HOTLINE.finditer(page.plain):
        if len(re.sub(r"[^0-9]", "", match.group())) == 10:
            yield Candidate("", match.start(), match.end())


def mobiles(page: Page) -> Iterator[Candidate]:
    """Eleven digits from 13 to 19, with or without 86 or a leading 0, in the groupings people use."""
    for run in page.runs:
        number = _mobile_number(run)
        if number and not page.is_decimal(run.start, run.end) and _joined(page, run):
            start = run.start - (run.value.startswith("86") and page.plain[run.start - 1 : run.start] == "+")
            yield Candidate("mobile", start, run.end, masks.mask_mobile(number))


def _mobile_number(run: Run) -> str:
    """The eleven digits, or "" when the run is no mobile number."""
    value, shape = run.value, run.shape
    for prefix in ("0086", "86", "0"):
        alone = prefix == "0" and shape[0] == 1
        if value.startswith(prefix) and not alone and _MOBILE.fullmatch(value[len(prefix) :]):
            value = value[len(prefix) :]
            shape = shape[1:] if shape[0] == len(prefix) else (shape[0] - len(prefix), *shape[1:])
            break
    two_lines = run.breaks == 1 and len(shape) == 2
    return value if _MOBILE.fullmatch(value) and (shape in _MOBILE_SHAPES or two_lines) else ""


def _joined(page: Page, run: Run) -> bool:
    """Not a decimal fraction; broken over two lines only where the text announces a telephone."""
    if len(run.shape) == 2 and "." in page.plain[run.start : run.end]:
        return False
    return not run.breaks or bool(_PHONE_WORD.search(page.before(run.start)))


def landlines(page: Page) -> Iterator[Candidate]:
    """With an area code: 021-62345678, （021）6234 5678, 0571-8765432转801."""
    for match in _LANDLINE.finditer(page.plain):
        area, local = match["area"], re.sub(r"[ -]", "", match["local"])
        three_digit = len(area) == 3
        if three_digit and len(local) != 8:
            continue
        if match["gap"] or three_digit or _PHONE_WORD.search(page.before(match.start(), 10)):
            shown = masks.mask_landline(area, local)
            start = match.start() if match["open"] == "(" or match["gap"][:1] != ")" else match.start("area")
            yield Candidate("landline", start, match.end(), shown, _OFFICE_NOTE, Severity.CHECK)


def office_lines(page: Page) -> Iterator[Candidate]:
    """Eight digits without an area code, where 电话 or 传真 announces them (several in a row too)."""
    for match in _OFFICE_LINE.finditer(page.upper):
        start, end = match.span("list")
        for local in _LOCAL.finditer(page.plain, start, end + 6):
            number = re.sub(r"[ -]", "", local.group())[:8]
            shown = masks.mask_landline("", number)
            yield Candidate("landline", *local.span(), shown, _OFFICE_NOTE, Severity.CHECK)


def emails(page: Page) -> Iterator[Candidate]:
    """An address of a government host (gov.cn) weighs less."""
    for match in _EMAIL.finditer(page.plain):
        shown = masks.mask_email(match.group())
        if match.group().lower().endswith(".gov.cn"):
            note = "机关邮箱可以公开；个人邮箱应当隐去"
            yield Candidate("email", *match.span(), shown, note, Severity.CHECK)
        else:
            yield Candidate("email", *match.span(), shown)
