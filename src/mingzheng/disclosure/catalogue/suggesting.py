"""Which class a new record belongs to, from its words: a simple model that can say why. Pure; a person decides.

Two sources are added up: words that the office listed for a class (``data/classes.yaml``), and words that examples taught
(TF-IDF, one centroid for a class). The reasons shown are the words that weighed most.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import rjieba
import yaml
from rapidfuzz import fuzz

DATA = Path(__file__).parent / "data"
FACETS = ("group", "theme", "column")
FACET_LABELS = {"group": "组配分类", "theme": "主题分类", "column": "栏目", "item": "目录事项"}
TITLE_WEIGHT, TEXT_CHARS = 3, 1500
LISTED, LEARNED = 0.6, 1.0  # what a listed word and the likeness to examples weigh
ITEM_FROM = 45.0  # rapidfuzz score, 0–100, below which an item of the catalogue is no suggestion
STOP = set("的了和与及等在对为是有将于由从以上下年月日第关于上海市长宁区本区全区人民政府".strip()) | {
    "演示", "数据", "关于", "上海市", "长宁区", "上海", "长宁", "进行", "有关", "相关", "本区", "全区", "工作", "情况", "人民政府", "区",
}  # fmt: skip


@dataclass(frozen=True)
class Suggestion:
    """A class for one facet. ``share``: its part of all scores, 0–1. ``words``: what spoke for it, strongest first."""

    facet: str
    code: str
    label: str
    share: float
    words: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        return "、".join(f"“{word}”" for word in self.words) or "没有明显的判断词"

    def as_dict(self) -> dict[str, Any]:
        return {"facet": self.facet, "code": self.code, "label": self.label, "share": round(self.share, 3), "words": list(self.words)}  # fmt: skip


@dataclass(frozen=True)
class Example:
    """A record whose classes a person confirmed; "" where none was."""

    title: str
    text: str = ""
    group: str = ""
    theme: str = ""
    column: str = ""


@dataclass(frozen=True)
class Target:
    """An item of the standard catalogue as the model knows it."""

    code: str
    label: str
    words: str


@cache
def listed() -> dict[str, dict[str, tuple[str, ...]]]:
    """Facet → class → the words that the office listed for it."""
    data = yaml.safe_load((DATA / "classes.yaml").read_text(encoding="utf-8"))
    groups = {code: tuple(row["words"]) for code, row in data["groups"].items()}
    themes = {code: tuple(words) for code, words in data["themes"].items()}
    return {"group": groups, "theme": themes, "column": {code: tuple(words) for code, words in data["columns"].items()}}


@cache
def group_labels() -> dict[str, str]:
    data = yaml.safe_load((DATA / "classes.yaml").read_text(encoding="utf-8"))
    return {code: row["label"] for code, row in data["groups"].items()}


@cache
def shipped_examples() -> tuple[Example, ...]:
    """The labelled demonstration set."""
    rows = yaml.safe_load((DATA / "examples.yaml").read_text(encoding="utf-8"))
    return tuple(Example(**row) for row in rows)


def words_of(text: str) -> list[str]:
    """The words that count: two characters or more, no numbers, no words that every notice has."""
    found = (word.strip() for word in rjieba.cut(re.sub(r"[\s\d〔〕（）()《》“”.,，。、：；]+", " ", text)))
    return [word for word in found if len(word) > 1 and word not in STOP]


class Model:
    """Learns from examples once; asked as often as wanted. ``labels``: class → words shown for it."""

    def __init__(self, examples: Iterable[Example], labels: Mapping[str, Mapping[str, str]] | None = None) -> None:
        self.labels = labels or {}
        bags = [(example, _bag(example.title, example.text)) for example in examples]
        seen = Counter(word for _example, bag in bags for word in bag)
        self.idf = {word: math.log((1 + len(bags)) / (1 + n)) + 1 for word, n in seen.items()}
        self.centroids = {facet: self._centroids(facet, bags) for facet in FACETS}

    def _centroids(self, facet: str, bags: Sequence[tuple[Example, Counter[str]]]) -> dict[str, dict[str, float]]:
        sums: dict[str, Counter[str]] = defaultdict(Counter)
        for example, bag in bags:
            code = getattr(example, facet)
            if code:
                sums[code].update(self._unit(bag))
        return {code: _normal(weights) for code, weights in sums.items()}

    def _unit(self, bag: Counter[str]) -> dict[str, float]:
        return _normal({word: (1 + math.log(n)) * self.idf.get(word, 1.0) for word, n in bag.items()})

    def suggest(
        self, text: str, title: str, *, facets: Sequence[str] = FACETS, limit: int = 3, only: Mapping[str, Iterable[str]] | None = None
    ) -> list[Suggestion]:  # fmt: skip
        """The best classes of each facet, best first, each with the words that speak for it.

        Args:
            only: facet → codes that may be suggested (the columns that are open); all for a facet that is not named.
        """
        found: list[Suggestion] = []
        for facet in facets:
            allowed = set(only[facet]) if only and facet in only else None
            found += self._facet(facet, title, text[:TEXT_CHARS], limit, allowed)
        return found

    def _facet(self, facet: str, title: str, text: str, limit: int, allowed: set[str] | None) -> list[Suggestion]:
        scores: dict[str, float] = defaultdict(float)
        why: dict[str, Counter[str]] = defaultdict(Counter)
        for code, word, weight in [*_listed_hits(facet, title, text), *self._learned(facet, title, text)]:
            if allowed is None or code in allowed:
                scores[code] += weight
                why[code][word] += weight  # type: ignore[assignment]
        total = sum(scores.values())
        best = sorted(scores, key=lambda code: (-scores[code], code))[:limit]
        return [
            Suggestion(facet, code, self.label(facet, code), scores[code] / total, _shown(why[code])) for code in best
        ]

    def _learned(self, facet: str, title: str, text: str) -> list[tuple[str, str, float]]:
        mine = self._unit(_bag(title, text))
        return [
            (code, word, LEARNED * weight * centroid[word])
            for code, centroid in self.centroids[facet].items()
            for word, weight in mine.items()
            if word in centroid
        ]

    def label(self, facet: str, code: str) -> str:
        if facet == "group":
            return group_labels().get(code, code)
        return self.labels.get(facet, {}).get(code, code)


def suggest_items(text: str, title: str, targets: Sequence[Target], limit: int = 3) -> list[Suggestion]:
    """Items of the standard catalogue that a record may fulfil, by likeness of words; the shared words are the reason."""
    mine = set(words_of(f"{title} {text[:TEXT_CHARS]}"))
    scored = []
    for target in targets:
        shared = [word for word in dict.fromkeys(words_of(target.words)) if word in mine]
        if shared:
            score = fuzz.token_set_ratio(" ".join(sorted(mine)), " ".join(words_of(target.words)))
            scored.append((score + 5 * len(shared) + fuzz.partial_ratio(title, target.label) / 2, target, shared))
    scored.sort(key=lambda row: -row[0])
    kept = [row for row in scored[:limit] if row[0] >= ITEM_FROM]
    total = sum(score for score, _target, _shared in kept) or 1.0
    return [
        Suggestion("item", target.code, target.label, score / total, tuple(shared[:4]))
        for score, target, shared in kept
    ]


def _bag(title: str, text: str) -> Counter[str]:
    bag = Counter(words_of(text))
    for word in words_of(title):
        bag[word] += TITLE_WEIGHT
    return bag


def _normal(weights: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(value * value for value in weights.values())) or 1.0
    return {word: value / length for word, value in weights.items()}


def _listed_hits(facet: str, title: str, text: str) -> list[tuple[str, str, float]]:
    """A listed word counts by its length and by how few classes list it; in the text half as much as in the title."""
    found = []
    for code, words in listed()[facet].items():
        for word in words:
            where = 1.0 if word in title else 0.5 if word in text else 0.0
            if where:
                found.append((code, word, LISTED * where * min(len(word), 5) / 4 / _classes_with(facet, word)))
    return found


@cache
def _classes_with(facet: str, word: str) -> int:
    return sum(word in words for words in listed()[facet].values())


def _shown(words: Counter[str], most: int = 4) -> tuple[str, ...]:
    """The strongest words; a word that stands inside a stronger one is not said twice."""
    kept: list[str] = []
    for word, _weight in words.most_common():
        if not any(word in other or other in word for other in kept):
            kept.append(word)
        if len(kept) == most:
            break
    return tuple(kept)


# --- how good is it ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Accuracy:
    """Of one facet, over records that the model had not learned from."""

    facet: str
    total: int
    first: int
    among_three: int
    listed_only: int

    def as_dict(self) -> dict[str, Any]:
        return {
            "facet": self.facet,
            "label": FACET_LABELS[self.facet],
            "records": self.total,
            "first_right": round(self.first / self.total, 3),
            "among_first_three": round(self.among_three / self.total, 3),
            "listed_words_alone": round(self.listed_only / self.total, 3),
        }


def accuracy(examples: Sequence[Example], folds: int = 5) -> list[Accuracy]:
    """Cross-validated: each fifth of the examples is judged by a model that learned from the other four."""
    counts = {facet: Counter[str]() for facet in FACETS}
    empty = Model([])
    for fold in range(folds):
        held = [example for number, example in enumerate(examples) if number % folds == fold]
        model = Model([example for number, example in enumerate(examples) if number % folds != fold])
        for example in held:
            _count(
                counts, example, model.suggest(example.text, example.title), empty.suggest(example.text, example.title)
            )
    return [
        Accuracy(facet, found["total"], found["first"], found["three"], found["listed"])
        for facet, found in counts.items()
    ]


def _count(counts: dict[str, Counter[str]], example: Example, full: list[Suggestion], bare: list[Suggestion]) -> None:
    for facet in FACETS:
        right = getattr(example, facet)
        if not right:
            continue
        codes = [one.code for one in full if one.facet == facet]
        alone = [one.code for one in bare if one.facet == facet]
        counts[facet]["total"] += 1
        counts[facet]["first"] += codes[:1] == [right]
        counts[facet]["three"] += right in codes
        counts[facet]["listed"] += alone[:1] == [right]
