"""The embedded index (tantivy): one folder on this machine, one writer, a reader in every process."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import tantivy

from mingzheng.core import timekeeping
from mingzheng.search import ranking
from mingzheng.search.analysis import Segmenter, characters, is_han, normal, pairs, segmenter_with, sound
from mingzheng.search.engines import DEEPEST, FACET_VALUES, FACETS, WINDOW, YEARS, Answer, Ask, Building, Standing
from mingzheng.search.engines.generations import Generations
from mingzheng.search.models import FoundRecord
from mingzheng.search.reading import Reading, Term, joined

RELOAD_SECONDS = 0.3
HEAP, BUILD_HEAP = 32_000_000, 128_000_000
VOCABULARY_SECONDS = 60
OTHER_WORD = 0.8  # a synonym counts a little less than the word that was written

Query = tantivy.Query
MUST, SHOULD = tantivy.Occur.Must, tantivy.Occur.Should


class Busy(Exception):
    """Another process of this machine writes to the index."""


def _schema() -> Any:
    made = tantivy.SchemaBuilder()
    made.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    made.add_text_field("named", stored=True, tokenizer_name="raw", index_option="basic")  # the whole title, normal
    made.add_text_field("text", tokenizer_name="whitespace", index_option="freq")
    made.add_text_field("title", tokenizer_name="whitespace", index_option="freq")
    made.add_text_field("characters", tokenizer_name="whitespace", index_option="basic")
    made.add_text_field("sound", tokenizer_name="whitespace", index_option="basic")  # "gongzufang|公租房"
    for name in ("kind", "agency", "theme", "validity"):
        made.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    made.add_integer_field("year", fast=True, indexed=True)
    made.add_integer_field("day", fast=True, indexed=True)
    made.add_float_field("weight", fast=True)
    return made.build()


SCHEMA = _schema()


def _document(record: FoundRecord, segmenter: Segmenter) -> Any:
    title = normal(record.title)
    text = normal("\n".join((record.title, record.number, record.index_number, record.agency, record.body)))
    title_tokens = segmenter.tokens(title)
    day = record.published_on
    facts = {name: value for name in ("kind", "agency", "theme", "validity") if (value := getattr(record, name))}
    if day:
        facts |= {"year": day.year}
    return tantivy.Document(
        key=record.key,
        named=title,
        text=" ".join([*segmenter.tokens(text), *(normal(str(tag)) for tag in record.tags)]),
        title=" ".join(title_tokens),
        characters=" ".join(characters(text)),
        sound=" ".join({f"{sound(word)}|{word}" for word in segmenter.search_words(title) if _speakable(word)}),
        day=day.toordinal() if day else 0,
        weight=float(record.weight) * ranking.VALIDITY.get(record.validity, 1.0),
        **facts,
    )


def _speakable(word: str) -> bool:
    return len(word) > 1 and is_han(word)


@dataclass(frozen=True)
class _Opened:
    """A generation as a reader holds it."""

    name: str
    index: Any
    standing: Standing
    words: tuple[str, ...]
    segmenter: Segmenter


class TantivyEngine:
    name = "tantivy"

    def __init__(self, folder: Path) -> None:
        self._generations = Generations(folder)
        self._lock = threading.Lock()
        self._opened: _Opened | None = None
        self._looked = float("-inf")
        self._seen: tuple[object, ...] = ()
        self._writing: tuple[str, Any] | None = None
        self._vocabulary: tuple[float, str, tuple[str, ...]] = (float("-inf"), "", ())

    # --- what is there ---------------------------------------------------------------------------------

    def standing(self) -> Standing | None:
        opened = self._open()
        return opened.standing if opened else None

    def words(self) -> Sequence[str]:
        opened = self._open()
        return opened.words if opened else ()

    def _open(self) -> _Opened | None:
        """The generation in use, as new as ``RELOAD_SECONDS`` allows."""
        if time.monotonic() - self._looked < RELOAD_SECONDS:
            return self._opened
        with self._lock:
            name = self._generations.current()
            seen = (name, *_stamps(self._generations.folder / name)) if name else ()
            if seen != self._seen or not name:
                self._opened = self._reopen(name) if name else None
                self._seen = seen
            self._looked = time.monotonic()
            return self._opened

    def _reopen(self, name: str) -> _Opened | None:
        standing, held = self._generations.standing_of(name), self._opened
        if standing is None:
            return None
        if held and held.name == name:
            held.index.reload()
            return replace(held, standing=standing)
        try:
            index = _open_index(self._generations.index_of(name))
        except ValueError:
            return None  # damaged, or of another version of the library: it is built anew
        words = self._generations.words_of(name)
        return _Opened(name, index, standing, words, segmenter_with(words))

    # --- writing -----------------------------------------------------------------------------------------

    def index(self, records: Sequence[FoundRecord], upto: int) -> None:
        self._looked = float("-inf")
        opened = self._open()
        if opened is None:
            return
        writer = self._writer(opened)
        try:
            for record in records:
                writer.delete_documents_by_term("key", record.key)
                if not record.gone:
                    writer.add_document(_document(record, opened.segmenter))
            writer.commit()
        except BaseException:
            self._writing = None  # what was not committed is forgotten with the writer
            raise
        self._generations.write_standing(opened.name, replace(opened.standing, position=upto))
        self._looked = float("-inf")

    def _writer(self, opened: _Opened) -> Any:
        if self._writing is None or self._writing[0] != opened.name:
            self._writing = None
            try:
                self._writing = (opened.name, opened.index.writer(HEAP, 1))
            except ValueError as error:
                raise Busy(str(error)) from error
        return self._writing[1]

    def rebuild(self, standing: Standing, words: Iterable[str]) -> Building:
        return _Rebuilding(self._generations, standing, tuple(words), self._forget)

    def _forget(self) -> None:
        self._looked, self._writing = float("-inf"), None

    # --- asking -------------------------------------------------------------------------------------------

    def search(self, ask: Ask) -> Answer:
        opened = self._open()
        if opened is None or not ask.reading.terms or ask.start >= DEEPEST:
            return Answer(0, ())
        words, searcher = _words_query(ask.reading, opened.segmenter), opened.index.searcher()
        query = _filtered(words, ask.filters)
        total, keys = _page(searcher, query, ask)
        return Answer(total, keys, _facets(searcher, words, ask.filters) if ask.facets and total else {})

    def count(self, reading: Reading) -> int:
        opened = self._open()
        if opened is None or not reading.terms:
            return 0
        found: int = opened.index.searcher().search(_words_query(reading, opened.segmenter), 1).count
        return found

    def suggest(self, typed: str, limit: int) -> list[str]:
        opened, typed = self._open(), "".join(normal(typed).split())
        if opened is None or not typed:
            return []
        searcher = opened.index.searcher()
        words = _beginning_with(searcher, typed, limit)
        titles = _titles_with(searcher, opened.segmenter, typed, limit)
        return list(dict.fromkeys([*words[: limit // 2], *titles, *words]))[:limit]

    def alike(self, pinyin: str) -> list[tuple[str, int]]:
        opened = self._open()
        if opened is None:
            return []
        terms = opened.index.searcher().terms_with_prefix("sound", f"{pinyin}|", limit=20)
        return [(term.partition("|")[2], often) for term, often in terms]

    def vocabulary(self) -> Sequence[str]:
        opened = self._open()
        if opened is None:
            return ()
        made, name, words = self._vocabulary
        if name != opened.name or time.monotonic() - made > VOCABULARY_SECONDS:
            terms = opened.index.searcher().terms_with_prefix("sound", "")
            words = tuple({term.partition("|")[2] for term, _ in terms})
            self._vocabulary = (time.monotonic(), opened.name, words)
        return words


class _Rebuilding:
    """A generation that grows beside the one in use."""

    def __init__(self, generations: Generations, standing: Standing, words: tuple[str, ...], done: Any) -> None:
        self._generations, self._standing, self._done = generations, standing, done
        self._segmenter = segmenter_with(words)
        self._name = generations.begin(words)
        self._writer = _open_index(generations.index_of(self._name), make=True).writer(BUILD_HEAP, 1)

    def add(self, records: Sequence[FoundRecord]) -> None:
        for record in records:
            self._writer.add_document(_document(record, self._segmenter))

    def finish(self) -> None:
        self._writer.commit()
        self._writer.wait_merging_threads()
        self._generations.write_standing(self._name, self._standing)
        self._generations.use(self._name)
        self._done()

    def abandon(self) -> None:
        self._writer = None
        self._generations.drop(self._name)


def _open_index(folder: Path, *, make: bool = False) -> Any:
    index = tantivy.Index(SCHEMA, path=str(folder)) if make else tantivy.Index.open(str(folder))
    index.register_tokenizer("whitespace", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


def _stamps(folder: Path) -> list[int]:
    """Change when somebody committed."""
    stamps = []
    for path in (folder / "index" / "meta.json", folder / "state.json"):
        with contextlib.suppress(FileNotFoundError):
            stamps.append(path.stat().st_mtime_ns)
    return stamps


# --- from a reading to the index's own query ---------------------------------------------------------------


def _words_query(reading: Reading, segmenter: Segmenter) -> Any:
    if len(reading.text) == 1:
        return Query.term_query(SCHEMA, "characters", reading.text, index_option="basic")
    terms = [(SHOULD, _term(term, segmenter)) for term in reading.terms]
    wanted = Query.boolean_query(terms, minimum_number_should_match=min(reading.at_least, len(terms)))
    near = [(SHOULD, _token(pair)) for pair in dict.fromkeys(pairs(reading.text)) if is_han(pair)]
    return Query.boolean_query([(MUST, wanted), *near])


def _term(term: Term, segmenter: Segmenter) -> Any:
    first, *others = (_form(form, segmenter) for form in term.forms)
    if not others:
        return first
    return Query.disjunction_max_query([first, *(Query.boost_query(other, OTHER_WORD) for other in others)])


def _form(form: str, segmenter: Segmenter) -> Any:
    """A term of several words (公共租赁住房) needs them all; one word may also stand as its pairs of characters."""
    words = [form] if not is_han(form) or len(form) < 3 else joined(segmenter.cut(form)) or [form]
    if len(words) == 1:
        return _word(words[0])
    parts = Query.boolean_query([(MUST, _word(word)) for word in words])
    return _either(_token(form), parts)


def _word(word: str) -> Any:
    if len(word) == 1 and is_han(word):
        return Query.const_score_query(Query.term_query(SCHEMA, "characters", word, index_option="basic"), 0.1)
    if len(word) < 3 or not is_han(word):
        return _token(word)
    return _either(_token(word), Query.boolean_query([(MUST, _token(pair)) for pair in pairs(word)]))


def _either(one: Any, other: Any) -> Any:
    return Query.boolean_query([(SHOULD, one), (SHOULD, other)])


def _token(token: str) -> Any:
    return Query.term_query(SCHEMA, "text", token, index_option="freq")


def _filtered(query: Any, filters: Any) -> Any:
    chosen = [(MUST, Query.const_score_query(_filter(name, value), 0.0)) for name, value in filters.items()]
    return Query.boolean_query([(MUST, query), *chosen]) if chosen else query


def _filter(name: str, value: str) -> Any:
    if name == "year":
        year = int(value) if value.isdecimal() and len(value) == 4 else 0
        return Query.term_query(SCHEMA, "year", year, index_option="basic")
    return Query.term_query(SCHEMA, name, value, index_option="basic")


# --- a page of results -----------------------------------------------------------------------------------


def _page(searcher: Any, query: Any, ask: Ask) -> tuple[int, list[str]]:
    if ask.newest:
        found = searcher.search(query, ask.size, offset=ask.start, order_by_field="day")
        return found.count, [_stored(searcher, address, "key") for _, address in found.hits]
    found = searcher.search(query, WINDOW)
    hits = _with_titled(searcher, query, found, ask.reading)
    ordered = _ranked(searcher, hits, ask.reading)
    keys = ordered[ask.start : ask.start + ask.size]
    if len(keys) < ask.size and found.count > WINDOW:
        past = max(WINDOW, ask.start - (len(ordered) - WINDOW))
        more = searcher.search(query, ask.size - len(keys), offset=past)
        keys += [key for _, address in more.hits if (key := _stored(searcher, address, "key")) not in ordered]
    return found.count, keys


def _with_titled(searcher: Any, query: Any, found: Any, reading: Reading) -> list[tuple[float, Any]]:
    """The best of the whole text, and the best of those whose title holds what was asked, wherever they stand."""
    if found.count <= WINDOW:
        return list(found.hits)
    terms = [(SHOULD, _in_title(term)) for term in reading.terms]
    titled = Query.boolean_query(terms, minimum_number_should_match=min(reading.at_least, len(terms)))
    both = Query.boolean_query([(MUST, query), (MUST, Query.const_score_query(titled, 0.0))])
    more = searcher.search(both, WINDOW // 2, count=False)
    hits = {(address.segment_ord, address.doc): (score, address) for score, address in (*more.hits, *found.hits)}
    return list(hits.values())


def _in_title(term: Term) -> Any:
    forms = []
    for form in term.forms:
        tokens = list(pairs(form)) if is_han(form) and len(form) > 1 else [form]
        needed = [(MUST, Query.term_query(SCHEMA, "title", token, index_option="freq")) for token in tokens]
        forms.append((SHOULD, Query.boolean_query(needed)))
    return Query.boolean_query(forms)


def _ranked(searcher: Any, hits: Sequence[tuple[float, Any]], reading: Reading) -> list[str]:
    addresses = [address for _, address in hits]
    days, weights = (searcher.fast_field_values(name, addresses) for name in ("day", "weight"))
    order, scored = ranking.Ranking(reading, timekeeping.today().toordinal()), []
    for (score, address), day, weight in zip(hits, days, weights, strict=True):
        shown = searcher.doc(address)
        scored.append((-order.score(score, shown["named"][0], day or 0, weight or 1.0), shown["key"][0]))
    return [key for _, key in sorted(scored)]


def _stored(searcher: Any, address: Any, field: str) -> str:
    value: str = searcher.doc(address)[field][0]
    return value


def _facets(searcher: Any, words: Any, filters: Any) -> dict[str, list[tuple[str, int]]]:
    """How many of each; a facet that is chosen is counted as if it were not, so that another value can be chosen."""
    free = [name for name in FACETS if name not in filters]
    found = _counted(searcher, _filtered(words, filters), free)
    for name in filters:
        others = {key: value for key, value in filters.items() if key != name}
        found |= _counted(searcher, _filtered(words, others), [name])
    return found


def _counted(searcher: Any, query: Any, names: Sequence[str]) -> dict[str, list[tuple[str, int]]]:
    sizes = {"year": YEARS}
    wanted = {name: {"terms": {"field": name, "size": sizes.get(name, FACET_VALUES)}} for name in names}
    if not wanted:
        return {}
    answer = searcher.aggregate(query, wanted)
    return {name: [(str(row["key"]), row["doc_count"]) for row in answer[name]["buckets"]] for name in names}


# --- while somebody types ----------------------------------------------------------------------------------


def _beginning_with(searcher: Any, typed: str, limit: int) -> list[str]:
    """Words that begin with the characters typed; typed in letters, words that sound so."""
    prefix = typed if typed.isascii() else sound(typed)
    terms = [(term.partition("|")[2], often) for term, often in searcher.terms_with_prefix("sound", prefix, limit=200)]
    fitting = [(word, often) for word, often in terms if typed.isascii() or word.startswith(typed)]
    return [word for word, _ in sorted(fitting, key=lambda pair: (-pair[1], len(pair[0])))][:limit]


def _titles_with(searcher: Any, segmenter: Segmenter, typed: str, limit: int) -> list[str]:
    tokens = [*pairs(typed)] if is_han(typed) else segmenter.tokens(typed)
    if not tokens:
        return []
    needed = [(MUST, Query.term_query(SCHEMA, "title", token, index_option="freq")) for token in dict.fromkeys(tokens)]
    found = searcher.search(Query.boolean_query(needed), limit * 3, count=False)
    weights = searcher.fast_field_values("weight", [address for _, address in found.hits])
    titles = [
        (score * (weight or 1.0), _stored(searcher, address, "named"))
        for (score, address), weight in zip(found.hits, weights, strict=True)
    ]
    return [title for _, title in sorted(titles, key=lambda pair: -pair[0]) if typed in title][:limit]
