"""The one way to say no to a person."""

from __future__ import annotations


class Refused(Exception):
    """A lawful or sensible refusal, said so that the reader knows what to do.

    Args:
        message: what happened and why, in Chinese.
        remedy: what to do about it, in Chinese; may be empty.
        field: name of the form field it belongs to; empty for the whole form.
        code: short machine-readable word, stable across wording changes.
    """

    def __init__(self, message: str, *, remedy: str = "", field: str = "", code: str = "refused") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.field = field
        self.code = code

    def __str__(self) -> str:
        joint = (
            "" if self.message.endswith(("。", "！", "？", "；", "：")) else " "
        )  # no space follows a Chinese full stop
        return f"{self.message}{joint}{self.remedy}".strip()
