"""Where words stand on the pages of an original: for covering every place of one, and for what the machine proposes."""

from __future__ import annotations

from mingzheng.core.errors import Refused
from mingzheng.core.privacy import Severity
from mingzheng.core.privacy.queries import review
from mingzheng.requests.redaction import making
from mingzheng.requests.redaction.copying import reading
from mingzheng.requests.redaction.copying.places import Rect
from mingzheng.requests.redaction.copying.reading import PageText
from mingzheng.requests.redaction.models import Proposal, Redaction

MOST_PROPOSALS = 1000


def places(redaction: Redaction, word: str, page: int | None = None) -> dict[int, list[list[Rect]]]:
    """Page → every place of the word there, each with a rectangle for each of its lines."""
    data = making.content(redaction.original)
    texts = {page: reading.read_page(data, page)} if page else dict(enumerate(reading.read_pages(data), 1))
    found = {
        number: [rects for start, end in text.find(word) if (rects := text.rects(start, end))]
        for number, text in texts.items()
    }
    return {number: rects for number, rects in found.items() if rects}


def proposals(redaction: Redaction) -> list[Proposal]:
    """Unsaved proposals for what must not, or may not, be given out.

    Raises:
        Refused: a picture or a scan has no text to look at.
    """
    texts = reading.read_pages(making.content(redaction.original)) if redaction.is_pdf else []
    if not any(text.text.strip() for text in texts):
        remedy = "请看着页面逐处画框。"
        raise Refused("这份文件没有文字层，机器不能查找。", remedy=remedy, code="no_text")
    rows = [row for number, text in enumerate(texts, 1) for row in _of_page(redaction, number, text)]
    return rows[:MOST_PROPOSALS]


def _of_page(redaction: Redaction, number: int, text: PageText) -> list[Proposal]:
    rows = []
    for finding in review(text.text):
        rects = text.rects(finding.start, finding.end)
        if finding.severity is Severity.PUBLIC or not rects:
            continue
        rounded = [[round(side, 5) for side in rect] for rect in rects]
        place = ",".join(f"{side:.3f}" for side in rounded[0])
        rows.append(Proposal(redaction=redaction, page=number, place=place, rects=rounded, label=finding.label[:40]))
    return rows
