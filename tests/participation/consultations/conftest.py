import pytest
from tests.support.consultations import asking  # noqa: F401 - fixtures
from tests.support.documents import papers  # noqa: F401 - fixtures
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.core.actors import Post


@pytest.fixture
def enter(client, asking):  # noqa: F811
    """``enter(Post.OFFICER)`` signs the client in as that person of the unit (or of another one)."""

    def sign_in(post: Post, unit: str = "fagai", nth: int = 1):
        client.force_login(asking.papers.district.person(unit, post, nth))
        return client

    return sign_in
