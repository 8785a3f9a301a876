"""The pieces of the meeting's material (Art. 29): what must be in it, what is missing."""

from __future__ import annotations

from dataclasses import dataclass, field

from mingzheng.participation.decisions import dates, gathering, listening
from mingzheng.participation.decisions.gathering import Gathered, Standing
from mingzheng.participation.decisions.listening import Heard
from mingzheng.participation.decisions.models import Code, Matter, Part

MUST = (
    (Code.DRAFT, "（一）决策草案"),
    (Code.NOTE, "（一）起草说明"),
    (Code.COMPETITION, "（一）公平竞争审查情况"),
    (Code.OPINIONS, "（二）公众意见的研究采纳情况"),
    (Code.EXPERTS, "（三）专家论证意见的研究采纳情况"),
    (Code.RISK, "（四）风险评估报告"),
    (Code.LEGALITY, "（五）合法性审查意见"),
)
MORE = ((Code.INTERPRETATION, "（六）草案解读"),)


@dataclass(frozen=True)
class Piece:
    """One item of the contents: its records; or why it is not there (``reason``), or that it is missing."""

    code: Code
    title: str
    rows: list[Part] = field(default_factory=list)
    reason: str = ""
    missing: bool = False
    heard: list[Heard] = field(default_factory=list)


def pieces(matter: Matter) -> list[Piece]:
    """The contents in the order of Art. 29."""
    found = gathering.gathered(matter)
    return [_piece(matter, found, code, title) for code, title in (*MUST, *MORE)]


def _piece(matter: Matter, found: Gathered, code: Code, title: str) -> Piece:
    view = found.of(code)
    if code == Code.LEGALITY:
        opinion = dates.lawful_opinion(matter)
        return Piece(code, title, [opinion.part] if opinion else [], missing=opinion is None)
    if view.standing is Standing.NOT_NEEDED:
        return Piece(code, title, reason=view.why)
    optional = code == Code.INTERPRETATION
    asked = view.heard if code == Code.OPINIONS else []
    there = bool(view.rows) or bool(asked)
    left = sum(listening.unstudied(one) for one in asked)
    if left:
        title = f"{title}（还有 {left} 组意见没有研究）"
    reason = "没有登记" if optional and not there else ""
    return Piece(code, title, view.rows, reason, missing=(not there and not optional) or left > 0, heard=asked)


def missing(matter: Matter) -> list[str]:
    """Names of what must be there and is not."""
    return [piece.title for piece in pieces(matter) if piece.missing]
