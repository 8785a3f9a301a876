"""From a reading to the embedded index's own query.

What makes a query slow is not how much it finds but how: a union of words is merged block by block, while "two of these
four" walks every word's list with a heap, an order slower. So a sentence is found by its telling words alone, of which one is
mostly enough; the frequent ones (申请, 长宁区) only add to the score.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import tantivy

from mingzheng.search.analysis import Segmenter, is_han, pairs
from mingzheng.search.engines.tantivy_index import SCHEMA
from mingzheng.search.reading import Reading, Term, joined

OTHER_WORD = 0.8  # a synonym counts a little less than the word that was written
FREQUENT, AT_LEAST = 0.2, 1000  # a word in more than this share of the records, and in so many, tells little
EVERYWHERE = 0.75  # what stands in more of them than this adds nothing to a sentence's score
FREQUENT_PAIR = 0.5  # nor does such a pair of neighbouring characters to any question's
TELLING = 6  # a sentence is found by so many of its words, the rarest

Query = tantivy.Query
MUST, SHOULD = tantivy.Occur.Must, tantivy.Occur.Should


class Words:
    """The words of one question, as this state of the index knows them."""

    def __init__(self, reading: Reading, segmenter: Segmenter, searcher: Any) -> None:
        self._reading, self._segmenter, self._searcher = reading, segmenter, searcher
        self._held: dict[str, int] = {}
        self._frequent_from = max(AT_LEAST, FREQUENT * searcher.num_docs)
        self._telling = reading.terms if reading.all_of else self._telling_ones()
        self._least = (
            len(self._telling) if reading.all_of or len(self._telling) == 1 else max(1, len(self._telling) // 2)
        )

    def query(self) -> Any:
        """Which records answer, and how well their texts do."""
        reading = self._reading
        if len(reading.text) == 1:
            return Query.term_query(SCHEMA, "characters", reading.text, index_option="basic")
        pairs_of = [pair for pair in dict.fromkeys(pairs(reading.text)) if is_han(pair)]
        if len(reading.terms) == 1 and reading.terms[0].forms == (*pairs_of,):
            return token(reading.text)
        wanted = [self._scored(term, pairs_of) for term in self._telling]
        others = [self._scored(term, pairs_of) for term in reading.terms if self._adds(term)]
        counted = {term.written for term in reading.terms if len(term.forms) == 1}
        near = [token(pair) for pair in pairs_of if pair not in counted and not self._is_frequent(pair)]
        return Query.boolean_query([*_enough(wanted, self._least), *((SHOULD, one) for one in (*others, *near))])

    def in_title(self) -> Any:
        """Records whose title holds what was asked: all of it, of a sentence enough."""
        return Query.boolean_query(_enough([_titled(term) for term in self._telling], self._least))

    def untitled(self) -> int | None:
        """At most so many characters of the terms stand in a title that ``in_title`` does not find; None: no saying.

        A Chinese word stands in no title without its pairs, so that all but enough of the telling ones may stand there.
        """
        text = self._reading.text
        if not all(is_han(form) and len(form) > 1 for term in self._telling for form in term.forms):
            return None
        if sum(any(form in text for form in term.forms) for term in self._telling) < self._least:
            return None  # a title with the whole question need not hold its words
        telling = sorted(map(_longest, self._telling), reverse=True)
        others = sum(map(_longest, self._reading.terms)) - sum(telling)
        return others + sum(telling[: self._least - 1])

    def _telling_ones(self) -> Sequence[Term]:
        often = {term: self._often(term) for term in self._reading.terms}
        rarest = sorted(often, key=lambda term: (often[term], term.written))
        return [term for term in rarest if often[term] <= self._frequent_from][:TELLING] or rarest[:2]

    def _adds(self, term: Term) -> bool:
        """Does it tell one record from another, though nothing is found by it?"""
        return term not in self._telling and self._often(term) <= EVERYWHERE * self._searcher.num_docs

    def _often(self, term: Term) -> int:
        """At most so many records hold the term: those that hold its rarest pair, in any of its forms."""
        return sum(min(self._holding(part) for part in _parts(form)) for form in term.forms)

    def _is_frequent(self, pair: str) -> bool:
        return self._holding(pair) > FREQUENT_PAIR * self._searcher.num_docs

    def _holding(self, written: str) -> int:
        if written not in self._held:
            self._held[written] = self._searcher.doc_freq("text", written)
        return self._held[written]

    def _scored(self, term: Term, near: Sequence[str]) -> Any:
        """A word of two characters is one of the neighbouring pairs as well: it counts twice, in one look at its list."""
        if len(term.forms) == 1 and term.written in near:
            return Query.boost_query(token(term.written), 2.0)
        return _term(term, self._segmenter)


def _longest(term: Term) -> int:
    return max(map(len, term.forms))


def _parts(form: str) -> list[str]:
    return [*pairs(form)] if is_han(form) and len(form) > 1 else [form]


def _enough(choices: Sequence[Any], least: int) -> list[tuple[Any, Any]]:
    """Clauses that require so many of the choices."""
    if least >= len(choices):
        return [(MUST, one) for one in choices]
    union = Query.boolean_query([(SHOULD, one) for one in choices], minimum_number_should_match=least)
    return [(MUST, union)]


def _term(term: Term, segmenter: Segmenter) -> Any:
    first, *others = (_form(form, segmenter) for form in term.forms)
    if not others:
        return first
    return Query.disjunction_max_query([first, *(Query.boost_query(other, OTHER_WORD) for other in others)])


def _form(form: str, segmenter: Segmenter) -> Any:
    """A term of several words (公共租赁住房) needs them all; that it stands there as one word adds to its score."""
    words = [form] if not is_han(form) or len(form) < 3 else joined(segmenter.cut(form)) or [form]
    if len(words) == 1:
        return _word(words[0])
    return Query.boolean_query([*((MUST, _word(word)) for word in words), (SHOULD, token(form))])


def _word(word: str) -> Any:
    """Where a word stands its pairs stand too, so they decide; the word as such adds to the score."""
    if len(word) == 1 and is_han(word):
        return Query.const_score_query(Query.term_query(SCHEMA, "characters", word, index_option="basic"), 0.1)
    if len(word) < 3 or not is_han(word):
        return token(word)
    return Query.boolean_query([*((MUST, token(pair)) for pair in pairs(word)), (SHOULD, token(word))])


def token(written: str) -> Any:
    return Query.term_query(SCHEMA, "text", written, index_option="freq")


def _titled(term: Term) -> Any:
    return Query.boolean_query([(SHOULD, title_tokens(_parts(form))) for form in term.forms])


def title_tokens(tokens: Iterable[str]) -> Any:
    """Records whose title holds all of these."""
    needed = [(MUST, Query.term_query(SCHEMA, "title", one, index_option="freq")) for one in dict.fromkeys(tokens)]
    return Query.boolean_query(needed)


def filtered(query: Any, filters: Any) -> Any:
    """``query`` among the records with these facts alone."""
    chosen = [(MUST, Query.const_score_query(_filter(name, value), 0.0)) for name, value in filters.items()]
    return Query.boolean_query([(MUST, query), *chosen]) if chosen else query


def _filter(name: str, value: str) -> Any:
    if name == "year":
        year = int(value) if value.isdecimal() and len(value) == 4 else 0
        return Query.term_query(SCHEMA, "year", year, index_option="basic")
    return Query.term_query(SCHEMA, name, value, index_option="basic")
