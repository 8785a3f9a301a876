"""Captions of a film or recording in WebVTT (W3C): read and checked. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_CUE = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t]+\S.*)?")
_TAG = re.compile(r"<[^<>]{0,80}>")
SKIPPED = ("NOTE", "STYLE", "REGION")
LONGEST = 200_000


class BadCaptionsError(ValueError):
    """What is wrong, with the line on which it stands."""


@dataclass(frozen=True)
class Cue:
    """What is said from ``begins`` to ``ends``, in milliseconds."""

    begins: int
    ends: int
    text: str

    @property
    def clock(self) -> str:
        """1:05 from the beginning."""
        seconds = self.begins // 1000
        return f"{seconds // 60}:{seconds % 60:02d}"


def read(text: str) -> list[Cue]:
    """The cues in the order of the file.

    Raises:
        BadCaptionsError: it is no WebVTT, a time is wrong, cues stand out of order, or nothing is said.
    """
    if len(text) > LONGEST:
        raise BadCaptionsError(f"字幕超过 {LONGEST} 字。")
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        raise BadCaptionsError("第 1 行应是 WEBVTT。")
    cues: list[Cue] = []
    for start, block in _blocks(lines):
        if block[0].startswith(SKIPPED):
            continue
        cues.append(_cue(start, block, cues[-1] if cues else None))
    if not cues:
        raise BadCaptionsError("没有一条字幕。")
    return cues


def _blocks(lines: list[str]) -> list[tuple[int, list[str]]]:
    """(number of the first line, lines) of each block after the head."""
    found: list[tuple[int, list[str]]] = []
    block: list[str] = []
    for number, line in enumerate([*lines[1:], ""], 2):
        if line.strip():
            block.append(line)
        elif block:
            found.append((number - len(block), block))
            block = []
    return found


def _cue(start: int, block: list[str], before: Cue | None) -> Cue:
    place = 0 if "-->" in block[0] else 1
    if place >= len(block):
        raise BadCaptionsError(f"第 {start} 行没有时间（如 00:01.000 --> 00:04.000）。")
    match = _CUE.fullmatch(block[place].strip())
    if match is None:
        raise BadCaptionsError(f"第 {start + place} 行的时间写法不对，应如 00:01.000 --> 00:04.000。")
    begins, ends = _milliseconds(match.groups()[:4]), _milliseconds(match.groups()[4:])
    if ends <= begins:
        raise BadCaptionsError(f"第 {start + place} 行的结束时间不晚于开始时间。")
    if before is not None and begins < before.begins:
        raise BadCaptionsError(f"第 {start + place} 行的开始时间早于上一条。")
    said = " ".join(_TAG.sub("", line).strip() for line in block[place + 1 :]).strip()
    if not said:
        raise BadCaptionsError(f"第 {start + place} 行之后没有字幕文字。")
    return Cue(begins, ends, said)


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, rest = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest
