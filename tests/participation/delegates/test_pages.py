"""The room's pages and commands as people meet them: signing up, one's own page by code, lists of units, the command line."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from tests.support.delegates import Hall

from mingzheng.core.actors import Actor, Post
from mingzheng.core.journal.models import Entry
from mingzheng.core.units.models import Person as Staff
from mingzheng.participation.delegates import commands, importing, inviting
from mingzheng.participation.delegates.models import Candidate, Invitation, Meeting, Person
from mingzheng.participation.draws import queries as draw_queries

pytestmark = pytest.mark.django_db
JOIN, MINE = "/daibiao/baoming/", "/daibiao/chaxun/"


@pytest.fixture
def hall(district, on_day):
    on_day("2023-05-05")
    return Hall(district)


@pytest.fixture
def drawn(hall, on_day):
    for _n in range(6):
        hall.person("citizen")
    for _n in range(3):
        hall.person("small")
    meeting = hall.meeting()
    hall.draw(meeting, on_day)
    return meeting


def typed(hall, **changes):
    facts = hall.facts(**changes)
    return {**facts, "area": facts["area"].pk, "consent": "on", "form_key": "k" * 20, **changes}


def page(answer):
    return answer.content.decode()


# --- signing up --------------------------------------------------------------------------------------------------


def test_a_sign_up_is_taken_once_and_its_code_opens_ones_own_page(hall, client):
    form = typed(hall)
    first = page(client.post(JOIN, form, follow=True))
    code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", first)[0]
    assert code in page(client.post(JOIN, form, follow=True))
    assert Candidate.objects.count() == 1
    assert Candidate.objects.get().unit.kind == "gov_office"
    mine = page(client.post(MINE, {"code": code.lower().replace("-", "")}))
    assert "待核" in mine
    assert "没有查到" in page(client.post(MINE, {"code": "ABCD-EFGH-JKMN"}))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"phone": "123"}, "11 位"),
        ({"consent": ""}, "请勾选同意"),
        ({"category": "small", "organisation": ""}, "请填写企业名称"),
        ({"area": "999999"}, "请选择列出的街镇"),
        ({"category": ""}, "请选择一项"),
    ],
)
def test_wrong_input_is_said_in_place_and_nothing_is_lost(hall, client, change, said):
    answer = page(client.post(JOIN, typed(hall, interest="养老服务") | change))
    assert said in answer
    assert "养老服务" in answer
    assert not Candidate.objects.exists()


def test_what_is_missing_is_listed_in_the_order_of_the_page(hall, client):
    answer = page(client.post(JOIN, {"form_key": "k" * 20}))
    listed = re.findall(r'href="#(id_\w+)"', answer)
    drawn = [listed.index(one) for one in re.findall(r'id="(id_\w+)"', answer) if one in listed]
    assert len(listed) == 6
    assert drawn == sorted(drawn)


def test_a_call_takes_sign_ups_until_its_day_and_is_on_the_list(hall, client, on_day):
    meeting = hall.meeting(calls_until="2023-05-08", quotas="")
    assert meeting.title in page(client.get("/daibiao/"))
    assert meeting.title in page(client.get("/hudong/"))
    address = f"/daibiao/{meeting.pk}/baoming/"
    client.post(address, typed(hall))
    assert meeting.interests.count() == 1
    assert "截止。核对名单以后" not in page(client.get(f"/daibiao/{meeting.pk}/"))
    on_day("2023-05-09")
    assert "现在不接受报名" in page(client.get(address))
    assert "报名已于5月8日截止。核对名单以后冻结、公布，再抽签。" in page(client.get(f"/daibiao/{meeting.pk}/"))
    client.post(address, typed(hall, phone="13800009999") | {"form_key": "z" * 20})
    assert meeting.interests.count() == 1


def test_who_is_in_the_pool_signs_up_for_a_meeting_with_the_code(hall, client):
    one = hall.person("citizen")
    meeting = hall.meeting(calls_until="2023-05-08", quotas="")
    for _twice in range(2):
        client.post(MINE, {"code": hall.codes[one.pk], "do": "sign_up", "which": str(meeting.pk)})
    assert [row.candidate for row in meeting.interests.all()] == [one]


# --- one's own page ----------------------------------------------------------------------------------------------


def test_an_invitation_is_answered_with_its_own_code_and_nobody_elses(drawn, client):
    mine, other = drawn.invitations.filter(status="invited")[:2]
    code = inviting.code_of(mine)
    shown = page(client.post(MINE, {"code": code}))
    assert "接受邀请" in shown
    assert "张三" not in shown
    client.post(MINE, {"code": code, "do": "accept", "which": str(other.pk)})
    assert Invitation.objects.get(pk=other.pk).status == "invited"
    client.post(MINE, {"code": code, "do": "accept", "which": str(mine.pk)})
    assert Invitation.objects.get(pk=mine.pk).status == "accepted"
    answer = page(client.post(MINE, {"code": code, "do": "decline", "which": str(mine.pk)}))
    assert "已谢绝" in answer
    assert Invitation.objects.get(pk=mine.pk).status == "declined"
    assert "不能这样答复" in page(client.post(MINE, {"code": code, "do": "accept", "which": str(mine.pk)}))


def test_who_was_not_drawn_finds_their_code_on_the_list(drawn, hall, client):
    """The page of the draw promises it: by one's own query code one sees one's own code."""
    out = drawn.entrants.exclude(candidate__in=drawn.invitations.values("candidate")).first()
    shown = page(client.post(MINE, {"code": hall.codes[out.candidate_id]}))
    assert "这次没有抽中" in shown and f"抽签代码 {out.code}" in shown
    assert out.draw.get_absolute_url() in shown
    asked = drawn.invitations.filter(status="invited").first()
    assert "这次没有抽中" not in page(client.post(MINE, {"code": hall.codes[asked.candidate_id]}))


def test_who_signed_up_reads_how_it_stands_after_the_call(hall, client, on_day):
    meeting = hall.meeting(calls_until="2023-05-08", quotas="普通市民 1", seats=1)
    stays, other = hall.person("citizen", meeting=meeting), hall.person("small", meeting=meeting)
    on_day("2023-05-09")
    assert "核对名单以后冻结、抽签" in page(client.post(MINE, {"code": hall.codes[stays.pk]}))
    hall.freeze(meeting)
    assert "等待抽签" in page(client.post(MINE, {"code": hall.codes[stays.pk]}))
    assert "没有列入抽签名单" in page(client.post(MINE, {"code": hall.codes[other.pk]}))


def test_leaving_by_code_forgets(drawn, hall, client):
    row = drawn.invitations.filter(status="invited").first()
    answer = page(client.post(MINE, {"code": hall.codes[row.candidate_id], "do": "leave"}))
    assert "已经删除" in answer
    assert not Person.objects.filter(candidate=row.candidate).exists()


def test_the_public_page_of_a_meeting_names_nobody(drawn, client):
    shown = page(client.get(f"/daibiao/{drawn.pk}/"))
    assert "待答复" in shown
    assert "张三" not in shown
    assert "139000" not in shown
    assert not any(row.code in shown for row in drawn.invitations.all())


@pytest.mark.parametrize(
    ("quotas", "said"),
    [
        ("普通市民 2\n小微企业 1", "由同一类的候补按次序递补"),
        ("普通市民 1—2\n60岁以上 1—2", "递补后各项名额仍然满足的候补递补"),
        ("", "由候补按抽签次序递补"),
    ],
)
def test_the_page_says_who_takes_a_place_that_falls_free(hall, client, quotas, said):
    meeting = hall.meeting(quotas=quotas)
    assert said in client.get(meeting.get_absolute_url()).content.decode()


def test_what_is_not_announced_is_not_there(hall, client):
    meeting = hall.meeting(announced=False)
    assert client.get(f"/daibiao/{meeting.pk}/").status_code == 404
    assert meeting.title not in page(client.get("/daibiao/"))


# --- the desk ----------------------------------------------------------------------------------------------------


def signed_in(client, hall, unit, post):
    client.force_login(Staff.objects.get(pk=hall.district.actor(unit, post).person_id))
    return client


def test_names_are_for_the_meetings_own_unit_and_the_look_is_journalled(drawn, hall, client):
    address = f"/desk/delegates/{drawn.pk}/invited/"
    assert signed_in(client, hall, "sifa", Post.OFFICER).get(address).status_code == 404
    clerk = signed_in(client, hall, "qufuban", Post.OFFICE_CLERK).get(address)
    assert clerk.status_code == 403
    assert "张三" not in page(clerk)
    shown = signed_in(client, hall, "fagai", Post.OFFICER).get(address)
    assert "张三" in page(shown)
    assert Entry.objects.filter(action="delegates.list_read").count() == 1


def test_a_candidates_page_hides_the_person_from_others(drawn, hall, client):
    case = Candidate.objects.first().case_id
    assert "张三" not in page(signed_in(client, hall, "qufuban", Post.OFFICE_CLERK).get(f"/desk/cases/{case}/"))
    assert "张三" in page(signed_in(client, hall, "fagai", Post.OFFICER).get(f"/desk/cases/{case}/"))
    assert "张三" not in page(client.get("/desk/delegates/pool/"))


def test_chances_are_shown_and_the_list_is_frozen_from_their_page(hall, client):
    for _n in range(4):
        hall.person("citizen")
    meeting = hall.meeting()
    address = f"/desk/delegates/{meeting.pk}/draw/"
    desk = signed_in(client, hall, "fagai", Post.OFFICER)
    shown = page(desk.get(address))
    assert "50.0%" in shown
    assert "空缺 1 个" in shown  # a place for a small enterprise, and none in the pool
    revision = meeting.case.revision
    facts = {"seed_source": "某期开奖号码", "seed_on": "2023-05-05", "revision": revision}
    assert "明天或者以后" in page(desk.post(address, facts))
    desk.post(address, facts | {"seed_on": "2023-05-08"})
    meeting = Meeting.objects.get(pk=meeting.pk)
    assert meeting.case.state == "frozen"
    assert draw_queries.of_owner(meeting.ref).people == 4


def test_a_meeting_is_begun_once_and_quotas_are_read(hall, client):
    desk = signed_in(client, hall, "fagai", Post.OFFICER)
    facts = {
        "level": "office", "title": "第12次", "about": "", "starts_at": "2023-06-06T14:00", "place": "会议室",
        "topics": "议题一｜说明\n议题二", "seats": "5", "quotas": "普通市民 2—3\n18—34岁：1～2人\n新华街道 1",
        "alternates": "2", "from_pool": "on", "calls_until": "", "cutoff_on": "2023-06-05", "form_key": "n" * 20,
    }  # fmt: skip
    for _twice in range(2):
        desk.post("/desk/delegates/new/", facts)
    meeting = Meeting.objects.get()
    assert [(q.trait, q.value, q.least, q.most) for q in meeting.quotas.all()] == [
        ("类别", "普通市民", 2, 3),
        ("年龄", "18—34岁", 1, 2),
        ("区域", "新华街道", 1, 1),
    ]
    for wrong, said in (
        ({"quotas": "外星人 2"}, "第 1 行读不懂"),
        ({"quotas": "普通市民 9"}, "超过名额"),
        ({"cutoff_on": "2023-06-07"}, "不能晚于会议当天"),
        ({"level": "executive"}, "executive"),
        ({"from_pool": ""}, "要公开报名"),
    ):
        answer = desk.post("/desk/delegates/new/", facts | wrong | {"form_key": "m" * 20})
        assert said in page(answer), wrong
    assert Meeting.objects.count() == 1


# --- lists of units ----------------------------------------------------------------------------------------------

GOOD = "姓名,手机,类别,年龄段,街镇,同意\n李四,13811110001,政协委员,35—59岁,新华街道,是\n"
BAD = GOOD + "王五,1381111,政协委员,35—59岁,新华街道,是\n赵六,13811110003,委员,35—59岁,新华街道,否\n"


def test_a_list_takes_good_rows_and_says_what_is_wrong_with_the_others(hall, client):
    desk = signed_in(client, hall, "fagai", Post.OFFICER)
    upload = SimpleUploadedFile("委员.csv", BAD.encode())
    shown = page(desk.post("/desk/delegates/pool/import/", {"file": upload, "source": "区政协提供，本人同意"}))
    assert "收下 1 人" in shown
    assert "退回 2 行" in shown
    assert "王五" not in shown
    assert "1381111<" not in shown
    one = Candidate.objects.get()
    assert (one.status, one.source, one.category) == ("pending", "区政协提供，本人同意", "cppcc")
    assert "李四" not in " ".join(entry.summary for entry in Entry.objects.all())


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("名单.csv", "姓名,手机\n", "表头里没有：类别"),
        ("名单.csv", GOOD.replace("同意", "同意,身份证号", 1), "不认识的表头：身份证号"),
        ("名单.txt", GOOD, "只收 csv 或者 xlsx"),
        ("名单.xlsx", "不是表格", "打不开"),
    ],
)
def test_a_file_that_is_no_list_is_refused_whole(hall, client, name, data, said):
    desk = signed_in(client, hall, "fagai", Post.OFFICER)
    facts = {"file": SimpleUploadedFile(name, data.encode()), "source": "某单位"}
    assert said in page(desk.post("/desk/delegates/pool/import/", facts))
    assert not Candidate.objects.exists()


def test_the_template_is_read_back(hall):
    rows = importing.template().splitlines()
    filled_in = "\n".join([rows[0], rows[1].replace(",", "李四,", 1).replace("李四,", "李四,13811110001", 1)])
    report = importing.import_list(filled_in.encode(), "a.csv", hall.unit, Actor.system("测试"), "某单位")
    assert (report.added, report.refused) == (1, [])


# --- the command line --------------------------------------------------------------------------------------------


def test_verify_says_that_the_result_agrees_and_refuses_it_when_one_byte_of_the_list_changed(drawn, tmp_path, capsys):
    draw = draw_queries.of_owner(drawn.ref)
    file = tmp_path / "jieguo.txt"
    file.write_text(draw_queries.result_file(draw), encoding="utf-8", newline="\n")
    call_command("delegates", "verify", str(file), draw.list_sha256)
    assert "相符" in capsys.readouterr().out
    data = file.read_bytes()
    at = data.index(b"entry\t") + 8
    file.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    with pytest.raises(CommandError, match="名单被改过"):
        call_command("delegates", "verify", str(file), draw.list_sha256)
    file.write_bytes(b"nothing")
    with pytest.raises(CommandError, match="没有抽签结果"):
        call_command("delegates", "verify", str(file))


def test_import_by_command_ends_in_an_error_when_rows_were_refused(hall, tmp_path, capsys):
    file = tmp_path / "a.csv"
    file.write_text(BAD, encoding="utf-8")
    with pytest.raises(CommandError, match="有退回的行"):
        call_command("delegates", "import", str(file), "--unit", "fagai", "--source", "区政协")
    assert "第 3 行" in capsys.readouterr().out
    call_command("delegates", "status")
    assert "待核　1 人" in capsys.readouterr().out


def test_lapsing_over_and_over_changes_nothing(drawn, on_day):
    on_day("2023-05-16")
    assert commands.lapse() == 3
    assert commands.lapse() == 0
