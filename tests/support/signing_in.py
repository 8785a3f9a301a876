"""Signing in at the stand-in provider as a browser does, and a provider that does one thing wrong."""

from __future__ import annotations

import html
import json
import re
import time
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from mingzheng.core.oidc import client as oidc
from mingzheng.portal.standin import answers

PERSON, OTHER, ENTERPRISE = "p-1", "p-2", "e-1"


@pytest.fixture
def trial(settings: Any) -> None:
    """The stand-in answers, as in a demonstration without a provider of its own."""
    settings.MINGZHENG_DEMO, settings.MINGZHENG_OIDC_ISSUER = True, ""
    oidc.forget()


def goes_to(answer: Any) -> str:
    """Where a page that goes on by itself leads, as path and query."""
    page = answer.content.decode()
    url = urlsplit(html.unescape(re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page)[1]))
    return f"{url.path}?{url.query}" if url.query else url.path


def leaves(client: Any, back: str = "/hudong/") -> str:
    """The visitor presses 前往登录; the address at the provider."""
    return goes_to(client.post(f"/denglu/?hui={back}"))


def chooses(client: Any, address: str, sub: str = PERSON) -> str:
    """The visitor chooses somebody at the stand-in; the address on the way back."""
    return goes_to(client.post(address, {"sub": sub}))


def signs_in(client: Any, sub: str = PERSON, back: str = "/hudong/") -> Any:
    """The whole way; the last answer."""
    return client.get(chooses(client, leaves(client, back), sub))


def changed(address: str, **values: str) -> str:
    """The address with other values in its query; "" takes one out."""
    url = urlsplit(address)
    query = {**dict(parse_qsl(url.query)), **values}
    return f"{url.path}?{httpx.QueryParams({name: value for name, value in query.items() if value})}"


class Faulty(answers.Door):
    """The stand-in with one fault: ``change`` gets the claims of the id_token, ``signed`` makes the token of them."""

    def __init__(
        self, issuer: str, change: Any = None, signed: Any = None, down: bool = False, info: Any = None
    ) -> None:
        super().__init__(issuer)
        self.change, self.signed, self.down, self.info = change, signed, down, info

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if self.down:
            raise httpx.ConnectError("no route")
        answer = super().handle_request(request)
        body = json.loads(answer.read())
        if "id_token" in body:
            body["id_token"] = self._token(body["id_token"])
        if self.info and request.url.path.endswith("/userinfo"):
            body |= self.info
        return httpx.Response(answer.status_code, json=body)

    def _token(self, text: str) -> str:
        claims = dict(jwt.decode(text, answers.key(), algorithms=["ES256"]).claims)
        if self.change:
            claims |= self.change(claims)
        return self.signed(claims) if self.signed else signed_by_standin(claims)


def signed_by_standin(claims: dict[str, Any]) -> str:
    return jwt.encode({"alg": "ES256", "kid": "standin"}, claims, answers.key())


def unsigned(claims: dict[str, Any]) -> str:
    """alg none, as RFC 7519 §6 writes it."""
    from joserfc.util import urlsafe_b64encode

    parts = [json.dumps({"alg": "none"}).encode(), json.dumps(claims).encode()]
    return ".".join(urlsafe_b64encode(part).decode() for part in parts) + "."


def signed_by_a_stranger(claims: dict[str, Any]) -> str:
    return jwt.encode({"alg": "RS256", "kid": "standin"}, claims, RSAKey.generate_key(2048, {"kid": "standin"}))


def signed_with_the_public_key(claims: dict[str, Any]) -> str:
    """The old trick: the published key taken for a shared secret."""
    published = json.dumps(answers.key().as_dict(private=False)).encode()
    return jwt.encode({"alg": "HS256", "kid": "standin"}, claims, OctKey.import_key(published), algorithms=["HS256"])


def past(claims: dict[str, Any]) -> dict[str, Any]:
    return {"iat": int(time.time()) - 900, "exp": int(time.time()) - 600}
