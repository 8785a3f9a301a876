"""May an answer be served as current? Asked on every read: an answer in doubt is never shown without its mark."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from mingzheng.core.dates import chinese_date
from mingzheng.disclosure.documents.models import Document, Validity
from mingzheng.disclosure.documents.validity import ENDED
from mingzheng.policy.questions.models import Entry


@dataclass(frozen=True)
class Mark:
    """``current``: nothing is known against the answer. Else ``word`` is its badge and ``why`` the reason."""

    current: bool
    word: str
    why: str = ""


CURRENT = Mark(True, "现行有效")


def mark(entry: Entry, day: dt.date) -> Mark:
    """How a published answer stands on a day. The entry's document and live version should be read with it."""
    if entry.retired_on is not None:
        return Mark(False, "已停用", "这条问答已经停用。")
    if entry.doubt:
        return Mark(False, "待复核", entry.doubt)
    document = entry.live.document if entry.live is not None else entry.document
    against = trouble(document)
    if against:
        return Mark(False, "待复核", against)
    if entry.review_by is not None and entry.review_by < day:
        return Mark(False, "待复核", f"应当在{chinese_date(entry.review_by)}前复核，还没有复核。")
    return CURRENT


def trouble(document: Document | None) -> str:
    """What speaks against answering from a document today; "" when nothing does."""
    if document is None:
        return ""
    if not document.listed:
        return "依据的文件已经撤下或者不再公开。"
    if document.validity in ENDED:
        return f"依据的文件{Validity(document.validity).label}。"
    return ""
