"""Every write: the log of changes, the indexes that follow it, the dictionary, what people looked for."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import yaml
from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet

from mingzheng import __version__
from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.journal import commands as journal
from mingzheng.core.outbox.commands import enqueue
from mingzheng.core.procedures.permission import still_in_post
from mingzheng.core.records import RecordRef
from mingzheng.core.searchable import Entry, SearchKind, kind_of, kinds
from mingzheng.search.analysis import index_key, normal, number_key
from mingzheng.search.models import Asked, DictionaryTerm, FoundRecord, Log, SynonymGroup

EDITORS = (Post.OFFICE_CLERK, Post.OFFICE_HEAD, Post.ADMIN, Post.SYSTEM)
BASIS = "《中华人民共和国政府信息公开条例》第二十四条"
DATA = Path(__file__).with_name("data")
LONGEST_BODY = 200_000
BATCH = 200
COMPARE = "search.compare"
TAG = "search"  # what pages of results show: records as they can be found, synonyms
LONGEST_TERM, LONGEST_GROUP = 20, 8
FIELDS = [
    "code", "position", "gone", "kind", "title", "body", "url", "number", "index_number", "number_key", "index_key",
    "agency", "theme", "genre", "published_on", "validity", "tags", "weight",
]  # fmt: skip


# --- the log of changes -----------------------------------------------------------------------------------


@transaction.atomic
def take_in(code: str, record_id: int) -> bool:
    """Write one record's present state into the log; False when nothing of it changed.

    The head of the log is locked before the record is read: of two workers the later one reads the newer state.
    """
    log = _locked_log()
    kind = kind_of(code)
    entry = kind.entry_of(record_id) if kind else None
    return bool(_write(log, [entry] if entry else [], gone=[] if entry else [f"{code}:{record_id}"]))


def take_in_under(names: Sequence[str]) -> bool:
    """Read a portion of the records anew that the log holds under these names of an agency; True when more may follow.

    A record that keeps the name (another unit bears it now) is not read again and again: only what changed counts as more.
    """
    rows = FoundRecord.objects.filter(agency__in=list(names), gone=False).order_by("key")
    keys = list(rows.values_list("key", flat=True)[:BATCH])
    changed = 0
    for key in keys:
        code, _colon, record_id = key.partition(":")
        changed += take_in(code, int(record_id))
    return len(keys) == BATCH and changed > 0


def refresh(kind: SearchKind) -> tuple[int, int]:
    """Compare every record of a kind with the log. Returns how many there are and how many had changed."""
    after, seen, changed = 0, 0, 0
    known = set(FoundRecord.objects.filter(code=kind.code, gone=False).values_list("key", flat=True))
    while ids := kind.ids(after, BATCH):
        with transaction.atomic():
            log = _locked_log()
            entries = [entry for one in ids if (entry := kind.entry_of(one)) is not None]
            changed += _write(log, entries, gone=[])
        known -= {entry.key for entry in entries}
        after, seen = ids[-1], seen + len(entries)
    with transaction.atomic():
        changed += _write(_locked_log(), [], gone=sorted(known))
    return seen, changed


def refresh_all() -> int:
    """Compare everything that any room lets be found; what belongs to no room any more is taken out."""
    changed = sum(refresh(kind)[1] for kind in kinds())
    with transaction.atomic():
        return changed + _all_compared()


def _all_compared() -> int:
    log = _locked_log()
    Log.objects.update(compared=program())
    orphans = FoundRecord.objects.filter(gone=False).exclude(code__in=[kind.code for kind in kinds()])
    return _write(log, [], gone=list(orphans.values_list("key", flat=True)))


def program() -> str:
    """What decides which records are found and as what: the version and the kinds that it knows."""
    known = " ".join([__version__, *(kind.code for kind in kinds())])
    return hashlib.sha256(known.encode()).hexdigest()


def compared() -> bool:
    """Has this program compared every record with the log, or owed that to the worker?"""
    return Log.objects.filter(compared=program()).exists()


@transaction.atomic
def owe_comparison() -> None:
    """Let the worker compare every record with the log, in portions: after an upgrade more may be found, or found as something else."""
    _all_compared()
    for kind in kinds():
        enqueue(COMPARE, {"kind": kind.code, "after": 0})


@transaction.atomic
def compare(code: str, after: int) -> int | None:
    """Compare the next portion of a kind's records with the log. Returns the last id of it; None when there is no more."""
    log, kind = _locked_log(), kind_of(code)
    ids = kind.ids(after, BATCH) if kind else []
    found = {one: kind.entry_of(one) for one in ids} if kind else {}
    entries = [entry for entry in found.values() if entry is not None]
    _write(log, entries, gone=[f"{code}:{one}" for one, entry in found.items() if entry is None])
    return ids[-1] if ids else None


def _locked_log() -> Log:
    if not Log.objects.filter(pk=1).exists():
        Log.objects.bulk_create([Log(pk=1)], ignore_conflicts=True)
    return Log.objects.select_for_update().get(pk=1)


def _write(log: Log, entries: Sequence[Entry], gone: Sequence[str]) -> int:
    """Give every record that differs from what the log holds the next position. The log is locked."""
    wanted = {entry.key: _record(entry) for entry in entries} | {key: _removed(key) for key in gone}
    held = FoundRecord.objects.in_bulk(list(wanted))
    changed = [record for key, record in wanted.items() if _differs(record, held.get(key))]
    for record in changed:
        log.position += 1
        record.position = log.position
    if changed:
        FoundRecord.objects.bulk_create(
            changed, batch_size=50, update_conflicts=True, unique_fields=["key"], update_fields=FIELDS
        )
        log.save(update_fields=["position"])
        touch(TAG)
    return len(changed)


def _differs(record: FoundRecord, held: FoundRecord | None) -> bool:
    if held is None:
        return not record.gone
    return any(getattr(record, name) != getattr(held, name) for name in FIELDS if name != "position")


def _removed(key: str) -> FoundRecord:
    """Of a record that must not be found nothing but its key is kept."""
    return FoundRecord(key=key, code=key.partition(":")[0], gone=True)


def _record(entry: Entry) -> FoundRecord:
    return FoundRecord(
        key=entry.key,
        code=entry.key.partition(":")[0],
        kind=entry.kind[:40],
        title=entry.title.replace("\0", "")[:500],
        body=entry.body.replace("\0", "")[:LONGEST_BODY],
        url=entry.url,
        number=entry.number[:120],
        index_number=entry.index_number[:120],
        number_key=number_key(entry.number),
        index_key=index_key(entry.index_number),
        agency=entry.agency[:120],
        theme=entry.theme[:120],
        genre=entry.genre[:60],
        published_on=entry.published_on,
        validity=entry.validity,
        tags=[str(tag) for tag in entry.tags],
        weight=entry.weight,
    )


# --- the dictionary -----------------------------------------------------------------------------------------


@transaction.atomic
def add_term(word: str, actor: Actor) -> DictionaryTerm:
    """A term that must not be cut apart, or one that was switched off. The index is then built anew by the worker.

    Raises:
        Refused: for an actor outside the office, or what is no term.
    """
    _check_editor(actor)
    word = _checked_term(word)
    term = DictionaryTerm.objects.filter(word=word).first() or DictionaryTerm(word=word, added_by=str(actor)[:64])
    if term.pk is not None and term.active:
        raise Refused(f"词典里已经有“{word}”。", remedy="不用再加。", field="word", code="known")
    term.active, term.updated_at = True, timekeeping.now()
    term.save()
    _dictionary_changed()
    _journal("search.term_added", "search.term", term.pk, f"检索词典增加“{word}”。", actor)
    return term


@transaction.atomic
def remove_term(term: DictionaryTerm, actor: Actor) -> None:
    """Switch a term off; switching off what is off changes nothing.

    Raises:
        Refused: for an actor outside the office.
    """
    _check_editor(actor)
    if DictionaryTerm.objects.filter(pk=term.pk, active=True).update(active=False, updated_at=timekeeping.now()):
        _dictionary_changed()
        _journal("search.term_removed", "search.term", term.pk, f"检索词典停用“{term.word}”。", actor)


def _dictionary_changed() -> None:
    log = _locked_log()
    log.dictionary += 1
    log.save(update_fields=["dictionary"])


def _checked_term(word: str) -> str:
    word = normal("".join(word.split()))
    if not 2 <= len(word) <= LONGEST_TERM or not word.isalnum():
        raise Refused(
            f"词语应为 2 至 {LONGEST_TERM} 个字，不含标点。",
            remedy="请写成文件里的叫法，如“公租房”。",
            field="word",
            code="no_term",
        )
    return word


@transaction.atomic
def add_synonyms(words: Sequence[str], actor: Actor) -> SynonymGroup:
    """Terms that mean the same: found together from the next question on, without building the index anew.

    Raises:
        Refused: for an actor outside the office, or for fewer than two terms.
    """
    _check_editor(actor)
    unique = list(dict.fromkeys(_checked_term(word) for word in words if word.strip()))
    if not 2 <= len(unique) <= LONGEST_GROUP:
        raise Refused(
            f"一组同义词要有 2 至 {LONGEST_GROUP} 个不同的词。",
            remedy="用顿号分开，如“公租房、公共租赁住房”。",
            field="words",
            code="no_group",
        )
    touch(TAG)
    group = SynonymGroup.objects.create(words=unique, added_by=str(actor)[:64], updated_at=timekeeping.now())
    _journal("search.synonyms_added", "search.synonyms", group.pk, f"检索同义词增加一组：{group}。", actor)
    return group


@transaction.atomic
def remove_synonyms(group: SynonymGroup, actor: Actor) -> None:
    """Switch a group off.

    Raises:
        Refused: for an actor outside the office.
    """
    _check_editor(actor)
    if SynonymGroup.objects.filter(pk=group.pk, active=True).update(active=False, updated_at=timekeeping.now()):
        touch(TAG)
        _journal("search.synonyms_removed", "search.synonyms", group.pk, f"检索同义词停用一组：{group}。", actor)


@transaction.atomic
def seed(actor: Actor) -> int:
    """The shipped terms and synonyms that the database does not know; what the office switched off stays off."""
    known = set(DictionaryTerm.objects.values_list("word", flat=True))
    words = [normal(str(word)) for word in _shipped("dictionary")]
    fresh = [word for word in dict.fromkeys(words) if word not in known]
    moment, added_by = timekeeping.now(), str(actor)[:64]
    DictionaryTerm.objects.bulk_create(
        [DictionaryTerm(word=word, added_by=added_by, updated_at=moment) for word in fresh]
    )
    groups: list[list[str]] = [] if SynonymGroup.objects.exists() else _shipped("synonyms")
    SynonymGroup.objects.bulk_create(
        [SynonymGroup(words=[str(word) for word in group], added_by=added_by, updated_at=moment) for group in groups]
    )
    if fresh or groups:
        _dictionary_changed()
        touch(TAG)  # after the log was locked, as every writer does
        summary = f"检索词典补入 {len(fresh)} 个词、{len(groups)} 组同义词。"
        _journal("search.seeded", "search.term", 0, summary, actor)
    return len(fresh) + len(groups)


def _shipped(name: str) -> list[list[str]]:
    rows: list[list[str]] = yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    return rows


def _check_editor(actor: Actor) -> None:
    if actor.post not in EDITORS:
        raise Refused(
            "只有区府办和系统管理员可以修改检索词典。", remedy="请把建议告诉区府办经办人员。", code="wrong_post"
        )
    still_in_post(actor)


def _journal(action: str, kind: str, pk: int, summary: str, actor: Actor) -> None:
    journal.append(action=action, actor=actor, subject=RecordRef(kind, str(pk)), summary=summary, basis=BASIS, data={})


# --- what people looked for -----------------------------------------------------------------------------------


@transaction.atomic
def count_questions(questions: Iterable[tuple[dt.date, str, int]]) -> int:
    """Add questions (day, what, how many were found) to the counts; who asked was never written down."""
    counted: dict[tuple[dt.date, str], Asked] = {}
    for day, query, found in questions:
        row = counted.setdefault((day, query), Asked(day=day, query=query))
        row.times, row.empty, row.found = row.times + 1, row.empty + (not found), found
    for (day, query), row in sorted(counted.items()):
        sums = {"times": F("times") + row.times, "empty": F("empty") + row.empty, "found": row.found}
        if not Asked.objects.filter(day=day, query=query).update(**sums):
            row.save()
    return len(counted)


def old_questions() -> QuerySet[Asked]:
    """Counts older than ``MINGZHENG_SEARCH_LOG_DAYS``."""
    return Asked.objects.filter(day__lt=timekeeping.today() - dt.timedelta(days=settings.MINGZHENG_SEARCH_LOG_DAYS))


def forget_old_questions() -> int:
    return old_questions().delete()[0]
