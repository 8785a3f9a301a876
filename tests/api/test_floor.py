"""What holds for every public operation: errors, pages, ETag, HEAD, CORS, the rate, the schema."""

from __future__ import annotations

import inspect
import json
from collections import Counter

import pytest
from pydantic import BaseModel

from mingzheng.api import rates, rooms
from mingzheng.api.public import api
from mingzheng.core.units.models import Unit

pytestmark = pytest.mark.django_db
UNITS = "/api/v1/units"


@pytest.fixture
def units(db):
    Unit.objects.bulk_create(
        Unit(code=f"danwei{n}", name=f"单位{n}", short=f"单{n}", kind=Unit.Kind.DEPARTMENT, order=n) for n in range(5)
    )


def problem(response, status):
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    said = json.loads(response.content)
    assert said["status"] == status and said["detail"] and said["type"].startswith("/jiekou/#")
    return said


def test_pages_follow_each_other_and_the_last_has_no_next(client, units):
    seen, address = [], f"{UNITS}?limit=2"
    while address:
        page = client.get(address).json()
        seen += [one["code"] for one in page["items"]]
        address = page["next"]
    assert address is None  # said, not left out
    assert seen == [f"danwei{n}" for n in range(5)]


@pytest.mark.parametrize("after", ["乱写", "abc", "%%%", "L2FwaS92MS9vdGhlcgox", "L2FwaS92MS91bml0cwo"])
def test_a_place_that_the_list_did_not_give_is_400(client, units, after):
    assert "next" in problem(client.get(UNITS, {"after": after}), 400)["detail"]


def test_each_wrong_parameter_is_told_by_its_name(client, units):
    said = problem(client.get(UNITS, {"limit": "许多", "danwei": "x"}), 422)
    assert [one["field"] for one in said["errors"]] == ["danwei"]
    assert "after、limit" in said["errors"][0]["message"]
    for limit, words in (("许多", "整数"), ("0", "不能小于 1"), ("101", "不能大于 100")):
        (error,) = problem(client.get(UNITS, {"limit": limit}), 422)["errors"]
        assert error["field"] == "limit" and words in error["message"]
    (error,) = problem(client.get(f"{UNITS}?limit=1&limit=2"), 422)["errors"]
    assert "一次" in error["message"]


def test_what_is_not_there_and_what_cannot_be_done_are_problems(client):
    problem(client.get("/api/v1/meiyou"), 404)
    problem(client.get("/api/v1/units/"), 404)
    problem(client.get("/api/v2/units"), 404)
    problem(client.get(f"{UNITS}?limit=%00"), 400)
    for method in ("post", "put", "delete", "patch"):
        response = getattr(client, method)(UNITS)
        problem(response, 405)
        assert response["Allow"] == "GET"


def test_an_answer_that_the_caller_has_is_304(client, units):
    first = client.get(UNITS)
    assert first["Cache-Control"] == "public, no-cache" and first["ETag"]
    again = client.get(UNITS, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304 and not again.content and again["ETag"] == first["ETag"]
    Unit.objects.filter(code="danwei1").update(short="新简称")
    assert client.get(UNITS, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_the_kept_answer_is_the_answer_and_follows_a_change(client, units, settings):
    from mingzheng.core.freshness.commands import EVERYTHING, touch

    drawn = client.get(UNITS).content
    settings.MINGZHENG_KEEP_PAGES = True
    kept = [client.get(UNITS) for _ in range(2)]
    assert [one.content for one in kept] == [drawn] * 2
    assert kept[1]["Vary"] == "Accept-Encoding" and "RateLimit" in kept[1]
    head = client.head(UNITS)
    assert head.status_code == 200 and not head.content and head["Content-Length"] == str(len(drawn))
    assert client.get(UNITS, headers={"If-None-Match": kept[1]["ETag"]}).status_code == 304
    Unit.objects.filter(code="danwei1").update(short="新简称")
    touch(EVERYTHING)
    assert "新简称" in client.get(UNITS).content.decode()


def test_head_is_get_without_the_body(client, units):
    got, head = client.get(UNITS), client.head(UNITS)
    assert head.status_code == 200 and not head.content
    assert head["ETag"] == got["ETag"] and head["Content-Length"] == str(len(got.content))
    assert client.head("/api/v1/meiyou").status_code == 404


def test_any_site_may_read_and_no_cookie_is_looked_at(client, units, django_user_model):
    response = client.get(UNITS, headers={"Origin": "https://example.org"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    client.force_login(django_user_model.objects.create(username="somebody", name="某人"))
    mine = client.get(UNITS)
    assert mine.content == response.content and not mine.cookies and mine["Vary"] == "Accept-Encoding"
    asked = client.options(UNITS, headers={"Origin": "https://example.org", "Access-Control-Request-Method": "GET"})
    assert asked.status_code == 204 and "If-None-Match" in asked["Access-Control-Allow-Headers"]


def test_past_the_rate_it_is_429_with_the_time_to_wait(client, units, settings):
    settings.MINGZHENG_API_PER_MINUTE = 30
    answers = [client.get(UNITS, REMOTE_ADDR="203.0.113.7") for _ in range(31)]
    assert [one.status_code for one in answers] == [200] * 30 + [429]
    assert answers[0]["RateLimit-Policy"] == '"address";q=30;w=60'
    assert [one["RateLimit"].split(";")[1] for one in answers[:30]] == [f"r={n}" for n in range(29, -1, -1)]
    problem(answers[30], 429)
    assert 1 <= int(answers[30]["Retry-After"]) <= 60
    assert answers[30]["Access-Control-Allow-Origin"] == "*"
    assert client.get(UNITS, REMOTE_ADDR="203.0.113.8").status_code == 200


def test_processes_share_one_count_but_for_their_first_portion(db):
    nodes = [rates.Counter(), rates.Counter()]  # portions of ten
    through = 0
    for _ in range(100):
        through += sum(node.count("203.0.113.7", 100).let_through for node in nodes)
    assert 100 <= through <= 110


def test_an_ipv6_network_is_one_caller(db):
    counter = rates.Counter()
    assert sum(counter.count(rates.household(f"2001:db8::{n:x}"), 10).let_through for n in range(20)) == 10
    assert counter.count(rates.household("2001:db8:0:1::1"), 10).let_through


def test_the_schema_is_complete(client):
    schema = client.get("/api/v1/openapi.json").json()
    assert schema["openapi"].startswith("3.1")
    chinese = [one["get"]["summary"] for one in schema["paths"].values()]
    assert chinese and all(any("一" <= letter <= "鿿" for letter in summary) for summary in chinese)
    for path, methods in schema["paths"].items():
        assert list(methods) == ["get"]
        responses = methods["get"]["responses"]
        assert {"200", "304", "400", "422", "429"} <= responses.keys(), path
        assert "404" in responses or "{" not in path, path
        refused = responses["422"]["content"]["application/problem+json"]["schema"]
        assert refused == {"$ref": "#/components/schemas/Problem"}
    shapes = schema["components"]["schemas"]
    assert {"Problem", "Fault", "UnitOutPage"} <= shapes.keys()
    lacking = [
        f"{name}.{field}"
        for name, shape in shapes.items()
        for field, said in shape["properties"].items()
        if not said.get("description")
    ]
    assert lacking == []


def test_every_model_has_a_name_of_its_own():
    """Two of one name would be one in the schema, and one of them would lie."""
    modules = [module for name, module in vars(rooms).items() if inspect.ismodule(module)]
    names = Counter(
        name
        for module in modules
        for name, kind in vars(module).items()
        if inspect.isclass(kind) and issubclass(kind, BaseModel) and kind.__module__ == module.__name__
    )
    assert len(names) > 60 and [name for name, number in names.items() if number > 1] == []


def test_no_operation_has_a_page_of_another_host(client):
    assert api.docs_url is None and api.openapi_url is None
    problem(client.get("/api/v1/docs"), 404)
