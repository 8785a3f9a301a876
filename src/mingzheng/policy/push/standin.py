"""A stand-in for the short-message gateway and the city's portal: it listens on this machine alone, counts, and keeps nothing."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

LARGEST = 100_000


@dataclass
class StandIn:
    """``with StandIn() as gateway: gateway.address``. ``down``: it answers 503."""

    port: int = 0
    down: bool = False
    received: int = 0

    def __enter__(self) -> StandIn:
        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), type("Handler", (_Handler,), {"gateway": self}))
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


class _Handler(BaseHTTPRequestHandler):
    gateway: StandIn

    def do_POST(self) -> None:
        length = min(int(self.headers.get("Content-Length", 0)), LARGEST)
        try:
            body = json.loads(self.rfile.read(length))
        except ValueError:
            body = {}
        if self.gateway.down:
            return self._answer(503)
        if not (isinstance(body, dict) and body.get("to") and body.get("text")):
            return self._answer(422)
        self.gateway.received += 1
        return self._answer(202)

    def _answer(self, status: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's own name
        """Nothing is written down: messages are addressed to people."""
