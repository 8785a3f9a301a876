"""Profiles from a table on the desk: what columns mean, a trial that writes nothing, the import; no cell is repeated anywhere."""

from __future__ import annotations

import io
import logging

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.urls import reverse
from tests.desk.test_push import signed_in
from tests.policy.push.conftest import drain, pushing  # noqa: F401 - fixture
from tests.support.documents import papers  # noqa: F401 - fixtures
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.journal.models import Entry
from mingzheng.core.outbox.models import Message
from mingzheng.core.submissions.keys import new_key
from mingzheng.policy.push import commands, importing, staging
from mingzheng.policy.push.columns import Who
from mingzheng.policy.push.facts import values_of
from mingzheng.policy.push.models import ImportFault, Profile, ProfileImport

pytestmark = pytest.mark.django_db
INDEX = "/desk/push/imports/"
HEAD = "编号,单位名称,邮箱,同意推送,规模,上年度营业收入\n"
ROWS = [
    "A1,甲公司,a@example.com,是,小型企业,800万",
    "A2,乙公司,b@example.com,,小型企业,1",
    "A3,丙公司,错的,是,巨型,很多",
    ",,,,,",
    "A4,丁公司,d@example.com,是,微型企业,90万",
]
SECRETS = ("甲公司", "乙公司", "丁公司", "a@example.com", "8000000", "800万", "巨型", "很多")


def upload(client, text=None, name="企业.csv", **changes):
    data = text.encode() if isinstance(text, str) else text
    data = data if data is not None else (HEAD + "\n".join(ROWS)).encode()
    typed = {"form_key": new_key(), "of": "enterprise", "source": "区人才服务中心登记，书面同意", **changes}
    return client.post(INDEX, {**typed, "file": SimpleUploadedFile(name, data)})


def columns(page):
    """The form's own choices, as they stand selected."""
    return {name: page.context["form"][name].value() for name in page.context["form"].fields}


def tried(client, **changes):
    here = upload(client).url
    chosen = columns(client.get(here)) | {"m1": "name", "m4": "size", **changes}
    assert client.post(here, {"do": "try", **chosen}).status_code == 302
    drain()
    return here


def test_from_the_table_to_the_profiles_with_every_faulty_row_named(pushing):  # noqa: F811
    client = signed_in(pushing.officer)
    here = upload(client).url
    page = client.get(here)
    assert columns(page) == {
        "m0": "outside_id", "m1": "", "m2": "email", "m3": "consented", "m4": "", "m5": "revenue",
    }  # fmt: skip
    assert "待对应栏目" in client.get(INDEX).content.decode()
    chosen = columns(page) | {"m1": "name", "m4": "size"}
    client.post(here, {"do": "try", **chosen})
    waiting = client.get(here).content.decode()
    assert "正在试算" in waiting and "<progress" in waiting
    drain()
    page = client.get(here).content.decode()
    found = ProfileImport.objects.get()
    assert (found.good, found.known, found.bad, found.at, found.rows) == (2, 0, 2, 4, 4)
    assert not Profile.objects.exists()
    assert "没有取得同意的不导入" in page and "「上年度营业收入」应填整数" in page and "「邮箱」不是有效的地址" in page
    sheet = client.get(f"{here}errors/")
    assert sheet.content.decode("utf-8-sig").splitlines()[0] == "行,问题"
    assert {line.split(",")[0] for line in sheet.content.decode("utf-8-sig").splitlines()[1:]} == {"3", "4"}
    assert "no-store" in sheet["Cache-Control"]

    client.post(here, {"do": "import"})
    assert "还没有确认取得同意" in client.get(here).content.decode() and not Profile.objects.exists()
    client.post(here, {"do": "import", "agreed": "on"})
    drain()
    assert "新增 2 份画像，更新 0 份；2 行有错" in client.get(here).content.decode()
    found.refresh_from_db()
    assert bytes(found.sheet) == b"" and found.status == "done"
    profile = Profile.objects.get(outside_id="A1")
    assert (profile.name, values_of(profile)["size"], values_of(profile)["revenue"]) == ("甲公司", "small", 8_000_000)
    assert profile.consents.get().source == "import"
    said = [client.get(address).content.decode() for address in (here, INDEX)]
    said += [f"{entry.summary} {entry.data_text}" for entry in Entry.objects.all()]
    said += [f"{message.payload} {message.last_error}" for message in Message.objects.all()]
    said += list(ImportFault.objects.values_list("message", flat=True))
    assert not [word for word in SECRETS if word in " ".join(said)]
    assert any("新增 2 份" in one and "区人才服务中心" in one for one in said)


def test_what_is_known_is_updated_and_a_table_is_imported_once(pushing):  # noqa: F811
    client = signed_in(pushing.officer)
    commands.enter(Who.ENTERPRISE, "a@example.com")
    here = tried(client)
    assert (ProfileImport.objects.get().good, ProfileImport.objects.get().known) == (2, 1)
    for _again in range(2):
        client.post(here, {"do": "import", "agreed": "on"})
    drain()
    found = ProfileImport.objects.get()
    assert (found.added, found.updated) == (1, 1) and Profile.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"m0": "", "m2": ""}, "至少要有「邮箱」「手机」「编号」之一"),
        ({"m3": ""}, "没有「同意推送」一列"),
        ({"m4": "revenue"}, "有几列都对应「上年度营业收入」"),
        ({"m4": "horoscope"}, "请从列表里选"),
    ],
)
def test_columns_that_cannot_be_are_refused_in_place(pushing, changes, said):  # noqa: F811
    client = signed_in(pushing.officer)
    here = upload(client).url
    answer = client.post(here, {"do": "try", **columns(client.get(here)), **changes})
    assert answer.status_code == 422 and said in answer.content.decode()
    assert ProfileImport.objects.get().status == "mapping"


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("编号,同意推送\n", "a.csv", "表里只有表头"),
        (",,\n1,2,3\n", "a.csv", "第一行没有表头"),
        (b"%PDF-1.4 nothing", "a.pdf", ""),
        (b"PK\x03\x04 nothing", "a.xlsx", ""),
    ],
)
def test_what_is_no_table_is_refused_at_its_field(pushing, text, name, said):  # noqa: F811
    answer = upload(signed_in(pushing.officer), text, name)
    assert answer.status_code == 200 and said in answer.content.decode()
    assert answer.context["form"].errors["file"] and not ProfileImport.objects.exists()


def test_a_sheet_of_a_table_programme_is_read_with_its_dates_and_numbers(pushing):  # noqa: F811
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["手机", "同意推送", "成立日期", "从业人数"])
    book.active.append([13800000001, "是", timekeeping.today().replace(year=2018), 12])
    book.save(out)
    client = signed_in(pushing.officer)
    here = upload(client, out.getvalue(), "企业.xlsx").url
    client.post(here, {"do": "try", **columns(client.get(here))})
    drain()
    client.post(here, {"do": "import", "agreed": "on"})
    drain()
    profile = Profile.objects.get()
    assert profile.mobile == "13800000001" and values_of(profile)["employees"] == 12
    assert values_of(profile)["founded_on"].year == 2018


def test_other_units_and_posts_see_nothing_and_the_wrong_state_is_said(pushing):  # noqa: F811
    here = tried(signed_in(pushing.officer))
    other = signed_in(pushing.papers.district.actor("sifa", Post.OFFICER))
    assert other.get(here).status_code == 404 and other.get(f"{here}errors/").status_code == 404
    assert "企业.csv" not in other.get(INDEX).content.decode()
    assert signed_in(pushing.head).get(INDEX).status_code == 403
    assert "导入画像" not in signed_in(pushing.head).get(reverse("desk:push")).content.decode()
    client = signed_in(pushing.officer)
    client.post(here, {"do": "drop"})
    assert bytes(ProfileImport.objects.get().sheet) == b""
    client.post(here, {"do": "import", "agreed": "on"})
    assert "已放弃" in client.get(here).content.decode() and not Profile.objects.exists()
    with pytest.raises(Refused, match="由上传的单位办理"):
        staging.drop(ProfileImport.objects.get(), pushing.papers.district.actor("sifa", Post.OFFICER))


def test_a_run_that_is_cut_off_goes_on_and_says_nothing_of_the_rows(pushing, monkeypatch, caplog):  # noqa: F811
    monkeypatch.setattr(importing, "BATCH", 1)
    client = signed_in(pushing.officer)
    here = tried(client)
    client.post(here, {"do": "import", "agreed": "on"})
    kept, calls = commands.keep_many, []

    def breaks(who, rows):
        calls.append(len(rows))
        if len(calls) == 2:
            raise IntegrityError("Key (email)=(d@example.com) already exists.")
        return kept(who, rows)

    monkeypatch.setattr(commands, "keep_many", breaks)
    with caplog.at_level(logging.INFO):
        drain()
    message = Message.objects.get(topic="push.import", status="waiting")
    assert "d@example.com" not in message.last_error and "d@example.com" not in caplog.text
    assert Profile.objects.count() == 1 and ProfileImport.objects.get().status == "importing"
    Message.objects.filter(pk=message.pk).update(due_at=message.due_at.replace(year=2000))
    drain()
    found = ProfileImport.objects.get()
    assert (found.status, found.added, Profile.objects.count()) == ("done", 2, 2)


def test_what_nobody_finishes_goes(pushing, on_day):  # noqa: F811
    tried(signed_in(pushing.officer))
    assert staging.clear() == 0
    on_day("2023-06-13")
    assert staging.clear() == 1
    assert ProfileImport.objects.get().status == "dropped" and ImportFault.objects.exists()
    on_day("2023-08-01")
    staging.clear()
    assert not ImportFault.objects.exists()
