"""What other systems find at ``/api/v1/desk/``: the door, what they bring in, cases and their actions, the library."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.support.machines import ADMIN, Caller, CityPlatform, Hotline, Library, OfficeAutomation

from mingzheng.api import rates
from mingzheng.api.desk.desk import drawn
from mingzheng.core.actors import Post
from mingzheng.core.journal.models import Entry
from mingzheng.core.outbox.commands import run_due
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case, Contribution
from mingzheng.core.units.commands import end_post
from mingzheng.core.units.models import PostHolding, Unit
from mingzheng.disclosure.filing.models import Push
from mingzheng.machines.systems import commands
from mingzheng.machines.systems.models import Token
from mingzheng.participation.letters.models import Letter
from mingzheng.requests.foi.models import Application

pytestmark = pytest.mark.django_db
TEXT = "天山路小区门口的路灯坏了一周，晚上很黑，老人出门不方便，请尽快修复。"


def problem(response, status, *words):
    assert response.status_code == status, response.content.decode()
    assert response["Content-Type"] == "application/problem+json"
    assert response["Cache-Control"] == "no-store"
    said = json.loads(response.content)
    for word in words:
        assert word in json.dumps(said, ensure_ascii=False)
    return said


@pytest.fixture
def hotline(systems):
    return Hotline(systems.token("chengyun", Post.HOTLINE, "letters.file", "cases.read", "cases.act"))


@pytest.fixture
def oa(systems):
    return OfficeAutomation(systems.token("fagai", Post.OFFICER, "documents.draft", "cases.read", "cases.act"))


class TestTheDoor:
    def test_only_a_token_that_opens_something_today_comes_in(self, systems, on_day, client):
        problem(client.get("/api/v1/desk/cases"), 401, "Authorization")
        refused = Caller("mz_nichtda").get("/cases")
        problem(refused, 401, "没有这个令牌")
        assert 'error="invalid_token"' in refused["WWW-Authenticate"]
        caller = Caller(systems.token("fagai", Post.OFFICER, "cases.read"))
        answer = caller.get("/cases")
        assert answer.status_code == 200 and answer["Cache-Control"] == "no-store"
        assert Token.objects.get().last_used_on == dt.date(2023, 4, 18)
        on_day("2024-01-01")
        problem(caller.get("/cases"), 401, "2023年12月31日到期")

    def test_a_revoked_one_opens_nothing_from_the_next_request_on(self, systems):
        caller = Caller(systems.token("fagai", Post.OFFICER, "cases.read"))
        assert caller.get("/cases").status_code == 200
        commands.revoke(Token.objects.get(), "疑似泄露", ADMIN)
        problem(caller.get("/cases"), 401, "吊销")
        problem(caller.get("/openapi.json"), 401, "吊销")

    def test_it_ends_with_its_post_with_its_unit_and_when_nobody_answers_for_the_post(self, systems, on_day):
        first, second, third = (
            Caller(systems.token(unit, Post.OFFICER, "cases.read")) for unit in ("fagai", "xinhua", "xinjing")
        )
        end_post(PostHolding.objects.get(system__holding__unit__code="fagai"), dt.date(2023, 4, 18), ADMIN)
        Unit.objects.filter(code="xinhua").update(valid_to=dt.date(2023, 4, 18))
        people = PostHolding.objects.get(unit__code="xinjing", post="officer", person__is_system=False)
        end_post(people, dt.date(2023, 4, 18), ADMIN)
        on_day("2023-04-19")
        problem(first.get("/cases"), 401, "岗位已结束")
        problem(second.get("/cases"), 401, "已撤销")
        problem(third.get("/cases"), 401, "没有人担任信息员")

    def test_a_token_is_good_for_its_operations_alone(self, systems):
        caller = Caller(systems.token("fagai", Post.OFFICER, "cases.read"))
        refused = caller.post("/documents", {"number": "1", "title": "通知"}, key="aaaaaaaa")
        problem(refused, 403, "送入公文草稿")
        assert "insufficient_scope" in refused["WWW-Authenticate"]

    def test_the_rate_is_counted_for_each_token_and_guessing_for_the_address(self, systems, settings):
        settings.MINGZHENG_TOKEN_PER_MINUTE, settings.MINGZHENG_API_PER_MINUTE = 3, 4
        one, other = (Caller(systems.token("fagai", Post.OFFICER, "cases.read")) for _ in "12")
        answers = [one.get("/cases") for _ in range(4)]
        if len({rates.COUNTER._minute}) == 1:  # within one minute
            assert [each.status_code for each in answers] == [200, 200, 200, 429]
        assert answers[0]["RateLimit-Policy"] == '"token";q=3;w=60' and "Retry-After" in answers[3]
        assert other.get("/cases").status_code == 200
        guesses = [Caller(f"mz_{n}").get("/cases").status_code for n in range(6)]
        assert guesses[0] == 401 and 429 in guesses

    def test_a_cookie_opens_nothing(self, systems, client):
        client.force_login(systems.district.person("fagai", Post.OFFICER))
        problem(client.get("/api/v1/desk/cases"), 401)
        problem(client.get("/api/v1/desk/openapi.json"), 401)

    def test_its_schema_is_for_who_has_a_token(self, systems):
        schema = Caller(systems.token("fagai", Post.OFFICER, "cases.read")).get("/openapi.json").json()
        assert schema["openapi"].startswith("3.1") and "/api/v1/desk/letters" in schema["paths"]


class TestWorkOrders:
    def test_12345_hands_over_a_work_order_and_hears_of_its_answer(self, hotline, systems):
        receipt = hotline.hands_over("G230417-001", TEXT, name="张先生", reach="13800001234").json()
        letter = Letter.objects.get(source_ref="G230417-001")
        assert receipt == {"number": "G230417-001", "case": letter.case_id, "brought_on": "2023-04-18"}
        assert letter.person.reach == "13800001234"
        said = hotline.asks("G230417-001").json()
        assert said["unit"] == "chengyun" and said["state"] == letter.case.state and said["reply"] == ""
        assert "张先生" not in json.dumps(said, ensure_ascii=False)
        named = Entry.objects.filter(action="letters.imported").get()
        assert (
            named.person_name == "chengyun的热线系统1" and named.unit_name == systems.district.units["chengyun"].short
        )

    def test_sent_again_it_hears_the_first_answer_and_another_content_under_the_key_is_refused(self, hotline):
        first, again = (hotline.hands_over("G1", TEXT) for _ in "12")
        assert first.json() == again.json() and Letter.objects.count() == 1
        problem(hotline.hands_over("G1", TEXT + "快。"), 422, "Idempotency-Key", "另外的内容")
        other = hotline.post("/letters", {"number": "G1", "received_on": "2023-04-17", "text": "另外"}, key="zzzzzzzz")
        problem(other, 422, "内容与这一行不同")
        problem(
            hotline.post("/letters", {"number": "G2", "received_on": "2023-04-17", "text": TEXT}),
            422,
            "Idempotency-Key",
        )

    def test_what_is_wrong_is_said_by_field(self, hotline):
        said = problem(hotline.post("/letters", {"number": "G 1", "text": "", "phone": "1"}, key="aaaaaaaa"), 422)
        assert {one["field"].rpartition(".")[2] for one in said["errors"]} == {"number", "received_on", "text", "phone"}
        problem(hotline.hands_over("G3", "a\0b"), 422, "不能保存")
        problem(hotline.hands_over("G4", TEXT, unit="没有这个单位"), 422, "没有承办单位")
        problem(hotline.hands_over("G5", TEXT, received_on="2023-05-01"), 422, "今天之后")

    def test_a_channel_is_handed_out_by_one_unit_alone(self, systems):
        caller = Hotline(systems.token("xinhua", Post.OFFICER, "letters.file"))
        problem(caller.hands_over("G1", TEXT), 403, "分办")
        assert not Letter.objects.exists()

    def test_each_system_asks_for_its_own_alone(self, hotline, systems):
        hotline.hands_over("G1", TEXT)
        other = Hotline(systems.token("chengyun", Post.HOTLINE, "letters.file"))
        problem(other.asks("G1"), 404, "没有送来过")

    def test_who_brought_it_has_contributed(self, hotline):
        case = hotline.hands_over("G1", TEXT).json()["case"]
        assert Contribution.objects.get(case=case).person.is_system


class TestApplications:
    def test_the_city_platform_hands_over_and_sees_the_state_but_nobodys_data(self, systems):
        platform = CityPlatform(systems.token("fagai", Post.WINDOW, "applications.file"))
        receipt = platform.hands_over("SQ2023-1").json()
        one = Application.objects.select_related("applicant").get()
        assert receipt["case"] == one.case_id and one.origin == "system" and one.applicant.name == "王五"
        assert one.received_on is None  # Art. 31 (3): from the day on which both sides confirm
        said = platform.asks("SQ2023-1").content.decode()
        assert "王五" not in said and "预算" not in said and "11010519491231002X" not in said
        assert platform.hands_over("SQ2023-1").json() == receipt and Application.objects.count() == 1

    def test_what_another_units_system_brought_is_not_there(self, systems):
        """By its number, by its case, by its key: the other unit's token reaches none of it."""
        rights = ("applications.file", "cases.read", "cases.act")
        case = CityPlatform(systems.token("fagai", Post.WINDOW, *rights)).hands_over("SQ2023-1").json()["case"]
        other = CityPlatform(systems.token("xinhua", Post.WINDOW, *rights))
        problem(other.asks("SQ2023-1"), 404, "没有送来过")
        for answer in (
            other.get(f"/cases/{case}"),
            other.get(f"/cases/{case}/actions"),
            other.post(f"/cases/{case}/actions/receive", {}, key="aaaaaaaa", match='"0"'),
        ):
            assert "预算" not in problem(answer, 404)["detail"]
        assert other.get("/cases").json()["items"] == []
        own = other.hands_over("SQ2023-1").json()
        assert own["case"] != case and Application.objects.count() == 2, "the number and the key are each system's own"

    def test_the_form_of_the_window_says_what_is_wrong(self, systems):
        platform = CityPlatform(systems.token("fagai", Post.WINDOW, "applications.file"))
        said = problem(platform.hands_over("SQ2", id_number="110105194912310021"), 422)
        assert [one["field"] for one in said["errors"]] == ["id_number"]
        assert not Application.objects.exists()


class TestDrafts:
    def test_oa_drafts_attaches_and_a_system_never_goes_on_to_judge(self, oa, systems):
        receipt = oa.hands_over("OA-77", "关于优化营商环境的通知", body="<p>各单位：</p><script>1</script>").json()
        case = receipt["case"]
        said = oa.get(f"/cases/{case}/actions").json()
        by_name = {one["command"]: one for one in said["actions"]}
        assert by_name["edit"]["allowed"] and by_name["attach"]["allowed"]
        assert {one["name"] for one in by_name["edit"]["fields"]} >= {"title", "genre", "formed_on"}
        assert not by_name["release"]["allowed"] and by_name["release"]["why_not"]
        field = next(one["name"] for one in by_name["attach"]["fields"] if one["type"] in ("file", "files"))
        attached = oa.attaches(case, field, SimpleUploadedFile("附件.txt", "正文".encode()))
        assert attached.status_code == 200, attached.content.decode()
        assert attached.json()["revision"] == said["case"]["revision"] + 1
        assert oa.get("/documents/OA-77").json()["address"] == ""
        entry = Entry.objects.get(pk=attached.json()["entry"])
        assert entry.person_name == "fagai的信息员系统1" and entry.post == "officer"

    def test_the_form_of_a_step_is_answered_field_by_field(self, oa):
        case = oa.hands_over("OA-1", "通知").json()["case"]
        match = oa.get(f"/cases/{case}")["ETag"]
        sent = {"title": "", "formed_on": "昨天", "columns": ["没有的栏目"]}
        said = problem(oa.post(f"/cases/{case}/actions/edit", sent, key="aaaaaaaa", match=match), 422)
        assert {"title", "formed_on"} <= {one["field"] for one in said["errors"]}
        problem(oa.post(f"/cases/{case}/actions/edit", {"title": {"a": 1}}, key="bbbbbbbb", match=match), 422, "title")
        problem(oa.post(f"/cases/{case}/actions/edit", [1], key="cccccccc", match=match), 422, "JSON 对象")

    def test_whoever_was_slower_hears_it(self, oa, systems):
        case = oa.hands_over("OA-1", "通知").json()["case"]
        match = oa.get(f"/cases/{case}")["ETag"]
        problem(oa.post(f"/cases/{case}/actions/edit", {"title": "甲"}, key="aaaaaaaa"), 428, "If-Match")
        problem(
            oa.post(f"/cases/{case}/actions/edit", {"title": "甲"}, key="aaaaaaaa", match='"99"'), 412, "已有人办理"
        )
        problem(oa.post(f"/cases/{case}/actions/edit", {"title": "甲"}, key="aaaaaaaa", match="乱写"), 422, "If-Match")
        problem(oa.post(f"/cases/{case}/actions/meiyou", {}, key="aaaaaaaa", match=match), 404, "没有这个动作")
        problem(oa.post(f"/cases/{case}/actions/release", {}, key="aaaaaaaa", match=match), 409, "签发")

    def test_the_other_post_hears_whose_step_it_is(self, oa, systems):
        case = oa.hands_over("OA-1", "通知").json()["case"]
        window = Caller(systems.token("fagai", Post.WINDOW, "cases.read", "cases.act"))
        match = window.get(f"/cases/{case}")["ETag"]
        problem(window.post(f"/cases/{case}/actions/edit", {"title": "甲"}, key="aaaaaaaa", match=match), 403, "信息员")

    def test_another_units_case_is_not_there(self, oa, systems):
        case = oa.hands_over("OA-1", "通知").json()["case"]
        other = OfficeAutomation(systems.token("xinhua", Post.OFFICER, "documents.draft", "cases.read", "cases.act"))
        for answer in (
            other.get(f"/cases/{case}"),
            other.get(f"/cases/{case}/actions"),
            other.post(f"/cases/{case}/actions/edit", {"title": "甲"}, key="aaaaaaaa", match='"0"'),
            other.get("/documents/OA-1"),
            other.get(f"/cases/{2**70}"),
        ):
            problem(answer, 404)
        assert other.get("/cases").json()["items"] == []
        assert [one["id"] for one in oa.get("/cases", procedure="documents.release").json()["items"]] == [case]
        problem(oa.get("/cases", zhuangtai="x"), 422, "zhuangtai")

    def test_a_step_taken_twice_under_one_key_is_taken_once(self, oa):
        case = oa.hands_over("OA-1", "通知").json()["case"]
        match = oa.get(f"/cases/{case}")["ETag"]
        step = next(one for one in oa.get(f"/cases/{case}/actions").json()["actions"] if one["command"] == "drop")
        sent = {one["name"]: "重复送来，不再办理。" for one in step["fields"]}
        first, again = (oa.post(f"/cases/{case}/actions/drop", sent, key="drop-OA-1", match=match) for _ in "12")
        assert first.status_code == 200, first.content.decode()
        assert first.json() == again.json() and Case.objects.get(pk=case).closed_at is not None


def test_what_reviews_anothers_work_is_for_people_whatever_the_post(work, systems):
    work.submits("xinhua", 1)
    case = work.case("xinhua", 1)
    clerk = Caller(systems.token("qufuban", Post.OFFICE_CLERK, "cases.read", "cases.act"))
    answer = clerk.get(f"/cases/{case.pk}/actions")
    verify = next(one for one in answer.json()["actions"] if one["command"] == "verify")
    assert not verify["allowed"] and "由人来判断" in verify["why_not"] and verify["fields"] == []
    taken = clerk.post(f"/cases/{case.pk}/actions/verify", {}, key="aaaaaaaa", match=answer["ETag"])
    problem(taken, 403, "由人来判断")
    work.does("xinhua", 1, "verify", by=systems.district.other_clerk)


class TestTheLibrary:
    def test_it_fetches_by_key_says_what_became_of_it_and_forgets_what_was_withdrawn(self, papers, systems):
        first, second = papers.released(), papers.released(title="关于第二件事的通知", doc_number="长发改〔2023〕13号")
        run_due(1000)
        library = Library(systems.token("qufuban", Post.OFFICE_CLERK, "library.read", "library.acknowledge"))
        found = library.fetches(limit=1)
        assert [one["index_number"] for one in found] == [first.index_number, second.index_number]
        assert found[0]["action"] == "put" and found[0]["record"]["title"] == first.title
        took = library.took(first.index_number, 1, "GWK000001")
        assert (
            took.json()["status"] == "accepted"
            and took.json() == library.took(first.index_number, 1, "GWK000001").json()
        )
        assert Push.objects.get(document=first).library_id == "GWK000001"
        problem(library.took(first.index_number, 1, "GWK9", key="gwk-00000002"), 409, "另外的回告")
        problem(library.took("没有", 1, "GWK9", key="gwk-00000003"), 404)
        act(
            first.live.case,
            "withdraw",
            papers.head,
            {"ground": "error", "explanation": "内容有误，重新发布。", "reason": "内容有误"},
        )
        assert [one["index_number"] for one in Library(library.token).fetches()] == [second.index_number]
        run_due(1000)
        (gone,) = [one for one in Library(library.token).fetches() if one["action"] == "withdraw"]
        assert gone["index_number"] == first.index_number and gone["version"] == 2 and "body" not in gone["record"]

    def test_a_unit_fetches_its_own(self, papers, systems):
        papers.released()
        run_due(1000)
        assert Library(systems.token("xinhua", Post.OFFICER, "library.read")).fetches() == []
        assert len(Library(systems.token("fagai", Post.OFFICER, "library.read")).fetches()) == 1


def test_every_operation_says_which_right_it_needs_and_what_it_may_answer():
    for path, methods in drawn()["paths"].items():
        for method, operation in methods.items():
            assert operation["security"] and "令牌须有" in operation["description"], path
            assert {"401", "403", "422", "429"} <= set(operation["responses"])
            names = {one["name"] for one in operation["parameters"]}
            assert ("Idempotency-Key" in names) == (method == "post")
