"""Each publication, change and withdrawal reaches the library once, whatever happens on the way."""

from __future__ import annotations

import datetime as dt
import socket

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.disclosure.filing.conftest import newest

from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.indicators import Scope, indicator_of
from mingzheng.core.journal.models import Entry
from mingzheng.core.outbox.commands import run_due
from mingzheng.core.outbox.models import Message
from mingzheng.disclosure.documents.commands import correct
from mingzheng.disclosure.documents.effects import record
from mingzheng.disclosure.documents.models import Document, Effect
from mingzheng.disclosure.filing import commands, profile
from mingzheng.disclosure.filing.library import Away, Unfit
from mingzheng.disclosure.filing.models import Channel, Push

pytestmark = pytest.mark.django_db
DAY = dt.date(2023, 4, 18)


def test_a_release_enters_the_library_once_with_the_librarys_number(papers, library, work):
    document = papers.released()
    work()
    push = newest(document)
    assert (push.version, push.status) == (1, Push.Status.ACCEPTED)
    held = library.records[document.index_number][1]
    assert push.library_id == held.library_id
    assert held.values["title"] == document.title
    assert held.values["content"].startswith("各有关单位")
    assert held.values["url"] == f"https://zwgk.example.gov.cn/d/{document.index_number}/"
    work()
    commands.note(document.pk)
    assert held.deliveries == 1
    assert document.pushes.count() == 1
    assert indicator_of("filing.accepted").measure(Scope(DAY)).text == "100%（1/1）"


def test_another_name_of_the_site_makes_no_new_version(papers, library, settings, work):
    document = papers.released()
    work()
    settings.MINGZHENG_SITE_URL = "https://other.example.gov.cn"
    assert commands.note(document.pk) is None


def test_a_correction_is_a_new_version_and_a_withdrawal_takes_it_down(papers, library, work):
    document = papers.released()
    work()
    edition = correct(document, papers.drafter, change_note="更正了施行日期")
    papers.does(edition, "submit", papers.drafter)
    papers.reviewed(edition)
    papers.does(edition, "release", papers.head)
    work()
    assert library.newest(document.index_number).values["edition"] == 2
    document.refresh_from_db()
    papers.does(document.live, "withdraw", papers.head, explanation="内容有误，更正后再公开")
    work()
    held = library.newest(document.index_number)
    assert (held.version, held.state) == (3, "withdrawn")
    assert held.values["reason"] == "内容有误，更正后再公开"
    assert library.duplicates == 0


def test_a_repeal_is_told_to_the_library(papers, library, work):
    document = papers.released()
    work()
    effect = Effect(target=document, kind="repeal", effective_on=dt.date(2023, 6, 1), source_text="长发改〔2023〕20号")
    record(effect, papers.head)
    work()
    assert library.newest(document.index_number).values["effects"][0]["kind"] == "废止"


def test_what_is_not_open_to_everybody_is_never_sent(papers, library, work):
    edition = papers.reviewed(
        papers.submitted(attribute="on_request", ground="on_request", carriers=[], columns=[], tags="")
    )
    papers.does(edition, "register", papers.head)
    work()
    assert library.records == {}
    assert not Push.objects.exists()


def test_refused_with_reasons_the_unit_reads_what_to_mend_and_the_correction_goes_by_itself(papers, library, work):
    library.refuse = ("营商环境",)
    document = papers.released()
    work()
    push = newest(document)
    assert push.status == Push.Status.REJECTED
    assert push.reasons[0]["remedy"] == "请重新选择主题分类后更正。"
    assert indicator_of("filing.clean").items(Scope(DAY))[0].note == "分类差错"
    edition = correct(document, papers.drafter, change_note="改正主题分类")
    papers.does(edition, "edit", papers.drafter, **_changed(title="关于便利企业办事的通知"))
    papers.does(edition, "submit", papers.drafter)
    papers.reviewed(edition)
    papers.does(edition, "release", papers.head)
    work()
    assert newest(document).status == Push.Status.ACCEPTED
    assert indicator_of("filing.clean").measure(Scope(DAY)).text == "100%（1/1）"


def _changed(**changes):
    from tests.support.documents import facts

    return facts(change_note="改正主题分类", **changes)


def test_what_the_check_finds_is_not_sent_at_all(papers, library, work):
    document = papers.released(issuer="某" * 101)
    work()
    push = newest(document)
    assert (push.status, push.by_us) == (Push.Status.REJECTED, True)
    assert [row["kind"] for row in push.reasons] == ["format"]
    assert "发文机关有 101 字" in push.reasons[0]["message"]
    assert library.asked == []
    with pytest.raises(Refused, match="推送前检查"):
        commands.again(push, papers.drafter)


def test_down_it_waits_and_goes_when_the_library_is_up_again(papers, library, work):
    library.mode = "down"
    document = papers.released()
    work()
    push = newest(document)
    assert push.status == Push.Status.WAITING
    assert "暂时不能受理" in push.last_error
    assert Channel.objects.get(pk=1).failing_since is not None
    library.mode = "accept"
    work()
    assert newest(document).status == Push.Status.ACCEPTED
    assert Channel.objects.get(pk=1).failing_since is None
    assert library.duplicates == 0


def test_while_the_line_is_down_the_others_do_not_wait_for_it(papers, library):
    library.mode = "down"
    papers.released()
    papers.released(doc_number="长发改〔2023〕13号")
    run_due(200)
    assert len([line for line in library.asked if line.startswith("PUT")]) == 1
    messages = Message.objects.filter(topic=commands.TOPIC)
    assert {message.status for message in messages} == {Message.Status.WAITING}


def test_when_it_answers_again_whatever_waits_is_tried_at_once(papers, library):
    library.mode = "down"
    first, second = papers.released(), papers.released(doc_number="长发改〔2023〕13号")
    run_due(200)
    library.mode = "accept"
    Channel.objects.update(retry_at=None)
    Push.objects.filter(document=first).update(sent_at=None)
    commands.push(newest(first).pk)
    assert run_due(200) > 0
    assert newest(second).status == Push.Status.ACCEPTED


def test_nobody_listens(papers, settings, work):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.MINGZHENG_LIBRARY_URL = f"http://127.0.0.1:{free.getsockname()[1]}"
    document = papers.released()
    work()
    assert "连不上公文库" in newest(document).last_error


def test_slow_it_is_asked_before_it_is_handed_in_again(papers, library, settings, work):
    """The first answer came too late, but the record had arrived."""
    settings.MINGZHENG_LIBRARY_TIMEOUT = 0.3
    library.mode, library.delay = "slow", 1.0
    document = papers.released()
    commands.note(document.pk)
    with pytest.raises(Away, match="没有应答"):
        commands.push(newest(document).pk)
    settings.MINGZHENG_LIBRARY_TIMEOUT = 5.0
    library.mode = "accept"
    _arrived(library, document)
    work()
    assert newest(document).status == Push.Status.ACCEPTED
    assert library.duplicates == 0


def _arrived(library, document):
    import time

    for _moment in range(100):
        if document.index_number in library.records:
            return
        time.sleep(0.05)
    raise AssertionError("the slow library never stored the record")


def test_hung_up_after_storing_it_does_not_enter_twice(papers, library, work):
    library.mode = "hang_up"
    document = papers.released()
    commands.note(document.pk)
    with pytest.raises(Away):
        commands.push(newest(document).pk)
    assert newest(document).status == Push.Status.WAITING
    work()
    push = newest(document)
    assert push.status == Push.Status.ACCEPTED
    assert library.records[document.index_number][1].deliveries == 1


def test_killed_between_sending_and_hearing_it_does_not_enter_twice(papers, library, work, monkeypatch):
    document = papers.released()
    commands.note(document.pk)
    push = newest(document)

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(commands, "_settle", killed)
        with pytest.raises(KeyboardInterrupt):
            commands.push(push.pk)
    push.refresh_from_db()
    assert push.status == Push.Status.SENT
    with pytest.raises(commands.Postponed):  # another worker keeps away while the first may be alive
        commands.push(push.pk)
    work()
    push.refresh_from_db()
    assert push.status == Push.Status.ACCEPTED
    assert library.records[document.index_number][1].deliveries == 1


@pytest.mark.parametrize(("mode", "said"), [("locked", "凭证"), ("strange", "不合约定")])
def test_a_library_that_does_not_do_as_agreed_is_reported_and_nothing_is_lost(papers, library, work, mode, said):
    library.mode = mode
    document = papers.released()
    commands.note(document.pk)
    with pytest.raises(Unfit, match=said):
        commands.push(newest(document).pk)
    library.mode = "accept"
    work()
    assert newest(document).status == Push.Status.ACCEPTED


def test_tried_too_often_it_is_shown_as_failed_and_can_be_asked_again(papers, library, work):
    library.mode = "down"
    document = papers.released()
    commands.note(document.pk)
    Push.objects.update(attempts=commands.GIVE_UP_AFTER - 1)
    with pytest.raises(Away):
        commands.push(newest(document).pk)
    push = newest(document)
    assert push.status == Push.Status.FAILED
    assert Entry.objects.filter(action="filing.failed").exists()
    with pytest.raises(Refused):
        commands.again(push, papers.district.actor("xinhua"))
    with pytest.raises(Refused):
        commands.again(push, papers.reviewer)
    library.mode = "accept"
    commands.again(push, papers.drafter)
    work()
    assert newest(document).status == Push.Status.ACCEPTED


def test_only_the_newest_version_is_sent(papers, library, work):
    library.mode = "down"
    document = papers.released()
    work()
    papers.does(document.live, "withdraw", papers.head, explanation="撤下")
    library.mode = "accept"
    work()
    assert list(document.pushes.order_by("version").values_list("status", flat=True)) == ["superseded", "accepted"]
    assert library.newest(document.index_number).state == "withdrawn"
    assert 1 not in library.records[document.index_number]


def test_without_an_address_nothing_is_sent_and_nothing_is_lost(papers, settings, work):
    settings.MINGZHENG_LIBRARY_URL = ""
    document = papers.released()
    work()
    assert newest(document).status == Push.Status.WAITING
    assert not Message.objects.filter(topic=commands.TOPIC).exists()
    assert commands.push_all()["stopped"].startswith("没有设置公文库地址")


def test_an_address_that_is_set_later_finds_what_waits(papers, settings, library, work):
    address, settings.MINGZHENG_LIBRARY_URL = settings.MINGZHENG_LIBRARY_URL, ""
    document = papers.released()
    work()
    Push.objects.all().delete()  # released before the room was there
    settings.MINGZHENG_LIBRARY_URL = address
    assert commands.note_all() == 1
    assert commands.push_all()["accepted"] == 1
    assert newest(document).status == Push.Status.ACCEPTED


def test_the_profile_is_sent_as_xml_when_the_setting_says_so(papers, library, settings, work):
    settings.MINGZHENG_LIBRARY_FORMAT = "xml"
    document = papers.released(co_issuers="某区商务委员会")
    work()
    values = library.records[document.index_number][1].values
    assert list(values) == [field.name for field in profile.FIELDS]
    assert values["docType"] == "通知"
    assert (values["unitedocFlag"], values["authDate"], values["themeOne"]) == ("Y", "2023-04-17", "综合政务")
    document.refresh_from_db()
    papers.does(document.live, "withdraw", papers.head, explanation="撤下")
    work()
    assert library.newest(document.index_number).state == "withdrawn"


def test_the_database_keeps_one_row_for_a_version_and_a_number_for_what_is_accepted(papers, library):
    document = papers.released()
    commands.note(document.pk)
    push = newest(document)
    with pytest.raises(IntegrityError), transaction.atomic():
        Push.objects.create(document=document, version=1, payload={}, digest="x", made_at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Push.objects.filter(pk=push.pk).update(status="accepted")


def test_the_figure_of_equal_versions(papers, library, work):
    papers.released()
    library.mode = "reject"
    papers.released(doc_number="长发改〔2023〕13号")
    figure = indicator_of("filing.equal_versions")
    assert figure.measure(Scope(DAY)).text == "0%（0/2）"
    library.mode = "accept"
    work()
    assert figure.measure(Scope(DAY)).text == "100%（2/2）"
    assert figure.measure(Scope(DAY, unit_id=papers.district.actor("xinhua", Post.OFFICER).unit_id)).text == "尚无记录"
    assert Document.objects.count() == len(figure.items(Scope(DAY)))
