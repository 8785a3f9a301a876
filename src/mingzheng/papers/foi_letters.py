"""Letters of an application as finished papers: made once from their fixed words, kept with the case."""

from __future__ import annotations

import html
from typing import Any

from mingzheng.core.outbox.models import Message
from mingzheng.core.outbox.queries import troubled
from mingzheng.core.outbox.registry import handler
from mingzheng.papers import foi_forms, official, word_letters
from mingzheng.papers.official import Appendix, OfficialPaper
from mingzheng.requests.foi.letters import keep_files, wanting
from mingzheng.requests.foi.letters.issuing import FILES
from mingzheng.requests.foi.letters.kinds import kinds
from mingzheng.requests.foi.models import Application, Letter


def paragraphs_of(letter: Letter) -> tuple[str, ...]:
    """The text of a letter line by line, its remedy last: a line that somebody broke is a paragraph of its own."""
    whole = (*letter.paragraphs, letter.remedy)
    return tuple(line.strip() for text in whole for line in text.splitlines() if line.strip())


def paper_of(letter: Letter) -> OfficialPaper:
    """What stands on the letter, in the form of a letter (信函格式)."""
    unit, encloses = letter.unit, kinds()[letter.kind].encloses
    sheet = foi_forms.ENCLOSED[encloses](letter) if encloses else None
    names = [file.name.rpartition(".")[0] or file.name for file in letter.attachments.all()]
    return OfficialPaper(
        issuers=(unit.name,),
        number=letter.number,
        title=letter.title,
        body="".join(f"<p>{html.escape(line)}</p>" for line in paragraphs_of(letter)),
        date=letter.signed_on,
        addressee=letter.addressee,
        signatures=(unit.name,),
        attachments=(*names, *([sheet.title] if sheet else [])),
        appendices=(Appendix(sheet.title, form=sheet),) if sheet else (),
        note=f"联系电话：{unit.phone}" if unit.phone else "",
        mark="",
    )


def pdf_of(letter: Letter) -> bytes:
    """The letter as PDF; the same letter gives the same bytes.

    Raises:
        Refused: for characters that no face draws.
    """
    return official.letter(paper_of(letter))


def word_of(letter: Letter) -> bytes:
    """The letter as a Word document."""
    return word_letters.docx(paper_of(letter), paragraphs_of(letter))


def not_made(application: Application) -> list[Letter]:
    """Letters whose making failed for good and waits for a person: the desk says so."""
    wanted = {letter.pk: letter for letter in application.letters.all() if not (letter.pdf_id and letter.word_file_id)}
    if not wanted:
        return []
    failed = troubled().filter(topic=FILES, status=Message.Status.GIVEN_UP, payload__letter__in=list(wanted))
    return [wanted[pk] for pk in sorted({message.payload["letter"] for message in failed})]


# Slow, which lets what was made stand: a name that no face draws must not keep the Word file from the office.
@handler(FILES, label="依申请公开文书（PDF、Word）", max_attempts=3, slow=True)
def make_files(payload: dict[str, Any]) -> None:
    """``{letter}``: both files, each kept as soon as it is made; what is there already is not made again."""
    letter = wanting(payload["letter"])
    if letter is None:
        return
    if letter.word_file_id is None:
        keep_files(letter, word=word_of(letter))
    if letter.pdf_id is None:
        keep_files(letter, pdf=pdf_of(letter))
