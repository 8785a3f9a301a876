"""Small clients of the systems that talk to the house, as their makers would write them. The contract tests use them too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

ROOT = "/api/v1/desk"


class Wire(Protocol):
    """How a request gets there: ``httpx.Client``, or a client within a test."""

    def request(
        self, method: str, url: str, *, params: Any = None, json: Any = None, files: Any = None, headers: Any = None
    ) -> Any: ...


@dataclass
class Caller:
    """``caller.post("/letters", {...}, key="…")``: what a system sends. It knows nothing but its token."""

    token: str
    wire: Wire

    def get(self, path: str, **query: Any) -> Any:
        return self.wire.request("GET", f"{ROOT}{path}", params=query, headers=self._headers())

    def post(self, path: str, body: Any, *, key: str = "", match: str = "") -> Any:
        return self.wire.request("POST", f"{ROOT}{path}", json=body, headers=self._headers(key, match))

    def upload(self, path: str, name: str, file: tuple[str, bytes], *, key: str, match: str) -> Any:
        return self.wire.request("POST", f"{ROOT}{path}", files={name: file}, headers=self._headers(key, match))

    def _headers(self, key: str = "", match: str = "") -> dict[str, str]:
        said = {"Authorization": self.token and f"Bearer {self.token}", "Idempotency-Key": key, "If-Match": match}
        return {name: value for name, value in said.items() if value}


class Hotline(Caller):
    """12345: hands a work order over and asks for the answer until it is there."""

    def hands_over(self, number: str, text: str, **more: Any) -> Any:
        return self.post("/letters", {"number": number, "text": text, **more}, key=f"12345-{number}")

    def asks(self, number: str) -> Any:
        return self.get(f"/letters/{number}")


class CityPlatform(Caller):
    """市级申请平台: hands applications over and shows their state to the applicant."""

    def hands_over(self, number: str, **typed: Any) -> Any:
        return self.post("/applications", {"number": number, **typed}, key=f"sqgk-{number}")

    def asks(self, number: str) -> Any:
        return self.get(f"/applications/{number}")


class OfficeAutomation(Caller):
    """OA: a signed paper becomes a draft, its file follows by the action ``attach``."""

    def hands_over(self, number: str, title: str, **more: Any) -> Any:
        return self.post("/documents", {"number": number, "title": title, **more}, key=f"oa-{number}-{len(title)}")

    def attaches(self, case: int, file: tuple[str, bytes]) -> Any:
        """The field of the file is the one that the house names; the revision is the one that it said last."""
        said = self.get(f"/cases/{case}/actions")
        attach = next(one for one in said.json()["actions"] if one["command"] == "attach")
        name = next(one["name"] for one in attach["fields"] if one["type"] in ("file", "files"))
        path, key = f"/cases/{case}/actions/attach", f"oa-file-{case}"
        return self.upload(path, name, file, key=key, match=said.headers["ETag"])

    def asks(self, number: str) -> Any:
        return self.get(f"/documents/{number}")


class Library(Caller):
    """公文库 that fetches: page after page since the last time, and says what became of each.

    The last page has no next one: it is read again the next time, and what was taken from it is known by number and version.
    """

    since: str = ""
    known: frozenset[tuple[str, int]] = frozenset()

    def fetches(self, limit: int = 20) -> list[dict[str, Any]]:
        found = [one for one in self._pages(limit) if (one["index_number"], one["version"]) not in self.known]
        self.known |= {(one["index_number"], one["version"]) for one in found}
        return found

    def _pages(self, limit: int) -> list[dict[str, Any]]:
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
