"""Every write to the lexicon. Each is journaled; the word itself stays out of the journal's sentence."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.db import transaction

from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.journal import commands as journal
from mingzheng.core.privacy import lexicon
from mingzheng.core.privacy.models import LexiconWord
from mingzheng.core.records import RecordRef

EDITORS = (Post.OFFICE_CLERK, Post.OFFICE_HEAD, Post.ADMIN, Post.SYSTEM)
BASIS = "《中华人民共和国政府信息公开条例》第十七条"


@transaction.atomic
def add_word(
    word: str,
    kind: str,
    *,
    actor: Actor,
    mode: str = "anywhere",
    exceptions: Iterable[str] = (),
    note: str = "",
) -> LexiconWord:
    """Add a word, or bring an existing one to these facts and switch it on.

    Args:
        kind: "secret_mark" or "sensitive".
        mode: "anywhere" or "mark" (only where it is written as a mark).
        exceptions: longer phrases that contain the word and are innocent.

    Raises:
        Refused: for an actor outside the office, or a word, kind, mode or exception that cannot be held.
    """
    _check_editor(actor)
    wanted = lexicon.Word(word.strip(), kind, mode, tuple(exceptions), note.strip())
    lexicon.check_word(wanted)
    entry = LexiconWord.objects.filter(word=wanted.word).first()
    if entry is not None and entry.active and entry.as_word() == wanted:
        return entry
    verb = "新增" if entry is None else "修改"
    entry = entry or LexiconWord(word=wanted.word, added_by=str(actor)[:64])
    entry.kind, entry.mode, entry.exceptions = wanted.kind, wanted.mode, list(wanted.exceptions)
    entry.note, entry.active = wanted.note, True
    entry.save()
    _journal("privacy.word_added", entry, actor, verb)
    return entry


@transaction.atomic
def remove_word(word: str, *, actor: Actor) -> LexiconWord:
    """Switch a word off. Removing what is already off changes nothing.

    Raises:
        Refused: for an actor outside the office, or a word that is not in the lexicon.
    """
    _check_editor(actor)
    entry = LexiconWord.objects.filter(word=word.strip()).first()
    if entry is None:
        raise Refused("词库中没有这个词。", remedy="请在词库列表中核对写法。", field="word", code="unknown_word")
    if entry.active:
        entry.active = False
        entry.save()
        _journal("privacy.word_removed", entry, actor, "停用")
    return entry


@transaction.atomic
def seed_lexicon(actor: Actor, path: Path = lexicon.SEED_FILE) -> int:
    """Add the words of the list that the lexicon does not know; what the office changed or switched off stays so.

    Returns:
        The number of words added.
    """
    known = set(LexiconWord.objects.values_list("word", flat=True))
    fresh = [word for word in lexicon.read_words(path) if word.word not in known]
    for word in fresh:
        add_word(word.word, word.kind, actor=actor, mode=word.mode, exceptions=word.exceptions, note=word.note)
    return len(fresh)


def _check_editor(actor: Actor) -> None:
    if actor.post not in EDITORS:
        raise Refused("只有区府办和系统管理员可以修改词库。", remedy="请把建议告诉区府办经办人员。", code="wrong_post")


def _journal(action: str, entry: LexiconWord, actor: Actor, verb: str) -> None:
    journal.append(
        action=action,
        actor=actor,
        subject=RecordRef("privacy.word", str(entry.pk)),
        summary=f"{verb}词库词条（{entry.get_kind_display()}，第 {entry.pk} 号）。",
        basis=BASIS,
        data={"kind": entry.kind, "mode": entry.mode, "active": entry.active},
    )
