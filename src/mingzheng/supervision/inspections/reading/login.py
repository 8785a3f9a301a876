"""Does a page ask for a password, and where does the form send it?"""

from __future__ import annotations

from dataclasses import dataclass

from mingzheng.supervision.inspections.crawler.addresses import Forbidden, normal
from mingzheng.supervision.inspections.reading.tree import Node, tag


@dataclass(frozen=True)
class Login:
    """``asks``: there is a field for a password; ``sends_to``: where its form sends it, "" unknown."""

    asks: bool = False
    sends_to: str = ""


def read_login(root: Node, base: str) -> Login:
    field = next((one for one in root.iter("input") if (one.get("type") or "").lower() == "password"), None)
    if field is None:
        return Login()
    form = next((one for one in field.iterancestors() if tag(one) == "form"), None)
    action = (form.get("action") or "").strip() if form is not None else ""
    try:
        return Login(asks=True, sends_to=normal(action or base, base))
    except Forbidden:
        return Login(asks=True)
