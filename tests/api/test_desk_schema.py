"""Whatever the schema of the staff API allows is answered as the schema says, and nothing that is sent is an error of ours."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import httpx
import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core import NotSet
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.support.machines import OfficeAutomation

from mingzheng.api.desk.desk import drawn
from mingzheng.core.actors import Post
from mingzheng.machines.systems.models import Operation

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.mark.sqlite  # what PostgreSQL alone refuses (a zero byte) is asked by name in test_desk.py
@pytest.mark.django_db
def test_what_the_schema_allows_is_answered_as_it_says(systems):
    token = systems.token("chengyun", Post.OFFICER, *Operation.values)
    assert OfficeAutomation(token).hands_over("OA-1", "通知").status_code == 200
    asked = [_asked(found.ok(), token) for found in schemathesis.openapi.from_dict(drawn()).get_all_operations()]
    assert len(asked) == 12 and all(asked)


def _asked(operation: Any, token: str) -> set[int]:
    statuses: set[int] = set()

    @given(case=operation.as_strategy())
    @settings(
        max_examples=4,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        database=None,
        derandomize=True,
    )
    def ask(case: Any) -> None:
        response = _sent(case, token)
        statuses.add(response.status_code)
        case.validate_response(response, checks=CHECKS)

    ask()
    return statuses


def _sent(case: Any, token: str) -> httpx.Response:
    headers = {**(case.headers or {}), "Authorization": f"Bearer {token}"}
    path, query = case.formatted_path, case.query or {}
    body: Any = "" if isinstance(case.body, NotSet) else json.dumps(case.body)
    answer = Client().generic(
        case.method, path, body, content_type="application/json", query_params=query, headers=headers
    )
    request = httpx.Request(case.method, f"http://testserver{path}")
    made = httpx.Response(answer.status_code, headers=dict(answer.items()), content=answer.content, request=request)
    made.elapsed = dt.timedelta()  # it is asked for, and nothing travelled
    return made
