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


def code_for(purpose: str, seed: str, length: int = LENGTH) -> str:
    """The code that belongs to a secret seed (a form's key): whoever posts the form twice is shown the same one."""
    number = int.from_bytes(salted_hmac(purpose, seed, algorithm="sha512").digest())
    found = ""
    for _place in range(length):
        number, at = divmod(number, len(ALPHABET))
        found += ALPHABET[at]
    return found


def digest(purpose: str, code: str) -> str:
    """What is kept of a code. Blanks, dashes and small letters do not matter; a code of one purpose opens no other."""
    plain = re.sub(r"[\s\-－—]", "", unicodedata.normalize("NFKC", code)).upper()
    return salted_hmac(purpose, plain, algorithm="sha256").hexdigest()


def in_groups(code: str) -> str:
    """ABCD-EFGH-JKMN: as it is shown, to be written down and read aloud."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))
