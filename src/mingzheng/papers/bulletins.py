"""The quarterly bulletin and 督办单 as papers: PDF in the official layout, Word with the same words."""

from __future__ import annotations

from html import escape
from typing import Any

from django.utils.timezone import localtime

from mingzheng.core import cells, timekeeping
from mingzheng.core.dates import chinese_date
from mingzheng.core.units.queries import office
from mingzheng.papers import official, typesetting, word_letters, word_official
from mingzheng.papers.official import Appendix, OfficialPaper
from mingzheng.supervision.bulletins import presenting
from mingzheng.supervision.bulletins.models import Bulletin
from mingzheng.supervision.workplan.models import SupervisionLetter
from mingzheng.supervision.workplan.queries import answer_due

CHART = "parts.png"
TO_ALL = "各委办局，各街道办事处、镇政府，各有关单位"
CONTACT = "政务公开工作台"


def pdf(bulletin: Bulletin) -> bytes:
    """The bulletin ready to be signed; before publication its footer says that it is a draft.

    Raises:
        Refused: for characters that no face draws.
    """
    return official.pdf(paper_of(bulletin))


def docx(bulletin: Bulletin) -> bytes:
    """The same words as a Word document."""
    return word_official.docx(paper_of(bulletin))


def paper_of(bulletin: Bulletin) -> OfficialPaper:
    """The bulletin as an official paper; its numbers are those of the snapshot."""
    day = localtime(bulletin.published_at).date() if bulletin.published_at else bulletin.figures_on
    tasks = bulletin.tables.get("tasks")
    return OfficialPaper(
        issuers=(_issuer(),),
        number=bulletin.number,
        title=f"关于{bulletin}",
        body=_body(bulletin),
        date=day or timekeeping.today(),
        addressee=TO_ALL,
        attachments=("各项任务进展和数字",) if tasks else (),
        appendices=(Appendix("各项任务进展和数字", _table(tasks)),) if tasks else (),
        images={CHART: _chart(bulletin)} if bulletin.bars else {},
        note="此件公开发布" if bulletin.to_public else "",
        edition="" if bulletin.published_at else "送审稿",
        mark="",
    )


def _issuer() -> str:
    unit = office()
    return unit.name if unit else ""


def _body(bulletin: Bulletin) -> str:
    held, found = bulletin.held, []
    if bulletin.correction_why:
        found.append(f"<p>本通报更正前一版，原因：{escape(bulletin.correction_why)}</p>")
    for place, section in enumerate(bulletin.sections.all()):
        found.append(f"<h2>{presenting.ORDER[place]}、{escape(section.heading)}</h2>")
        found += [f"<p>{escape(cells.draw(line, held))}</p>" for _own, line in presenting.lines_of(section)]
        if section.key == "progress" and bulletin.bars:
            found.append(f'<img src="{CHART}" alt="{escape(said(bulletin))}">')
        found += [_table(bulletin.tables[name]) for name in section.tables]
    return "".join(found)


def said(bulletin: Bulletin) -> str:
    """What the picture shows, for who does not see it."""
    return "各部分办结率：" + "，".join(f"{label} {text}" for label, _value, text in bulletin.bars)


def _table(table: dict[str, Any]) -> str:
    caption = f"<caption>{escape(table['caption'])}</caption>" if table["caption"] else ""
    head = "".join(f"<th>{escape(one)}</th>" for one in table["head"])
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in table["rows"])
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _chart(bulletin: Bulletin) -> bytes:
    bars = [{"label": label, "value": value, "text": text} for label, value, text in bulletin.bars]
    day = bulletin.figures_on or timekeeping.today()
    return typesetting.picture("bars", {"bars": bars, "top": 100}, images={}, day=day, dots=220)


# --- 督办单 -------------------------------------------------------------------------------------------------------


def letter_pdf(letter: SupervisionLetter) -> bytes:
    """督办单 in the form of a letter (信函格式).

    Raises:
        Refused: for characters that no face draws.
    """
    return official.letter(_letter(letter))


def letter_docx(letter: SupervisionLetter) -> bytes:
    """The same letter through the office's Word template.

    Raises:
        Refused: the template is missing or faulty.
    """
    return word_letters.docx(_letter(letter), _paragraphs(letter))


def _letter(letter: SupervisionLetter) -> OfficialPaper:
    return OfficialPaper(
        issuers=(_issuer(),),
        number=letter.number,
        title="政务公开工作督办单",
        body="".join(f"<p>{escape(one)}</p>" for one in _paragraphs(letter)),
        date=letter.issued_on,
        addressee=letter.assignment.unit.name,
        mark="",
    )


def _paragraphs(letter: SupervisionLetter) -> tuple[str, ...]:
    task = letter.assignment.task
    about = f"你单位承担的{task.plan.year}年政务公开工作要点第{task.number}项任务“{task.content}”，现督办如下："
    said = [one.strip() for one in letter.text.splitlines() if one.strip()]
    due = answer_due(letter)
    clock = f"请于{chinese_date(due)}前在{CONTACT}答复办理情况。" if due else f"请在{CONTACT}答复办理情况。"
    return (about, *said, clock)
