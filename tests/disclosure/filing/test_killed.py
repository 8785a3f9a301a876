"""A worker that is killed outright between sending and hearing, in a real process: the record enters once."""

from __future__ import annotations

import time

import pytest
from tests.core.processes import shared_database

from mingzheng.disclosure.filing.standin import StandIn

PUBLISH = """
import datetime as dt
from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.procedures.rules import load_rules
from mingzheng.core.units.models import Unit
from mingzheng.core.workdays import commands as workdays
from mingzheng.disclosure.catalogue.models import Column
from mingzheng.disclosure.documents.commands import Moved, adopt
from mingzheng.disclosure.filing.commands import note_all
load_rules()
workdays.load_shipped(Actor.system())
unit = Unit.objects.create(code="fagai", name="某区发改委员会", short="区发改委", kind="department", org_code="YS0000026")
Column.objects.create(code="zcwj", title="政策文件", opened_on=dt.date(2023, 1, 1))
values = {
    "title": "关于优化营商环境的通知", "doc_number": "长发改〔2023〕12号", "issuer": unit.name, "genre": "notice", "tags": ["企业"],
    "theme": "综合政务/政务公开", "group": "regulation", "formed_on": dt.date(2023, 4, 17), "attribute": "proactive",
    "carriers": ["site"], "columns": ["zcwj"], "summary": "概述", "body": "<p>正文</p>",
}
adopt(unit, Moved("旧站", "k1", timekeeping.now(), values), Actor.system())
note_all()
"""

PUSH = """
from mingzheng.disclosure.filing.commands import push
from mingzheng.disclosure.filing.models import Push
push(Push.objects.get().pk)
"""

AGAIN = """
import datetime as dt
from mingzheng.disclosure.filing.commands import push_all
from mingzheng.disclosure.filing.models import Push
held = Push.objects.get()
before = held.status
Push.objects.update(sent_at=held.sent_at - dt.timedelta(minutes=5))
push_all()
print(before, Push.objects.get().status)
"""


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_the_library_answers_does_not_send_twice(tmp_path):
    shared = shared_database(tmp_path)
    with StandIn(mode="late", delay=60) as library:
        shared.environment["MINGZHENG_LIBRARY_URL"] = library.address
        shared.run(PUBLISH)
        worker = shared.start(PUSH)
        _stored(library)
        worker.kill()
        worker.communicate()
        library.mode = "accept"
        assert shared.run(AGAIN).splitlines()[-1] == "sent accepted"
        assert [held.deliveries for versions in library.records.values() for held in versions.values()] == [1]


def _stored(library: StandIn) -> None:
    for _moment in range(1200):
        if library.records:
            return
        time.sleep(0.05)
    raise AssertionError("the record never arrived")
