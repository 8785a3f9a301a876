"""Whom a connection trusts: the shipped authorities, read once. Reading them takes longer than most requests."""

from __future__ import annotations

import ssl
from functools import cache

import httpx


@cache
def authorities() -> ssl.SSLContext:
    """For ``httpx.Client(verify=…)``; nothing of the environment is looked at."""
    return httpx.create_ssl_context(trust_env=False)
