"""What a version of the catalogue says, and what a change makes of it. Pure: plain values in, plain values out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from mingzheng.core.errors import Refused

LONGEST_NAME = 32
BAD_IN_NAME = re.compile(r"[/\\,，;；|\s<>\"'?#%]")
ACTIVE, MERGED, RETIRED = "active", "merged", "retired"


@dataclass(frozen=True)
class Facet:
    """One face of a document. ``derived``: the system knows it from the records, nobody chooses it."""

    code: str
    label: str
    help: str = ""
    required: bool = False
    derived: bool = False


@dataclass(frozen=True)
class Entry:
    """One tag. It never leaves the catalogue: a merged one names what it went ``into``, a retired one keeps its name.

    Args:
        former: every name that it had before, and free words that older documents carry for it.
        words: what suggests it when it stands in a text.
    """

    code: str
    facet: str
    name: str
    parent: str = ""
    definition: str = ""
    words: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    status: str = ACTIVE
    into: str = ""

    @property
    def active(self) -> bool:
        return self.status == ACTIVE


@dataclass(frozen=True)
class Content:
    """All facets and tags of a version, in their order."""

    facets: tuple[Facet, ...] = ()
    entries: tuple[Entry, ...] = ()
    _by_code: dict[str, Entry] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, facets: Sequence[Facet], entries: Sequence[Entry]) -> Content:
        return cls(tuple(facets), tuple(entries), {one.code: one for one in entries})

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> Content:
        """From the JSON that a version keeps."""
        facets = [Facet(**one) for one in data.get("facets", ())]
        rows = [_entry(one) for one in data.get("tags", ())]
        return cls.of(facets, rows)

    def dump(self) -> dict[str, Any]:
        return {"facets": [asdict(one) for one in self.facets], "tags": [asdict(one) for one in self.entries]}

    def facet(self, code: str) -> Facet:
        """Raises KeyError for a facet that the catalogue does not have."""
        return next(one for one in self.facets if one.code == code)

    def entry(self, code: str) -> Entry | None:
        return self._by_code.get(code)

    def active(self, facet: str = "") -> list[Entry]:
        return [one for one in self.entries if one.active and (not facet or one.facet == facet)]

    def required(self) -> list[Facet]:
        return [one for one in self.facets if one.required and not one.derived]

    def known(self) -> dict[str, str]:
        """Every word that ever was a tag → the code of the tag that it means now (merges followed)."""
        found: dict[str, str] = {}
        for one in self.entries:
            found |= dict.fromkeys(one.former, self._end(one).code)
        return found | {one.name: self._end(one).code for one in self.entries}

    def current(self) -> dict[str, str]:
        """Every word that ever was a tag → the name under which it stands now."""
        return {word: self._by_code[code].name for word, code in self.known().items()}

    def _end(self, entry: Entry) -> Entry:
        """Where a chain of merges ends; ``apply`` keeps it free of circles."""
        while entry.status == MERGED:
            entry = self._by_code[entry.into]
        return entry


def _entry(data: Mapping[str, Any]) -> Entry:
    """JSON knows lists only."""
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
    return Entry(**values)


# --- changes -----------------------------------------------------------------------------------------------------


def apply(content: Content, kind: str, data: Mapping[str, Any]) -> Content:
    """The catalogue after one change.

    Args:
        kind: add, rename, merge, retire, revive, define, require.
        data: what the change names: ``code`` of the tag; ``name``, ``facet``, ``parent``, ``definition``, ``words``,
            ``former``, ``into``, ``required`` as the kind needs.

    Raises:
        Refused: the change contradicts the catalogue; the field at fault is named.
    """
    return _KINDS[kind](content, data)


def add_many(content: Content, entries: Sequence[Entry]) -> Content:
    """As many single additions, checked once: for a catalogue that is taken over whole."""
    taken = set(content.known())
    codes = set(content._by_code)
    for one in entries:
        check_name(one.name)
        if one.name in taken or one.code in codes:
            raise Refused(f"「{one.name}」（{one.code}）已经在目录中。", field="name", code="name_taken")
        taken |= {one.name, *one.former}
        codes.add(one.code)
    return Content.of(content.facets, [*content.entries, *entries])


def check_name(name: str) -> None:
    """Raises Refused for a name that cannot be an address or a word of a list."""
    if not name:
        raise Refused("没有写标签名称。", remedy="请填写名称。", field="name", code="name")
    if len(name) > LONGEST_NAME:
        raise Refused(f"标签名称超过 {LONGEST_NAME} 字。", remedy="请缩短。", field="name", code="name")
    bad = BAD_IN_NAME.search(name)
    if bad:
        raise Refused(
            "标签名称里有空格、逗号、斜线等不能用的符号。", remedy="请去掉这些符号。", field="name", code="name"
        )


def _taken(content: Content, name: str, *, but: str = "") -> None:
    """Also words of the past are taken: an old document must not change its meaning."""
    code = content.known().get(name)
    if code and code != but:
        holder = content.entry(code)
        said = f"「{name}」已经是标签，或曾经是标签" + (
            f"「{holder.name}」的名称" if holder and holder.name != name else ""
        )
        raise Refused(said + "。", remedy="请另取名称，或用并入。", field="name", code="name_taken")


def _add(content: Content, data: Mapping[str, Any]) -> Content:
    name, facet = str(data["name"]), str(data["facet"])
    check_name(name)
    _taken(content, name)
    if facet not in {one.code for one in content.facets if not one.derived}:
        raise Refused("没有这个分面，或它由系统得出。", remedy="请从列表中选择。", field="facet", code="facet")
    parent = _parent(content, str(data.get("parent", "")), facet)
    code = str(data.get("code") or _fresh(content))
    if content.entry(code) is not None:
        raise Refused(f"代码 {code} 已经用过。", field="code", code="code_taken")
    entry = Entry(
        code, facet, name, parent, str(data.get("definition", "")), _words(data, "words"), _words(data, "former")
    )
    return Content.of(content.facets, _placed(content, entry))


def _placed(content: Content, entry: Entry) -> list[Entry]:
    """Behind the last of its parent's, or of its facet's."""
    places = [
        place
        for place, one in enumerate(content.entries)
        if one.facet == entry.facet and (not entry.parent or entry.parent in (one.code, one.parent))
    ]
    at = places[-1] + 1 if places else len(content.entries)
    return [*content.entries[:at], entry, *content.entries[at:]]


def _fresh(content: Content) -> str:
    numbers = [int(one.code[1:]) for one in content.entries if re.fullmatch(r"T\d{1,8}", one.code)]
    return f"T{max(numbers, default=0) + 1}"


def _parent(content: Content, code: str, facet: str, own: str = "") -> str:
    if not code:
        return ""
    held = content.entry(code)
    if held is None or not held.active or held.facet != facet or code == own or held.parent:
        raise Refused(
            "上级标签要在同一分面，自己没有上级，并且在用。", remedy="请重新选择上级。", field="parent", code="parent"
        )
    if own and any(one.parent == own for one in content.entries):
        raise Refused(
            "这个标签下面有标签，不能再放到别的标签下面。", remedy="请先移开下级。", field="parent", code="parent"
        )
    return code


def _words(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(one).strip() for one in data.get(key) or () if str(one).strip()))


def _held(content: Content, data: Mapping[str, Any], key: str = "code") -> Entry:
    entry = content.entry(str(data.get(key, "")))
    if entry is None or not entry.active:
        raise Refused("没有这个标签，或它已经并入、停用。", remedy="请刷新后重新选择。", field=key, code="no_tag")
    return entry


def _with(content: Content, entry: Entry, **changed: Any) -> Content:
    return Content.of(
        content.facets, [replace(one, **changed) if one.code == entry.code else one for one in content.entries]
    )


def _rename(content: Content, data: Mapping[str, Any]) -> Content:
    entry, name = _held(content, data), str(data["name"])
    check_name(name)
    if name == entry.name:
        raise Refused("新名称与现在的相同。", remedy="请填写新名称。", field="name", code="same_name")
    _taken(content, name, but=entry.code)
    former = tuple(one for one in dict.fromkeys([*entry.former, entry.name]) if one != name)
    return _with(content, entry, name=name, former=former)


def _merge(content: Content, data: Mapping[str, Any]) -> Content:
    entry, into = _held(content, data), _held(content, data, "into")
    if entry.code == into.code:
        raise Refused("一个标签不能并入自己。", remedy="请选择另一个标签。", field="into", code="itself")
    if into.parent == entry.code:
        raise Refused("不能并入自己的下级。", remedy="请把下级并到上级，再改名。", field="into", code="itself")
    made = _with(content, entry, status=MERGED, into=into.code)
    below = [replace(one, parent=into.code if not into.parent and into.facet == one.facet else "") if one.parent == entry.code else one for one in made.entries]  # fmt: skip
    return Content.of(made.facets, below)


def _retire(content: Content, data: Mapping[str, Any]) -> Content:
    entry = _held(content, data)
    if any(one.parent == entry.code and one.active for one in content.entries):
        raise Refused("这个标签下面还有在用的标签。", remedy="请先停用或移开下级。", field="code", code="has_children")
    return _with(content, entry, status=RETIRED)


def _revive(content: Content, data: Mapping[str, Any]) -> Content:
    entry = content.entry(str(data.get("code", "")))
    if entry is None or entry.status != RETIRED:
        raise Refused("没有这个已停用的标签。", remedy="请重新选择。", field="code", code="no_tag")
    return _with(content, entry, status=ACTIVE)


def _define(content: Content, data: Mapping[str, Any]) -> Content:
    entry = _held(content, data)
    parent = _parent(content, str(data.get("parent", "")), entry.facet, entry.code)
    return _with(content, entry, definition=str(data.get("definition", "")), words=_words(data, "words"), parent=parent)


def _require(content: Content, data: Mapping[str, Any]) -> Content:
    code = str(data.get("facet", ""))
    if code not in {one.code for one in content.facets if not one.derived}:
        raise Refused("没有这个分面，或它由系统得出。", remedy="请从列表中选择。", field="facet", code="facet")
    wanted = bool(data.get("required"))
    return Content.of(
        [replace(one, required=wanted) if one.code == code else one for one in content.facets], content.entries
    )


_KINDS = {
    "add": _add,
    "rename": _rename,
    "merge": _merge,
    "retire": _retire,
    "revive": _revive,
    "define": _define,
    "require": _require,
}
