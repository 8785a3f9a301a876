from tests.support.documents import papers  # noqa: F401 - fixtures
from tests.support.surveys import asked, called, office  # noqa: F401 - fixtures
from tests.support.workplan import district, reference  # noqa: F401 - fixtures
