"""Every question to the index: results as a page shows them, suggestions, what was looked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from django.db import connection
from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from mingzheng.core import timekeeping
from mingzheng.search import asked, spelling
from mingzheng.search.analysis import Segmenter, index_key, normal, number_key, segmenter_with
from mingzheng.search.engines import DEEPEST, FACET_VALUES, FACETS, Answer, Ask, Engine, Standing
from mingzheng.search.engines.choice import current, serving
from mingzheng.search.models import Asked, Building, DictionaryTerm, FoundRecord, SynonymGroup
from mingzheng.search.reading import LONGEST, Reading, Synonyms, read
from mingzheng.search.snippets import Piece, marked, passages

PAGE = 10
FEW = 2  # with so few results another spelling is offered
EXACT = 10
SHOWN_SUGGESTIONS = 8
POPULAR_FROM = 3  # times: what was asked once or twice is shown to nobody but the office


class Shown(NamedTuple):
    """What a page shows of a record."""

    key: str
    code: str
    title: str
    body: str
    url: str
    kind: str
    number: str
    index_number: str
    agency: str
    theme: str
    published_on: dt.date | None
    validity: str

    @classmethod
    def of(cls, record: FoundRecord) -> Shown:
        return cls(*(getattr(record, name) for name in cls._fields))


@dataclass(frozen=True)
class Hit:
    """One result. ``exact``: its number is what was asked for."""

    record: Shown
    title: Sequence[Piece]
    passages: Sequence[Sequence[Piece]]
    exact: bool = False


@dataclass(frozen=True)
class FacetValue:
    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    name: str
    label: str
    values: Sequence[FacetValue]

    @property
    def chosen(self) -> FacetValue | None:
        return next((value for value in self.values if value.chosen), None)


@dataclass(frozen=True)
class Results:
    """``loosened``: no record has all the words, these have some. ``preparing``: the index is not built yet.

    ``counted``: the question was noted among what people look for, so it says nothing about a person.
    """

    query: str
    total: int = 0
    hits: Sequence[Hit] = ()
    facets: Sequence[Facet] = ()
    page: int = 1
    loosened: bool = False
    instead: str = ""
    synonyms: Sequence[str] = ()
    preparing: bool = False
    counted: bool = False
    filters: Mapping[str, str] = field(default_factory=dict)

    @property
    def found(self) -> int:
        """How many records hold what was asked for, all of it."""
        return 0 if self.loosened else self.total

    @property
    def pages(self) -> int:
        return max(1, -(-min(self.total, DEEPEST) // PAGE))


def facet_labels() -> dict[str, str]:
    return {
        "kind": _("种类"),
        "agency": _("机关"),
        "theme": _("主题"),
        "year": _("年份"),
        "validity": _("有效性"),
    }


def validity_labels() -> dict[str, str]:
    return {
        "valid": _("现行有效"),
        "pending": _("尚未施行"),
        "amended": _("已修改"),
        "partial": _("部分失效"),
        "expired": _("已失效"),
        "repealed": _("已废止"),
    }


def search(
    query: str, *, filters: Mapping[str, str] | None = None, newest: bool = False, page: int = 1, note: bool = False
) -> Results:
    """Results of a question, as one page shows them.

    Args:
        filters: facet name → value; unknown names and empty values are left out.
        page: from 1; a page past the last is empty.
        note: count the question among what people look for.
    """
    query = " ".join(query.replace("\0", " ").split())[:LONGEST]
    chosen = {name: value for name, value in (filters or {}).items() if name in FACETS and value}
    if not query:
        return Results("", filters=chosen)
    engine = serving()
    segmenter = segmenter_of(engine)
    reading = read(query, segmenter, synonyms())
    ask = Ask(reading, chosen, newest, start=(page - 1) * PAGE, size=PAGE)
    answer, loosened = _answered(engine, ask)
    exact = [record for record in exact_records(query) if _fits(record, chosen)]
    total = max(answer.total, len(exact))
    first = page == 1 and not chosen
    found = 0 if loosened else total
    counted = (
        first and note and asked.note(query, found, segmenter, frozenset(engine.vocabulary()) if found == 0 else ())
    )
    return Results(
        query=query,
        total=total,
        hits=_hits(answer.keys, exact if page == 1 else [], skip=exact, reading=reading),
        facets=_facets(answer, chosen),
        page=page,
        loosened=loosened,
        instead=_instead(query, found, engine, segmenter) if first and found <= FEW and not exact else "",
        synonyms=[form for term in reading.terms for form in term.forms[1:]],
        preparing=engine.name == "sql" and is_preparing(),
        counted=counted,
        filters=chosen,
    )


def state() -> Standing | None:
    """What the order and the number of results depend on besides the records, the synonyms and the day; None: no saying."""
    engine = current()
    return engine.standing() if engine.name == "tantivy" else None


def stands(found: Results) -> bool:
    """Does it stay as it is until a record, a synonym or the index changes? What is offered beside few results may not."""
    return found.counted and found.total > FEW and bool(found.hits)


def _answered(engine: Engine, ask: Ask) -> tuple[Answer, bool]:
    """The engine's answer; where no record has all the words, one for some of them. A number is there or not."""
    answer = engine.search(ask)
    if answer.total or not ask.reading.all_of or len(ask.reading.terms) < 2 or ask.reading.names_a_number:
        return answer, False
    loose = Ask(ask.reading.loosened(), ask.filters, ask.newest, ask.start, ask.size)
    answer = engine.search(loose)
    return answer, bool(answer.total)


def exact_records(query: str) -> list[FoundRecord]:
    """Records whose 发文字号 or 索引号 is exactly what was asked for, those in force first."""
    if not any(one.isdigit() for one in normal(query)):
        return []
    asked_for = Q(number_key=number_key(query)) & ~Q(number_key="") | Q(index_key=index_key(query)) & ~Q(index_key="")
    rows = FoundRecord.objects.filter(asked_for, gone=False).order_by("-published_on", "key")[:EXACT]
    return sorted(rows, key=lambda record: record.validity in ("repealed", "expired"))


def _fits(record: FoundRecord, chosen: Mapping[str, str]) -> bool:
    facts = {name: getattr(record, name) for name in FACETS if name != "year"}
    facts["year"] = str(record.published_on.year) if record.published_on else ""
    return all(facts[name] == value for name, value in chosen.items())


def _hits(
    keys: Sequence[str], exact: Sequence[FoundRecord], *, skip: Sequence[FoundRecord], reading: Reading
) -> list[Hit]:
    skipped = {record.key for record in skip}
    rows = _rows([key for key in keys if key not in skipped])
    ordered = [*map(Shown.of, exact), *(rows[key] for key in keys if key in rows)]
    precise = {record.key for record in exact}
    needles = [term.forms for term in reading.terms]
    return [
        Hit(record, marked(record.title, needles), passages(record.body, needles), record.key in precise)
        for record in ordered
    ]


def _rows(keys: Sequence[str]) -> dict[str, Shown]:
    """The records of a page that may still be found."""
    if not keys:
        return {}
    # Written out and read without the ORM: to build the statement and the records takes longer than to answer it.
    places = ", ".join(["%s"] * len(keys))
    columns = ", ".join(Shown._fields)
    query = f"SELECT {columns} FROM search_foundrecord WHERE NOT gone AND key IN ({places})"  # noqa: S608 - names and placeholders
    with connection.cursor() as cursor:
        cursor.execute(query, list(keys))
        return {row[0]: Shown(*row) for row in cursor.fetchall()}


def _facets(answer: Answer, chosen: Mapping[str, str]) -> list[Facet]:
    facets = []
    for name, label in facet_labels().items():
        values = list(answer.facets.get(name, ()))
        wanted = chosen.get(name, "")
        if name == "year":
            values = sorted(values, reverse=True)[:FACET_VALUES]
        if wanted and wanted not in dict(values):
            values.append((wanted, dict(answer.facets.get(name, ())).get(wanted, 0)))
        words = validity_labels() if name == "validity" else {}
        shown = [FacetValue(value, words.get(value, value), count, value == wanted) for value, count in values]
        if len(shown) > 1 or wanted:
            facets.append(Facet(name, label, shown))
    return facets


def _instead(query: str, found: int, engine: Engine, segmenter: Segmenter) -> str:
    known = synonyms()
    return spelling.corrected(query, found, engine, lambda text: engine.count(read(text, segmenter, known)))


def suggestions(typed: str) -> list[str]:
    """What may be meant by what is typed so far."""
    typed = typed.replace("\0", " ").strip()[:LONGEST]
    return serving().suggest(typed, SHOWN_SUGGESTIONS) if typed else []


def segmenter_of(engine: Engine) -> Segmenter:
    return segmenter_with(tuple(engine.words()))


def synonyms() -> Synonyms:
    """The groups in use; read again when one of them changed."""
    with connection.cursor() as cursor:  # asked before every question: without the ORM a tenth of the time
        cursor.execute("SELECT COUNT(*), SUM(id), MAX(updated_at) FROM search_synonymgroup WHERE active")
        return _synonyms(tuple(cursor.fetchone()))


@lru_cache(maxsize=2)
def _synonyms(state: tuple[object, ...]) -> Synonyms:
    return Synonyms(SynonymGroup.objects.filter(active=True).values_list("words", flat=True))


def is_preparing() -> bool:
    """Is the first index of this installation still to come?"""
    return current().name != "sql"


# --- for the office ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AskedRow:
    query: str
    times: int
    empty: int


@dataclass(frozen=True)
class AskedReport:
    """What people looked for since ``since``, and what they did not find."""

    since: dt.date
    times: int
    empty: int
    frequent: Sequence[AskedRow]
    unfound: Sequence[AskedRow]

    @property
    def share_empty(self) -> float:
        return 100 * self.empty / self.times if self.times else 0.0


def asked_report(days: int, limit: int = 30) -> AskedReport:
    since = timekeeping.today() - dt.timedelta(days=days - 1)
    rows = Asked.objects.filter(day__gte=since, day__lte=timekeeping.today())
    sums = rows.aggregate(times=Sum("times"), empty=Sum("empty"))
    grouped = rows.values("query").annotate(n=Sum("times"), none=Sum("empty"))
    return AskedReport(
        since=since,
        times=sums["times"] or 0,
        empty=sums["empty"] or 0,
        frequent=[AskedRow(row["query"], row["n"], row["none"]) for row in grouped.order_by("-n", "query")[:limit]],
        unfound=[
            AskedRow(row["query"], row["n"], row["none"])
            for row in grouped.filter(none__gt=0).order_by("-none", "query")[:limit]
        ],
    )


def popular(limit: int = 8) -> list[str]:
    """What is looked for often and found: offered to whoever found nothing."""
    since = timekeeping.today() - dt.timedelta(days=30)
    rows = Asked.objects.filter(day__gte=since, found__gt=0).values("query").annotate(n=Sum("times"))
    return [row["query"] for row in rows.filter(n__gte=POPULAR_FROM).order_by("-n", "query")[:limit]]


def dictionary(limit: int = 500) -> list[DictionaryTerm]:
    return list(DictionaryTerm.objects.order_by("-active", "-updated_at", "word")[:limit])


def synonym_groups() -> list[SynonymGroup]:
    return list(SynonymGroup.objects.order_by("-active", "-id"))


def buildings() -> list[Building]:
    """How far each node is with its index."""
    return list(Building.objects.order_by("node"))


def kinds_found() -> list[str]:
    """The kinds of records that can be found now, in the reader's words, the most frequent first."""
    rows = FoundRecord.objects.filter(gone=False).values("kind").annotate(n=Count("key")).order_by("-n", "kind")
    return [row["kind"] for row in rows if row["kind"]]
