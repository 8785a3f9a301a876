"""The ways of the guides, one module for each: ``walk(w)`` goes through all tasks of ``docs/guides/<name>.md``.

The tests walk them (``test_walks.py``) and ``scripts/pictures.py`` takes the guides' pictures on the way.
"""

from __future__ import annotations

from collections.abc import Callable

from tests.demonstration.walks import admin, assessor, citizen, enterprise, office, officer, reviewer, window
from tests.support.guided import Walk

WALKS: dict[str, Callable[[Walk], None]] = {
    "citizen": citizen.walk,
    "enterprise": enterprise.walk,
    "officer": officer.walk,
    "reviewer": reviewer.walk,
    "office": office.walk,
    "assessor": assessor.walk,
    "window": window.walk,
    "admin": admin.walk,
}
ON_A_PHONE = {"citizen", "enterprise"}
