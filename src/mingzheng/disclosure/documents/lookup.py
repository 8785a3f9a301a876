"""Finding a public document by what people write of it: its 索引号, its number, words of its title."""

from __future__ import annotations

import re

from mingzheng.disclosure.documents.models import Document
from mingzheng.disclosure.documents.queries import public

_BRACKETS = re.compile(r"[\[【〔（(]\s*(\d{4})\s*[\]】〕）)]")


def number_as_issued(text: str) -> str:
    """长府办[2023] 12 号 → 长府办〔2023〕12号."""
    return re.sub(r"\s", "", _BRACKETS.sub(r"〔\1〕", text))


def named(text: str, most: int) -> list[Document]:
    """Public documents with this 索引号 or 发文字号, else those whose title holds the words, the newest first."""
    text = text.strip()
    if not text:
        return []
    rows = public().select_related("unit", "live").defer("live__body")
    exact = list(rows.filter(index_number=text.upper())[:1]) or list(
        rows.filter(doc_number=number_as_issued(text)).order_by("-published_on", "-pk")[:most]
    )
    if exact:
        return exact
    by_title = rows.order_by("-published_on", "-pk")
    for word in text.strip("《》").split()[:5]:
        by_title = by_title.filter(title__contains=word)
    return list(by_title[:most])
