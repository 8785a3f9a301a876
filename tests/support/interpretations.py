"""How a unit interprets its papers: scheme, text, review by another, approval."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mingzheng.core.actors import Actor
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.disclosure.documents.gates import Moment
from mingzheng.disclosure.documents.models import Document, Edition
from mingzheng.disclosure.documents.rules import hard
from mingzheng.policy.interpretations import gate
from mingzheng.policy.interpretations.commands import begin_task
from mingzheng.policy.interpretations.models import Interpretation, Task

if TYPE_CHECKING:
    from tests.support.documents import Papers

SCHEME = {
    "outline": "讲清背景、对象、口径和申请方式。",
    "ways": ["text"],
    "channels": ["site"],
    "timing": "together",
    "who": "产业科科长",
}
TEXT = """## 为什么出台（背景）
去年的政策到期了，企业盼着有新的。

## 目标和对象
为了让小企业少跑路。适用于在本区登记的小企业。

## 主要内容和口径
一共三条。什么算小企业？上年收入不到两千万元的都算。

## 新旧差异
原来要跑三个窗口，现在只跑一个。

## 怎么申请
网上申请，五天办好。有问题请打电话咨询，联系人是产业科。"""


def rows(text: str = TEXT) -> str:
    return json.dumps([{"kind": "text", "title": "", "text": text, "file": ""}], ensure_ascii=False)


@dataclass
class Explaining:
    """``explaining.approved(document)``: by different people of the unit that ``papers`` works in."""

    papers: Papers

    def approved_for(self, edition: Edition) -> Interpretation | None:
        """Only when the document's own gate demands it."""
        if not hard(gate.problems(edition, Moment.SUBMIT)):
            return None
        return self.approved(edition.document)

    def does(self, record: Task | Interpretation, command: str, by: Actor, files: Any = None, **data: Any) -> Any:
        entry = act(Case.objects.get(pk=record.case_id), command, by, data, files=files)
        record.refresh_from_db()
        return entry

    def planned(self, document: Document, reason: str = "") -> Task:
        task = begin_task(document, self.papers.drafter, reason=reason)
        self.does(task, "plan", self.papers.drafter, **SCHEME)
        return task

    def drafted(self, task: Task, form: str = "text", **data: Any) -> Interpretation:
        self.does(task, "begin", self.papers.drafter, form=form, title="新措施解读")
        one = task.interpretations.latest("pk")
        name = f"说的是《{task.about}》。\n"
        typed = {"title": one.title, "summary": "三条措施，网上申请。", "blocks": rows(name + TEXT), **data}
        self.does(one, "edit", self.papers.drafter, **typed)
        return one

    def passed(self, one: Interpretation) -> Interpretation:
        """From the draft to approval."""
        self.does(one, "submit", self.papers.drafter)
        self.does(one, "pass_review", self.papers.reviewer, judgement="与文件一致，看得懂。")
        self.does(one, "approve", self.papers.head)
        return one

    def approved(self, document: Document) -> Interpretation:
        return self.passed(self.drafted(self.planned(document)))
