"""What came of asking for an address."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    """The four levels of a link, the worst last."""

    OK = "ok"
    CAUTION = "caution"
    BROKEN = "broken"
    DANGER = "danger"

    @property
    def label(self) -> str:
        return {"ok": "正常", "caution": "需留意", "broken": "打不开", "danger": "有风险"}[self.value]


@dataclass(frozen=True)
class Fetched:
    """What the wire gave. ``fault``: "" or why there is no answer, a word of ``judging.FAULTS``.

    ``whole``: the body was read to its end; ``cut``: the connection ended before the body did. ``headers``: by their names in
    lower case; ``expires``: the last moment of the site's certificate, None without encryption.
    """

    url: str
    final: str
    status: int = 0
    fault: str = ""
    detail: str = ""
    seconds: float = 0.0
    redirects: int = 0
    content_type: str = ""
    body: bytes = b""
    whole: bool = True
    cut: bool = False
    downgraded: bool = False
    headers: dict[str, str] = field(default_factory=dict)
    expires: dt.datetime | None = None


@dataclass(frozen=True)
class Outcome:
    """The verdict on an address: level, a stable word for it, what was seen, what to do."""

    url: str
    level: Level
    code: str = "ok"
    seen: str = ""
    mend: str = ""
    status: int = 0
    seconds: float = 0.0
    final: str = ""

    @property
    def opens(self) -> bool:
        return self.level in (Level.OK, Level.CAUTION)
