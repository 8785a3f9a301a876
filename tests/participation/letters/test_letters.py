"""A letter from the portal to the reply, the rating and the published selection."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from tests.support.letters import REPLY
from tests.support.recounts.comparing import differing

from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.indicators import Scope, indicator_of
from mingzheng.core.journal.models import Entry
from mingzheng.core.procedures.permission import owed_by, sees
from mingzheng.core.submissions.keys import new_key
from mingzheng.participation.letters import answering, clocks, counting, intake, queries, selecting
from mingzheng.participation.letters.models import Letter, LetterPerson, Move, Round, Selection

pytestmark = pytest.mark.django_db
D = dt.date


def test_forwarded_twice_extended_answered_rated_selected_and_masked(desk, on_day):
    letter = desk.written(
        text="我家天山路100号302室门口的路灯坏了一周，晚上很黑，请尽快修复。", name="王阿姨", reach="13812345678"
    )
    assert letter.case.state == "triage"
    assert letter.unit.code == "qufuban"
    assert clocks.running(letter).due_on == D(2023, 5, 10)  # 15 working days; 29 April to 3 May are holidays
    desk.does(letter, "dispatch", desk.clerk, kind="help", matter="building", unit=desk.unit("sifa"))
    sifa = desk.by(Post.OFFICER, "sifa")
    desk.does(letter, "forward", sifa, unit=desk.unit("xinhua"), reason="路灯由街道报修")
    street = desk.by(Post.OFFICER, "xinhua")
    desk.does(letter, "forward", street, unit=desk.unit("fagai"), reason="道路设施由区发改委统筹")
    assert [(one.how, one.source.code, one.target.code) for one in letter.moves.all()] == [
        ("dispatch", "qufuban", "sifa"),
        ("forward", "sifa", "xinhua"),
        ("forward", "xinhua", "fagai"),
    ]
    assert clocks.running(letter).due_on == D(2023, 5, 10)
    with pytest.raises(Refused, match="转了几次"):
        desk.does(letter, "forward", desk.officer, unit=desk.unit("sifa"), reason="再转")
    with pytest.raises(Refused, match="转了几次"):
        desk.does(letter, "give_back", desk.officer, reason="退")
    desk.does(letter, "accept", desk.officer)
    desk.does(letter, "contact", desk.officer, day="2023-04-18", how="phone", note="已联系，晚上看得到")
    on_day("2023-05-10")
    desk.does(letter, "ask_extension", desk.head, days=5, reason="线路要重新敷设")
    assert letter.case.state == "extending"
    with pytest.raises(Refused, match="参与过"):
        desk.does(letter, "grant_extension", desk.head)
    desk.does(letter, "grant_extension", desk.by(Post.HEAD, nth=2))
    assert clocks.running(letter).due_on == D(2023, 5, 17)
    with pytest.raises(Refused, match="已经延期"):
        desk.does(letter, "ask_extension", desk.officer, days=1, reason="再延")
    desk.drafted(letter)
    with pytest.raises(Refused, match="参与过"):
        desk.does(letter, "approve", desk.head)
    on_day("2023-05-17")
    desk.does(letter, "approve", desk.reviewer)
    assert (letter.replied_on, letter.in_time, letter.due_on) == (D(2023, 5, 17), True, D(2023, 5, 17))
    answering.rate(letter, 5, "修好了")
    with pytest.raises(Refused, match="已经评价"):
        answering.rate(letter, 1, "")
    made = selecting.propose(letter, {"title": "路灯不亮怎么办", "why": "问的人多"}, desk.officer)
    assert "302" not in made.text
    with pytest.raises(Refused, match="住址"):
        desk.does(made, "mask", desk.officer, title="路灯", text="天山路100号302室的路灯坏了", reply=REPLY)
    with pytest.raises(Refused, match="称呼"):
        desk.does(made, "mask", desk.officer, title="路灯", text="王阿姨说路灯坏了", reply=REPLY)
    desk.does(made, "mask", desk.officer, title="路灯不亮怎么办", text="我家门口的路灯坏了一周。", reply=REPLY)
    assert queries.public_one(made.pk) is None
    desk.does(made, "approve", desk.reviewer)
    shown = queries.public_one(made.pk)
    assert shown.text == "我家门口的路灯坏了一周。"
    letter.refresh_from_db()
    assert "302室" in letter.text  # the original stays
    assert indicator_of("letters.selected").measure(Scope(D(2023, 5, 17))).text == "1"
    assert indicator_of("letters.in_time").measure(Scope(D(2023, 5, 17))).text == "100%（1/1）"
    assert not counting.recount(mend=False)


def test_whoever_proposed_or_masked_does_not_approve(desk):
    letter = desk.replied()
    made = selecting.propose(letter, {"title": "路灯", "why": "多"}, desk.by(Post.REVIEWER))
    with pytest.raises(Refused, match="现在是「待隐名」"):
        desk.does(made, "approve", desk.by(Post.REVIEWER))
    desk.does(made, "mask", desk.head, title="路灯", text="路灯坏了。", reply=REPLY)
    for one in (desk.by(Post.REVIEWER), desk.head):
        with pytest.raises(Refused, match="参与过"):
            desk.does(made, "approve", one)
    desk.does(made, "approve", desk.by(Post.REVIEWER, nth=2))
    assert made.published_on == D(2023, 4, 18)


def test_without_consent_only_what_is_told_anew_and_marked_so(desk):
    letter = desk.replied(consent=False)
    made = selecting.propose(letter, {"title": "路灯", "why": "多"}, desk.officer)
    with pytest.raises(Refused, match="不同意选登"):
        desk.does(made, "mask", desk.officer, title="路灯", text=letter.text, reply=REPLY)
    with pytest.raises(Refused, match="相似程度"):
        desk.does(made, "mask", desk.officer, title="路灯", text=letter.text, reply=REPLY, rewritten="on")
    desk.does(made, "mask", desk.officer, title="路灯", text="有居民问公共照明报修。", reply=REPLY, rewritten="on")
    desk.does(made, "approve", desk.reviewer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Selection.objects.filter(pk=made.pk).update(rewritten=False)


def test_hidden_selection_is_public_no_more_and_may_be_proposed_again(desk):
    letter = desk.replied()
    made = desk.selected(letter)
    desk.does(made, "approve", desk.reviewer)
    with pytest.raises(Refused, match="已经在选登"):
        selecting.propose(letter, {"title": "路灯", "why": "多"}, desk.officer)
    desk.does(made, "hide", desk.head, reason="来信人要求撤下")
    assert queries.public_one(made.pk) is None
    assert desk.selected(letter).case.state == "checking"


def test_another_kind_has_another_term_from_the_same_day(desk, on_day):
    letter = desk.written()
    on_day("2023-04-20")
    desk.does(letter, "dispatch", desk.clerk, kind="consult", matter="building", unit=desk.unit("fagai"))
    running = clocks.running(letter)
    assert (running.rule.code, running.due_on) == ("letters.simple", D(2023, 4, 24))
    desk.does(letter, "classify", desk.officer, kind="complaint", matter="building")
    assert clocks.running(letter).due_on == D(2023, 5, 10)
    assert letter.case.clocks.filter(name="reply", status="running").count() == 1
    assert not counting.recount(mend=False)


def test_who_refused_is_kept_and_gets_it_again_only_with_a_reason(desk):
    letter = desk.dispatched("sifa")
    desk.does(letter, "give_back", desk.by(Post.OFFICER, "sifa"), reason="不属于司法行政职责")
    assert (letter.case.state, letter.unit.code) == ("triage", "qufuban")
    data = {"kind": "help", "matter": "building", "unit": desk.unit("sifa")}
    with pytest.raises(Refused, match="不属于司法行政职责"):
        desk.does(letter, "dispatch", desk.clerk, **data)
    desk.does(letter, "dispatch", desk.clerk, **data, reason="涉及调解，由司法局主办")
    desk.does(letter, "give_back", desk.by(Post.OFFICER, "sifa"), reason="仍不属于")
    desk.does(letter, "assign", desk.clerk, unit=desk.unit("sifa"), reason="区府办指定")
    with pytest.raises(Refused, match="指定承办"):
        desk.does(letter, "give_back", desk.by(Post.OFFICER, "sifa"), reason="第三次")
    refused = Move.objects.filter(letter=letter, how=Move.How.RETURN)
    assert [(one.source.code, one.reason) for one in refused] == [
        ("sifa", "不属于司法行政职责"),
        ("sifa", "仍不属于"),
    ]


def test_no_extension_after_the_due_day(desk, on_day):
    letter = desk.handed()
    on_day("2023-05-12")
    with pytest.raises(Refused, match="期限已过"):
        desk.does(letter, "ask_extension", desk.officer, days=3, reason="需要核实")


def test_an_extension_that_was_not_decided_in_time_cannot_be_granted(desk, on_day):
    letter = desk.handed()
    on_day("2023-05-10")
    desk.does(letter, "ask_extension", desk.officer, days=3, reason="需要核实")
    on_day("2023-05-11")
    with pytest.raises(Refused, match="期限已过"):
        desk.does(letter, "grant_extension", desk.head)
    desk.does(letter, "deny_extension", desk.head, reason="期限已过")
    assert letter.case.state == "working"
    with pytest.raises(Refused, match="期限已过"):
        desk.does(letter, "ask_extension", desk.officer, days=16, reason="需要核实")


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ("您的来信已收悉，感谢您的关心。", "只说收到"),
        ("你自己看公告，不要再来问了。" * 3, "语气生硬"),
        (f"{REPLY}来信人手机13812345678。", "个人信息"),
    ],
)
def test_what_is_no_reply_does_not_leave_the_desk_whatever_is_said_of_it(desk, reply, said):
    letter = desk.handed()
    with pytest.raises(Refused, match=said):
        desk.does(letter, "draft", desk.officer, reply=reply, note="就这样答复")
    assert Round.objects.get().reply == ""


def test_what_the_check_doubts_needs_an_explanation_that_the_reviewer_reads(desk):
    letter, short = desk.handed(), "路灯4月19日已经修好。"
    with pytest.raises(Refused, match="不足 40 个字"):
        desk.does(letter, "draft", desk.officer, reply=short)
    desk.does(letter, "draft", desk.officer, reply=short, note="已电话详细说明")
    latest = letter.round
    assert [one["kind"] for one in latest.findings] == ["too_short"]
    assert latest.findings_note == "已电话详细说明"
    desk.does(letter, "approve", desk.reviewer)
    assert indicator_of("letters.clean_replies").measure(Scope(D(2023, 4, 18))).text == "0%（0/1）"


def test_other_units_opinions_come_first_and_may_be_withdrawn(desk):
    letter = desk.handed()
    desk.does(
        letter, "ask_assist", desk.officer, units=[str(desk.unit("sifa")), str(desk.unit("xinhua"))], what="请核实产权"
    )
    one, two = letter.assists.order_by("unit__code")
    assert one.case in owed_by(desk.by(Post.OFFICER, "sifa"))
    assert sees(letter.case, desk.by(Post.OFFICER, "sifa"))
    desk.drafted(letter)
    with pytest.raises(Refused, match="会办单位还没有答复"):
        desk.does(letter, "approve", desk.reviewer)
    desk.does(one, "answer", desk.by(Post.OFFICER, "sifa"), opinion="产权属于街道。")
    with pytest.raises(Refused, match="由主办单位撤回"):
        desk.does(two, "withdraw", desk.by(Post.OFFICER, "xinhua"), reason="不办")
    desk.does(two, "withdraw", desk.officer, reason="已经清楚")
    desk.does(letter, "approve", desk.reviewer)
    assert letter.case.state == "replied"


def test_joined_letters_get_the_reply_each_as_its_own(desk):
    main, other = desk.handed(), desk.handed(title="路灯坏了没人修")
    desk.does(other, "join", desk.officer, main=main.number)
    with pytest.raises(Refused, match="并在这一件里"):
        desk.does(main, "decline", desk.reviewer, reason="不办")
    desk.drafted(main)
    desk.does(main, "approve", desk.reviewer)
    other.refresh_from_db()
    other.case.refresh_from_db()
    assert (other.case.state, other.replied_on) == ("replied", D(2023, 4, 18))
    assert other.round.reply == REPLY
    assert not counting.recount(mend=False)


def test_the_author_asks_on_once_and_it_has_a_term_of_its_own(desk, on_day):
    letter = desk.replied()
    code = intake.code_of(letter.key)
    assert answering.by_code(letter.number.lower(), code.lower()) == letter
    assert answering.by_code(letter.number, "AAAAAAAAAAAA") is None
    on_day("2023-04-20")
    answering.ask_on(letter, "修好两天又坏了，什么时候再修？")
    letter.case.refresh_from_db()
    assert letter.case.state == "working"
    assert clocks.running(letter).due_on == D(2023, 4, 26)  # 23 April is worked
    desk.drafted(letter, reply=REPLY.replace("4月19日", "4月20日"))
    desk.does(letter, "approve", desk.reviewer)
    with pytest.raises(Refused, match="追问 1 次"):
        answering.ask_on(letter, "还要问")
    assert [one.serial for one in letter.rounds.all()] == [1, 2]
    assert letter.replied_on == D(2023, 4, 18)  # the first reply is what is counted
    desk.does(letter, "reopen", desk.clerk, reason="回访不满意")
    assert letter.round.why == Round.Why.REOPENED


def test_after_a_month_nobody_rates_or_asks_on(desk, on_day):
    letter = desk.replied()
    on_day("2023-05-19")
    with pytest.raises(Refused, match="已经超过"):
        answering.rate(letter, 5, "")
    with pytest.raises(Refused, match="已经超过"):
        answering.ask_on(letter, "还要问")


def test_declined_with_a_reason_and_counted_apart(desk):
    letter = desk.written()
    desk.does(letter, "decline", desk.clerk, reason="广告，不作为来信办理。")
    assert letter.case.state == "declined"
    assert indicator_of("letters.not_left").measure(Scope(D(2023, 4, 18))).text == "尚无记录"
    assert not counting.recount(mend=False)


def test_a_letter_of_december_stands_in_the_figure_of_the_year_when_it_is_late(desk, on_day):
    """Received in December, due in January: not due yet for the old year, and not forgotten by the new one."""
    on_day("2023-12-28")
    letter = desk.handed()
    due = clocks.running(letter).due_on
    assert due.year == 2024

    def said(code: str, day: dt.date) -> str:
        assert differing(code, day) == []
        return indicator_of(code).measure(Scope(day)).text

    assert [said("letters.in_time", day) for day in (D(2023, 12, 31), due, due + dt.timedelta(1))] == [
        "尚无记录",
        "尚无记录",
        "0%（0/1）",
    ]
    assert said("letters.not_left", D(2024, 4, 1)) == "0%（0/1）"
    on_day(f"{due}")
    desk.does(desk.drafted(letter), "approve", desk.reviewer)
    assert said("letters.in_time", due) == "100%（1/1）"


def test_urgent_words_raise_a_letter_and_a_person_settles_it(desk):
    letter = desk.written(title="小区有煤气味", text="楼道里有很重的煤气味，老人在家，请马上来人！")
    assert letter.urgent
    assert letter.urgent_words[0]["label"] == "燃气和火灾"
    assert letter.urgent_words[0]["words"] == ["煤气味"]
    desk.does(letter, "judge_urgency", desk.clerk, urgent="no", reason="燃气企业已到场排除")
    assert not letter.urgent
    assert not desk.written(
        title="商场跳楼价是不是虚假宣传", text="商场写着跳楼价，其实没有便宜，请问可以投诉吗？"
    ).urgent


def test_repeated_and_like_letters_stand_together(desk):
    first = desk.written(reach="13812345678")
    again = desk.written(title="小区门口的路灯不亮", reach="138 1234 5678")
    many = desk.written(title="路灯不亮", text="天山路小区门口的路灯坏了一周了，晚上很黑，老人出门不方便，尽快修复。")
    other = desk.written(title="图书馆几点开门", text="请问区图书馆周末几点开门，要预约吗？")
    desk.worked()
    for one in (first, again, many, other):
        one.refresh_from_db()
    assert first.group is not None
    assert first.group == again.group == many.group
    assert other.group is None
    assert (queries.repeated(first), queries.repeated(many)) == (1, 0)


def test_nobody_else_reads_a_letter_or_who_wrote_it(desk):
    letter = desk.handed(name="王阿姨", reach="13812345678")
    stranger = desk.by(Post.HEAD, "sifa")
    assert not sees(letter.case, stranger)
    assert sees(letter.case, desk.reviewer)
    assert queries.person_for(letter, desk.officer).reach == "13812345678"
    assert queries.person_for(letter, stranger) is None
    assert queries.person_for(letter, desk.by(Post.SECRECY)) is None
    assert queries.person_for(letter, None) is None


def test_who_wrote_is_forgotten_after_its_term_and_the_receipt_after_a_day(desk, on_day):
    letter = desk.replied(name="王阿姨", reach="13812345678")
    assert LetterPerson.objects.get().remove_after == D(2023, 7, 17)
    on_day("2023-04-20")
    assert intake.forget_receipts() == 1
    on_day("2023-07-17")
    assert intake.forget_persons() == 0
    on_day("2023-07-18")
    assert intake.forget_persons() == 1
    assert Letter.objects.get(pk=letter.pk).key is None


def test_a_title_with_a_number_is_refused_at_its_field(desk):
    with pytest.raises(Refused, match="手机号码") as refused:
        desk.written(title="请回电13812345678")
    assert refused.value.field == "title"
    assert not Letter.objects.exists()


def test_a_leaders_words_are_in_the_record_and_not_in_the_journal(desk):
    letter = desk.handed()
    with pytest.raises(Refused, match="批示由"):
        desk.does(letter, "instruct", desk.by(Post.HEAD, "sifa"), leader="局长", text="请办", day="2023-04-18")
    entry = desk.does(
        letter, "instruct", desk.clerk, leader="分管副区长", text="请发改委三天内修好。", day="2023-04-18"
    )
    assert letter.instructions.get().text == "请发改委三天内修好。"
    assert "三天内" not in entry.summary
    desk.does(letter, "supervise", desk.clerk, reason="领导批示")
    assert letter.case.clocks.filter(name="supervise", status="running").count() == 1


def _leaves(client, letter, reach):
    code = intake.code_of(letter.key)
    typed = {"number": letter.number, "code": code, "form_key": new_key(), "website": "", "reach": reach}
    return client.post("/xinjian/lianxi/", typed).content.decode()


def test_who_left_no_way_to_be_reached_leaves_it_afterwards(desk, client, mailoutbox):
    letter = desk.handed()
    assert not LetterPerson.objects.filter(letter=letter, reach="wang@example.com").exists()
    refused = _leaves(client, letter, "住在三楼")
    assert "请写 11 位手机号或者电子邮箱" in refused
    assert "住在三楼" in refused
    assert "已留下联系方式" in _leaves(client, letter, "li@example.com")
    assert "已留下联系方式" in _leaves(client, letter, "wang@example.com"), "another one takes its place"
    assert "网站现在不能发短信" in _leaves(client, letter, "13800001111"), "nothing is promised that is not done"
    assert "有了答复会告知您" in _leaves(client, letter, "wang@example.com")
    desk.drafted(letter)
    desk.does(letter, "approve", desk.reviewer)
    desk.worked()
    assert [one.to for one in mailoutbox] == [["wang@example.com"]]
    assert not Entry.objects.filter(summary__contains="example.com").exists()
    late = _leaves(client, letter, "zhao@example.com")
    assert "已经办结" in late
    assert LetterPerson.objects.get(letter=letter).reach == "wang@example.com"


def test_nobody_leaves_it_for_another(desk, client):
    letter = desk.handed()
    typed = {"number": letter.number, "code": "AAAA-BBBB-CCCC", "form_key": new_key(), "website": "", "reach": "a@b.cn"}
    assert "没有查到" in client.post("/xinjian/lianxi/", typed).content.decode()
    assert client.get("/xinjian/lianxi/").status_code == 302


def test_who_left_a_mailbox_hears_that_there_is_a_reply_and_not_what_it_says(desk, mailoutbox):
    desk.replied(reach="laixin@example.cn")
    desk.replied(title="另一件来信")
    desk.worked()
    (told,) = mailoutbox
    assert told.to == ["laixin@example.cn"]
    assert "已有答复" in told.body
    assert "线路老化" not in told.body
