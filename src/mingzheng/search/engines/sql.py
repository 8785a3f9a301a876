"""The database alone: every word must stand in the title or the text. Always there, never behind; no promise of rank or speed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import ExtractYear

from mingzheng.search.engines import DEEPEST, FACET_VALUES, FACETS, YEARS, Answer, Ask, Building, Standing
from mingzheng.search.models import DictionaryTerm, FoundRecord, Log
from mingzheng.search.reading import Reading, Term

OUT_OF_FORCE = ("repealed", "expired")


class SqlEngine:
    name = "sql"

    def standing(self) -> Standing | None:
        """The records themselves are the index: it is never behind."""
        log = Log.objects.filter(pk=1).first() or Log()
        from mingzheng.search.analysis import VERSION

        return Standing(str(log.token), log.position, log.dictionary, VERSION)

    def index(self, records: Sequence[FoundRecord], upto: int) -> None:
        """Nothing to do: what is asked is the log itself."""

    def let_go(self) -> None:
        """Nothing is held: the database is the index."""

    def rebuild(self, standing: Standing, words: Iterable[str]) -> Building:
        return _Nothing()

    def words(self) -> Sequence[str]:
        return tuple(DictionaryTerm.objects.filter(active=True).values_list("word", flat=True))

    def search(self, ask: Ask) -> Answer:
        if not ask.reading.terms or ask.start >= DEEPEST:
            return Answer(0, ())
        matching = _matching(ask.reading)
        found = _filtered(matching, ask.filters)
        order = ["-published_on", "key"] if ask.newest else ["-titled", "out", "-published_on", "key"]
        rows = found.annotate(titled=_titled(ask.reading), out=_out()).order_by(*order)
        keys = list(rows.values_list("key", flat=True)[ask.start : ask.start + ask.size])
        return Answer(found.count(), keys, _facets(matching, ask.filters) if ask.facets and keys else {})

    def count(self, reading: Reading) -> int:
        return _matching(reading).count() if reading.terms else 0

    def suggest(self, typed: str, limit: int) -> list[str]:
        if not typed.strip():
            return []
        rows = FoundRecord.objects.filter(gone=False, title__icontains=typed.strip()).order_by("-published_on")
        return list(dict.fromkeys(rows.values_list("title", flat=True)[:limit]))

    def alike(self, pinyin: str) -> list[tuple[str, int]]:
        return []

    def vocabulary(self) -> Sequence[str]:
        return ()


class _Nothing:
    def add(self, records: Sequence[FoundRecord]) -> None:
        """The records are there already."""

    def finish(self) -> None:
        """There is nothing to put in place."""

    def abandon(self) -> None:
        """There is nothing to take away."""


def _matching(reading: Reading) -> QuerySet[FoundRecord]:
    wanted = Q() if reading.all_of else Q(pk__in=())
    for term in reading.terms:
        wanted = wanted & _holds(term) if reading.all_of else wanted | _holds(term)
    return FoundRecord.objects.filter(wanted, gone=False)


def _holds(term: Term) -> Q:
    found = Q()
    for form in term.forms:
        found |= Q(title__icontains=form) | Q(body__icontains=form) | Q(agency__icontains=form)
        found |= Q(number_key__contains=form)
    return found


def _titled(reading: Reading) -> Case:
    whens = Q()
    for term in reading.terms:
        whens &= Q(title__icontains=term.written)
    return Case(When(whens, then=Value(1)), default=Value(0), output_field=IntegerField())


def _out() -> Case:
    return Case(When(validity__in=OUT_OF_FORCE, then=Value(1)), default=Value(0), output_field=IntegerField())


def _filtered(rows: QuerySet[FoundRecord], filters: Any) -> QuerySet[FoundRecord]:
    for name, value in filters.items():
        if name == "year":
            year = int(value) if value.isdecimal() and len(value) == 4 else 1
            rows = rows.filter(published_on__year=year)
        else:
            rows = rows.filter(**{name: value})
    return rows


def _facets(matching: QuerySet[FoundRecord], filters: Any) -> dict[str, list[tuple[str, int]]]:
    found = {}
    for name in FACETS:
        rows = _filtered(matching, {key: value for key, value in filters.items() if key != name})
        rows = rows.filter(published_on__isnull=False) if name == "year" else rows.exclude(**{name: ""})
        value = ExtractYear("published_on") if name == "year" else F(name)
        counted = rows.order_by().annotate(value=value).values_list("value").annotate(n=Count("key"))
        found[name] = [
            (str(value), n) for value, n in counted.order_by("-n", "value")[: YEARS if name == "year" else FACET_VALUES]
        ]
    return found
