"""Words of a longer text, as a note or a finding quotes them: whole clauses, never half a word or number. Pure."""

from __future__ import annotations

import re

# Where a clause ends; an ASCII sign between two letters or figures (9:30, 1,000, 3.5) ends none.
_ENDS = re.compile(r"[，。；：！？、…]|(?<![A-Za-z0-9])[,;:.!?]|[,;:.!?](?![A-Za-z0-9])| |$")
_BROKEN = re.compile(r"[A-Za-z0-9.,:%/\-]+$")
_PAIRS = (("《", "》"), ("“", "”"), ("「", "」"), ("（", "）"), ("(", ")"), ("〔", "〕"), ("【", "】"))
_INNER = str.maketrans("“”", "‘’")
_TRAILING = "，；：、,;: "


def shortened(text: str, most: int = 120, longest: int | None = None) -> str:
    """The text in one line; one of more than ``most`` characters ends with its last clause that fits, and …

    Args:
        text: what is quoted; its line breaks become spaces.
        most: so many characters at most, … not counted.
        longest: a first clause that is longer than ``most`` is quoted whole up to this length. Beyond it, or without it, the
            cut is made where no number and no foreign word is broken.
    """
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    ends = [match.start() for match in _ENDS.finditer(line) if match.start() and _closed(line[: match.start()])]
    fits = [end for end in ends if end <= most] or [end for end in ends[:1] if longest and end <= longest]
    if fits:
        return _marked(line, fits[-1])
    cut = min(longest or most, len(line))
    return _marked(line, _before(line, cut) or cut)


def quoted(title: str) -> str:
    """The title in “ ”; quotation marks of its own become single ones (GB/T 15834—2011, 4.8)."""
    return f"“{title.translate(_INNER)}”"


def _closed(head: str) -> bool:
    """No title, quotation or bracket is open at the end of these words."""
    return all(head.count(opens) == head.count(closes) for opens, closes in _PAIRS)


def _before(line: str, at: int) -> int:
    """The place itself, or the beginning of the number or foreign word that it falls into."""
    within = at < len(line) and line[at].isascii() and line[at].isalnum()
    return len(_BROKEN.sub("", line[:at])) if within else at


def _marked(line: str, end: int) -> str:
    rest = line[end:].strip(_TRAILING + "。")
    return f"{line[:end].rstrip(_TRAILING)}…" if rest else line
