"""Why a copy is not given out. Pure."""

from __future__ import annotations


class UnverifiedError(Exception):
    """The copy was made and does not stand the check. ``page`` 0: the whole file."""

    def __init__(self, page: int, why: str) -> None:
        where = f"第 {page} 页：" if page else ""
        super().__init__(f"{where}{why}")
        self.page = page
        self.why = why
