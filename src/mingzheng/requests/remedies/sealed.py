"""What remedies bring to the sealed case file of their application: papers, evidence, records, clocks."""

from __future__ import annotations

from collections.abc import Iterator

from mingzheng.core.files.queries import files_of
from mingzheng.requests.foi.models import Application
from mingzheng.requests.foi.sealing import Annex, Piece, piece_of, said_of
from mingzheng.requests.remedies.models import RemedyCase

GROUP = "5-复议诉讼"


def annex_of(application: Application) -> Annex:
    """Every remedy over an application, the first one first."""
    found = list(application.remedies.select_related("case").order_by("filed_on", "pk"))
    records = [said_of(row) for remedy in found for row in (remedy, *remedy.evidence.all())]
    return Annex(
        pieces=tuple(piece for remedy in found for piece in _pieces(remedy)),
        facts=tuple(records),
        cases=tuple(remedy.case for remedy in found if remedy.case is not None),
    )


def _pieces(remedy: RemedyCase) -> Iterator[Piece]:
    """Its files in the order in which they came; a piece of evidence under its name in the list of evidence."""
    names = {one.paper_id: f"证据{n} {one.name}" for n, one in enumerate(remedy.evidence.all(), 1) if one.paper_id}
    for file in files_of(remedy.ref):
        label = names.get(file.pk) or file.label
        title = f"{remedy.get_kind_display()}：{label}（{file.name}）"
        yield piece_of(GROUP, title, file, file.uploaded_at.date())
