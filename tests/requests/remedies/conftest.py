from tests.support.requests import foi  # noqa: F401 - fixtures
from tests.support.workplan import district, reference  # noqa: F401 - fixtures
