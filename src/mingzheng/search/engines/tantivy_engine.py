"""The embedded index (tantivy): one folder on this machine, one writer, a reader in every process."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mingzheng.search.analysis import Segmenter, normal, segmenter_with
from mingzheng.search.engines import DEEPEST, Answer, Ask, Building, Standing, tantivy_asking, tantivy_index
from mingzheng.search.engines.generations import Generations
from mingzheng.search.models import FoundRecord
from mingzheng.search.reading import Reading

RELOAD_SECONDS = 0.3
HEAP, BUILD_HEAP = 32_000_000, 128_000_000
VOCABULARY_SECONDS = 60


class Busy(Exception):
    """Another process of this machine writes to the index."""


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
            index = tantivy_index.opened(self._generations.index_of(name))
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
                    writer.add_document(tantivy_index.document(record, opened.segmenter))
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

    def let_go(self) -> None:
        self._writing = None  # the lock is the writer's

    def rebuild(self, standing: Standing, words: Iterable[str]) -> Building:
        return _Rebuilding(self._generations, standing, tuple(words), self._forget)

    def _forget(self) -> None:
        self._looked, self._writing = float("-inf"), None

    # --- asking -------------------------------------------------------------------------------------------

    def search(self, ask: Ask) -> Answer:
        opened = self._open()
        if opened is None or not ask.reading.terms or ask.start >= DEEPEST:
            return Answer(0, ())
        return tantivy_asking.answer(opened.index.searcher(), opened.segmenter, ask)

    def count(self, reading: Reading) -> int:
        opened = self._open()
        if opened is None or not reading.terms:
            return 0
        return tantivy_asking.number(opened.index.searcher(), opened.segmenter, reading)

    def suggest(self, typed: str, limit: int) -> list[str]:
        opened, typed = self._open(), "".join(normal(typed).split())
        if opened is None or not typed:
            return []
        return tantivy_asking.suggested(opened.index.searcher(), opened.segmenter, typed, limit)

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
            words = tuple(dict.fromkeys(term.partition("|")[2] for term, _ in terms))
            self._vocabulary = (time.monotonic(), opened.name, words)
        return words


class _Rebuilding:
    """A generation that grows beside the one in use."""

    def __init__(self, generations: Generations, standing: Standing, words: tuple[str, ...], done: Any) -> None:
        self._generations, self._standing, self._done = generations, standing, done
        self._segmenter = segmenter_with(words)
        self._name = generations.begin(words)
        self._writer = tantivy_index.opened(generations.index_of(self._name), make=True).writer(BUILD_HEAP, 1)

    def add(self, records: Sequence[FoundRecord]) -> None:
        for record in records:
            self._writer.add_document(tantivy_index.document(record, self._segmenter))

    def finish(self) -> None:
        self._writer.commit()
        self._writer.wait_merging_threads()
        self._generations.write_standing(self._name, self._standing)
        self._generations.use(self._name)
        self._done()

    def abandon(self) -> None:
        self._writer = None
        self._generations.drop(self._name)


def _stamps(folder: Path) -> list[int]:
    """Change when somebody committed."""
    stamps = []
    for path in (folder / "index" / "meta.json", folder / "state.json"):
        with contextlib.suppress(FileNotFoundError):
            stamps.append(path.stat().st_mtime_ns)
    return stamps
