"""What was found as a page shows it: results and facets, written here rather than in a template's loops: a fifth of their work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from html import escape  # half the work of Django's, which must look for lazy text
from urllib.parse import quote_plus, urlencode

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from mingzheng.design.templatetags.design import validity_badge
from mingzheng.design.templatetags.design_text import cn_date
from mingzheng.search.queries import Facet, Hit, Shown
from mingzheng.search.snippets import Piece


@dataclass(frozen=True)
class Address:
    """The address of these results, and of those one step away."""

    base: str
    query: str
    filters: Mapping[str, str]
    newest: bool

    def to(self, *, page: int = 1, newest: bool | None = None) -> str:
        newest = self.newest if newest is None else newest
        facts: dict[str, str | int] = {"q": self.query, **self.filters}
        facts |= {"sort": "new"} if newest else {}
        facts |= {"page": page} if page > 1 else {}
        return f"{self.base}?{urlencode(facts)}"

    def of(self, query: str) -> str:
        """Of another question, without any filter."""
        return Address(self.base, query, {}, newest=False).to()

    def without(self, name: str) -> str:
        """With any value of this facet."""
        return replace(self, filters={key: kept for key, kept in self.filters.items() if key != name}).to()

    def around(self, name: str) -> tuple[str, str]:
        """What stands before and after the value of this facet in the address of its results: alike for all values."""
        names = list({**self.filters, name: ""})
        place = names.index(name)
        before = {"q": self.query} | {key: self.filters[key] for key in names[:place]}
        after = {key: self.filters[key] for key in names[place + 1 :]} | ({"sort": "new"} if self.newest else {})
        return f"{self.base}?{urlencode(before)}&{name}=", f"&{urlencode(after)}" if after else ""


def marked(pieces: Iterable[Piece]) -> str:
    """What was asked for in ``<mark>``. Every piece is escaped."""
    return "".join(f"<mark>{escape(piece.text)}</mark>" if piece.hit else escape(piece.text) for piece in pieces)


def hits(found: Iterable[Hit]) -> SafeString:
    """The results of a page: title, state, passages, where from."""
    same_number = f' <span class="badge">{escape(_("文号一致"))}</span>'
    badges: dict[str, str] = {"": ""}
    lines = []
    for hit in found:
        record = hit.record
        if record.validity not in badges:
            badges[record.validity] = f" {validity_badge(record.validity)}"
        state = badges[record.validity] + (same_number if hit.exact else "")
        title = f'<p class="hits__title"><a href="{escape(record.url)}">{marked(hit.title)}</a>{state}</p>'
        texts = "".join(f'<p class="hits__snippet">{marked(passage)}</p>' for passage in hit.passages)
        lines.append(f'<li>\n{title}\n{texts}\n<p class="hits__where">{_where(record)}</p>\n</li>')
    return mark_safe("".join(lines))  # noqa: S308 - each part is escaped


def _where(record: Shown) -> str:
    facts = [f"<span>{escape(record.kind)}</span>"]
    facts += [f'<span class="nobreak">{escape(record.number)}</span>'] if record.number else []
    facts += [f"<span>{escape(record.agency)}</span>"] if record.agency else []
    facts += [f"<span>{cn_date(record.published_on)}</span>"] if record.published_on else []
    return "".join(facts)


def facets(found: Iterable[Facet], address: Address) -> SafeString:
    """Each facet with its values, how many each would leave, and where choosing it (or taking it back) leads."""
    comma, entries = (f'<span class="visually-hidden">{escape(word)}</span>' for word in (_("，"), _(" 条")))
    parts = []
    for facet in found:
        before, after = map(escape, address.around(facet.name))
        lines = []
        for value in facet.values:
            url = escape(address.without(facet.name)) if value.chosen else before + quote_plus(value.value) + after
            current = ' aria-current="true"' if value.chosen else ""
            number = f'<span class="num">{comma}{value.count}{entries}</span>'
            lines.append(f'<li><a href="{url}"{current}><span>{escape(value.label)}</span>{number}</a></li>')
        label = escape(facet.label)
        parts.append(
            f'<div class="facets__one" role="group" aria-label="{label}"><h2>{label}</h2><ul>{"".join(lines)}</ul></div>'
        )
    return mark_safe("".join(parts))  # noqa: S308 - each part is escaped
