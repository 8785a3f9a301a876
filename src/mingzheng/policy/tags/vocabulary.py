"""The catalogue as documents ask it (``disclosure.documents.tagging``): choices, problems of a choice, suggestions, today's names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from mingzheng.core import timekeeping
from mingzheng.disclosure.documents import gates, rules, tagging
from mingzheng.disclosure.documents.models import Edition
from mingzheng.disclosure.documents.vocabulary import Attribute, Scope
from mingzheng.policy.tags import suggesting
from mingzheng.policy.tags.catalogue import InForce, in_force
from mingzheng.policy.tags.content import RETIRED


class CatalogueVocabulary:
    def groups(self, day: dt.date) -> list[tuple[str, list[str]]]:
        held = in_force(day)
        if held is None:
            return []
        open_facets = [facet for facet in held.content.facets if not facet.derived]
        return [
            (
                f"{facet.label}（必选）" if facet.required else facet.label,
                [one.name for one in held.content.active(facet.code)],
            )
            for facet in open_facets
        ]

    def problems(self, names: Sequence[str], day: dt.date) -> list[str]:
        held = in_force(day)
        return [] if held is None else [*_unknown(held, names), *_missing(held, names)]

    def unknown(self, names: Sequence[str], day: dt.date) -> list[str]:
        held = in_force(day)
        return [] if held is None else [name for name in names if name not in held.known]

    def suggest(self, title: str, text: str) -> list[tagging.Suggested]:
        held = in_force()
        if held is None:
            return []
        return [tagging.Suggested(one.entry.name, one.reason) for one in suggesting.suggest(title, text, held.content)]

    def current(self, name: str) -> str:
        return self.currents([name])[0]

    def currents(self, names: Sequence[str]) -> list[str]:
        held = in_force() if names else None
        if held is None:
            return list(names)
        return list(dict.fromkeys(held.current.get(name, name) for name in names))


def _unknown(held: InForce, names: Sequence[str]) -> list[str]:
    said = []
    for name in names:
        entry = held.content.entry(held.known.get(name, ""))
        if entry is None:
            said.append(
                f"标签「{name}」不在第 {held.number} 版标签目录中。请从目录中选择；确需新增的，请向区府办提出。"
            )
        elif entry.status == RETIRED:
            said.append(f"标签「{name}」已经停用。请另选标签。")
    return said


def _missing(held: InForce, names: Sequence[str]) -> list[str]:
    chosen = {entry.facet for name in names if (entry := held.content.entry(held.known.get(name, ""))) and entry.active}
    missing = [facet.label for facet in held.content.required() if facet.code not in chosen]
    return [f"没有选择{'、'.join(f'「{label}」' for label in missing)}方面的标签。请各选至少一个。"] if missing else []


def problems(edition: Edition, moment: gates.Moment) -> list[rules.Problem]:
    """The gate of a release: whatever becomes public carries tags of the catalogue in force (point (十二))."""
    if edition.attribute != Attribute.PROACTIVE or edition.scope != Scope.PUBLIC or not edition.tags:
        return []  # that there is any tag is a rule of the header fields
    return tagging.problems(edition.tags, timekeeping.today())


VOCABULARY = CatalogueVocabulary()
