"""Asking for one address: GET, redirects by hand, a deadline over all of it, a bounded body."""

from __future__ import annotations

import datetime as dt
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import httpx

from mingzheng.supervision.inspections.crawler.addresses import Forbidden, Guard, host_of, normal
from mingzheng.supervision.inspections.crawler.limits import DEFAULT, Limits
from mingzheng.supervision.inspections.crawler.outcome import Fetched
from mingzheng.supervision.inspections.crawler.pacing import Pace
from mingzheng.supervision.inspections.crawler.wire import GuardedTransport, within

REDIRECTS = (301, 302, 303, 307, 308)
# What the verification says, by its number (X509_V_ERR_…).
CERTIFICATE = {
    9: "证书还没有生效",
    10: "证书已经过期",
    18: "证书是自己签的，浏览器不信任",
    19: "证书链里有不受信任的根证书",
    20: "找不到颁发证书的机构",
    21: "证书链不完整",
    62: "证书不是发给这个域名的",
    64: "证书不是发给这个地址的",
}
HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; MingzhengInspector/1.0; government site self-check)",
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9",
    "Accept-Encoding": "gzip, deflate",
}


class Fetcher:
    """One crawl's connections. Used by several threads; close it when done."""

    def __init__(self, guard: Guard, limits: Limits = DEFAULT) -> None:
        self.limits = limits
        self.pace = Pace(limits.per_host, limits.pause)
        transport = GuardedTransport(guard, limits.workers * 2)
        self._client = httpx.Client(transport=transport, follow_redirects=False, trust_env=False, headers=HEADERS)

    def close(self) -> None:
        self._client.close()

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def fetch(self, url: str) -> Fetched:
        """Ask once. Never raises for what the other side does: the fault is in the answer."""
        began = time.monotonic()
        found = self._followed(url)
        return replace(found, url=url, seconds=found.seconds or time.monotonic() - began)

    def patient(self, url: str) -> Fetched:
        """Ask, and ask again after a pause while it fails: a passing weakness is no broken link."""
        found = self.fetch(url)
        for _ in range(self.limits.tries - 1):
            if not passing(found):
                break
            time.sleep(self.limits.retry_pause)
            found = self.fetch(url)
        return found

    def _followed(self, url: str) -> Fetched:
        here, seen, spent, downgraded = url, 0, 0.0, False
        while True:
            try:
                here = normal(here)
            except Forbidden as refused:
                return Fetched(url, here, fault=refused.kind, detail=refused.reason, redirects=seen)
            if spent >= self.limits.timeout:
                return Fetched(url, here, fault="timeout", redirects=seen, seconds=spent)
            answer, onward = self._once(here, self.limits.timeout - spent)
            spent += answer.seconds
            answer = replace(answer, redirects=seen, seconds=spent, downgraded=downgraded)
            if not onward:
                return answer
            seen += 1
            if seen >= self.limits.redirects:
                return Fetched(url, here, fault="redirects", redirects=seen, seconds=spent)
            try:
                onward = normal(onward, here)
            except Forbidden as refused:
                return Fetched(url, onward[:300], fault=refused.kind, detail=refused.reason, redirects=seen)
            downgraded = downgraded or (here.startswith("https:") and onward.startswith("http:"))
            here = onward

    def _once(self, url: str, seconds: float) -> tuple[Fetched, str]:
        """One request, and the address to which it sends us on ("" when it does not)."""
        with self.pace.turn(host_of(url)):
            began = time.monotonic()
            try:
                with within(seconds), self._asked(url) as response:
                    expires = _expires(response)
                    onward = response.headers.get("location", "") if response.status_code in REDIRECTS else ""
                    body, whole, cut = (b"", True, False) if onward else self._read(response)
            except Forbidden as refused:
                return Fetched(url, url, fault=refused.kind, detail=refused.reason), ""
            except httpx.HTTPError as error:
                fault, detail = _fault(error)
                return Fetched(url, url, fault=fault, detail=detail, seconds=time.monotonic() - began), ""
            except (ValueError, httpx.InvalidURL, UnicodeError):
                return Fetched(url, url, fault="address", detail="地址写法不对"), ""
        kind = response.headers.get("content-type", "")[:200]
        spent = time.monotonic() - began
        found = Fetched(url, url, response.status_code, "", "", spent, 0, kind, body, whole, cut)
        return replace(found, headers=dict(response.headers), expires=expires), onward

    @contextmanager
    def _asked(self, url: str) -> Iterator[httpx.Response]:
        # A timeout of its own for every read as well: the deadline alone would let a silent server keep us to its end.
        with self._client.stream("GET", url, timeout=httpx.Timeout(self.limits.timeout)) as response:
            yield response

    def _read(self, response: httpx.Response) -> tuple[bytes, bool, bool]:
        """The body up to the limit: (bytes, read to the end, broken off)."""
        parts, size = [], 0
        try:
            for part in response.iter_bytes():
                parts.append(part)
                size += len(part)
                if size > self.limits.body:
                    return b"".join(parts)[: self.limits.body], False, False
        except httpx.RemoteProtocolError:
            return b"".join(parts), False, True
        except httpx.DecodingError:
            return b"".join(parts), False, True
        return b"".join(parts), True, False


def _expires(response: httpx.Response) -> dt.datetime | None:
    """The last moment of the certificate over which the answer came."""
    tls = response.extensions["network_stream"].get_extra_info("ssl_object")
    held = tls.getpeercert() if tls is not None else None
    if not held:
        return None
    return dt.datetime.fromtimestamp(ssl.cert_time_to_seconds(held["notAfter"]), dt.UTC)


def _fault(error: httpx.HTTPError) -> tuple[str, str]:
    """A word for what went wrong on the wire, and for a certificate what is the matter with it."""
    if isinstance(error, httpx.TimeoutException):
        return "timeout", ""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return "tls", CERTIFICATE.get(cause.verify_code, str(cause.verify_message))
        if isinstance(cause, ssl.SSLError):
            return "handshake", ""
        if "unknown host" in str(cause):
            return "unknown_host", ""
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpx.ConnectError):
        return "refused", ""
    return "cut", ""


def passing(found: Fetched) -> bool:
    """Could the next try be better?"""
    return found.cut or found.status >= 400 or found.fault in ("timeout", "refused", "cut", "unknown_host", "handshake")
