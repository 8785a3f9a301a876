"""A fresh case of each procedure of the room, for the test that walks every cell of every table."""

from __future__ import annotations

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.sampling import a_unit, held
from mingzheng.disclosure.documents.models import Document

SAMPLE = {"title": "关于样例事项的通知", "issuer": "样例机关", "official": False}


def sample_release_case() -> Case:
    """A draft of the first unit. For tests only; begun by the same command as real work."""
    from mingzheng.disclosure.documents.commands import begin

    unit = a_unit()
    edition = begin(unit, Actor.system("样例"), SAMPLE)
    if edition.case is None:
        raise Refused("样例文件没有事项。")
    return edition.case


def sample_public_document() -> Document:
    """A normative document in force, taken over from an older system: the same one for every sample. For tests only."""
    from mingzheng.disclosure.documents.commands import Moved, adopt

    unit = a_unit()
    held = Document.objects.filter(source_key=f"sample-{unit.code}").first()
    if held is not None:
        return held
    now = timekeeping.now()
    values = {**SAMPLE, "normative": True, "attribute": "proactive", "body": "<p>样例。</p>"}
    moved = Moved("样例系统", f"sample-{unit.code}", now, values, index_number=f"SY{unit.pk:09d}0202300001")
    return adopt(unit, moved, Actor.system("样例")).document


def sample_effect_case() -> Case:
    """A proposed repeal. For tests only."""
    from mingzheng.disclosure.documents.commands import propose_effect

    effect = propose_effect(
        sample_public_document(),
        Actor.system("样例"),
        {"kind": "repeal", "effective_on": timekeeping.today(), "source_text": "样例依据"},
    )
    return held(effect.case)
