"""What an answer must not be: a mere receipt, a line, a claim without a source. Pure.

Of 2,816 replies measured 7 % had fewer than 40 characters and some said only 已收悉 (lessons: Participation).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mingzheng.core.substance import substance

_SPACE = re.compile(r"\s+")
# A document by its title or number, an article, a page: something that the asker can look up.
_SOURCE = re.compile(r"《[^》]{2,}》|〔\d{4}〕\s*\d+\s*号|https?://\S+")


@dataclass(frozen=True)
class Fault:
    """``code``: receipt, short, no_source. ``message`` says what is missing and what to do."""

    code: str
    message: str


def faults(answer: str, source: str, *, shortest: int) -> list[Fault]:
    """What stands against sending an answer.

    Args:
        source: what it stands on, where that has a field of its own (a document, an entry of the base).
        shortest: characters, blanks left out, that an answer has at least.
    """
    plain = _SPACE.sub("", answer)
    if not plain:
        return [Fault("empty", "答复是空的。")]
    found = []
    if not substance(plain):
        found.append(Fault("receipt", "答复只说收到了留言，没有回答问题。请写明结论、条件和怎样办。"))
    elif len(plain) < shortest:
        found.append(
            Fault("short", f"答复只有 {len(plain)} 个字，不足 {shortest} 个字。请写明结论、依据、怎样办和向谁问。")
        )
    if not source.strip() and not _SOURCE.search(answer):
        found.append(Fault("no_source", "答复没有依据。请写明依据的文件和条款，例如《……》第几条。"))
    return found
