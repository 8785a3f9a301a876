"""What each step of an interpretation changes. Called by ``core.procedures`` within its transaction."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace
from typing import Any

from django.utils.timezone import localtime

from mingzheng.core import records, searchable, timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.files import commands as files
from mingzheng.core.files.models import StoredFile
from mingzheng.core.freshness.commands import touch
from mingzheng.core.outbox.commands import enqueue, publish
from mingzheng.core.procedures.table import Act
from mingzheng.core.quoting import shortened
from mingzheng.core.records import RecordRef
from mingzheng.core.relations.commands import link
from mingzheng.disclosure.catalogue import commands as catalogue
from mingzheng.disclosure.catalogue.models import Column
from mingzheng.disclosure.documents.steps import note_reason
from mingzheng.policy.interpretations import blocks, checking
from mingzheng.policy.interpretations.commands import settle
from mingzheng.policy.interpretations.models import Form, Interpretation
from mingzheng.policy.interpretations.quality import Weight, to_mend

MACHINE = Actor.system("政策解读")
COLUMN = "zcwj-jd"
PICTURE = "interpretations.picture"
PLAIN = ("title", "summary", "held_on", "media_name", "people", "media_url", "transcript")
MOST_NAMED = 6


def edit(act: Act) -> None:
    """Keep the draft as typed; the journal says which fields changed."""
    one: Interpretation = act.subject
    before = checking.content_hash(one)
    for name in PLAIN:
        if name in act.data:
            setattr(one, name, act.data[name])
    if act.data.get("captions_file"):
        one.captions = act.data["captions_file"]
    one.blocks = [block.as_row() for block in _with_pictures(one, act)]
    one.save()
    act.case.title = one.title
    act.note = "内容有改动" if checking.content_hash(one) != before else "没有改动"
    act.facts = {"blocks": len(one.blocks)}


def _with_pictures(one: Interpretation, act: Act) -> list[blocks.Block]:
    found: list[blocks.Block] = list(act.data["blocks"])
    for place, upload in act.data["pictures"].items():
        if place < len(found):
            stored = files.store(upload.data, upload.name, owner=one.ref, actor=act.actor, label="解读图片")
            found[place] = replace(found[place], file=str(stored.pk))
    return found


def faults(one: Interpretation) -> list[str]:
    """What must be there before it is submitted, each in a sentence that says what to do."""
    wrong = [str(error) for error in blocks.faults(one.parts)]
    if not one.written:
        wrong.append("还没有内容。请写出来，只有小标题和问题不算。")
    if not one.summary:
        wrong.append("没有一句话说明。请告诉读者这份解读讲什么。")
    wrong += [_hidden(file) for file in picture_files(one).values() if file.serious_findings]
    if one.form in (Form.FILM, Form.SOUND):
        wrong += [] if one.media_url else ["没有网址。请填写播放地址。"]
        wrong += [] if one.captions else ["没有字幕。请上传 WebVTT 字幕文件。"]
        wrong += [] if one.transcript else ["没有文字稿。请把说的话写成文字。"]
    if one.form == Form.PRESS:
        wrong += [] if one.held_on and one.people else ["请填写发布会的日期和发布人。"]
    if one.form == Form.EXPERT and not one.people:
        wrong.append("请填写专家的姓名和职务。")
    if one.form == Form.MEDIA:
        wrong += [] if one.media_name and one.media_url and one.held_on else ["请填写媒体名称、报道网址和日期。"]
    return wrong


def _hidden(file: StoredFile) -> str:
    labels = "、".join(dict.fromkeys(str(finding["label"]) for finding in file.serious_findings))
    return f"图片「{file.name}」里有隐藏信息（{labels}）。请清理后重新上传。"


def submit(act: Act) -> None:
    """To the reviewer, with what the check found."""
    one: Interpretation = act.subject
    found = checking.check(one)
    wrong = faults(one) + [f"{one.label}：{one.said}{one.remedy}" for one in found if one.weight is Weight.STOP]
    if wrong:
        listed = "".join(f"（{place}）{said}" for place, said in enumerate(wrong[:MOST_NAMED], 1))
        raise Refused(f"还有 {len(wrong)} 处要改：{listed}", remedy="请在编写页面改好后再提交。", code="faults")
    one.quality = [row.as_row() for row in found]
    one.save(update_fields=["quality"])
    mend = to_mend(one.quality)
    act.note = f"质量检查 {len(found)} 项，{mend} 项建议修改" if mend else f"质量检查 {len(found)} 项"
    act.facts = {"content": checking.content_hash(one), "mend": mend}


def passed(act: Act) -> None:
    """Reviewed by somebody who did not draft; what they saw is what may go out."""
    one: Interpretation = act.subject
    one.quality = [row.as_row() for row in checking.check(one)]
    one.seen = checking.prints(one)
    one.judgement = act.data["judgement"]
    one.reviewed_at, one.reviewed_by = timekeeping.now(), str(act.actor)[:200]
    one.save(update_fields=["quality", "seen", "judgement", "reviewed_at", "reviewed_by"])
    act.note = shortened(one.judgement)
    act.facts = {"content": checking.content_hash(one)}


def approve(act: Act) -> None:
    one: Interpretation = act.subject
    if checking.unseen(one):
        raise Refused(
            "机器检查又发现审核时没有见到的个人信息或敏感词。", remedy="请退回，由审核人重新审核。", code="findings"
        )
    one.status, one.approved_at, one.approved_by = (
        Interpretation.Status.APPROVED,
        timekeeping.now(),
        str(act.actor)[:200],
    )
    one.content_hash = checking.content_hash(one)
    one.save(update_fields=["status", "approved_at", "approved_by", "content_hash"])
    files.keep(one.ref, act.actor)
    if one.form == Form.PICTURES:
        enqueue(PICTURE, {"interpretation": one.pk})
    act.note = shortened(act.data.get("opinion", ""))
    act.facts = {"content": one.content_hash}


def send_back(act: Act) -> None:
    """Back to the drafter: review and approval are void, because what they saw will change."""
    one: Interpretation = act.subject
    one.status, one.content_hash, one.judgement, one.seen = Interpretation.Status.DRAFT, "", "", []
    one.reviewed_at = one.approved_at = None
    one.reviewed_by = one.approved_by = ""
    one.picture_id = None
    one.save()
    note_reason(act)


def release(act: Act) -> None:
    """By itself, after the document or for a draft under consultation."""
    go_public(act.subject, timekeeping.now())
    act.note = f"{act.subject.get_form_display()}，{chinese_date(act.subject.published_on)}"


def release_with(act: Act) -> None:
    """Together with the document: the same moment to the microsecond."""
    edition = act.subject.document.live if act.subject.document is not None else None
    if edition is None or edition.published_at is None:
        raise Refused("没有与它同时公开的文件。", remedy="请单独发布。", code="no_document")
    go_public(act.subject, edition.published_at)
    act.note = f"{chinese_date(localtime(edition.published_at))} {localtime(edition.published_at):%H:%M:%S}"


def spoiled(one: Interpretation) -> Refused | None:
    """Why what was approved may no longer go out; None when it may."""
    if checking.content_hash(one) != one.content_hash:
        return Refused(f"解读《{one.title}》与批准的不一致，不能发布。", remedy="请退回重新审核。", code="changed")
    if checking.unseen(one):
        said = f"机器检查在解读《{one.title}》里又发现审核时没有见到的个人信息或敏感词。"
        return Refused(said, remedy="请退回解读，重新审核。", code="findings")
    return None


def go_public(one: Interpretation, moment: dt.datetime) -> None:
    """In lists, index, the column 政策解读, and linked with what it interprets.

    Raises:
        Refused: as ``spoiled``.
    """
    refusal = spoiled(one)
    if refusal is not None:
        raise refusal
    one.status, one.published_at = Interpretation.Status.RELEASED, moment
    one.save(update_fields=["status", "published_at"])
    _link(one)
    if Column.objects.filter(code=COLUMN, closed_on=None).exists():
        day = one.published_on or timekeeping.today()
        catalogue.place(one.ref, [COLUMN], title=one.title, url=one.get_absolute_url(), published_on=day, actor=MACHINE)
    tell(one)
    publish("interpretations.released", {"interpretation": one.pk})
    settle(one.task)


def _link(one: Interpretation) -> None:
    task = one.task
    if one.document is not None:
        link(one.ref, "interprets", one.document.ref, MACHINE)
    elif task.draft_kind and records.fetch(RecordRef(task.draft_kind, task.draft_id)) is not None:
        link(one.ref, "interprets", RecordRef(task.draft_kind, task.draft_id), MACHINE)


def withdraw(act: Act) -> None:
    one: Interpretation = act.subject
    one.status, one.ended_at = Interpretation.Status.WITHDRAWN, timekeeping.now()
    one.withdrawal = act.data["explanation"]
    one.save(update_fields=["status", "ended_at", "withdrawal"])
    catalogue.displace(one.ref, actor=act.actor)
    tell(one)
    settle(one.task)
    act.note = shortened(one.withdrawal)


def drop(act: Act) -> None:
    act.subject.status = Interpretation.Status.DROPPED
    act.subject.save(update_fields=["status"])
    note_reason(act)


def tell(one: Interpretation) -> None:
    """Pages and index hear of it with the commit."""
    tags = [f"interpretation:{one.pk}", "interpretations"]
    tags += [f"document:{one.document_id}"] if one.document_id else []
    tags += [f"policy:{one.task.policy_id}"] if one.task.policy_id else []
    touch(*tags)
    searchable.changed("interpretations.interpretation", one.pk)


def keep_picture(one: Interpretation, data: bytes) -> StoredFile:
    """The long picture that was made of an approved picture story."""
    stored = files.store(data, f"jiedu-{one.pk}.png", owner=one.ref, actor=MACHINE, label="长图")
    Interpretation.objects.filter(pk=one.pk, content_hash=one.content_hash).update(picture_id=stored.pk)
    touch(f"interpretation:{one.pk}")
    return stored


def wanting_picture(pk: int) -> Interpretation | None:
    """The picture story that still lacks its long picture; None when nothing is to be made."""
    shown = (Interpretation.Status.APPROVED, Interpretation.Status.RELEASED)
    rows = Interpretation.objects.select_related("unit", "document", "task")
    return rows.filter(pk=pk, form=Form.PICTURES, status__in=shown, picture_id=None).first()


def picture_files(one: Interpretation) -> dict[str, StoredFile]:
    """The pictures that stand in the blocks, by id."""
    wanted = [uuid.UUID(block.file) for block in one.parts if block.file]
    rows: Any = StoredFile.objects.filter(pk__in=wanted, owner_kind=one.ref.kind, owner_id=one.ref.id)
    return {str(file.pk): file for file in rows}


# --- guards -----------------------------------------------------------------------------------------------------


def may_go_out(one: Interpretation, _actor: Actor) -> bool:
    """The document is public already, or it is a draft under consultation that is interpreted."""
    return one.document is None or one.document.listed


def not_scheduled(one: Interpretation, _actor: Actor) -> bool:
    """An approved one may be taken back only while its document does not wait for a set time."""
    if one.document is None or one.status != Interpretation.Status.APPROVED:
        return True
    return not one.document.editions.filter(case__state="scheduled").exists()
