"""Offline opinions by sheet: tried row by row, taken in once, the proofs kept, the sheet gone."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.support.consultations import AFTER, OPENS, point

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.files.queries import files_of
from mingzheng.core.journal.models import Entry
from mingzheng.core.submissions.keys import new_key
from mingzheng.participation.consultations import handing_in, sheets
from mingzheng.participation.consultations.models import Opinion, OpinionAuthor, SheetImport

pytestmark = pytest.mark.django_db
HEAD = "渠道,提出人,姓名或者名称,收到日期,针对,意见,凭据,补录的理由"
GOOD = "来信、邮件,个人,张三,2023-04-20,第三条,停车收费太高，希望降低,来信登记簿第3号,"
CARD = "来信、邮件,个人,,2023-04-20,,同意这个办法,明信片一捆第2号,"


def sheet(*rows: str) -> bytes:
    return "\n".join([HEAD, *(row.replace("，", "，") for row in rows)]).encode()


@pytest.fixture
def open_one(asking):
    found = asking.announced()
    asking.on_day(OPENS)
    return found


def handed(asking, found, *rows, name="座谈.csv"):
    return handing_in.begin(found, asking.officer, sheet(*rows), name)


def taken(asking, found, *rows):
    held = handed(asking, found, *rows)
    asking.does(found, "enter_sheet", asking.officer, sheet=held.pk)
    held.refresh_from_db()
    return held


def test_every_good_row_is_an_opinion_like_one_typed_in(asking, open_one):
    held = taken(asking, open_one, GOOD, CARD, CARD)
    rows = list(open_one.opinions.all())
    assert [row.text for row in rows] == ["停车收费太高，希望降低", "同意这个办法", "同意这个办法"]
    first = rows[0]
    assert (first.channel, first.article.label, first.shown_as, first.proof) == (
        "letter",
        "第三条",
        "张某某",
        "来信登记簿第3号",
    )
    assert first.entered_by == str(asking.officer)
    assert OpinionAuthor.objects.get().name == "张三"
    assert (held.status, held.added, bytes(held.sheet)) == ("done", 3, b"")


def test_the_same_sheet_adds_nothing_twice_and_a_longer_one_only_what_is_new(asking, open_one):
    taken(asking, open_one, GOOD, CARD, CARD)
    again = handed(asking, open_one, GOOD, CARD, CARD)
    assert (again.good, again.known) == (0, 3)
    with pytest.raises(Refused, match="没有可以导入的行"):
        asking.does(open_one, "enter_sheet", asking.officer, sheet=again.pk)
    longer = taken(asking, open_one, GOOD, CARD, CARD, CARD)
    assert (longer.added, longer.known, open_one.opinions.count()) == (1, 3, 4)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("网上,个人,,2023-04-20,,好,第1号,", "「渠道」应为"),
        ("电话,路人,,2023-04-20,,好,第1号,", "「提出人」应为"),
        ("电话,个人,,昨天,,好,第1号,", "应写成 2023-06-30"),
        ("电话,个人,,2023-04-21,,好,第1号,", "在今天之后"),
        ("电话,个人,,2023-04-20,第九条,好,第1号,", "没有这一条"),
        ("电话,个人,,2023-04-20,,,第1号,", "写“无意见”"),
        ("电话,个人,,2023-04-20,,好,,", "「凭据」是空的"),
        ("涉企意见征集点,企业,,2023-04-20,,好,第1号,", "已登记的征集点"),
        ("电话,个人,,2023-04-20,,请回电13812345678,第1号,", "这里写了"),
    ],
)
def test_a_wrong_row_says_what_is_wrong_and_is_left_out(asking, open_one, row, words):
    held = handed(asking, open_one, GOOD, row)
    assert (held.good, held.bad) == (1, 1)
    (fault,) = sheets.try_out(open_one, sheet(GOOD, row), "a.csv").bad
    assert fault.line == 3 and words in fault.message
    assert "13812345678" not in fault.message


def test_a_row_of_a_collection_point_names_it(asking, open_one):
    point(asking)
    row = "涉企意见征集点,企业,某公司,2023-04-20,无,第1号,商会征集点"
    data = f"渠道,提出人,姓名或者名称,收到日期,意见,凭据,征集点\n{row}".encode()
    (found,) = sheets.try_out(open_one, data, "a.csv").fresh
    assert found.facts["point"].name == "商会征集点"


def test_after_the_end_every_row_says_why_it_is_written_down_now(asking, open_one):
    asking.over(open_one)
    late = CARD.replace("2023-04-20", AFTER.isoformat())
    held = taken(asking, open_one, CARD, f"{late}邮局送晚了", f"{CARD}登记时漏了")
    assert (held.added, held.bad) == (2, 1)
    assert sorted(open_one.opinions.values_list("added", "late")) == [(True, False), (True, True)]


def test_the_template_is_read_back_and_its_examples_are_no_opinions(asking, open_one):
    tried = sheets.try_out(open_one, sheets.template(open_one).encode(), "a.csv")
    assert not tried.fresh
    assert {fault.message for fault in tried.bad} == {"这是模板里的示例行，请改写或者删去。"}


def test_a_sheet_is_taken_in_once_and_by_who_may(asking, open_one, papers):
    held = handed(asking, open_one, GOOD)
    stranger = papers.district.actor("sifa", Post.OFFICER)
    with pytest.raises(Refused):
        handing_in.begin(open_one, stranger, sheet(GOOD), "a.csv")
    with pytest.raises(Refused):
        asking.does(open_one, "enter_sheet", stranger, sheet=held.pk)
    asking.does(open_one, "enter_sheet", asking.officer, sheet=held.pk)
    with pytest.raises(Refused, match="已经导入或者放弃"):
        asking.does(open_one, "enter_sheet", asking.officer, sheet=held.pk)
    assert open_one.opinions.count() == 1


def test_a_sheet_that_nobody_confirms_goes(asking, open_one):
    held = handed(asking, open_one, GOOD)
    with timekeeping.standing_at(OPENS + dt.timedelta(days=8)):
        assert handing_in.clear() == 1
    held.refresh_from_db()
    assert (held.status, bytes(held.sheet), Opinion.objects.count()) == ("dropped", b"", 0)


def test_on_the_desk_from_the_empty_sheet_to_the_ledger(asking, open_one, enter):
    client = enter(Post.OFFICER)
    base = f"/desk/consultations/{open_one.pk}/sheets/"
    empty = client.get(base + "template/").content.decode("utf-8-sig")
    assert empty.startswith("渠道,征集点,提出人")
    typed = {"form_key": new_key()}
    wrong = client.post(base, {**typed, "file": SimpleUploadedFile("a.csv", "姓名\n张三".encode())})
    assert wrong.status_code == 422 and "表头里没有" in wrong.content.decode()
    files = {
        "file": SimpleUploadedFile("四月.csv", sheet(GOOD, "电话,个人,,2023-04-20,,,第1号,")),
        "proofs": SimpleUploadedFile("纪要.txt", "座谈会纪要".encode()),
    }
    where = client.post(base, {"form_key": new_key(), **files})["Location"]
    page = client.get(where).content.decode()
    assert "确认导入 1 条" in page and "「意见」是空的" in page
    assert "1 处" not in page
    errors = client.get(where + "errors/").content.decode("utf-8-sig")
    assert errors.splitlines()[0] == "行,问题"
    assert "已导入" in client.post(where, {"do": "import"}, follow=True).content.decode()
    assert [file.name for file in files_of(SheetImport.objects.get().ref)] == ["纪要.txt"]
    opinion = open_one.opinions.get()
    assert "纪要.txt" in client.get(f"/desk/consultations/opinions/{opinion.pk}/").content.decode()
    assert Entry.objects.filter(action="consultations.consultation.enter_sheet").count() == 1
    for post, unit in ((Post.OFFICER, "sifa"),):
        assert enter(post, unit).get(where).status_code == 404
