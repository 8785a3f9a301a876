"""One form for texts and questions: what is written into the index and what is looked for are made here, alike.

Characters go through NFKC (full-width letters and digits), from traditional to simplified, to lower case. A text becomes
words (with the office's dictionary) plus every pair of neighbouring characters: words rank well, pairs find what the
dictionary does not know.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from operator import add

VERSION = 1  # raise it when the same text gives other tokens: every index is then built anew
LONGEST_TOKEN = 40

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN_RUN = re.compile(f"[{_HAN}]+")
_ALL_HAN = re.compile(f"[{_HAN}]+$")
_OPEN, _CLOSE = r"[〔\[(【〈<﹝]", r"[〕\])】〉>﹞]"
_YEAR = r"((?:19|20)\d\d)"
_NUMBER_IN_TEXT = re.compile(rf"{_OPEN}\s*{_YEAR}\s*{_CLOSE}\s*(?:第\s*)?(\d{{1,6}})\s*号?")
_WHOLE_NUMBER = re.compile(rf"(.{{1,20}}?){_OPEN}?{_YEAR}{_CLOSE}?年?第?(\d{{1,6}})号?")
_ORDER_NUMBER = re.compile(r"(.{1,20}?)第?(\d{1,6})号")


@cache
def _table() -> dict[int, str]:
    """Character to character: simplified, half-width, lower case. Never changes the length of a text."""
    from opencc import OpenCC

    table: dict[int, str] = {}
    han = [chr(code) for low, high in ((0x3400, 0x9FFF), (0xF900, 0xFAFF)) for code in range(low, high + 1)]
    plain = [unicodedata.normalize("NFKC", one) for one in han]
    for one, other in zip(han, OpenCC("t2s").convert("\n".join(plain)).split("\n"), strict=True):
        if other != one and len(other) == 1:
            table[ord(one)] = other
    for code in (*range(0x41, 0x250), *range(0x370, 0x530), *range(0xFF01, 0xFF5F), 0x3000):
        other = unicodedata.normalize("NFKC", chr(code)).lower()
        if other != chr(code) and len(other) == 1:
            table[code] = other
    return table


@cache
def _changing() -> tuple[re.Pattern[str], dict[str, str]]:
    """The characters that have a plainer form: a text holds few, and looking for them is faster than translating all."""
    forms = {chr(code): other for code, other in _table().items()}
    return re.compile(f"[{re.escape(''.join(forms))}]"), forms


def folded(text: str) -> str:
    """``text`` with every character in its plain form, each at its old place: for finding where a word stands."""
    pattern, forms = _changing()
    return pattern.sub(lambda match: forms[match[0]], text)


def normal(text: str) -> str:
    """``text`` as it is compared: NFKC first, which may change its length (㈠ becomes three characters)."""
    plain = folded(text)
    if unicodedata.is_normalized("NFKC", plain):
        return plain
    return folded(unicodedata.normalize("NFKC", text))


def is_han(text: str) -> bool:
    return bool(_ALL_HAN.match(text))


def pairs(run: str) -> Iterator[str]:
    """Neighbouring characters, two by two."""
    return map(add, run, run[1:])


def number_key(text: str) -> str:
    """A 发文字号 in the form in which two spellings of it are equal: 长府办[2023]012号 and 长府办2023年12号 alike."""
    bare = "".join(normal(text).split())
    if match := _WHOLE_NUMBER.fullmatch(bare):
        return f"{match[1]}〔{match[2]}〕{int(match[3])}"[:80]
    if match := _ORDER_NUMBER.fullmatch(bare):
        return f"{match[1]}第{int(match[2])}"[:80]
    return bare[:80]


def index_key(text: str) -> str:
    """An 索引号 without blanks, dashes and case."""
    return re.sub(r"[\s\-—_/]", "", normal(text))[:80]


def numbers_in(text: str) -> list[str]:
    """Year and number of every 发文字号 that a text cites, each as one token. ``text`` is normal."""
    return [f"〔{match[1]}〕{int(match[2])}" for match in _NUMBER_IN_TEXT.finditer(text)]


def without_numbers(text: str) -> str:
    return _NUMBER_IN_TEXT.sub(" ", text)


class Segmenter:
    """Cuts texts into words, with the words of the office's dictionary. Shared by threads; never changed."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        from rjieba import Jieba

        self._jieba = Jieba()
        for word in words:
            self._jieba.add_word(normal(word), None, None)

    def cut(self, text: str) -> list[str]:
        """The words of a normal text, longest sense first, none within another."""
        return [word for word in self._jieba.cut(text, False) if word[0].isalnum()]

    def search_words(self, text: str) -> list[str]:
        """The words of a normal text and the shorter words within them."""
        return [word for word in self._jieba.cut_for_search(text, False) if word[0].isalnum()]

    def names_in(self, text: str) -> list[str]:
        """What reads like a person's name (王建国). Errs on the side of too many."""
        return [word for word, tag in self._jieba.tag(text) if tag in ("nr", "nrfg", "nrt") and len(word) > 1]

    def tokens(self, text: str) -> list[str]:
        """Everything by which a normal text is found: words, pairs of characters, cited numbers."""
        found = [
            word
            for word in self._jieba.cut_for_search(text, False)
            if word[0].isalnum() and (1 < len(word) <= LONGEST_TOKEN or (word.isascii() and len(word) == 1))
        ]
        for run in _HAN_RUN.findall(text):
            found += map(add, run, run[1:])
        found += numbers_in(text)
        return found


@lru_cache(maxsize=3)
def segmenter_with(words: tuple[str, ...]) -> Segmenter:
    """The segmenter with these words, made once: it takes a tenth of a second and some memory."""
    return Segmenter(words)


def characters(text: str) -> set[str]:
    """The single characters of a normal text, for questions of one character."""
    return set(filter(str.isalnum, set(text)))


@lru_cache(maxsize=100_000)
def sound(word: str) -> str:
    """The word in pinyin without tones: words that sound alike are equal."""
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(word))


def sounds(text: str) -> list[str]:
    """The pinyin of each character of a Chinese text."""
    from pypinyin import lazy_pinyin

    return list(lazy_pinyin(list(text)))
