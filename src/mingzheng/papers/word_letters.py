"""A letter as a Word document: a template that the office may replace, filled with docxtpl.

The template is ``letter.docx`` in the folder MINGZHENG_WORD_TEMPLATES, or the one that comes along. It may use ``issuer``,
``number``, ``title``, ``addressee``, ``paragraphs``, ``attachments``, ``signature``, ``date``, ``note``. What is filled in is
text and nothing else: it is escaped, and the template runs in a sandbox.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from django.conf import settings
from docx.enum.text import WD_BREAK
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.papers import fonts, word_forms
from mingzheng.papers.official import Appendix, OfficialPaper

SHIPPED = Path(__file__).parent / "word" / "letter.docx"
TEXT_WIDTH = 156  # mm


def template() -> Path:
    """The office's own template, or the one that comes along.

    Raises:
        Refused: a folder is set that does not hold one.
    """
    if not settings.MINGZHENG_WORD_TEMPLATES:
        return SHIPPED
    own = Path(settings.MINGZHENG_WORD_TEMPLATES) / SHIPPED.name
    if not own.is_file():
        raise Refused(
            "设定的文件夹里没有文书模板 letter.docx，不能生成 Word 文书。",
            remedy="请检查环境变量 MINGZHENG_WORD_TEMPLATES。",
            code="template",
        )
    return own


def docx(paper: OfficialPaper, paragraphs: tuple[str, ...]) -> bytes:
    """The letter as a Word document; the same letter gives the same bytes.

    Args:
        paragraphs: its text, as ``paper.body`` says it in HTML.

    Raises:
        Refused: the office's template names what there is not, or is no template.
    """
    filled = DocxTemplate(io.BytesIO(template().read_bytes()))
    try:
        filled.render(_facts(paper, paragraphs), SandboxedEnvironment(undefined=StrictUndefined, autoescape=True))
    except TemplateError as error:
        raise Refused(
            "文书模板 letter.docx 有误，不能生成 Word 文书。",
            remedy="请对照 docs/requests-letters.md 列出的名称检查模板。",
            code="template",
        ) from error
    document = filled.docx
    for place, appendix in enumerate(paper.appendices, 1):
        _append(document, appendix, "附件" if len(paper.appendices) == 1 else f"附件{place}")
    return word_forms.as_bytes(document, paper.title, paper.date)


def _facts(paper: OfficialPaper, paragraphs: tuple[str, ...]) -> dict[str, Any]:
    names = paper.attachments
    numbered = [f"{place}. {name}" if len(names) > 1 else name for place, name in enumerate(names, 1)]
    facts: dict[str, Any] = {
        "issuer": "　".join(paper.issuers),
        "number": paper.number,
        "title": paper.title,
        "addressee": paper.addressee,
        "paragraphs": paragraphs,
        "attachments": [f"附件：{name}" if place == 0 else f"　　　{name}" for place, name in enumerate(numbered)],
        "signature": (paper.signatures or paper.issuers)[-1],
        "date": chinese_date(paper.date),
        "note": paper.note,
    }
    return {name: _plain(value) for name, value in facts.items()}


def _plain(value: Any) -> Any:
    """Without line breaks and control characters, which a Word document would read as its own signs."""
    if isinstance(value, str):
        return fonts.cleaned(value)
    return [_plain(one) for one in value]


def _append(document: Any, appendix: Appendix, name: str) -> None:
    if appendix.form is None:
        return
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    word_forms.written(document.add_paragraph(), name, word_forms.HEI, 16)
    word_forms.add_form(document, appendix.form, TEXT_WIDTH)
