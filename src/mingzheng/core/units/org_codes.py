"""组织机构代码 (GB 11714): eight characters and a check digit."""

from __future__ import annotations

WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def org_code_check_digit(body: str) -> str:
    """The check digit of an eight-character body: 11 − Σ mod 11, with 10 → X and 11 → 0 (GB 11714).

    Raises:
        ValueError: for characters outside 0–9 and A–Z.
    """
    total = sum(ALPHABET.index(char) * weight for char, weight in zip(body, WEIGHTS, strict=True))
    return {10: "X", 11: "0"}.get(check := 11 - total % 11, str(check))


def org_code_valid(code: str) -> bool:
    """Is this a nine-character code with the right check digit?"""
    code = code.replace("-", "").upper()
    if len(code) != 9 or not all(char in ALPHABET for char in code):
        return False
    return org_code_check_digit(code[:8]) == code[8]
