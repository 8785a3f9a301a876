"""Making the file of a gazette issue from its records, and keeping it once the issue is published."""

from __future__ import annotations

import io
from typing import Any

import pypdfium2

from mingzheng.core.outbox.registry import handler
from mingzheng.disclosure.gazette import commands, queries
from mingzheng.disclosure.gazette.effects import PDF
from mingzheng.disclosure.gazette.models import Issue
from mingzheng.disclosure.gazette.queries import Piece
from mingzheng.papers import editions, gazette
from mingzheng.papers.gazette import GazetteDocument, GazettePaper, GazetteSection
from mingzheng.papers.official import OfficialPaper


def paper_of(issue: Issue, *, proof: bool = False) -> GazettePaper:
    """What ``gazette.pdf`` needs; a document that was withdrawn since gives way to a notice."""
    sections = tuple(
        GazetteSection(part.section.title, tuple(_document(piece, issue) for piece in part.pieces))
        for part in queries.contents(issue)
    )
    return GazettePaper(
        name=issue.name,
        year=issue.year,
        number=issue.number,
        total=issue.total,
        doc_number=issue.doc_number,
        organiser=issue.organiser,
        date=issue.dated,
        sections=sections,
        note=issue.note,
        proof=proof,
    )


def _document(piece: Piece, issue: Issue) -> GazetteDocument:
    edition = piece.edition
    if edition is None:
        blank = OfficialPaper(
            issuers=(), number=piece.item.doc_number, title=piece.item.title, body="", date=issue.dated
        )
        reason = f"原因：{piece.why}" if piece.why else ""
        return GazetteDocument(blank, notice=f"本文件在本期公报出版后已撤下，不再公开。{reason}")
    return GazetteDocument(editions.paper_of(edition))


def proof_pdf(issue: Issue) -> bytes:
    """A trial of an issue in composition.

    Raises:
        Refused: for characters that no face draws.
    """
    return gazette.pdf(paper_of(issue, proof=True))


# Slow: an issue of two hundred pages is set for some seconds, in which nobody else should wait for the database.
@handler(PDF, label="公报版式文件（PDF）", max_attempts=3, slow=True)
def make_pdf(payload: dict[str, Any]) -> None:
    """``{issue}``: set the published issue and keep the file. What cannot be drawn is said to a person."""
    issue = Issue.objects.filter(pk=payload["issue"], status=Issue.Status.PUBLISHED).first()
    if issue is None:
        return
    made = gazette.pdf(paper_of(issue))
    with pypdfium2.PdfDocument(io.BytesIO(made)) as file:
        pages = len(file)
    commands.keep_pdf(issue, made, pages)
