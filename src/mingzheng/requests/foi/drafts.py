"""Drafts of applicants and the visits of their browsers: begun, kept, found again by a code, forgotten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from mingzheng.core import codes, timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.files import commands as files
from mingzheng.core.files.fields import Upload
from mingzheng.core.files.models import StoredFile
from mingzheng.core.files.queries import files_of
from mingzheng.core.outbox.forgetting import forgets
from mingzheng.requests.foi import draft_box, numbering
from mingzheng.requests.foi.models import Application, Draft, Visit

IDLE = dt.timedelta(hours=2)  # a browser left alone for so long has to show a code again
UNSAVED = dt.timedelta(days=1)  # a draft nobody asked a code for
KEPT = dt.timedelta(days=30)
MOST_FILES = 10
PROOF = "身份证明"
APPLICANT = Actor.system("申请人（网上提交）")


@transaction.atomic
def begin(part: str, values: Mapping[str, Any]) -> str:
    """A new draft with its first part; returns the key of the visit, for the browser alone."""
    today = timekeeping.today()
    draft = Draft.objects.create(made_on=today, expires_on=today + UNSAVED, sealed=draft_box.seal({part: dict(values)}))
    return _visit(draft=draft)


def show(application: Application) -> str:
    """A visit to an application, for who knew its query code; returns its key."""
    return _visit(application=application)


def _visit(**leads_to: Any) -> str:
    key = draft_box.new_key()
    Visit.objects.create(key_hash=draft_box.key_hash(key), seen_at=timezone.now(), **leads_to)
    return key


def visit_of(key: str) -> Visit | None:
    """The visit that a browser's key opens, unless it was left alone too long or its draft is over."""
    if not key or len(key) > 64:
        return None
    now = timezone.now()
    found = (
        Visit.objects.select_related("draft", "application__unit", "application__case")
        .filter(key_hash=draft_box.key_hash(key), seen_at__gt=now - IDLE)
        .first()
    )
    if found is None or (found.draft is not None and found.draft.expires_on < timekeeping.today()):
        return None
    if now - found.seen_at > dt.timedelta(minutes=1):
        Visit.objects.filter(pk=found.pk).update(seen_at=now)
    return found


def read(draft: Draft) -> dict[str, Any]:
    """What was typed so far: part → field → value. Empty when the key of the installation has changed."""
    found = draft_box.unseal(draft.sealed)
    return found if isinstance(found, dict) else {}


@transaction.atomic
def put(draft: Draft, part: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Keep a part as it was typed; the others stay. Returns the whole.

    Raises:
        Refused: the draft was sent or deleted meanwhile.
    """
    held = _locked(draft)
    data = read(held) | {part: dict(values)}
    held.sealed = draft_box.seal(data)
    held.save(update_fields=["sealed"])
    return data


@transaction.atomic
def first_time(draft: Draft, what: str, keys: Iterable[str]) -> list[str]:
    """Which of these were not yet offered (shown, opened, avoided) to this draft; from now on they were.

    Raises:
        Refused: the draft was sent or deleted meanwhile.
    """
    held = _locked(draft)
    data = read(held)
    offered = data.get("offered", {})
    before = offered.get(what, [])
    fresh = [key for key in keys if key not in before]
    held.sealed = draft_box.seal(data | {"offered": offered | {what: [*before, *fresh]}})
    held.save(update_fields=["sealed"])
    return fresh


def _locked(draft: Draft) -> Draft:
    held = Draft.objects.select_for_update().filter(pk=draft.pk).first()
    if held is None:
        raise Refused("这份草稿已经提交或者删除。", remedy="已经提交的，请用查询码查看办理情况。", code="no_draft")
    return held


def attach(draft: Draft, uploads: Iterable[Upload]) -> None:
    """Keep files with the draft, as proof of identity.

    Raises:
        Refused: there are too many.
    """
    chosen = list(uploads)
    if chosen and files_of(draft.ref).count() + len(chosen) > MOST_FILES:
        raise Refused(
            f"身份证明最多上传 {MOST_FILES} 个文件。", remedy="请删去不需要的，或者合并成一个文件。", field="proof"
        )
    files.store_all(chosen, owner=draft.ref, actor=APPLICANT, label=PROOF)


def detach(draft: Draft, file_id: str) -> None:
    """Take a file of this draft away; another's is none of ours."""
    found = next((one for one in files_of(draft.ref) if str(one.pk) == file_id), None)
    if found is not None:
        files.remove(found, actor=APPLICANT)


def proofs(draft: Draft) -> list[StoredFile]:
    return list(files_of(draft.ref))


@transaction.atomic
def code_of(draft: Draft) -> str:
    """The code under which the draft is found again; from now on it is kept for thirty days.

    Raises:
        Refused: the draft was sent or deleted meanwhile.
    """
    held = _locked(draft)
    data = read(held)
    code = str(data.get("code") or codes.new_code())
    held.sealed, held.code_hash = draft_box.seal(data | {"code": code}), numbering.draft_hash(code)
    held.expires_on = timekeeping.today() + KEPT
    held.save(update_fields=["sealed", "code_hash", "expires_on"])
    return code


def resume(code: str) -> str | None:
    """A visit to the draft of this code; None when there is none (any more)."""
    found = Draft.objects.filter(code_hash=numbering.draft_hash(code), expires_on__gte=timekeeping.today()).first()
    return None if found is None else _visit(draft=found)


@transaction.atomic
def forget(draft: Draft) -> None:
    """Delete a draft with everything in it: what was typed, its files, the visits that lead to it."""
    for found in files_of(draft.ref):
        files.remove(found, actor=APPLICANT)
    Draft.objects.filter(pk=draft.pk).delete()


def close(key_hashes: Iterable[str]) -> None:
    """Visits to applications end now; what they led to stays."""
    Visit.objects.filter(key_hash__in=list(key_hashes), draft=None).delete()


def leave(visit: Visit) -> None:
    """The browser forgets; a saved draft stays for its code, an application for its query code, anything else goes."""
    if visit.draft is not None and not visit.draft.code_hash:
        forget(visit.draft)
        return
    visit.delete()


def over() -> QuerySet[Draft]:
    return Draft.objects.filter(expires_on__lt=timekeeping.today())


@forgets(
    "foi_drafts",
    label="清除到期的申请草稿",
    what="依申请公开：没有提交的草稿（加密）和打开过的页面",
    term=f"要了查询码的{KEPT.days}日，没有要的{UNSAVED.days}日",
    due=over,
)
def drop_old() -> int:
    """Drafts whose day is over and visits left alone; returns how many drafts went."""
    Visit.objects.filter(seen_at__lt=timezone.now() - UNSAVED).delete()
    drafts = list(over())
    for draft in drafts:
        forget(draft)
    return len(drafts)
