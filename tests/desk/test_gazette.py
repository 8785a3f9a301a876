"""Composing and distributing the gazette at the desk."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from tests.support.documents import papers  # noqa: F401 - fixtures
from tests.support.gazette import gazette  # noqa: F401 - fixtures
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.core.actors import Post
from mingzheng.disclosure.gazette.models import Dispatch, Issue, Recipient, YearPlan

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_clerk(client, gazette):  # noqa: F811
    """Signed in as 区府办经办."""
    cache.clear()
    client.force_login(gazette.papers.district.person("qufuban", Post.OFFICE_CLERK))
    return client


@pytest.fixture
def as_unit(client, gazette):  # noqa: F811
    cache.clear()
    client.force_login(gazette.papers.district.person("fagai", Post.OFFICER))
    return client


def test_an_issue_is_begun_with_the_numbers_proposed(as_clerk):
    page = as_clerk.get("/desk/gazette/new/").content.decode()
    assert "长宁公报〔2023〕1号" in page
    values = {
        "year": "2023", "number": "1", "total": "60", "doc_number": "长宁公报〔2023〕1号", "name": "上海市长宁区人民政府公报",
        "organiser": "上海市长宁区人民政府办公室", "dated": "2023-04-28", "note": "",
    }  # fmt: skip
    wrong = as_clerk.post("/desk/gazette/new/", {**values, "doc_number": "长宁公报[2023]1号"}).content.decode()
    assert "〔2023〕2号 的样式" in wrong
    assert 'value="60"' in wrong, "what was typed stays"
    assert "不一致" in as_clerk.post("/desk/gazette/new/", {**values, "year": "2022"}).content.decode()
    made = as_clerk.post("/desk/gazette/new/", values)
    issue = Issue.objects.get()
    assert made.url == f"/desk/gazette/{issue.pk}/"
    again = as_clerk.post("/desk/gazette/new/", values).content.decode()
    assert "已有一期使用" in again


def test_documents_are_added_ordered_and_taken_out_by_a_plain_form(as_clerk, gazette):  # noqa: F811
    one, two = gazette.document(12), gazette.document(13, title="关于公布清单的通知")
    issue = gazette.begun()
    address = f"/desk/gazette/{issue.pk}/"
    assert "关于公布清单的通知" in as_clerk.get(address).content.decode()

    def revision():
        issue.case.refresh_from_db()
        return issue.case.revision

    none = as_clerk.post(address, {"do": "add", "revision": revision()})
    assert none.status_code == 409
    assert "没有选中" in none.content.decode()
    as_clerk.post(address, {"do": "add", "add": [one.pk, two.pk], "revision": revision()})
    assert list(issue.items.values_list("document", flat=True)) == [one.pk, two.pk]

    typed = {
        f"order-{one.pk}": "2", f"order-{two.pk}": "1", f"section-{one.pk}": "departments", f"section-{two.pk}": "departments",
    }  # fmt: skip
    as_clerk.post(address, {**typed, "do": "save", "revision": revision()})
    assert list(issue.items.values_list("document", flat=True)) == [two.pk, one.pk]
    bad = as_clerk.post(address, {**typed, f"order-{one.pk}": "二", "do": "save", "revision": revision()})
    assert bad.status_code == 409
    assert 'value="二"' in bad.content.decode()
    stale = as_clerk.post(address, {**typed, "do": "save", "revision": "0"})
    assert stale.status_code == 409
    assert "已有人办理" in stale.content.decode()
    as_clerk.post(address, {**typed, f"drop-{one.pk}": "on", "do": "save", "revision": revision()})
    assert list(issue.items.values_list("document", flat=True)) == [two.pk]


def test_a_trial_is_printed_and_a_character_without_shape_is_named(as_clerk, gazette):  # noqa: F811
    issue = gazette.begun()
    assert as_clerk.get(f"/desk/gazette/{issue.pk}/proof.pdf").status_code == 404
    gazette_issue = gazette.begun([gazette.document()])
    got = as_clerk.get(f"/desk/gazette/{gazette_issue.pk}/proof.pdf")
    assert got["Content-Type"] == "application/pdf"
    assert got.content.startswith(b"%PDF-")
    rare = gazette.begun([gazette.document(14, title="关于𠮷林路整治的通知")])
    refused = as_clerk.get(f"/desk/gazette/{rare.pk}/proof.pdf")
    assert refused.status_code == 403
    assert "U+20BB7" in refused.content.decode()


def test_a_unit_reads_but_changes_nothing(as_unit, gazette):  # noqa: F811
    document = gazette.document()
    issue = gazette.begun([document])
    assert as_unit.get("/desk/gazette/").status_code == 200
    page = as_unit.get(f"/desk/gazette/{issue.pk}/").content.decode()
    assert "保存编排" not in page
    answer = as_unit.post(f"/desk/gazette/{issue.pk}/", {f"drop-{document.pk}": "on", "do": "save", "revision": "1"})
    assert answer.status_code == 409
    assert issue.items.count() == 1
    for address in ("new/", "plan/", "recipients/new/"):
        assert as_unit.get(f"/desk/gazette/{address}").status_code == 403
    assert as_unit.post(f"/desk/gazette/{issue.pk}/pdf/").status_code == 403


def test_strangers_are_asked_to_sign_in(client, gazette):  # noqa: F811
    issue = gazette.begun()
    for address in ("", f"{issue.pk}/", f"{issue.pk}/proof.pdf", "recipients/", f"{issue.pk}/copies/"):
        assert client.get(f"/desk/gazette/{address}").status_code == 302


def test_copies_are_sent_and_receipts_written_down(as_clerk, gazette):  # noqa: F811
    values = {"name": "区图书馆", "kind": "library", "copies": "10", "active": "on"}
    assert "0" in as_clerk.post("/desk/gazette/recipients/new/", {**values, "copies": "0"}).content.decode()
    as_clerk.post("/desk/gazette/recipients/new/", values)
    row = Recipient.objects.get()
    issue = gazette.published([gazette.document()])
    address = f"/desk/gazette/{issue.pk}/copies/"
    wrong = as_clerk.post(address, {"send": [row.pk], f"copies-{row.pk}": "十"})
    assert wrong.status_code == 409
    assert 'value="十"' in wrong.content.decode()
    as_clerk.post(address, {"send": [row.pk], f"copies-{row.pk}": "12"})
    sent = Dispatch.objects.get()
    assert sent.copies == 12
    receipt = f"/desk/gazette/receipts/{sent.pk}/"
    assert "多于" in as_clerk.post(receipt, {"received_on": "2023-04-18", "received_copies": "13"}).content.decode()
    assert "今天之后" in as_clerk.post(receipt, {"received_on": "2023-05-18", "received_copies": "12"}).content.decode()
    as_clerk.post(receipt, {"received_on": "2023-04-18", "received_copies": "12"})
    assert "签收 12 份" in as_clerk.get(address).content.decode()
    draft = gazette.begun()
    assert as_clerk.get(f"/desk/gazette/{draft.pk}/copies/").status_code == 404


def test_the_year_s_plan_is_entered(as_clerk):
    as_clerk.post("/desk/gazette/plan/", {"year": "2023", "planned": "6"})
    assert YearPlan.objects.get().planned == 6
    assert "计划 6 期" in as_clerk.get("/desk/gazette/").content.decode()


def test_the_case_page_shows_the_contents(as_clerk, gazette):  # noqa: F811
    issue = gazette.begun([gazette.document()])
    page = as_clerk.get(f"/desk/cases/{issue.case_id}/").content.decode()
    assert "【部门文件】" in page
    assert f"/desk/gazette/{issue.pk}/" in page
    issue.case.refresh_from_db()
    blind = as_clerk.post(f"/desk/cases/{issue.case_id}/arrange/", {"revision": issue.case.revision})
    assert blind.status_code == 409
    assert "编排页面" in blind.content.decode()


@pytest.mark.parametrize(
    "address", ["999999999999/", "999999999999/proof.pdf", "receipts/999999999999/", "recipients/999999999999/"]
)
def test_addresses_of_nothing_are_not_found(as_clerk, address):
    assert as_clerk.get(f"/desk/gazette/{address}").status_code == 404
