"""A question to the embedded index: how much is found and of what kinds in one pass, the best of it in another."""

from __future__ import annotations

from bisect import insort
from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

from mingzheng.core import timekeeping
from mingzheng.search import ranking
from mingzheng.search.analysis import Segmenter, is_han, pairs, sound
from mingzheng.search.engines import FACET_VALUES, FACETS, WINDOW, YEARS, Answer, Ask
from mingzheng.search.engines.tantivy_words import MUST, SHOULD, Query, Words, filtered, title_tokens
from mingzheng.search.reading import Reading

NUMBER = {"number": {"value_count": {"field": "day"}}}  # every record has one
TITLED = 4096.0  # more than any text scores; small enough to leave the score's own digits
Facets = dict[str, list[tuple[str, int]]]


def answer(searcher: Any, segmenter: Segmenter, ask: Ask) -> Answer:
    """One page of results."""
    words = Words(ask.reading, segmenter, searcher)
    whole = words.query()
    query = filtered(whole, ask.filters)
    total, facets = _counted(searcher, query, [name for name in FACETS if ask.facets and name not in ask.filters])
    if not total:
        return Answer(0, [])
    if ask.facets:
        facets |= _facets_chosen(searcher, whole, ask.filters)
    return Answer(total, _page(searcher, words, query, ask, total), facets)


def number(searcher: Any, segmenter: Segmenter, reading: Reading) -> int:
    """How many records answer."""
    return _counted(searcher, Words(reading, segmenter, searcher).query(), [])[0]


# --- how many, of what kinds


def _facets_chosen(searcher: Any, query: Any, filters: Mapping[str, str]) -> Facets:
    """A facet that is chosen is counted as if it were not, so that another value can be chosen."""
    found: Facets = {}
    for name in filters:
        others = {key: value for key, value in filters.items() if key != name}
        found |= _counted(searcher, filtered(query, others), [name])[1]
    return found


def _counted(searcher: Any, query: Any, names: Sequence[str]) -> tuple[int, Facets]:
    """Without scores: a fraction of what ranking the same records would take."""
    sizes = {"year": YEARS}
    wanted = {name: {"terms": {"field": name, "size": sizes.get(name, FACET_VALUES)}} for name in names}
    found = searcher.aggregate(query, NUMBER | wanted)
    facets = {name: [(str(row["key"]), row["doc_count"]) for row in found[name]["buckets"]] for name in names}
    return int(found["number"]["value"]), facets


# --- a page of results


def _page(searcher: Any, words: Words, query: Any, ask: Ask, total: int) -> list[str]:
    if ask.newest:
        found = searcher.search(query, ask.size, count=False, offset=ask.start, order_by_field="day")
        return [_stored(searcher, address, "key") for _, address in found.hits]
    titled_first = _titled_first(words, query) if total > WINDOW else query
    # Without the mark of the titles nothing is known of them: any may hold the question.
    order = ranking.Ranking(ask.reading, timekeeping.today().toordinal(), words.untitled() if total > WINDOW else None)
    hits = searcher.search(titled_first, WINDOW, count=False).hits
    keys = _ranked(searcher, hits, order, ask.start + ask.size)[ask.start :]
    if len(keys) < ask.size and total > WINDOW:
        more = searcher.search(titled_first, ask.size - len(keys), count=False, offset=max(WINDOW, ask.start))
        keys += [_stored(searcher, address, "key") for _, address in more.hits]
    return keys


def _titled_first(words: Words, query: Any) -> Any:
    """The same records, before all others those whose title holds what was asked: none of them escapes the ranking."""
    return Query.boolean_query([(MUST, query), (SHOULD, Query.const_score_query(words.in_title(), TITLED))])


def _ranked(searcher: Any, hits: Sequence[tuple[float, Any]], order: ranking.Ranking, most: int) -> list[str]:
    """The best of the hits, at most so many. To read a title takes longest: it is read where it can still decide."""
    addresses = [address for _, address in hits]
    days, weights = (searcher.fast_field_values(name, addresses) for name in ("day", "weight"))
    waiting = []
    for (score, address), day, weight in zip(hits, days, weights, strict=True):
        titled = score >= TITLED
        facts = (score - TITLED if titled else score, day or 0, weight or 1.0)
        waiting.append((order.at_most(*facts, titled=titled), address, facts))
    best: list[tuple[float, str]] = []
    for bound, address, (score, day, weight) in sorted(waiting, key=itemgetter(0), reverse=True):
        if len(best) >= most and -best[most - 1][0] > bound:
            break
        shown = searcher.doc(address)
        insort(best, (-order.score(score, shown["named"][0], day, weight), shown["key"][0]))
    return [key for _, key in best[:most]]


def _stored(searcher: Any, address: Any, field: str) -> str:
    value: str = searcher.doc(address)[field][0]
    return value


# --- while somebody types


def suggested(searcher: Any, segmenter: Segmenter, typed: str, limit: int) -> list[str]:
    """Words and titles with what was typed so far; ``typed`` is normal."""
    words = _beginning_with(searcher, typed, limit)
    titles = _titles_with(searcher, segmenter, typed, limit)
    return list(dict.fromkeys([*words[: limit // 2], *titles, *words]))[:limit]


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
    found = searcher.search(title_tokens(tokens), limit * 3, count=False)
    weights = searcher.fast_field_values("weight", [address for _, address in found.hits])
    titles = [
        (score * (weight or 1.0), _stored(searcher, address, "named"))
        for (score, address), weight in zip(found.hits, weights, strict=True)
    ]
    return [title for _, title in sorted(titles, key=lambda pair: -pair[0]) if typed in title][:limit]
