"""Whom this house believes about who somebody is, and in which of its words that is told."""

from __future__ import annotations

from dataclasses import dataclass, field

import httpx


@dataclass(frozen=True)
class Provider:
    """An OpenID provider at which this house is registered.

    Args:
        issuer: as it stands in discovery and in each token, to the letter.
        name: as people call it (一网通办).
        claims: our word → the provider's claim: name, kind, number, mobile.
        enterprises: values of the claim ``kind`` that mean an enterprise; anything else is a person.
        secure: only https is spoken; off in trials alone.
        door: how it is reached; None over the network. The stand-in of a demonstration answers in this process.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str
    claims: dict[str, str] = field(hash=False)
    scope: str = "openid profile phone"
    enterprises: tuple[str, ...] = ("enterprise",)
    secure: bool = True
    door: httpx.BaseTransport | None = field(default=None, compare=False, repr=False)
