"""The papers of the demonstration district in early 2023, played through the room's own commands by different people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.timezone import make_aware

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.playing import LAST, Cast, Diary
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents import commands, demo_files, demo_hooks, effects
from mingzheng.disclosure.documents.forms import EditForm
from mingzheng.disclosure.documents.models import Document, Edition, Effect
from mingzheng.disclosure.documents.vocabulary import Attribute

DATA = Path(__file__).parent / "data" / "demo-documents.yaml"
STEPS = ("submit", "check", "pass_secrecy", "pass_privacy")
STOPS = {"drafting": 0, "checking": 1, "reviewing": 2, "signing": 4}
BY = {
    "check": Post.REVIEWER,
    "pass_privacy": Post.REVIEWER,
    "resolve": Post.REVIEWER,
    "pass_secrecy": Post.SECRECY,
    "after_secrecy": Post.SECRECY,
    "release": Post.HEAD,
    "register": Post.HEAD,
    "schedule": Post.HEAD,
    "force": Post.HEAD,
    "withdraw": Post.HEAD,
}
FORCED = "台风影响临近，须立即告知市民，来不及按次序审查。"
OPINIONS = {"check": "公开属性认定适当。", "pass_secrecy": "不涉及国家秘密和工作秘密。", "pass_privacy": ""}


def play(*, say: Callable[[str], None]) -> None:
    """Forty papers of some twenty units: in every state, some late, some corrected, repealed, amended, run out."""
    rows: list[dict[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))["documents"]
    say(f"演示区：{len(rows)} 份公文，从起草到公开……")
    units = {unit.code: unit for unit in Unit.objects.all()}
    diary, cast = Diary(), Cast()
    for row in rows:
        Paper(row, units, cast, diary).plan()
    diary.play()
    with timekeeping.standing_at(LAST):
        effects.refresh_all()


@dataclass
class Paper:
    """One row of the data on its way."""

    row: dict[str, Any]
    units: dict[str, Unit]
    cast: Cast
    diary: Diary
    edition: Edition | None = None

    @property
    def unit(self) -> Unit:
        return self.units[self.row["unit"]]

    def plan(self) -> None:
        drafted: dt.date = self.row["drafted"]
        if "adopted" in self.row:
            self.diary.note(drafted, self._adopt)
            return
        self.diary.note(drafted, self._begin)
        if self.row.get("route") == "forced":
            self._plan_forced(drafted)
            return
        self._plan_steps(drafted, self.row.get("route", "published"), self.row.get("public"))
        for later in self.row.get("more", ()):
            self._plan_later(later)

    def _plan_steps(self, drafted: dt.date, route: str, public: dt.date | None) -> None:
        """Submission, check and reviews on the working days after the draft; then the signature."""
        day = drafted
        for number, command in enumerate(STEPS, 1):
            if number > STOPS.get(route, len(STEPS)):
                return
            day = min(next_workday(day), public) if public else next_workday(day)
            self.diary.note(day, self._doing(command))
            if command == "check" and "returned" in self.row:
                day = self._plan_return(day)
        if route == "scheduled":
            self.diary.note(next_workday(day), self._doing("schedule", release_at=str(self.row["release_at"])))
        elif route in ("published", "registered"):
            command = "register" if route == "registered" else "release"
            self.diary.note(public or next_workday(day), self._doing(command))

    def _plan_return(self, day: dt.date) -> dt.date:
        self.diary.note(day, self._doing("send_back", post=Post.REVIEWER, reason=self.row["returned"]))
        again = next_workday(day)
        self.diary.note(again, self._doing("submit"))
        self.diary.note(again, self._doing("check"))
        return again

    def _plan_forced(self, day: dt.date) -> None:
        self.diary.note(day, self._doing("submit_urgent", post=Post.OFFICER, reason="突发事件信息。"))
        self.diary.note(day, self._doing("force", reason=FORCED, reviewed="on"))
        self.diary.note(next_workday(day), self._doing("after_secrecy", opinion="补审：不涉及国家秘密。"))

    def _plan_later(self, later: dict[str, Any]) -> None:
        day: dt.date = later["day"]
        if later["do"] == "withdraw":
            self.diary.note(day, self._doing("withdraw", explanation=later["note"]))
            return
        self.diary.note(day, lambda: self._correct(later))
        route = "published" if "public" in later else later.get("until", "drafting")
        self._plan_steps(day, route, later.get("public"))

    # --- deeds ---------------------------------------------------------------------------------------------------

    def _doing(self, command: str, *, post: Post | None = None, **data: Any) -> Callable[[], None]:
        return lambda: self._do(command, post or BY.get(command, Post.OFFICER), **data)

    def _do(self, command: str, post: Post, files: list[SimpleUploadedFile] | None = None, **data: Any) -> None:
        edition = self._fresh()
        demo_hooks.prepare(edition, command)
        if command in ("pass_secrecy", "pass_privacy"):
            self._resolve(edition, post)
            data.setdefault("opinion", OPINIONS[command])
        typed: MultiValueDict[str, Any] = MultiValueDict(
            {name: value if isinstance(value, list) else [value] for name, value in data.items()}
        )
        case = case_of(edition)
        sent = MultiValueDict({"uploads": files}) if files else None
        act(case, command, self.cast.of(self.unit, post), typed, files=sent)

    def _fresh(self) -> Edition:
        assert self.edition is not None  # noqa: S101 - the draft is the first deed of the diary
        return Edition.objects.select_related("document", "case").get(pk=self.edition.pk)

    def _resolve(self, edition: Edition, post: Post) -> None:
        """What the machine found is looked at before a review passes."""
        waiting = [str(pk) for pk in edition.findings.filter(resolution="", gone=False).values_list("pk", flat=True)]
        if waiting:
            self._do(
                "resolve", post, findings=waiting, resolution="lawful", reason="对照原文核对，属于应当公开的内容。"
            )

    def _begin(self) -> None:
        officer = self.cast.of(self.unit, Post.OFFICER)
        self.edition = commands.begin(self.unit, officer, self._values())
        files = [demo_files.made(name, kind, lines) for name, kind, *lines in self.row.get("files", ())]
        if files:
            self._do("attach", Post.OFFICER, files=files, role="attachment")
        if "picture" in self.row:
            said = self.row["picture"]
            self._do("attach", Post.OFFICER, files=[demo_files.picture(said)], role="picture", alt=said)
        if "targets" in self.row:
            named = [str(self.units[code].pk) for code in self.row["targets"]]
            self._do("targets", Post.OFFICER, units=named, code="")
        self._plan_effects(officer)

    def _plan_effects(self, officer: Actor) -> None:
        for word, kind in (("repeals", Effect.Kind.REPEAL), ("amends", Effect.Kind.AMEND)):
            if word in self.row:
                commands.plan_effect(
                    self._fresh(),
                    officer,
                    target=Document.objects.get(doc_number=self.row[word]),
                    kind=kind,
                    effective_on=self.row["effective"],
                    article=self.row.get("article", ""),
                )

    def _adopt(self) -> None:
        moment = make_aware(dt.datetime.combine(self.row["adopted"], dt.time(9, 30)))
        moved = commands.Moved("区政府门户网站（旧版）", self.row["number"], moment, self._values())
        self.edition = commands.adopt(self.unit, moved, Actor.system("迁入旧站文件"))

    def _correct(self, later: dict[str, Any]) -> None:
        officer = self.cast.of(self.unit, Post.OFFICER)
        document = self._fresh().document
        self.edition = commands.correct(document, officer, change_note=later["note"])
        case = case_of(self.edition)
        before, after = (body_of(text) if "|" in text else text for text in later["replace"])
        typed = as_typed(EditForm(case=case))
        typed["body"] = _swapped(str(typed["body"]), before, after)
        if "tags" in later:  # signed when the catalogue of tags is in force: its words
            typed["tags"] = "、".join(later["tags"])
        act(case, "edit", officer, typed)

    def _values(self) -> dict[str, Any]:
        row = self.row
        return {
            "title": row["title"],
            "doc_number": row["number"],
            "issuer": self.unit.name,
            "genre": row["genre"],
            "theme": row["theme"],
            "group": row["group"],
            "columns": row["columns"],
            "normative": row.get("normative", False),
            "formed_on": row["formed"],
            "effective_on": row.get("effective"),
            "expires_on": row.get("expires"),
            "attribute": row.get("attribute", Attribute.PROACTIVE.value),
            "ground": row.get("ground", ""),
            "ground_note": row.get("ground_note", ""),
            "scope": row.get("scope", "public"),
            "carriers": ["site"],
            "addressee": row.get("to", ""),
            "signature": self.unit.name,
            "keywords": row["tags"],
            "tags": row["tags"],
            "audience": row.get("audience", []),
            "summary": row["summary"],
            "body": body_of(row["body"]),
        }


def case_of(edition: Edition) -> Case:
    """Its case as it stands now."""
    assert edition.case is not None  # noqa: S101 - begin opened it
    return Case.objects.get(pk=edition.case.pk)


def next_workday(day: dt.date) -> dt.date:
    """The next day that is no Saturday or Sunday; good enough for a story."""
    day += dt.timedelta(days=1)
    while day.weekday() > 4:
        day += dt.timedelta(days=1)
    return day


def _swapped(body: str, before: str, after: str) -> str:
    """The correction made in the text; cells of a row stand apart in it."""
    old = before.replace("<table><tbody><tr>", "").replace("</tr></tbody></table>", "")
    new = after.replace("<table><tbody><tr>", "").replace("</tr></tbody></table>", "")
    if old not in body:
        raise LookupError(f"the demonstration corrects what is not there: {before}")
    return body.replace(old, new)


def body_of(text: str) -> str:
    """The data's lines as HTML: ``## `` a heading, ``| `` a row of a table, anything else a paragraph."""
    found: list[str] = []
    rows: list[str] = []
    for line in [*text.strip().split("\n"), ""]:
        if "|" in line:
            rows.append(line.strip("| "))
            continue
        if rows:
            found.append(_table(rows))
            rows = []
        if line.startswith("## "):
            found.append(f"<h2>{escape(line[3:])}</h2>")
        elif line:
            found.append(f"<p>{escape(line)}</p>")
    return "".join(found)


def _table(rows: list[str]) -> str:
    cells = [[escape(cell.strip()) for cell in row.split("|")] for row in rows]
    lines = ["".join(f"<td>{cell}</td>" for cell in row) for row in cells]
    if len(rows) == 1:
        return f"<table><tbody><tr>{lines[0]}</tr></tbody></table>"
    head = "".join(f'<th scope="col">{cell}</th>' for cell in cells[0])
    body = "".join(f"<tr>{line}</tr>" for line in lines[1:])
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def as_typed(form: EditForm) -> MultiValueDict[str, Any]:
    """The draft as a browser would send it back unchanged."""
    typed: MultiValueDict[str, Any] = MultiValueDict()
    for name in form.fields:
        value = form[name].value()
        if isinstance(value, bool):
            typed.setlist(name, ["on"] if value else [])
        elif isinstance(value, list):
            typed.setlist(name, value)
        else:
            typed[name] = value.isoformat() if isinstance(value, dt.date) else str(value or "")
    return typed
