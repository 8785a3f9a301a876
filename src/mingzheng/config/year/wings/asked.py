"""What people ask about policies: the knowledge base, the message board, windows and the hotline."""

from __future__ import annotations

from functools import partial
from typing import Any

from mingzheng.config.year.stage import Stage
from mingzheng.core.actors import Post
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents.models import Document
from mingzheng.policy.questions import board, knowledge, windows
from mingzheng.policy.questions.models import Entry, Handout, Handover, Often

AT_WINDOWS = 6  # answers at windows and the hotline for each policy
OFTEN = 11  # answers to the one question that everybody has, for every second policy
MESSAGES = 2


def answers(stage: Stage, document: Document, percent: int, most: int) -> None:
    """Two entries, sent to the windows; then people ask, at windows, on the board, and what a window cannot answer."""
    share = f"按照核定费用的{percent}%给予支持，每个申请人每年最高{most}万元。审核通过后公示五个工作日，再按程序拨付。"
    where = (
        "在“一网通办”提交申请表和费用凭证，受理后二十个工作日内审核，结果公示五个工作日。材料不齐的，五个工作日内补齐。"
    )
    rows = (
        (f"《{document.title}》支持比例是多少？", share, "第三条"),
        (f"《{document.title}》怎样申请？", where, "第四条"),
    )
    made = [_entry(stage, document, *row) for row in rows]
    day = stage.workday(stage.today, 1)
    stage.at(day, lambda: _approve(stage, document, made))
    _windows(stage, document, made)
    if document.pk % 2 or stage.waits("faq_left", document.unit):
        _windows(stage, document, made[:1], OFTEN, 15)
    for number in range(stage.dice("messages", document.pk).randint(1, MESSAGES)):
        stage.at(stage.workday(day, 3 + 2 * number), lambda: message(stage, document, share))
    if document.pk % 2:
        stage.at(stage.workday(day, 6), lambda: _hand_over(stage, document, where))


def _entry(stage: Stage, document: Document, question: str, answer: str, paragraph: str) -> Entry:
    officer = stage.officer(document.unit)
    values = {"question": question, "answer": answer, "paragraph": paragraph, "document": document}
    entry = knowledge.begin(document.unit, officer, values)
    stage.do(entry, "submit", officer)
    return entry


def _approve(stage: Stage, document: Document, made: list[Entry]) -> None:
    unit = document.unit
    for entry in made:
        stage.do(entry, "approve", stage.officer(unit, Post.REVIEWER))
        entry.refresh_from_db()
        stage.count("questions")
    streets = stage.of_kind(Unit.Kind.STREET, Unit.Kind.TOWN)
    values = {
        "title": f"《{document.title}》问答"[:80],
        "note": "",
        "entries": made,
        "groups": [],
        "windows": streets[:4],
    }
    sent = windows.send_handout(unit, stage.officer(unit), values)
    stage.at(stage.workday(stage.today, 1), lambda: _acknowledge(stage, sent))


def _acknowledge(stage: Stage, sent: Handout) -> None:
    for receipt in sent.receipts.select_related("window"):
        stage.do(receipt, "acknowledge", stage.officer(receipt.window, Post.WINDOW))


def _windows(stage: Stage, document: Document, made: list[Entry], times: int = AT_WINDOWS, last: int = 40) -> None:
    dice = stage.dice("windows", document.pk, times)
    desks: list[tuple[Unit | str, Post]] = [
        (unit, Post.WINDOW) for unit in stage.of_kind(Unit.Kind.STREET, Unit.Kind.TOWN)
    ]
    desks += [("chengyun", Post.WINDOW), ("chengyun", Post.HOTLINE)] * 3
    for _time in range(times):
        day = stage.workday(stage.today, dice.randint(3, last))
        unit, post = dice.choice(desks)
        entry, seconds = dice.choice(made), round(dice.lognormvariate(2.6, 0.6))
        stage.at(day, partial(_answered, stage, entry, unit, post, seconds))


def _answered(stage: Stage, entry: Entry, unit: Unit | str, post: Post, seconds: int) -> None:
    windows.record_answer(entry, stage.officer(unit, post), seconds=seconds)
    stage.count("questions")


def answer_often(stage: Stage) -> None:
    """What the nightly check proposes, a reviewer lists with the answer that is there; one is left lying."""
    for found in Often.objects.filter(case__state="proposed").select_related("unit").order_by("pk"):
        defect = stage.defect("faq_left", found.unit)
        if defect is not None:
            defect.on(found.ref)
        elif str(found.ref) not in _left(stage):
            entry = Entry.objects.filter(asked__group=found).order_by("pk")[0]
            stage.do(found, "take", stage.officer(found.unit, Post.REVIEWER), entry=entry)
            stage.count("questions")


def _left(stage: Stage) -> set[str]:
    return {one.where for one in stage.defects.planted if one.kind == "faq_left"}


# --- the message board ------------------------------------------------------------------------------------------------


def message(stage: Stage, document: Document, answer: str) -> None:
    """Asked in public, taken up, drafted by one, approved by another within days; one is left lying by a unit that forgets it."""
    values = {
        "topic": "去年的费用能不能算",
        "text": f"《{document.title}》写了核定费用，去年付的款算不算？",
        "consent": True,
        "document": document,
    }
    made = board.submit(values)
    stage.count("questions")
    defect = stage.defect("message_unanswered", made.unit)
    if defect is not None:
        defect.on(made.ref)
        return
    unit, day = made.unit, stage.workday(stage.today, 1)
    told: dict[str, Any] = {
        "answer": f"按付款日期算，施行之后付款的才算。{answer}",
        "source": f"{document.doc_number}第三条",
    }
    stage.at(day, lambda: stage.do(made, "accept", stage.officer(unit)))
    stage.at(stage.workday(day, 1), lambda: stage.do(made, "draft", stage.officer(unit), **told))
    stage.at(stage.workday(day, 2), lambda: stage.do(made, "approve", stage.officer(unit, Post.REVIEWER)))
    public = {"public_text": values["text"], "public_answer": told["answer"]}
    stage.at(stage.workday(day, 3), lambda: stage.do(made, "publish", stage.officer(unit), **public))


# --- what a window cannot answer ------------------------------------------------------------------------------------


def _hand_over(stage: Stage, document: Document, where: str) -> None:
    dice = stage.dice("handovers", document.pk)
    window = dice.choice(stage.of_kind(Unit.Kind.STREET, Unit.Kind.TOWN))
    values = {"text": f"《{document.title}》申请人中途搬到外区还能不能继续领", "document": document}
    made = windows.hand_over(stage.officer(window, Post.WINDOW), values)
    stage.count("questions")
    stage.at(stage.workday(stage.today, 1), lambda: _answer_window(stage, made, where))
    stage.at(stage.workday(stage.today, 2), lambda: stage.do(made, "tell", stage.officer(window, Post.WINDOW)))


def _answer_window(stage: Stage, made: Handover, where: str) -> None:
    source = f"{made.document.doc_number}第二条" if made.document else ""
    typed: dict[str, Any] = {
        "answer": f"搬离之前核定的部分照常拨付，之后的不再支持。{where}",
        "source": source,
        "paragraph": "第二条",
    }
    stage.do(made, "answer", stage.officer(made.unit), **typed)
