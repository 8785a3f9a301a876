"""Header fields proposed from the text of a document: value, the words it was read from, where, how sure. Pure.

A person confirms every one. ``propose`` never guesses silently: what speaks against a proposal is a ``Doubt``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator

from mingzheng.disclosure.documents.intake import agencies, dates, docnumbers, keywords, terms, words
from mingzheng.disclosure.documents.intake.agencies import Agencies
from mingzheng.disclosure.documents.intake.doubts import doubts
from mingzheng.disclosure.documents.intake.model import Cleaned, Role
from mingzheng.disclosure.documents.intake.sheet import FIELDS, Doubt, Part, Proposal, Reading, Sheet

__all__ = ["FIELDS", "Doubt", "Proposal", "Reading", "propose"]


def propose(cleaned: Cleaned, known: Agencies | None = None) -> Reading:
    """All header fields that the text gives away."""
    sheet = Sheet(cleaned, known or agencies.NOBODY)
    found: dict[str, Proposal] = {}
    for reader in _READERS:
        for proposal in reader(sheet, found):
            found[proposal.field] = proposal
    return Reading(found, tuple(doubts(sheet, found)))


def _joined(parts: list[Part]) -> tuple[str, str, int, int]:
    text = "".join(part.text.replace("\n", "").strip() for part in parts)
    source = "\n".join(part.text for part in parts)
    return text, source, parts[0].start, parts[-1].start + len(parts[-1].text)


def _title(sheet: Sheet, _found: dict[str, Proposal]) -> Iterator[Proposal]:
    parts = sheet.of(Role.TITLE)
    if parts:
        text, source, start, end = _joined(parts)
        text = re.sub(r"[ \u3000]+", "", text) if re.search(r"[\u4e00-\u9fff]", text) else text
        sure = 0.95 if words.TITLE_END.search(text) and len(text) >= 8 else 0.6
        note = f"分 {len(parts)} 行排列，已合并" if len(parts) > 1 else ""
        yield Proposal("title", text, source, start, end, sure, note)
        genre = words.GENRE_OF_TITLE.search(text)
        if genre:
            yield Proposal("genre", genre.group(1), genre.group(), 0, 0, 0.9)


def _number(sheet: Sheet, _: dict[str, Proposal]) -> Iterator[Proposal]:
    everywhere = docnumbers.find(sheet.text)
    heads = [(part, number) for part in sheet.of(Role.NUMBER) if (number := docnumbers.whole(part.text))]
    if heads:
        part, number = heads[0]
        place = part.text.find(number.raw)
        start = part.start + max(place, 0)
        others = tuple(dict.fromkeys(other.text for other in everywhere if other.text != number.text))
        sure = 0.7 if number.faults else 0.97
        note = "；".join(number.faults)
        yield Proposal("doc_number", number.text, number.raw, start, start + len(number.raw), sure, note, others)
        if number.normative:
            yield Proposal("normative", True, number.raw, start, start + len(number.raw), 0.9, "机关代字中有「规」")
    elif labelled := [one for part in sheet.of(Role.HEAD) for one in _labelled_number(part)]:
        yield labelled[0]
    elif everywhere:
        note = "文件头没有字号；正文中提到的字号多是引用的文件，确为本文件字号的才选用"
        yield Proposal("doc_number", "", "", 0, 0, 0.2, note, tuple(dict.fromkeys(other.text for other in everywhere)))


def _labelled_number(part: Part) -> Iterator[Proposal]:
    """发文字号：… above a paper that was copied from a web page."""
    if words.LABELLED.match(part.text):
        for number in docnumbers.find(part.text):
            where = (part.start + number.start, part.start + number.end)
            yield Proposal("doc_number", number.text, number.raw, *where, 0.85, "由网页上的栏目读出")


def _signature(sheet: Sheet, _: dict[str, Proposal]) -> Iterator[Proposal]:
    parts = sheet.of(Role.SIGNATURE)
    dated = [part for part in sheet.of(Role.DATE) if dates.find(part.text) and not dates.whole(part.text)]
    if parts:
        names = tuple(name for part in parts for name in agencies.split_line(part.text))
        source, start, end = _joined(parts)[1:]
        yield Proposal("signature", names, source, start, end, 0.9)
    elif dated:
        part = dated[0]
        end = dates.find(part.text)[0].start
        names = tuple(agencies.split_line(part.text[:end]))
        yield Proposal("signature", names, part.text[:end].strip(), part.start, part.start + end, 0.85)


def _agency(sheet: Sheet, found: dict[str, Proposal]) -> Iterator[Proposal]:
    head = agencies.from_head([(part.text, part.start) for part in sheet.of(Role.HEAD)])
    number, signature = found.get("doc_number"), found.get("signature")
    signed = signature.value if signature and isinstance(signature.value, tuple) else ()
    by_code = ""
    if number and isinstance(number.value, str) and (held := docnumbers.find(number.value)):
        by_code = sheet.known.by_code(held[0].code)
    names = list(dict.fromkeys(sheet.known.full(name) for name in (head.names or signed)))
    title = found.get("title")
    by_title = sheet.known.in_title(title.value) if title and isinstance(title.value, str) else ""
    chosen = names[0] if names else (by_code or by_title)
    if not chosen:
        return
    votes = [name for name in (by_code, by_title, *map(sheet.known.full, signed[:1])) if name]
    agree = any(agencies.same(chosen, vote) for vote in votes)
    source, start, end = (head.source, head.start, head.end) if head.names else ("", 0, 0)
    if not source and signature:
        source, start, end = signature.source, signature.start, signature.end
    note = "" if head.names else "由落款得出" if signed else "由发文字号的机关代字得出" if by_code else "由标题得出"
    sure = 0.97 if agree and head.names else 0.85 if agree or head.names else 0.7
    others = tuple(vote for vote in dict.fromkeys(votes) if not agencies.same(chosen, vote))
    yield Proposal("issuer", chosen, source or chosen, start, end, sure, note, others)
    co_names = names[1:] or [sheet.known.full(name) for name in signed[1:]]
    co_names = [name for name in co_names if not agencies.same(name, chosen)]
    if co_names:
        yield Proposal("co_issuers", tuple(co_names), source, start, end, 0.85)


def _dates(sheet: Sheet, _: dict[str, Proposal]) -> Iterator[Proposal]:
    for part in sheet.of(Role.DATE)[:1]:
        held = dates.find(part.text) or dates.find(re.sub(r"[ \u3000\t]", "", part.text))
        if held:
            start = part.start + min(held[0].start, len(part.text))
            yield Proposal("formed_on", held[0].day, held[0].text, start, start + len(held[0].text), 0.95)
    for part in sheet.of(Role.COLOPHON):
        yield from _printed(part)


def _printed(part: Part) -> Iterator[Proposal]:
    for line in re.split(r"[\n]", part.text):
        held = dates.find(line)
        if held and words.PRINTED.search(line):
            start = part.start + part.text.find(line)
            where = (start + held[-1].start, start + held[-1].end)
            yield Proposal("printed_on", held[-1].day, held[-1].text, *where, 0.95)
            name = re.sub(r"^.*[。；]|抄[ \u3000]*[送报发].*?[。]", "", line[: held[-1].start]).strip(" \u3000\t：:")
            if 2 < len(name) <= 40:
                yield Proposal("printed_by", re.sub(r"[ \u3000\t]", "", name), name, start, start + len(name), 0.9)


def _written_by_title(sheet: Sheet, found: dict[str, Proposal]) -> Iterator[Proposal]:
    """An order or regulation has its date in the bracket under its title: （2023年5月1日…通过）."""
    if "formed_on" in found:
        return
    for part in sheet.of(Role.BODY)[:3]:
        if part.text.startswith(("（", "(")) and (held := dates.find(part.text)):
            last = held[0]
            start = part.start + last.start
            yield Proposal(
                "formed_on", last.day, last.text, start, part.start + last.end, 0.6, "由标题下括号中的日期得出"
            )
            return


def _addressees(sheet: Sheet, _: dict[str, Proposal]) -> Iterator[Proposal]:
    for part in sheet.of(Role.ADDRESSEE)[:1]:
        text = part.text.strip().rstrip("：:")
        yield Proposal("addressee", text, part.text, part.start, part.start + len(part.text), 0.95)


def _attachments(sheet: Sheet, _: dict[str, Proposal]) -> Iterator[Proposal]:
    parts = sheet.of(Role.ATTACHMENTS)
    if not parts:
        return
    names: list[str] = []
    for part in parts:
        for line in words.ATTACHMENT_LIST.sub("", part.text, count=1).split("\n"):
            names += _attachment_names(line.strip(" \u3000\t"), names)
    if names:
        source, start, end = _joined(parts)[1:]
        yield Proposal("attachments", tuple(name for name in names if name), source, start, end, 0.9)


_ITEM = re.compile(r"(?:^|(?<=[\u4e00-\u9fff）》 \u3000]))\d{1,2}[.．、][ \u3000]*(?=\D|(?:19|20)\d{2})")


def _attachment_names(line: str, before: list[str]) -> list[str]:
    """The names on one line; a line without a number continues the name before it."""
    pieces = [piece for piece in _ITEM.split(line) if piece.strip()]
    numbered = _ITEM.match(line)
    if before and not numbered and pieces:
        before[-1] += pieces[0].strip()
        pieces = pieces[1:]
    return [piece.strip(" \u3000；;。.") for piece in pieces]


def _attribute(sheet: Sheet, _: dict[str, Proposal]) -> Iterator[Proposal]:
    places = [*sheet.of(Role.MARK), *sheet.of(Role.COLOPHON), *sheet.of(Role.HEAD)]
    for part in places:
        held = words.MARK.search(part.text)
        if held:
            value = words.ATTRIBUTE[held.group(2)]
            note = "原文注明删减后公开，请核对公开的文本" if held.group(2) == "删减后公开" else ""
            yield Proposal("attribute", value, part.text, part.start, part.start + len(part.text), 0.97, note)
            return


def _terms(sheet: Sheet, found: dict[str, Proposal]) -> Iterator[Proposal]:
    """Effect and expiry: read in the paper, then in what it issues."""
    written = found.get("formed_on") or found.get("printed_on")
    day = written.value if written and isinstance(written.value, dt.date) else None
    parts = [part for part in sheet.parts if part.role is Role.BODY]
    effect = next((term for part in reversed(parts) for term in terms.effective(part.text, part.start, day)), None)
    if effect:
        yield Proposal(
            "effective_on", effect.day, effect.source, effect.start, effect.end, effect.confidence, effect.note
        )
    start_day = effect.day if effect else day
    expiry = next((term for part in reversed(parts) for term in terms.expiry(part.text, part.start, start_day)), None)
    if expiry:
        yield Proposal(
            "expires_on", expiry.day, expiry.source, expiry.start, expiry.end, expiry.confidence, expiry.note
        )
    repealed = [term for part in parts for term in terms.repeals(part.text, part.start)]
    if repealed:
        names = tuple(dict.fromkeys(name for _, name, _, _ in repealed))
        source, _, start, end = repealed[0]
        yield Proposal("repeals", names, source, start, end, 0.8, "请核对并登记废止关系")


def _keywords(sheet: Sheet, found: dict[str, Proposal]) -> Iterator[Proposal]:
    title = found.get("title")
    held = keywords.of(str(title.value) if title else "", " ".join(part.text for part in sheet.of(Role.BODY))[:20_000])
    if held:
        yield Proposal("keywords", tuple(held), "、".join(held), 0, 0, 0.5, "由标题和正文的高频词得出")


_READERS: tuple[Callable[[Sheet, dict[str, Proposal]], Iterator[Proposal]], ...] = (
    _title, _number, _signature, _agency, _dates, _written_by_title, _addressees, _attachments, _attribute, _terms, _keywords,
)  # fmt: skip
