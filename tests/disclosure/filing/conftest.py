"""区发改委 publishes; the library's stand-in really listens on this machine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.utils import timezone
from tests.support.documents import papers  # noqa: F401 - fixtures
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.core.outbox.commands import run_due
from mingzheng.core.outbox.models import Message
from mingzheng.disclosure.filing.models import Channel, Push
from mingzheng.disclosure.filing.standin import StandIn


@pytest.fixture
def library(settings: Any) -> Iterator[StandIn]:
    """The stand-in, and the settings that point to it."""
    settings.MINGZHENG_SITE_URL = "https://zwgk.example.gov.cn"
    settings.MINGZHENG_LIBRARY_TIMEOUT = 5.0
    with StandIn() as found:
        settings.MINGZHENG_LIBRARY_URL = found.address
        yield found


@pytest.fixture
def work() -> Callable[[], None]:
    """``work()``: the worker's round, as if all waiting times had passed."""

    def worked() -> None:
        for _round in range(4):
            moment = timezone.now() - dt.timedelta(hours=1)
            Message.objects.filter(status=Message.Status.WAITING).update(due_at=moment)
            Channel.objects.update(retry_at=None)
            Push.objects.filter(status=Push.Status.SENT).update(sent_at=moment)
            if not run_due(200):
                return

    return worked


def newest(document: Any) -> Push:
    found = document.pushes.order_by("-version").first()
    assert found is not None
    return found
