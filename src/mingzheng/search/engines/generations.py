"""Where an embedded index lies on disk: one folder for each time it was built anew, and a pointer to the one in use.

    current            the name of the generation in use
    <name>/index/      the index itself
    <name>/state.json  what it holds (``Standing``); written after the index was committed, so that it never promises too much
    <name>/words.txt   the dictionary it was cut with

Every file is replaced whole. Readers and writers of other processes notice a new generation by the pointer.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from mingzheng.search.engines import Standing

POINTER = "current"
KEPT_SECONDS = 3600  # an unfinished generation may still be growing


class Generations:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def current(self) -> str:
        """The name of the generation in use; empty when there is none."""
        try:
            return (self.folder / POINTER).read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return ""

    def index_of(self, name: str) -> Path:
        return self.folder / name / "index"

    def standing_of(self, name: str) -> Standing | None:
        try:
            facts = json.loads((self.folder / name / "state.json").read_text(encoding="utf-8"))
            return Standing(**facts)
        except (OSError, ValueError, TypeError):
            return None  # never finished, or of another version: it is built anew

    def write_standing(self, name: str, standing: Standing) -> None:
        _replace(self.folder / name / "state.json", json.dumps(asdict(standing)))

    def words_of(self, name: str) -> tuple[str, ...]:
        try:
            return tuple((self.folder / name / "words.txt").read_text(encoding="utf-8").split())
        except FileNotFoundError:
            return ()

    def begin(self, words: Iterable[str]) -> str:
        """A new, empty generation."""
        name = f"{time.time_ns():x}-{os.getpid()}"
        self.index_of(name).mkdir(parents=True)
        _replace(self.folder / name / "words.txt", "\n".join(words))
        return name

    def use(self, name: str) -> None:
        """Point to the generation, and drop those that nobody needs any more."""
        before = self.current()
        _replace(self.folder / POINTER, name)
        for other in self.folder.iterdir():
            if other.is_dir() and other.name not in (name, before) and _idle(other):
                shutil.rmtree(other, ignore_errors=True)

    def drop(self, name: str) -> None:
        shutil.rmtree(self.folder / name, ignore_errors=True)


def _idle(folder: Path) -> bool:
    """A finished generation that was replaced, or an unfinished one whose builder died."""
    if (folder / "state.json").exists():
        return True
    return (folder / "words.txt").exists() and time.time() - folder.stat().st_mtime > KEPT_SECONDS


def _replace(path: Path, text: str) -> None:
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    with fresh.open("w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(path)
