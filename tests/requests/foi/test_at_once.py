"""Two heads sign at the same moment: numbers in a row, and none lost to a signing that was refused."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.desk.test_together import at_once
from tests.support.workplan import MACHINE

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.commands import act
from mingzheng.requests.foi.letters import texts
from mingzheng.requests.foi.models import Letter, LetterText

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
MONDAY = dt.date(2023, 4, 17)


@pytest.fixture
def at_signing(settings, foi):
    """``at_signing()`` is an application that waits for the head's signature; the day holds for every thread."""
    settings.MINGZHENG_DEMO = True
    timekeeping.set_demo_day(MONDAY, MACHINE)

    def made(**facts):
        found = foi.handled()
        foi.proposes(found, "E2", MONDAY, **facts)
        foi.does(found, "pass_check", on=MONDAY, by=Post.REVIEWER)
        foi.does(found, "pass_legal", on=MONDAY, by=Post.LEGAL)
        return found

    return made


def sign(foi, found):
    head = foi.actor(Post.HEAD)
    return lambda: act(foi.case(found), "sign", head)


def numbers() -> list[int]:
    return sorted(Letter.objects.filter(kind="answer").values_list("serial", flat=True))


def test_letters_signed_at_once_are_numbered_in_a_row(foi, at_signing):
    waiting = [at_signing() for _ in range(4)]
    said = at_once(*[sign(foi, found) for found in waiting])
    assert [one for one in said if isinstance(one, Exception)] == []
    assert numbers() == [1, 2, 3, 4]


def test_one_letter_signed_twice_at_once_is_one(foi, at_signing):
    found = at_signing()
    said = at_once(*[sign(foi, found)] * 3)
    assert len([one for one in said if isinstance(one, Refused)]) == 2
    assert numbers() == [1]


def test_a_signing_refused_after_it_had_its_number_leaves_no_gap(foi, at_signing):
    """The reply is numbered first; then the notice to a third party finds no wording in force, and all is undone."""
    refused = at_signing()
    sent = {"party": "某公司", "ref": "S1", "kind": "third_party", "content": "数据", "sent_on": MONDAY}
    refused.consultations.create(**sent, ended_on=MONDAY, position="object", overruled="关系公共利益")
    LetterText.objects.filter(key="letter.disclosure_notice").delete()
    others = [at_signing() for _ in range(3)]
    said = at_once(sign(foi, others[0]), sign(foi, refused), sign(foi, others[1]), sign(foi, refused))
    assert [str(one) for one in said if isinstance(one, Exception) and not isinstance(one, Refused)] == []
    assert len([one for one in said if isinstance(one, Refused)]) == 2
    sign(foi, others[2])()
    assert numbers() == [1, 2, 3]
    texts.seed()
    sign(foi, refused)()
    assert numbers() == [1, 2, 3, 4]
