"""A fresh case of each procedure of the room, for the test that walks every cell of every table."""

from __future__ import annotations

from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.models import Case
from mingzheng.core.units.models import Unit

SAMPLE = {"title": "关于样例事项的通知", "issuer": "样例机关", "official": False}


def sample_release_case() -> Case:
    """A draft of the first unit. For tests only; begun by the same command as real work."""
    from mingzheng.disclosure.documents.commands import begin

    unit = Unit.objects.exclude(kind=Unit.Kind.GOV_OFFICE).first()
    if unit is None:
        raise Refused("没有单位。", remedy="请先导入单位和人员。")
    edition = begin(unit, Actor.system("样例"), SAMPLE)
    if edition.case is None:
        raise Refused("样例文件没有事项。")
    return edition.case
