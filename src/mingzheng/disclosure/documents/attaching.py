"""The files of an edition: taken in, arranged, described, cleaned, taken out; and for whose eyes each of them is.

A file that is shown with the edition belongs to it and is as visible as it is. What is kept for the office alone, and what
was taken out again, belongs to ``documents.internal``: its unit and 区府办, whatever becomes of the edition.
"""

from __future__ import annotations

import re
import uuid

from django.core.files.storage import storages
from django.db.models import Max, Q, QuerySet

from mingzheng.core.actors import Actor
from mingzheng.core.files import commands as files
from mingzheng.core.files.models import StoredFile
from mingzheng.core.files.scrub import scrub as cleaned_of
from mingzheng.core.procedures.table import Act
from mingzheng.core.records import RecordRef
from mingzheng.disclosure.documents import scanning, texts
from mingzheng.disclosure.documents.models import Attachment, Edition

INTERNAL = "documents.internal"


def owner_of(edition: Edition, *, public: bool) -> RecordRef:
    """The record to which a file of the edition belongs."""
    return edition.ref if public else RecordRef(INTERNAL, str(edition.pk))


def stored_files(edition: Edition) -> QuerySet[StoredFile]:
    """Every file of the edition, the internal ones too, without their text."""
    own = Q(owner_kind=edition.ref.kind) | Q(owner_kind=INTERNAL)
    return StoredFile.objects.filter(own, owner_id=str(edition.pk)).defer("text")


def keep(edition: Edition, actor: Actor) -> None:
    """None of its files can be removed or exchanged any more."""
    for public in (True, False):
        files.keep(owner_of(edition, public=public), actor)


def attach(act: Act) -> None:
    """Keep the files; pictures of the text are put at its end, from where the drafter moves them."""
    edition: Edition = act.subject
    role, alt = act.data["role"], act.data["alt"].strip()
    last = edition.attachments.aggregate(last=Max("order"))["last"] or 0
    names, figures = [], ""
    for place, upload in enumerate(act.data["uploads"], 1):
        file = files.store(upload.data, upload.name, owner=edition.ref, actor=act.actor)
        _, made = Attachment.objects.get_or_create(
            edition=edition,
            file_id=file.pk,
            defaults={"title": _stem(file), "order": last + place, "role": role, "alt": alt},
        )
        names += [file.file_type.label] if made else []
        at_the_end = made and role == Attachment.Role.PICTURE and not act.data["placed"]
        figures += texts.figure(file.pk, alt) if at_the_end else ""
    if figures:
        _set_body(edition, edition.body + figures)
    act.facts = {"placed": True} if act.data["placed"] else {}
    act.note = f"{len(names)} 个文件（{'、'.join(dict.fromkeys(names))}）" if names else "文件已在附件中"
    scanning.renew(edition)


def _stem(file: StoredFile) -> str:
    return file.name.rsplit(".", 1)[0][:200]


def _set_body(edition: Edition, body: str) -> None:
    edition.body = texts.clean(body)
    edition.save(update_fields=["body"])


def arrange(act: Act) -> None:
    """Change places with the neighbour; at the end of the list nothing moves."""
    chosen: Attachment = act.data["attachment"]
    rows = list(act.subject.attachments.all())
    at = rows.index(chosen)
    to = at - 1 if act.data["move"] == "up" else at + 1
    if 0 <= to < len(rows):
        rows[at], rows[to] = rows[to], rows[at]
    for order, row in enumerate(rows, 1):
        row.order = order
    Attachment.objects.bulk_update(rows, ["order"])
    act.note = f"第 {rows.index(chosen) + 1} 位"


def detach(act: Act) -> None:
    """Out of the draft, a picture out of the text too. The file stays for the office, never for the public."""
    attachment: Attachment = act.data["attachment"]
    edition: Edition = act.subject
    act.note = attachment.get_role_display()
    if str(attachment.file_id) in edition.body:
        _set_body(edition, _without_picture(edition.body, str(attachment.file_id)))
    _to_owner(attachment, act.actor, public=False)
    if edition.original_id == attachment.file_id:
        edition.original_id = None
        edition.save(update_fields=["original_id"])
    attachment.delete()
    scanning.renew(edition)


def _without_picture(body: str, file_id: str) -> str:
    picture = rf"<img[^>]*{re.escape(file_id)}[^>]*>"
    body = re.sub(rf"<figure>\s*{picture}\s*(?:<figcaption>.*?</figcaption>)?\s*</figure>", "", body, flags=re.DOTALL)
    return re.sub(picture, "", body)


def describe(act: Act) -> None:
    attachment: Attachment = act.data["attachment"]
    attachment.title, attachment.alt = act.data["title"], act.data["alt"]
    attachment.public = act.data["public"] or attachment.role == Attachment.Role.PICTURE  # the text would lack it
    attachment.file_id = _to_owner(attachment, act.actor, public=attachment.public)
    attachment.save(update_fields=["title", "alt", "public", "file_id"])
    act.note = "随文公开" if attachment.public else "不随文公开"
    scanning.renew(act.subject)


def _to_owner(attachment: Attachment, actor: Actor, *, public: bool) -> uuid.UUID:
    """Give the file to those for whom it is; returns the id under which they hold it."""
    file = StoredFile.objects.defer("text").filter(pk=attachment.file_id).first()
    if file is None:
        return uuid.UUID(str(attachment.file_id))
    return files.move(file, owner_of(attachment.edition, public=public), actor=actor).pk


def clean(act: Act) -> None:
    """Exchange a Word or Excel file for one without what it hides; the former stays for the office alone.

    Raises:
        Refused: the kind of file cannot be cleaned, or its visible text would change.
    """
    attachment: Attachment = act.data["attachment"]
    file = StoredFile.objects.defer("text").get(pk=attachment.file_id)
    with storages["default"].open(file.key) as stream:
        done = cleaned_of(stream.read(), file.name)
    fresh = files.store(
        done.data, file.name, owner=owner_of(act.subject, public=attachment.public), actor=act.actor, label=file.label
    )
    if fresh.pk != file.pk:
        files.move(file, owner_of(act.subject, public=False), actor=act.actor)
        attachment.file_id = fresh.pk
        attachment.save(update_fields=["file_id"])
    left = f"；还有 {len(done.left)} 处要人工处理" if done.left else ""
    act.note = f"{'；'.join(done.removed) or '没有需要清理的内容'}{left}"
    scanning.renew(act.subject)
