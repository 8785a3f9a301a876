"""Everything that staff must see of an edition to draft, review or sign it: one read for the case page's panel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mingzheng.core import timekeeping
from mingzheng.core.dates import chinese_date
from mingzheng.core.files.models import StoredFile
from mingzheng.core.procedures.editing import named
from mingzheng.disclosure.documents import differences, presenting, rules, tagging, texts, validity
from mingzheng.disclosure.documents.attaching import stored_files
from mingzheng.disclosure.documents.models import Attachment, Edition, Effect, Finding, Review
from mingzheng.disclosure.documents.vocabulary import Attribute, Scope


@dataclass(frozen=True)
class FileLine:
    """An attachment with its stored file; ``hidden``: what the scan found inside it, without the hidden words."""

    row: Attachment
    file: StoredFile | None

    @property
    def hidden(self) -> list[dict[str, Any]]:
        return list(self.file.hidden_findings) if self.file else []


@dataclass(frozen=True)
class FindingGroup:
    """The findings of one kind; ``open`` wait for a person, ``settled`` were decided, ``gone`` are no longer in the text."""

    kind: Finding.Kind
    open: list[Finding]
    settled: list[Finding]
    gone: list[Finding]

    @property
    def label(self) -> str:
        return str(self.kind.label)


@dataclass(frozen=True)
class FieldChange:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Dossier:
    edition: Edition
    problems: list[rules.Problem]
    groups: list[FindingGroup]
    reviews: list[Review]
    files: list[FileLine]
    effects: list[Effect]
    former: Edition | None = None
    text_changes: list[differences.Row] = field(default_factory=list)
    field_changes: list[FieldChange] = field(default_factory=list)
    file_changes: list[str] = field(default_factory=list)

    @property
    def waiting(self) -> int:
        """Findings that nobody decided."""
        return sum(len(group.open) for group in self.groups)

    @property
    def hard(self) -> int:
        return len(rules.hard(self.problems))

    @property
    def targeted(self) -> bool:
        return self.edition.scope == Scope.TARGETED


def of(edition: Edition) -> Dossier:
    """The dossier of an edition; a correction is compared with the edition before it."""
    draft = edition.status == Edition.Status.DRAFT
    files = file_lines(edition)
    former = _former(edition)
    return Dossier(
        edition=edition,
        problems=presenting.open_problems(edition) if draft else [],
        groups=_groups(edition),
        reviews=list(edition.reviews.all()),
        files=files,
        effects=planned_effects(edition),
        former=former,
        text_changes=_text_changes(former, edition) if former else [],
        field_changes=_field_changes(former, edition) if former else [],
        file_changes=_file_changes(file_lines(former), files) if former else [],
    )


def file_lines(edition: Edition) -> list[FileLine]:
    held = {file.pk: file for file in stored_files(edition)}
    return [FileLine(row, held.get(row.file_id)) for row in edition.attachments.all()]


def planned_effects(edition: Edition) -> list[Effect]:
    return list(edition.effects.filter(status=Effect.Status.PLANNED).select_related("target__unit"))


def _groups(edition: Edition) -> list[FindingGroup]:
    rows = list(edition.findings.all())
    found = []
    for kind in Finding.Kind:
        own = [row for row in rows if row.kind == kind]
        if own:
            found.append(
                FindingGroup(
                    kind,
                    [row for row in own if not row.gone and not row.resolution],
                    [row for row in own if not row.gone and row.resolution],
                    [row for row in own if row.gone],
                )
            )
    return found


def _former(edition: Edition) -> Edition | None:
    if edition.serial == 1:
        return None
    before = edition.document.editions.filter(serial__lt=edition.serial, published_at__isnull=False)
    return before.order_by("-serial").first()


def _text_changes(former: Edition, edition: Edition) -> list[differences.Row]:
    return differences.side_by_side(texts.plain_text(former.body), texts.plain_text(edition.body))


def _field_changes(former: Edition, edition: Edition) -> list[FieldChange]:
    found = []
    for name in rules.FIELDS:
        if name in ("body", "change_note"):
            continue
        before, after = shown(former, name), shown(edition, name)
        if before != after:
            found.append(FieldChange(field_label(name), before or "（空）", after or "（空）"))
    return found


def shown(edition: Edition, name: str) -> str:
    """A header field as it is read."""
    value = getattr(edition, name)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(map(str, value))
    display = getattr(edition, f"get_{name}_display", None)
    if display is not None:
        return str(display())
    return chinese_date(value) if hasattr(value, "year") else str(value or "")


# What other rooms demand at the gates belongs to no field of the edition.
OF_OTHER_ROOMS = {"interpretation": "政策解读"}


def field_label(name: str) -> str:
    if name in OF_OTHER_ROOMS:
        return OF_OTHER_ROOMS[name]
    return named(Edition, [name])


def _file_changes(before: list[FileLine], after: list[FileLine]) -> list[str]:
    """Added, removed and exchanged attachments, told apart by their bytes and their names."""
    old = {(line.row.title, line.file.sha256) for line in before if line.file}
    new = {(line.row.title, line.file.sha256) for line in after if line.file}
    old_names, new_names = {name for name, _ in old - new}, {name for name, _ in new - old}
    said = [f"更换附件「{name}」" for name in sorted(old_names & new_names)]
    said += [f"增加附件「{name}」" for name in sorted(new_names - old_names)]
    return said + [f"删去附件「{name}」" for name in sorted(old_names - new_names)]


@dataclass(frozen=True)
class Presumed:
    """A last day of validity that a rule presumes; a person accepts it or writes another."""

    until: dt.date
    rule: validity.PeriodRule


def presumed(values: Mapping[str, Any]) -> Presumed | None:
    """For a 规范性文件 whose text names no period of validity."""
    since = values.get("effective_on")
    if not values.get("normative") or values.get("expires_on") or not isinstance(since, dt.date):
        return None
    found = validity.presumed_expiry(str(values.get("title") or ""), since)
    return Presumed(*found) if found else None


def typed_problems(edition: Edition, typed: dict[str, Any]) -> list[rules.Problem]:
    """The problems of what is being typed, before it is saved; ``typed`` holds the fields that could be read."""
    values = {**rules.values_of(edition, today=timekeeping.today()), **typed}
    body = str(values.get("body") or "")
    values |= {
        "body_text": texts.plain_text(body),
        "pictures_described": not texts.has_undescribed_picture(body),
        "issuers": [name for name in [values.get("issuer"), *(values.get("co_issuers") or [])] if name],
        "grants": edition.grants.exists() if values.get("scope") == Scope.TARGETED else False,
    }
    found = rules.problems(values)
    if values.get("attribute") == Attribute.PROACTIVE and values.get("scope") == Scope.PUBLIC:
        found += tagging.problems(values.get("tags") or (), timekeeping.today())
    return sorted(found, key=lambda problem: not problem.hard)
