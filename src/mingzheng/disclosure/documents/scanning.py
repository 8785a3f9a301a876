"""The machine's look before publication (条例 Art. 17): texts, attachments, hidden data. A person decides each finding."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.crypto import salted_hmac

from mingzheng.core import timekeeping
from mingzheng.core.files.models import StoredFile
from mingzheng.core.files.queries import files_of
from mingzheng.core.privacy import mask
from mingzheng.core.privacy.findings import Finding as Seen
from mingzheng.core.privacy.findings import Severity
from mingzheng.core.privacy.queries import one_lexicon, review
from mingzheng.disclosure.documents import texts
from mingzheng.disclosure.documents.models import Edition, Finding

# Twelve characters on each side; a number beside a finding is masked before the words are cut, and shown whole.
LOOKED_AT = 100
_BEFORE = re.compile(r"(?:[0-9A-Za-z*-]{1,40})?.{0,12}\Z", re.DOTALL)
_AFTER = re.compile(r".{0,12}(?:[0-9A-Za-z*-]{1,40})?", re.DOTALL)
SALT = "documents.finding"


@dataclass(frozen=True)
class Found:
    """One thing to look at; ``key`` tells it apart without holding what was found."""

    key: str
    kind: Finding.Kind
    type: str
    label: str
    place: str
    excerpt: str
    advice: str
    serious: bool
    hidden: bool = False


def look(edition: Edition) -> list[Found]:
    """Everything in an edition that a person must look at before it is published."""
    fields = {"标题": edition.title, "内容概述": edition.summary, "正文": texts.plain_text(edition.body)}
    with one_lexicon():
        found = [one for place, text in fields.items() for one in _in_text(place, text)]
    titles = dict(edition.attachments.filter(public=True).values_list("file_id", "title"))
    files = files_of(edition.ref).filter(pk__in=titles) if titles else []
    for file in files:
        found += _in_file(file, titles[file.pk])
    return found


def _in_text(place: str, text: str) -> Iterator[Found]:
    for seen in review(text):
        secret = seen.type in ("secret_mark", "sensitive")
        yield Found(
            key=_key(place, seen.type, seen.text),
            kind=Finding.Kind.SECRECY if secret else Finding.Kind.PRIVACY,
            type=seen.type,
            label=seen.label,
            place=_place(place, text, seen),
            excerpt=_excerpt(text, seen),
            advice=seen.note or ("退回删除；确属公开内容的，写明理由。" if not secret else "请保密审查员判断。"),
            serious=seen.severity in (Severity.PRIVATE, Severity.STOP),
        )


def _in_file(file: StoredFile, title: str) -> Iterator[Found]:
    place = f"附件「{title[:80]}」"
    yield from _in_text(place, StoredFile.objects.values_list("text", flat=True).get(pk=file.pk))
    for row in file.hidden_findings:
        yield Found(
            key=_key(place, str(row["type"]), f"{row['where']}{row['text']}"),
            kind=Finding.Kind.PRIVACY,
            type=str(row["type"])[:32],
            label=str(row["label"])[:100],
            place=f"{place}{row['where']}"[:200],
            excerpt="",  # what is hidden in a file is not copied into another place
            advice=str(row["remedy"])[:300],
            serious=bool(row["serious"]),
            hidden=True,
        )


def _place(place: str, text: str, seen: Seen) -> str:
    line = text.count("\n", 0, seen.start) + 1
    return f"{place}第 {line} 段"


def _excerpt(text: str, seen: Seen) -> str:
    """The words around a finding; the finding itself masked, and whatever else would be one."""
    before = mask(text[max(0, seen.start - LOOKED_AT) : seen.start])
    after = mask(text[seen.end : seen.end + LOOKED_AT])
    head, tail = _BEFORE.search(before), _AFTER.match(after)
    shown = (head.group() if head else "", tail.group() if tail else "")
    opened = "…" if shown[0] != before or seen.start > LOOKED_AT else ""
    ended = "…" if shown[1] != after or seen.end + LOOKED_AT < len(text) else ""
    return f"{opened}{shown[0]}{seen.mask[:60]}{shown[1]}{ended}"


def _key(*parts: str) -> str:
    """Keyed, because a fingerprint of a telephone number alone could be guessed."""
    return salted_hmac(SALT, "\0".join(parts), algorithm="sha256").hexdigest()


def renew(edition: Edition) -> list[Finding]:
    """Bring the findings of an edition in line with its present text; what was decided stays decided.

    Returns:
        The findings that still wait for a person.
    """
    seen = {one.key: one for one in look(edition)}
    held = {row.fingerprint: row for row in edition.findings.all()}
    moment = timekeeping.now()
    fresh = [_row(edition, one, moment) for key, one in seen.items() if key not in held]
    Finding.objects.bulk_create(fresh)
    for key, row in held.items():
        if row.gone != (key not in seen):
            row.gone = key not in seen
            row.save(update_fields=["gone"])
    return list(edition.findings.filter(resolution="", gone=False))


def _row(edition: Edition, one: Found, moment: dt.datetime) -> Finding:
    return Finding(
        edition=edition,
        fingerprint=one.key,
        kind=one.kind,
        type=one.type,
        label=one.label,
        place=one.place[:200],
        excerpt=one.excerpt[:300],
        advice=one.advice[:300],
        serious=one.serious,
        hidden=one.hidden,
        found_at=moment,
    )
