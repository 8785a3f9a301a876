from tests.support.open_days import days  # noqa: F401 - fixtures
from tests.support.workplan import district, reference  # noqa: F401 - fixtures
