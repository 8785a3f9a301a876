"""The entries of a column page: title, address, date; whatever the list is made of."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from mingzheng.supervision.inspections.reading.numbers import parse_date
from mingzheng.supervision.inspections.reading.tree import Node, inside, lines, tag, text_of

NOTHING = re.compile(
    r"[^。，；\s]{0,10}(暂无(内容|信息|数据|记录|文章|相关)|栏目(正在)?建设中|没有(相关)?(内容|信息|记录)|内容正在完善|还没有|敬请期待)"
    r"[^。，；\s]{0,14}"
)
# What a match of the longer patterns cannot do without: asked first, of the bare text, which costs almost nothing.
MAYBE_NOTHING = re.compile("暂无|建设中|没有|完善|敬请期待")
MAYBE_DATE = re.compile(r"\d{4}|年")
FACTS = 60  # characters of a line that says when and by whom; a longer one tells something, with dates of its own
SAYS = 40  # characters of a line that stands in place of a list
LISTS = re.compile(r"list|news|lb|ul_", re.IGNORECASE)


@dataclass(frozen=True)
class Entry:
    title: str
    written: str
    day: dt.date | None


def read_entries(root: Node) -> list[Entry]:
    """Items that hold one link with words and a date."""
    found: list[Entry] = []
    beside = inside(root, ("nav", "footer", "header", "aside"))
    for node in root.iter("li", "tr", "dd", "div", "p"):
        if node in beside or not MAYBE_DATE.search(node.text_content()):
            continue
        anchors = [one for one in node.iter("a") if one.get("href")]
        if len(anchors) != 1 or any(child is not node for child in node.iter("li", "tr", "dl", "ul", "table")):
            continue
        title = text_of(anchors[0]) or (anchors[0].get("title") or "")
        day = parse_date(text_of(node).replace(title, " ", 1)) or parse_date(_title(anchors[0]))
        if len(title) >= 4 and day is not None:
            found.append(Entry(title, anchors[0].get("href") or "", day))
    found += _headed(root, beside)
    return list(dict.fromkeys(found))


def _headed(root: Node, beside: set[Node]) -> list[Entry]:
    """Items that are parts of their own: a heading that is a link, the date somewhere below it."""
    found: list[Entry] = []
    for heading in root.iter("h2", "h3", "h4"):
        whole, anchors = heading.getparent(), [one for one in heading.iter("a") if one.get("href")]
        if heading in beside or len(anchors) != 1 or whole is None or tag(whole) not in ("li", "article"):
            continue
        title = text_of(anchors[0])
        facts = [row for row in lines(whole) if row != title and len(row) <= FACTS and not row.endswith("。")]
        day = next((found for found in map(parse_date, facts) if found is not None), None)
        if len(title) >= 4 and day is not None:
            found.append(Entry(title, anchors[0].get("href") or "", day))
    return found


def _title(node: Node) -> str:
    inner = list(node.iter("span", "em", "i", "time"))
    return text_of(inner[-1]) if inner else ""


def says_nothing(root: Node) -> str:
    if not MAYBE_NOTHING.search(root.text_content()):
        return ""
    hits = [hit[0] for row in lines(root) if len(row) <= SAYS and (hit := NOTHING.search(row))]
    return hits[0] if hits else ""


def asks(root: Node) -> bool:
    """A form to fill in: the page serves, it does not list. The search box of the site is none."""
    for form in root.iter("form"):
        if form.get("role") == "search" or any(
            tag(above) in ("nav", "footer", "header") for above in form.iterancestors()
        ):
            continue
        if any(_is_asked(node) for node in form.iter("input", "select", "textarea")):
            return True
    return False


def _is_asked(node: Node) -> bool:
    return tag(node) != "input" or (node.get("type") or "text").lower() in ("text", "date", "number", "email", "radio")


def script_lists(root: Node) -> bool:
    """An empty list or container that a script is meant to fill."""
    if not any(True for _ in root.iter("script")):
        return False
    for node in root.iter("ul", "ol", "div", "tbody"):
        words = f"{node.get('id') or ''} {node.get('class') or ''}"
        if LISTS.search(words) and not text_of(node):
            return True
    return False
