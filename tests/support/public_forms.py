"""Public forms as people send them: with the key of the page they came from, and the plain question answered."""

from __future__ import annotations

import re
from typing import Any

from mingzheng.portal import guarding


def key_of(page: str) -> str:
    """The first form's key on a page."""
    return re.search(r'name="form_key" value="([^"]+)"', page)[1]


def send(client: Any, address: str, **typed: Any) -> Any:
    """Fetch a form and send it."""
    return client.post(address, {"form_key": key_of(client.get(address).content.decode()), **typed})


def answered(page: str) -> dict[str, str]:
    """The plain question of a page with its answer, as a person gives it."""
    asked = re.search(r'name="wen-asked" value="([^"]+)"', page)[1]
    one, other = (guarding.NUMERALS.index(word) for word in re.search(r"请问(.)加(.)等于几", page).groups())
    return {"wen-asked": asked, "wen-answer": str(one + other)}
