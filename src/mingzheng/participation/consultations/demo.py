"""Consultations of the demonstration district; played by the room's own commands on the days on which they happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from django.utils.timezone import make_aware

from mingzheng.core import records, timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures import playing
from mingzheng.participation.consultations import commands, hearings, sorting
from mingzheng.participation.consultations.forms.hearing import RULE
from mingzheng.participation.consultations.models import CollectionPoint, Consultation

DATA = Path(__file__).parent / "data" / "demo.yaml"
STANDS = dt.date(2023, 6, 19)  # the last day on which anything is done
FIRST = dt.date(2023, 1, 4)
WAYS = "来信：长宁区演示路（虚构），信封注明“意见征集”；办公电话见单位介绍；也可以在政务公开专区和涉企意见征集点提出。"


def play(*, say: Callable[[str], None]) -> None:
    """Points first; every consultation on its days; what is still open stays open."""
    say("演示区：意见征集……")
    rows: dict[str, list[dict[str, Any]]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    stage = Stage()
    with timekeeping.standing_at(FIRST):
        for row in rows["points"]:
            facts = {**row, "unit": stage.units[row["unit"]], "since": FIRST, "ended_on": None}
            commands.keep_point(None, stage.by("qufuban", Post.OFFICE_CLERK), facts)
    for row in rows["consultations"]:
        stage.play(row)


class Stage(playing.Stage):
    """Who plays what."""

    def play(self, row: dict[str, Any]) -> None:
        unit = row["unit"]
        with timekeeping.standing_at(row["drafted"]):
            found = self._begun(row)
            self.do(found, "submit", self.by(unit, Post.OFFICER))
            self.do(found, "announce", self.by(unit, Post.REVIEWER))
            if "policy" in row:
                self._relate(found, row)
        if row["opens"] > STANDS:
            return
        self._day(row["opens"])
        if "hearing" in row:
            self._hearing(found, row["unit"], row["hearing"])
        self._said(found, row)
        if row["closes"] < STANDS:
            self._day(row["closes"] + dt.timedelta(days=1))
            found.refresh_from_db()
            with timekeeping.standing_at(row["closes"] + dt.timedelta(days=2)):
                sorting.group(found, commands.MACHINE)
        if "decided" in row:
            self._decided(found, row)

    def _begun(self, row: dict[str, Any]) -> Consultation:
        facts = {name: row[name].strip() for name in ("title", "kind", "note", "draft")}
        facts |= {"ways": WAYS, "shortened_why": "", "for_enterprises": row["for_enterprises"]}
        facts |= {"opens_on": row["opens"], "closes_on": row["closes"]}
        return commands.begin(self.units[row["unit"]], self.by(row["unit"], Post.OFFICER), facts)

    def _relate(self, found: Consultation, row: dict[str, Any]) -> None:
        model = records.kind_of("policies.policy").model
        policy = model._default_manager.filter(title__startswith=row["policy"]).first()
        if policy is not None:
            self.do(found, "relate", self.by(row["unit"], Post.OFFICER), policy=policy.pk)

    def _day(self, day: dt.date) -> None:
        with timekeeping.standing_at(day):
            commands.keep_phases()

    def _said(self, found: Consultation, row: dict[str, Any]) -> None:
        articles = {one.place: one for one in found.articles.all()}
        labelled = dict(enumerate((one for one in articles.values() if one.label[0] in "第一二三"), 1))
        for day, place, kind, count, *texts in row["says"]:
            with timekeeping.standing_at(day):
                for nth in range(count):
                    name = "某公司" if kind != "person" else ("王", "李", "张", "刘", "陈", "杨")[nth % 6] + "先生"
                    values = {"text": texts[nth % len(texts)], "author_kind": kind, "name": name}
                    commands.submit(found, {**values, "article": labelled.get(place)})
        for line in sorted(row["enters"], key=lambda one: one[0]):
            self._entered(found, row["unit"], labelled, line)

    def _entered(self, found: Consultation, unit: str, articles: dict[int, Any], line: list[Any]) -> None:
        day, received, place, channel, kind, name, text, proof, why, point = line
        if day > found.closes_on:
            self._day(found.closes_on + dt.timedelta(days=1))
            found.refresh_from_db()
        with timekeeping.standing_at(day):
            typed = {
                "channel": channel,
                "point": CollectionPoint.objects.get(name=point).pk if point else "",
                "received_on": received,
                "author_kind": kind,
                "name": name,
                "article": articles[place].pk if place else "",
                "text": text,
                "publish": "on",
                "proof": proof,
                "added_why": why,
            }
            self.do(found, "enter", self.by(unit, Post.OFFICER), **typed)

    def _hearing(self, found: Consultation, unit: str, row: dict[str, Any]) -> None:
        officer = self.by(unit, Post.OFFICER)
        words = {name: row[name].strip() for name in ("title", "about", "place")}
        facts = {**words, "places": row["places"], "sign_up_until": row["until"], "rule": str(RULE)}
        begins = make_aware(dt.datetime.combine(row["at"], dt.time(14)))
        with timekeeping.standing_at(row["prepared"]):
            made = hearings.begin(found, officer, {**facts, "starts_at": begins})
            self.do(made, "submit", officer)
            self.do(made, "announce", self.by(unit, Post.REVIEWER))
        for day, name, stance, view in row["people"]:
            with timekeeping.standing_at(day):
                reach = f"yanshi{made.sign_ups.count() + 1}@example.invalid"
                values = {"kind": "person", "name": f"{name}先生", "reach": reach, "stance": stance, "view": view}
                hearings.sign_up(made, values)
        with timekeeping.standing_at(row["selected"]):
            self.do(made, "take_all", officer)
        with timekeeping.standing_at(row["material"]):
            self.do(made, "supply", officer, material_on=row["material"])
        with timekeeping.standing_at(row["at"]):
            there = [str(pk) for pk in made.sign_ups.filter(status="selected").values_list("pk", flat=True)]
            steps = dict.fromkeys(("introduced", "debated", "confirmed"), "on")
            self.do(made, "hold", officer, attended=there, record=row["record"], result=row["result"], **steps)

    def _merged(self, found: Consultation, officer: Actor, rows: Any) -> list[int]:
        """What says the same in other words is put together by the staff first."""
        by_article: dict[Any, list[int]] = {}
        for pk, article in rows.values_list("pk", "article"):
            by_article.setdefault(article, []).append(pk)
        for pks in by_article.values():
            if len(pks) > 1:
                sorting.merge(found, pks, officer)
        return [min(pks) for pks in by_article.values()]

    def _decided(self, found: Consultation, row: dict[str, Any]) -> None:
        unit, officer = row["unit"], self.by(row["unit"], Post.OFFICER)
        with timekeeping.standing_at(row["decided"]):
            sorting.group(found, commands.MACHINE)
            for word, state, answer in row["answers"]:
                open_groups = found.groups.filter(state="")
                rows = open_groups if word == "*" else open_groups.filter(headline__contains=word)
                chosen = self._merged(found, officer, rows) if word != "*" else list(rows.values_list("pk", flat=True))
                if chosen:
                    self.do(found, "answer", officer, groups=[str(pk) for pk in chosen], state=state, answer=answer)
            self.do(
                found,
                "decide",
                officer,
                decided_on=row["decided_on"],
                document=row.get("document", ""),
                no_document_why=row.get("no_document_why", ""),
            )
        if "feedback" in row:
            with timekeeping.standing_at(row["feedback"]):
                self.do(found, "submit_feedback", officer, summary=row["summary"], not_adopted=row["not_adopted"])
                self.do(found, "publish", self.by(unit, Post.HEAD))
