"""One opinion that says several things: divided into its points, each grouped and answered alone; taken back while nobody answered.

The original stays as it was written and is counted once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.db import transaction

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.participation.consultations import sorting
from mingzheng.participation.consultations.models import Article, Consultation, Group, Opinion

FEWEST = 2
_MARKS = re.compile(
    r"(?:^|(?<=[。；;！!？?\n]))\s*(?:第?[一二三四五六七八九十]{1,2}[、是，,]|[（(][一二三四五六七八九十\d]{1,2}[）)]|\d{1,2}[、.．](?!\d))"
)


def proposed(text: str, most: int) -> list[str]:
    """Where the author numbered the points (一、 1. （二）), these; else the lines; nothing where that makes no two."""
    starts = [found.start() for found in _MARKS.finditer(text)]
    if len(starts) < FEWEST:
        rows = [line.strip() for line in text.splitlines() if line.strip()]
    else:
        first = 0 if not text[: starts[0]].strip() else starts[0]
        ends = [*starts[1:], len(text)]
        rows = [text[start:end].strip() for start, end in zip([first, *starts[1:]], ends, strict=True)]
    return rows if FEWEST <= len(rows) <= most else []


@transaction.atomic
def divide(opinion: Opinion, points: Sequence[tuple[str, Article | None]], actor: Actor) -> list[Opinion]:
    """Divide an opinion.

    Args:
        points: the words of each point, taken from the original, and the article it is about (None: the whole draft).

    Raises:
        Refused: fewer than two, words that do not stand in the original, divided before, or not theirs to handle.
    """
    found = sorting.handled(opinion.consultation, actor)
    whole = Opinion.objects.select_for_update(of=("self",)).select_related("group").get(pk=opinion.pk)
    if whole.divided:
        raise Refused("这条意见已经分为几点。", remedy="要重新分的，先合回一条。", code="divided")
    _check(whole, points, found)
    group = whole.group
    whole.divided, whole.group = True, None
    whole.save(update_fields=["divided", "group"])
    made = [_point(whole, words, article) for words, article in points]
    _drop_if_empty(group)
    sorting.group(found, actor)
    sorting.note(found, actor, f"意见 {whole.pk} 分为 {len(made)} 点处理")
    touch(f"consultation:{found.pk}")
    return made


def _check(whole: Opinion, points: Sequence[tuple[str, Article | None]], found: Consultation) -> None:
    if len(points) < FEWEST:
        raise Refused("至少要分为两点。", field="text_2", code="too_few")
    original = _plain(whole.text)
    for at, (words, article) in enumerate(points, 1):
        if not _plain(words) or _plain(words) not in original:
            raise Refused(
                f"第 {at} 点不是原文里的话。", remedy="请照原文摘录，不改字。", field=f"text_{at}", code="not_its_words"
            )
        if article is not None and article.consultation_id != found.pk:
            raise Refused("没有这一条。", remedy="请重新选择。", field=f"article_{at}", code="no_article")
    texts = [_plain(words) for words, _article in points]
    if len(set(texts)) < len(texts):
        raise Refused("有两点是同样的话。", remedy="请删去其中一点。", field="text_2", code="twice")


def _plain(words: str) -> str:
    return "".join(words.split())


def _point(whole: Opinion, words: str, article: Article | None) -> Opinion:
    return Opinion.every.create(
        part_of=whole,
        consultation=whole.consultation,
        article=article,
        channel=whole.channel,
        point=whole.point,
        author_kind=whole.author_kind,
        shown_as=whole.shown_as,
        text=words,
        publish=whole.publish,
        received_on=whole.received_on,
        entered_at=timekeeping.now(),
        entered_by=whole.entered_by,
        proof=whole.proof,
        added=whole.added,
        added_why=whole.added_why,
        late=whole.late,
        held_back=whole.held_back,
    )


@transaction.atomic
def unite(opinion: Opinion, actor: Actor) -> None:
    """Take the division back while none of its points is answered; the opinion waits to be grouped again.

    Raises:
        Refused: not divided, a point is answered, or not theirs to handle.
    """
    found = sorting.handled(opinion.consultation, actor)
    whole = Opinion.objects.select_for_update(of=("self",)).get(pk=opinion.pk)
    if not whole.divided:
        raise Refused("这条意见没有分开。", code="whole")
    parts = list(whole.parts)
    if any(part.group is not None and (part.group.state or part.group.published_on) for part in parts):
        raise Refused("已经有一点写了处理，不能合回一条。", remedy="可以逐点修改处理。", code="answered")
    groups = [part.group for part in parts]
    Opinion.every.filter(part_of=whole).delete()
    whole.divided = False
    whole.save(update_fields=["divided"])
    for group in groups:
        _drop_if_empty(group)
    sorting.group(found, actor)
    sorting.note(found, actor, f"意见 {whole.pk} 合回一条")
    touch(f"consultation:{found.pk}")


def _drop_if_empty(group: Group | None) -> None:
    if group is not None and group.published_on is None and not Opinion.every.filter(group=group).exists():
        Group.objects.filter(pk=group.pk).delete()
