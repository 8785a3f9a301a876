"""The files of a letter, made from its fixed words by ``papers``, kept with its application."""

from __future__ import annotations

from django.db import transaction

from mingzheng.core.actors import Actor
from mingzheng.core.files.commands import keep, store
from mingzheng.core.files.models import StoredFile
from mingzheng.requests.foi.models import Letter

LABEL = "文书"


def wanting(letter_id: int) -> Letter | None:
    """A letter whose files are still to be made; None when it has both, was emptied by a purge, or never was."""
    found = Letter.objects.select_related("application", "unit").filter(pk=letter_id).first()
    if found is None or not found.paragraphs or (found.pdf_id and found.word_file_id):
        return None
    return found


@transaction.atomic
def keep_files(letter: Letter, *, pdf: bytes | None = None, word: bytes | None = None) -> Letter:
    """Keep what was made; what the letter has already stays. Who may read the case may read them.

    Their names say the letter and its number, never whom it is to.
    """
    held = Letter.objects.select_for_update().get(pk=letter.pk)
    if pdf is not None and held.pdf_id is None:
        held.pdf = _kept(held, pdf, "pdf")
    if word is not None and held.word_file_id is None:
        held.word_file = _kept(held, word, "docx")
    held.save(update_fields=["pdf", "word_file"])
    return held


def _kept(letter: Letter, data: bytes, ending: str) -> StoredFile:
    machine = Actor.system("文书生成")
    owner = letter.application.ref
    name = f"{letter.full_title}.{ending}"
    file = store(data, name, owner=owner, actor=machine, label=f"{letter.full_title}（{LABEL}）")
    keep(owner, machine, only=[file.pk])
    return file
