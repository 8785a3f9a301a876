"""Who may answer or vote, as an office chooses it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mingzheng.core.oidc import configured
from mingzheng.participation.surveys.models import Admission


def ways(said: Mapping[Admission, Any], chosen: str = "") -> list[tuple[str, Any]]:
    """What can be chosen, in the words of the form: signing in only where there is a provider, or where it was chosen before.

    Args:
        said: the ways that the record knows.
        chosen: what stands in the record; "" for a new one.
    """
    by_sign_in = configured.offered() or chosen == Admission.IDENTITY
    return [(one.value, words) for one, words in said.items() if by_sign_in or one is not Admission.IDENTITY]
