from tests.api.world import issue, world  # noqa: F401 - fixtures
from tests.support.documents import papers  # noqa: F401 - fixtures
from tests.support.machines import systems  # noqa: F401 - fixtures
from tests.support.workplan import district, reference, work  # noqa: F401 - fixtures
