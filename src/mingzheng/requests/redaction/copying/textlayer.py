"""Invisible text for a page that is a picture: it stays searchable, and screen readers can read it. By pikepdf. Pure.

The characters have no shape: a Type 3 font whose glyphs draw nothing, so that no viewer looks for a typeface. Each is put into
the cell where the original stood; what a reader finds as its place is the middle of that cell (``Glyph.core``).
"""

from __future__ import annotations

from collections.abc import Iterable

import pikepdf
from pikepdf import Array, Dictionary, Name

from mingzheng.requests.redaction.copying.places import Rect

_PER_FONT = 255
_GLYPH = b"1000 0 150 350 850 650 d1"  # the middle 0.7 × 0.3 of its cell, as Glyph.core says
_CMAP = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def
1 begincodespacerange <00> <FF> endcodespacerange
{maps}
endcmap CMapName currentdict /CMap defineresource pop end end"""


class Letters:
    """The shapeless characters of a whole copy, given out as they are asked for; ``close`` writes the fonts."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._codes: dict[str, tuple[int, int]] = {}
        self._fonts: list[Dictionary] = []

    def code(self, char: str) -> tuple[int, int]:
        """Number of the font, and the code in it."""
        if char not in self._codes:
            place = len(self._codes)
            if place % _PER_FONT == 0:
                self._fonts.append(self._pdf.make_indirect(Dictionary(Type=Name.Font)))
            self._codes[char] = (place // _PER_FONT, place % _PER_FONT + 1)
        return self._codes[char]

    def layer(self, chars: Iterable[tuple[str, Rect, int]], size: tuple[float, float]) -> tuple[bytes, Dictionary]:
        """Content that writes the characters into their cells on a page of so many points, and the fonts that it names."""
        width, height = size
        lines, used, current = [], set(), -1
        for char, cell, turn in chars:
            font, code = self.code(char)
            if font != current:
                lines.append(f"/T{font} 1 Tf")
                used.add(font)
                current = font
            lines.append(f"{_matrix(cell, turn, width, height)} Tm <{code:02X}> Tj")
        content = "BT\n" + "\n".join(lines) + "\nET" if lines else ""
        return content.encode("ascii"), Dictionary({f"/T{font}": self._fonts[font] for font in sorted(used)})

    def close(self) -> None:
        """Write down what each font holds; nothing can be added after it."""
        blank = self._pdf.make_stream(_GLYPH)
        for number, font in enumerate(self._fonts):
            chars = [(code, char) for char, (place, code) in self._codes.items() if place == number]
            names = [Name(f"/g{code}") for code, _char in chars]
            font.Subtype = Name.Type3
            font.FontBBox = Array([0, 0, 1000, 1000])
            font.FontMatrix = Array([0.001, 0, 0, 0.001, 0, 0])
            font.CharProcs = Dictionary({str(name): blank for name in names})
            font.Encoding = Dictionary(Type=Name.Encoding, Differences=Array([1, *names]))
            font.FirstChar, font.LastChar = 1, len(chars)
            font.Widths = Array([1000] * len(chars))
            font.Resources = Dictionary()
            font.ToUnicode = self._pdf.make_stream(_cmap(chars))


def _matrix(cell: Rect, turn: int, width: float, height: float) -> str:
    """What puts the unit square into the cell, its line running to the right, up, to the left or down."""
    left, right = cell.x0 * width, cell.x1 * width
    low, top = (1 - cell.y1) * height, (1 - cell.y0) * height
    wide, high = max(0.01, right - left), max(0.01, top - low)
    values = {
        0: (wide, 0, 0, high, left, low),
        1: (0, high, -wide, 0, right, low),
        2: (-wide, 0, 0, -high, right, top),
        3: (0, -high, wide, 0, left, top),
    }[turn]
    return " ".join(f"{value:.3f}" for value in values)


def _cmap(chars: list[tuple[int, str]]) -> bytes:
    rows = [f"<{code:02X}> <{char.encode('utf-16-be', 'surrogatepass').hex().upper()}>" for code, char in chars]
    blocks = [rows[at : at + 100] for at in range(0, len(rows), 100)]
    maps = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return _CMAP.format(maps=maps).encode("ascii")
