from tests.support.letters import desk  # noqa: F401 - fixtures
from tests.support.workplan import district, reference  # noqa: F401 - fixtures
