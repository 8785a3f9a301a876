"""What goes and what stays: whole words for letters and digits, single characters for Chinese. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from mingzheng.requests.redaction.copying.places import Rect
from mingzheng.requests.redaction.copying.reading import Glyph, PageText

# A number or a name in letters goes as a whole: what is left of it could be completed. Full-width forms too.
_WORD = re.compile(
    r"[0-9A-Za-z\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u00c0-\u024f]+(?:[-._@/·'’:][0-9A-Za-z\u00c0-\u024f]+)*"
)


def covered(page: PageText, rects: Sequence[Rect], unseen: Sequence[Rect] = ()) -> set[int]:
    """The characters (by their place in the text) that leave the text layer.

    Args:
        rects: the boxes; a word that one of them touches goes as a whole.
        unseen: places whose text does not show on the page although it is there.
    """
    gone = {at for at, glyph in enumerate(page.glyphs) if any(glyph.under(rect) for rect in rects)}
    for match in _WORD.finditer(page.text):
        span = range(*match.span())
        if not gone.isdisjoint(span):
            gone.update(span)
    gone |= {at for at, glyph in enumerate(page.glyphs) if any(_inside(glyph, rect) for rect in unseen)}
    gone |= {at for at, glyph in enumerate(page.glyphs) if glyph.cell is not None and outside(glyph)}
    return gone


def _inside(glyph: Glyph, rect: Rect) -> bool:
    return glyph.core is not None and glyph.core.meets(rect)


def outside(glyph: Glyph) -> bool:
    """Is the middle of the character off the page that is seen?"""
    core = glyph.core
    if core is None:
        return False
    across, down = (core.x0 + core.x1) / 2, (core.y0 + core.y1) / 2
    return not (0 <= across <= 1 and 0 <= down <= 1)


def runs(page: PageText, gone: set[int]) -> list[str]:
    """The covered words, as they stood together."""
    found, last = [""], -2
    for at in sorted(gone):
        char = page.glyphs[at].char
        if at != last + 1 or char.isspace():
            found.append("")
        found[-1] += "" if char.isspace() else char
        last = at
    return [run for run in found if run]


def kept(page: PageText, gone: Iterable[int]) -> str:
    """What remains, without spaces."""
    left = set(gone)
    return "".join(
        glyph.char for at, glyph in enumerate(page.glyphs) if at not in left and glyph.cell and not glyph.char.isspace()
    )
