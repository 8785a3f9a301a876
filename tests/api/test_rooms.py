"""Every operation: it answers, it says only what everybody may read, and it costs the same for one record and for many."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.api.world import UNSEEN
from tests.support.api import LISTS, ROOT, walk

from mingzheng.disclosure.documents.models import Document
from mingzheng.participation.consultations.models import Consultation
from mingzheng.participation.decisions.models import Catalogue
from mingzheng.participation.delegates.models import Meeting
from mingzheng.participation.letters.models import Selection
from mingzheng.participation.open_days.models import OpenDay
from mingzheng.participation.surveys.models import Call, Survey
from mingzheng.policy.interpretations.models import Interpretation
from mingzheng.policy.questions.models import Entry, Message

pytestmark = pytest.mark.django_db
FILLED = {
    *("documents", "documents-in-force", "interpretations", "answers", "messages", "consultations", "surveys", "calls"),
    *("decision-catalogues", "decisions", "delegate-meetings", "letters", "open-days", "gazette", "datasets", "units"),
    "open-programmes",
    "columns",
}
MOST_QUERIES = 30


def test_every_list_and_object_answers_and_none_says_what_is_not_public(client, world, issue):
    seen = set()
    for path, answer in walk(client):
        wanted = (200, 404) if path.endswith("/comparison") else (200,)  # no final text was entered
        assert answer.status_code in wanted, (path, answer.content[:300])
        assert UNSEEN not in answer.content.decode(), path
        if "{" not in path and answer.json().get("items"):
            seen.add(path.removeprefix(f"{ROOT}/"))
    assert seen >= FILLED, FILLED - seen


@pytest.mark.parametrize(
    ("path", "rows"),
    [
        ("consultations", Consultation.objects.filter(announced_on=None)),
        ("surveys", Survey.objects.filter(released_on=None)),
        ("calls", Call.objects.filter(released_on=None)),
        ("answers", Entry.objects.filter(live=None)),
        ("messages", Message.objects.filter(published_on=None)),
        ("letters", Selection.objects.filter(published_on=None)),
        ("open-days", OpenDay.objects.filter(announced_at=None)),
        ("delegate-meetings", Meeting.objects.filter(announced_at=None)),
        ("decision-catalogues", Catalogue.objects.filter(live=None)),
        ("interpretations", Interpretation.objects.exclude(status="released")),
    ],
)
def test_what_is_not_published_is_answered_as_unknown(client, world, path, rows):
    unknown = client.get(f"{ROOT}/{path}/987654321")
    assert unknown.status_code == 404
    for row in rows.all():
        assert client.get(f"{ROOT}/{path}/{row.pk}").content == unknown.content


def test_of_a_withdrawn_document_only_the_explanation_is_said(client, world):
    for below in ("", "/validity"):
        answer = client.get(f"{ROOT}/documents/{world['withdrawn']}{below}")
        assert answer.status_code == 410
        assert answer.json()["detail"] == "数据有误，重新核对。" and UNSEEN not in answer.content.decode()
    assert client.get(f"{ROOT}/documents/{world['targeted']}").status_code == 404


def test_a_kept_answer_is_gone_with_the_withdrawal(client, world, papers, settings):
    settings.MINGZHENG_KEEP_PAGES = True
    address = f"{ROOT}/documents/{world['document']}"
    tag = [client.get(address) for _ in range(2)][1]["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    assert world["document"] in client.get(f"{ROOT}/documents").content.decode()
    edition = Document.objects.get(index_number=world["document"]).live
    papers.does(edition, "withdraw", papers.head, explanation="另行公布。")
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 410
    assert world["document"] not in client.get(f"{ROOT}/documents").content.decode()


def test_validity_on_a_day_with_its_reasons(client, world):
    address = f"{ROOT}/documents/{world['document']}/validity"
    before, after = (client.get(address, {"on": day}).json()["validity"] for day in ("2023-04-30", "2023-05-01"))
    assert (before["status"], before["in_force"]) == ("pending", False) and before["reasons"]
    assert (after["status"], after["in_force"], after["on"]) == ("valid", True, "2023-05-01")
    for day in ("0001-01-01", "9999-12-31", "2023-02-30", "今天"):
        assert client.get(address, {"on": day}).status_code == 422, day


def test_what_was_in_force_on_a_day(client, world):
    def numbers(day: str) -> list[str]:
        return [one["index_number"] for one in client.get(f"{ROOT}/documents-in-force", {"on": day}).json()["items"]]

    assert world["document"] in numbers("2023-05-01") and world["document"] not in numbers("2023-04-30")


def test_lists_are_narrowed(client, world):
    def number(**asked: str) -> int:
        return len(client.get(f"{ROOT}/documents", asked).json()["items"])

    assert number() == number(unit="fagai") == number(genre="notice") == number(year="2023") == 2
    assert number(unit="sifa") == number(published_since="2023-04-19") == number(year="2022") == 0
    assert number(published_since="2023-04-18") == number(tag="企业") == 2
    assert len(client.get(f"{ROOT}/answers", {"document": world["document"]}).json()["items"]) == 2


@pytest.mark.parametrize(
    ("path", "name", "hint"),
    [
        *((one, "unit", "/api/v1/units") for one in ("documents", "documents-in-force", "interpretations", "answers")),
        ("decisions", "unit", "/api/v1/units"),
        ("documents", "theme", "综合政务"),
        ("documents", "tag", "/biaoqian/"),
        ("answers", "theme", "可用的有"),
        ("answers", "document", "/api/v1/documents"),
        ("search?q=营商环境", "kind", "可用的有"),
        ("search?q=营商环境", "agency", "/api/v1/units"),
    ],
)
def test_a_filter_that_names_nothing_is_answered_as_such(client, world, path, name, hint):
    answer = client.get(f"{ROOT}/{path}{'&' if '?' in path else '?'}{name}=无此值")
    assert answer.status_code == 404 and answer["Content-Type"] == "application/problem+json"
    (fault,) = answer.json()["errors"]
    assert fault["field"] == name and hint in fault["message"] == answer.json()["detail"]


def test_the_adoption_table_counts_what_is_not_published_without_its_words(client, world):
    found = client.get(f"{ROOT}/consultations/{world['consultation']}").json()
    assert found["phase"] == "answered" and found["received"] == 2
    assert [row["headline"] for row in found["adoption"]["rows"]][-1].startswith("（提出人不同意公布")


def test_small_cells_of_a_survey_stay_unsaid(client, world):
    found = client.get(f"{ROOT}/surveys/{world['survey']}").json()
    counts = [cell["count"] for one in found["questions"] for line in one["lines"] for cell in line["cells"]]
    assert found["responses"] == 1 and all(count is None for count in counts)
    assert all(one["withheld"] for one in found["questions"] if not one["lines"])


@pytest.mark.parametrize("path", [path for path in LISTS if not path.endswith("letter-statistics")])
def test_a_list_asks_as_many_questions_for_one_record_as_for_many(client, world, path):
    asked = []
    for limit in (1, 100):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(path, {"limit": limit})
        asked.append(len(queries))
    assert asked[1] <= asked[0] <= MOST_QUERIES


def test_an_object_asks_a_bounded_number_of_questions(client, world):
    for path in (
        "documents/" + world["document"],
        f"consultations/{world['consultation']}",
        f"surveys/{world['survey']}",
    ):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{ROOT}/{path}").status_code == 200
        assert len(queries) <= MOST_QUERIES, path


def test_a_gazette_issue_says_which_of_its_documents_are_gone(client, world, issue, papers):
    address = f"{ROOT}/gazette/{issue.year}/{issue.number}"
    (piece,) = client.get(address).json()["parts"][0]["pieces"]
    assert not piece["gone"] and piece["index_number"] == world["document"]
    papers.does(
        Document.objects.get(index_number=world["document"]).live, "withdraw", papers.head, explanation="另行公布。"
    )
    (piece,) = client.get(address).json()["parts"][0]["pieces"]
    assert piece["gone"] and piece["why"] == "另行公布。" and piece["index_number"] is None


def test_the_plan_says_how_its_figures_are_made_and_of_which_day(client, work):
    found = client.get(f"{ROOT}/plan").json()
    assert [task["number"] for task in found["tasks"]] == sorted(task["number"] for task in found["tasks"])
    assert sum(found["counts"].values()) == len(found["tasks"]) and found["as_of"]
    assert all(one["how"] and one["article"] for one in found["figures"])


def test_without_a_plan_it_is_404(client, db):
    assert client.get(f"{ROOT}/plan").status_code == 404


def test_search_finds_what_is_public(client, world, settings):
    from mingzheng.search.commands import refresh_all

    settings.MINGZHENG_SEARCH = "sql"
    refresh_all()
    found = client.get(f"{ROOT}/search", {"q": "营商环境"}).json()
    assert any(one["title"].startswith("关于优化营商环境") for one in found["items"])
    hidden = client.get(f"{ROOT}/search", {"q": UNSEEN}).json()
    assert not any(UNSEEN in str(one) for one in hidden["items"])
    assert client.get(f"{ROOT}/search").status_code == 422
