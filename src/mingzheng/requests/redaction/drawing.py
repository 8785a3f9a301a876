"""Boxes: drawn by hand, over every place of a word, or where the machine proposed. Each is a write like those in ``commands``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.db import transaction

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.requests.redaction import finding, grounds, owners
from mingzheng.requests.redaction.copying.places import Rect
from mingzheng.requests.redaction.models import Box, Proposal, Redaction
from mingzheng.requests.redaction.working import changed, drawable, write_down

MOST_BOXES, MOST_AT_ONCE = 3000, 500
SMALLEST = 0.002  # of the page: a slip of the mouse is no box


@transaction.atomic
def add_boxes(
    redaction: Redaction, actor: Actor, page: int, rects: Sequence[Rect], ground: str, note: str = ""
) -> list[Box]:
    """Draw boxes on one page. One that is there already is not drawn twice.

    Raises:
        Refused: a page, place or ground that cannot be, or nothing may be drawn any more.
    """
    redaction = drawable(redaction, actor)
    _check_ground(ground)
    if not 1 <= page <= redaction.pages:
        raise Refused(
            f"没有第 {page} 页。", remedy=f"页码应在 1 到 {redaction.pages} 之间。", field="page", code="page"
        )
    places = [_checked(rect) for rect in rects]
    if redaction.boxes.count() + len(places) > MOST_BOXES:
        raise Refused(f"遮盖框太多，最多 {MOST_BOXES} 个。", remedy="请把相邻的框合并，或整页遮盖。", code="too_many")
    held = {(box.page, box.rect) for box in redaction.boxes.filter(page=page)}
    fresh = [
        Box(
            redaction=redaction,
            page=page,
            **place._asdict(),
            ground=ground,
            note=note.strip()[:100],
            drawn_by=actor.person_id,
            drawn_by_text=str(actor)[:250],
            drawn_at=timekeeping.now(),
        )
        for place in dict.fromkeys(places)
        if (page, place) not in held
    ]
    Box.objects.bulk_create(fresh)
    if fresh:
        changed(redaction, actor)
        data = {"page": page, "boxes": len(fresh), "ground": ground}
        write_down("covered", redaction, actor, f"在第 {page} 页遮盖 {len(fresh)} 处（{ground}）。", data)
    return fresh


def _checked(rect: Rect) -> Rect:
    """Within the page, rounded to what the screen can show; a slip is refused."""
    if not all(isinstance(side, int | float) and side == side for side in rect):
        raise Refused("遮盖框的位置不是数字。", remedy="请重新画框。", field="x0", code="place")
    inside = Rect(*(round(min(1.0, max(0.0, side)), 5) for side in rect))
    if inside.x1 - inside.x0 < SMALLEST or inside.y1 - inside.y0 < SMALLEST:
        remedy = "左边应小于右边，上边应小于下边，都在 0 到 100 之间；请重新画框。"
        raise Refused("遮盖框太小，或者不在页面上。", remedy=remedy, field="x0", code="place")
    return inside


def _check_ground(ground: str) -> None:
    if ground not in grounds.on(timekeeping.today()):
        raise Refused("请选择遮盖理由。", remedy="每一处遮盖都要有理由。", field="ground", code="ground")


@transaction.atomic
def cover_word(
    redaction: Redaction, actor: Actor, word: str, ground: str, note: str = "", *, page: int | None = None
) -> int:
    """Cover every place of a word, on one page or in the whole file.

    Returns:
        The number of places found; 0 when the word stands nowhere in the text layer.

    Raises:
        Refused: as ``add_boxes``; a picture has no words; too many places at once.
    """
    redaction = drawable(redaction, actor)
    _check_ground(ground)
    if not redaction.is_pdf:
        raise Refused("图片没有文字层，不能按字词遮盖。", remedy="请用鼠标或百分比画框。", field="word", code="no_text")
    if page is not None and not 1 <= page <= redaction.pages:
        raise Refused(
            f"没有第 {page} 页。", remedy=f"页码应在 1 到 {redaction.pages} 之间。", field="page", code="page"
        )
    if not "".join(word.split()):
        raise Refused("请填写要遮盖的字词。", remedy="可以从页面上复制。", field="word", code="no_word")
    found = finding.places(redaction, word, page)
    if sum(map(len, found.values())) > MOST_AT_ONCE:
        remedy = "请写得更具体，或逐页遮盖。"
        raise Refused(f"找到 {MOST_AT_ONCE} 多处，没有遮盖。", remedy=remedy, field="word", code="too_many")
    for number, places in found.items():
        add_boxes(redaction, actor, number, [rect for place in places for rect in place], ground, note)
    return sum(map(len, found.values()))


@transaction.atomic
def change_box(box: Box, actor: Actor, ground: str, note: str) -> Box:
    """Another ground or note for a box.

    Raises:
        Refused: no such ground, or nothing may be changed any more.
    """
    redaction = drawable(box.redaction, actor)
    _check_ground(ground)
    held = redaction.boxes.filter(pk=box.pk).first()
    if held is None:
        raise _gone()
    if (held.ground, held.note) != (ground, note.strip()[:100]):
        before, held.ground, held.note = held.ground, ground, note.strip()[:100]
        held.save(update_fields=["ground", "note"])
        changed(redaction, actor)
        data = {"page": held.page, "before": before, "ground": ground}
        write_down("ground_changed", redaction, actor, f"更改第 {held.page} 页一处遮盖的理由（{ground}）。", data)
    return held


@transaction.atomic
def remove_boxes(redaction: Redaction, actor: Actor, ids: Sequence[int]) -> int:
    """Take boxes away; those already gone are passed over. Returns how many went.

    Raises:
        Refused: nothing may be changed any more.
    """
    redaction = drawable(redaction, actor)
    going = list(redaction.boxes.filter(pk__in=list(ids)))
    if going:
        pages = sorted({box.page for box in going})
        redaction.boxes.filter(pk__in=[box.pk for box in going]).delete()
        changed(redaction, actor)
        where = "、".join(map(str, pages[:20]))
        data = {"pages": pages, "grounds": dict(Counter(box.ground for box in going))}
        write_down("uncovered", redaction, actor, f"取消第 {where} 页 {len(going)} 处遮盖。", data)
    return len(going)


def _gone() -> Refused:
    return Refused("这一处遮盖已被取消。", remedy="请刷新页面查看现在的遮盖。", code="gone")


# --- proposals -------------------------------------------------------------------------------------------


@transaction.atomic
def propose(redaction: Redaction, actor: Actor) -> int:
    """Look for personal data and marks of secrecy; what was proposed before, accepted or not, is not proposed again.

    Returns:
        The number of new proposals.

    Raises:
        Refused: nothing may be drawn any more, or the file has no text.
    """
    redaction = drawable(redaction, actor)
    rows = finding.proposals(redaction)
    before = redaction.proposals.count()
    Proposal.objects.bulk_create(rows, ignore_conflicts=True)
    fresh = redaction.proposals.count() - before
    write_down("searched", redaction, actor, f"查找可能要遮盖的内容，新发现 {fresh} 处。", {"found": fresh})
    return fresh


@transaction.atomic
def decide(proposals: Sequence[Proposal], actor: Actor, *, accept: bool, ground: str = "") -> int:
    """Cover the proposed places, or say that they stay open to view. What is decided already is passed over.

    Returns:
        How many were decided.

    Raises:
        Refused: no ground to cover them, or nothing may be drawn any more.
    """
    if not proposals:
        return 0
    redaction = drawable(proposals[0].redaction, actor)
    waiting = list(
        redaction.proposals.select_for_update().filter(
            pk__in=[one.pk for one in proposals], status=Proposal.Status.OPEN
        )
    )
    if accept:
        _check_ground(ground)
        for one in waiting:
            add_boxes(redaction, actor, one.page, one.places, ground)
    for one in waiting:
        one.status = Proposal.Status.ACCEPTED if accept else Proposal.Status.DISMISSED
        one.decided_by_text, one.decided_at = str(actor)[:250], timekeeping.now()
        one.save(update_fields=["status", "decided_by_text", "decided_at"])
    if waiting and not accept:
        data = {"kinds": dict(Counter(one.label for one in waiting))}
        write_down("dismissed", redaction, actor, f"核对机器提示，{len(waiting)} 处不遮盖。", data)
        owners.contributed(redaction.owner, actor)
    return len(waiting)
