from tests.support.training import room  # noqa: F401 - fixture
