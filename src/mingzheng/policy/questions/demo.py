"""A spring of questions in the demonstration district, played through the room's own commands by different people."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from mingzheng.core.actors import Post
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.playing import Cast, Diary
from mingzheng.core.units.models import Unit, UnitGroup
from mingzheng.disclosure.documents.demo import next_workday
from mingzheng.disclosure.documents.models import Document
from mingzheng.policy.questions import board, following, knowledge, often, windows
from mingzheng.policy.questions.models import Entry, Handout, Message, Often

DATA = Path(__file__).parent / "data" / "demo.yaml"
SEED = 15
WINDOWS_FROM, LAST = dt.date(2023, 4, 24), dt.date(2023, 6, 20)
Row = dict[str, Any]


def play(*, say: Callable[[str], None]) -> None:
    """Entries with two that ask for review, messages in every state, hand-overs, Q&A sent to windows, frequent questions."""
    rows: Row = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    say(f"演示区：{len(rows['entries'])} 条政策问答，{len(rows['messages'])} 件政策留言，窗口咨询……")
    Play(rows).play()


class Play:
    """What happens on which day."""

    def __init__(self, rows: Row) -> None:
        self.rows, self.diary, self.cast = rows, Diary(), Cast()
        self.units = {unit.code: unit for unit in Unit.objects.all()}
        self.made: dict[str, int] = {}  # key of an entry → its id
        self.dice = random.Random(SEED)  # noqa: S311 - a reproducible demonstration, nothing secret

    def play(self) -> None:
        for row in self.rows["entries"]:
            self._plan_entry(row)
        for row in self.rows["messages"]:
            self._plan_message(row)
        for row in self.rows["handovers"]:
            self._plan_handover(row)
        for row in self.rows["handouts"]:
            self._plan_handout(row)
        self._plan_windows()
        for row in self.rows["often"]:
            self._plan_often(row)
        self.diary.play()

    def _do(self, case_id: int | None, command: str, unit: Unit, post: Post, **data: Any) -> None:
        typed = {name: str(value) for name, value in data.items()}
        act(Case.objects.get(pk=case_id or 0), command, self.cast.of(unit, post), typed)

    def _entry(self, key: str) -> Entry:
        return Entry.objects.get(pk=self.made[key])

    # --- the knowledge base ------------------------------------------------------------------------------------------

    def _plan_entry(self, row: Row) -> None:
        unit = self.units[row["unit"]]
        self.diary.note(row["drafted"], lambda: self._begin(row, unit))
        if "approved" in row:
            self.diary.note(row["approved"], lambda: self._step(row["key"], unit, "approve", Post.REVIEWER))
        for name in ("corrected", "doubted"):
            if name in row:
                self._plan_doubt(row, unit, row[name])

    def _begin(self, row: Row, unit: Unit) -> None:
        values = {name: row[name] for name in ("question", "answer", "paragraph", "quote") if name in row}
        values["document"] = _document(row["number"])
        entry = knowledge.begin(unit, self.cast.of(unit, Post.OFFICER), values)
        self.made[row["key"]] = entry.pk
        self._do(entry.case_id, "submit", unit, Post.OFFICER)

    def _step(self, key: str, unit: Unit, command: str, post: Post, **data: Any) -> None:
        self._do(self._entry(key).case_id, command, unit, post, **data)

    def _plan_doubt(self, row: Row, unit: Unit, how: Row) -> None:
        """The document got another edition; the machine asks for review, and perhaps a new version follows."""

        def heard() -> None:
            if "reason" in how:
                self._step(row["key"], unit, "flag", Post.OFFICER, reason=how["reason"])
                return
            edition = _document(row["number"]).editions.filter(serial=how["serial"], case__isnull=False).first()
            if edition is not None and edition.published_at is not None:
                following.released({"document": edition.document_id, "edition": edition.pk})

        def again() -> None:
            entry = self._entry(row["key"])
            self._step(row["key"], unit, "revise", Post.OFFICER, reason=how["note"])
            typed = {
                "question": entry.question,
                "answer": entry.answer.replace(how["from"], how["to"]),
                "document": row["number"],
                "paragraph": entry.paragraph,
                "quote": entry.quote.replace(how["from"], how["to"]),
                "theme": entry.theme,
            }
            self._step(row["key"], unit, "edit", Post.OFFICER, **typed)
            self._step(row["key"], unit, "submit", Post.OFFICER)
            self._step(row["key"], unit, "approve", Post.REVIEWER, note=how["note"])

        self.diary.note(how["day"], heard)
        if "approved" in how:
            self.diary.note(how["approved"], again)

    # --- the message board -------------------------------------------------------------------------------------------

    def _plan_message(self, row: Row) -> None:
        held: list[tuple[int | None, Unit]] = []

        def ask() -> None:
            values = {name: row[name] for name in ("topic", "text", "consent")}
            if "number" in row:
                values["document"] = _document(row["number"])
            made = board.submit(values)
            held.append((made.case_id, made.unit))
            row["pk"] = made.pk

        def step(command: str, post: Post, **data: Any) -> Callable[[], None]:
            return lambda: self._do(held[0][0], command, held[0][1], post, **data)

        self.diary.note(row["day"], ask)
        if "declined" in row:
            said = row["declined"]
            self.diary.note(said["day"], step("decline", Post.OFFICE_CLERK, reason=said["reason"]))
        if "accepted" in row or "answer" in row:
            self.diary.note(row.get("accepted") or next_workday(row["day"]), step("accept", Post.OFFICER))
        if "extended" in row:
            more = row["extended"]
            self.diary.note(more["day"], step("extend", Post.HEAD, days=more["days"], reason=more["reason"]))
        if "answer" in row:
            day = row.get("answered") or row["checking"]
            self.diary.note(day, step("draft", Post.OFFICER, answer=row["answer"], source=row["source"]))
        if "answered" in row:
            self.diary.note(row["answered"], step("approve", Post.REVIEWER))
            self._plan_ending(row, step)

    def _plan_ending(self, row: Row, step: Callable[..., Callable[[], None]]) -> None:
        if "published" in row:
            public = {"public_text": row["text"], "public_answer": row["answer"]}
            self.diary.note(row["published"], step("publish", Post.OFFICER, **public))
        if "kept" in row:
            self.diary.note(next_workday(row["answered"]), step("keep", Post.OFFICER, reason=row["kept"]))
        if "stars" in row:
            self.diary.note(next_workday(row["answered"]), lambda: board.rate(_message(row["pk"]), row["stars"], ""))

    # --- windows -----------------------------------------------------------------------------------------------------

    def _plan_handover(self, row: Row) -> None:
        window = self.units[row["window"]]
        held: list[Any] = []

        def hand() -> None:
            values = {"text": row["text"], "document": _document(row["number"])}
            held.append(windows.hand_over(self.cast.of(window, Post.WINDOW), values))

        def answer() -> None:
            typed = {"answer": row["answer"], "source": row["source"], "paragraph": row["paragraph"], "keep": "on"}
            self._do(held[0].case_id, "answer", held[0].unit, Post.OFFICER, **typed)
            held[0].refresh_from_db()
            self._do(held[0].entry.case_id, "submit", held[0].unit, Post.OFFICER)

        self.diary.note(row["day"], hand)
        if "answer" in row:
            self.diary.note(row["answered"], answer)
        if "told" in row:
            self.diary.note(row["told"], lambda: self._do(held[0].case_id, "tell", window, Post.WINDOW))
        if "approved" in row:
            self.diary.note(
                row["approved"], lambda: self._do(held[0].entry.case_id, "approve", held[0].unit, Post.REVIEWER)
            )

    def _plan_handout(self, row: Row) -> None:
        unit = self.units[row["unit"]]
        held: list[Handout] = []

        def send() -> None:
            values = {
                "title": row["title"],
                "note": row["note"],
                "entries": [self._entry(key) for key in row["entries"]],
                "groups": list(UnitGroup.objects.filter(name__in=row["groups"])),
                "windows": [self.units[code] for code in row.get("also", ())],
            }
            held.append(windows.send_handout(unit, self.cast.of(unit, Post.OFFICER), values))

        def read(most: int) -> Callable[[], None]:
            def deed() -> None:
                waiting = held[0].receipts.filter(acknowledged_on=None).select_related("window").order_by("pk")
                for receipt in list(waiting[:most]):
                    self._do(receipt.case_id, "acknowledge", receipt.window, Post.WINDOW)

            return deed

        self.diary.note(row["day"], send)
        day = row["day"]
        for _later, most in sorted(row["read"].items()):
            self.diary.note(day, read(most))
            day = next_workday(day)

    def _plan_windows(self) -> None:
        """Answers at the windows and the hotline, from the day after an entry was published."""
        keys = {row["key"]: row.get("approved") for row in self.rows["entries"]}
        desks = [(unit, Post.WINDOW) for unit in self.units.values() if unit.kind in ("street", "town")]
        desks += [(self.units["chengyun"], Post.WINDOW), (self.units["chengyun"], Post.HOTLINE)] * 3
        for key, times in self.rows["asked"].items():
            first = max(next_workday(keys[key]), WINDOWS_FROM)
            days = [first + dt.timedelta(days=n) for n in range((LAST - first).days + 1)]
            for _time in range(times):
                day = self.dice.choice([one for one in days if one.weekday() < 5])
                unit, post = self.dice.choice(desks)
                self.diary.note(day, self._answered(key, unit, post, round(self.dice.lognormvariate(2.6, 0.6))))

    def _answered(self, key: str, unit: Unit, post: Post, seconds: int) -> Callable[[], None]:
        def deed() -> None:
            windows.record_answer(self._entry(key), self.cast.of(unit, post), seconds=seconds)

        return deed

    def _plan_often(self, row: Row) -> None:
        """The daily job finds what was asked often; a reviewer takes the answer that is there."""

        def take() -> None:
            entry = self._entry(row["take"])
            found = Often.objects.filter(asked__entry=entry, case__state="proposed").first()
            if found is not None:
                self._do(found.case_id, "take", entry.unit, Post.REVIEWER, entry=entry.pk)

        def find() -> None:
            often.find()

        self.diary.note(row["found"], find)
        self.diary.note(row["formed"], take)


def _document(number: str) -> Document:
    return Document.objects.select_related("unit", "live").get(doc_number=number, listed=True)


def _message(pk: int) -> Message:
    return Message.objects.get(pk=pk)
