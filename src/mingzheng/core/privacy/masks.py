"""How personal data is shown inside, and how it is taken out of what is published. Pure.

Inside, enough stays for an officer to tell two persons apart; on publication nothing stays (个人信息保护法 第25、34条).
"""

from __future__ import annotations

import re

REMOVED = "***"


def mask_resident_id(number: str) -> str:
    """310105199001010018 → 310105********0018; the 15-digit form keeps six and three."""
    keep = 4 if len(number) == 18 else 3
    return number[:6] + "*" * (len(number) - 6 - keep) + number[-keep:]


def mask_mobile(number: str) -> str:
    """13812341234 → 138****1234 (the last eleven digits; a country code is dropped)."""
    return f"{number[-11:-8]}****{number[-4:]}"


def mask_bank_card(number: str) -> str:
    """Only the last four digits stay."""
    return "*" * (len(number) - 4) + number[-4:]


def mask_landline(area: str, local: str) -> str:
    """021-****5678; an extension is dropped."""
    return (f"{area}-" if area else "") + "****" + local[-4:]


def mask_email(address: str) -> str:
    """z***@example.cn; a name of one or two letters goes entirely."""
    name, _, host = address.partition("@")
    return (name[0] if len(name) > 2 else "") + f"***@{host}"


def mask_plate(plate: str) -> str:
    """沪A12345 → 沪A***45."""
    compact = re.sub(r"[ .·•・-]", "", plate)
    return compact[:2] + "*" * (len(compact) - 4) + compact[-2:]


def mask_passport(number: str) -> str:
    """E12345678 → E*****678."""
    return number[0] + "*" * (len(number) - 4) + number[-3:]


def mask_name(name: str) -> str:
    """张建国 → 张某某, 欧阳修 → 欧某某: the family name and no hint of the length. Empty stays empty."""
    return f"{name.strip()[0]}某某" if name.strip() else ""
