"""The small district and its plan."""

from tests.support.documents import papers  # noqa: F401 - fixture
from tests.support.workplan import district, real_work, reference, whole_district, work  # noqa: F401 - fixtures
