"""What follows an answer: reconsiderations and suits, upheld or corrected and answered anew, and a 提示单."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from mingzheng.config.year.telling import Story
from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.requests.remedies import commands
from mingzheng.requests.remedies.models import RemedyCase

if TYPE_CHECKING:
    from mingzheng.config.year.wings.foi_life import Teller

REFUSALS = ("B", "C3", "C4", "C5", "C6", "C7")
OFTEN, SELDOM = 0.45, 0.04  # of refusals, of everything else
PAPERS = (
    ("政府信息公开申请答复书", "本机关制作", "已在法定期限内作出答复并告知救济渠道", 2),
    ("登记回执和送达凭证", "本机关制作、邮政企业出具", "收到申请和答复送达的日期", 3),
)
ORGANS = {
    RemedyCase.Kind.RECONSIDERATION: "区人民政府",
    RemedyCase.Kind.DIRECT_SUIT: "演示区人民法院",
    RemedyCase.Kind.SUIT_AFTER: "演示区人民法院",
}


def told(teller: Teller) -> Story:
    """Perhaps the applicant goes on; of what is corrected some are answered anew, of what is upheld some go to court."""
    teller.found.refresh_from_db()
    if not teller.found.leaf or teller.dice.random() > (OFTEN if teller.leaf in REFUSALS else SELDOM):
        return
    yield timekeeping.today() + dt.timedelta(days=teller.dice.randint(8, 35))
    kinds = (RemedyCase.Kind.RECONSIDERATION, RemedyCase.Kind.RECONSIDERATION, RemedyCase.Kind.DIRECT_SUIT)
    kind = teller.dice.choice(kinds)
    result = teller.dice.choice(("upheld", "upheld", "upheld", "corrected", "other"))
    yield from _one(teller, kind, result)
    if result == "corrected":
        yield from _mended(teller)
    elif kind == RemedyCase.Kind.RECONSIDERATION and result == "upheld" and teller.dice.random() < 0.3:
        yield timekeeping.today() + dt.timedelta(days=teller.dice.randint(5, 12))
        yield from _one(teller, RemedyCase.Kind.SUIT_AFTER, "upheld")


def _one(teller: Teller, kind: str, result: str) -> Story:
    """Reported, answered within ten days, decided within two months, learnt from."""
    stage, today = teller.stage, timekeeping.today()
    facts = {
        "kind": kind,
        "organ": ORGANS[RemedyCase.Kind(kind)],
        "number": "",
        "claim": "请求撤销答复，责令重新答复。",
        "filed_on": today - dt.timedelta(days=2),
        "received_on": today,
    }
    made = commands.report(teller.found, teller.actor(), facts)
    stage.count("remedies")
    yield teller.after(1)
    for name, source, proves, pages in PAPERS:
        stage.do(made, "add_evidence", teller.actor(), name=name, source=source, proves=proves, pages=pages)
    yield teller.after(1)
    stage.do(made, "answer", teller.actor(), answered_on=timekeeping.today())
    yield timekeeping.today() + dt.timedelta(days=teller.dice.randint(20, 45))
    stage.do(made, "conclude", teller.actor(), **_concluded(result))
    yield min(teller.after(3), stage.until)  # what is decided on the last days is learnt from before the year's curtain
    stage.do(made, "learn", teller.actor(), lesson="答复的事实和条款要逐项对应，检索和征求意见的经过要留下记录。")


def _concluded(result: str) -> dict[str, Any]:
    today = timekeeping.today()
    facts: dict[str, Any] = {"concluded_on": today, "result": result, "decision": "认定事实清楚，程序合法，予以维持。"}
    if result == "other":
        return facts | {"decision": "申请人撤回，终止审理。"}
    if result == "upheld":
        return facts
    ordered = {"cause": "facts", "redo": True, "told_on": today, "redo_days": 15, "redo_unit": "workday"}
    return facts | ordered | {"decision": "答复的事实没有查清，撤销，责令重新答复。"}


def _mended(teller: Teller) -> Story:
    """区府办 warns the unit, which answers anew within the period that was set, and mends."""
    stage, office = teller.stage, teller.stage.office
    found = RemedyCase.objects.filter(application=teller.found, result=RemedyCase.Result.CORRECTED)
    notice = {
        "kind": "hint",
        "facts": "一件答复因事实没有查清，被行政复议纠正。",
        "demands": "查明原因，修订检索和审核的办法，将整改情况反馈区政府办公室。",
    }
    sheet = commands.warn(teller.unit, office(), notice, list(found))
    yield teller.after(2)
    yield from teller.answer_given()
    yield teller.after(3)
    said = "已对同类答复自查，修订了本单位的审核清单，并对经办人员作了培训。"
    stage.do(sheet, "mend", teller.stage.officer(teller.unit, Post.OFFICER), answer=said)
    yield teller.after(2)
    stage.do(sheet, "accept", office(Post.OFFICE_HEAD))
