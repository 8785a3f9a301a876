"""A stand-in for the city's library, for tests and demonstrations: it listens on this machine alone and keeps all in memory.

It accepts, refuses with reasons, is slow, stores at once and answers late, goes down, and hangs up after storing; it counts what came twice. ``POST /mode`` with
``{"mode": …, "delay": …}`` changes its behaviour while it runs.
"""

from __future__ import annotations

import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from mingzheng.disclosure.filing import checking, profile

MODES = ("accept", "reject", "slow", "down", "late", "hang_up", "locked", "strange")
PAGE = 100
LARGEST = 20 * 1024 * 1024


@dataclass
class Held:
    """One version that the stand-in holds. ``deliveries``: how often it was handed in."""

    library_id: str
    version: int
    digest: str
    state: str
    title: str
    values: dict[str, Any]
    deliveries: int = 1


@dataclass
class StandIn:
    """``with StandIn() as library: library.address``.

    Args:
        refuse: words; a record whose title holds one of them is refused.
        page: records on a page of the list.
    """

    port: int = 0
    token: str = ""
    mode: str = "accept"
    delay: float = 0.0
    refuse: tuple[str, ...] = ()
    page: int = PAGE
    records: dict[str, dict[int, Held]] = field(default_factory=dict)
    filings: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> StandIn:
        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), type("Handler", (_Handler,), {"library": self}))
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def duplicates(self) -> int:
        """Versions that were handed in more than once."""
        return sum(held.deliveries > 1 for versions in self.records.values() for held in versions.values())

    def newest(self, index: str) -> Held | None:
        versions = self.records.get(index)
        return versions[max(versions)] if versions else None

    # --- what it does with what comes in ----------------------------------------------------------

    def receive(self, index: str, version: int, digest: str, values: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        with self.lock:
            held = self.records.get(index, {}).get(version)
            if held is not None:
                held.deliveries += 1
                return 200, {"id": held.library_id}
            reasons = self._reasons(values)
            if reasons:
                return 422, {"reasons": reasons}
            number = sum(len(versions) for versions in self.records.values()) + 1
            state = "withdrawn" if values.get("action") == "withdraw" else "live"
            title = str(values.get("title") or values.get("docTitle") or "")
            kept = Held(f"GWK{number:06d}", version, digest, state, title, values)
            self.records.setdefault(index, {})[version] = kept
            return 201, {"id": kept.library_id}

    def _reasons(self, values: dict[str, Any]) -> list[dict[str, str]]:
        title = str(values.get("title") or values.get("docTitle") or "")
        if self.mode == "reject" or any(word in title for word in self.refuse):
            message = "主题分类与内容不符。"
            return [{"kind": "class", "field": "theme", "message": message, "remedy": "请重新选择主题分类后更正。"}]
        if values.get("action") == "withdraw" or "docTitle" in values:
            return []
        return [fault.as_row() for fault in checking.of_profile(values)]

    def listed(self, after: str) -> dict[str, Any]:
        with self.lock:
            found = [index for index in sorted(self.records) if index > after]
            page = found[: self.page]
            rows = [(index, self.newest(index)) for index in page]
            return {
                "records": [
                    {
                        "index_number": index,
                        "version": held.version,
                        "digest": held.digest,
                        "state": held.state,
                        "title": held.title,
                        "id": held.library_id,
                    }
                    for index, held in rows
                    if held is not None
                ],
                "next": page[-1] if len(found) > self.page else "",
            }

    def set_mode(self, wanted: dict[str, Any]) -> None:
        if wanted.get("mode") in MODES:
            self.mode = wanted["mode"]
        if isinstance(wanted.get("delay"), int | float):
            self.delay = float(wanted["delay"])


class _HungUpError(Exception):
    """The connection is closed without an answer."""


class _Handler(BaseHTTPRequestHandler):
    library: StandIn
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer(self._get)

    def do_PUT(self) -> None:
        self._answer(self._put)

    def do_POST(self) -> None:
        body = self._read()
        if self.path == "/mode":
            self.library.set_mode(json.loads(body or b"{}"))
        self._say(200, {"mode": self.library.mode, "delay": self.library.delay})

    def _answer(self, work: Any) -> None:
        body = self._read()
        self.library.asked.append(f"{self.command} {self.path}")
        try:
            self._say(*self._worked(work, body))
        except _HungUpError:
            self.close_connection = True

    def _worked(self, work: Any, body: bytes) -> tuple[int, Any]:
        if self.library.mode == "down":
            return 503, {"error": "down"}
        if self.library.token and self.headers.get("Authorization") != f"Bearer {self.library.token}":
            return 401, {"error": "token"}
        if self.library.mode == "locked":
            return 401, {"error": "locked"}
        if self.library.mode == "strange":
            return 200, ["what?"]
        if self.library.mode == "slow":
            time.sleep(self.library.delay or 30)
        found: tuple[int, Any] = work(body)
        if self.library.mode == "late" and self.command == "PUT":
            time.sleep(self.library.delay or 30)
        if self.library.mode == "hang_up" and self.command == "PUT":
            raise _HungUpError
        return found

    def _get(self, _body: bytes) -> tuple[int, dict[str, Any]]:
        address = urlsplit(self.path)
        parts = [unquote(part) for part in address.path.split("/") if part]
        if parts == ["records"]:
            return 200, self.library.listed(parse_qs(address.query).get("after", [""])[0])
        if len(parts) == 3 and parts[0] == "records" and parts[2].isdigit():
            held = self.library.records.get(parts[1], {}).get(int(parts[2]))
            return (200, {"id": held.library_id}) if held else (404, {})
        return 404, {}

    def _put(self, body: bytes) -> tuple[int, dict[str, Any]]:
        parts = [unquote(part) for part in self.path.split("/") if part]
        if len(parts) == 3 and parts[0] == "records" and parts[2].isdigit():
            digest = self.headers.get("X-Record-Digest", "")
            return self.library.receive(parts[1], int(parts[2]), digest, self._values(body))
        if len(parts) == 4 and parts[0] == "filings":
            self.library.filings["/".join(parts[1:])] = json.loads(body)
            return 201, {"id": f"BA{len(self.library.filings):05d}"}
        return 404, {}

    def _values(self, body: bytes) -> dict[str, Any]:
        if self.headers.get("Content-Type", "").startswith("application/xml"):
            return dict(profile.from_xml(body))
        found: dict[str, Any] = json.loads(body)
        return found

    def _read(self) -> bytes:
        length = min(LARGEST, int(self.headers.get("Content-Length") or 0))
        return self.rfile.read(length)

    def _say(self, status: int, body: Any) -> None:
        data = json.dumps(body, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Tests and demonstrations need no access log."""
