"""What people looked for, without the people: a question becomes a line in a file, and the worker adds the lines up.

A web process never waits for the database for it. What holds personal data, or reads like a name, is not kept at all.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import time
from collections.abc import Collection, Iterator
from pathlib import Path

from django.conf import settings

from mingzheng.core import timekeeping
from mingzheng.core.privacy import scan
from mingzheng.core.privacy.findings import Severity
from mingzheng.search.analysis import Segmenter, normal
from mingzheng.search.commands import count_questions

LONGEST = 60
FOLD_SECONDS = 10
SUFFIX = ".asked"


def note(query: str, found: int, segmenter: Segmenter, public: Collection[str] = ()) -> bool:
    """Write the question down, unless it says something about a person. Returns whether it was kept.

    Args:
        public: words of published titles.
    """
    text = " ".join(normal(query).split())
    if not text or len(text) > LONGEST or is_personal(text, segmenter, public):
        return False
    _write(text, found)
    return True


def again(query: str, found: int) -> None:
    """Count a question once more that was kept by ``note``, so that nothing need be looked for in it again."""
    _write(" ".join(normal(query).split()), found)


def _write(text: str, found: int) -> None:
    line = json.dumps([timekeeping.today().isoformat(), text, found], ensure_ascii=False) + "\n"
    path = _folder() / f"{os.getpid()}{SUFFIX}"
    try:
        out = path.open("a", encoding="utf-8")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        out = path.open("a", encoding="utf-8")
    with out:
        out.write(line)


def is_personal(text: str, segmenter: Segmenter, public: Collection[str] = ()) -> bool:
    """Personal data by the detectors, long digits of any kind, or what reads like a person's name.

    Args:
        public: words of published titles: a name among them is no secret.
    """
    if sum(one.isdigit() for one in text) > 14:
        return True
    if any(finding.severity is not Severity.PUBLIC for finding in scan(text)):
        return True
    return any(name not in public for name in segmenter.names_in(text))


_folded_at = [float("-inf")]


def fold(*, at_once: bool = False) -> int:
    """Add up what the web processes of this node wrote; at most every ten seconds. Returns how many lines there were."""
    if not at_once and time.monotonic() - _folded_at[0] < FOLD_SECONDS:
        return 0
    _folded_at[0] = time.monotonic()
    lines = 0
    for path in sorted(_folder().glob(f"*{SUFFIX}")) if _folder().exists() else ():
        taken = path.with_suffix(f".{time.time_ns()}.taken")
        path.rename(taken)  # whoever writes next begins a new file
        lines += _count(taken)
    return lines


def _count(path: Path) -> int:
    rows = list(_read(path))
    count_questions(rows)
    path.unlink()
    return len(rows)


def _read(path: Path) -> Iterator[tuple[dt.date, str, int]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            day, query, found = json.loads(line)
            yield dt.date.fromisoformat(day), str(query)[:LONGEST], int(found)
        except ValueError:
            continue  # half a line: its process died while writing


def _folder() -> Path:
    return Path(settings.MINGZHENG_SEARCH_DIR) / "asked"
