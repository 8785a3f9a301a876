"""A district that publishes and interprets."""

import pytest
from tests.support.documents import papers  # noqa: F401 - fixture
from tests.support.interpretations import Explaining
from tests.support.workplan import district, reference  # noqa: F401 - fixtures


@pytest.fixture
def explaining(papers) -> Explaining:  # noqa: F811 - the fixture of that name
    return Explaining(papers)
