"""Does a link open? Addresses of this site by its own addresses and records; those of others by whoever offers to look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.urls import Resolver404, resolve

from mingzheng.core import records
from mingzheng.core.records import RecordRef


@dataclass(frozen=True)
class Verdict:
    """``opens`` None: nobody looked (an address outside while no judge is registered, or its judge does not know yet)."""

    opens: bool | None
    why: str = ""


Judge = Callable[[str], Verdict]
_judges: list[Judge] = []


def register_judge(judge: Judge) -> None:
    """Hand in who judges addresses outside this site (``supervision.inspections``); a later one takes the place.

    It is asked from the daily check and must answer from what it knows already, without fetching.
    """
    _judges[:] = [judge]


def verdict(url: str, record: RecordRef | None = None) -> Verdict:
    """Judge one link.

    Args:
        record: what stands behind it; a record that the public may not see does not open.
    """
    if not url.startswith("/"):
        return _judges[0](url) if _judges else Verdict(None)
    path = url.partition("#")[0].partition("?")[0]
    try:
        resolve(path, settings.ROOT_URLCONF)
    except Resolver404:
        return Verdict(False, "本站没有这个地址")
    if record is not None and _known(record) and not records.visible(record, None):
        return Verdict(False, "这条记录已不再公开")
    return Verdict(True)


def _known(record: RecordRef) -> bool:
    try:
        records.kind_of(record.kind)
    except KeyError:
        return False
    return True
