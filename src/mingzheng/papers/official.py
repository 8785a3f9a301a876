"""A document in the form of GB/T 9704-2012, and letters in its 信函格式.

What the standard says and where it is set is listed in docs/papers.md. A public copy bears no seal: the signature stands as the
standard lays down for documents without one.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mingzheng.core.dates import chinese_date
from mingzheng.papers import forms, semantic, title_lines, typesetting


@dataclass(frozen=True, slots=True)
class Appendix:
    """An appendix that is printed with the document, on a page of its own: a body, or a form."""

    title: str
    body: str = ""
    images: Mapping[str, bytes] = field(default_factory=dict)
    form: forms.Sheet | None = None


@dataclass(frozen=True, slots=True)
class OfficialPaper:
    """What stands on an official document. Empty parts leave no trace on the page."""

    issuers: tuple[str, ...]  # 发文机关标志, the lead first; without 文件
    number: str  # 发文字号
    title: str
    body: str  # HTML: h2–h4 p ol ul table figure img strong em a blockquote
    date: datetime.date  # 成文日期
    addressee: str = ""  # 主送机关
    signatures: tuple[str, ...] = ()  # 发文机关署名; empty: the issuers
    attachments: tuple[str, ...] = ()  # 附件说明
    appendices: tuple[Appendix, ...] = ()
    images: Mapping[str, bytes] = field(default_factory=dict)  # by the src that the body uses
    note: str = ""  # 附注, such as 此件公开发布; brackets are added
    copies_to: str = ""  # 抄送
    printed_by: str = ""  # 印发机关; set with its date alone
    printed_on: datetime.date | None = None
    mark: str = "文件"  # after the issuers: 文件, or empty (命令、纪要 and letters carry the name alone)
    signer: str = ""  # 签发人, on documents to a higher office
    edition: str = ""  # said in the footer of the first page, such as 修订版
    keywords: tuple[str, ...] = ()


def pdf(paper: OfficialPaper) -> bytes:
    """The paper as PDF; the same paper gives the same bytes.

    Raises:
        Refused: for characters that no face draws.
    """
    data, images = data_of(paper)
    return typesetting.compose("official", data, images=images, day=paper.date)


def letter(paper: OfficialPaper) -> bytes:
    """The paper in the form of a letter (信函格式): name without 文件, double red lines, no number on the first page.

    Raises:
        Refused: for characters that no face draws.
    """
    data, images = data_of(paper)
    return typesetting.compose("letter", data, images=images, day=paper.date)


def data_of(paper: OfficialPaper, prefix: str = "p") -> tuple[dict[str, Any], dict[str, bytes]]:
    """The paper as plain values, and its pictures; a gazette sets several of them in one file."""
    reading = semantic.Reading(paper.images, prefix)
    appendices = []
    images: dict[str, bytes] = {}
    body = semantic.blocks(paper.body, reading)
    images.update(reading.images)
    for place, appendix in enumerate(paper.appendices, 1):
        inner = semantic.Reading(appendix.images, f"{prefix}a{place}-")
        blocks = [forms.block_of(appendix.form)] if appendix.form else semantic.blocks(appendix.body, inner)
        images.update(inner.images)
        appendices.append({"lines": title_lines.broken(appendix.title), "body": blocks, "name": _label(paper, place)})
    return {
        "issuers": list(paper.issuers),
        "mark": paper.mark,
        "number": paper.number,
        "signer": paper.signer,
        "title": paper.title.replace("\n", ""),
        "lines": title_lines.broken(paper.title),
        "addressee": paper.addressee.rstrip("：: "),
        "body": body,
        "attachments": list(paper.attachments),
        "appendices": appendices,
        "signatures": list(paper.signatures or paper.issuers),
        "date": chinese_date(paper.date),
        "note": paper.note.strip("（）() "),
        "copies_to": paper.copies_to.rstrip("。"),
        "printed_by": paper.printed_by if paper.printed_on else "",
        "printed_on": chinese_date(paper.printed_on) if paper.printed_on else "",
        "edition": paper.edition,
        "keywords": list(paper.keywords),
    }, images


def _label(paper: OfficialPaper, place: int) -> str:
    return "附件" if len(paper.appendices) == 1 else f"附件{place}"
