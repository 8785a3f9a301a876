"""The office's wording: versions with first and last day, checked for what the law wants in them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.db.models import Max

from mingzheng.core.actors import Actor, Post
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.journal import commands as journal
from mingzheng.core.records import RecordRef
from mingzheng.requests.foi.law import outcomes
from mingzheng.requests.foi.letters.kinds import kinds, reason_places
from mingzheng.requests.foi.models import LetterText

SHIPPED = Path(__file__).parent.parent / "data" / "letter_texts.yaml"
PLACE = re.compile(r"\{([^{}]*)\}")
KEEPERS = (Post.OFFICE_CLERK, Post.OFFICE_HEAD)
BASIS = "《政府信息公开条例》第四十五条（建立健全申请办理制度）"


def places_of(key: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(must, may) of a wording.

    Raises:
        Refused: nobody uses a wording of this key.
    """
    group, _dot, name = key.partition(".")
    if group == "letter" and name in kinds():
        return kinds()[name].must, kinds()[name].may
    if group == "reason" and name in outcomes.LEAVES:
        return reason_places()
    raise Refused(f"没有「{key}」这种文本。", code="no_key")


def check(key: str, body: str) -> None:
    """Refuses wording that lacks a statutory element or names a place nobody fills.

    Raises:
        Refused: with what is lacking or unknown.
    """
    must, may = places_of(key)
    named = set(PLACE.findall(body))
    lacking = [name for name in must if name not in named]
    unknown = sorted(named - set(must) - set(may))
    if lacking:
        wanted = "、".join(f"{{{name}}}" for name in lacking)
        raise Refused(f"文本缺少必须写明的内容：{wanted}。", remedy="请把它写进文本。", field="body", code="lacking")
    if unknown:
        usable = "、".join(f"{{{name}}}" for name in (*must, *may))
        raise Refused(
            f"文本里的{{{unknown[0]}}}没有内容可填。", remedy=f"可用的有：{usable}。", field="body", code="unknown"
        )


def text_on(key: str, day: dt.date) -> LetterText:
    """The wording in force on a day.

    Raises:
        Refused: there is none.
    """
    found = holding(LetterText.objects.filter(key=key, valid_from__lte=day), day)
    if found is not None:
        return found
    raise Refused(
        f"文书文本「{label_of(key)}」在 {chinese_date(day)} 没有启用的版本。",
        remedy="请区府办在文书文本页面启用一个版本。",
        code="no_text",
    )


def holding(versions: Iterable[LetterText], day: dt.date) -> LetterText | None:
    """Of the versions of one wording the newest that holds on a day."""
    held = [one for one in versions if one.holds_on(day)]
    return max(held, key=lambda one: one.version, default=None)


@dataclass(frozen=True)
class Line:
    """A wording with the version that holds, and the newest one that is still to come."""

    key: str
    label: str
    current: LetterText | None
    coming: LetterText | None


def lines(day: dt.date) -> list[Line]:
    """Every wording that letters use, in the order of the catalogue and of the form."""
    held: dict[str, list[LetterText]] = {}
    for one in LetterText.objects.all():
        held.setdefault(one.key, []).append(one)
    wanted = [kind.key for kind in kinds().values()]
    wanted += [f"reason.{code}" for code in outcomes.LEAVES if code not in outcomes.LAPSES]
    return [_line(key, held.get(key, []), day) for key in wanted]


def _line(key: str, versions: list[LetterText], day: dt.date) -> Line:
    coming = [one for one in versions if one.valid_from > day]
    return Line(key, label_of(key), holding(versions, day), max(coming, key=lambda one: one.version, default=None))


def label_of(key: str) -> str:
    group, _dot, name = key.partition(".")
    return kinds()[name].title if group == "letter" else f"{outcomes.LEAVES[name].name}的答复正文"


@transaction.atomic
def add_version(
    key: str, body: str, actor: Actor, *, valid_from: dt.date, title: str = "", valid_to: dt.date | None = None
) -> LetterText:
    """A new version of a wording. Letters already signed keep what they said.

    Raises:
        Refused: the actor keeps no wording, or the text lacks what it must contain.
    """
    if actor.post not in (*KEEPERS, Post.SYSTEM):
        raise Refused("文书文本由区府办维护。", remedy="请切换岗位。", code="wrong_post")
    check(key, body)
    if valid_to is not None and valid_to < valid_from:
        raise Refused("停用日期早于启用日期。", remedy="请改正。", field="valid_to")
    newest = LetterText.objects.filter(key=key).aggregate(last=Max("version"))["last"] or 0
    made = LetterText.objects.create(
        key=key,
        version=newest + 1,
        title=title,
        body=body,
        valid_from=valid_from,
        valid_to=valid_to,
        source=actor.unit_name or actor.person_name,
    )
    journal.append(
        action="foi.text_versioned",
        actor=actor,
        subject=RecordRef("foi.text", str(made.pk)),
        summary=f"文书文本「{label_of(key)}」第 {made.version} 版，自 {chinese_date(valid_from)} 起启用。",
        basis=BASIS,
        data={"key": key, "version": made.version},
    )
    return made


@cache
def shipped() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    return rows


def seed() -> int:
    """Add the shipped wording of keys that have none yet; returns how many were added."""
    held = set(LetterText.objects.values_list("key", flat=True))
    fresh = [row for row in shipped() if row["key"] not in held]
    for row in fresh:
        check(row["key"], row["body"])
    LetterText.objects.bulk_create(
        [
            LetterText(
                key=row["key"], version=1, body=row["body"].strip(), valid_from=row["valid_from"], source=row["source"]
            )
            for row in fresh
        ]
    )
    return len(fresh)
