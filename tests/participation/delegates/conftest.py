from tests.support.workplan import district, reference  # noqa: F401 - fixtures
