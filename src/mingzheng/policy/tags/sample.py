"""Fresh cases of the room's procedures, for the test that walks every cell of every table."""

from __future__ import annotations

from mingzheng.core.actors import Actor
from mingzheng.core.procedures import sampling
from mingzheng.core.procedures.models import Case


def sample_version_case() -> Case:
    """The first version, from the shipped catalogue. For tests only."""
    from mingzheng.policy.tags.catalogue import latest
    from mingzheng.policy.tags.commands import begin

    version = begin(Actor.system("样例"), note="样例", take_over=not latest().entries)
    return sampling.held(version.case)


def sample_list_case() -> Case:
    """A list over one older document. For tests only."""
    from mingzheng.disclosure.documents.sample import sample_public_document
    from mingzheng.policy.tags.commands import begin_list, publish_shipped

    document = sample_public_document()
    publish_shipped(Actor.system("样例"))
    held = begin_list(document.unit, Actor.system("样例"))
    return sampling.held(held.case)
