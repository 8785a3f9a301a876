"""What the case pages say of the room's records."""

from __future__ import annotations

from typing import Any

from mingzheng.participation.letters import sorting
from mingzheng.participation.letters.models import Assist, Letter, Selection

Fact = tuple[str, Any]


def matter_word(code: str) -> str:
    found = sorting.words().matter(code)
    return found.label if found else ""


def channel_words(letter: Letter) -> str:
    return f"{letter.get_channel_display()}（{letter.mailbox}）" if letter.mailbox else letter.get_channel_display()


def letter_facts(letter: Letter) -> list[Fact]:
    """Without the author: that is shown only to those who handle the letter."""
    machine = "" if letter.classified_on else "（机器推荐，待核对）"
    return [
        ("编号", letter.number),
        ("渠道", channel_words(letter)),
        ("来源编号", letter.source_ref),
        ("收到日期", letter.received_on),
        ("性质", f"{letter.get_kind_display()}{machine}"),
        ("事项", f"{matter_word(letter.matter)}{machine}" if letter.matter else ""),
        ("分办单位", letter.intake.short),
        ("承办单位", letter.unit.short),
        ("是否同意选登", "同意" if letter.consent else "不同意"),
        ("督办日期", letter.supervised_on),
        ("并入", letter.joined_to.number if letter.joined_to else ""),
        ("不予受理的理由", letter.declined_why),
        ("首次答复", letter.replied_on),
    ]


def assist_facts(assist: Assist) -> list[Fact]:
    return [
        ("来信编号", assist.letter.number),
        ("来信标题", assist.letter.title),
        ("主办单位", assist.letter.unit.short),
        ("会办单位", assist.unit.short),
        ("请会办的事项", assist.what),
        ("送会办日期", assist.asked_on),
        ("会办意见", assist.opinion),
        ("答复日期", assist.answered_on),
        ("撤回日期", assist.withdrawn_on),
    ]


def selection_facts(selection: Selection) -> list[Fact]:
    return [
        ("来信编号", selection.letter.number),
        ("来信人", "同意选登" if selection.consented else "不同意选登：只能改写后公开"),
        ("推荐理由", selection.why),
        ("推荐日期", selection.proposed_on),
        ("改写匿名", "是" if selection.rewritten else ""),
        ("选登日期", selection.published_on),
        ("撤下理由", selection.hidden_why),
    ]
