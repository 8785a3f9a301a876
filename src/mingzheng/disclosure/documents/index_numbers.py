"""索引号 of Shanghai: SY + 组织机构代码 (9, with its check digit) + source flag + year (4) + serial (5) = 21 characters."""

from __future__ import annotations

import re

from django.db.models import F

from mingzheng.core.errors import Refused
from mingzheng.core.units.models import Unit
from mingzheng.core.units.org_codes import org_code_valid
from mingzheng.disclosure.documents.models import IndexCounter

SHAPE = re.compile(r"SY([0-9A-Z]{9})([01])(\d{4})(\d{5})")
FLAG = "0"  # 0: 政务外网. Nothing of an internal secret network (1) may lie on this platform
LAST = 99_999


def fault_of(number: str) -> str:
    """What is wrong with an index number, in Chinese; "" when nothing is."""
    match = SHAPE.fullmatch(number)
    if match is None:
        return f"索引号应为 21 位（SY＋9 位组织机构代码＋1 位来源标志＋4 位年份＋5 位流水号），现为 {len(number)} 位。"
    if not org_code_valid(match[1]):
        return f"索引号中的组织机构代码「{match[1]}」校验位不对。"
    return ""


def allot(unit: Unit, year: int) -> str:
    """The next index number of a unit in a year, within the caller's transaction: no number twice, no gap.

    Raises:
        Refused: the unit has no 组织机构代码, or its numbers of the year are used up.
    """
    if not unit.org_code:
        raise Refused(
            f"{unit.short}没有登记组织机构代码，不能编制索引号。",
            remedy="请系统管理员在单位表中补上组织机构代码。",
            code="no_org_code",
        )
    IndexCounter.objects.get_or_create(unit=unit, year=year)
    IndexCounter.objects.filter(unit=unit, year=year).update(last=F("last") + 1)
    serial = IndexCounter.objects.get(unit=unit, year=year).last
    if serial > LAST:
        raise Refused(f"{unit.short}{year}年的索引号已用完。", remedy="请联系系统管理员。", code="serial_full")
    return f"SY{unit.org_code}{FLAG}{year:04d}{serial:05d}"
