"""Numbers without gaps, and the applicant's query code."""

from __future__ import annotations

import datetime as dt

from django.db.models import F

from mingzheng.core import codes
from mingzheng.core.errors import Refused
from mingzheng.core.units.models import Unit
from mingzheng.requests.foi.models import Counter

FLAG = "0"  # 0: 政务外网


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


def code_hash(code: str) -> str:
    """What is kept of a query code. Blanks, dashes and small letters do not matter."""
    return codes.digest("mingzheng.foi.query", code)


def draft_hash(code: str) -> str:
    """What is kept of a draft's code; a query code opens no draft."""
    return codes.digest("mingzheng.foi.draft", code)
