"""What every body that is sent has in common."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict, field_validator

UNSTORABLE = _("含有不能保存的字符。")


def storable(text: str) -> bool:
    """No zero byte, which PostgreSQL refuses, and no half of a pair, which no file can hold."""
    return "\x00" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


class Sent(BaseModel):
    """Misspelt fields are refused: what is ignored would be lost."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    @field_validator("*")
    @classmethod
    def _storable(cls, value: Any) -> Any:
        if isinstance(value, str) and not storable(value):
            raise ValueError(str(UNSTORABLE))
        return value
