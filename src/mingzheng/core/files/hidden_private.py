"""Personal data and secret marks within what a file hides: named by kind and place, never by value. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from mingzheng.core.files.hidden_findings import HiddenFinding, shorten
from mingzheng.core.privacy import Finding, Severity, mask, scan
from mingzheng.core.privacy.lexicon import Matcher, read_words

_GRAVE = frozenset({Severity.PRIVATE, Severity.STOP})
_LABELS = "隐藏内容中有{}"


@cache
def _marks() -> Matcher:
    """The shipped marks of secrecy; the office's own words are asked by those who know the database."""
    return Matcher(word for word in read_words() if word.kind == "secret_mark")


def _grave(text: str) -> list[Finding]:
    return [found for found in [*scan(text), *_marks().scan(text)] if found.severity in _GRAVE]


def judged(findings: Iterable[HiddenFinding]) -> Iterator[HiddenFinding]:
    """The findings with personal data masked, each followed by what kinds of it were in its content."""
    told: set[tuple[str, str]] = set()
    for finding in findings:
        if finding.type == "hidden_private":
            fresh = (finding.where, finding.label) not in told
            told.add((finding.where, finding.label))
            yield from [finding] if fresh else []
            continue
        content = finding.content or finding.text
        yield replace(finding, text=_shown(finding, content), content="")
        for label, count in Counter(found.label for found in _grave(content)).items():
            whole = _LABELS.format(label)
            if (finding.where, whole) not in told:
                told.add((finding.where, whole))
                text = f"{count} 处，在「{finding.label.partition('（')[0]}」中"
                yield HiddenFinding("hidden_private", whole, finding.where, text, finding.remedy)


def _shown(finding: HiddenFinding, content: str) -> str:
    """What is shown of it: masked before it is cut, so that no half number stands at the end."""
    if finding.content and shorten(finding.content) == finding.text:
        return shorten(mask(content))
    return mask(finding.text)


def beyond(readings: Iterable[str], visible: str, where: str, remedy: str) -> Iterator[HiddenFinding]:
    """What some readings hold that the visible one does not: numbers pieced together from hidden and visible text."""
    seen = {found.text for found in _grave(visible)}
    told: set[str] = set()
    for reading in readings:
        for found in _grave(reading):
            if found.text not in seen and found.label not in told:
                told.add(found.label)
                yield HiddenFinding("hidden_private", _LABELS.format(found.label), where, "1 处", remedy)
