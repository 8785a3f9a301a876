"""Major decisions of the demonstration: catalogues of the district and of units, matters in every stage."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from mingzheng.core.actors import Post
from mingzheng.core.procedures import playing
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.disclosure.documents.demo import next_workday
from mingzheng.disclosure.documents.models import Document
from mingzheng.participation.consultations.models import Consultation
from mingzheng.participation.decisions import commands
from mingzheng.participation.decisions.forms.matters import waiting_to_be_shown
from mingzheng.participation.decisions.models import Catalogue, Matter, Scope

DATA = Path(__file__).parent / "data" / "demo.yaml"
OFFICE = "qufuban"
FACTS = ("title", "kind", "about", "planned_by")
Data = dict[str, Any]


def play(*, say: Callable[[str], None]) -> None:
    """After the consultations: some of them are on these matters."""
    say("演示区：重大行政决策……")
    data: Data = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    stage = _Stage(data)
    for code, row in data["units"].items():
        stage.catalogue(code, row, Scope.UNIT)
    for row in data["proposals"]:
        stage.proposal(row)
    stage.catalogue(OFFICE, data["district"], Scope.DISTRICT)
    for key, row in data["matters"].items():
        for day, command, who, typed in row.get("does", ()):
            stage.later(day, key, command, who, typed)
    stage.diary.play()


class _Stage(playing.Stage):
    """Who does what on which day; each deed waits in the diary."""

    def __init__(self, data: Data) -> None:
        self.matters: dict[str, Data] = data["matters"]
        super().__init__()
        self.diary = playing.Diary()

    # --- catalogues

    def catalogue(self, code: str, row: Data, scope: str) -> None:
        district = scope == Scope.DISTRICT
        maker, checker = (Post.OFFICE_CLERK, Post.OFFICE_HEAD) if district else (Post.OFFICER, Post.REVIEWER)
        head = Post.OFFICE_HEAD if district else Post.HEAD
        year = row["begun"].year

        def found() -> Catalogue:
            return Catalogue.objects.get(year=year, scope=scope, unit=self.units[code])

        def begin() -> None:
            made = commands.begin_catalogue(self.units[code], self.by(code, maker), year, scope)
            if row.get("lines"):
                lines = [self._row(number, key, district) for number, key in enumerate(row["lines"])]
                self.do(made, "arrange", self.by(code, maker), **_together(lines))

        self.diary.note(row["begun"], begin)
        if row.get("stops") == "composing":
            return
        day = next_workday(row["begun"])
        self.diary.note(day, lambda: self.do(found(), "submit", self.by(code, maker)))
        self.diary.note(next_workday(day), lambda: self.do(found(), "approve", self.by(code, checker)))
        if "stops" in row:
            return
        self._agreed(code, row, found, maker, head)
        if "adjust" in row:
            self._adjusted(code, row["adjust"], found)

    def _agreed(self, code: str, row: Data, found: Callable[[], Catalogue], maker: Post, head: Post) -> None:
        published: dt.date = row["published"]
        on, body, number = row.get("consent") or (published, row["body"], "党组（党工委）会议（演示）")
        consent = {"consent_body": body, "consent_on": on, "consent_number": number}
        self.diary.note(published, lambda: self.do(found(), "consent", self.by(code, maker), **consent))
        self.diary.note(published, lambda: self.do(found(), "publish", self.by(code, head)))

    def _adjusted(self, code: str, row: Data, found: Callable[[], Catalogue]) -> None:
        clerk, head = Post.OFFICE_CLERK, Post.OFFICE_HEAD

        def compose() -> None:
            self.do(found(), "adjust", self.by(code, clerk), reason=row["reason"])
            self._take_proposals()
            draft = found().draft
            if draft is None:
                raise LookupError(f"{found()} was not opened for its adjustment")
            self.do(found(), "arrange", self.by(code, clerk), **_together(self._changed(draft, row)))
            self.do(found(), "submit", self.by(code, clerk))
            self.do(found(), "approve", self.by(code, head))

        self.diary.note(row["begun"], compose)
        self._agreed(code, row, found, clerk, head)

    def _changed(self, draft: Any, row: Data) -> list[Data]:
        """The lines as they are, with what the adjustment does to them."""
        changes = {self.matters[key]["title"]: values for key, values in row["changes"].items()}
        drops = {self.matters[key]["title"]: why for key, why in row["drop"].items()}
        adds = {self.matters[key]["title"]: why for key, why in row["add"].items()}
        lines = []
        for number, line in enumerate(draft.lines.all()):
            said = {name: getattr(line, name) for name in FACTS} | {"unit": line.unit_id, "line": line.pk}
            said |= changes.get(line.title, {})
            if line.title in drops:
                said |= {"drop": "on", "why": drops[line.title]}
            if line.title in adds:
                said |= {"why": adds[line.title]}
            lines.append({f"row{number}-{name}": value for name, value in said.items()})
        return lines

    def _row(self, number: int, key: str, district: bool) -> Data:
        row = self.matters[key]
        said = {name: row[name] for name in FACTS}
        if district:
            said["unit"] = self.units[row["unit"]].pk
        return {f"row{number}-{name}": value for name, value in said.items()}

    # --- proposals

    def proposal(self, row: Data) -> None:
        facts = dict(row) if "of" not in row else {**row, **{name: self.matters[row["of"]][name] for name in FACTS}}
        facts = {"origin": "unit", "grounds": "本单位年度重点工作，有政策依据和预算安排。"} | facts
        unit, wanted = row["unit"], (*FACTS, "origin", "grounds")

        def deed() -> None:
            values = {name: facts[name] for name in wanted} | {"year": row["day"].year}
            made = commands.begin_proposal(self.units[unit], self.by(unit, Post.OFFICER), values)
            self.do(made, "submit", self.by(unit, Post.OFFICER))
            self.do(made, "sign", self.by(unit, Post.HEAD))
            if row["end"] == "declined":
                self.do(made, "decline", self.by(OFFICE, Post.OFFICE_CLERK), reason=row["answer"])

        self.diary.note(row["day"], deed)

    def _take_proposals(self) -> None:
        for case in Case.objects.filter(procedure="decisions.proposal", state="office"):
            act(case, "take", self.by(OFFICE, Post.OFFICE_CLERK), {})

    # --- matters

    def later(self, day: dt.date, key: str, command: str, who: str, typed: Data) -> None:
        self.diary.note(day, lambda: self._deed(key, command, who, typed))

    def _deed(self, key: str, command: str, who: str, typed: Data) -> None:
        row = self.matters[key]
        post, _at, unit = who.partition("@")
        matter = Matter.objects.get(title=row["title"])
        self.do(matter, command, self.by(unit or row["unit"], Post(post)), **self._said(matter, command, typed))

    def _said(self, matter: Matter, command: str, typed: Data) -> Data:
        """Names that the data uses, as the form's choices."""
        if command == "hand_over":
            return {**typed, "unit": self.units[typed["unit"]].pk}
        if command == "consult":
            return {"consultation": Consultation.objects.get(title__startswith=typed["consultation"]).pk}
        if command == "show":
            return {"parts": [str(one.pk) for one in waiting_to_be_shown(matter)]}
        if command == "result":
            document = Document.objects.filter(doc_number=typed["document"]).first() if typed["document"] else None
            return {**typed, "document": document.pk if document else ""}
        return typed


def _together(rows: list[Data]) -> Data:
    return {name: value for row in rows for name, value in row.items()}
