"""The ways in which an applicant fills in the public form, for the tests of these pages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.support.public_forms import key_of

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa7\x9a\xa0\xa0\x00\x00\x00\x00IEND\xaeB`\x82"
)
NAME, ID_NUMBER, PHONE, MAIL = "张三丰", "31010519900101123X", "13800001111", "sanfeng@example.com"
PERSONAL = (NAME, ID_NUMBER, PHONE, MAIL)
WANTED = "2022年度营商环境评估报告"
PARTS: dict[str, tuple[str, dict[str, Any]]] = {
    "what": ("xuqiu", {"title": WANTED, "number": "", "about": "区里委托第三方做的那一份"}),
    "unit": ("danwei", {"unit": "fagai"}),
    "kind": ("shenfen", {"applicant_kind": "natural"}),
    "who": ("shenqingren", {"name": NAME, "id_kind": "resident", "id_number": ID_NUMBER, "proof_later": "on"}),
    "way": ("fangshi", {"form": "electronic", "way": "online", "phone": PHONE, "email": MAIL}),
}
ROOT = "/yishenqing/"


def picture(name: str = "身份证.png", data: bytes = PNG) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "image/png")


@dataclass
class Citizen:
    """``citizen.fills("what", title="…")`` posts a part; every answer is kept in ``answers``."""

    client: Client
    answers: list[Any] = field(default_factory=list)

    def get(self, path: str, **query: str) -> str:
        answer = self.client.get(ROOT + path, query)
        self.answers.append(answer)
        return answer.content.decode()

    def post(self, path: str, data: dict[str, Any] | None = None, **headers: str) -> Any:
        answer = self.client.post(ROOT + path, data or {}, headers=headers)
        self.answers.append(answer)
        return answer

    def fills(self, part: str, **changed: Any) -> Any:
        path, values = PARTS[part]
        return self.post(f"{path}/", {**values, "go": "next", **changed})

    def fills_all(self, **changed: dict[str, Any]) -> None:
        for part in PARTS:
            answer = self.fills(part, **changed.get(part, {}))
            assert answer.status_code == 302, answer.content.decode()

    def sends(self) -> str:
        """Sends the filled draft; returns the query code shown on the receipt."""
        answer = self.post("queren/", {"form_key": key_of(self.get("queren/"))})
        assert answer.status_code == 302, answer.content.decode()
        return self.code_shown(self.get("huizhi/"))

    def code_shown(self, page: str) -> str:
        found = re.search(r'foi-code__text">([^<]+)<', page)
        assert found, "no code is shown"
        return found[1]

    def asks(self, code: str, number: str = "") -> str:
        answer = self.post("chaxun/", {"code": code, "number": number})
        return self.get("jindu/") if answer.status_code == 302 else answer.content.decode()
