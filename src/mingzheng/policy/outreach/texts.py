"""Lines of "名称：说明". Pure."""

from __future__ import annotations


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def pairs(text: str) -> list[tuple[str, str]]:
    """“名称：说明” line by line; a line without a colon is a name alone."""
    found = []
    for line in lines(text):
        name, _colon, rest = line.replace(":", "：", 1).partition("：")
        found.append((name.strip(), rest.strip()))
    return found
