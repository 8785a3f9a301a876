"""Interpretations: with a document in one form or two, of a draft on which opinions are sought, and once more after some time in force."""

from __future__ import annotations

import json
from typing import Any

from mingzheng.config.year.stage import Stage
from mingzheng.config.year.telling import Story
from mingzheng.core.actors import Post
from mingzheng.disclosure.documents.models import Document
from mingzheng.policy.interpretations.commands import Draft, begin_again, begin_before, begin_task
from mingzheng.policy.interpretations.models import Form, Interpretation, Task
from mingzheng.policy.policies.models import Policy

SCHEME: dict[str, Any] = {
    "outline": "背景、对象、主要内容、新旧差异、办理方式。",
    "channels": ["site"],
    "who": "业务科负责人",
}
JUDGED = "已对照文件逐项核对，口径、数字一致，看得懂。"


def interpret(stage: Stage, document: Document, text: str, *, asked: str = "", reason: str = "") -> Interpretation:
    """Scheme and text, handed in for review.

    Args:
        asked: questions and answers, the second form of the same interpretation; "" for none.
        reason: why the drafter declares the need after the release; the text then follows by itself.
    """
    task = begin_task(document, stage.officer(document.unit), reason=reason)
    timing: dict[str, Any] = (
        {"timing": "later", "planned_on": stage.workday(stage.today, 5)} if reason else {"timing": "together"}
    )
    ways = [Form.TEXT, Form.QA] if asked else [Form.TEXT]
    stage.do(task, "plan", stage.officer(document.unit), **SCHEME, **timing, ways=ways)
    one = _written(stage, task, Form.TEXT, f"《{document.title}》解读", text)
    if asked:
        _written(stage, task, Form.QA, f"《{document.title}》问答", asked)
    return one


def approve(stage: Stage, document: Document) -> None:
    """Everything handed in for a document passes review and is approved: it goes out together with the document."""
    for one in Interpretation.objects.filter(document=document, case__state="reviewing"):
        _approved(stage, one)


def of_draft(stage: Stage, policy: Policy, text: str) -> Story:
    """预解读, released some days after the draft."""
    draft = Draft(f"{policy.title}（征求意见稿）")
    reason = "草案正在听取意见，把主要内容先讲清楚。"
    task = begin_before(policy.unit, stage.officer(policy.unit), draft, reason=reason, policy=policy)
    yield from _alone(stage, task, Form.TEXT, f"{draft.title}讲什么", text)


def once_more(stage: Stage, document: Document, asked: str) -> Story:
    """二次解读 of what people went on asking."""
    task = begin_again(document, stage.officer(document.unit), reason="施行后窗口反映，申请人对口径仍有疑问。")
    yield from _alone(stage, task, Form.QA, f"《{document.title}》施行以后问得最多的几个问题", asked)


def _alone(stage: Stage, task: Task, form: Form, title: str, text: str) -> Story:
    """What is released by itself, not with a document."""
    timing: dict[str, Any] = {"timing": "later", "planned_on": stage.workday(stage.today, 5)}
    stage.do(task, "plan", stage.officer(task.unit), **SCHEME, **timing, ways=[form])
    one = _written(stage, task, form, title, text)
    yield stage.workday(stage.today, 2)
    _approved(stage, one)
    stage.do(one, "release", stage.officer(task.unit, Post.HEAD))


def _written(stage: Stage, task: Task, form: Form, title: str, text: str) -> Interpretation:
    officer = stage.officer(task.unit)
    stage.do(task, "begin", officer, form=form, title=title)
    one: Interpretation = task.interpretations.latest("pk")
    kind = "qa" if form == Form.QA else "text"
    blocks = json.dumps([{"kind": kind, "title": "", "text": text, "file": ""}], ensure_ascii=False)
    stage.do(one, "edit", officer, title=title, summary="讲什么、给谁、怎么办。", blocks=blocks)
    stage.do(one, "submit", officer)
    stage.count("interpretations")
    return one


def _approved(stage: Stage, one: Interpretation) -> None:
    stage.do(one, "pass_review", stage.officer(one.unit, Post.REVIEWER), judgement=JUDGED)
    stage.do(one, "approve", stage.officer(one.unit, Post.HEAD))
