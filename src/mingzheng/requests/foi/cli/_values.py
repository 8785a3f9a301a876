"""What the subcommands of ``foi`` read from their arguments."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from mingzheng.core.errors import Refused
from mingzheng.core.units.models import Unit
from mingzheng.core.units.queries import Directory
from mingzheng.requests.foi.law.facts import Bad, parse_day

YEARS = (2008, 2100)
"""The regulation is in force since 2008; what lies beyond is a slip of the finger."""
SHOWN = 20


class Out(Protocol):
    def write(self, msg: str) -> Any: ...


def day(text: str) -> dt.date:
    """A day written 2025-03-14.

    Raises:
        Refused: it is no day.
    """
    found = parse_day(text)
    if found is None:
        raise Refused(f"「{text}」不是日期。", remedy="日期写成 2025-03-14 这样。", field="date", code="date")
    return found


def year(number: int) -> int:
    """A year that there can be a report of.

    Raises:
        Refused: there cannot.
    """
    first, last = YEARS
    if not first <= number <= last:
        raise Refused(f"年份 {number} 不对。", remedy=f"年份应在 {first} 到 {last} 之间。", field="year", code="year")
    return number


def unit(text: str) -> Unit:
    """A unit by its code or any of its names.

    Raises:
        Refused: there is none of that name; similar ones are named.
    """
    directory = Directory.load()
    found = directory.unit(text)
    if found is None:
        near = "、".join(f"{one.short}（{one.code}）" for one in directory.suggest(text) if isinstance(one, Unit))
        hint = f"是否为：{near}？" if near else ""
        raise Refused(
            f"没有单位「{text}」。", remedy=f"{hint}./run units list 列出全部单位。", field="unit", code="unit"
        )
    return found


def file(name: str) -> Path:
    """A file that is there and can be read.

    Raises:
        Refused: it is not.
    """
    path = Path(name)
    try:
        with path.open("rb"):
            return path
    except FileNotFoundError as error:
        raise Refused(f"没有文件「{name}」。", remedy="请核对文件名。", code="file") from error
    except (OSError, ValueError) as error:
        raise Refused(f"读不了文件「{name}」。", remedy="请核对它是不是文件，能不能读。", code="file") from error


@contextmanager
def lines(name: str) -> Iterator[Iterable[bytes]]:
    """The lines of a file; ``-`` is what comes in on standard input.

    Raises:
        Refused: the file is not there or cannot be read.
    """
    if name == "-":
        yield sys.stdin.buffer
        return
    with file(name).open("rb") as stream:
        yield stream


def listed(bad: Sequence[Bad]) -> str:
    """The lines that were refused, the first of them in full."""
    lines = [str(one) for one in bad[:SHOWN]]
    if len(bad) > SHOWN:
        lines.append(f"……另有 {len(bad) - SHOWN} 行")
    return "\n".join(lines)
