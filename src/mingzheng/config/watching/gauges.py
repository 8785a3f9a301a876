"""What the records say at the moment of a scrape. The same whichever node is asked, except the lag of its own index."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from mingzheng.core.journal import queries as journal
from mingzheng.core.outbox import daily
from mingzheng.core.outbox import queries as outbox
from mingzheng.core.procedures.queries import clocks_overdue
from mingzheng.search import following


class Records(Collector):
    def collect(self) -> Iterator[Metric]:
        yield from _outbox()
        yield from _jobs()
        yield from _journal()
        yield _one("mingzheng_clocks_overdue", "Running clocks past their date", clocks_overdue())
        yield _one("mingzheng_search_behind", "Changes that this node's index has not taken in", following.behind())


def _one(name: str, told: str, value: float) -> Metric:
    return GaugeMetricFamily(name, told, value=value)


def _outbox() -> Iterator[Metric]:
    waiting = GaugeMetricFamily("mingzheng_outbox_waiting", "Messages waiting or in hand", labels=["lane"])
    oldest = GaugeMetricFamily("mingzheng_outbox_oldest_seconds", "Wait of the oldest due message", labels=["lane"])
    given_up = GaugeMetricFamily("mingzheng_outbox_given_up", "Messages that wait for a person", labels=["lane"])
    for lane, owed in outbox.owed_by_lane().items():
        waiting.add_metric([lane], owed.waiting)
        oldest.add_metric([lane], owed.oldest.total_seconds())
        given_up.add_metric([lane], owed.given_up)
    yield from (waiting, oldest, given_up)


def _jobs() -> Iterator[Metric]:
    done = GaugeMetricFamily("mingzheng_job_last_done_seconds", "Unix time of the last good run", labels=["daily"])
    for job, moment in daily.last_done().items():
        done.add_metric([job], moment.timestamp())
    yield done


def _journal() -> Iterator[Metric]:
    unsealed, since = journal.unsealed()
    waited = (timezone.now() - since).total_seconds() if since else 0.0
    yield _one("mingzheng_journal_head", "Position of the last seal", journal.head().position)
    yield _one("mingzheng_journal_unsealed", "Entries that wait for their seal", unsealed)
    yield _one("mingzheng_journal_unsealed_oldest_seconds", "Wait of the oldest of them", max(0.0, waited))
