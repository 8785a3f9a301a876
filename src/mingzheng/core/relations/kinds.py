"""Kinds of link with their names in both directions. Rooms add theirs from ``AppConfig.ready``."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LinkKind:
    """``label`` reads from source to target, ``inverse`` from target to source."""

    code: str
    label: str
    inverse: str


_kinds: dict[str, LinkKind] = {}


def register(code: str, label: str, inverse: str) -> LinkKind:
    """Make a kind of link known; registering it again replaces its names."""
    _kinds[code] = LinkKind(code, label, inverse)
    return _kinds[code]


def kind_of(code: str) -> LinkKind:
    """Raises KeyError for a kind nobody registered."""
    return _kinds[code]


register("evidence", "以此为证明材料", "证明了")
register("replaces", "替代", "被替代为")
register("concerns", "涉及", "被涉及于")
