"""Two texts side by side, for the desk: what ``comparison`` says of them, told from each side. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from mingzheng.disclosure.documents.comparison import Paragraph, compare, shortened


@dataclass(frozen=True)
class Piece:
    text: str
    changed: bool = False


@dataclass(frozen=True)
class Row:
    """``kind``: same, changed, gone, new, or skipped (then ``skipped`` says how many paragraphs)."""

    kind: str
    before: tuple[Piece, ...] = ()
    after: tuple[Piece, ...] = ()
    skipped: int = 0


def side_by_side(before: str, after: str) -> list[Row]:
    """What changed, with one unchanged paragraph around it; nothing when the texts agree."""
    found = compare(before, after)
    return [_row(one) for one in shortened(found)] if any(one.kind != "same" for one in found) else []


def _row(one: Paragraph) -> Row:
    if one.kind == "skipped":
        return Row("skipped", skipped=one.skipped)
    if one.kind == "changed":
        return Row("changed", _side(one, "gone"), _side(one, "new"))
    whole = (Piece(one.text, one.kind != "same"),)
    return Row(one.kind, () if one.kind == "new" else whole, () if one.kind == "gone" else whole)


def _side(one: Paragraph, kind: str) -> tuple[Piece, ...]:
    return tuple(Piece(piece.text, piece.kind == kind) for piece in one.pieces if piece.kind in ("same", kind))
