"""Who may see a record of this room: everybody what was confirmed, the unit and 区府办 the rest."""

from __future__ import annotations

from mingzheng.core.actors import Actor, Post
from mingzheng.disclosure.key_areas.models import Confirmed, Project, ProjectUpdate, PublicTable, TableVersion

OFFICE = (Post.OFFICE_CLERK, Post.OFFICE_HEAD)


def _staff(actor: Actor | None, unit_id: int) -> bool:
    return actor is not None and (actor.post in OFFICE or actor.unit_id == unit_id)


def sees_project(project: Project, actor: Actor | None) -> bool:
    return project.published_on is not None or _staff(actor, project.unit_id)


def sees_table(table: PublicTable, actor: Actor | None) -> bool:
    return table.versions.filter(status=Confirmed.Status.LIVE).exists() or _staff(actor, table.unit_id)


def sees_confirmed(subject: ProjectUpdate | TableVersion, actor: Actor | None) -> bool:
    unit_id = subject.project.unit_id if isinstance(subject, ProjectUpdate) else subject.table.unit_id
    return subject.status in (Confirmed.Status.LIVE, Confirmed.Status.PAST) or _staff(actor, unit_id)
