"""Two people, or two clicks, at the same moment: one act, never a broken page."""

from __future__ import annotations

import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from tests.support.workplan import ISSUED, MACHINE, issued, notice

from mingzheng.core.actors import Post
from mingzheng.core.journal.models import Entry
from mingzheng.core.journal.queries import verify
from mingzheng.core.units.models import Person
from mingzheng.disclosure.documents.models import BroughtIn
from mingzheng.supervision.inspections.models import ErrorReport
from mingzheng.supervision.workplan import importing
from mingzheng.supervision.workplan.models import ImportDraft, Plan, Progress, SupervisionLetter

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,  # threads cannot share SQLite's database in memory
]
TEXT = "关于做好某项工作的通知\n各有关单位：\n请认真按照执行。\n某街道办事处\n2023年4月17日"
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def demo_stands(settings, on_day, district):
    """The day for every thread: the demonstration's."""
    from mingzheng.core import timekeeping

    settings.MINGZHENG_DEMO = True
    timekeeping.set_demo_day(ISSUED, MACHINE)
    return district


def at_once(*calls):
    """Run calls in threads of their own that begin together; what each returned or raised."""
    gate, said = threading.Barrier(len(calls)), [None] * len(calls)

    def run(n, call):
        try:
            gate.wait(10)
            said[n] = call()
        except Exception as error:  # noqa: BLE001 - it is what the test looks at
            said[n] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(n, call)) for n, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return said


def browser(actor):
    client = Client(raise_request_exception=False)
    client.force_login(Person.objects.get(pk=actor.person_id), backend=BACKEND)
    return client


def posts(actors, address, data):
    clients = [browser(actor) for actor in actors]
    answers = at_once(*[lambda client=client: client.post(address, dict(data)) for client in clients])
    return sorted(getattr(answer, "status_code", repr(answer)) for answer in answers)


def test_a_double_click_is_one_act(demo_stands):
    work = issued(demo_stands, notice(), "要点.csv")
    case, officer = work.case("xinhua", 1), demo_stands.actor("xinhua")
    before = Entry.objects.filter(case_id=case.pk).count()
    answers = posts([officer] * 4, f"/desk/cases/{case.pk}/accept/", {"revision": 0})
    assert set(answers) == {302}
    assert Entry.objects.filter(case_id=case.pk).count() == before + 1
    case.refresh_from_db()
    assert (case.state, case.revision) == ("accepted", 1)


def test_letters_written_at_one_moment_follow_each_other(demo_stands):
    work = issued(demo_stands, notice(), "要点.csv")
    cases = [work.case(unit, 1) for unit in ("xinhua", "xinjing", "fagai", "sifa")]
    clients = [browser(demo_stands.clerk) for _case in cases]
    calls = [
        lambda client=client, case=case: client.post(
            f"/desk/cases/{case.pk}/supervise/", {"revision": 0, "text": "请说明"}
        )
        for client, case in zip(clients, cases, strict=True)
    ]
    assert {answer.status_code for answer in at_once(*calls)} == {302}
    assert sorted(SupervisionLetter.objects.values_list("serial", flat=True)) == [1, 2, 3, 4]


def test_two_read_the_same_notice_at_once(demo_stands):
    clients = [browser(demo_stands.clerk), browser(demo_stands.other_clerk), browser(demo_stands.head)]
    calls = [
        lambda client=client: client.post("/desk/plan/import/", {"notice": SimpleUploadedFile("要点.csv", notice())})
        for client in clients
    ]
    assert {answer.status_code for answer in at_once(*calls)} == {302}
    assert ImportDraft.objects.count() == 1


def test_confirming_twice_makes_one_plan_and_issuing_twice_issues_once(demo_stands):
    clerk = demo_stands.clerk
    draft = importing.start_import(notice(), "要点.csv", clerk)
    importing.accept_all(draft, clerk)
    draft.refresh_from_db()
    sent = {"do": "confirm", "revision": draft.revision}
    answers = posts([clerk, clerk, demo_stands.head], f"/desk/plan/import/{draft.pk}/", sent)
    assert 302 in answers
    assert 500 not in answers
    plan = Plan.objects.get()
    answers = posts([clerk, clerk, demo_stands.head], f"/desk/cases/{plan.case_id}/issue/", {"revision": 0})
    assert set(answers) <= {302, 409}
    assert Entry.objects.filter(case_id=plan.case_id, action="workplan.plan.issue").count() == 1


def test_a_due_point_reported_twice_at_once_counts_once(demo_stands):
    work = issued(demo_stands, notice(), "要点.csv")
    officer, head = demo_stands.actor("xinhua"), demo_stands.actor("xinhua", Post.HEAD)
    work.does("xinhua", 2, "accept")
    case = work.case("xinhua", 2)
    sent = {"revision": case.revision, "text": "已备案", "done_on": "2023-04-18", "counts_for": "4月"}
    answers = posts([officer, head, officer], f"/desk/cases/{case.pk}/report/", sent)
    assert set(answers) <= {302, 409}
    assert Progress.objects.count() == 1


def test_the_same_account_moves_on_while_it_is_worked_in(demo_stands):
    """Accept and cancel at once: one wins, the other is told; the journal stays whole."""
    work = issued(demo_stands, notice(), "要点.csv")
    case = work.case("xinhua", 1)
    one, two = browser(demo_stands.actor("xinhua")), browser(demo_stands.head)
    answers = at_once(
        lambda: one.post(f"/desk/cases/{case.pk}/turn_back/", {"revision": 0, "reason": "不属于我单位"}),
        lambda: two.post(f"/desk/cases/{case.pk}/cancel/", {"revision": 0, "reason": "另有安排"}),
    )
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    assert verify().sound


def sent_at_once(clients, address, typed, upload=b""):
    """Where each was led that sent the same form; files are made anew, as each browser sends its own copy."""

    def call(client):
        files = {"file": SimpleUploadedFile("通知.txt", upload)} if upload else {}
        return client.post(address, {**typed, **files})

    answers = at_once(*[lambda client=client: call(client) for client in clients])
    return {getattr(answer, "url", answer) for answer in answers}


@pytest.mark.parametrize("upload", [b"", TEXT.encode()])
def test_a_new_paper_sent_four_times_at_once_is_read_in_once(demo_stands, upload):
    officer = demo_stands.actor("xinhua")
    key = browser(officer).get("/desk/documents/new/").context["form"]["form_key"].value()
    typed = {"form_key": key, "pasted": "" if upload else TEXT}
    led = sent_at_once([browser(officer) for _ in range(4)], "/desk/documents/new/", typed, upload)
    assert led == {f"/desk/documents/new/{BroughtIn.objects.get().pk}/"}


def test_a_visitors_report_sent_four_times_at_once_is_one(demo_stands):
    key = Client().get("/jiucuo/").context["form"]["form_key"].value()
    typed = {"form_key": key, "kind": "text", "text": "第三段“公开”写成了“分开”。"}
    led = sent_at_once([Client() for _ in range(4)], "/jiucuo/", typed)
    assert led == {f"/jiucuo/huizhi/{ErrorReport.objects.get().key}/"}
