"""Consultations of a year: of many units, with many voices, few, or none; shortened, extended, stopped; each answered in time."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from mingzheng.config.year.stage import MORNING, Stage
from mingzheng.config.year.telling import Story, tell
from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.units.models import Unit
from mingzheng.participation.consultations import commands, sorting
from mingzheng.participation.consultations.models import Article, CollectionPoint, Consultation

DATA = Path(__file__).parents[1] / "data" / "consultations.yaml"
EXTENDED = 7  # days
SURNAMES = "王李张刘陈杨"
Row = dict[str, Any]


@cache
def data() -> dict[str, Any]:
    """The words and rows; read once."""
    found: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return found


def plan(stage: Stage) -> None:
    """The four points first; every consultation on its days."""
    stage.at(stage.first, lambda: _points(stage), order=MORNING)
    for row in data()["consultations"]:
        tell(stage, stage.workday(row["opens"] - dt.timedelta(days=6)), life(stage, row), order=MORNING)


def _points(stage: Stage) -> None:
    for row in data()["points"]:
        facts = {**row, "unit": stage.units[row["unit"]], "since": stage.first, "ended_on": None}
        commands.keep_point(None, stage.office(), facts)


def life(stage: Stage, row: Row) -> Story:
    """From the draft to the answers."""
    teller = Teller(stage, row)
    closes = teller.announced()
    yield row["opens"]
    commands.keep_phases()
    yield from teller.said_online(closes)
    if teller.end == "stopped":
        reason = "上位规划正在调整，待确定后重新征集，已提的意见一并研究。"
        teller.does("stop", Post.HEAD, reason=reason)
        return
    if teller.end == "extended":
        closes += dt.timedelta(days=EXTENDED)
        reason = "意见较多，应居民要求延长。"
        teller.does("extend", Post.HEAD, until=closes, reason=reason)
    yield from teller.said_elsewhere()
    yield closes + dt.timedelta(days=1)
    commands.keep_phases()
    yield stage.workday(closes, 6)
    teller.decided()
    yield stage.workday(timekeeping.today(), 15 if teller.planted else 4)
    teller.answered()


class Teller:
    """One consultation and the unit that holds it."""

    def __init__(self, stage: Stage, row: Row) -> None:
        self.stage, self.row = stage, row
        self.unit: Unit = stage.units[row["unit"]]
        self.end: str = row.get("end", "answered")
        self.planted = stage.defect("feedback_late", self.unit) if self.end == "answered" else None
        self.found: Consultation

    def said(self, text: str) -> str:
        """A template with what the draft is about."""
        return text.format(about=self.row["about"])

    def does(self, command: str, post: Post = Post.OFFICER, **typed: Any) -> None:
        self.stage.do(self.found, command, self.stage.officer(self.unit, post), **typed)
        self.found.refresh_from_db()

    def announced(self) -> dt.date:
        """Written, checked and announced; returns the last day."""
        row, known = self.row, data()
        closes: dt.date = row["opens"] + dt.timedelta(days=row["days"])
        facts = {
            "title": f"长宁区{row['about']}办法（征求意见稿）",
            "kind": row["kind"],
            "note": self.said(known["note"]),
            "draft": self.said(known["draft"]),
            "ways": known["ways"],
            "shortened_why": row.get("why", ""),
            "for_enterprises": row.get("enterprises", False),
            "opens_on": row["opens"],
            "closes_on": closes,
        }
        self.found = commands.begin(self.unit, self.stage.officer(self.unit), facts)
        self.stage.count("consultations")
        if self.planted is not None:
            self.planted.on(self.found.ref)
        self.does("submit")
        self.does("announce", Post.REVIEWER)
        return closes

    # --- what is said --------------------------------------------------------------------------------------------

    def said_online(self, closes: dt.date) -> Story:
        """The articles one after the other, a few days apart."""
        places = self.row.get("said", {})
        between = max(1, (closes - self.row["opens"]).days // (len(places) + 1))
        for place, number in places.items():
            yield timekeeping.today() + dt.timedelta(days=between)
            article = self._article(place)
            for nth in range(number):
                texts = data()["texts"][place]
                words = {"text": self.said(texts[nth % len(texts)]), "author_kind": self._who(nth), "article": article}
                commands.submit(self.found, words | {"name": f"{SURNAMES[nth % len(SURNAMES)]}先生"})
                self.stage.count("opinions")

    def _who(self, nth: int) -> str:
        return "enterprise" if self.row.get("enterprises") and nth % 2 else "person"

    def _article(self, place: int) -> Article:
        return list(self.found.articles.order_by("place"))[place - 1]

    def said_elsewhere(self) -> Story:
        """At meetings, on visits, at the points; entered with proof on the next day."""
        for way in self.row.get("ways", ()):
            received = timekeeping.today()
            yield received + dt.timedelta(days=1)
            kind, name, text, proof = data()["offline"][way]
            point = CollectionPoint.objects.get(name=self.row["point"]).pk if way == "point" else ""
            self.does(
                "enter",
                channel=way,
                point=point,
                received_on=received,
                author_kind=kind,
                name=name,
                article="",
                text=self.said(text),
                publish=True,
                proof=f"{received}{proof}",
                added_why="",
            )
            self.stage.count("opinions")

    # --- what comes of it ----------------------------------------------------------------------------------------

    def decided(self) -> None:
        """Every group has its answer; the decision is written down, which starts the ten working days."""
        self.sorted_out()
        why = "办法并入本单位年度工作方案执行，不单独发文。"
        self.does("decide", decided_on=timekeeping.today(), document="", no_document_why=why)

    def sorted_out(self) -> None:
        """What says the same is grouped, and each group is answered."""
        self.found.refresh_from_db()
        sorting.group(self.found, commands.MACHINE)
        for word, state, answer in data()["answers"]:
            chosen = [str(one.pk) for one in self.found.groups.filter(state="", headline__contains=word)]
            if chosen:
                self.does("answer", groups=chosen, state=state, answer=answer)
        left = [str(one.pk) for one in self.found.groups.filter(state="")]
        if left:
            self.does("answer", groups=left, state="stance", answer="")

    def answered(self) -> None:
        heard = self.found.opinions.exists()
        refused = self.found.groups.filter(state="not_adopted").exists()
        summary = data()["summary"] if heard else "征集期内没有收到意见。"
        self.does("submit_feedback", summary=summary, not_adopted=data()["not_adopted"] if refused else "")
        self.does("publish", Post.HEAD)
