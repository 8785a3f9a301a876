"""What a person asks for: the words of a question, their synonyms, and whether all of them must occur."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mingzheng.search.analysis import Segmenter, is_han, normal, numbers_in, without_numbers

LONGEST = 100
MOST_TERMS = 16
QUESTION_FROM = 15  # characters: a longer query is read as a sentence, of which not every word must occur
CUES = (
    "怎么办",
    "怎么样",
    "为什么",
    "请问",
    "怎么",
    "怎样",
    "如何",
    "什么",
    "哪里",
    "哪些",
    "哪儿",
    "哪个",
    "多少",
    "多久",
    "能否",
    "可否",
    "是否",
    "谁",
    "吗",
    "呢",
    "?",
)
STOP = {*CUES, *"的了和与及或是在我要想请有被把对从到为以其等之您你"} | {"可以", "需要", "关于", "我们", "一个"}


@dataclass(frozen=True)
class Term:
    """One thing asked for: as it was written, then others that mean the same."""

    forms: tuple[str, ...]

    @property
    def written(self) -> str:
        return self.forms[0]


@dataclass(frozen=True)
class Reading:
    """``all_of``: every term must occur; else enough of them (``at_least``). ``text``: the whole question, normal, without blanks."""

    text: str
    terms: tuple[Term, ...]
    all_of: bool

    @property
    def at_least(self) -> int:
        return len(self.terms) if self.all_of else max(1, len(self.terms) // 2)

    @property
    def names_a_number(self) -> bool:
        """Is one of the terms a 发文字号?"""
        return any(term.written.startswith("〔") for term in self.terms)

    def loosened(self) -> Reading:
        """The same question, of which not every term must occur."""
        return Reading(self.text, self.terms, all_of=False)


class Synonyms:
    """Groups of terms that mean the same; the longest that stands at a place is taken."""

    def __init__(self, groups: Iterable[Sequence[str]] = ()) -> None:
        self._others: dict[str, tuple[str, ...]] = {}
        for group in groups:
            words = tuple(dict.fromkeys(normal(word) for word in group if word.strip()))
            for word in words:
                known = self._others.get(word, (word,))
                self._others[word] = tuple(dict.fromkeys((*known, *words)))
        longest_first = sorted(self._others, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    def split(self, text: str) -> list[tuple[str, tuple[str, ...]]]:
        """``text`` in pieces, each with the terms that mean the same (none for what lies between)."""
        if self._pattern is None:
            return [(text, ())]
        pieces: list[tuple[str, tuple[str, ...]]] = []
        at = 0
        for match in self._pattern.finditer(text):
            if match.start() > at:
                pieces.append((text[at : match.start()], ()))
            pieces.append((match[0], self._others[match[0]]))
            at = match.end()
        if at < len(text):
            pieces.append((text[at:], ()))
        return pieces


def read(query: str, segmenter: Segmenter, synonyms: Synonyms) -> Reading:
    """The question in terms. A short one asks for all of them, a sentence for some."""
    text = normal(query[:LONGEST])
    whole = "".join(text.split())
    numbers = [Term((number,)) for number in numbers_in(text)]
    terms = [*numbers, *_terms(without_numbers(text), segmenter, synonyms)]
    unique = list({term.written: term for term in terms}.values())[:MOST_TERMS]
    sentence = any(cue in whole for cue in CUES) or _longest_piece(text) >= QUESTION_FROM
    return Reading(whole, tuple(unique), all_of=not sentence)


def _longest_piece(text: str) -> int:
    """A list of words between blanks is no sentence, however long it is."""
    return max(map(len, text.split()), default=0)


def _terms(text: str, segmenter: Segmenter, synonyms: Synonyms) -> list[Term]:
    found: list[Term] = []
    for chunk in text.split():
        for piece, forms in synonyms.split(_without_cues(chunk)):
            found += [Term((piece, *(one for one in forms if one != piece)))] if forms else _words(piece, segmenter)
    # Nothing but small words was asked: then they are what is meant.
    return found or [Term((word,)) for word in text.split()]


def _without_cues(chunk: str) -> str:
    for cue in CUES:
        chunk = chunk.replace(cue, " ")
    return chunk


def _words(piece: str, segmenter: Segmenter) -> list[Term]:
    return [Term((word,)) for chunk in piece.split() for word in joined(segmenter.cut(chunk)) if word not in STOP]


def joined(words: Sequence[str]) -> list[str]:
    """Single characters stand with their neighbour: the cut 公/租房 is asked as 公租房, 江苏/路 as 江苏路."""
    found: list[str] = []
    pending = ""
    for word in words:
        if word in STOP:
            found += [pending] if pending else []
            found.append(word)
            pending = ""
        elif len(word) == 1 and is_han(word):
            if not pending and found and found[-1] not in STOP and is_han(found[-1]):
                found[-1] += word
            else:
                pending += word
        else:
            found.append(pending + word if pending and is_han(word) else word)
            if pending and not is_han(word):
                found.insert(-1, pending)
            pending = ""
    return [*found, pending] if pending else found
