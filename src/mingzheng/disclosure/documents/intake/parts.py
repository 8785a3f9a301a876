"""Which block of an official paper is what (GB/T 9704): red head, number, title, addressee, signature, date, colophon. Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from mingzheng.disclosure.documents.intake import dates, docnumbers, words
from mingzheng.disclosure.documents.intake.model import Block, Role

_HEAD_SPAN = 14  # blocks in which the head must stand
_TITLE_BLOCKS, _TITLE_LENGTH = 6, 160
_SENTENCE = re.compile(r"[。；;！？!?]")
_CENTRED = frozenset({"centre", "centre-strong", "title", "h2", "red"})
_NUMBERED = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.．、\s]")


def assign(given: list[Block]) -> list[Block]:
    """The same blocks with their roles."""
    marker = _Marker(given)
    marker.head()
    marker.title()
    marker.addressee()
    marker.foot()
    marker.ending()
    return [replace(block, role=role) for block, role in zip(given, marker.roles, strict=True)]


class _Marker:
    def __init__(self, blocks: list[Block]) -> None:
        self.blocks = blocks
        self.roles = [Role.BODY for _ in blocks]
        self.at = 0  # first block that has no role yet

    def _text(self, index: int) -> str:
        return self.blocks[index].text.strip() if index < len(self.blocks) else ""

    def head(self) -> None:
        """Everything above the title: found by the number's line, or by its own words."""
        span = min(_HEAD_SPAN, len(self.blocks))
        while self.at < span and words.LABELLED.match(self._text(self.at)):
            self.roles[self.at] = Role.HEAD
            self.at += 1
        number = next((i for i in range(span) if docnumbers.whole(self._text(i))), None)
        if number is not None and not self._title_before(number):
            for index in range(number):
                self.roles[index] = Role.HEAD
            self.roles[number] = Role.NUMBER
            self.at = number + 1
        while self.at < span and self._is_head(self.at):
            self.roles[self.at] = Role.HEAD
            self.at += 1

    def _title_before(self, number: int) -> bool:
        """A number under the title (orders, regulations) leaves the title above it."""
        above = [i for i in range(number) if not self._is_head(i) and self._text(i)]
        text = "".join(self._text(i) for i in above)
        return bool(above) and bool(words.TITLE_END.search(text)) and not re.search(r"文[ \u3000]*件$", text)

    def _is_head(self, index: int) -> bool:
        block, text = self.blocks[index], self._text(index)
        if block.tag == "hr" or not text:
            return block.tag in ("hr", "p")
        if block.tag == "table":
            return bool(re.search(r"文[ \u3000\n\t]*件", text)) and len(text) < 120
        fixed = (words.SERIAL_LINE, words.SECRET_LINE, words.URGENT_LINE, words.SIGNER_LINE)
        if any(pattern.fullmatch(text) for pattern in fixed):
            return True
        if block.hint == "red" or self._is_plate(index):
            return True
        return bool(re.search(r"文[ \u3000]*件$", text) and words.HEAD_LINE.fullmatch(text)) and len(text) < 60

    def _is_plate(self, index: int) -> bool:
        """某某局公告, 某某政府令, 会议纪要 as a plate: the number or the real title follows."""
        if not words.PLATE.fullmatch(self._text(index)):
            return False
        after = self._text(index + 1)
        return bool(
            docnumbers.whole(after) or re.fullmatch(r"第[ \d一二三四五六七八九十]+号", after) or "关于" in after[:40]
        )

    def title(self) -> None:
        self._take_title()
        if Role.TITLE not in self.roles:  # a plate with nothing after it is the title after all
            for index in range(self.at):
                if self.roles[index] is Role.HEAD and words.PLATE.fullmatch(self._text(index)):
                    self.roles[index] = Role.TITLE

    def _take_title(self) -> None:
        start = self.at
        while start < len(self.blocks) and not self._text(start):
            start += 1
        taken: list[int] = []
        for index in range(start, min(start + _TITLE_BLOCKS, len(self.blocks))):
            if not self._goes_on(taken, index):
                break
            taken.append(index)
        while taken and not self._is_title(taken):
            taken.pop()
        for index in taken:
            self.roles[index] = Role.TITLE
        if taken:
            self.at = taken[-1] + 1
        if docnumbers.whole(self._text(self.at)) and Role.NUMBER not in self.roles:
            self.roles[self.at] = Role.NUMBER
            self.at += 1

    def _goes_on(self, taken: list[int], index: int) -> bool:
        block, text = self.blocks[index], self._text(index)
        if block.tag not in ("p", "h2", "h3", "h4") or not text or _SENTENCE.search(text) or text.endswith(("：", ":")):
            return False
        if dates.whole(text) or docnumbers.whole(text) or (text.startswith(("（", "(")) and taken):
            return False
        whole = "".join(self._text(i) for i in taken)
        if taken and words.TITLE_END.search(whole) and not self._unfinished(whole, text):
            return False
        if len(whole) + len(text) > _TITLE_LENGTH:
            return False
        return not taken or block.hint in _CENTRED or block.tag != "p" or not words.TITLE_END.search(whole)

    def _unfinished(self, whole: str, text: str) -> bool:
        """关于印发《…办法》 goes on with 的通知; an open 《 goes on too."""
        return whole.count("《") > whole.count("》") or text.startswith(("的", "》"))

    def _is_title(self, taken: list[int]) -> bool:
        whole = "".join(self._text(i) for i in taken)
        if len(whole) < 2:
            return False
        first = self.blocks[taken[0]]
        shown = first.hint in _CENTRED or first.tag == "h2" or first.strong
        if words.TITLE_END.search(whole):
            return True
        alone = len(taken) == 1 and not re.match(r"[一二三四五六七八九十]+、|第[一二三四五六七八九十]+[章条]", whole)
        return alone and shown and len(whole) <= 60 and not words.ATTACHMENT_HEAD.fullmatch(whole)

    def addressee(self) -> None:
        index = self.at
        while index < len(self.blocks) and not self._text(index):
            index += 1
        text = self._text(index)
        if (
            text.endswith(("：", ":"))
            and len(text) <= 500
            and not _SENTENCE.search(text)
            and not re.search(r"如下|根据|现将|决定|《", text)
            and words.ADDRESSEE_WORDS.search(text)
            and not re.match(r"[一二三四五六七八九十]+、", text)
        ):
            self.roles[index] = Role.ADDRESSEE
            self.at = index + 1

    def foot(self) -> None:
        """Colophon and the mark of the attribute, wherever they stand after the head."""
        for index in range(self.at, len(self.blocks)):
            text, block = self._text(index), self.blocks[index]
            if words.MARK_LINE.fullmatch(text):
                self.roles[index] = Role.MARK
            elif self._is_colophon(block, text):
                self.roles[index] = Role.COLOPHON
                self._colophon_goes_on(index)

    def _is_colophon(self, block: Block, text: str) -> bool:
        flat = re.sub(r"\s+", "", text)
        if block.tag == "table":
            return len(flat) < 600 and bool(words.COPIED.search(text) or re.search(r"日印发", flat))
        printed = len(flat) < 80 and flat.endswith(("印发", "印制")) and bool(dates.find(flat))
        return printed or bool(words.COPIED.match(text))

    def _colophon_goes_on(self, index: int) -> None:
        """抄送 may run over further lines until the printing line."""
        if not words.COPIED.match(self._text(index)) or self._text(index).endswith("。"):
            return
        for after in range(index + 1, min(index + 5, len(self.blocks))):
            text = self._text(after)
            if self._is_colophon(self.blocks[after], text):
                for between in range(index + 1, after):
                    self.roles[between] = Role.COLOPHON
                return

    def ending(self) -> None:
        """The signature, its date and the list of attachments above them."""
        date = self._date_line()
        if date is None:
            self._attachments(self._first_attachment_head())
            return
        first = date
        for index in range(date - 1, max(self.at - 1, date - 9), -1):
            text = self._text(index)
            if not text and self.blocks[index].tag == "p":
                continue
            if not self._is_signature(index):
                break
            self.roles[index] = Role.SIGNATURE
            first = index
        self._attachments(first)

    def _date_line(self) -> int | None:
        free = [i for i in range(self.at, len(self.blocks)) if self.roles[i] is Role.BODY]
        dated = [i for i in free if self._closes(i)]
        signed = [i for i in dated if i > self.at and (self._is_signature(i - 1) or self._both(i))]
        found = signed[0] if signed else None
        if found is None and dated:
            found = next((i for i in dated if self.blocks[i].hint == "right" or i >= len(self.blocks) - 6), None)
        if found is not None:
            self.roles[found] = Role.DATE
        return found

    def _closes(self, index: int) -> bool:
        return bool(dates.whole(self._text(index))) or self._both(index)

    def _both(self, index: int) -> bool:
        """Signature and date on one line."""
        text = self._text(index)
        found = dates.find(text)
        if len(text) > 60 or len(found) != 1 or found[0].end != len(text) or not found[0].start:
            return False
        return bool(words.AGENCY_LINE.fullmatch(text[: found[0].start].strip(" \u3000\t")))

    def _is_signature(self, index: int) -> bool:
        if index < self.at or self.roles[index] not in (Role.BODY, Role.SIGNATURE) or self.blocks[index].tag == "table":
            return False
        text = re.sub(r"[（(](?:盖章|印章|代章|公章)[）)]", "", self._text(index))
        if not text or len(text) > 120 or re.search(r"[：:。；，,、]", text):
            return False
        pieces = [piece for piece in re.split(r"[ \u3000\t\n]{1,}", text) if piece]
        joined = "".join(pieces)
        whole = bool(words.AGENCY_LINE.fullmatch(joined)) and all(len(piece) == 1 for piece in pieces)
        return whole or all(words.AGENCY_LINE.fullmatch(piece) for piece in pieces) or self._person(index, text)

    def _person(self, index: int, text: str) -> bool:
        """An order is signed by a person: 区长　张三."""
        return self.blocks[index].hint == "right" and bool(
            re.fullmatch(
                r"(?:区长|市长|镇长|局长|主任|主席)?[ \u3000]*[\u4e00-\u9fff](?:[ \u3000]?[\u4e00-\u9fff]){1,3}", text
            )
        )

    def _first_attachment_head(self) -> int:
        for index in range(self.at, len(self.blocks)):
            if words.ATTACHMENT_HEAD.fullmatch(self._text(index)):
                return index
        return len(self.blocks)

    def _attachments(self, end: int) -> None:
        start = next(
            (i for i in range(end - 1, self.at - 1, -1) if words.ATTACHMENT_LIST.match(self._text(i))
             and self.roles[i] is Role.BODY), None
        )  # fmt: skip
        if start is None:
            return
        for index in range(start, end):
            text = self._text(index)
            if index > start and not (
                _NUMBERED.match(text) or not text or (len(text) < 60 and not _SENTENCE.search(text))
            ):
                break
            if self.roles[index] is Role.BODY:
                self.roles[index] = Role.ATTACHMENTS
