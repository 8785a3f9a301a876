"""The line to the library: one small HTTP interface, two body forms, and three ways in which it may not work out.

``PUT  /records/<索引号>/<version>``  the record (JSON, or the profile's XML); 200/201 ``{"id"}``, 422 ``{"reasons"}``
``GET  /records/<索引号>/<version>``  known already? 200 ``{"id"}`` or 404
``GET  /records?after=<索引号>``      the list, by pages: ``{"records": [{index_number, version, digest, state, title, id}], "next"}``;
                                      ``next`` is the 索引号 to go on after; "" or null on the last page
``PUT  /filings/<unit>/<month>/<n>``  a monthly filing

Every PUT carries the same ``Idempotency-Key`` at every attempt. A withdrawal is always JSON: the profile has none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import httpx
from django.conf import settings

from mingzheng.core.numbers import whole
from mingzheng.core.trust import authorities
from mingzheng.disclosure.filing import profile

MOST_PAGES = 10_000


class LibraryError(Exception):
    """The library could not be asked; ``str`` says why, in Chinese."""


class Away(LibraryError):
    """Not reachable, too slow, or busy: the same again later may work. ``wait``: seconds that it asked for."""

    def __init__(self, message: str, wait: int = 0) -> None:
        super().__init__(message)
        self.wait = wait


class Unfit(LibraryError):
    """It answers, but not as agreed (a wrong address or token, another interface): a person must look."""


@dataclass(frozen=True)
class Answer:
    """Accepted with the library's number, or refused with reasons."""

    library_id: str = ""
    reasons: list[dict[str, str]] = field(default_factory=list)

    @property
    def accepted(self) -> bool:
        return bool(self.library_id)


@dataclass(frozen=True)
class Held:
    """A line of the library's list. ``state``: live or withdrawn."""

    index_number: str
    version: int
    digest: str
    state: str
    title: str
    library_id: str


@dataclass(frozen=True)
class Library:
    """Settings of the line; every call opens and closes its own connection."""

    address: str
    token: str = ""
    timeout: float = 10.0
    form: str = "json"

    def put(self, payload: dict[str, Any], *, version: int, digest: str) -> Answer:
        """Hand in one version of a record.

        Raises:
            LibraryError: it is not known whether the library has it now; ask ``find`` before handing it in again.
        """
        index = payload["index_number"]
        headers = {"Idempotency-Key": f"{index}:{version}", "X-Record-Digest": digest}
        if self.form == "xml" and payload["action"] == "put":
            body, headers["Content-Type"] = profile.to_xml(payload), "application/xml; charset=utf-8"
        else:
            body, headers["Content-Type"] = _json({**payload, "version": version}), "application/json; charset=utf-8"
        return self._handed_in(f"/records/{quote(index, safe='')}/{version}", body, headers)

    def find(self, index_number: str, version: int) -> str:
        """The library's number for this version; "" when it does not have it."""
        response = self._ask("GET", f"/records/{quote(index_number, safe='')}/{version}")
        if response.status_code == 404:
            return ""
        return _id(_body(self._fit(response)))

    def every(self) -> Iterator[Held]:
        """The library's list, page after page: the newest version of each record."""
        after = ""
        for _page in range(MOST_PAGES):
            body = _body(self._fit(self._ask("GET", "/records", params={"after": after} if after else None)))
            rows = body.get("records")
            if not isinstance(rows, list):
                raise Unfit("公文库的清单看不懂：没有 records。")
            yield from (_held(row) for row in rows)
            following = str(body.get("next") or "")
            if not following:
                return
            if following == after:
                break
            after = following
        raise Unfit("公文库的清单没有尽头，没有读完。")

    def file_month(self, unit: str, month: str, number: int, rows: list[dict[str, Any]], remark: str) -> Answer:
        """Hand in a unit's monthly filing, the ``number``-th time."""
        key = f"{unit}:{month}:{number}"
        headers = {"Idempotency-Key": key, "Content-Type": "application/json; charset=utf-8"}
        body = _json({"unit": unit, "month": month, "number": number, "remark": remark, "documents": rows})
        return self._handed_in(f"/filings/{quote(unit, safe='')}/{month}/{number}", body, headers)

    # --- the wire ---------------------------------------------------------------------------------

    def _handed_in(self, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        response = self._ask("PUT", path, content=body, headers=headers)
        if response.status_code == 422:
            return Answer(reasons=_reasons(_body(response)))
        return Answer(_id(_body(self._fit(response))))

    def _ask(self, method: str, path: str, **arguments: Any) -> httpx.Response:
        headers = {**arguments.pop("headers", {})}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        try:
            with httpx.Client(timeout=self.timeout, trust_env=False, verify=authorities()) as client:
                response = client.request(method, f"{self.address.rstrip('/')}{path}", headers=headers, **arguments)
        except httpx.TimeoutException as error:
            raise Away(f"公文库 {self.timeout:g} 秒内没有应答。") from error
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            raise Unfit("公文库地址写得不对，请核对 MINGZHENG_LIBRARY_URL。") from error
        except httpx.HTTPError as error:
            raise Away(f"连不上公文库（{type(error).__name__}）。") from error
        if response.status_code in (408, 425, 429) or response.status_code >= 500:
            raise Away(f"公文库暂时不能受理（{response.status_code}）。", _wait(response))
        return response

    def _fit(self, response: httpx.Response) -> httpx.Response:
        if response.status_code in (401, 403):
            raise Unfit(f"公文库不认这里的凭证（{response.status_code}），请核对 MINGZHENG_LIBRARY_TOKEN。")
        if response.status_code not in (200, 201):
            raise Unfit(f"公文库的应答不合约定（{response.status_code}），请核对地址和接口。")
        return response


_lent: ContextVar[Library | None] = ContextVar("lent_library", default=None)


@contextmanager
def using(library: Library) -> Iterator[None]:
    """Within the block this library is the one that is configured. For demonstrations, which bring their own stand-in."""
    token = _lent.set(library)
    try:
        yield
    finally:
        _lent.reset(token)


def configured() -> Library | None:
    """The library of the settings; None when no address is set, and then nothing is sent."""
    lent = _lent.get()
    if lent is not None:
        return lent
    if not settings.MINGZHENG_LIBRARY_URL:
        return None
    return Library(
        settings.MINGZHENG_LIBRARY_URL,
        settings.MINGZHENG_LIBRARY_TOKEN,
        settings.MINGZHENG_LIBRARY_TIMEOUT,
        settings.MINGZHENG_LIBRARY_FORMAT,
    )


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _body(response: httpx.Response) -> dict[str, Any]:
    try:
        found = response.json()
    except ValueError as error:
        raise Unfit("公文库的应答不是 JSON，请核对地址。") from error
    if not isinstance(found, dict):
        raise Unfit("公文库的应答不合约定，请核对地址。")
    return found


def _id(body: dict[str, Any]) -> str:
    found = str(body.get("id") or "")
    if not found or len(found) > 64:
        raise Unfit("公文库没有给出入库编号，请核对接口。")
    return found


def _reasons(body: dict[str, Any]) -> list[dict[str, str]]:
    rows = body.get("reasons")
    found = [_reason(row) for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return found or [{"kind": "other", "field": "", "message": "公文库没有说明理由。", "remedy": "请联系公文库。"}]


def _reason(row: dict[str, Any]) -> dict[str, str]:
    kind = str(row.get("kind") or "other")
    return {
        "kind": kind if kind in ("element", "format", "class") else "other",
        "field": str(row.get("field") or "")[:40],
        "message": str(row.get("message") or "没有说明。")[:300],
        "remedy": str(row.get("remedy") or "")[:300],
    }


def _held(row: Any) -> Held:
    try:
        return Held(
            str(row["index_number"])[:64],
            int(row["version"]),
            str(row.get("digest") or ""),
            str(row.get("state") or "live"),
            str(row.get("title") or "")[:300],
            str(row.get("id") or "")[:64],
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Unfit("公文库的清单里有看不懂的一行。") from error


def _wait(response: httpx.Response) -> int:
    return min(3600, whole(response.headers.get("Retry-After", "")) or 0)
