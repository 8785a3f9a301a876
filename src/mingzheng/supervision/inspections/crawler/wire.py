"""The connection itself: to the address that the guard has seen, and never longer than the deadline."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import httpcore
import httpx

from mingzheng.supervision.inspections.crawler.addresses import Guard

_local = threading.local()


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Everything on the wire in this block, together, is done within so many seconds."""
    _local.until = time.monotonic() + seconds
    try:
        yield
    finally:
        _local.until = None


def _left(timeout: float | None) -> float | None:
    until: float | None = getattr(_local, "until", None)
    if until is None:
        return timeout
    left = until - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("deadline")
    return left if timeout is None else min(left, timeout)


class _Stream(httpcore.NetworkStream):
    """A stream whose every read and write counts against the deadline: dripping bytes does not prolong it."""

    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self.inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.inner.read(max_bytes, _left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.inner.write(buffer, _left(timeout))

    def close(self) -> None:
        self.inner.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self.inner.start_tls(ssl_context, server_hostname, _left(timeout)))

    def get_extra_info(self, info: str) -> Any:
        return self.inner.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    def __init__(self, guard: Guard) -> None:
        self.guard = guard
        self.plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            address = self.guard.open(host, port)
        except OSError as error:
            raise httpcore.ConnectError(f"unknown host: {error}") from error
        inner = self.plain.connect_tcp(address, port, _left(timeout), local_address, socket_options)
        return _Stream(inner)


class GuardedTransport(httpx.HTTPTransport):
    """httpx's transport over connections of ours. No proxy of the environment: it would resolve names for us."""

    def __init__(self, guard: Guard, connections: int) -> None:
        super().__init__(trust_env=False)
        context = httpx.create_ssl_context(trust_env=False)
        # httpx has no public argument for this; a test asks a forbidden address and would notice a change.
        self._pool = httpcore.ConnectionPool(
            ssl_context=context,
            max_connections=connections,
            max_keepalive_connections=connections,
            keepalive_expiry=5,
            network_backend=_Backend(guard),
        )
