"""What public forms look at before they take anything: where a form was sent from, and how much one address sends.

A whole office, a school, a neighbourhood may stand behind one address. It is counted under a keyed digest (``core.tries``) and
kept nowhere itself.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext as _

from mingzheng.core.errors import Refused
from mingzheng.core.tries import commands as tries

WINDOW = 600  # seconds


def from_here(request: HttpRequest, remedy: str) -> None:
    """A form that another site sends through a visitor's browser is not the visitor's.

    Raises:
        Refused: the browser says that it was sent from elsewhere.
    """
    origin, fetch = request.headers.get("Origin", ""), request.headers.get("Sec-Fetch-Site", "")
    elsewhere = bool(origin) and origin != "null" and urlsplit(origin).netloc != request.get_host()
    if elsewhere or fetch in ("cross-site", "same-site"):
        raise Refused(_("这张表不是从本网站提交的，没有收到。"), remedy=remedy, code="elsewhere")


def few(request: HttpRequest, what: str, most: int, by: int = 1) -> bool:
    """Takes so many of this address's tries; False when it had ``most`` within the last ten minutes."""
    return all(tries.take(what, _address(request), most=most, seconds=WINDOW) for _one in range(by))


def not_counted(request: HttpRequest, what: str) -> None:
    """The try that was taken last need not count after all."""
    tries.give_back(what, _address(request))


def _address(request: HttpRequest) -> str:
    return request.META.get("REMOTE_ADDR") or ""


NUMERALS = "零一二三四五六七八九十"
SALT = "portal.question"
QUESTION_AGE = 3600


class QuestionForm(forms.Form):
    """A plain question that a person answers at once, with or without eyes: asked instead of refusing."""

    asked = forms.CharField(widget=forms.HiddenInput, required=False)
    answer = forms.CharField(
        required=False, max_length=10, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, prefix="wen")
        one, other = random.randint(2, 9), random.randint(2, 9)  # noqa: S311 - a brake, not a secret
        typed = self.data.get("wen-answer", "") if self.is_bound else ""
        self.right = self.is_bound and _right(str(self.data.get("wen-asked", "")), str(typed))
        self.initial["asked"] = signing.dumps(one + other, salt=SALT)
        self.fields["answer"].label = _("请问%(one)s加%(other)s等于几") % {
            "one": NUMERALS[one],
            "other": NUMERALS[other],
        }

    def again(self) -> QuestionForm:
        """To be shown: a new question, unbound."""
        return QuestionForm()


def _right(asked: str, typed: str) -> bool:
    try:
        wanted = int(signing.loads(asked, salt=SALT, max_age=QUESTION_AGE))
    except signing.BadSignature:
        return False
    plain = unicodedata.normalize("NFKC", typed).strip()
    tens = "" if wanted < 10 else NUMERALS[10] + (NUMERALS[wanted - 10] if wanted > 10 else "")
    return plain in (str(wanted), tens or NUMERALS[wanted])
