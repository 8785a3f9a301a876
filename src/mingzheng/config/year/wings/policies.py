"""Policies from the need to what they pay: noted, made, issued with an interpretation, pushed, taught, answered, paid."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from mingzheng.config.year.stage import EVENING, MORNING, Stage
from mingzheng.config.year.telling import tell
from mingzheng.config.year.wings import asked, explaining, outreach, papers, receivers
from mingzheng.config.year.words import ISSUERS, POLICIES, Measure, asked_about, drafted, explained, policy_body
from mingzheng.core.actors import Actor, Post
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents.models import Document
from mingzheng.policy.policies import commands
from mingzheng.policy.policies.models import Policy
from mingzheng.policy.push import commands as profiles
from mingzheng.policy.push import demo as invented
from mingzheng.policy.push import drafting, trying
from mingzheng.policy.push.columns import Who

EACH = 10  # in a year
FIRST, LAST = dt.date(2023, 1, 30), dt.date(2023, 9, 8)
AGAIN_AFTER = dt.timedelta(days=60)  # in force, until people have asked enough to say it once more
PAID_AFTER = dt.timedelta(days=150)  # within 180 days in force a policy that pays says what it paid
FIRM_TREE = {
    "all": [{"column": "credit_ok", "op": "yes"}, {"none": [{"column": "place", "op": "eq", "value": "outside"}]}]
}
FIRM_EXAMPLES = (
    ("区内企业", "fits", {"credit_ok": True, "place": "hongqiao"}),
    ("区外企业", "not", {"credit_ok": True, "place": "outside"}),
)
PERSON_TREE = {"all": [{"column": "renting", "op": "yes"}]}
PERSON_EXAMPLES = (("租房的", "fits", {"renting": True}), ("不租房的", "not", {"renting": False}))


def plan(stage: Stage) -> None:
    stage.at(FIRST, lambda: _profiles(stage), order=MORNING)
    outreach.plan_partners(stage, FIRST)
    for number in range(stage.times(EACH)):
        unit, measure = stage.units[ISSUERS[number % len(ISSUERS)]], POLICIES[number % len(POLICIES)]
        Life(stage, unit, measure, number).plan()


def _profiles(stage: Stage) -> None:
    """Invented people and firms to whom policies are pushed."""
    dice = stage.dice("profiles")
    profiles.keep_many(Who.PERSON, list(invented.people(dice)))
    profiles.keep_many(Who.ENTERPRISE, list(invented.firms(dice)))


@dataclass
class Life:
    """One policy of a unit."""

    stage: Stage
    unit: Unit
    measure: Measure
    number: int
    pk: int = 0

    @property
    def title(self) -> str:
        return f"{self.unit.short}{self.measure.title}"

    @property
    def policy(self) -> Policy:
        return Policy.objects.select_related("unit", "document").get(pk=self.pk)

    def by(self, post: Post = Post.OFFICER) -> Actor:
        return self.stage.officer(self.unit, post)

    def plan(self) -> None:
        stage = self.stage
        self.dice = stage.dice("policies", self.number)
        begun = stage.within(self.dice, FIRST, LAST)
        formed = stage.workday(begun, 18)
        self.percent, self.most = self.dice.choice((20, 25, 30, 40)), self.dice.choice((10, 20, 50, 80))
        stage.at(begun, self.begin)
        stage.at(stage.workday(begun, 8), self.make)
        self.paper = self._paper(formed)
        self.paper.plan()
        stage.at(stage.workday(formed, 1), self.tie, order=EVENING)

    def _paper(self, formed: dt.date) -> papers.Paper:
        published = self.stage.workday(formed, 6)
        self.effective = (published.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
        expires = self.effective.replace(year=self.effective.year + 3) - dt.timedelta(days=1)
        header = {
            "title": self.title,
            "doc_number": papers.number_of(self.unit, self.number // len(ISSUERS) + 1, normative=True),
            "genre": "other",
            "theme": self.measure.theme,
            "group": "regulation",
            "columns": ["zcwj-gfxwj"],
            "normative": True,
            "effective_on": self.effective,
            "expires_on": expires,
            "tags": [self.measure.tag, self.measure.audience],
            "audience": ["社会公众" if self.measure.person else "企业"],
            "summary": f"{self.measure.words}的对象、比例、申请和公示，自{self.effective}起施行，有效期三年。",
            "body": policy_body(self.measure, self.percent, self.most, str(self.effective), str(expires)),
        }
        paper = papers.Paper(
            self.stage, self.unit, formed, header, explained(self.title, self.measure, self.percent, self.most), 6
        )
        if self.number % 2 == 0:
            paper.asked = asked_about(self.title, self.measure, self.percent, self.most)
        paper.released.append(self.issued)
        return paper

    # --- before there is a document

    def begin(self) -> None:
        data = {"title": self.title, "for_enterprises": not self.measure.person, "pays": True}
        self.pk = commands.begin(self.unit, self.by(), data).pk
        said: dict[str, Any] = {
            "day": self.stage.today,
            "kind": "meeting",
            "title": f"{self.measure.words}座谈会",
            "public": True,
        }
        self.does("need", **said, who=self.measure.audience, text="希望简化材料、缩短审核时间。")

    def make(self) -> None:
        self.does("start_making")
        said: dict[str, Any] = {"day": self.stage.today, "kind": "competition", "title": "公平竞争审查", "public": True}
        self.does("making", **said, text="不含以注册地排除外地经营者的内容，审查通过。")
        if self.number % 3 == 0:
            tell(
                self.stage,
                self.stage.today,
                explaining.of_draft(self.stage, self.policy, drafted(self.title, self.measure)),
            )

    def tie(self) -> None:
        assert self.paper.edition is not None  # noqa: S101 - drafted at noon
        self.does("tie", edition=self.paper.edition.document_id)

    def does(self, command: str, post: Post = Post.OFFICER, **typed: Any) -> None:
        self.stage.do(self.policy, command, self.by(post), **typed)

    # --- once it is public

    def issued(self, document: Document) -> None:
        stage, next_day = self.stage, self.stage.workday(self.stage.today, 1)
        stage.count("policies")
        papers.file_later(stage, document)
        stage.at(next_day, self.push)
        stage.at(stage.workday(next_day, 1), lambda: outreach.courseware(stage, self.policy, self.percent, self.most))
        stage.at(stage.workday(next_day, 2), lambda: asked.answers(stage, document, self.percent, self.most))
        stage.at(stage.workday(next_day, 4), lambda: outreach.lecture(stage, self.policy))
        if self.number % 2 == 0:
            stage.at(stage.workday(next_day, 5), lambda: outreach.relay(stage, self.policy))
        stage.at(stage.workday(next_day, 6), lambda: outreach.visit(stage, self.policy, self.number))
        if self.number % 3 == 1:
            words = asked_about(self.title, self.measure, self.percent, self.most)
            tell(stage, stage.workday(self.effective + AGAIN_AFTER), explaining.once_more(stage, document, words))
        stage.at(stage.workday(self.effective + PAID_AFTER), self.pay)

    def push(self) -> None:
        """Conditions by the officer, approved by the head on the next day; then it goes to whom it concerns."""
        person = self.measure.person
        tree, examples = (PERSON_TREE, PERSON_EXAMPLES) if person else (FIRM_TREE, FIRM_EXAMPLES)
        rule = drafting.begin(self.policy, Who.PERSON if person else Who.ENTERPRISE, self.by())
        self.stage.do(rule, "edit", self.by(), tree=json.dumps(tree), benefit=f"按核定费用的{self.percent}%给予支持")
        for title, wanted, values in examples:
            trying.add_example(rule, self.by(), title, wanted, values)
        self.stage.do(rule, "submit", self.by())
        day = self.stage.workday(self.stage.today, 1)
        self.stage.at(day, lambda: self.stage.do(rule, "approve", self.by(Post.HEAD), opinion="条件与文件一致。"))
        self.stage.at(self.stage.workday(day, 3), lambda: receivers.respond(self.stage, self.policy))
        self.stage.count("push")

    def pay(self) -> None:
        """What was applied for and paid since it was issued; a reviewer compares it with the vouchers."""
        policy, applied = self.policy, self.dice.randint(20, 90)
        approved = applied - self.dice.randint(0, 12)
        self.does(
            "report_payment",
            since=policy.issued_on,
            until=self.stage.today - dt.timedelta(days=1),
            applications=applied,
            approved=approved,
            amount=approved * 10_000,
            enterprises=0 if self.measure.person else approved,
            households=approved if self.measure.person else 0,
        )
        day = self.stage.workday(self.stage.today, 2)
        self.stage.at(day, lambda: self.does("confirm_payment", Post.REVIEWER, opinion="与资金拨付记录核对一致。"))
