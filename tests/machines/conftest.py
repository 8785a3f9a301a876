from tests.support.documents import papers  # noqa: F401 - fixtures
from tests.support.machines import receiver, systems  # noqa: F401 - fixtures
from tests.support.workplan import district, reference  # noqa: F401 - fixtures
