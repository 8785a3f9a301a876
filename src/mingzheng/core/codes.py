"""Codes that a person is given, writes down and reads aloud (查询码, 签到码). Only their keyed digest is kept."""

from __future__ import annotations

import re
import secrets
import unicodedata

from django.utils.crypto import salted_hmac

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without what is mistaken for something else when read aloud
LENGTH = 12


def new_code(length: int = LENGTH) -> str:
    """A fresh code; twelve characters hold 59 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def digest(purpose: str, code: str) -> str:
    """What is kept of a code. Blanks, dashes and small letters do not matter; a code of one purpose opens no other."""
    plain = re.sub(r"[\s\-－—]", "", unicodedata.normalize("NFKC", code)).upper()
    return salted_hmac(purpose, plain, algorithm="sha256").hexdigest()


def in_groups(code: str) -> str:
    """ABCD-EFGH-JKMN: as it is shown, to be written down and read aloud."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))
