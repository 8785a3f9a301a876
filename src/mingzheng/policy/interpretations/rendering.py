"""Blocks as accessible HTML: headings, lists and tables, nothing that only a picture says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import groupby

from django.utils.safestring import SafeString, mark_safe

from mingzheng.policy.interpretations.blocks import Block, Kind, Part, parts_of

Words = Sequence[str]


def html(blocks: Sequence[Block]) -> SafeString:
    """The blocks one after another; every text in them is escaped."""
    drawn = "".join(f'<section class="jd jd--{block.kind.value}">{_drawn(block)}</section>' for block in blocks)
    return mark_safe(drawn)  # noqa: S308 - each text is escaped where it is put in


def _drawn(block: Block) -> str:
    title = f"<h2>{escape(block.title)}</h2>" if block.title else ""
    return title + _DRAW[block.kind](block, parts_of(block))


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _text(_block: Block, parts: list[Part]) -> str:
    found = []
    for level, group in groupby(parts, key=lambda part: part.level):
        words = [_lines(part.said) for part in group]
        if level == "li":
            found.append(f"<ul>{''.join(f'<li>{word}</li>' for word in words)}</ul>")
        else:
            tag = "h3" if level == "h" else "p"
            found += [f"<{tag}>{word}</{tag}>" for word in words]
    return "".join(found)


def _numbers(_block: Block, parts: list[Part]) -> str:
    pairs = "".join(
        f"<div><dd>{escape(number)}</dd><dt>{escape('，'.join(said))}</dt></div>" for number, *said in _cells(parts)
    )
    return f'<dl class="jd__numbers">{pairs}</dl>'


def _steps(_block: Block, parts: list[Part]) -> str:
    rows = "".join(f"<li>{_step(name, '，'.join(said))}</li>" for name, *said in _cells(parts))
    return f'<ol class="jd__steps">{rows}</ol>'


def _step(name: str, said: str) -> str:
    return f"<strong>{escape(name)}</strong>" + (f"<span>{_lines(said)}</span>" if said else "")


def _comparison(block: Block, parts: list[Part]) -> str:
    return _table_of(block, ("项目", "原来", "现在"), list(_cells(parts)), "jd__comparison")


def _table(block: Block, parts: list[Part]) -> str:
    rows = list(_cells(parts))
    return _table_of(block, rows[0], rows[1:], "jd__table") if rows else ""


def _table_of(block: Block, head: Words, rows: Sequence[Words], name: str) -> str:
    """On a phone each row becomes a card (``table--cards``), so that nothing is scrolled sideways."""
    caption = escape(block.title or block.kind.label)
    heads = "".join(f'<th scope="col" role="columnheader">{escape(cell)}</th>' for cell in head)
    body = "".join(f'<tr role="row">{_row(head, row)}</tr>' for row in rows)
    return (
        f'<table class="table table--cards {name}" role="table"><caption class="visually-hidden">{caption}</caption>'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead><tbody role="rowgroup">{body}</tbody></table>'
    )


def _row(head: Words, row: Words) -> str:
    first = f'<th scope="row" role="rowheader" class="is-title">{escape(row[0]) if row else ""}</th>'
    cells = (
        f'<td role="cell" data-label="{escape(head[place] if place < len(head) else "")}"><span>{_lines(cell)}</span></td>'
        for place, cell in enumerate(row[1:], 1)
    )
    return first + "".join(cells)


def _questions(_block: Block, parts: list[Part]) -> str:
    rows = "".join(
        f"<div><dt>{_lines(asked)}</dt><dd>{_lines('，'.join(answer))}</dd></div>" for asked, *answer in _cells(parts)
    )
    return f'<dl class="jd__questions">{rows}</dl>'


def _picture(block: Block, _parts: list[Part]) -> str:
    if not block.file:
        return ""
    said = escape(block.text)
    return (
        f'<figure><img src="/files/{escape(block.file)}/?inline=1" alt="{said}" loading="lazy">'
        f"<figcaption>{said}</figcaption></figure>"
    )


def _cells(parts: list[Part]) -> Iterator[Words]:
    return (part.cells for part in parts if part.cells)


_DRAW: dict[Kind, Callable[[Block, list[Part]], str]] = {
    Kind.TEXT: _text,
    Kind.HEADING: _text,
    Kind.NUMBERS: _numbers,
    Kind.STEPS: _steps,
    Kind.COMPARISON: _comparison,
    Kind.TABLE: _table,
    Kind.QA: _questions,
    Kind.PICTURE: _picture,
}
