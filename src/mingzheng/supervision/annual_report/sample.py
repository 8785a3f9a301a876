"""A fresh case of the room's procedure, for the test that walks every cell of every table."""

from __future__ import annotations

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.sampling import a_unit


def sample_report_case() -> Case:
    """A report of the first unit on last year. For tests only; begun by the same command as real work."""
    from mingzheng.supervision.annual_report import commands

    unit = a_unit()
    report = commands.draft(timekeeping.today().year - 1, unit, Actor.system("样例"))
    if report.case is None:
        raise Refused("样例年报没有事项。")
    return report.case
