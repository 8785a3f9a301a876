"""Search over many papers: building the index, its size, latencies, how soon a publication is found.

The baseline, measured in the same run over the same papers, is what SQLite offers: FTS5 with trigrams, and a LIKE scan
for words of two characters, which trigrams cannot index.
"""

from __future__ import annotations

import os
import random
import sqlite3
import statistics
import threading
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from benchmarks import databases, search_http
from benchmarks.databases import folder, say
from benchmarks.search_corpus import DENSE, papers, sentences, short_questions
from mingzheng.core import searchable
from mingzheng.core.actors import Actor
from mingzheng.core.journal.chain import GENESIS
from mingzheng.core.journal.models import Head
from mingzheng.search import commands, following, queries
from mingzheng.search.engines import Ask
from mingzheng.search.engines.choice import current
from mingzheng.search.engines.tantivy_engine import TantivyEngine
from mingzheng.search.models import FoundRecord, Log
from mingzheng.search.reading import STOP, read

SIZE = int(os.environ.get("MINGZHENG_BENCH_SIZE", 100_000))
ASKED, ASKED_OF_BASELINE, KNOWN, PUBLISHED = 400, 40, 200, 12
SMALL = 60_000  # up to so many the tighter targets hold
SHORT_TARGET, QUESTION_TARGET = (5, 10) if SIZE <= SMALL else (10, 30)
FOUND_TARGET = 1000


def run() -> dict[str, Any]:
    characters = _fill()
    rows = [_building(characters), *_sizes(), *_latencies(), *_known(), _visible()]
    rows += search_http.rates(short_questions(ASKED), sentences(ASKED))
    kind = "最密的合成语料" if DENSE else "词频如真实法规的合成语料"
    about = (
        f"{SIZE:,} 篇，{characters / 1e6:.1f} 百万字，{kind}；每类查询 {ASKED} 个；"
        f"基准为 SQLite FTS5 trigram（两字词用 LIKE）；测量前一分钟的负载 {os.getloadavg()[0]:.1f}"
    )
    return {"about": about, "rows": rows}


def _fill() -> int:
    """The papers in the log of changes, as the rooms' own commands would have left them."""
    say(f"准备 {SIZE:,} 篇…")
    databases.empty()
    Head.objects.update_or_create(pk=1, defaults={"position": 0, "hash": GENESIS})
    commands.seed(Actor.system("测量"))
    made, characters = papers(SIZE), 0
    while batch := list(islice(made, 1000)):
        FoundRecord.objects.bulk_create(batch, batch_size=40)
        characters += sum(len(paper.title) + len(paper.body) for paper in batch)
    Log.objects.update(position=SIZE)
    return characters


def _building(characters: int) -> dict[str, Any]:
    builder = following.Builder(current())
    cpu = time.process_time()
    spent = _seconds(builder.work)
    cpu = time.process_time() - cpu
    base = _seconds(_baseline_built)
    note = (
        f"{characters / spent / 1e6:.2f} 百万字/秒；每核 {characters / cpu / 1e6:.2f} 百万字/秒（处理器 {cpu:.0f} 秒）"
    )
    return _row("建立索引", spent, "s", base, "FTS5 trigram", note=note)


def _sizes() -> list[dict[str, Any]]:
    size = sum(path.stat().st_size for path in Path(settings.MINGZHENG_SEARCH_DIR).rglob("*") if path.is_file()) / 1e6
    plain = _baseline_path().stat().st_size / 1e6
    return [_row("索引大小", size, "MB", plain, "FTS5 trigram，含正文")]


def _latencies() -> list[dict[str, Any]]:
    engine, segmenter, synonyms = current(), queries.segmenter_of(current()), queries.synonyms()
    short, long = short_questions(ASKED), sentences(ASKED)
    baseline_short = _spent(short[:ASKED_OF_BASELINE], _baseline)
    baseline_long = _spent(long[:ASKED_OF_BASELINE], _baseline)
    bare = _spent(short, lambda text: engine.search(Ask(read(text, segmenter, synonyms), facets=False)))
    whole, question = _spent(short, queries.search), _spent(long, queries.search)
    rows = [
        *_pair("短查询，只取结果", bare, baseline_short),
        *_pair("短查询，含片段和分面", whole, baseline_short, SHORT_TARGET),
        *_pair("整句提问，含片段和分面", question, baseline_long, QUESTION_TARGET),
    ]
    for name, spent, base in (("短查询", whole, baseline_short), ("整句提问", question, baseline_long)):
        rows.append(
            _row(f"{name}，每秒", 1000 / statistics.fmean(spent), "次/s", 1000 / statistics.fmean(base), "同上")
        )
    return rows


def _known() -> list[dict[str, Any]]:
    """Some words of a title, and a sentence with some: which results is the paper among? Beside it the index's own order."""
    engine, segmenter, synonyms = current(), queries.segmenter_of(current()), queries.synonyms()
    dice, first, plain, ten = random.Random(63), 0, 0, 0
    rows = list(FoundRecord.objects.filter(validity="valid").order_by("key")[: KNOWN * 5 : 5])
    for row in rows:
        words = segmenter.cut(row.title)
        question = " ".join(word for word in dice.sample(words, max(2, len(words) - 3)) if len(word) > 1)
        reading = read(question, segmenter, synonyms)
        first += list(engine.search(Ask(reading, size=1, facets=False)).keys) == [row.key]
        plain += _unranked(engine, reading) == [row.key]
        asked = read(_sentence_of(dice, words), segmenter, synonyms)
        ten += row.key in engine.search(Ask(asked, facets=False)).keys
    share, own = 100 * first / len(rows), max(100 * plain / len(rows), 0.1)
    return [
        _row("按标题中的词找到该篇（排第一）", share, "%", own, "不重排"),
        _row("用标题中的词提问找到该篇（前十）", 100 * ten / len(rows), "%"),
    ]


def _sentence_of(dice: random.Random, words: Sequence[str]) -> str:
    telling = [word for word in words if len(word) > 1 and word not in STOP][2:]
    chosen = dice.sample(telling, min(4, len(telling)))
    shape = dice.choice(("在长宁区怎么申请{0}，{1}是什么？", "请问{0}的{1}在哪里可以查到？"))
    return shape.format("".join(chosen[:2]), "".join(chosen[2:]))


def _unranked(engine: Any, reading: Any) -> list[str]:
    from mingzheng.search.engines.tantivy_words import Words

    opened = engine._open()
    searcher = opened.index.searcher()
    found = searcher.search(Words(reading, opened.segmenter, searcher).query(), 1)
    return [searcher.doc(address)["key"][0] for _, address in found.hits]


def _visible() -> dict[str, Any]:
    """From the commit of a publication until another process's reader finds it, with the worker's own rounds."""
    held: dict[int, searchable.Entry] = {}
    searchable.declare(searchable.SearchKind("bench.news", "公告", held.get, lambda after, limit: []))
    stop = threading.Event()
    worker = threading.Thread(target=_worker, args=(stop,))
    worker.start()
    reader, spent = TantivyEngine(Path(settings.MINGZHENG_SEARCH_DIR)), []
    for number in range(1, PUBLISHED + 1):
        word = f"bench{number}{time.time_ns()}"
        held[number] = searchable.Entry(f"bench.news:{number}", "公告", f"公告 {word}", "", f"/n/{number}/")
        searchable.changed("bench.news", number)
        spent.append(1000 * _seconds(lambda word=word: _until_found(reader, word)))
        time.sleep(random.random() / 2)  # not in step with the worker's rounds
    stop.set()
    worker.join()
    worst = sorted(spent)[-2]
    return _row("发布到可检索，p95", worst, "ms", target=FOUND_TARGET, note=f"中位 {statistics.median(spent):.0f} ms")


def _worker(stop: threading.Event) -> None:
    from mingzheng.config.management.commands import worker

    command = worker.Command()
    command.stopping, command.day, command.swept = False, None, time.monotonic()
    while not stop.is_set():
        if not command._round(slow=False):
            stop.wait(worker.ROUND_SECONDS)
    connection.close()


def _until_found(reader: TantivyEngine, word: str) -> None:
    asked = read(word, queries.segmenter_of(reader), queries.synonyms())
    until = time.monotonic() + 30
    while not reader.count(asked) and time.monotonic() < until:
        time.sleep(0.01)


# --- the baseline ----------------------------------------------------------------------------------------------


def _baseline_path() -> Path:
    return folder() / "search-fts5.sqlite3"


def _baseline_built() -> None:
    _baseline_path().unlink(missing_ok=True)
    with sqlite3.connect(_baseline_path()) as store:
        store.execute("CREATE VIRTUAL TABLE paper USING fts5(title, body, tokenize='trigram')")
        rows = FoundRecord.objects.order_by("key").values_list("title", "body")
        store.executemany("INSERT INTO paper VALUES (?, ?)", rows.iterator(chunk_size=1000))


def _baseline(text: str) -> None:
    """Ten results with a snippet each, and their number."""
    words = [term.written for term in read(text, queries.segmenter_of(current()), queries.synonyms()).terms]
    long, short = [word for word in words if len(word) > 2], [word for word in words if len(word) <= 2]
    joint = " OR " if len(words) > 3 else " AND "
    match = joint.join(f'"{word}"' for word in long)
    where = (["paper MATCH ?"] if long else []) + ["(title LIKE ? OR body LIKE ?)" for _ in short]
    values = ([match] if long else []) + [f"%{word}%" for word in short for _ in (1, 2)]
    order = "ORDER BY rank" if long else ""
    query = f"SELECT title, body FROM paper WHERE {' AND '.join(where)} {order} LIMIT 10"
    with sqlite3.connect(_baseline_path()) as store:
        store.execute(query, values).fetchall()
        store.execute(f"SELECT count(*) FROM paper WHERE {' AND '.join(where)}", values).fetchone()


# --- arithmetic ------------------------------------------------------------------------------------------------


class Spent(list[float]):
    """Milliseconds by the wall clock; ``cpu`` the same work by the processor's, which a busy machine does not stretch."""

    cpu: list[float]


def _spent(texts: Sequence[str], ask: Callable[[str], Any]) -> Spent:
    for text in texts[:5]:
        ask(text)
    spent = Spent()
    spent.cpu = []
    for text in texts:
        began = time.thread_time()
        spent.append(1000 * _seconds(lambda text=text: ask(text)))
        spent.cpu.append(1000 * (time.thread_time() - began))
    return spent


def _seconds(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _pair(name: str, spent: Spent, base: Spent, target: float | None = None) -> list[dict[str, Any]]:
    return [
        _row(f"{name}，p50", _part(spent, 50), "ms", _part(base, 50), "SQLite 同题", note=_cpu(spent, 50)),
        _row(
            f"{name}，p95", _part(spent, 95), "ms", _part(base, 95), "SQLite 同题", target=target, note=_cpu(spent, 95)
        ),
    ]


def _cpu(spent: Spent, percent: int) -> str:
    return f"其中处理器 {_part(spent.cpu, percent):.1f}"


def _part(values: list[float], percent: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def _row(
    name: str,
    value: float,
    unit: str,
    base: float | None = None,
    base_is: str = "",
    *,
    target: float | None = None,
    note: str = "",
) -> dict[str, Any]:
    say(f"{name} {value:.2f} {unit}")
    row: dict[str, Any] = {"name": name, "median": value, "unit": unit, "note": note}
    if base is not None:
        row |= {"baseline": base, "baseline_is": base_is, "ratio": value / base}
    return row | ({"target": target} if target else {})
