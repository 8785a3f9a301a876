"""Reading a PDF back: what a test may say about it."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2

MM = 72 / 25.4


@dataclass(frozen=True)
class Char:
    """A character on a page; measures in mm from the upper left corner of the paper."""

    text: str
    left: float
    right: float
    top: float
    bottom: float


class Paper:
    """A PDF that was made."""

    def __init__(self, made: bytes) -> None:
        assert made.startswith(b"%PDF-")
        self.made = made
        self.file = pypdfium2.PdfDocument(made)

    @property
    def pages(self) -> int:
        return len(self.file)

    def text(self, page: int | None = None) -> str:
        """The text without white space, of one page or of all."""
        chosen = range(self.pages) if page is None else [page]
        whole = "".join(self.file[place].get_textpage().get_text_bounded() for place in chosen)
        return "".join(whole.split())

    def chars(self, page: int = 0) -> list[Char]:
        sheet = self.file[page]
        height = sheet.get_height() / MM
        text = sheet.get_textpage()
        found = []
        for place in range(text.count_chars()):
            char = text.get_text_range(place, 1)
            if char.strip():
                left, bottom, right, top = (side / MM for side in text.get_charbox(place, loose=False))
                found.append(Char(char, left, right, height - top, height - bottom))
        return found

    def lines(self, page: int = 0) -> list[str]:
        """The text line by line, as it stands on the page."""
        rows: list[tuple[float, str]] = []
        for char in self.chars(page):
            middle = (char.top + char.bottom) / 2
            if rows and abs(rows[-1][0] - middle) < 3:
                rows[-1] = (rows[-1][0], rows[-1][1] + char.text)
            else:
                rows.append((middle, char.text))
        return [row for _, row in rows]

    def meta(self, key: str) -> str:
        return str(self.file.get_metadata_value(key))

    def strokes(self, page: int = 0) -> list[tuple[float, float, float, float]]:
        """Boxes (left, top, right, bottom) in mm of drawn lines, upper ones first."""
        sheet = self.file[page]
        height = sheet.get_height() / MM
        found = []
        for item in sheet.get_objects(filter=[2], max_depth=6):
            left, bottom, right, top = (side / MM for side in item.get_bounds())
            found.append((left, height - top, right, height - bottom))
        return sorted(found, key=lambda box: box[1])
