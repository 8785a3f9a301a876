"""The contract is kept: whatever is sent, right or wrong, each answer is one that the schema declares."""

from __future__ import annotations

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, settings

from mingzheng.api.schema import public_schema

schema = schemathesis.openapi.from_dict(public_schema())
schema.app = get_wsgi_application()
# Which places a list gives cannot be said by a schema: a text that is none is 400.
accepted = schema.config.checks.positive_data_acceptance
accepted.expected_statuses = [*accepted.expected_statuses, "400"]
EXAMPLES = 3


@pytest.fixture
def unhurried(settings):
    settings.MINGZHENG_API_PER_MINUTE = 0


@pytest.mark.sqlite
@pytest.mark.django_db
@schema.parametrize()
@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
def test_whatever_is_sent_the_answer_is_declared(world, unhurried, case):
    case.call_and_validate()
