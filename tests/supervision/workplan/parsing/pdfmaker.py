"""A few lines of PDF writing for tests: Chinese text at places, ruled lines; no font embedded."""

from __future__ import annotations

SIZE = 10.0


def make_pdf(pages: list[list[str]]) -> bytes:
    """Build a PDF from page contents made by `text` and `line`."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",  # pages, below
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 5 0 R "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] "
        "/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    kids = []
    for content in pages:
        stream = "\n".join(content)
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            f"/Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, places = "%PDF-1.4\n", []
    for i, obj in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{i} 0 obj\n{obj}\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{p:010d} 00000 n \n" for p in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return out.encode("ascii")


def text(x: float, y: float, words: str) -> str:
    coded = words.encode("utf-16-be").hex()
    return f"BT /F1 {SIZE} Tf {x:.1f} {y:.1f} Td <{coded}> Tj ET"


def line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f"0.5 w {x1:.1f} {y1:.1f} m {x2:.1f} {y2:.1f} l S"


class Table:
    """A ruled table drawn page by page; cells with equal run ids stay merged down the page."""

    def __init__(self, widths: list[int], *, ruled: bool = True) -> None:
        self.edges = [50.0]
        for width in widths:
            self.edges.append(self.edges[-1] + width * SIZE + 6)
        self.widths, self.ruled = widths, ruled
        self.pages: list[list[str]] = []
        self.y = 0.0

    def page(self) -> None:
        self.pages.append([])
        self.y = 790.0

    def row(self, cells: list[str], joined: list[bool], *, last: bool = False) -> None:
        """Draw one row; joined cells have no line above them and no text."""
        parts = [[c[i : i + w] for i in range(0, len(c), w)] for c, w in zip(cells, self.widths, strict=True)]
        own = [p if not j else [] for p, j in zip(parts, joined, strict=True)]
        height = max(max(len(p) for p in own), 1) * 13 + 6
        if not self.pages or self.y - height < 50:
            self.close()
            self.page()
            joined = [False] * len(cells)
            own = parts
            height = max(max(len(p) for p in own), 1) * 13 + 6
        content = self.pages[-1]
        for c, lines in enumerate(own):
            for k, words in enumerate(lines):
                content.append(text(self.edges[c] + 3, self.y - 12 - 13 * k, words))
            if self.ruled and not joined[c]:
                content.append(line(self.edges[c], self.y, self.edges[c + 1], self.y))
        if self.ruled:
            content.extend(line(x, self.y, x, self.y - height) for x in self.edges)
        self.y -= height
        if last:
            self.close()

    def close(self) -> None:
        if self.pages and self.ruled:
            self.pages[-1].append(line(self.edges[0], self.y, self.edges[-1], self.y))
