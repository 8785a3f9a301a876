"""A write is carried out once: ``Idempotency-Key`` is claimed in the transaction of the act (``core.submissions``)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import cast

from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from mingzheng.api.desk.door import SystemRequest
from mingzheng.api.problems import Fault, Problem
from mingzheng.core.errors import Refused
from mingzheng.core.submissions import commands
from mingzheng.core.submissions.commands import Done

HEADER = "Idempotency-Key"
KEY = re.compile(r"[!-~]{8,128}")


def once(request: HttpRequest, content: bytes, act: Callable[[], object]) -> Done:
    """Carry out ``act`` for the first request with this key; a repeat hears the first one's result.

    Args:
        content: everything that was sent, bytes of files included.
        act: returns what the answer is found by, at most 64 characters.

    Raises:
        Problem: 422, no usable key, or the key was used for another content; and whatever ``act`` refuses.
    """
    key, system = request.headers.get(HEADER, ""), cast(SystemRequest, request).system
    if not KEY.fullmatch(key):
        message = _("写操作要带 %(name)s：8 至 128 个可见字符，每件事一个，重发时不变。") % {"name": HEADER}
        raise Problem(422, message, [Fault(field=HEADER, message=message)])
    own = hashlib.sha256(f"system.{system.pk}:{key}".encode()).hexdigest()[:40]
    said = f"{request.method} {request.path}\n".encode() + request.headers.get("If-Match", "").encode() + b"\n"
    digest = salted_hmac("mingzheng.api.writing", said + content, algorithm="sha256").hexdigest()
    try:
        return commands.claim(own, digest, act)
    except Refused as refused:
        if refused.code != "changed":
            raise
        message = _("这个 %(name)s 已用于另外的内容，没有再收。另外一件事请换一个。") % {"name": HEADER}
        raise Problem(422, message, [Fault(field=HEADER, message=message)]) from refused
