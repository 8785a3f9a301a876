"""Who can be chosen at the stand-in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from mingzheng.core.privacy.check_digits import resident_check_digit, uscc_check_digit

DATA = Path(__file__).parent / "people.yaml"


@dataclass(frozen=True)
class Sample:
    sub: str
    kind: str
    name: str
    number: str
    mobile: str

    @property
    def claims(self) -> dict[str, str]:
        said = {"sub": self.sub, "name": self.name, "kind": self.kind, "id_number": self.number}
        return said | ({"phone_number": self.mobile} if self.mobile else {})


@cache
def samples() -> dict[str, Sample]:
    rows = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return {row["sub"]: Sample(**{**row, "number": _checked(row["kind"], row["number"])}) for row in rows}


def _checked(kind: str, number: str) -> str:
    return number + (uscc_check_digit(number) if kind == "enterprise" else resident_check_digit(number))
