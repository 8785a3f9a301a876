"""What the samples of every room need: a unit that is no office, and the case that a record was opened with."""

from __future__ import annotations

from mingzheng.core.errors import Refused
from mingzheng.core.procedures.models import Case
from mingzheng.core.units.models import Unit


def a_unit() -> Unit:
    """
    Raises:
        Refused: there is none but 区府办.
    """
    unit = Unit.objects.exclude(kind=Unit.Kind.GOV_OFFICE).first()
    if unit is None:
        raise Refused("没有单位。", remedy="请先导入单位和人员。")
    return unit


def held(case: Case | None) -> Case:
    """
    Raises:
        Refused: the record has no case.
    """
    if case is None:
        raise Refused("样例没有事项。")
    return case
