"""The text of a document within its page: where it stands, its own number, its signature, its date."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from mingzheng.supervision.inspections.reading import labels, numbers
from mingzheng.supervision.inspections.reading.numbers import Number
from mingzheng.supervision.inspections.reading.tree import Node, inside, lines, tag, text_of, unread

KNOWN = re.compile(
    r"zoom|ivs_?content|ucap-?content|trs_editor|trs_editor_view|article[_-]?(content|con|body|text)|content[_-]?(text|body|detail|main)"
    r"|detail[_-]?(content|con|text)|news[_-]?(content|con|text)|(main|info|xxgk|doc|text|page)[_-]?(content|text|body)|view_content|wz_?(content|con|text)|vsb_content.*|js_content|prose",
    re.IGNORECASE,
)
LOOSER = re.compile(r"content|article|con|text|detail|zw|zhengwen", re.IGNORECASE)
SKIP = frozenset({"nav", "footer", "aside", "header"})
OFFICE = re.compile(
    r"[\u4e00-\u9fa5（）()·]{2,40}(人民政府|办公室|委员会|街道办事处|办事处|领导小组|指挥部|管理局|分局|政府|局|委|办|处|院|署|中心|支队|大队|总队|公司|协会|联合会)"
)
MARK = re.compile(r"[（(]\s*此件\s*(公开发布|主动公开|依申请公开|不予公开|不公开|删减后公开)\s*[）)]")
SIGNER = re.compile(r"\s*签发人[：:].{1,12}$")


@dataclass(frozen=True)
class Body:
    """``numbers``: numbers that stand alone above the text, in order. ``mark``: what the note 此件… says.

    ``around``: characters of the ``<article>`` in which the body stands, its headings and header fields left out.
    """

    lines: list[str] = field(default_factory=list)
    numbers: list[Number] = field(default_factory=list)
    signature: str = ""
    signed_on: dt.date | None = None
    mark: str = ""
    valid_until: dt.date | None = None
    pictures: int = 0
    around: int = 0
    found: bool = False

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def length(self) -> int:
        return sum(len(labels.tight(line)) for line in self.lines)


UNTIL = re.compile(r"有效期(?:为|限)?[^。；\n]{0,40}?(?:至|到|截止到?)\s*((?:19|20)\d\d年\d{1,2}月\d{1,2}日)")


def read_body(root: Node, titles: set[str]) -> Body:
    """The body of a page. ``titles``: tight texts that are the page's title, not the document's text."""
    home = _home(root)
    if home is None:
        return Body()
    rows = [row for row in lines(home) if not _of_header(row)]
    signature, signed_on = _signed(rows)
    mark = next((hit[1] for hit in map(MARK.search, rows) if hit), "")
    until = UNTIL.search("".join(rows))
    return Body(
        lines=rows,
        numbers=_own_numbers(rows, titles),
        signature=signature,
        signed_on=signed_on,
        mark=mark,
        valid_until=numbers.parse_date(until[1]) if until else None,
        around=_around(home),
        pictures=sum(1 for _ in home.iter("img", "embed", "iframe", "object")),
        found=True,
    )


def _around(home: Node) -> int:
    whole = next((node for node in home.iterancestors("article")), None)
    if whole is None:
        return 0
    heads = sum(len(labels.tight(text_of(node))) for node in whole.iter("header", "h1", "h2", "h3"))
    return sum(len(labels.tight(row)) for row in lines(whole) if not _of_header(row)) - heads


def _of_header(row: str) -> bool:
    """A line of the header table that happens to stand within the container."""
    return bool(labels.field_of(row)) or labels.inline().match(row) is not None


# --- where it stands ---------------------------------------------------------------------------


def _home(root: Node) -> Node | None:
    named = [node for node in _candidates(root) if _named(node, KNOWN)]
    if named:
        return max(named, key=_weight)
    rated = [(_weight(node), node) for node in _candidates(root)]
    weight, best = max(rated, key=lambda row: row[0], default=(0, None))
    if weight >= 30:
        return best
    loose = [node for node in _candidates(root) if _named(node, LOOSER)]
    return loose[-1] if loose else best


def _candidates(root: Node) -> list[Node]:
    beside = inside(root, SKIP)
    return [
        node for node in root.iter("div", "article", "section", "td", "main") if node not in beside and not unread(node)
    ]


def _named(node: Node, pattern: re.Pattern[str]) -> bool:
    words = [node.get("id") or "", *(node.get("class") or "").split()]
    return any(pattern.fullmatch(word) for word in words)


def _weight(node: Node) -> int:
    """How much prose the node holds as its own: paragraphs directly within it, and bare text."""
    own = len(labels.tight("".join([node.text or "", *(child.tail or "" for child in node)])))
    below = sum(
        len(labels.tight(text_of(child)))
        for child in node
        if tag(child) in ("p", "table", "span", "center", "font", "h2", "h3")
    )
    return own + below


# --- number, signature -------------------------------------------------------------------------


def _own_numbers(rows: list[str], titles: set[str]) -> list[Number]:
    """Numbers that stand alone on a line: the document's own, and those of papers reproduced within it."""
    found: dict[tuple[str, int, int], Number] = {}
    for row in rows:
        if labels.tight(row) in titles:
            continue
        number = numbers.parse_number(SIGNER.sub("", row).strip())
        if number is not None:
            found.setdefault(number.key, number)
    return list(found.values())


def _signed(rows: list[str]) -> tuple[str, dt.date | None]:
    """The last line that is a date, and the office above it (or before it on the same line)."""
    for index in range(len(rows) - 1, max(-1, len(rows) - 1 - 400), -1):
        row = rows[index]
        if numbers.is_date_line(row):
            above = rows[index - 1].strip() if index else ""
            return (above if OFFICE.fullmatch(labels.tight(above)) else ""), numbers.parse_date(row)
        together = re.fullmatch(rf"({OFFICE.pattern})\s*({numbers.DATE.pattern})", row.strip())
        if together:
            return together[1].strip(), numbers.parse_date(row)
    return "", None
