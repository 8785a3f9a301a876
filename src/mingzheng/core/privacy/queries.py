"""Reading texts with the office's lexicon."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock

from django.db import connection
from django.db.models import QuerySet

from mingzheng.core.privacy import lexicon
from mingzheng.core.privacy.detectors import scan
from mingzheng.core.privacy.findings import Finding
from mingzheng.core.privacy.models import LexiconWord

Version = tuple[int, int]
VERSION = "SELECT MAX(revision), COUNT(*) FROM privacy_lexiconword"
_built: tuple[Version, lexicon.Matcher] | None = None
_building = Lock()
_reading: ContextVar[lexicon.Matcher | None] = ContextVar("lexicon_in_hand", default=None)


def words(*, active_only: bool = True) -> QuerySet[LexiconWord]:
    """The lexicon as the office sees it."""
    return LexiconWord.objects.filter(active=True) if active_only else LexiconWord.objects.all()


def matcher() -> lexicon.Matcher:
    """The matcher for the present state of the lexicon; one small query tells whether it must be rebuilt.

    A table that was never filled stands for the seed list, so that a fresh system is not blind.
    """
    global _built
    in_hand = _reading.get()
    if in_hand is not None:
        return in_hand
    version = _version()
    held = _built
    if held is not None and held[0] == version:
        return held[1]
    with _building:
        seeds = version == (0, 0)
        fresh = lexicon.Matcher(lexicon.read_words() if seeds else [word.as_word() for word in words()])
        _built = (version, fresh)
    return fresh


@contextmanager
def one_lexicon() -> Iterator[None]:
    """Ask for the lexicon's state once for the block: for several texts of one record, never for longer."""
    token = _reading.set(matcher())
    try:
        yield
    finally:
        _reading.reset(token)


def _version() -> Version:
    # Asked for every text that comes in: as it stands, since building the query cost more than answering it.
    with connection.cursor() as cursor:
        cursor.execute(VERSION)
        latest, count = cursor.fetchone()
    return latest or 0, count


def review(text: str, include_public: bool = False) -> list[Finding]:
    """Everything a person must look at before ``text`` is published: personal data, secret marks, sensitive words.

    Findings of the lexicon may overlap findings of personal data; they are sorted by position.
    """
    found = [*scan(text, include_public), *matcher().scan(text)]
    return sorted(found, key=lambda finding: (finding.start, finding.end))
