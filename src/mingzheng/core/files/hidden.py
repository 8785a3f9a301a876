"""``scan_hidden``: what a file carries besides what a reader sees. Pure.

The usual leaks of published files: tracked changes, comments, hidden sheets and rows, text under a black box,
properties that name a person, places in photographs. Personal data and secret marks within them are named by their kind and
masked in what is shown. What cannot be judged is said, never passed over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from mingzheng.core.files import hidden_image, hidden_ofd, hidden_pdf, hidden_private, hidden_word, hidden_xlsx
from mingzheng.core.files.hidden_findings import HiddenFinding, not_judged
from mingzheng.core.files.limits import DEFAULT, Limits
from mingzheng.core.files.sniffing import sniff

MAX_PER_TYPE = 100
_SCANNERS: dict[str, Callable[[bytes, Limits], Iterable[HiddenFinding]]] = {
    "docx": hidden_word.scan,
    "docm": hidden_word.scan,
    "xlsx": hidden_xlsx.scan,
    "xlsm": hidden_xlsx.scan,
    "pdf": hidden_pdf.scan,
    "ofd": hidden_ofd.scan,
    "jpeg": hidden_image.scan,
    "png": hidden_image.scan,
    "webp": hidden_image.scan,
}
_NOTHING_TO_HIDE = frozenset({"txt", "csv", "gif"})


def scan_hidden(data: bytes, name: str, limits: Limits = DEFAULT) -> list[HiddenFinding]:
    """Hidden content of a file; at most 100 findings of one type, the last of which then says how many more there are.

    Raises:
        Refused: as ``sniff`` and ``extract_text`` do, for files that cannot be opened.
    """
    kind = sniff(data, name, limits)
    scanner = _SCANNERS.get(kind.code)
    if scanner is not None:
        return list(_capped(hidden_private.judged(scanner(data, limits))))
    if kind.code in _NOTHING_TO_HIDE:
        return []
    return [not_judged(f"{kind.label}不能由机器检查隐藏信息", "请另存为 .docx、.xlsx 或 .pdf 后再检查，或由人工检查。")]


def _capped(findings: Iterable[HiddenFinding]) -> Iterator[HiddenFinding]:
    counts: Counter[str] = Counter()
    first_over: dict[str, HiddenFinding] = {}
    for finding in findings:
        counts[finding.type] += 1
        if counts[finding.type] <= MAX_PER_TYPE:
            yield finding
        else:
            first_over.setdefault(finding.type, finding)
    for kind, finding in first_over.items():
        more = counts[kind] - MAX_PER_TYPE
        yield HiddenFinding(kind, finding.label, "其余各处", f"另有 {more} 处", finding.remedy, finding.serious)
