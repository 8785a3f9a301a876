"""Authorisation code with PKCE, state and nonce; the id_token judged by the provider's published keys.

Sources: OpenID Connect Core 1.0 §3.1, Discovery 1.0, RP-Initiated Logout 1.0; RFC 7636; RFC 9207 (``iss`` in the answer);
RFC 9700 (best current practice). Authlib knows the rules of the claims, joserfc the signatures, httpx asks.
"""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from mingzheng.core.errors import Refused
from mingzheng.core.oidc.provider import Provider

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]
"""Signatures by a key pair only: neither ``none`` nor a shared secret."""
KEPT = 600.0  # seconds that discovery and keys are believed
SECONDS = httpx.Timeout(8.0, connect=4.0)
LEEWAY = 60  # seconds that two clocks may differ
ANSWER = 512 << 10  # bytes, the longest answer that is read


@dataclass(frozen=True)
class Begun:
    """A sign-in on its way. ``url`` is where the browser goes; the rest stays in its session."""

    url: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True)
class Told:
    """What the provider said and proved. ``claims``: of the id_token, with what userinfo adds."""

    issuer: str
    subject: str
    claims: dict[str, Any]

    def said(self, provider: Provider, word: str) -> str:
        """The provider's words under one of ours; "" when it said nothing."""
        value = self.claims.get(provider.claims.get(word, ""), "")
        return str(value).strip()[:200] if isinstance(value, str | int) else ""


def down() -> Refused:
    return Refused(
        "统一身份认证现在连接不上，没有登录。",
        remedy="请过一会儿再试；不登录也可以办理。",
        code="provider_down",
    )


def not_proven() -> Refused:
    return Refused("身份没有核验成功，没有登录。", remedy="请重新登录一次。", code="not_proven")


def begin(provider: Provider, back: str) -> Begun:
    """Where the browser is sent.

    Args:
        back: our address that the provider sends it back to.

    Raises:
        Refused: the provider does not answer, or not as one does.
    """
    found = _discovered(provider)
    state, nonce, verifier = (secrets.token_urlsafe(32) for _one in range(3))
    url = prepare_grant_uri(
        found["authorization_endpoint"],
        provider.client_id,
        "code",
        redirect_uri=back,
        scope=provider.scope,
        state=state,
        nonce=nonce,
        code_challenge=create_s256_code_challenge(verifier),
        code_challenge_method="S256",
    )
    return Begun(url, state, nonce, verifier)


def finish(provider: Provider, answer: Mapping[str, str], *, nonce: str, verifier: str, back: str) -> Told:
    """Who came back, by the provider's word. The state was compared by the caller, who alone knows the browser.

    Args:
        answer: ``code`` and perhaps ``iss``, as the browser brought them.

    Raises:
        Refused: the provider does not answer, or what it says is not proven.
    """
    if answer.get("iss") not in (None, "", provider.issuer) or not answer.get("code"):
        raise not_proven()
    token = _exchanged(provider, answer["code"], verifier, back)
    claims = _judged(provider, token, nonce)
    return Told(provider.issuer, str(claims["sub"]), {**claims, **_userinfo(provider, token, str(claims["sub"]))})


def leaving(provider: Provider, back: str) -> str:
    """Where the browser ends its sign-in at the provider too; "" when it offers none, or does not answer.

    No ``id_token_hint`` is sent: it would carry personal data in an address.
    """
    try:
        end = _discovered(provider).get("end_session_endpoint", "")
    except Refused:
        return ""
    query = urlencode({"client_id": provider.client_id, "post_logout_redirect_uri": back})
    return f"{end}{'&' if '?' in end else '?'}{query}" if end else ""


# --- what the provider publishes ---------------------------------------------------------------------------------------

_kept: dict[tuple[str, str], tuple[float, dict[str, Any]]] = {}
_lock = threading.Lock()


def forget() -> None:
    """Ask everything anew (tests, changed keys)."""
    with _lock:
        _kept.clear()


def _discovered(provider: Provider) -> dict[str, Any]:
    found = _published(provider, f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration")
    needed = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    ends = [found.get(name) for name in (*needed, "userinfo_endpoint", "end_session_endpoint")]
    if found.get("issuer") != provider.issuer or not all(ends[: len(needed)]):
        raise down()
    if not all(_speakable(provider, end) for end in ends if end):
        raise down()
    return found


def _speakable(provider: Provider, address: Any) -> bool:
    return isinstance(address, str) and urlsplit(address).scheme in (
        ("https",) if provider.secure else ("https", "http")
    )


def _published(provider: Provider, address: str, *, anew: bool = False) -> dict[str, Any]:
    key = (provider.issuer, address)
    with _lock:
        held = _kept.get(key)
    if held is not None and not anew and time.monotonic() - held[0] < KEPT:
        return held[1]
    found = _asked(provider, "GET", address)
    with _lock:
        _kept[key] = (time.monotonic(), found)
    return found


def _asked(provider: Provider, method: str, address: str, **more: Any) -> dict[str, Any]:
    """A JSON object from the provider.

    Raises:
        Refused: it cannot be reached, or answers anything else. ``code`` is "not_proven" where it refused us.
    """
    if not _speakable(provider, address):
        raise down()
    try:
        with httpx.Client(transport=provider.door, timeout=SECONDS, follow_redirects=False) as client:
            answer = client.request(
                method, address, headers={"Accept": "application/json", **more.pop("headers", {})}, **more
            )
        found = answer.json() if len(answer.content) <= ANSWER else None
    except (httpx.HTTPError, httpx.InvalidURL, ValueError):
        raise down() from None  # what it said may hold personal data
    if 400 <= answer.status_code < 500:
        raise not_proven()
    if answer.status_code != 200 or not isinstance(found, dict):
        raise down()
    return found


# --- what it says of the one who came back -----------------------------------------------------------------------------


def _exchanged(provider: Provider, code: str, verifier: str, back: str) -> dict[str, Any]:
    found = _discovered(provider)
    body = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier}
    ways = found.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    more: dict[str, Any] = {}
    if provider.client_secret and "client_secret_basic" in ways:
        more["auth"] = httpx.BasicAuth(provider.client_id, provider.client_secret)
    else:
        body |= {"client_id": provider.client_id}
        body |= {"client_secret": provider.client_secret} if provider.client_secret else {}
    token = _asked(provider, "POST", found["token_endpoint"], data=body, **more)
    if not isinstance(token.get("id_token"), str):
        raise not_proven()
    return token


def _judged(provider: Provider, token: dict[str, Any], nonce: str) -> dict[str, Any]:
    """The claims of an id_token that stands: signature, issuer, audience, time, nonce, at_hash."""
    try:
        read = _signed(provider, token["id_token"])
        claims = CodeIDToken(
            read.claims,
            read.header,
            {
                "iss": {"essential": True, "value": provider.issuer},
                "aud": {"essential": True, "value": provider.client_id},
                "nonce": {"essential": True},
            },
            {"client_id": provider.client_id, "access_token": token.get("access_token"), "nonce": nonce},
        )
        claims.validate(leeway=LEEWAY)
    except (JoseError, ValueError, TypeError, KeyError):
        raise not_proven() from None
    if not isinstance(claims["sub"], str) or not claims["sub"] or not hmac.compare_digest(str(claims["nonce"]), nonce):
        raise not_proven()
    return dict(claims)


def _signed(provider: Provider, text: str) -> jwt.Token:
    """Keys are turned over at the provider: one that is not known yet is asked for once more."""
    address = _discovered(provider)["jwks_uri"]
    try:
        return _decoded(_published(provider, address), text)
    except (InvalidKeyIdError, ValueError):
        return _decoded(_published(provider, address, anew=True), text)


def _decoded(published: dict[str, Any], text: str) -> jwt.Token:
    return jwt.decode(text, KeySet.import_key_set({"keys": published["keys"]}), algorithms=ALGORITHMS)


def _userinfo(provider: Provider, token: dict[str, Any], subject: str) -> dict[str, Any]:
    """More claims, of the same subject only (Core §5.3.2)."""
    address, access = _discovered(provider).get("userinfo_endpoint"), token.get("access_token")
    if not address or not isinstance(access, str):
        return {}
    found = _asked(provider, "GET", address, headers={"Authorization": f"Bearer {access}"})
    if found.get("sub") != subject:
        raise not_proven()
    return found
