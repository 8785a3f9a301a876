from django.db import connection
from tests.api.world import issue, world  # noqa: F401 - fixtures
from tests.support.documents import papers  # noqa: F401 - fixtures
from tests.support.machines import systems  # noqa: F401 - fixtures
from tests.support.workplan import district, reference, work  # noqa: F401 - fixtures

# All of it is asked on SQLite alone, and what shall be sent is drawn while it is collected: seconds in every process.
collect_ignore = ["test_contract.py"] if connection.vendor == "postgresql" else []
