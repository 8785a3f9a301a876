"""Interpretations of the demonstration's documents: made before their steps, so that the gates of the release are met; then
what comes by itself: later forms, pre-interpretations, second and follow-up ones, the rulebook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.playing import LAST, Cast, Diary
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents.demo import next_workday
from mingzheng.disclosure.documents.models import Document, Edition
from mingzheng.policy.interpretations import commands, following, gate, queries
from mingzheng.policy.interpretations.forms import as_json
from mingzheng.policy.interpretations.models import Interpretation, Task

DATA = Path(__file__).parent / "data" / "demo.yaml"
BEFORE_RELEASE = ("release", "schedule")
SOON = dt.timedelta(days=5)
JUDGEMENT = "已对照文件逐项核对，口径、数字一致，看得懂。"


@cache
def data() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return found


# --- with the document ------------------------------------------------------------------------------------------


def prepare(edition: Edition, command: str) -> None:
    """Before a document is submitted its scheme and drafts are made; before it is released they are approved."""
    told = data()["with"].get(edition.doc_number)
    document = edition.document
    if command == "submit" and queries.with_task(document) is None and (told or gate.demanded_of(edition)):
        _write(document, told or _plainly(edition))
    elif command in BEFORE_RELEASE:
        task = queries.with_task(document)
        waiting = queries.alive(task).filter(status=Interpretation.Status.DRAFT) if task is not None else []
        for one in waiting:
            _pass(one, approve=True)


def _write(document: Document, told: Mapping[str, Any]) -> None:
    officer = Cast().of(document.unit, Post.OFFICER)
    task = commands.begin_task(document, officer, reason=told.get("reason", ""))
    _plan(task, told)
    for row in told["give"]:
        if "later" not in row:
            one = _draft(task, row)
            _do(one, "submit", Post.OFFICER)


def _plainly(edition: Edition) -> dict[str, Any]:
    """A paper of the demonstration for which nobody wrote an interpretation gets one of its own summary."""
    parts = [
        ["text", "", f"《{edition.title}》讲的是：{edition.summary}\n\n有问题请联系{edition.document.unit.short}咨询。"]
    ]
    row = {"form": "text", "title": f"《{edition.title}》解读"[:200], "summary": edition.summary[:300], "parts": parts}
    return {"who": "起草科室负责人", "outline": "背景、对象、主要内容和联系方式。", "ways": ["text"], "give": [row]}


def _plan(task: Task, told: Mapping[str, Any]) -> None:
    together = task.kind in (Task.Kind.WITH, Task.Kind.BEFORE)
    scheme = {
        "outline": told["outline"],
        "ways": told["ways"],
        "channels": ["site", "account"],
        "timing": "together" if together else "later",
        "planned_on": "" if together else (timekeeping.today() + SOON).isoformat(),
        "who": told["who"],
    }
    _do(task, "plan", Post.OFFICER, **scheme)


def _draft(task: Task, row: Mapping[str, Any]) -> Interpretation:
    _do(task, "begin", Post.OFFICER, form=row["form"], title=row["title"])
    one = task.interpretations.latest("pk")
    if "parts" in row:
        rows = [{"kind": kind, "title": title, "text": text, "file": ""} for kind, title, text in row["parts"]]
        plain = ("title", "summary", "media_name", "media_url", "held_on", "people", "transcript")
        typed = {name: str(row[name]) for name in plain if name in row} | {"blocks": as_json(rows)}
        files: MultiValueDict[str, Any] = MultiValueDict()
        if "captions" in row:
            files["captions_file"] = SimpleUploadedFile("zimu.vtt", row["captions"].encode(), "text/vtt")
        _do(one, "edit", Post.OFFICER, files=files, **typed)
    return one


def _pass(one: Interpretation, *, approve: bool) -> None:
    if _state(one) == "drafting":
        _do(one, "submit", Post.OFFICER)
    if _state(one) == "reviewing":
        _do(one, "pass_review", Post.REVIEWER, judgement=JUDGEMENT)
    if approve and _state(one) == "signing":
        _do(one, "approve", Post.HEAD)


def _state(record: Task | Interpretation) -> str:
    return _case(record).state


def _case(record: Task | Interpretation) -> Case:
    """Its case as it stands now."""
    assert record.case_id is not None  # noqa: S101 - opened with the record
    return Case.objects.get(pk=record.case_id)


def _do(record: Task | Interpretation, command: str, post: Post, files: Any = None, **typed: Any) -> None:
    sent: MultiValueDict[str, Any] = MultiValueDict(
        {name: value if isinstance(value, list) else [value] for name, value in typed.items()}
    )
    act(_case(record), command, Cast().of(record.unit, post), sent, files=files)
    record.refresh_from_db()


# --- by themselves ----------------------------------------------------------------------------------------------


def play(*, say: Callable[[str], None]) -> None:
    """After the documents: what was released by itself, in the order of days."""
    diary, units = Diary(), {unit.code: unit for unit in Unit.objects.all()}
    say("演示区：政策解读……")
    for number, told in data()["with"].items():
        for row in told["give"]:
            if "later" in row:
                _plan_later(diary, number, row)
    for row in data()["tasks"]:
        _plan_task(diary, units, row)
    _plan_follow(diary)
    diary.play()
    _mark_rulebook(units)


def _plan_later(diary: Diary, number: str, row: Mapping[str, Any]) -> None:
    def write() -> None:
        task = queries.with_task(Document.objects.get(doc_number=number))
        assert task is not None  # noqa: S101 - prepare opened it
        _publish(_draft(task, row))

    diary.note(row["later"], write)


def _publish(one: Interpretation) -> None:
    _pass(one, approve=True)
    _do(one, "release", Post.HEAD)


def _plan_task(diary: Diary, units: Mapping[str, Unit], row: Mapping[str, Any]) -> None:
    """A task with its scheme on one day; its interpretation some days later, or still being written."""
    made: list[Interpretation] = []

    def begin() -> None:
        unit = units[row["unit"]]
        officer = Cast().of(unit, Post.OFFICER)
        if row["kind"] == Task.Kind.BEFORE:
            draft = commands.Draft(row["draft_title"], row.get("draft_url", ""))
            task = commands.begin_before(unit, officer, draft, reason=row["reason"])
        else:
            task = commands.begin_again(Document.objects.get(doc_number=row["number"]), officer, reason=row["reason"])
        _plan(task, row)
        made.append(_draft(task, row))

    diary.note(row["day"], begin)
    if "out" in row:
        diary.note(row["out"], lambda: _publish(made[0]))


def _plan_follow(diary: Diary) -> None:
    told = data()["follow"]
    for day in told["days"]:
        diary.note(day, lambda: following.after_effect())
    for number, reason in told["close"].items():
        diary.note(next_workday(told["days"][0]), lambda n=number, r=reason: _close(n, r))  # type: ignore[misc]
    for number, row in told["done"].items():
        diary.note(row["day"], lambda n=number, r=row: _follow(n, r))  # type: ignore[misc]
    for number, row in told["asked"].items():
        diary.note(row["day"], lambda n=number, c=row["count"]: _asked(n, c))  # type: ignore[misc]


def _following(number: str) -> Task | None:
    rows = Task.objects.filter(document__doc_number=number, kind=Task.Kind.FOLLOW, case__closed_at=None)
    return rows.select_related("unit", "document").first()


def _close(number: str, reason: str) -> None:
    task = _following(number)
    if task is not None:
        _do(task, "close", Post.HEAD, reason=reason)


def _follow(number: str, row: Mapping[str, Any]) -> None:
    task = _following(number)
    if task is not None:
        _plan(task, row)
        _publish(_draft(task, row))


def _asked(number: str, count: int) -> None:
    document = Document.objects.filter(doc_number=number, listed=True).first()
    if document is not None:
        said = f"公众就这项政策提问已达 {count} 次，请针对集中的问题作跟踪解读。"
        commands.propose_follow(document, said, asked=count)


def _mark_rulebook(units: Mapping[str, Unit]) -> None:
    told = data()["rulebook"]
    document = Document.objects.filter(doc_number=told["number"], listed=True).first()
    day: dt.date = told["day"]
    if document is None or day > LAST:
        return
    with timekeeping.standing_at(day):
        commands.mark_rulebook(document, Cast().of(units["qufuban"], Post.OFFICE_CLERK))
