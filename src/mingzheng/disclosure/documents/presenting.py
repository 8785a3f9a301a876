"""What the case screen says of an edition."""

from __future__ import annotations

from typing import Any

from mingzheng.core import timekeeping
from mingzheng.disclosure.documents import gates, rules, validity
from mingzheng.disclosure.documents.models import Edition, Effect


def edition_facts(edition: Edition) -> list[tuple[str, Any]]:
    """The header fields, in the order of the header table."""
    number = edition.document.index_number
    return [
        ("索引号", number or "签发时编制"),
        ("发文字号", edition.doc_number),
        ("发文机关", "、".join(edition.issuers)),
        ("版次", f"第 {edition.serial} 版"),
        ("公开属性", attribute_words(edition)),
        ("公开范围", edition.get_scope_display()),
        ("体裁", edition.get_genre_display()),
        ("主题分类", edition.theme.replace("/", " › ")),
        ("成文日期", edition.formed_on),
        ("施行日期", edition.effective_on),
        ("有效期至", edition.expires_on),
        ("内容概述", edition.summary),
        ("更正说明", edition.change_note),
        ("紧急公开", edition.forced_reason),
        ("撤下说明", edition.withdrawal),
    ]


def attribute_words(edition: Edition) -> str:
    """不予公开（涉及个人隐私，《政府信息公开条例》第十五条）"""
    words = edition.get_attribute_display() or "未认定"
    return f"{words}（{edition.get_ground_display()}，{edition.ground_article}）" if edition.ground else words


def open_problems(edition: Edition) -> list[rules.Problem]:
    """Everything that stands between the draft and its release, soft ones last."""
    found = rules.problems(rules.values_of(edition, today=timekeeping.today()))
    found = found + gates.problems(edition, gates.Moment.RELEASE)
    return sorted(found, key=lambda problem: not problem.hard)


def effect_facts(effect: Effect) -> list[tuple[str, Any]]:
    return [
        ("文件", effect.target.title),
        ("发文字号", effect.target.doc_number),
        ("效力变动", effect.get_kind_display()),
        ("自", effect.effective_on),
        ("依据文件", validity.source_name(effect)),
        ("涉及条款", effect.article),
        ("新的有效期至", effect.new_expiry),
        ("说明", effect.note),
    ]
