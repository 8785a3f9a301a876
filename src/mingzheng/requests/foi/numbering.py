"""Numbers without gaps, and the applicant's query code."""

from __future__ import annotations

import datetime as dt
import re

from django.db.models import F

from mingzheng.core import codes
from mingzheng.core.errors import Refused
from mingzheng.core.units.models import Unit
from mingzheng.core.units.org_codes import org_code_valid
from mingzheng.requests.foi.models import Counter

FLAG = "0"  # 0: 政务外网
_SHAPE = re.compile(r"SQ([0-9A-Z]{9})[01](\d{8})(\d{3})")


def next_serial(unit: Unit, series: str) -> int:
    """The next number of a series, within the caller's transaction: none twice, none left out when it is undone."""
    Counter.objects.get_or_create(unit=unit, series=series)
    # The update locks the row until the transaction ends: whoever comes second waits, and counts on from there.
    Counter.objects.filter(unit=unit, series=series).update(last=F("last") + 1)
    return Counter.objects.get(unit=unit, series=series).last


def application_number(unit: Unit, day: dt.date) -> str:
    """申请号 of 23 characters: SQ + organisation code + flag + day + serial of the day.

    Raises:
        Refused: the unit has no 组织机构代码, or a thousand applications came in one day.
    """
    if not unit.org_code:
        raise Refused(
            f"{unit.short}没有登记组织机构代码，不能编申请号。",
            remedy="请系统管理员在单位表中补上组织机构代码。",
            code="no_org_code",
        )
    serial = next_serial(unit, f"foi:{day:%Y%m%d}")
    if serial > 999:
        raise Refused(f"{unit.short}当日的申请号已用完。", remedy="请联系系统管理员。", code="serial_full")
    return f"SQ{unit.org_code}{FLAG}{day:%Y%m%d}{serial:03d}"


def fault_of(number: str) -> str:
    """What is wrong with an 申请号, in Chinese; "" when nothing is."""
    match = _SHAPE.fullmatch(number)
    if match is None:
        return f"申请号应为 23 位（SQ 开头），现为 {len(number)} 位。"
    return "" if org_code_valid(match[1]) else "申请号中的组织机构代码校验位不对，请核对。"


def code_hash(code: str) -> str:
    """What is kept of a query code. Blanks, dashes and small letters do not matter."""
    return codes.digest("mingzheng.foi.query", code)


def draft_hash(code: str) -> str:
    """What is kept of a draft's code; a query code opens no draft."""
    return codes.digest("mingzheng.foi.draft", code)
