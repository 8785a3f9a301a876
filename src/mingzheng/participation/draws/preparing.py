"""From people and places to what can be frozen: everything checked, panels computed, each person's chance known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mingzheng.core.errors import Refused
from mingzheng.participation.draws import listing, order
from mingzheng.participation.draws.listing import Chance, Entry
from mingzheng.participation.draws.order import Panel, Shortfall
from mingzheng.participation.draws.quotas import Impossible, Kind, Quota

JOINED = "·"  # between the traits of a category with crossed quotas


@dataclass(frozen=True)
class Prepared:
    """What ``commands.freeze`` writes down."""

    entries: tuple[Entry, ...]
    places: Mapping[str, int]
    alternates: int
    quotas: tuple[Quota, ...] = ()
    panels: tuple[Panel, ...] = ()

    def chances(self) -> list[Chance]:
        """Each category's people, and what chance each of them has."""
        return listing.chances(self.entries, self.places, self.panels)

    def shortfalls(self) -> list[Shortfall]:
        """Places that stay empty whatever the seed."""
        if self.panels:
            return []
        return order.shortfalls({entry.code: entry.category for entry in self.entries}, self.places)


def prepare(
    entries: Sequence[Entry], places: Mapping[str, int], alternates: int, quotas: Sequence[Quota] = ()
) -> Prepared:
    """Check a list and compute the panels of crossed quotas (seconds for a few hundred people: not within a transaction).

    Args:
        places: category → places; with quotas ``{"": how many in all}``.
        quotas: crossed quotas; the category of each person then is the combination of the traits that they name.

    Raises:
        Refused: naming what is wrong with the list, the places or the quotas.
    """
    _check_list(entries, places, alternates)
    if not quotas:
        _check_categories(entries, places)
        return Prepared(tuple(entries), dict(places), alternates)
    if set(places) != {""}:
        raise Refused("有交叉名额时，只写一共抽几人。", code="places")
    named = _with_categories(entries, quotas)
    kinds = _kinds(named)
    try:
        from mingzheng.participation.draws import fair  # SciPy: half a second and 60 MB, for whoever prepares a draw

        found = fair.leximin(kinds, places[""], quotas)
    except Impossible as impossible:
        raise Refused(
            impossible.why, remedy="请调整名额，或者再征集一些人。", field="quotas", code="impossible"
        ) from None
    never = [category for category, chance in sorted(found.chances.items()) if not chance]
    if never:
        listed = "、".join(never)
        raise Refused(
            f"按这些名额，{listed}的人一定抽不中。",
            remedy="请调整名额，不让任何人只是陪抽。",
            field="quotas",
            code="never",
        )
    return Prepared(named, dict(places), alternates, tuple(quotas), found.panels)


def _check_list(entries: Sequence[Entry], places: Mapping[str, int], alternates: int) -> None:
    if not entries:
        raise Refused("名单是空的。", remedy="请先征集或者导入。", code="empty")
    twice = [code for code, count in Counter(entry.code for entry in entries).items() if count > 1]
    if twice:
        raise Refused(f"名单里有重复的代码：{'、'.join(sorted(twice)[:5])}。", code="twice")
    words = [*places, *(entry.category for entry in entries)]
    words += [word for entry in entries for pair in entry.traits.items() for word in pair]
    unfit = sorted({word for word in words if word and not listing.WORDS.fullmatch(word)})
    unfit += [entry.code for entry in entries if not listing.CODE.fullmatch(entry.code)]
    if unfit:
        raise Refused(f"名单里有不能写进文件的字：{unfit[0]!r}。", code="words")
    if alternates < 0 or sum(places.values()) < 1 or min(places.values()) < 0:
        raise Refused("至少要抽一人。", field="places", code="places")


def _check_categories(entries: Sequence[Entry], places: Mapping[str, int]) -> None:
    """Nobody stands on a list without any chance."""
    without = sorted({entry.category for entry in entries if places.get(entry.category, 0) < 1})
    if without:
        listed = "、".join(f"「{name}」" if name else "（没有写类别）" for name in without)
        raise Refused(
            f"名单里有没有名额的类别：{listed}。", remedy="请给它名额，或者把这些人移出名单。", code="no_places"
        )


def _with_categories(entries: Sequence[Entry], quotas: Sequence[Quota]) -> tuple[Entry, ...]:
    traits = list(dict.fromkeys(quota.trait for quota in quotas))
    lacking = sorted({trait for trait in traits for entry in entries if not entry.traits.get(trait)})
    if lacking:
        raise Refused(f"名单里有人没有写{'、'.join(lacking)}。", remedy="请补全，或者不按它分配名额。", code="lacking")
    return tuple(
        replace(
            entry,
            category=JOINED.join(entry.traits[trait] for trait in traits),
            traits={trait: entry.traits[trait] for trait in traits},
        )
        for entry in entries
    )


def _kinds(entries: Sequence[Entry]) -> list[Kind]:
    held: dict[str, list[Entry]] = {}
    for entry in entries:
        held.setdefault(entry.category, []).append(entry)
    return [Kind(category, rows[0].traits, len(rows)) for category, rows in held.items()]
