"""At the counter of a 查阅点: an application for another unit is taken in, and the applicant leaves with a receipt and a code."""
# ruff: noqa: F811 - fixtures of other rooms are arguments here

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.disclosure.corners.conftest import FACTS
from tests.support.requests import foi  # noqa: F401 - fixtures

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.files.queries import files_of
from mingzheng.core.journal.models import Entry
from mingzheng.disclosure.corners import commands as corners
from mingzheng.requests.foi.models import Application

THURSDAY = dt.date(2023, 4, 20)
FORM = {
    "came": "written", "submitted_on": "2023-04-20", "applicant_kind": "natural", "name": "王小明",
    "id_kind": "other", "id_number": "证12345678", "phone": "13900002222", "email": "ming@example.com",
    "wanted": "2022年度营商环境评估报告", "form": "electronic", "way": "email", "form_key": "k" * 24,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _thursday(foi, on_day):
    on_day(THURSDAY)


@pytest.fixture
def corner(foi):
    street = foi.district.units["xinhua"]
    return corners.open_corner(street, foi.district.actor("xinhua", Post.OFFICER), {**FACTS, "area": street})


@pytest.fixture
def enter(client, foi):
    def entered(post=Post.WINDOW, unit="xinhua", nth=1):
        client.force_login(foi.district.person(unit, post, nth))
        return client

    return entered


def words(response):
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", response.content.decode()))


def taken(client, foi, **facts):
    answer = client.post("/desk/foi/new/", {**FORM, "unit": str(foi.unit.pk), **facts})
    assert answer.status_code == 302, words(answer)
    return Application.objects.get(), answer["Location"]


def test_handed_in_at_the_reading_place_it_is_received_that_day_by_the_unit_that_answers(enter, foi, corner, client):
    found, receipt = taken(enter(), foi)
    assert (found.unit, found.taken_at.code, found.received_on, found.number) == (foi.unit, "xinhua", THURSDAY, "")
    page = client.get(receipt)
    code = re.search(r'foi-code__value">([\w-]+)<', page.content.decode()).group(1)
    said = words(page)
    assert "代收单位" in said and "王小明" in said and reverse("portal:foi-query") in said
    assert 'class="qr"' in page.content.decode() and code not in str(Entry.objects.values_list("data_text", "summary"))
    assert client.get(f"/desk/cases/{found.case_id}/").status_code == 404
    assert client.post(f"/desk/foi/{found.pk}/code/").status_code == 404
    assert code not in client.get(receipt).content.decode()
    # The applicant's code works at once.
    assert "已经收到，正在登记" in words(client.post(reverse("portal:foi-query"), {"code": code}, follow=True))
    handler = enter(Post.OFFICER, "fagai")
    assert "代收单位" in words(handler.get(f"/desk/cases/{found.case_id}/"))
    foi.does(found, "register", on=THURSDAY)
    assert found.number and foi.case(found).clocks.get(name="reply").due_on == dt.date(2023, 5, 19)
    assert enter().get(receipt).status_code == 404, "once registered, it is the handling unit's alone"


@pytest.mark.parametrize(
    ("facts", "said"), [({"came": "fax"}, "代收的只限当面提交"), ({"unit": "999999"}, "没有这个单位")]
)
def test_what_cannot_be_taken_in_for_others_says_why(enter, foi, corner, facts, said):
    page = enter().post("/desk/foi/new/", {**FORM, "unit": str(foi.unit.pk), **facts})
    assert said in words(page) and "王小明" in page.content.decode()
    assert not Application.objects.exists()


def test_a_unit_without_a_reading_place_registers_its_own_alone(enter, foi):
    client = enter()
    assert "由哪个单位办理" not in words(client.get("/desk/foi/new/"))
    client.post("/desk/foi/new/", {**FORM, "unit": str(foi.unit.pk)})
    assert Application.objects.get().unit.code == "xinhua"


def test_spoken_and_written_down_by_the_clerk_the_form_is_printed_signed_and_kept(enter, foi):
    client = enter(Post.WINDOW, "fagai")
    client.post("/desk/foi/new/", FORM | {"came": "oral"})
    found = Application.objects.get()
    assert (
        reverse("desk:foi-form", args=[found.pk, "application", "pdf"])
        in client.get(f"/desk/foi/{found.pk}/receipt/").content.decode()
    )
    scan = SimpleUploadedFile("签名.pdf.txt", "签名".encode())
    said = {"what": "经申请人核对签名的申请表", "papers": scan, "revision": found.case.revision}
    answer = client.post(reverse("desk:act", args=[found.case_id, "add_papers"]), said)
    assert answer.status_code == 302, words(answer)
    assert [file.label for file in files_of(found.ref)] == ["经申请人核对签名的申请表"]


def test_a_closed_reading_place_takes_nothing_in_for_others(enter, foi, corner):
    corner.closed_on = THURSDAY
    corner.save(update_fields=["closed_on"])
    with timekeeping.standing_at(dt.date(2023, 4, 21)):
        assert "由哪个单位办理" not in words(enter().get("/desk/foi/new/"))
