"""A draw from the frozen list to the public page: who may do what, when, and what is refused."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.journal.models import Entry as Journal
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case, Clock
from mingzheng.core.records import RecordRef
from mingzheng.participation.draws import commands, queries, verification
from mingzheng.participation.draws.commands import Entry, Quota
from mingzheng.participation.draws.models import Draw

pytestmark = pytest.mark.django_db
SEED_ON = "2023-04-24"
OWNER = RecordRef("units.unit", "1")


@pytest.fixture
def people(district, on_day):
    on_day("2023-04-18")
    return (
        district.actor("fagai", Post.OFFICER),
        district.actor("fagai", Post.REVIEWER),
        district.actor("fagai", Post.HEAD),
    )


def freezes(district, people, seed_on=SEED_ON, owner=OWNER, **changes):
    entries = [Entry(f"M{n}", "普通市民") for n in range(8)] + [Entry("Q1", "小微企业")]
    places = {"普通市民": 2, "小微企业": 2}
    return commands.freeze(
        owner,
        "4月局长办公会公众代表",
        changes.pop("entries", entries),
        changes.pop("places", places),
        2,
        "中国体育彩票排列5第23105期开奖号码",
        dt.date.fromisoformat(seed_on),
        district.units["fagai"],
        people[0],
        **changes,
    )


def test_the_seed_is_named_before_it_exists(district, people):
    for day in ("2023-04-17", "2023-04-18"):
        with pytest.raises(Refused, match="冻结之后才产生"):
            freezes(district, people, seed_on=day)
    assert not Draw.objects.exists()
    assert freezes(district, people, seed_on="2023-04-19").list_sha256


def test_nobody_types_a_seed_before_its_day(district, people, on_day):
    drawn = freezes(district, people)
    on_day("2023-04-23")
    with pytest.raises(Refused, match="还没有到种子产生的日期"):
        commands.type_seed(drawn, "61825", people[0])
    on_day(SEED_ON)
    assert commands.type_seed(drawn, "６１８２５ ", people[0]).seed == "61825"


def test_two_people_vouch_for_the_seed(district, people, on_day):
    officer, reviewer, _head = people
    drawn = freezes(district, people)
    on_day(SEED_ON)
    commands.type_seed(drawn, "61825", officer)
    with pytest.raises(Refused, match="不能再由您审核"):
        commands.draw(drawn, "61825", officer)
    with pytest.raises(Refused, match="不一样"):
        commands.draw(drawn, "61826", reviewer)
    assert queries.result(drawn) == {}
    assert "61825" not in " ".join(entry.summary for entry in Journal.objects.all())  # nobody copies it from there
    done = commands.draw(drawn, "61825", reviewer)
    lots = queries.result(done)
    assert sum(lot.kind == "place" for lot in lots.values()) == 3
    assert lots["Q1"].category == "小微企业"
    assert [lot.rank for lot in lots.values() if lot.kind == "alternate"] == [1, 2]
    assert verification.agrees(done) is True
    assert "空缺 1 个名额" in Journal.objects.get(action="draws.draw.draw").summary
    assert not Clock.objects.filter(case=done.case).exclude(status="stopped").exists()


def test_the_database_too_wants_two_people(district, people, on_day):
    drawn = freezes(district, people)
    on_day(SEED_ON)
    commands.type_seed(drawn, "61825", people[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        Draw.objects.filter(pk=drawn.pk).update(drawn_at="2023-04-24T10:00+08:00", confirmed_by=people[0].person_id)


def test_a_list_that_was_changed_after_freezing_is_not_drawn(district, people, on_day):
    drawn = freezes(district, people)
    on_day(SEED_ON)
    commands.type_seed(drawn, "61825", people[0])
    Draw.objects.filter(pk=drawn.pk).update(list_text=drawn.list_text.replace("entry\tM3", "entry\tM9"))
    with pytest.raises(Refused, match="和冻结时的哈希不一致"):
        commands.draw(drawn, "61825", people[1])


def test_a_list_changed_after_the_draw_is_said_on_the_page(district, people, on_day, client):
    done = drawn_by(people, freezes(district, people), on_day)
    assert "名单、种子和结果相符" in client.get(f"/chouqian/{done.pk}/").content.decode()
    text = done.list_text.replace("entry\tM3", "entry\tM9")
    Draw.objects.filter(pk=done.pk).update(list_text=text)
    assert "不相符" in client.get(f"/chouqian/{done.pk}/").content.decode()


def drawn_by(people, made, on_day):
    on_day(SEED_ON)
    commands.type_seed(made, "61825", people[0])
    return commands.draw(made, "61825", people[1])


def test_a_wrong_seed_goes_back_and_is_typed_again(district, people, on_day):
    officer, reviewer, _head = people
    made = freezes(district, people)
    on_day(SEED_ON)
    commands.type_seed(made, "61852", officer)
    act(Case.objects.get(pk=made.case_id), "reject", reviewer, {"reason": "后两位录反了"})
    commands.type_seed(made, "61825", officer)
    assert commands.draw(made, "61825", reviewer).seed == "61825"


def test_a_record_has_one_draw_and_a_drawn_one_is_final(district, people, on_day):
    made = freezes(district, people)
    with pytest.raises(Refused, match="已经冻结过"):
        freezes(district, people)
    done = drawn_by(people, made, on_day)
    with pytest.raises(Refused):
        act(Case.objects.get(pk=done.case_id), "void", people[2], {"reason": "想重抽"})


def test_a_voided_draw_stays_public_and_says_whether_the_seed_existed(district, people, on_day, client):
    made = freezes(district, people)
    act(Case.objects.get(pk=made.case_id), "void", people[2], {"reason": "会议取消。"})
    page = client.get(f"/chouqian/{made.pk}/").content.decode()
    assert "会议取消。" in page
    assert "种子还没有产生" in page
    again = freezes(district, people)
    on_day("2023-04-25")
    act(Case.objects.get(pk=again.case_id), "void", people[2], {"reason": "会议又取消。"})
    assert "种子已经产生" in client.get(f"/chouqian/{again.pk}/").content.decode()
    assert queries.of_owner(OWNER) is None


def test_another_unit_neither_freezes_nor_draws(district, people, on_day):
    stranger = district.actor("sifa", Post.OFFICER)
    with pytest.raises(Refused, match="责任单位"):
        freezes(district, (stranger, *people[1:]))
    made = freezes(district, people)
    on_day(SEED_ON)
    with pytest.raises(Refused, match="您现在的岗位"):
        commands.type_seed(made, "61825", stranger)


def test_impossible_quotas_are_refused_with_their_names(district, people):
    entries = [Entry(f"M{n}", traits={"类别": "市民", "性别": "女" if n else "男"}) for n in range(5)]
    with pytest.raises(Refused, match="名单里只有 1 人") as refused:
        freezes(district, people, entries=entries, places={"": 4}, quotas=[Quota("性别", "男", 2, 4)])
    assert refused.value.field == "quotas"


def test_the_page_before_the_draw_shows_each_chance_and_the_hash(district, people, client):
    made = freezes(district, people)
    page = client.get(f"/chouqian/{made.pk}/").content.decode()
    assert made.list_sha256 in page
    assert "25.0%" in page  # two places for eight citizens
    assert "空缺 1 个" in page
    assert client.get(f"/chouqian/{made.pk}/mingdan.txt").content.decode() == made.list_text
    assert client.get(f"/chouqian/{made.pk}/jieguo.txt").status_code == 404
    assert made.title in client.get("/chouqian/").content.decode()


def test_what_can_be_downloaded_verifies_itself_and_holds_no_name(district, people, on_day, client, tmp_path):
    import subprocess
    import sys

    done = drawn_by(people, freezes(district, people), on_day)
    script, file = tmp_path / "verify.py", tmp_path / "jieguo.txt"
    script.write_bytes(client.get("/chouqian/verify.py").content)
    file.write_bytes(client.get(f"/chouqian/{done.pk}/jieguo.txt").content)
    run = [sys.executable, "-I", "-S", str(script), str(file), done.list_sha256]
    assert subprocess.run(run, capture_output=True, check=False).returncode == 0
    file.write_bytes(file.read_bytes().replace(b"seed\t61825", b"seed\t61826"))
    assert subprocess.run(run, capture_output=True, check=False).returncode == 1


def test_fresh_codes_are_distinct():
    assert len(set(commands.fresh_codes(500))) == 500


def test_the_machine_types_no_seed(district, people, on_day):
    made = freezes(district, people)
    on_day(SEED_ON)
    with pytest.raises(Refused):
        commands.type_seed(made, "61825", Actor.system("系统"))
