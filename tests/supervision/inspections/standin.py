"""A site of our own on 127.0.0.1 that is slow, rude, or wrong, path by path."""

from __future__ import annotations

import contextlib
import gzip
import socket
import struct
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PDF = b"%PDF-1.4\n" + b"x" * 200
HTML = "text/html; charset=utf-8"


def html(title: str, body: str = "<p>正文</p>", head: str = "") -> bytes:
    return f"<!doctype html><html lang='zh-CN'><head><title>{title}</title>{head}</head><body>{body}</body></html>".encode()


class Site:
    """``site.pages["/a"] = (status, type, bytes)``; some paths behave of themselves (see ``Handler``)."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[int, str, bytes]] = {}
        self.headers: dict[str, str] = {}
        self.onward: dict[str, str] = {}
        self.asked: Counter[str] = Counter()
        self.methods: Counter[str] = Counter()
        self.failing: dict[str, int] = {}
        self.open_now = 0
        self.most_open = 0
        self.lock = threading.Lock()
        self.released = threading.Event()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), type("Its", (Handler,), {"site": self}))
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    @property
    def netloc(self) -> str:
        return f"127.0.0.1:{self.server.server_address[1]}"

    def url(self, path: str) -> str:
        return f"http://{self.netloc}{path}"

    def close(self) -> None:
        self.released.set()
        self.server.shutdown()
        self.server.server_close()

    def sitemap(self, path: str, urls: list[str], *, kind: str = "urlset", packed: bool = False) -> str:
        inner = "url" if kind == "urlset" else "sitemap"
        rows = "".join(f"<{inner}><loc>{url}</loc></{inner}>" for url in urls)
        text = (
            f'<?xml version="1.0"?><{kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</{kind}>'.encode()
        )
        self.pages[path] = (
            200,
            "application/gzip" if packed else "application/xml",
            gzip.compress(text) if packed else text,
        )
        return self.url(path)


class Handler(BaseHTTPRequestHandler):
    site: Site

    def do_HEAD(self) -> None:
        self.site.methods["HEAD"] += 1
        self.send_error(404)

    def do_GET(self) -> None:
        with self.site.lock:
            self.site.open_now += 1
            self.site.most_open = max(self.site.most_open, self.site.open_now)
            self.site.asked[self.path] += 1
            self.site.methods["GET"] += 1
        try:
            with contextlib.suppress(OSError):
                self._answer()
        finally:
            with self.site.lock:
                self.site.open_now -= 1

    def _answer(self) -> None:
        special = getattr(self, f"_{self.path.strip('/').split('/')[0].replace('-', '_')}", None)
        if special is not None:
            special()
        elif self.path in self.site.onward:
            self._send(302, HTML, b"", {"Location": self.site.onward[self.path]})
        elif self.site.failing.get(self.path, 0) > 0:
            self.site.failing[self.path] -= 1
            self._send(503, HTML, html("忙"))
        else:
            self._send(*self.site.pages.get(self.path, (404, HTML, html("404"))))

    def _send(self, status: int, kind: str, body: bytes, more: dict[str, Any] | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (self.site.headers | (more or {})).items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(body)

    def _slow(self) -> None:
        time.sleep(0.3)
        self._send(200, HTML, html("慢"))

    def _silent(self) -> None:
        self.site.released.wait(10)

    def _drip(self) -> None:
        """A byte now and then, for ever: no single read ever times out."""
        self.send_response(200)
        self.send_header("Content-Type", HTML)
        self.end_headers()
        while not self.site.released.wait(0.05):
            self.wfile.write(b" ")
            self.wfile.flush()

    def _cut(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/pdf")
        self.send_header("Content-Length", "100000")
        self.end_headers()
        self.wfile.write(PDF)
        self.close_connection = True

    def _reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def _endless(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", HTML)
        self.end_headers()
        for _ in range(4000):
            self.wfile.write(b"<p>" + b"x" * 1000)

    def _round(self) -> None:
        number = int(self.path.rsplit("/", 1)[-1])
        self._send(302, HTML, b"", {"Location": f"/round/{number + 1}"})

    def log_message(self, *_: Any) -> None:
        """Quiet."""
