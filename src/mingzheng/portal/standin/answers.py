"""What the stand-in says to this site: discovery, keys, tokens, claims. Every code is good once, for a minute.

It is reached inside the process (``Door``): a trial with one busy web process cannot wait for itself, and no port is opened.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qs

import httpx
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.core import signing
from joserfc import jwt
from joserfc.jwk import ECKey

from mingzheng.core.oidc.provider import Provider
from mingzheng.core.tries import commands as tries
from mingzheng.portal.standin.people import samples

PATH = "/moni-denglu"
CLIENT = "mingzheng-demo"
NAME = "模拟统一身份认证"
CODE, ACCESS = "mingzheng.standin.code", "mingzheng.standin.access"
CODE_AGE, TOKEN_AGE = 60, 300  # seconds
ALGORITHM = "ES256"


def secret() -> str:
    """What this site is registered with."""
    return hashlib.sha256(b"mingzheng.standin.secret\0" + settings.SECRET_KEY.encode()).hexdigest()


def provider(issuer: str, claims: dict[str, str]) -> Provider:
    """The stand-in as this site knows it; ``issuer`` is the site's own address and ``PATH``."""
    return Provider(
        issuer=issuer,
        client_id=CLIENT,
        client_secret=secret(),
        name=NAME,
        claims=claims,
        secure=False,
        door=Door(issuer),
    )


@lru_cache(maxsize=4)
def _key_of(seed: str) -> ECKey:
    number = int.from_bytes(hashlib.sha512(b"mingzheng.standin.key\0" + seed.encode()).digest()) % (1 << 255) + 1
    return ECKey.import_key(ec.derive_private_key(number, ec.SECP256R1()), {"kid": "standin", "use": "sig"})


def key() -> ECKey:
    """The same in every process of this installation."""
    return _key_of(settings.SECRET_KEY)


def code_for(sub: str, asked: dict[str, str]) -> str:
    """What the browser carries back: for whom, and what the site asked with."""
    held = {name: asked.get(name, "") for name in ("redirect_uri", "nonce", "code_challenge")}
    return signing.dumps({"sub": sub, **held}, salt=CODE)


def discovery(issuer: str) -> dict[str, Any]:
    return {
        "issuer": issuer,
        "authorization_endpoint": f"{issuer}/",
        "token_endpoint": f"{issuer}/token",
        "userinfo_endpoint": f"{issuer}/userinfo",
        "jwks_uri": f"{issuer}/jwks",
        "end_session_endpoint": f"{issuer}/tuichu/",
        "response_types_supported": ["code"],
        "code_challenge_methods_supported": ["S256"],
        "id_token_signing_alg_values_supported": [ALGORITHM],
        "token_endpoint_auth_methods_supported": ["client_secret_basic"],
    }


def token(issuer: str, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
    """A code for tokens, once."""
    if not hmac.compare_digest(authorization, _basic()):
        return 401, {"error": "invalid_client"}
    code = form.get("code", "")
    try:
        held = signing.loads(code, salt=CODE, max_age=CODE_AGE)
    except signing.BadSignature:
        return 400, {"error": "invalid_grant"}
    right = (
        form.get("grant_type") == "authorization_code"
        and held["redirect_uri"] == form.get("redirect_uri")
        and held["code_challenge"] == create_s256_code_challenge(form.get("code_verifier", ""))
    )
    if not right or not tries.take("standin.code", code, most=1, seconds=CODE_AGE * 2):
        return 400, {"error": "invalid_grant"}
    access = signing.dumps(held["sub"], salt=ACCESS)
    now = int(time.time())
    claims = {
        "iss": issuer,
        "sub": held["sub"],
        "aud": CLIENT,
        "iat": now,
        "exp": now + TOKEN_AGE,
        "nonce": held["nonce"],
    }
    return 200, {
        "access_token": access,
        "token_type": "Bearer",
        "expires_in": TOKEN_AGE,
        "id_token": jwt.encode({"alg": ALGORITHM, "kid": "standin"}, claims, key()),
    }


def _basic() -> str:
    return "Basic " + base64.b64encode(f"{CLIENT}:{secret()}".encode()).decode()


def userinfo(authorization: str) -> tuple[int, dict[str, Any]]:
    try:
        sub = signing.loads(authorization.removeprefix("Bearer "), salt=ACCESS, max_age=TOKEN_AGE)
    except (signing.BadSignature, binascii.Error):
        return 401, {"error": "invalid_token"}
    return 200, dict(samples()[sub].claims)


class Door(httpx.BaseTransport):
    """The way from this site to the stand-in, in place of a network."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        path = str(request.url).removeprefix(self.issuer).partition("?")[0]
        said = request.headers.get("Authorization", "")
        form = {name: values[0] for name, values in parse_qs(request.read().decode()).items()}
        answers: dict[str, Callable[[], tuple[int, dict[str, Any]]]] = {
            "/.well-known/openid-configuration": lambda: (200, discovery(self.issuer)),
            "/jwks": lambda: (200, {"keys": [key().as_dict(private=False)]}),
            "/token": lambda: token(self.issuer, form, said),
            "/userinfo": lambda: userinfo(said),
        }
        status, body = answers.get(path, lambda: (404, {"error": "not_found"}))()
        return httpx.Response(status, content=json.dumps(body).encode(), headers={"Content-Type": "application/json"})
