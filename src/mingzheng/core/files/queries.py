"""Reading files: which belong to a record, and who may have them."""

from __future__ import annotations

from django.db.models import CharField, QuerySet

from mingzheng.core import records
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.files.models import StoredFile
from mingzheng.core.records import RecordRef
from mingzheng.core.written import Given, Question


def files_of(owner: RecordRef) -> QuerySet[StoredFile]:
    """Files of a record, oldest first, without their text."""
    return _held_by(owner.kind, owner.id)


def _held_by(kind: str | Given, record_id: str | Given) -> QuerySet[StoredFile]:
    return StoredFile.objects.filter(owner_kind=kind, owner_id=record_id).defer("text")


def files_listed(owner: RecordRef) -> list[StoredFile]:
    """``files_of``, for pages that list them."""
    return LISTED.ask(kind=owner.kind, id=owner.id)


LISTED = Question(lambda: _held_by(Given("kind", CharField()), Given("id", CharField())))


def may_read(file: StoredFile, actor: Actor | None) -> bool:
    """A file is as visible as the record it belongs to, or as that record says; ``actor`` None is the public."""
    return records.file_visible(file.owner, file.pk, actor)


def owned(file_id: str, owner: RecordRef) -> StoredFile:
    """The file, if it belongs to this record; for everything that leaves the house with an attachment.

    Raises:
        Refused: the file is unknown or belongs to another record.
    """
    found = StoredFile.objects.filter(pk=file_id, owner_kind=owner.kind, owner_id=owner.id).first()
    if found is None:
        raise Refused("附件不属于这一事项。", remedy="请重新选择附件。", field="file", code="foreign_file")
    return found
