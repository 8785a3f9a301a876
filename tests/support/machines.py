"""Small clients of the systems that talk to the house, as their makers would write them, and a receiver of events."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.test import Client
from tests.support.workplan import District

from mingzheng.core.actors import Actor, Post
from mingzheng.machines.systems import commands
from mingzheng.machines.systems.models import System

ROOT = "/api/v1/desk"
ADMIN = Actor.system("系统管理员")
LAST_DAY = dt.date(2023, 12, 31)


@dataclass
class Caller:
    """``caller.post("/letters", {...}, key="…")``: what a system sends. It knows nothing but its token."""

    token: str
    client: Client = field(default_factory=Client)

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"{ROOT}{path}", query, headers=self._headers())

    def post(self, path: str, body: Any, *, key: str = "", match: str = "") -> Any:
        headers = self._headers()
        headers |= {"Idempotency-Key": key} if key else {}
        headers |= {"If-Match": match} if match else {}
        return self.client.post(f"{ROOT}{path}", json.dumps(body), content_type="application/json", headers=headers)

    def upload(self, path: str, body: dict[str, Any], *, key: str, match: str) -> Any:
        headers = {**self._headers(), "Idempotency-Key": key, "If-Match": match}
        return self.client.post(f"{ROOT}{path}", body, headers=headers)

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}


class Hotline(Caller):
    """12345: hands a work order over and asks for the answer until it is there."""

    def hands_over(self, number: str, text: str, **more: Any) -> Any:
        order = {"number": number, "received_on": "2023-04-17", "text": text, **more}
        return self.post("/letters", order, key=f"12345-{number}")

    def asks(self, number: str) -> Any:
        return self.get(f"/letters/{number}")


class CityPlatform(Caller):
    """市级申请平台: hands applications over and shows their state to the applicant."""

    APPLICATION: dict[str, Any] = {
        "submitted_on": "2023-04-17",
        "name": "王五",
        "id_kind": "resident",
        "id_number": "11010519491231002X",
        "email": "wangwu@example.cn",
        "wanted": "2022年区级财政预算执行情况",
    }

    def hands_over(self, number: str, **changes: Any) -> Any:
        return self.post("/applications", {**self.APPLICATION, "number": number, **changes}, key=f"sqgk-{number}")

    def asks(self, number: str) -> Any:
        return self.get(f"/applications/{number}")


class OfficeAutomation(Caller):
    """OA: a signed paper becomes a draft, its file follows by the action ``attach``."""

    def hands_over(self, number: str, title: str, **more: Any) -> Any:
        return self.post("/documents", {"number": number, "title": title, **more}, key=f"oa-{number}-{len(title)}")

    def attaches(self, case: int, name: str, file: Any) -> Any:
        match = self.get(f"/cases/{case}")["ETag"]
        return self.upload(f"/cases/{case}/actions/attach", {name: file}, key=f"oa-file-{case}", match=match)


class Library(Caller):
    """公文库 that fetches: page after page since the last time, and says what became of each."""

    since: str = ""

    def fetches(self, limit: int = 20) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        while True:
            query = {"limit": limit, **({"after": self.since} if self.since else {})}
            page = self.get("/library/changes", **query).json()
            found += page["items"]
            if page["next"] is None:
                return found
            self.since = page["next"].partition("after=")[2]

    def took(self, index_number: str, version: int, library_id: str, key: str = "gwk-00000001") -> Any:
        said = {"index_number": index_number, "version": version, "library_id": library_id}
        return self.post("/library/acknowledgements", said, key=key)


@dataclass
class Systems:
    """``systems.token("chengyun", Post.HOTLINE, "letters.file")``: the text of a fresh token."""

    district: District

    def system(self, unit: str, post: Post, name: str = "") -> System:
        """Registered in a post that somebody holds."""
        self.district.actor(unit, post)
        name = name or f"{unit}的{post.label}系统{System.objects.count() + 1}"
        return commands.register(name, self.district.units[unit], post, "信息中心 52000000", ADMIN)

    def token(self, unit: str, post: Post, *operations: str, system: System | None = None) -> str:
        return commands.issue(system or self.system(unit, post), set(operations), LAST_DAY, ADMIN)[1]


@pytest.fixture
def systems(district, on_day) -> Systems:
    """Tuesday, 18 April 2023."""
    on_day("2023-04-18")
    return Systems(district)


@dataclass
class Receiver:
    """A receiver of events on this machine: checks signatures with its secrets, answers with ``status``."""

    status: int = 204
    got: list[tuple[dict[str, str], str]] = field(default_factory=list)

    def __enter__(self) -> Receiver:
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"receiver": self}))
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
        """As the Standard Webhooks form says, written anew: nothing of the house is used."""
        headers, body = self.got[at]
        key = base64.b64decode(secret.removeprefix("whsec_"))
        signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.{body}".encode()
        expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        return expected in headers["webhook-signature"].split(" ")


class _Handler(BaseHTTPRequestHandler):
    receiver: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        self.receiver.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(self.receiver.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Tests need no access log."""


@pytest.fixture
def receiver(settings) -> Iterator[Receiver]:
    settings.MINGZHENG_SITE_URL = "https://zwgk.example.gov.cn"
    with Receiver() as found:
        settings.MINGZHENG_WEBHOOK_ALLOW = [found.host]
        yield found
