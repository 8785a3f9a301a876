"""Surveys and calls of the demonstration district; played by the room's own commands, on their days, by different people."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.identity.people import Verified, pseudonyms
from mingzheng.core.procedures import playing
from mingzheng.core.records import RecordRef
from mingzheng.core.submissions.keys import new_key
from mingzheng.participation.surveys import answering, calling, commands, gate
from mingzheng.participation.surveys.models import Admission, Call, Idea, IdeaGroup, OpenText, Participant, Survey
from mingzheng.participation.surveys.questionnaire import (
    Choice,
    Condition,
    Kind,
    Page,
    Question,
    Questionnaire,
    applies,
    to_data,
)

DATA = Path(__file__).parent / "data" / "demo.yaml"
STANDS = dt.date(2023, 6, 20)  # the demonstration's own day
PLAIN = ("key", "text", "required", "most", "top", "low", "high", "unit", "largest")


def play(*, say: Callable[[str], None]) -> None:
    """One survey with its result, one that runs, one call with its ballot and feedback, one that runs."""
    say("演示区：问卷和征集……")
    rows: dict[str, list[dict[str, Any]]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    stage = Stage()
    for row in rows["surveys"]:
        stage.survey(row)
    for row in rows["calls"]:
        stage.call(row)


def questions_of(row: dict[str, Any]) -> Questionnaire:
    """The questionnaire of a row; conditions are written with the words of the options."""
    made: dict[str, Question] = {}

    def question(data: dict[str, Any]) -> Question:
        condition = None
        if "only_if" in data:
            key, words = data["only_if"]
            condition = Condition(key, tuple(one.key for one in made[key].options if one.text in words))
        made[data["key"]] = Question(
            kind=Kind(data["kind"]),
            options=tuple(Choice(f"o{at}", text) for at, text in enumerate(data.get("options", []), 1)),
            rows=tuple(Choice(f"r{at}", text) for at, text in enumerate(data.get("rows", []), 1)),
            bands=tuple(data.get("bands", [])),
            only_if=condition,
            **{name: data[name] for name in PLAIN if name in data},
        )
        return made[data["key"]]

    pages = tuple(Page(page["title"], "", tuple(question(one) for one in page["questions"])) for page in row["pages"])
    return Questionnaire(pages, row.get("breakdown", ""))


class Stage(playing.Stage):
    """Who plays what."""

    def writer(self, unit: str) -> Actor:
        return self.by(unit, Post.OFFICER, Post.OFFICE_CLERK)

    def reviewer(self, unit: str) -> Actor:
        return self.by(unit, Post.REVIEWER, Post.OFFICE_HEAD, Post.HEAD)

    # --- surveys ---------------------------------------------------------------------------------------------------

    def survey(self, row: dict[str, Any]) -> None:
        unit = row["unit"]
        facts = {name: row[name] for name in commands.SURVEY_FACTS}
        with timekeeping.standing_at(row["written"]):
            made = commands.begin_survey(self.units[unit], self.writer(unit), facts)
            questions = json.dumps(to_data(questions_of(row)))
            self.do(made, "compose", self.writer(unit), questions=questions, said="编写题目")
            self.do(made, "submit", self.writer(unit))
            self.do(made, "release", self.reviewer(unit))
        self._answers(made, row)
        with timekeeping.standing_at(min(row["closes_on"] + dt.timedelta(days=4), STANDS)):
            self._texts(made, row)
        if "published" in row:
            with timekeeping.standing_at(row["published"]):
                self.do(made, "report", self.writer(unit), findings=row["findings"], feedback=row["feedback"])
                self.do(made, "publish_result", self.reviewer(unit))

    def _answers(self, survey: Survey, row: dict[str, Any]) -> None:
        chance = random.Random(row["seed"])  # noqa: S311 - the same district every time
        weights = {one["key"]: one.get("weights", []) for page in row["pages"] for one in page["questions"]}
        texts = [*row["texts"], *row["held"]]
        form = survey.form
        last = min(row["closes_on"], STANDS)
        days = (last - row["opens_on"]).days + 1
        for nth in range(row["answers"]):
            given: dict[str, Any] = {}
            for question in form.questions():
                if applies(question, given):
                    value = _chosen(question, weights[question.key], chance)
                    if value is not None:
                        given[question.key] = value
            if nth < len(texts):
                text = next(one for one in form.questions() if one.kind is Kind.TEXT)
                given[text.key] = texts[nth]
            with timekeeping.standing_at(row["opens_on"] + dt.timedelta(days=nth % days)):
                self._send(survey, given, nth)

    def _send(self, survey: Survey, given: dict[str, Any], nth: int) -> None:
        key = new_key()
        draft = answering.start(survey, key, let_in(survey.ref, survey.answering, nth))
        for page in range(len(survey.form.pages)):
            draft = answering.keep_page(draft, page, given)
        answering.send(survey, key)

    def _texts(self, survey: Survey, row: dict[str, Any]) -> None:
        """Of what came, the texts of a survey that is over are all looked at; of one that runs, the first."""
        writer = self.writer(row["unit"])
        shown = survey.texts.filter(text__in=row["texts"])
        if "published" not in row:
            shown = shown.filter(text=row["texts"][0])
        ids = [str(one.pk) for one in shown]
        if ids:
            self.do(survey, "screen", writer, texts=ids, decision="show")
            self.do(survey, "check_texts", self.reviewer(row["unit"]), texts=ids, decision="fit")
        held = [str(one.pk) for one in survey.texts.filter(text__in=row["held"], state=OpenText.State.WAITING)]
        if held:
            self.do(survey, "screen", writer, texts=held, decision="hold", reason="广告，与问卷无关。")

    # --- calls -----------------------------------------------------------------------------------------------------

    def call(self, row: dict[str, Any]) -> None:
        unit = row["unit"]
        with timekeeping.standing_at(row["written"]):
            made = commands.begin_call(self.units[unit], self.writer(unit), row)
            self.do(made, "submit", self.writer(unit))
            self.do(made, "release", self.reviewer(unit))
        self._ideas(made, row)
        if "listed" in row:
            self._ballot(made, row)
        if "published" in row:
            with timekeeping.standing_at(row["published"]):
                self._answered(made, row)

    def _ideas(self, call: Call, row: dict[str, Any]) -> None:
        day, writer = row["opens_on"], None
        chance = random.Random(row["seed"])  # noqa: S311
        for group in row["groups"]:
            for words in group["ideas"]:
                day = min(day + dt.timedelta(days=1), row["closes_on"], STANDS)
                with timekeeping.standing_at(day):
                    writer = self.writer(row["unit"])
                    idea = self._came(call, words)
                    self.do(call, "screen", writer, idea=idea.pk, decision="show")
                    idea.refresh_from_db()
                    for _press in range(chance.randrange(3, 30)):
                        calling.support(idea)
            with timekeeping.standing_at(day):
                self._named(call, group, writer)
        for one in row["held"]:
            with timekeeping.standing_at(day):
                idea = self._came(call, one["proposal"], one["topic"])
                self.do(call, "screen", self.writer(row["unit"]), idea=idea.pk, decision="hold", reason=one["why"])
        for words in row.get("waiting", []):
            with timekeeping.standing_at(STANDS):
                self._came(call, words)
        self._offline(call, row)

    def _came(self, call: Call, words: str, topic: str = "") -> Idea:
        return calling.suggest(call, {"topic": topic or words[:24], "proposal": words}, new_key())

    def _named(self, call: Call, group: dict[str, Any], writer: Actor | None) -> None:
        """The machine grouped what is alike; a person gives the group its name and adds what it missed."""
        ideas = list(call.ideas.filter(proposal__in=group["ideas"], state=Idea.State.SHOWN))
        into = ideas[0].group
        if into is None or writer is None:
            raise LookupError(group["title"])
        data = {"ideas": [str(one.pk) for one in ideas], "into": into.pk, "title": group["title"]}
        self.do(call, "regroup", writer, **data)

    def _offline(self, call: Call, row: dict[str, Any]) -> None:
        for one in row["offline"]:
            with timekeeping.standing_at(one["day"]):
                writer = self.writer(row["unit"])
                facts = {name: one[name] for name in ("channel", "topic", "proposal")}
                self.do(call, "enter", writer, **facts, reason="", received_on=one["day"], entered_how=one["how"])
                idea = call.ideas.get(topic=one["topic"])
                self.do(call, "screen", writer, idea=idea.pk, decision="show")
                into = call.groups.get(title=one["group"])
                self.do(call, "regroup", writer, ideas=[str(idea.pk)], into=into.pk)

    def _ballot(self, call: Call, row: dict[str, Any]) -> None:
        with timekeeping.standing_at(row["listed"]):
            groups = [str(one.pk) for one in call.groups.all()]
            self.do(call, "propose", self.writer(row["unit"]), groups=groups)
            self.do(call, "approve_list", self.reviewer(row["unit"]))
        chance = random.Random(row["seed"])  # noqa: S311
        titles = {one["title"]: one["weight"] for one in row["groups"]}
        rows = list(call.groups.order_by("candidate"))
        weights = [titles[one.title] for one in rows]
        days = (row["votes_until"] - row["votes_from"]).days + 1
        for nth in range(row["ballots"]):
            choices = _several(
                [one.candidate or 0 for one in rows], weights, chance.randrange(1, row["most"] + 1), chance
            )
            with timekeeping.standing_at(row["votes_from"] + dt.timedelta(days=nth % days)):
                calling.vote(call, choices, let_in(call.ref, call.voting, nth))

    def _answered(self, call: Call, row: dict[str, Any]) -> None:
        writer = self.writer(row["unit"])
        for one in row["groups"]:
            group = IdeaGroup.objects.get(call=call, title=one["title"])
            self.do(call, "answer", writer, groups=[str(group.pk)], outcome=one["outcome"], answer=one["answer"])
        self.do(call, "report", writer, summary=row["summary"], feedback=row["feedback"])
        self.do(call, "publish_result", self.reviewer(row["unit"]))


def let_in(record: RecordRef, way: str, nth: int) -> Participant | None:
    """The nth of invented people, let in as the record promised; no letter is written to anybody."""
    if way == Admission.OPEN:
        return None
    if way == Admission.IDENTITY:
        who = Verified("演示", "person", "", "", "", pseudonyms("https://provider.invalid", f"demo{nth}"))
        return gate.by_identity(record, who)
    digest = gate.who_digest(record, f"demo{nth}@example.invalid")
    return Participant.objects.create(record_kind=record.kind, record_id=record.id, digest=digest)


def _chosen(question: Question, weights: list[int], chance: random.Random) -> Any:
    """An answer by chance, the options weighed; None where it is left open."""
    keys = [one.key for one in question.options]
    if question.kind is Kind.SINGLE:
        return chance.choices(keys, weights)[0]
    if question.kind is Kind.MULTIPLE:
        return sorted(_several(keys, weights, chance.randrange(1, (question.most or len(keys)) + 1), chance))
    if question.kind is Kind.SCALE:
        return chance.choices(range(1, question.top + 1), weights)[0]
    if question.kind is Kind.MATRIX:
        return {row.key: chance.choices(keys, weights)[0] for row in question.rows}
    if question.kind is Kind.NUMBER:
        bounds = [question.least, *question.bands]
        return str(chance.choices(bounds, weights)[0] + chance.randrange(0, 5))
    return None


def _several(options: list[Any], weights: list[int], number: int, chance: random.Random) -> list[Any]:
    left, found = list(zip(options, weights, strict=True)), []
    for _pick in range(min(number, len(left))):
        at = chance.choices(range(len(left)), [weight for _option, weight in left])[0]
        found.append(left.pop(at)[0])
    return found
