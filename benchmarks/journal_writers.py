"""One writer or sealer of ``benchmarks.journal`` in a process of its own.

It prints "ready"; then, for each line "way start stop" that it reads, it works in that time and prints what it did.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

import django

django.setup()  # the imports below need it

from django.db import connection, transaction

from mingzheng.core.actors import Actor, Post
from mingzheng.core.journal import chain, commands
from mingzheng.core.journal.models import Entry, Unsealed
from mingzheng.core.records import RecordRef

PULSE = 0.2  # seconds between the sealer's rounds when nothing waits, as in the worker's loop


def write(way: str, number: int, start: float, stop: float) -> str:
    actor = Actor(number, f"写手{number}", Post.OFFICER, number, f"单位{number}")
    subject, append = RecordRef("bench.row", str(number)), WAYS[way]
    done = 0
    _sleep_until(start)
    while time.time() < stop:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("UPDATE bench_business SET n = n + 1 WHERE id = %s", [number])
            append(actor, subject)
        done += 1
    return str(done)


def _entry(actor: Actor, subject: RecordRef) -> Entry:
    return commands.entry(
        action="bench.step", actor=actor, subject=subject, summary="登记进展：测量用的一步", basis="测量", case_id=1
    )


def _by_sealer(actor: Actor, subject: RecordRef) -> None:
    commands.append_many([_entry(actor, subject)])


def _under_one_head(actor: Actor, subject: RecordRef) -> None:
    _under(0, actor, subject)


def _under_units_head(actor: Actor, subject: RecordRef) -> None:
    _under(actor.unit_id, actor, subject)


def _under(head: int, actor: Actor, subject: RecordRef) -> None:
    lock = "" if connection.vendor == "sqlite" else " FOR UPDATE"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT position, hash FROM bench_head WHERE unit_id = %s{lock}", [head])
        position, previous = cursor.fetchone()
        entry = _entry(actor, subject)
        entry.save()
        linked = chain.link(previous, entry)
        cursor.execute("INSERT INTO bench_seal VALUES (%s, %s, %s, %s)", [head, position + 1, entry.pk, linked])
        cursor.execute(
            "UPDATE bench_head SET position = %s, hash = %s WHERE unit_id = %s", [position + 1, linked, head]
        )


WAYS: dict[str, Callable[[Actor, RecordRef], None]] = {
    "sealer": _by_sealer,
    "head": _under_one_head,
    "unit": _under_units_head,
}


def seal(start: float, stop: float) -> str:
    """Seal as the worker does; the median age (ms) of the youngest entries at their seal, and what was left at the end."""
    ages = []
    _sleep_until(start)
    while time.time() < stop:
        youngest = Unsealed.objects.select_related("entry").order_by("-entry_id").first()
        if commands.seal() and youngest is not None:
            ages.append((time.time() - youngest.entry.at.timestamp()) * 1000)
        else:
            time.sleep(PULSE)
    return f"{statistics.median(ages or [0.0])} {Unsealed.objects.count()}"


def _sleep_until(moment: float) -> None:
    time.sleep(max(0.0, moment - time.time()))


def main() -> None:
    role, number = sys.argv[1:]
    connection.ensure_connection()
    print("ready", flush=True)
    for line in sys.stdin:
        way, start, stop = line.split()
        told = (
            write(way, int(number), float(start), float(stop)) if role == "write" else seal(float(start), float(stop))
        )
        print(told, flush=True)


main()
