"""Check digits of Chinese identifiers, written from the standards. Pure; every function takes compact text.

The organisation code (GB 11714) is checked in ``units.org_codes`` and offered here with the others.
All functions expect upper-case ASCII without separators and return False (never raise) for anything else.
"""

from __future__ import annotations

import re
from datetime import date

from mingzheng.core.units.org_codes import org_code_valid

__all__ = [
    "birth_date_valid",
    "luhn_valid",
    "org_code_valid",
    "region_plausible",
    "resident_check_digit",
    "resident_id15_valid",
    "resident_id_shaped",
    "resident_id_valid",
    "uscc_check_digit",
    "uscc_valid",
]

_RESIDENT_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_RESIDENT_CHECKS = "10X98765432"
_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_PROVINCES = frozenset(  # GB/T 2260, and 83 for residents from Taiwan
    str(number)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
    for number in range(first, last + 1)
)
_OLDEST_BIRTH, _YOUNGEST_BIRTH = 1900, 2049  # a wide frame: a pure module has no clock


def region_plausible(code: str) -> bool:
    """First six digits of a resident ID (GB/T 2260): a known province and not the province itself.

    Identity cards of permanent residents from abroad (2023 form) begin with 9 and carry the province next.
    """
    province = code[1:3] if code[:1] == "9" else code[:2]
    return province in _PROVINCES and code[2:6] != "0000"


def birth_date_valid(year: str, month: str, day: str) -> bool:
    """A date that exists, between 1900 and 2049."""
    try:
        born = date(int(year), int(month), int(day))
    except ValueError:
        return False
    return _OLDEST_BIRTH <= born.year <= _YOUNGEST_BIRTH


def resident_check_digit(first17: str) -> str:
    """GB 11643-1999, 4.2 (ISO 7064 MOD 11-2): the 18th character of a citizen identification number."""
    total = sum(weight * int(digit) for weight, digit in zip(_RESIDENT_WEIGHTS, first17, strict=True))
    return _RESIDENT_CHECKS[total % 11]


def resident_id_shaped(number: str) -> bool:
    """Eighteen characters with a plausible region and birth date; the check digit may be wrong (a typing error)."""
    if not re.fullmatch(r"[1-9][0-9]{16}[0-9X]", number):
        return False
    return region_plausible(number[:6]) and birth_date_valid(number[6:10], number[10:12], number[12:14])


def resident_id_valid(number: str) -> bool:
    """GB 11643-1999 citizen identification number of 18 characters: region, birth date and check digit."""
    return resident_id_shaped(number) and resident_check_digit(number[:17]) == number[17]


def resident_id15_valid(number: str) -> bool:
    """GB 11643-1989 number of 15 digits (no check digit): region and a birth date of the 20th century."""
    if not re.fullmatch(r"[1-8][0-9]{14}", number):
        return False
    return region_plausible(number[:6]) and birth_date_valid("19" + number[6:8], number[8:10], number[10:12])


def uscc_check_digit(first17: str) -> str:
    """GB 32100-2015, 5.2 (modulus 31): the 18th character of a unified social credit code."""
    total = sum(weight * _USCC_ALPHABET.index(char) for weight, char in zip(_USCC_WEIGHTS, first17, strict=True))
    return _USCC_ALPHABET[(31 - total % 31) % 31]


def uscc_valid(code: str) -> bool:
    """GB 32100-2015 unified social credit code (统一社会信用代码) of 18 characters without I, O, S, V, Z."""
    if not re.fullmatch(rf"[{_USCC_ALPHABET}]{{2}}[0-9]{{6}}[{_USCC_ALPHABET}]{{10}}", code):
        return False
    return uscc_check_digit(code[:17]) == code[17]


def luhn_valid(number: str) -> bool:
    """ISO/IEC 7812-1 annex B (Luhn), used by bank cards."""
    if not re.fullmatch(r"[0-9]{2,}", number):
        return False
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
