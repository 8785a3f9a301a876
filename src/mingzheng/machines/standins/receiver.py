"""A receiver of events: it listens on this machine alone, keeps what came, and checks signatures by what the form says."""

from __future__ import annotations

import base64
import hashlib
import hmac
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LARGEST = 100_000
Got = tuple[dict[str, str], str]


def verified(got: Got, secret: str) -> bool:
    """Was it signed with the secret? As the Standard Webhooks form says, written anew: nothing of the house is used."""
    headers, body = got
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers.get('webhook-id')}.{headers.get('webhook-timestamp')}.{body}".encode()
    expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return expected in headers.get("webhook-signature", "").split(" ")


@dataclass
class Receiver:
    """``with Receiver() as found: found.address``. It answers with ``status`` and hands what came to ``heard``."""

    status: int = 204
    port: int = 0
    heard: Callable[[Got], None] = lambda _got: None
    got: list[Got] = field(default_factory=list)

    def __enter__(self) -> Receiver:
        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), type("Handler", (_Handler,), {"receiver": self}))
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server.server_address[1]}"

    @property
    def address(self) -> str:
        return f"http://{self.host}/hook"

    def verified_by(self, secret: str, at: int = -1) -> bool:
        return verified(self.got[at], secret)


class _Handler(BaseHTTPRequestHandler):
    receiver: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(min(int(self.headers.get("Content-Length") or 0), LARGEST)).decode()
        got = ({name.lower(): value for name, value in self.headers.items()}, body)
        self.receiver.got.append(got)
        self.receiver.heard(got)
        self.send_response(self.receiver.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's own name
        """What came is told by ``heard``."""
